//! Which calls go together in one transaction: as many as one may hold, and as its payer has room for.

use crate::{
	allowance::Allowance,
	call::Call,
	error::{Error, Result},
	scale, Client,
};
use codec::{Compact, Decode};
use serde_json::{json, Value};
use std::ops::Range;
use subxt::utils::AccountId32;

/// What calls take, or what there is room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
	/// Of the chain's work, in picoseconds.
	pub ref_time: u64,
	/// Bytes of state that prove it.
	pub proof_size: u64,
	/// Bytes of the calls themselves.
	pub bytes: u64,
}

impl Load {
	fn plus(self, other: Self) -> Self {
		Self {
			ref_time: self.ref_time.saturating_add(other.ref_time),
			proof_size: self.proof_size.saturating_add(other.proof_size),
			bytes: self.bytes.saturating_add(other.bytes),
		}
	}

	fn is_within(self, room: Self) -> bool {
		self.ref_time <= room.ref_time && self.proof_size <= room.proof_size && self.bytes <= room.bytes
	}

	/// Nine tenths: the transaction around the calls takes something, too.
	fn for_calls(self) -> Self {
		let part = |whole: u64| whole / 10 * 9;
		Self { ref_time: part(self.ref_time), proof_size: part(self.proof_size), bytes: part(self.bytes) }
	}
}

/// Places of the calls that go together, in their order. A call for which there is no room stands alone: the chain says why not.
pub fn pack(loads: &[Load], room: Load) -> Vec<Range<usize>> {
	let (mut packed, mut start, mut sum) = (Vec::new(), 0, Load::default());
	for (place, load) in loads.iter().enumerate() {
		let more = sum.plus(*load);
		if place > start && !more.is_within(room) {
			packed.push(start..place);
			(start, sum) = (place, *load);
		} else {
			sum = more;
		}
	}
	if start < loads.len() {
		packed.push(start..loads.len());
	}
	packed
}

impl Client {
	/// What the chain says that a call takes at most.
	pub async fn load_of(&self, call: &Call) -> Result<Load> {
		const METHOD: &str = "TransactionPaymentCallApi_query_call_info";
		let call = call.bytes(self.metadata())?;
		let bytes = u32::try_from(call.len()).map_err(|_| Error::usage("the call is longer than any chain takes"))?;
		let params = format!("0x{}{}", hex::encode(&call), hex::encode(bytes.to_le_bytes()));
		let answer: String = self.rpc("state_call", json!([METHOD, params])).await?;
		let unreadable = || Error::Connection(format!("{METHOD}: unreadable answer {answer}"));
		let answered = hex::decode(answer.trim_start_matches("0x")).map_err(|_| unreadable())?;
		let (Compact(ref_time), Compact(proof_size)) =
			<(Compact<u64>, Compact<u64>)>::decode(&mut &answered[..]).map_err(|_| unreadable())?;
		Ok(Load { ref_time, proof_size, bytes: bytes.into() })
	}

	/// How much the calls of one transaction of this account may take together: what a block gives to one transaction, and what
	/// the account, or whoever sponsors it, may use at a time.
	pub async fn room_for_calls(&self, account: &AccountId32) -> Result<Load> {
		let mut room = self.room_in_block()?;
		let allowance = self.allowance(account).await?;
		let free = at_once(&allowance);
		if free > 0 {
			room.ref_time = room.ref_time.min(free.saturating_mul(1_000));
		}
		Ok(room.for_calls())
	}

	/// What a block gives to one signed transaction, as the chain's metadata say.
	fn room_in_block(&self) -> Result<Load> {
		let (weights, lengths) = (self.constant("System", "BlockWeights")?, self.constant("System", "BlockLength")?);
		let normal = &weights["perClass"]["normal"];
		let one = [&normal["maxExtrinsic"], &normal["maxTotal"], &weights["maxBlock"]];
		let room = one.into_iter().find(|room| !room.is_null()).unwrap_or(&Value::Null);
		let number = |value: &Value| value.as_u64().ok_or_else(|| unreadable("BlockWeights or BlockLength"));
		let (ref_time, proof_size) = (number(&room["refTime"])?, number(&room["proofSize"])?);
		Ok(Load { ref_time, proof_size, bytes: number(&lengths["max"]["normal"])? })
	}

	fn constant(&self, pallet: &str, name: &str) -> Result<Value> {
		let found = self.metadata().pallet_by_name(pallet).and_then(|pallet| pallet.constant_by_name(name));
		let found = found.ok_or_else(|| unreadable(name))?;
		scale::decode(self.metadata().types(), found.ty(), &mut found.value()).map_err(|_| unreadable(name))
	}
}

/// What one transaction of an account may use without coins, in nanoseconds of the chain's work; 0: nothing.
fn at_once(allowance: &Allowance) -> u64 {
	/// An account's firms are told as one sum of four at most, one of which pays; an officer uses half of it.
	const OF_FIRMS: u64 = 8;
	let own = match allowance.party.as_deref() {
		Some("enterprise" | "holder") => allowance.max / OF_FIRMS,
		_ => allowance.max,
	};
	own.max(allowance.sponsored.min(allowance.sponsor_room))
}

fn unreadable(what: &str) -> Error {
	Error::Connection(format!("the chain's metadata do not say {what}"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn work(ref_time: u64) -> Load {
		Load { ref_time, proof_size: 1, bytes: 1 }
	}

	#[test]
	fn an_officer_of_many_firms_packs_by_one_of_them_or_by_its_sponsor() {
		let of = |party: Option<&str>, max: u64, sponsored: u64| Allowance {
			party: party.map(String::from),
			max,
			used: 0,
			recovery: 1,
			sponsor: None,
			sponsored,
			sponsor_room: 400,
		};
		assert_eq!(at_once(&of(Some("enterprise"), 1_000, 0)), 125);
		assert_eq!(at_once(&of(Some("enterprise"), 1_000, 300)), 300);
		assert_eq!(at_once(&of(Some("enterprise"), 1_000, 900)), 400, "no more than the sponsor has");
		assert_eq!(at_once(&of(Some("institution"), 1_000, 0)), 1_000);
		assert_eq!(at_once(&of(None, 0, 0)), 0);
	}

	#[test]
	fn calls_go_together_as_far_as_there_is_room() {
		let room = Load { ref_time: 10, proof_size: 100, bytes: 3 };
		let packed = |loads: &[u64]| pack(&loads.iter().map(|time| work(*time)).collect::<Vec<_>>(), room);
		assert!(packed(&[]).is_empty());
		assert_eq!(packed(&[4, 6, 1]), [0..2, 2..3], "of the chain's work");
		assert_eq!(packed(&[1; 7]), [0..3, 3..6, 6..7], "of bytes");
		assert_eq!(packed(&[5, 11, 5]), [0..1, 1..2, 2..3], "what fits nowhere stands alone");
		assert_eq!(packed(&[11]), [0..1]);
		assert_eq!(pack(&[work(u64::MAX), work(u64::MAX)], room), [0..1, 1..2]);
	}
}
