//! What is stored. What passes the wire is in `primitives/types` and named here too.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_support::{IndicatorId, Purpose, RegistrationNumber, Timestamp};
use scale_info::TypeInfo;
use sp_core::H256;

pub use lingnan_types::consent::{
	ConsentSpec, ConsentStanding, ConsentView, DeletionStatement, ReceiptView, Scope, Standing, MAX_SCOPE,
};

/// Consents between one enterprise and one institution that are not over yet.
pub const MAX_OPEN: u32 = 16;
/// Uses that one consent can allow.
pub const MAX_USES: u32 = 1_000;
/// Consents that one enterprise gives in a day: one to each institution of Guangdong, twice. Each stays in the state for good,
/// and one that was used stands on the institution's list until the data are deleted.
pub const MAX_GIVEN_A_DAY: u32 = 256;
/// Days for which data can be kept: ten years.
pub const MAX_RETENTION_DAYS: u32 = 3_660;

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

	/// How it stands at this moment. What ended for good is told before what only rests.
	pub fn stands(&self, now: Timestamp) -> ConsentStanding {
		match self.standing {
			Standing::Revoked => ConsentStanding::Revoked,
			_ if now >= self.terms.until => ConsentStanding::Expired,
			_ if self.uses_left() == 0 => ConsentStanding::UsedUp,
			Standing::Paused => ConsentStanding::Paused,
			_ if now < self.terms.from => ConsentStanding::Upcoming,
			Standing::InForce => ConsentStanding::InForce,
		}
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

/// What an enterprise opened to an institution off the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Disclosure {
	/// Which use of the consent it burned, counted from 1.
	pub number: u32,
	/// Hash of what was opened. It says nothing of it.
	pub hash: H256,
}

/// One use of a consent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Receipt {
	/// When it was used. Unix time in seconds.
	pub at: Timestamp,
	/// How many indicators were asked for; 0 of a disclosure.
	pub indicators: u32,
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::{IndicatorId, InstitutionId};

	fn consent() -> Consent {
		Consent {
			enterprise: "91440300708461136T".parse().unwrap(),
			terms: ConsentSpec {
				institution: InstitutionId(0),
				purpose: Purpose::Assessment,
				scope: Scope::Only(vec![IndicatorId(1), IndicatorId(2)].try_into().unwrap()),
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
			assert_eq!(consent.allows(Purpose::Assessment, &[IndicatorId(1)], now), allowed, "{now}");
		}
	}

	#[test]
	fn purpose_scope_uses_and_standing_each_bind() {
		let mut consent = consent();
		assert!(consent.allows(Purpose::Assessment, &[IndicatorId(2), IndicatorId(1)], 100));
		assert!(!consent.allows(Purpose::Monitoring, &[IndicatorId(1)], 100));
		assert!(!consent.allows(Purpose::Assessment, &[IndicatorId(1), IndicatorId(3)], 100));
		consent.used = 2;
		assert!(!consent.allows(Purpose::Assessment, &[IndicatorId(1)], 100));
		consent.used = 1;
		consent.standing = Standing::Paused;
		assert!(!consent.allows(Purpose::Assessment, &[IndicatorId(1)], 100));
	}

	#[test]
	fn what_ended_is_told_as_ended_and_what_is_in_force_can_be_used() {
		let told = |standing, used, now| Consent { standing, used, ..consent() }.stands(now);
		for (standing, used, now, stands) in [
			(Standing::InForce, 1, 150, ConsentStanding::InForce),
			(Standing::InForce, 0, 99, ConsentStanding::Upcoming),
			(Standing::InForce, 2, 150, ConsentStanding::UsedUp),
			(Standing::InForce, 0, 200, ConsentStanding::Expired),
			(Standing::InForce, 2, 200, ConsentStanding::Expired),
			(Standing::Paused, 0, 99, ConsentStanding::Paused),
			(Standing::Paused, 2, 150, ConsentStanding::UsedUp),
			(Standing::Paused, 0, 200, ConsentStanding::Expired),
			(Standing::Revoked, 2, 200, ConsentStanding::Revoked),
		] {
			assert_eq!(told(standing, used, now), stands, "{standing:?}, used {used} times, at {now}");
			let usable = Consent { standing, used, ..consent() }.allows(Purpose::Assessment, &[], now);
			assert_eq!(usable, stands == ConsentStanding::InForce, "{standing:?}, used {used} times, at {now}");
		}
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
