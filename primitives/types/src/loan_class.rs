//! Classes of loans: what a bank thinks that it will get back, and what the rule of its place demands at least.

use crate::{record, words::words, BasisPoints, Date, InstitutionId, Jurisdiction, LoanId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// So many judgements of one loan are remembered, the newest ones.
pub const MOST_JUDGEMENTS: u32 = 8;

record! {
	/// One of five grades, the best first. The last three are non-performing.
	#[derive(Copy, PartialOrd, Ord, Default)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum LoanClass {
		/// Nothing says that it will not be repaid in full and in time.
		#[default]
		Normal,
		/// Something could stand against it: anything overdue at least.
		SpecialMention,
		/// The debtor's own income no longer suffices.
		Substandard,
		/// A loss is certain even with the security, its size is not.
		Doubtful,
		/// Nothing, or next to nothing, is left to recover.
		Loss,
	}
}

words!(LoanClass { Normal, SpecialMention, Substandard, Doubtful, Loss });

impl LoanClass {
	/// Substandard or worse.
	pub fn is_non_performing(self) -> bool {
		self >= Self::Substandard
	}
}

record! {
	/// For how long something must have been overdue: a class begins on the day after.
	#[derive(Copy)]
	pub enum OverdueFor {
		/// More than so many days.
		Days(u16),
		/// More than so many months: to the day of the month on which it was due, or to the month's last.
		Months(u8),
	}
}

record! {
	/// What a place demands of the classes of its banks' loans at least.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ClassRule {
		/// From when a loan is special mention at least.
		pub special_mention: OverdueFor,
		/// From when it is substandard at least.
		pub substandard: OverdueFor,
		/// From when it is doubtful at least. None: by the bank's judgement alone.
		pub doubtful: Option<OverdueFor>,
		/// From when it is a loss. None: by the bank's judgement alone.
		pub loss: Option<OverdueFor>,
		/// If more than this share of what a debtor owes to one bank is non-performing, all of it is substandard at least. In
		/// basis points. None: each loan is judged by itself.
		pub spread: Option<BasisPoints>,
		/// An isolated delay, by the post or an oversight, need not make a loan special mention, if the bank says so.
		pub isolated_delays: bool,
	}
}

/// The rule of a place, as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ClassRuleView {
	/// The place.
	pub place: Jurisdiction,
	/// What it demands.
	pub rule: ClassRule,
}

record! {
	/// What a bank judged of a loan on one day.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Judgement {
		/// The day. Days since 1970-01-01.
		pub on: Date,
		/// The class that it gave.
		pub class: LoanClass,
		/// Its interest no longer counts as income.
		pub non_accrual: bool,
		/// What is overdue is an isolated delay, by the post or an oversight.
		pub isolated: bool,
		/// Hash of the bank's paper that says why.
		pub reason: H256,
	}
}

/// The class of a loan, as its bank and the regulator read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ClassificationView {
	/// Number of the loan.
	pub loan: LoanId,
	/// Number of the institution whose loan it is.
	pub institution: InstitutionId,
	/// The place whose rule applies.
	pub place: Jurisdiction,
	/// The day for which it is reckoned. Days since 1970-01-01.
	pub today: Date,
	/// Since which day something due is unpaid. Days since 1970-01-01.
	pub due_since: Option<Date>,
	/// What the days past due demand at least.
	pub by_days: LoanClass,
	/// So much of what the debtor owes to this bank is non-performing that all of it is.
	pub spread: bool,
	/// The class today: the bank's, or what the rule demands where that is worse.
	pub class: LoanClass,
	/// Its interest no longer counts as income, as the bank said last.
	pub non_accrual: bool,
	/// The bank's last judgement is better than the rule allows today: a new one is due.
	pub judgement_due: bool,
	/// What the bank judged, at most 8 times, the newest first.
	pub judgements: Vec<Judgement>,
}
