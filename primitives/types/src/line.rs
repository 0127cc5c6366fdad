//! Credit lines: what an institution keeps ready for a firm, on which conditions, and where a line stands.

use crate::{
	application::UseOfFunds,
	conditions::{DueDays, Rate},
	product::{RepaymentMethod, MAX_TENOR},
	record,
	words::words,
	Amount, BasisPoints, Currency, Date, DayCount, InstitutionId, LineId, RegistrationNumber, Text, Timestamp,
	MAX_AMOUNT, WHOLE,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The highest contract rate that a line can name: 100 % a year.
const MAX_RATE: Rate = Rate(Rate::WHOLE);

record! {
	/// What every drawdown on a line must keep.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct DrawdownConditions {
		/// The highest contract rate on the day on which its terms are accepted. A year, in hundred-millionths of the whole.
		pub highest_rate: Rate,
		/// The longest term of one drawdown, in months, 1 to 360.
		pub longest_tenor: u16,
		/// How it can be repaid. Empty: in every way that the product has.
		#[serde(default)]
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
		/// What the money may be used for. Empty: anything.
		#[serde(default)]
		pub use_of_funds: BoundedVec<UseOfFunds, ConstU32<8>>,
	}
}

record! {
	/// What the firm pays for what is kept ready and not drawn.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct CommitmentFee {
		/// On what is not drawn. Basis points a year; 0: nothing is paid.
		pub rate: BasisPoints,
		/// By which convention days become a fee.
		pub day_count: DayCount,
		/// On which days it is settled, besides the line's last. Months are counted from the acceptance.
		pub due_days: DueDays,
	}
}

record! {
	/// What an institution offers as a line.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct LineSpec {
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// Currency of limit and drawdowns.
		pub currency: Currency,
		/// The most that can be drawn, 1 to 10^15. Minor units (fen, cents, avos).
		pub limit: Amount,
		/// What was repaid can be drawn again; otherwise each unit is drawn once.
		pub revolving: bool,
		/// The last day on which terms of a drawdown are accepted. Days since 1970-01-01.
		pub until: Date,
		/// The day by which every drawdown has ended, `until` or later. Days since 1970-01-01.
		pub repay_by: Date,
		/// What every drawdown must keep.
		pub conditions: DrawdownConditions,
		/// What is paid for the part that is not drawn.
		pub commitment_fee: CommitmentFee,
		/// First second at which the offer no longer stands. Unix time in seconds.
		pub valid_until: Timestamp,
	}
}

/// What is wrong with a line, by the field that is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineFlaw {
	/// Limit: 1 to 10^15 minor units.
	Limit,
	/// The highest rate: up to 100 % a year; the commitment fee's: up to 10,000 basis points.
	Rate,
	/// The longest term: 1 to 360 months.
	Tenor,
	/// `repayBy` is before `until`.
	Days,
	/// An entry of a list stands there twice.
	Twice,
	/// Days of settlement: every 1 to 12 months; a fixed day 1 to 31, every 1, 3, 6 or 12 months, paid up to 15 days after.
	DueDays,
}

impl fmt::Display for LineFlaw {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Limit => "limit: 1 to 10^15 minor units",
			Self::Rate => "conditions.highestRate: up to 100 % a year; commitmentFee.rate: up to 10,000 basis points",
			Self::Tenor => "conditions.longestTenor: 1 to 360 months",
			Self::Days => "repayBy: it is before until",
			Self::Twice => "conditions: an entry of a list stands there twice",
			Self::DueDays => {
				"commitmentFee.dueDays: every 1 to 12 months; a fixed day 1 to 31, every 1, 3, 6 or 12 months, paid 0 to 15 days after"
			},
		})
	}
}

