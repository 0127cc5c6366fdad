//! How a token is asked for without showing the document: RFC 9497, VOPRF mode, several forms at a time with one proof.

use crate::{
	cut, digits,
	error::{Error, Result},
	key::PublicKey,
	lists, Suite, Token,
};
use lingnan_documents::Form;
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use voprf::{EvaluationElement, Proof, VoprfClient};

/// Forms that one request can hold: an exact and a coarse one of sixteen documents.
pub const MAX_BATCH: usize = 32;

/// What travels to the issuer. Each form is multiplied by a random number of its own: the same document looks different each
/// time, and nothing of its number can be found in it, by whatever computation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
	/// Under which version of the issuer's key.
	pub version: u16,
	#[serde(with = "lists")]
	pub blinded: Vec<[u8; 32]>,
}

impl Request {
	pub fn check(&self) -> Result<(), String> {
		match self.blinded.len() {
			1..=MAX_BATCH => Ok(()),
			count => Err(format!("{count} forms: ask for 1 to {MAX_BATCH} at a time")),
		}
	}
}

/// What comes back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evaluation {
	pub version: u16,
	/// The key with which the issuer says that it answered. Compared with the one that is known, never believed.
	pub key: PublicKey,
	#[serde(with = "lists")]
	pub evaluated: Vec<[u8; 32]>,
	/// Shows that all were answered with the secret of one key.
	#[serde(with = "digits")]
	pub proof: [u8; 64],
}

/// What stays with who asks, until the answer comes.
pub struct Asked {
	version: u16,
	forms: Vec<String>,
	blinds: Vec<VoprfClient<Suite>>,
}

/// Blinds forms.
pub fn ask(forms: &[Form], version: u16) -> Result<(Asked, Request)> {
	let (mut blinds, mut blinded) = (Vec::new(), Vec::new());
	for form in forms {
		let blind = VoprfClient::<Suite>::blind(form.as_str().as_bytes(), &mut OsRng);
		let blind = blind.map_err(|e| Error::input(form, e))?;
		blinds.push(blind.state);
		blinded.push(blind.message.serialize().into());
	}
	let request = Request { version, blinded };
	request.check().map_err(|reason| Error::input("the documents", reason))?;
	let forms = forms.iter().map(|form| form.as_str().to_string()).collect();
	Ok((Asked { version, forms, blinds }, request))
}

impl Asked {
	/// The tokens, if the answer was made with the secret of this key.
	pub fn finish(self, answer: &Evaluation, key: &PublicKey) -> Result<Vec<Token>> {
		let another = |what: &str| Error::DoesNotHold {
			name: "EvaluationUnderAnotherKey",
			reason: format!(
				"{what}: no token is taken from this answer. The issuer's key is {key}, version {}: look whether the service is \
				 the issuer's, and whether its key is still in force",
				self.version
			),
		};
		if answer.key != *key || answer.version != self.version {
			return Err(another(&format!("the service answers with key {}, version {}", answer.key, answer.version)));
		}
		let proof = Proof::<Suite>::deserialize(&answer.proof).map_err(|_| another("the proof is none"))?;
		let evaluated = answer.evaluated.iter().map(|bytes| EvaluationElement::<Suite>::deserialize(bytes));
		let evaluated: Vec<_> =
			evaluated.collect::<Result<_, _>>().map_err(|_| another("what came back is no point of the group"))?;
		let inputs: Vec<&[u8]> = self.forms.iter().map(|form| form.as_bytes()).collect();
		let outputs = VoprfClient::batch_finalize(&inputs, &self.blinds, &evaluated, &proof, key.point()?);
		let outputs = outputs.map_err(|_| another("the proof does not hold"))?;
		let tokens = outputs.map(|output| cut(&output.ok()?));
		tokens.collect::<Option<_>>().ok_or_else(|| another("the answer is incomplete"))
	}
}
