//! What is stopped now, by whom and until when; what rests, so that a third cannot stop it again; and why a call does not
//! pass the chain's filter.

use crate::{
	error::Result,
	seconds_of,
	text::{call_name, span},
	Client,
};
use codec::{Decode, DecodeAll};
use lingnan_types::{Corridor, DataClass};
use serde::Serialize;
use serde_json::{json, Value};
use std::time::Duration;

/// By how many of the agencies something is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum By {
	/// A third or more of them: for a time.
	Third,
	/// Two thirds, or governance: until they lift it.
	TwoThirds,
}

/// Something that is stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stopped {
	/// `Pallet.call`, or in words: `safe mode`, `scorecard 3`.
	pub what: String,
	pub by: By,
	/// The call by which the agencies' council stopped it.
	pub motion: &'static str,
	/// The call by which two thirds lift it.
	pub lift: &'static str,
	/// The first block in which it is not stopped any more. Nothing: it is lifted, or lasts.
	pub until_block: Option<u64>,
	pub seconds_left: Option<u64>,
}

/// Something that a third cannot stop again yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Resting {
	pub what: String,
	pub until_block: u64,
	pub seconds_left: u64,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stops {
	pub stopped: Vec<Stopped>,
	pub resting: Vec<Resting>,
}

const SAFE_MODE: &str = "safe mode";

/// What the chain has stored, with the number of the best block.
#[derive(Default)]
struct Stored {
	now: u64,
	block_time: Duration,
	/// By name, with the block in which each ends and until when it rests.
	calls: Vec<(String, Value)>,
	paused: Vec<String>,
	safe_mode: Option<u64>,
	safe_mode_rests: Option<u64>,
	scorecards: Vec<(u64, u64)>,
	scorecards_rest: Vec<(u64, u64)>,
	/// Until when, if it ends by itself.
	corridors: Vec<(Corridor, Option<u64>)>,
	classes: Vec<(Corridor, DataClass, u64)>,
	corridors_rest: Vec<(Corridor, Option<DataClass>, u64)>,
}

impl Stops {
	/// Asks the chain.
	pub async fn now(client: &Client) -> Result<Self> {
		let number = |value: Option<Value>| value.and_then(|value| value.as_u64());
		let now = client.best_number().await?.into();
		let mut stored = Stored { now, block_time: client.block_time(), ..Default::default() };
		for (key, stop) in entries(client, "Timelock", "Stops").await? {
			stored.calls.extend(call_of(&key).map(|name| (name, stop)));
		}
		for (key, _) in entries(client, "TxPause", "PausedCalls").await? {
			stored.paused.extend(call_of(&key));
		}
		stored.safe_mode = number(value(client, "SafeMode", "EnteredUntil").await?);
		stored.safe_mode_rests = number(value(client, "Timelock", "SafeModeRestsUntil").await?);
		for card in
			value(client, "CreditScoring", "Stopped").await?.as_ref().and_then(Value::as_array).into_iter().flatten()
		{
			stored.scorecards.extend(card["scorecard"].as_u64().zip(card["until"].as_u64()));
		}
		for (key, until) in entries(client, "CreditScoring", "RestsUntil").await? {
			stored.scorecards_rest.extend(key_of::<u32>(&key, TWOX_64).map(u64::from).zip(until.as_u64()));
		}
		for (key, until) in entries(client, "CrossBorder", "Halted").await? {
			stored.corridors.extend(key_of::<Corridor>(&key, TWOX_64).map(|corridor| (corridor, until.as_u64())));
		}
		for (key, from) in entries(client, "CrossBorder", "Open").await? {
			stored
				.classes
				.extend(class_of(&key).zip(from.as_u64()).map(|((corridor, class), from)| (corridor, class, from)));
		}
		for (key, until) in entries(client, "CrossBorder", "RestsUntil").await? {
			let key = key_of::<(Corridor, Option<DataClass>)>(&key, TWOX_64);
			stored
				.corridors_rest
				.extend(key.zip(until.as_u64()).map(|((corridor, class), until)| (corridor, class, until)));
		}
		Ok(stored.read())
	}

