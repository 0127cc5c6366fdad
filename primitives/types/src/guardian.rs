//! Guardians of an enterprise: accounts that stand by when its key is lost or stolen.

use crate::{record, Timestamp};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Guardians of an enterprise at a time.
pub const MAX_GUARDIANS: u32 = 5;

record! {
	/// Accounts that stand by when a key is lost or stolen.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Guardians<AccountId> {
		/// Each once, not the controller. None at all: the enterprise does without.
		pub accounts: BoundedVec<AccountId, ConstU32<MAX_GUARDIANS>>,
		/// How many of them act together: at least one, at most all; 0 for none at all.
		pub threshold: u8,
	}
}

impl<AccountId> Default for Guardians<AccountId> {
	fn default() -> Self {
		Self { accounts: BoundedVec::default(), threshold: 0 }
	}
}

impl<AccountId: PartialEq> Guardians<AccountId> {
	/// Each once and not the controller, as many of them as act together; or nobody.
	pub fn is_valid(&self, controller: &AccountId) -> bool {
		let all = self.accounts.as_slice();
		let once = all.iter().enumerate().all(|(n, one)| !all.iter().take(n).any(|other| other == one));
		let fits = usize::from(self.threshold) <= all.len() && (self.threshold > 0) != all.is_empty();
		once && fits && !all.contains(controller)
	}
}

record! {
	/// Guardians who take the place of those in force.
	#[serde(rename_all = "camelCase")]
	pub struct NextGuardians<AccountId> {
		/// Who they are.
		pub guardians: Guardians<AccountId>,
		/// First second in which they are the guardians. Unix time in seconds.
		pub from: Timestamp,
	}
}

record! {
	/// What guardians do together.
	pub enum GuardianAct<AccountId> {
		/// Begin to replace the key that controls the enterprise.
		Recover {
			/// The account that is to be in control.
			to: AccountId,
			/// Hash of the evidence, which stays off the chain.
			evidence: H256,
		},
		/// End the recovery that they began.
		Abandon,
		/// Stop the enterprise from binding itself, for some days.
		Freeze,
		/// End their freeze.
		Unfreeze,
		/// Refuse the guardians who wait to take their place.
		Stay,
	}
}

/// What guardians agreed to, as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct WordView<AccountId> {
	/// The guardian's account.
	pub guardian: AccountId,
	/// To what.
	pub act: GuardianAct<AccountId>,
	/// First second at which it no longer stands. Unix time in seconds.
	pub until: Timestamp,
}

/// Guardians as people read them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct GuardiansView<AccountId> {
	/// The guardians in force.
	pub accounts: Vec<AccountId>,
	/// How many of them act together.
	pub threshold: u8,
	/// Those who wait to take their place, and from when on they do; an empty list ends guardianship.
	pub next: Option<NextGuardians<AccountId>>,
	/// Until when they can begin no recovery, because the controller vetoed the last.
	/// Unix time in seconds.
	pub vetoed_until: Option<Timestamp>,
	/// Until when no others can be named, because they refused the last.
	/// Unix time in seconds.
	pub kept_until: Option<Timestamp>,
	/// What some of them agree to, and not enough yet.
	pub words: Vec<WordView<AccountId>>,
}
