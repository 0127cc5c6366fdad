//! Conditions of a loan: everything of which schedule, books and yearly cost are made.

use crate::{
	product::RepaymentMethod, record, words::words, Amount, BasisPoints, Date, DayCount, Jurisdiction, ReferenceRateId,
	Text, WHOLE,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// A rate a year, in hundred-millionths of the whole: 3.45 % is 3,450,000, a basis point 10,000. Basis points do
	/// not do: the penalty of 3.45 % raised by half is 517.5 of them.
	#[derive(Copy, Default, PartialOrd, Ord)]
	pub struct Rate(pub u64);
}

impl Rate {
	/// 100 % a year.
	pub const WHOLE: u64 = 100_000_000;

	/// Units in a basis point.
	pub const BASIS_POINT: u64 = 10_000;

	/// So many basis points a year.
	pub const fn basis_points(points: BasisPoints) -> Self {
		Self((points as u64).saturating_mul(Self::BASIS_POINT))
	}

	/// In basis points, rounded half up, as it is told. The type's end if it is beyond.
	pub fn rounded(self) -> BasisPoints {
		let up = u64::from(self.0 % Self::BASIS_POINT >= Self::BASIS_POINT / 2);
		BasisPoints::try_from((self.0 / Self::BASIS_POINT).saturating_add(up)).unwrap_or(BasisPoints::MAX)
	}

	/// Raised by a share of itself: rate x (1 + share / 10,000), rounded half up to the unit. None beyond the type's
	/// end.
	pub fn raised_by(self, share: BasisPoints) -> Option<Self> {
		let factor = u128::from(WHOLE).checked_add(share.into())?;
		let product = u128::from(self.0).checked_mul(factor)?;
		u64::try_from(product.checked_add(u128::from(WHOLE) / 2)? / u128::from(WHOLE)).ok().map(Self)
	}

	/// With a spread of so many basis points, above or below; a rate below nothing is nothing. None beyond the type's
	/// end.
	pub fn with_spread(self, spread: i32) -> Option<Self> {
		let points = Self::basis_points(spread.unsigned_abs()).0;
		if spread < 0 {
			Some(Self(self.0.saturating_sub(points)))
		} else {
			self.0.checked_add(points).map(Self)
		}
	}
}

/// In per cent, with as many digits as it has and two at least: `3.45`, `5.175`.
impl fmt::Display for Rate {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let unit = Self::WHOLE / 100;
		let (whole, mut part) = (self.0 / unit, self.0 % unit);
		let mut digits = 6usize;
		while digits > 2 && part.is_multiple_of(10) {
			part /= 10;
			digits = digits.saturating_sub(1);
		}
		write!(f, "{whole}.{part:0digits$}")
	}
}

record! {
	/// On which days interest is settled, besides the day of maturity.
	#[derive(Copy)]
	#[serde(rename_all_fields = "camelCase")]
	pub enum DueDays {
		/// On the day of the month on which the money went, or that month's last (Civil Code 202), each so many months.
		Anniversary {
			/// Months from one to the next, 1 to 12.
			every: u8,
		},
		/// On a fixed day of the month: monthly, or of the last month of each quarter, half-year or year (the
		/// mainland's custom: the 20th, interest to the 20th inclusive and from the 21st; PBoC Yinfa 1999 No. 77, art.
		/// 20).
		Fixed {
			/// Months from one to the next: 1, 3, 6 or 12.
			every: u8,
			/// Day of the month, 1 to 31; a shorter month's last day.
			day: u8,
			/// Whether that day's interest belongs to the period that it ends.
			included: bool,
			/// Days after it on which it is paid: 1 for settled on the 20th and paid on the 21st. At most 15.
			paid_after: u8,
		},
		/// Everything at maturity alone.
		Maturity,
	}
}

record! {
	/// What becomes of a first period that is shorter than the others.
	#[derive(Copy)]
	pub enum FirstPeriod {
		/// It is settled for itself.
		Short,
		/// It is settled with the one after it.
		Long,
	}
}

words!(FirstPeriod { Short, Long });