impl LineSpec {
	/// Whether the fields keep their ranges and agree with each other.
	pub fn check(&self) -> Result<(), LineFlaw> {
		let Self { conditions, commitment_fee, .. } = self;
		let rules = [
			((1..=MAX_AMOUNT).contains(&self.limit), LineFlaw::Limit),
			(conditions.highest_rate <= MAX_RATE && commitment_fee.rate <= WHOLE, LineFlaw::Rate),
			((1..=MAX_TENOR).contains(&conditions.longest_tenor), LineFlaw::Tenor),
			(self.repay_by >= self.until, LineFlaw::Days),
			(distinct(&conditions.methods) && distinct(&conditions.use_of_funds), LineFlaw::Twice),
			(are_due_days(&commitment_fee.due_days), LineFlaw::DueDays),
		];
		rules.into_iter().find(|(kept, _)| !kept).map_or(Ok(()), |(_, flaw)| Err(flaw))
	}
}

/// No entry of a list twice.
fn distinct<V: PartialEq>(list: &[V]) -> bool {
	list.iter().enumerate().all(|(place, one)| !list.iter().take(place).any(|other| other == one))
}

/// Months between settlements, and a day of the month, that there are.
pub(crate) fn are_due_days(days: &DueDays) -> bool {
	match days {
		DueDays::Anniversary { every } => (1..=12).contains(every),
		DueDays::Fixed { every, day, paid_after, .. } => {
			matches!(every, 1 | 3 | 6 | 12) && (1..=31).contains(day) && *paid_after <= 15
		},
		DueDays::Maturity => true,
	}
}

record! {
	/// Every term of a line: what the enterprise accepts by its hash.
	#[serde(rename_all = "camelCase")]
	pub struct LineTerms {
		/// Number of the line.
		pub line: LineId,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// What was offered.
		pub spec: LineSpec,
	}
}

record! {
	/// Where a line stands.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum LineState {
		/// Waiting for the enterprise.
		Offered,
		/// It can be drawn on.
		InForce,
		/// The institution stopped new drawdowns. Those that run keep their terms.
		Frozen,
		/// One side ended it while nothing was drawn.
		Cancelled,
		/// Only in views: its last day is over, or that of the offer.
		Expired,
	}
}

words!(LineState { Offered, InForce, Frozen, Cancelled, Expired });

record! {
	/// When a line was frozen: those days bear no commitment fee.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct LineStop {
		/// The first day. Days since 1970-01-01.
		pub from: Date,
		/// The day on which it was lifted, which counts no more. None: it stands. Days since 1970-01-01.
		pub to: Option<Date>,
	}
}

/// A line as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct LineView {
	/// Its number.
	pub id: LineId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What was offered.
	#[serde(flatten)]
	pub spec: LineSpec,
	/// What the enterprise signs to accept exactly these terms.
	pub terms_hash: H256,
	/// Where it stands today.
	pub state: LineState,
	/// When it was offered. Unix time in seconds.
	pub offered_at: Timestamp,
	/// The day on which the enterprise accepted it. Days since 1970-01-01.
	pub accepted_on: Option<Date>,
	/// The day on which one side ended it. Days since 1970-01-01.
	pub cancelled_on: Option<Date>,
	/// Principal that is outstanding on its drawdowns, those included that are agreed and not begun. Minor units (fen, cents,
	/// avos).
	pub drawn: Amount,
	/// What can be drawn today. Minor units (fen, cents, avos).
	pub available: Amount,
	/// When it was frozen, the earliest first.
	pub stops: Vec<LineStop>,
	/// Every settlement of the commitment fee that was levied, the earliest first.
	pub levied: Vec<CommitmentDue>,
	/// The settlements that are over and that nobody has levied yet.
	pub to_levy: Vec<CommitmentDue>,
	/// What was paid of the fee, in the order in which it was recorded.
	pub fee_payments: Vec<FeePayment>,
	/// What was levied and is not paid. Minor units (fen, cents, avos).
	pub fee_owed: Amount,
	/// Of that, what is due today. Minor units (fen, cents, avos).
	pub fee_due: Amount,
}

impl LineView {
	/// Every term of it: what the enterprise signs by its hash.
	pub fn terms(&self) -> LineTerms {
		LineTerms { line: self.id, institution: self.institution, spec: self.spec.clone() }
	}
}

