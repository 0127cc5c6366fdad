//! The published vectors of RFC 9497, appendix A.1.2: ristretto255-SHA512, VOPRF mode. What is random there is given.

use lingnan_documents::{Firm, Form, Rules};
use lingnan_tokens::{Evaluation, PublicKey, Secret};
use rand_core::{CryptoRng, Error, RngCore};
use voprf::{BlindedElement, Group, Ristretto255, VoprfClient, VoprfServer};

const SEED: &str = "a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3";
const KEY_INFO: &str = "74657374206b6579";
const SECRET: &str = "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909";
const PUBLIC: &str = "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e";

struct Vector {
	inputs: &'static [&'static str],
	blinds: &'static [&'static str],
	blinded: &'static [&'static str],
	evaluated: &'static [&'static str],
	proof: &'static str,
	random: &'static str,
	outputs: &'static [&'static str],
}

const INPUT_1: &str = "00";
const INPUT_2: &str = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";
const BLIND_1: &str = "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706";
const BLIND_2: &str = "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e";
const OUTPUT_1: &str = "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7da4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c";
const OUTPUT_2: &str = "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6";

const VECTORS: [Vector; 3] = [
	Vector {
		inputs: &[INPUT_1],
		blinds: &[BLIND_1],
		blinded: &["863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945"],
		evaluated: &["aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e"],
		proof: "ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd066d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d",
		random: BLIND_2,
		outputs: &[OUTPUT_1],
	},
	Vector {
		inputs: &[INPUT_2],
		blinds: &[BLIND_1],
		blinded: &["cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c"],
		evaluated: &["60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468"],
		proof: "401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02",
		random: BLIND_2,
		outputs: &[OUTPUT_2],
	},
	Vector {
		inputs: &[INPUT_1, INPUT_2],
		blinds: &[BLIND_1, BLIND_2],
		blinded: &[
			"863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
			"90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654",
		],
		evaluated: &[
			"aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
			"cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a",
		],
		proof: "cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08",
		random: "419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c",
		outputs: &[OUTPUT_1, OUTPUT_2],
	},
];

/// Gives the scalar that a vector names: the low half of the wide number that the group reduces.
struct Given(Vec<u8>);

impl RngCore for Given {
	fn next_u32(&mut self) -> u32 {
		unreachable!("scalars are drawn as bytes")
	}
	fn next_u64(&mut self) -> u64 {
		unreachable!("scalars are drawn as bytes")
	}
	fn fill_bytes(&mut self, to: &mut [u8]) {
		to.fill(0);
		to[..32].copy_from_slice(&self.0);
	}
	fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Error> {
		self.fill_bytes(to);
		Ok(())
	}
}

impl CryptoRng for Given {}

fn bytes(text: &str) -> Vec<u8> {
	hex::decode(text).unwrap()
}

#[test]
fn the_published_vectors_hold() {
	let server = VoprfServer::<Ristretto255>::new_from_seed(&bytes(SEED), &bytes(KEY_INFO)).unwrap();
	let public = server.get_public_key();
	assert_eq!(hex::encode(&server.serialize()[..32]), SECRET);
	assert_eq!(hex::encode(Ristretto255::serialize_elem(public)), PUBLIC);
	for vector in VECTORS {
		let asked: Vec<_> = vector.inputs.iter().zip(vector.blinds).collect();
		let asked: Vec<_> = asked
			.into_iter()
			.map(|(input, blind)| VoprfClient::<Ristretto255>::blind(&bytes(input), &mut Given(bytes(blind))).unwrap())
			.collect();
		let (states, blinded): (Vec<_>, Vec<_>) = asked.into_iter().map(|asked| (asked.state, asked.message)).unzip();
		let shown = |elements: &[BlindedElement<Ristretto255>]| -> Vec<String> {
			elements.iter().map(|element| hex::encode(element.serialize())).collect()
		};
		assert_eq!(shown(&blinded), vector.blinded);
		let answer = server.batch_blind_evaluate(&mut Given(bytes(vector.random)), &blinded).unwrap();
		let evaluated: Vec<_> = answer.messages.iter().map(|element| hex::encode(element.serialize())).collect();
		assert_eq!(evaluated, vector.evaluated);
		assert_eq!(hex::encode(answer.proof.serialize()), vector.proof);
		let inputs: Vec<_> = vector.inputs.iter().map(|input| bytes(input)).collect();
		let outputs = VoprfClient::batch_finalize(&inputs, &states, &answer.messages, &answer.proof, public).unwrap();
		let outputs: Vec<_> = outputs.map(|output| hex::encode(output.unwrap())).collect();
		assert_eq!(outputs, vector.outputs);
		let direct = inputs.iter().map(|input| hex::encode(server.evaluate(input).unwrap()));
		assert_eq!(direct.collect::<Vec<_>>(), vector.outputs);
	}
}

/// The published proofs through our own types: an answer to the vector's request holds for its key alone.
#[test]
fn our_types_carry_the_published_answers() {
	for vector in VECTORS {
		let json = serde_json::json!({
			"version": 1, "key": format!("0x{PUBLIC}"), "evaluated": vector.evaluated, "proof": vector.proof,
		});
		let answer: Evaluation = serde_json::from_value(json).unwrap();
		assert_eq!(answer.key, PUBLIC.parse::<PublicKey>().unwrap());
		assert_eq!(answer.evaluated.len(), vector.inputs.len());
	}
	let secret = Secret::from_bytes(&bytes(SECRET).try_into().unwrap(), 1).unwrap();
	assert_eq!(secret.public().to_string(), format!("0x{PUBLIC}"));
}

/// Frozen: whoever changes one of these breaks every token that was made. The secret is that of the vectors.
#[test]
fn tokens_are_frozen() {
	let secret = Secret::from_bytes(&bytes(SECRET).try_into().unwrap(), 1).unwrap();
	let seller = Firm::read("CN:91440300MA5GT0025L", Rules::VERIFIED).unwrap();
	let forms = [
		(
			Form::fapiao("26442000000012345678").unwrap(),
			"91bd3ce68bad9a1a881ad36b5aaade800c60992a75cf51ffb6a99a671488df75",
		),
		(
			Form::customs_declaration("530420260012345678").unwrap(),
			"e3d62e23468e101db82f7fd19a162aca37b53c6da4cb42a748fd4a00df5330a1",
		),
		(
			Form::coarse(&seller, "CNY", 11_300_000, (2026, 9, 1)).unwrap(),
			"b4fc69676ca61292b142b0b7e63286df31fa996644c380952579413563aeee9f",
		),
	];
	let made = forms.iter().map(|(form, _)| hex::encode(secret.token(form).unwrap()));
	let frozen: Vec<_> = forms.iter().map(|(_, token)| token.to_string()).collect();
	assert_eq!(made.collect::<Vec<_>>(), frozen);
}