record! {
	/// Where a day goes that is no working day.
	#[derive(Copy)]
	pub enum Adjustment {
		/// It stays.
		Unadjusted,
		/// To the next working day (Civil Code 203).
		Following,
		/// To the next working day, or the one before if that lies in another month.
		ModifiedFollowing,
		/// To the working day before.
		Preceding,
	}
}

words!(Adjustment { Unadjusted, Following, ModifiedFollowing, Preceding });

record! {
	/// What a prepayment of a part changes.
	#[derive(Copy)]
	pub enum Effect {
		/// Instalments stay, and end sooner.
		Shorter,
		/// The days stay, and instalments are lower.
		Lower,
	}
}

words!(Effect { Shorter, Lower });

record! {
	/// What is owed on a loan, by what it is.
	#[derive(Copy)]
	pub enum Claim {
		/// Costs of realising the claim.
		Costs,
		/// Penalty, and interest on unpaid interest: by the law these are interest.
		Penalty,
		/// Interest.
		Interest,
		/// Fees that were agreed as a price, due on days of their own.
		Fees,
		/// Principal.
		Principal,
	}
}

words!(Claim { Costs, Penalty, Interest, Fees, Principal });

record! {
	/// The order in which a payment is spent, as it was agreed.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Order {
		/// What is paid first, second and so on; each claim once.
		pub claims: [Claim; 5],
		/// All that was due on the oldest day first, then the next; otherwise the first claim of all days, then the
		/// second.
		pub by_day: bool,
	}
}

impl Order {
	/// Costs of realising the claim, then interest (penalty is interest), then principal, whichever day they were due
	/// on (Civil Code 561, which holds unless the parties agree otherwise). A fee is a price for which it has no place:
	/// here it comes before principal.
	pub const LAW: Self = Self { claims: Claim::ALL, by_day: false };

	/// Each claim stands in it once, and it is one of those that the place allows; if none are listed, any may be
	/// agreed.
	pub fn is_allowed(&self, allowed: &[Self]) -> bool {
		let whole = Claim::ALL.iter().all(|claim| self.claims.contains(claim));
		whole && (allowed.is_empty() || allowed.contains(self))
	}
}

record! {
	/// What interest that is due and unpaid bears. The contract must say (PBoC Yinfa 1999 No. 77, art. 20; 2003 No.
	/// 251, item 3).
	#[derive(Copy)]
	pub enum OnUnpaidInterest {
		/// Nothing.
		Nothing,
		/// The contract's rate until the loan matures, then the penalty rate.
		ContractThenPenalty,
		/// The penalty rate.
		Penalty,
	}
}

words!(OnUnpaidInterest { Nothing, ContractThenPenalty, Penalty });

record! {
	/// What lateness and misuse cost.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Late {
		/// By which share the contract's rate is raised on principal that is overdue (mainland: 3,000 to 5,000; PBoC
		/// Yinfa 2003 No. 251, item 3). In basis points of the rate.
		pub surcharge: BasisPoints,
		/// By which share it is raised on what was not used as agreed (mainland: 5,000 to 10,000, as above). In basis
		/// points of the rate.
		pub misuse: BasisPoints,
		/// What interest that is due and unpaid bears.
		pub on_interest: OnUnpaidInterest,
	}
}

record! {
	/// How the rate of interest is fixed.
	#[derive(Copy)]
	#[serde(rename_all_fields = "camelCase", deny_unknown_fields)]
	pub enum Pricing {
		/// It stays.
		Fixed {
			/// A year, in hundred-millionths of the whole.
			rate: Rate,
		},
		/// It follows a reference with a spread, and is taken anew on agreed days.
		Floating {
			/// Number of the reference rate.
			reference: ReferenceRateId,
			/// Over the reference, or below it. In basis points a year.
			spread: i32,
			/// The rate is never less than this. A year, in hundred-millionths of the whole.
			floor: Rate,
			/// The first day on which it is taken anew. None: `every` months after the drawing. Days since 1970-01-01.
			first: Option<Date>,
			/// Months from one such day to the next; 0: there is only the first.
			every: u8,
		},
	}
}