	/// Why calls of these names do not pass the chain's filter.
	pub fn explain(&self, calls: &[String]) -> String {
		let mut reasons: Vec<String> =
			self.stopped.iter().filter(|stop| calls.contains(&stop.what)).map(sentence).collect();
		if reasons.is_empty() {
			reasons.extend(
				self.stopped
					.iter()
					.filter(|stop| stop.what == SAFE_MODE)
					.map(|stop| format!("Only what heals the chain is let through: {}", sentence(stop))),
			);
		}
		if reasons.is_empty() {
			// What only carries others is not what was meant.
			const CARRIERS: [&str; 3] = ["Multisig.", "Proxy.", "Utility."];
			let carries = |name: &&String| CARRIERS.iter().any(|pallet| name.starts_with(pallet));
			let inside: Vec<&String> = calls.iter().filter(|name| !carries(name)).collect();
			let told: Vec<&str> = match inside.is_empty() {
				true => calls.iter().map(String::as_str).collect(),
				false => inside.into_iter().map(String::as_str).collect(),
			};
			let is = if told.len() > 1 { "are" } else { "is" };
			return format!(
				"{} {is} not stopped, but not open to this signer: a proxy may do what its kind names, and nobody takes the keys \
				 of the last validator away.",
				told.join(", ")
			);
		}
		reasons.push("`lingnan govern show` shows all that is stopped.".into());
		reasons.join("\n")
	}

	/// The two lists as people read them.
	pub fn page(&self) -> String {
		let mut lines = vec!["Stopped now".to_string()];
		lines.extend(self.stopped.iter().map(|stop| format!("  {}", sentence(stop))));
		if self.stopped.is_empty() {
			lines.push("  (nothing)".into());
		}
		if !self.resting.is_empty() {
			lines.push("\nRests: a third cannot stop it again yet".into());
		}
		for Resting { what, until_block, seconds_left } in &self.resting {
			lines.push(format!("  {what}: until block {until_block}, {} left", span(*seconds_left)));
		}
		lines.join("\n")
	}

	pub fn to_json(&self) -> Value {
		json!(self)
	}
}

/// `Financing.disburse is stopped by a third or more of the agencies' council (Timelock.stop) until block 86,401, 2 d left`.
fn sentence(stop: &Stopped) -> String {
	let Stopped { what, by, motion, lift, until_block, seconds_left } = stop;
	let is = if what == SAFE_MODE { "is on, entered" } else { "is stopped" };
	let by = match by {
		By::Third => "a third or more of the agencies' council",
		By::TwoThirds => "two thirds of the agencies' council",
	};
	let until = match (until_block, seconds_left) {
		(Some(block), Some(seconds)) => {
			format!(
				"until block {block}, {} left, unless a majority prolongs it; two thirds lift it ({lift}).",
				span(*seconds)
			)
		},
		_ => format!("until two thirds lift it ({lift})."),
	};
	format!("{what} {is} by {by} ({motion}) {until}")
}

impl Stored {
	fn read(self) -> Stops {
		let now = self.now;
		let left = |block: u64| seconds_of(block.saturating_sub(now), self.block_time);
		let mut stops = Stops::default();
		let mut stop = |what: String, motion, lift, until: Option<u64>| {
			let by = if until.is_some() { By::Third } else { By::TwoThirds };
			if until.is_none_or(|until| now < until) {
				let seconds_left = until.map(left);
				stops.stopped.push(Stopped { what, by, motion, lift, until_block: until, seconds_left });
			}
		};
		let mut rests = Vec::new();
		for (name, both) in self.calls {
			let until = both["until"].as_u64();
			if until.is_some_and(|until| now < until) {
				stop(name.clone(), "Timelock.stop", "Timelock.lift", until);
			}
			rests.extend(both["restsUntil"].as_u64().map(|until| (name, until)));
		}
		for name in self.paused {
			stop(name, "TxPause.pause", "TxPause.unpause", None);
		}
		if self.safe_mode.is_some() {
			stop(SAFE_MODE.into(), "SafeMode.force_enter", "SafeMode.force_exit", self.safe_mode);
		}
		rests.extend(self.safe_mode_rests.map(|until| (SAFE_MODE.into(), until)));
		for (card, until) in self.scorecards {
			let lift = "CreditScoring.resume_scorecard";
			stop(scorecard(card), "CreditScoring.suspend_scorecard", lift, Some(until));
		}
		rests.extend(self.scorecards_rest.into_iter().map(|(card, until)| (scorecard(card), until)));
		for (corridor, until) in self.corridors {
			stop(place(corridor, None), "CrossBorder.halt", "CrossBorder.resume", until);
		}
		for (corridor, class, from) in self.classes {
			stop(place(corridor, Some(class)), "CrossBorder.close_class", "CrossBorder.open_class", Some(from));
		}
		rests.extend(self.corridors_rest.into_iter().map(|(corridor, class, until)| (place(corridor, class), until)));

		stops.stopped.sort_by(|one, other| one.what.cmp(&other.what));
		let stopped = &stops.stopped;
		let mut resting: Vec<_> = rests
			.into_iter()
			.filter(|(what, until)| now < *until && !stopped.iter().any(|stop| stop.what == *what))
			.map(|(what, until_block)| Resting { what, until_block, seconds_left: left(until_block) })
			.collect();
		resting.sort_by(|one, other| one.what.cmp(&other.what));
		stops.resting = resting;
		stops
	}
}