record! {
	/// A settlement of the commitment fee of a line.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct CommitmentDue {
		/// The first day that counts. Days since 1970-01-01.
		pub from: Date,
		/// The first day that counts no more. Days since 1970-01-01.
		pub to: Date,
		/// The day on which it is due. Days since 1970-01-01.
		pub due: Date,
		/// Minor units (fen, cents, avos).
		pub amount: Amount,
	}
}

record! {
	/// What the firm paid of the commitment fee of a line.
	#[serde(rename_all = "camelCase")]
	pub struct FeePayment {
		/// Payment reference, at most 64 bytes of UTF-8.
		pub reference: Text<64>,
		/// Minor units (fen, cents, avos).
		pub amount: Amount,
		/// The day on which it came. Days since 1970-01-01.
		pub value_date: Date,
		/// The day on which the institution recorded it. Days since 1970-01-01.
		pub recorded_on: Date,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{string::ToString, vec};

	fn line() -> LineSpec {
		LineSpec {
			enterprise: "91440300708461136T".parse().unwrap(),
			currency: Currency::Cny,
			limit: 100_000_000,
			revolving: true,
			until: 20_900,
			repay_by: 21_000,
			conditions: DrawdownConditions {
				highest_rate: Rate::basis_points(450),
				longest_tenor: 6,
				methods: vec![RepaymentMethod::Bullet].try_into().unwrap(),
				use_of_funds: vec![UseOfFunds::Purchases].try_into().unwrap(),
			},
			commitment_fee: CommitmentFee {
				rate: 25,
				day_count: DayCount::Actual360,
				due_days: DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 },
			},
			valid_until: 0,
		}
	}

	#[test]
	fn each_field_of_a_line_has_its_rule() {
		let flaw = |change: fn(&mut LineSpec)| {
			let mut spec = line();
			change(&mut spec);
			spec.check()
		};
		assert_eq!(flaw(|_| {}), Ok(()));
		assert_eq!(flaw(|spec| spec.limit = 0), Err(LineFlaw::Limit));
		assert_eq!(flaw(|spec| spec.limit = MAX_AMOUNT + 1), Err(LineFlaw::Limit));
		assert_eq!(flaw(|spec| spec.conditions.highest_rate = Rate(Rate::WHOLE + 1)), Err(LineFlaw::Rate));
		assert_eq!(flaw(|spec| spec.commitment_fee.rate = WHOLE + 1), Err(LineFlaw::Rate));
		assert_eq!(flaw(|spec| spec.conditions.longest_tenor = 0), Err(LineFlaw::Tenor));
		assert_eq!(flaw(|spec| spec.conditions.longest_tenor = MAX_TENOR + 1), Err(LineFlaw::Tenor));
		assert_eq!(flaw(|spec| spec.repay_by = spec.until - 1), Err(LineFlaw::Days));
		assert_eq!(flaw(|spec| spec.repay_by = spec.until), Ok(()));
		assert_eq!(
			flaw(|spec| spec.conditions.methods = vec![RepaymentMethod::Bullet; 2].try_into().unwrap()),
			Err(LineFlaw::Twice)
		);
		assert_eq!(
			flaw(|spec| spec.commitment_fee.due_days = DueDays::Anniversary { every: 0 }),
			Err(LineFlaw::DueDays)
		);
		assert_eq!(
			flaw(|spec| {
				spec.commitment_fee.due_days = DueDays::Fixed { every: 2, day: 20, included: true, paid_after: 0 }
			}),
			Err(LineFlaw::DueDays)
		);
	}

	#[test]
	fn a_line_reads_as_json_with_the_words_of_the_trade() {
		let written = serde_json::to_value(line()).unwrap();
		assert_eq!(written["conditions"]["highestRate"], 4_500_000);
		assert_eq!(written["commitmentFee"]["dayCount"], "Actual360");
		assert_eq!(serde_json::from_value::<LineSpec>(written).unwrap(), line());
		assert!(LineFlaw::Days.to_string().starts_with("repayBy"));
	}
}