record! {
	/// For what a cost is charged.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum CostItem {
		/// Arranging the loan.
		Arrangement,
		/// A guarantee.
		Guarantee,
		/// Valuing the security.
		Valuation,
		/// A notary.
		Notary,
		/// Insurance.
		Insurance,
		/// Registering the security.
		Registration,
		/// Keeping an amount ready that is not drawn.
		Commitment,
		/// Whatever else: the payee says what.
		Other,
	}
}

words!(CostItem { Arrangement, Guarantee, Valuation, Notary, Insurance, Registration, Commitment, Other });

record! {
	/// Who bears a cost.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum BorneBy {
		/// The borrower: it counts in the all-in rate.
		Borrower,
		/// The lender: it is on the sheet, and the borrower does not pay it.
		Lender,
		/// Somebody else, such as a public fund.
		Other,
	}
}

words!(BorneBy { Borrower, Lender, Other });

record! {
	/// A line of the sheet of costs.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Cost {
		/// For what it is charged.
		pub item: CostItem,
		/// To whom it is paid, at most 64 bytes of UTF-8. Empty: to the lender.
		#[serde(default, deserialize_with = "or_empty")]
		pub payee: Text<64>,
		/// Minor units (fen, cents, avos).
		pub amount: Amount,
		/// Days after the drawing on which it is due; 0: on that day.
		#[serde(default)]
		pub after: u16,
		/// Who bears it.
		pub borne_by: BorneBy,
	}
}

/// A text, or none: the lender itself is a payee without a name.
pub(crate) fn or_empty<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Text<64>, D::Error> {
	let written = alloc::string::String::deserialize(d)?;
	if written.is_empty() {
		return Ok(Text::default());
	}
	Text::deserialize(serde::de::value::StringDeserializer::new(written))
}

impl Cost {
	/// The borrower pays it to the lender: it stands on the loan's account, with a due day of its own.
	pub fn is_on_account(&self) -> bool {
		self.payee.as_str().is_empty() && self.borne_by == BorneBy::Borrower
	}
}

/// Lines on the sheet of one loan.
pub const MAX_COSTS: u32 = 16;

/// The sheet of costs of one loan, interest apart.
pub type Costs = BoundedVec<Cost, ConstU32<MAX_COSTS>>;

record! {
	/// All that schedule, books and yearly cost of a loan follow from.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Conditions {
		/// What is lent, 1 to 10^15. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// Term in months, 1 to 360.
		pub tenor: u16,
		/// How the loan is repaid.
		pub method: RepaymentMethod,
		/// How the rate of interest is fixed.
		pub pricing: Pricing,
		/// By which convention days become interest.
		pub day_count: DayCount,
		/// On which days interest is settled.
		pub due_days: DueDays,
		/// What becomes of a first period that is shorter than the others.
		pub first_period: FirstPeriod,
		/// Whose banks' working days count.
		pub calendar: Jurisdiction,
		/// Where a day to pay goes that is no working day.
		pub adjustment: Adjustment,
		/// Whether interest runs to the day to pay as it was moved.
		pub moves_interest: bool,
		/// Days after the day to pay until which payment is in time.
		pub grace_days: u8,
		/// Settlements at the start in which interest alone is paid. How many.
		pub principal_holiday: u16,
		/// Principal that is repaid at maturity, on top of the last instalment. Minor units (fen, cents, avos).
		pub balloon: Amount,
		/// What a prepayment of a part changes.
		pub prepayment: Effect,
		/// What lateness and misuse cost.
		pub late: Late,
		/// In which order a payment is spent.
		pub order: Order,
		/// Every cost besides interest.
		pub costs: Costs,
	}
}

impl Conditions {
	/// Paid each month on the day on which the money went or the next working day, actual days of 360, no grace, a
	/// surcharge of half the rate, the law's order of payment, no costs besides interest.
	pub fn plain(amount: Amount, tenor: u16, method: RepaymentMethod, rate: Rate) -> Self {
		Self {
			amount,
			tenor,
			method,
			pricing: Pricing::Fixed { rate },
			day_count: DayCount::Actual360,
			due_days: DueDays::Anniversary { every: 1 },
			first_period: FirstPeriod::Short,
			calendar: Jurisdiction::Guangdong,
			adjustment: Adjustment::Following,
			moves_interest: false,
			grace_days: 0,
			principal_holiday: 0,
			balloon: 0,
			prepayment: Effect::Lower,
			late: Late { surcharge: 5_000, misuse: 10_000, on_interest: OnUnpaidInterest::ContractThenPenalty },
			order: Order::LAW,
			costs: Costs::default(),
		}
	}
}

