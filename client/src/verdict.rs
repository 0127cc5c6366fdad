//! Why a transaction is not taken: by the numbers of the pool and of the runtime, never by the words of an error.

use crate::{courier::request, Error, Result};
use codec::{Decode, Encode};
use lingnan_types::error_code::FIGURE_IN_CLEAR;
use serde_json::{json, Value};
use subxt::{rpcs::RpcClient, utils::H256};

/// What the pool said when it refused. Its numbers are those of the SDK's `author` methods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
	pub code: i32,
	pub text: String,
}

/// It takes these bytes no more for half an hour.
pub(crate) const BANNED: i32 = 1_012;
pub(crate) const KNOWN: i32 = 1_013;
pub(crate) const OUTBID: i32 = 1_014;
pub(crate) const DROPPED: i32 = 1_016;

/// What the runtime says of a transaction, in the order of the SDK's `InvalidTransaction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode, Encode)]
pub(crate) enum Invalid {
	Call,
	Payment,
	Future,
	Stale,
	BadProof,
	AncientBirthBlock,
	ExhaustsResources,
	Custom(u8),
	BadMandatory,
	MandatoryValidation,
	BadSigner,
	IndeterminateImplicit,
	UnknownOrigin,
}

/// What the runtime says of a transaction now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
	Valid,
	Invalid(Invalid),
	/// It cannot be known: a signer of whom the chain has no record, say.
	Unknown,
	/// The runtime panicked over what it cannot decode.
	NotJudged,
}

impl Rejection {
	/// The same refusal, if the node gave one: anything else is a broken connection.
	pub fn of(error: Error) -> Result<Self> {
		let Error::Rpc { code, message, data, .. } = error else { return Err(error) };
		let text = match data {
			Some(data) => format!("{message}: {data}"),
			None => message,
		};
		Ok(Self { code, text })
	}

	/// What the runtime says of the transaction, unless the pool's own number says all.
	pub async fn verdict(&self, rpc: &RpcClient, signed: &[u8]) -> Option<Verdict> {
		match self.code {
			BANNED | KNOWN | OUTBID | DROPPED => None,
			_ => verdict(rpc, signed).await.ok(),
		}
	}

	/// The error of a call that was not taken, with what to do about it.
	pub fn error(self, call: &str, verdict: Option<Verdict>) -> Error {
		use Invalid::*;
		if verdict == Some(Verdict::NotJudged) {
			let reason = "an argument does not fit its type, as when a text is too long".into();
			let advice = "Most texts and references hold 64 bytes, names 128: shorten it.".into();
			return Error::NotTaken { call: call.into(), reason, advice };
		}
		let advice = match (self.code, verdict) {
			(OUTBID, _) | (_, Some(Verdict::Invalid(Stale | Future))) => {
				"Another transaction of the same account came first. Send it again."
			},
			(_, Some(Verdict::Invalid(BadProof | BadSigner | AncientBirthBlock))) => {
				"It was signed for another chain, or for a version of the runtime that this chain has left behind. Sign it \
				 again."
			},
			(_, Some(Verdict::Invalid(ExhaustsResources))) => "The call is too large for one block. Split it.",
			(_, Some(Verdict::Invalid(Custom(FIGURE_IN_CLEAR)))) => {
				"It states a figure openly, which no block may hold. Seal it: `lingnan attestation seal`."
			},
			_ => "Check that the key belongs to this chain, and that the node is in sync with the network.",
		};
		Error::NotTaken { call: call.into(), reason: self.text, advice: advice.into() }
	}
}

/// Asks the runtime of the best block.
async fn verdict(rpc: &RpcClient, signed: &[u8]) -> Result<Verdict> {
	const API: &str = "TaggedTransactionQueue_validate_transaction";
	/// From outside, in the SDK's `TransactionSource`.
	const EXTERNAL: u8 = 2;
	let best: H256 = request(rpc, "chain_getBlockHash", Value::Null).await?;
	let arguments = [&[EXTERNAL], signed, &best.0].concat();
	let answer: Result<String> =
		request(rpc, "state_call", json!([API, format!("0x{}", hex::encode(arguments)), best])).await;
	match answer {
		// It answers every transaction that it can decode.
		Err(Error::Rpc { .. }) => Ok(Verdict::NotJudged),
		Err(error) => Err(error),
		Ok(answer) => Ok(hex::decode(answer.trim_start_matches("0x")).map_or(Verdict::Unknown, |bytes| read(&bytes))),
	}
}

fn read(bytes: &[u8]) -> Verdict {
	match bytes {
		[0, ..] => Verdict::Valid,
		[1, 0, rest @ ..] => Invalid::decode(&mut &rest[..]).map_or(Verdict::Unknown, Verdict::Invalid),
		_ => Verdict::Unknown,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_runtime_s_numbers_are_read() {
		assert_eq!(read(&[0, 9, 9]), Verdict::Valid);
		assert_eq!(read(&[1, 0, 1]), Verdict::Invalid(Invalid::Payment));
		assert_eq!(read(&[1, 0, 3]), Verdict::Invalid(Invalid::Stale));
		assert_eq!(read(&[1, 0, 7, 200]), Verdict::Invalid(Invalid::Custom(200)));
		assert_eq!(read(&[1, 1, 0]), Verdict::Unknown);
		// Of a later SDK.
		assert_eq!(read(&[1, 0, 99]), Verdict::Unknown);
	}

	/// The words may change, and say what they like: a number decides.
	#[test]
	fn advice_goes_by_numbers_and_not_by_words() {
		let advice = |code, verdict| match (Rejection { code, text: "signature priority panicked".into() })
			.error("A.b", verdict)
		{
			Error::NotTaken { advice, .. } => advice,
			other => panic!("{other}"),
		};
		let invalid = |invalid| Some(Verdict::Invalid(invalid));
		assert!(advice(OUTBID, None).contains("came first"));
		assert!(advice(1_010, invalid(Invalid::Stale)).contains("came first"));
		assert!(advice(1_010, invalid(Invalid::BadProof)).contains("Sign it again"));
		assert!(advice(1_010, invalid(Invalid::ExhaustsResources)).contains("Split it"));
		assert!(advice(1_010, None).contains("in sync"));
		assert!(advice(1_002, Some(Verdict::NotJudged)).contains("shorten it"));
	}
}
