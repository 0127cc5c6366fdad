//! Officers of an enterprise, and what they may do.

use crate::{record, words::words, Amount, Currency, Date, MAX_AMOUNT};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// What an officer may do in an enterprise's name.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Duty {
		/// Apply for loans.
		Apply,
		/// Accept offers.
		Accept,
		/// Give consents.
		Consent,
		/// Pledge, and enter what can be pledged.
		Pledge,
		/// Confirm that money arrived.
		Confirm,
	}
}

words!(Duty { Apply, Accept, Consent, Pledge, Confirm });

record! {
	/// The most that one act may be about.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Limit {
		/// Currency of the amounts.
		pub currency: Currency,
		/// Minor units, 1 to 10^15.
		pub amount: Amount,
	}
}

record! {
	/// What an officer may do, up to how much, until when.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct MandateSpec {
		/// At least one, each once.
		pub duties: BoundedVec<Duty, ConstU32<5>>,
		/// For each currency in which the officer may act, once. Consents need none.
		#[serde(default)]
		pub limits: BoundedVec<Limit, ConstU32<4>>,
		/// Its last day, in days since 1970.
		pub until: Date,
	}
}

impl MandateSpec {
	/// Duties and currencies each once, amounts in range.
	pub fn is_valid(&self) -> bool {
		let once = |n: usize, same: &dyn Fn(usize, usize) -> bool| (0..n).all(|i| (0..i).all(|j| !same(i, j)));
		!self.duties.is_empty()
			&& once(self.duties.len(), &|i, j| self.duties.get(i) == self.duties.get(j))
			&& once(self.limits.len(), &|i, j| {
				self.limits.get(i).map(|limit| limit.currency) == self.limits.get(j).map(|limit| limit.currency)
			}) && self.limits.iter().all(|limit| (1..=MAX_AMOUNT).contains(&limit.amount))
	}
}

/// An officer as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct OfficerView<AccountId> {
	/// The officer's account.
	pub officer: AccountId,
	/// What the officer may do.
	pub duties: Vec<Duty>,
	/// The most that one act may be about, for each currency.
	pub limits: Vec<Limit>,
	/// Last day of the mandate. Days since 1970-01-01.
	pub until: Date,
	/// Not over yet, and given by who is in control now.
	pub in_force: bool,
}
