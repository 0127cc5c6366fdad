use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{ConsentId, IndicatorId, InstitutionId, Purpose, RegistrationNumber, Timestamp};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Indicators that one consent can name.
pub const MAX_SCOPE: u32 = 64;
/// Consents between one enterprise and one institution that are not over yet.
pub const MAX_OPEN: u32 = 16;
/// Uses that one consent can allow.
pub const MAX_USES: u32 = 1_000;
/// Consents that one enterprise gives in a day: one to each institution of Guangdong, twice. Each stays in the state for good,
/// and one that was used stands on the institution's list until the data are deleted.
pub const MAX_GIVEN_A_DAY: u32 = 256;
/// Days for which data can be kept: ten years.
pub const MAX_RETENTION_DAYS: u32 = 3_660;

/// Which indicators a consent covers.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[scale_info(capture_docs = "always")]
pub enum Scope {
	/// Every indicator.
	All,
	/// These indicators, by number.
	Only(BoundedVec<IndicatorId, ConstU32<MAX_SCOPE>>),
}

impl Scope {
	pub fn covers(&self, indicators: &[IndicatorId]) -> bool {
		match self {
			Scope::All => true,
			Scope::Only(named) => indicators.iter().all(|indicator| named.contains(indicator)),
		}
	}
}

/// What an enterprise consents to.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentSpec {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What it was given for.
	pub purpose: Purpose,
	/// Which indicators it covers.
	pub scope: Scope,
	/// First second of the window of use, Unix time.
	pub from: Timestamp,
	/// First second after the window. Unix time in seconds.
	pub until: Timestamp,
	/// How often it can be used, 1 to 1,000.
	pub uses: u32,
	/// Days after the last use for which the data may be kept, 1 to 3,660.
	pub retention_days: u32,
}

/// Whether a consent can be used. What ends it is final.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
pub enum Standing {
	/// It can be used.
	InForce,
	/// Not for the time being: the enterprise can resume it.
	Paused,
	/// Taken back. It counts no more.
	Revoked,
}

/// The institution's word that it deleted what it learnt.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct DeletionStatement {
	/// When it was stated. Unix time in seconds.
	pub at: Timestamp,
	/// Hash of the deletion record that the institution keeps.
	pub evidence: H256,
	/// After the retention time had ended.
	pub late: bool,
}

/// A consent as it is stored. Its terms never change; only its standing and its uses do.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Consent {
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// What the enterprise consents to.
	pub terms: ConsentSpec,
	/// When it was given. Unix time in seconds.
	pub given_at: Timestamp,
	/// Whether it can be used.
	pub standing: Standing,
	/// How often it was used.
	pub used: u32,
	/// When it was used last. Unix time in seconds.
	pub last_used: Option<Timestamp>,
	/// What the institution stated of the deletion. None: nothing yet.
	pub deletion: Option<DeletionStatement>,
}

impl Consent {
	pub fn uses_left(&self) -> u32 {
		self.terms.uses.saturating_sub(self.used)
	}

	/// No use can come any more, whatever is done.
	pub fn is_over(&self, now: Timestamp) -> bool {
		self.standing == Standing::Revoked || now >= self.terms.until || self.uses_left() == 0
	}

	/// Whether a use at this moment is allowed.
	pub fn allows(&self, purpose: Purpose, indicators: &[IndicatorId], now: Timestamp) -> bool {
		self.standing == Standing::InForce
			&& self.terms.purpose == purpose
			&& self.terms.from <= now
			&& now < self.terms.until
			&& self.uses_left() > 0
			&& self.terms.scope.covers(indicators)
	}

	/// When what was learnt must be deleted, once something was.
	pub fn delete_by(&self) -> Option<Timestamp> {
		self.last_used.map(|last| {
			last.saturating_add(u64::from(self.terms.retention_days).saturating_mul(lingnan_support::SECONDS_PER_DAY))
		})
	}

	/// The retention time is over and no deletion was stated.
	pub fn is_overdue(&self, now: Timestamp) -> bool {
		self.deletion.is_none() && self.delete_by().is_some_and(|due| now > due)
	}
}

/// One use of a consent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Receipt {
	/// When it was used. Unix time in seconds.
	pub at: Timestamp,
	/// How many indicators were asked for.
	pub indicators: u32,
}

/// A consent as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ConsentView {
	/// Its number.
	pub id: ConsentId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What it was given for.
	pub purpose: Purpose,
	/// Which indicators it covers.
	pub scope: Scope,
	/// First second of the window of use. Unix time in seconds.
	pub from: Timestamp,
	/// First second after the window of use. Unix time in seconds.
	pub until: Timestamp,
	/// How often it can be used.
	pub uses: u32,
	/// How often it can still be used.
	pub uses_left: u32,
	/// Days after the last use for which the data may be kept.
	pub retention_days: u32,
	/// When it was given. Unix time in seconds.
	pub given_at: Timestamp,
	/// Whether it can be used.
	pub standing: Standing,
	/// In force, within its window, with uses left.
	pub usable: bool,
	/// When it was used last. Unix time in seconds.
	pub last_used: Option<Timestamp>,
	/// When what was learnt must be deleted. Unix time in seconds.
	pub delete_by: Option<Timestamp>,
	/// What the institution stated of the deletion. None: nothing yet.
	pub deletion: Option<DeletionStatement>,
	/// The retention time is over and no deletion was stated.
	pub deletion_overdue: bool,
}

/// A receipt as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ReceiptView {
	/// Counts the uses of the consent, from 1.
	pub number: u32,
	/// When it was used. Unix time in seconds.
	pub at: Timestamp,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What the consent was given for.
	pub purpose: Purpose,
	/// How many indicators were asked for.
	pub indicators: u32,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn consent() -> Consent {
		Consent {
			enterprise: "91440300708461136T".parse().unwrap(),
			terms: ConsentSpec {
				institution: 0,
				purpose: Purpose::Assessment,
				scope: Scope::Only(vec![1, 2].try_into().unwrap()),
				from: 100,
				until: 200,
				uses: 2,
				retention_days: 1,
			},
			given_at: 50,
			standing: Standing::InForce,
			used: 0,
			last_used: None,
			deletion: None,
		}
	}

	#[test]
	fn the_window_includes_its_first_second_and_not_its_end() {
		let consent = consent();
		for (now, allowed) in [(99, false), (100, true), (199, true), (200, false)] {
			assert_eq!(consent.allows(Purpose::Assessment, &[1], now), allowed, "{now}");
		}
	}

	#[test]
	fn purpose_scope_uses_and_standing_each_bind() {
		let mut consent = consent();
		assert!(consent.allows(Purpose::Assessment, &[2, 1], 100));
		assert!(!consent.allows(Purpose::Monitoring, &[1], 100));
		assert!(!consent.allows(Purpose::Assessment, &[1, 3], 100));
		consent.used = 2;
		assert!(!consent.allows(Purpose::Assessment, &[1], 100));
		consent.used = 1;
		consent.standing = Standing::Paused;
		assert!(!consent.allows(Purpose::Assessment, &[1], 100));
	}

	#[test]
	fn deletion_is_due_when_the_retention_after_the_last_use_is_over() {
		let mut consent = consent();
		assert_eq!(consent.delete_by(), None);
		consent.last_used = Some(150);
		assert_eq!(consent.delete_by(), Some(150 + 86_400));
		assert!(!consent.is_overdue(150 + 86_400));
		assert!(consent.is_overdue(151 + 86_400));
	}
}