fn scorecard(id: u64) -> String {
	format!("scorecard {id}")
}

fn place(corridor: Corridor, class: Option<DataClass>) -> String {
	match class {
		None => format!("the corridor {corridor:?}"),
		Some(class) => format!("the class {class:?} of the corridor {corridor:?}"),
	}
}

/// Bytes of a stored key before what its entry is known by: of the map, and of the hash.
const OF_THE_MAP: usize = 32;
const TWOX_64: usize = 8;
const BLAKE2_128: usize = 16;

fn key_of<K: Decode>(key: &[u8], hash: usize) -> Option<K> {
	K::decode_all(&mut key.get(OF_THE_MAP + hash..)?).ok()
}

/// The call whose name is the key.
fn call_of(key: &[u8]) -> Option<String> {
	let (pallet, call) = key_of::<(Vec<u8>, Vec<u8>)>(key, BLAKE2_128)?;
	call_name(&[hexed(&pallet), hexed(&call)])
}

fn hexed(bytes: &[u8]) -> Value {
	json!(format!("0x{}", hex::encode(bytes)))
}

/// Of a map with two keys, each behind a hash of its own.
fn class_of(key: &[u8]) -> Option<(Corridor, DataClass)> {
	let mut rest = key.get(OF_THE_MAP + TWOX_64..)?;
	let corridor = Corridor::decode(&mut rest).ok()?;
	Some((corridor, DataClass::decode_all(&mut rest.get(TWOX_64..)?).ok()?))
}

/// A runtime of before or after may store less.
fn stores(client: &Client, pallet: &str, item: &str) -> bool {
	let storage = client.metadata().pallet_by_name(pallet).and_then(|pallet| pallet.storage());
	storage.is_some_and(|storage| storage.entry_by_name(item).is_some())
}

async fn value(client: &Client, pallet: &str, item: &str) -> Result<Option<Value>> {
	match stores(client, pallet, item) {
		true => client.storage(pallet, item).await,
		false => Ok(None),
	}
}