record! {
	/// What a loan costs in all, as a rate a year over the principal that is outstanding: interest and every cost that
	/// the borrower bears (PBoC Announcement 2021 No. 3). A year, in hundred-millionths of the whole.
	#[derive(Copy, Default)]
	pub struct YearlyRates {
		/// The rate of a month times 12 where everything is paid on monthly days, otherwise of a day times 365.
		pub simple: Rate,
		/// With interest on interest: the internal rate of return.
		pub compound: Rate,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;

	#[test]
	fn words_are_spelled_as_the_type_has_them() {
		let pricing = serde_json::to_value(Pricing::Fixed { rate: Rate(1) }).unwrap();
		assert_eq!(pricing, serde_json::json!({ "Fixed": { "rate": 1 } }));
		let days = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 };
		let written = serde_json::json!({ "Fixed": { "every": 3, "day": 20, "included": true, "paidAfter": 1 } });
		assert_eq!(serde_json::to_value(days).unwrap(), written);
		assert_eq!(serde_json::to_value(DueDays::Maturity).unwrap(), "Maturity");
	}

	#[test]
	fn a_cost_of_the_lender_is_read_as_it_is_written() {
		let cost = |payee: &str| Cost {
			item: CostItem::Arrangement,
			payee: payee.try_into().unwrap(),
			amount: 5_000,
			after: 0,
			borne_by: BorneBy::Borrower,
		};
		for cost in [cost(""), cost("Guangzhou IP Appraisal")] {
			let written = serde_json::to_string(&cost).unwrap();
			assert_eq!(serde_json::from_str::<Cost>(&written).unwrap(), cost, "{written}");
		}
		assert!(serde_json::from_str::<Cost>(r#"{"item":"Notary","payee":"\u0007","amount":1,"borneBy":"Lender"}"#)
			.is_err());
	}

	#[test]
	fn what_is_read_of_json_is_what_was_written_and_words_are_spelled_as_on_the_chain() {
		let mut conditions = Conditions::plain(1, 12, RepaymentMethod::Bullet, Rate::basis_points(345));
		let item = |payee| Cost { item: CostItem::Notary, payee, amount: 1, after: 0, borne_by: BorneBy::Borrower };
		let notary = Text::try_from("notary").unwrap();
		conditions.costs = alloc::vec![item(Text::default()), item(notary)].try_into().unwrap();
		let written = serde_json::to_value(&conditions).unwrap();
		assert!(
			written["dueDays"].get("Anniversary").is_some() && written["pricing"].get("Fixed").is_some(),
			"{written}"
		);
		assert_eq!(serde_json::from_value::<Conditions>(written).unwrap(), conditions);
	}

	#[test]
	fn half_as_much_again_is_exact() {
		assert_eq!(Rate::basis_points(345).raised_by(5_000), Some(Rate(5_175_000)));
		assert_eq!(Rate(1).raised_by(5_000), Some(Rate(2)), "a half goes up");
		assert_eq!(Rate(u64::MAX).raised_by(1), None);
	}

	#[test]
	fn a_spread_goes_both_ways_and_not_below_nothing() {
		assert_eq!(Rate::basis_points(300).with_spread(45), Some(Rate::basis_points(345)));
		assert_eq!(Rate::basis_points(300).with_spread(-45), Some(Rate::basis_points(255)));
		assert_eq!(Rate::basis_points(300).with_spread(-301), Some(Rate(0)));
		assert_eq!(Rate(u64::MAX).with_spread(1), None);
	}

	#[test]
	fn a_rate_is_told_in_per_cent() {
		assert_eq!(Rate(5_175_000).to_string(), "5.175");
		assert_eq!(Rate::basis_points(300).to_string(), "3.00");
		assert_eq!(Rate(1).to_string(), "0.000001");
		assert_eq!((Rate(5_175_000).rounded(), Rate(5_174_999).rounded()), (518, 517));
	}
}
