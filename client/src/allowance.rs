use super::{
	call::Encoded,
	questions, unpaid,
	verdict::{Invalid, Verdict},
	Client,
};
use crate::{
	error::{Error, Result},
	keys::{self, Key},
	text::work,
};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::time::Duration;
use subxt::utils::AccountId32;

/// What an account may use of the chain without coins, in nanoseconds of the chain's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allowance {
	/// As what the registers know the account; nothing for a stranger.
	pub party: Option<String>,
	/// The most that it may have used at a time.
	pub max: u64,
	pub used: u64,
	/// What comes back with each block.
	pub recovery: u64,
	/// Who sponsors the account, what is left of the budget, and what the sponsor's own allowance has room for.
	pub sponsor: Option<AccountId32>,
	pub sponsored: u64,
	pub sponsor_room: u64,
}

impl Allowance {
	/// Seconds until there is room for so much, where a block comes in each `block_time`; `None` if there never is.
	pub fn wait(&self, amount: u64, block_time: Duration) -> Option<u64> {
		let lacking = self.used.saturating_add(amount).saturating_sub(self.max);
		if amount > self.max || (lacking > 0 && self.recovery == 0) {
			return None;
		}
		Some(seconds_of(lacking.div_ceil(self.recovery.max(1)), block_time))
	}
}

/// Seconds that so many blocks take, rounded up.
pub fn seconds_of(blocks: u64, block_time: Duration) -> u64 {
	let milliseconds = u64::try_from(block_time.as_millis()).unwrap_or(u64::MAX);
	blocks.saturating_mul(milliseconds).div_ceil(1_000)
}

impl Client {
	pub async fn allowance(&self, account: &AccountId32) -> Result<Allowance> {
		questions::allowance::get(self, account).await
	}

	/// Why nobody pays for a transaction that the pool refused, if that is why: what its account has used up and when
	/// there is room again, or that the chain does not know the account. `signed` is the whole transaction.
	pub(super) async fn unpaid(
		&self,
		call: &Encoded,
		signer: &Key,
		signed: &[u8],
		verdict: Option<Verdict>,
	) -> Option<Error> {
		if verdict != Some(Verdict::Invalid(Invalid::Payment)) {
			return None;
		}
		let allowance = self.allowance(&keys::account(signer)).await.ok()?;
		let Some(party) = allowance.party.clone() else {
			let why = self.why_no_registrar_pays(call, signer).await;
			return Some(stranger(&call.name(), &allowance, why));
		};
		let hex = format!("0x{}", hex::encode(signed));
		let info: Value = self.rpc("payment_queryInfo", json!([hex])).await.ok()?;
		let fee = info["partialFee"].as_str().map(str::to_string).unwrap_or_else(|| info["partialFee"].to_string());
		let needs = u64::try_from(fee.parse::<u128>().ok()? / 1_000).ok()?;
		let wait = allowance.wait(needs, self.block_time());
		let advice = match wait {
			Some(seconds) => {
				format!("There is room for it in {}, or at once if somebody sponsors the account.", time(seconds))
			},
			None => {
				"That is more than the whole allowance: split the call, or have somebody sponsor the account.".into()
			},
		};
		let reason = format!(
			"the allowance of this {party} is used up: {} of {} of the chain's work, and this takes {}",
			work(allowance.used),
			work(allowance.max),
			work(needs)
		);
		Some(Error::UsedUp { call: call.name(), reason, advice, wait })
	}

	/// Of a call for which a registrar pays if it would succeed: what stands in its way, or who would have paid. Nothing of
	/// another call, or if the chain does not answer.
	async fn why_no_registrar_pays(&self, call: &Encoded, signer: &Key) -> Option<String> {
		let decoded = call.decoded(self.metadata())?;
		let answer = unpaid::answer(&decoded)?;
		let firm: Value = self.rpc("enterprise_get", json!([answer.enterprise])).await.ok()?;
		let account = keys::account(signer).to_string();
		if let Some(obstacle) = answer.obstacle(&account, &firm, self.now().await.ok()?) {
			return Some(format!("The registrar pays for this only when it would succeed now: {obstacle}."));
		}
		let agencies = questions::attestation::agencies(self).await.ok()?;
		let agency = agencies.into_iter().find(|agency| firm["registrar"] == agency.id.0);
		let allowance = match &agency {
			Some(agency) => self.allowance(&agency.key).await.ok(),
			None => None,
		};
		Some(unpaid::payer(agency.as_ref().map(|agency| agency.name.as_str()), allowance.as_ref()))
	}
}

/// `why`: why no registrar pays for it either.
fn stranger(call: &str, allowance: &Allowance, why: Option<String>) -> Error {
	let reason = "nobody pays for it: the account is not a party of this chain, and has no coins".into();
	let advice = match (&allowance.sponsor, why) {
		(_, Some(why)) => why,
		(Some(sponsor), None) => format!(
			"Its sponsor {sponsor} lets it use {}, and has room for {}. Ask the sponsor for more.",
			work(allowance.sponsored),
			work(allowance.sponsor_room)
		),
		(None, None) => "Sign with the key of a registered agency, institution or enterprise, ask a registrar to offer this \
		                 account control of its enterprise and accept it, or ask a party to sponsor it (`lingnan sponsor give`)."
			.into(),
	};
	Error::NotTaken { call: call.into(), reason, advice }
}

/// A wait as people read it, rounded up.
pub(super) fn time(seconds: u64) -> String {
	match seconds {
		..120 => format!("{seconds} s"),
		120..7_200 => format!("{} minutes", seconds.div_ceil(60)),
		_ => format!("{} hours", seconds.div_ceil(3_600)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_wait_is_for_as_many_blocks_as_it_takes() {
		let allowance = Allowance {
			party: Some("enterprise".into()),
			max: 100,
			used: 90,
			recovery: 3,
			sponsor: None,
			sponsored: 0,
			sponsor_room: 0,
		};
		let usual = Duration::from_secs(2);
		assert_eq!(allowance.wait(10, usual), Some(0));
		assert_eq!(allowance.wait(11, usual), Some(2));
		assert_eq!(allowance.wait(14, usual), Some(4));
		assert_eq!(allowance.wait(100, usual), Some(60));
		assert_eq!(allowance.wait(101, usual), None);
		assert_eq!(Allowance { recovery: 0, ..allowance.clone() }.wait(11, usual), None);
		assert_eq!(Allowance { recovery: 0, ..allowance.clone() }.wait(10, usual), Some(0));
		// Of a network with quick blocks.
		let quick = Duration::from_millis(500);
		assert_eq!((allowance.wait(11, quick), allowance.wait(100, quick)), (Some(1), Some(15)));
	}

	#[test]
	fn work_and_waits_are_read_by_people() {
		assert_eq!(work(1_234_567), "1.234 ms");
		assert_eq!((time(90), time(130), time(7_201)), ("90 s".into(), "3 minutes".into(), "3 hours".into()));
	}
}