async fn entries(client: &Client, pallet: &str, item: &str) -> Result<Vec<(Vec<u8>, Value)>> {
	match stores(client, pallet, item) {
		true => client.entries(pallet, item).await,
		false => Ok(Vec::new()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	/// Blocks of a day.
	const DAY: u64 = 43_200;

	fn stored() -> Stored {
		Stored {
			now: 100,
			block_time: Duration::from_secs(2),
			calls: vec![
				("Financing.disburse".into(), json!({ "until": 100 + DAY, "restsUntil": 100 + 15 * DAY })),
				("Financing.apply".into(), json!({ "until": 90, "restsUntil": 90 + 14 * DAY })),
				("Financing.expire".into(), json!({ "until": 10, "restsUntil": 90 })),
			],
			paused: vec!["Financing.offer".into()],
			safe_mode: Some(100 + DAY / 24),
			safe_mode_rests: Some(0),
			scorecards: vec![(3, 200)],
			scorecards_rest: vec![(3, 300), (4, 100 + DAY)],
			corridors: vec![(Corridor::GuangdongMacao, None), (Corridor::GuangdongHongKong, Some(99))],
			classes: vec![
				(Corridor::GuangdongHongKong, DataClass::Vouchers, 150),
				(Corridor::GuangdongHongKong, DataClass::Passports, 0),
			],
			corridors_rest: vec![(Corridor::GuangdongHongKong, None, 100 + DAY)],
		}
	}

	#[test]
	fn what_is_stopped_and_what_rests_is_told_with_by_whom_and_until_when() {
		let page = stored().read().page();
		for line in [
			"Financing.disburse is stopped by a third or more of the agencies' council (Timelock.stop) until block 43300, 1 d left, \
			 unless a majority prolongs it; two thirds lift it (Timelock.lift).",
			"Financing.offer is stopped by two thirds of the agencies' council (TxPause.pause) until two thirds lift it \
			 (TxPause.unpause).",
			"safe mode is on, entered by a third or more of the agencies' council (SafeMode.force_enter) until block 1900, 1 h left",
			"scorecard 3 is stopped by a third or more of the agencies' council (CreditScoring.suspend_scorecard) until block 200",
			"the corridor GuangdongMacao is stopped by two thirds of the agencies' council (CrossBorder.halt) until two thirds \
			 lift it (CrossBorder.resume).",
			"the class Vouchers of the corridor GuangdongHongKong is stopped",
			"\n  Financing.apply: until block 604890, 13 d 23 h left",
			"\n  scorecard 4: until block 43300, 1 d left",
			"\n  the corridor GuangdongHongKong: until block 43300, 1 d left",
		] {
			assert!(page.contains(line), "{line}\nin\n{page}");
		}
		// What is over, was never stopped, or is said to be stopped already.
		for gone in ["Financing.expire", "Passports", "scorecard 3:", "Financing.disburse:", "safe mode:"] {
			assert!(!page.contains(gone), "{gone} in\n{page}");
		}
	}

	#[test]
	fn nothing_is_said_to_be_nothing() {
		let stops = Stored { now: 7, ..Default::default() }.read();
		assert_eq!(stops.page(), "Stopped now\n  (nothing)");
		assert_eq!(stops.to_json(), json!({ "stopped": [], "resting": [] }));
	}

	#[test]
	fn a_call_that_is_stopped_is_told_from_one_that_is_not_open_to_the_signer() {
		let stops = stored().read();
		let why = |names: &[&str], stops: &Stops| {
			stops.explain(&names.iter().map(|name| name.to_string()).collect::<Vec<_>>())
		};
		let told = why(&["Utility.batch_all", "Financing.disburse"], &stops);
		assert!(told.starts_with("Financing.disburse is stopped by a third"), "{told}");
		assert!(told.contains("until block 43300, 1 d left") && told.contains("lingnan govern show"), "{told}");
		// What has no stop of its own is stopped with all the rest.
		let told = why(&["Financing.apply"], &stops);
		assert!(told.starts_with("Only what heals the chain is let through: safe mode is on"), "{told}");
		let told = why(&["Financing.apply"], &Stops::default());
		assert!(told.starts_with("Financing.apply is not stopped, but not open to this signer"), "{told}");
		let told = why(&["Proxy.proxy", "Utility.batch_all", "A.b", "C.d"], &Stops::default());
		assert!(told.starts_with("A.b, C.d are not stopped"), "{told}");
		assert!(why(&["Proxy.proxy"], &Stops::default()).starts_with("Proxy.proxy is not stopped"));
	}

	#[test]
	fn stored_keys_are_read() {
		let key = |hash: usize, of: Vec<u8>| [vec![0; OF_THE_MAP + hash], of].concat();
		let name = (b"Financing".to_vec(), b"disburse".to_vec()).encode();
		assert_eq!(call_of(&key(BLAKE2_128, name)).as_deref(), Some("Financing.disburse"));
		assert_eq!(call_of(&key(3, vec![])), None);
		assert_eq!(key_of::<u32>(&key(TWOX_64, 7u32.encode()), TWOX_64), Some(7));
		let class = [Corridor::GuangdongMacao.encode(), vec![0; TWOX_64], DataClass::Vouchers.encode()].concat();
		assert_eq!(class_of(&key(TWOX_64, class)), Some((Corridor::GuangdongMacao, DataClass::Vouchers)));
	}
}
