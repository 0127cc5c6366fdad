//! Loans: their accounts, what is owed, and the funds that stand behind them.

use crate::{
	application::Terms,
	conditions::{Conditions, Rate, YearlyRates},
	record,
	words::words,
	Amount, BasisPoints, Currency, Date, Grade, GuaranteeId, InstitutionId, LienId, LoanId, ProductId,
	RegistrationNumber, Text, Timestamp,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// Where a loan stands.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum LoanState {
		/// It runs.
		Active,
		/// In default.
		InDefault,
		/// Repaid to the last unit.
		Closed,
		/// Only in views: the institution says that the money went, the enterprise has not confirmed it yet.
		Stated,
		/// Only in views: the enterprise disputes that the money came.
		Disputed,
	}
}

words!(LoanState { Active, InDefault, Closed, Stated, Disputed });

record! {
	/// What is entered on a loan's account.
	#[serde(rename_all_fields = "camelCase")]
	pub enum Entry {
		/// The borrower paid.
		Repayment {
			/// What was paid. Minor units (fen, cents, avos).
			amount: Amount,
			/// As the lender wrote it.
			/// At most 64 bytes of UTF-8.
			reference: Text<64>,
		},
		/// Costs of collection.
		Charge {
			/// What was charged. Minor units (fen, cents, avos).
			amount: Amount,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// What the enforcement of a lien brought.
		Proceeds {
			/// What was credited. Minor units (fen, cents, avos).
			amount: Amount,
			/// Number of the lien.
			lien: LienId,
		},
		/// The lender called the loan: everything became due.
		Called,
		/// The rate was taken anew, as agreed: from the value date on it is this.
		Repriced {
			/// A year, in hundred-millionths of the whole.
			rate: Rate,
		},
		/// The money was not used as agreed: from the value date on the heavier surcharge counts.
		Misused,
		/// The lender forgives a part of what is owed: no money came.
		Forgiven {
			/// Spent as a payment is. Minor units (fen, cents, avos).
			amount: Amount,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// Another loan settled this one, without money moving.
		Renewed {
			/// What was settled. Minor units (fen, cents, avos).
			amount: Amount,
			/// Number of the loan that did.
			by: LoanId,
		},
		/// A guarantor paid.
		Guaranteed {
			/// What it paid. Minor units (fen, cents, avos).
			amount: Amount,
			/// Number of the guarantee.
			guarantee: GuaranteeId,
		},
		/// Other conditions hold from the value date on: the loan's amendment of this number, from 0.
		Amended {
			/// Number of the amendment, from 0.
			amendment: u8,
		},
	}
}

record! {
	/// What an amendment is.
	#[derive(Copy)]
	pub enum AmendmentKind {
		/// The loan ends later, and is otherwise as it was.
		Extension,
		/// Other conditions, because the borrower cannot keep the old ones.
		Restructuring,
	}
}

words!(AmendmentKind { Extension, Restructuring });

record! {
	/// Other conditions that both sides signed for a loan that runs.
	#[serde(rename_all = "camelCase")]
	pub struct Amendment {
		/// What it is.
		pub kind: AmendmentKind,
		/// What holds from then on. `amount` is the principal that it is about: what is not due yet, and what was
		/// due and unpaid if `reschedules_arrears`. `tenor` counts from the day of the amendment.
		pub conditions: Conditions,
		/// Principal that is due and unpaid becomes due anew by the conditions. Otherwise it stays due.
		pub reschedules_arrears: bool,
	}
}

record! {
	/// Why an entry does not count.
	#[serde(rename_all = "camelCase")]
	pub struct Reversal {
		/// When it was reversed. Unix time in seconds.
		pub at: Timestamp,
		/// Why, at most 64 bytes of UTF-8.
		pub reason: Text<64>,
		/// Who asked for it before, and with what reason, if both agreed; otherwise the lender alone reversed it, in its time.
		pub asked: Option<AskedReversal>,
	}
}

record! {
	/// An entry on a loan's account. What was reversed stays, and does not count.
	#[serde(rename_all = "camelCase")]
	pub struct Posting {
		/// What was entered.
		pub entry: Entry,
		/// The day from which it counts. Days since 1970-01-01.
		pub value_date: Date,
		/// When it was recorded. Unix time in seconds.
		pub booked_at: Timestamp,
		/// When and why it was reversed. None: it counts.
		pub reversed: Option<Reversal>,
	}
}

record! {
	/// What somebody had recorded of a loan's arrears.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct NotedArrears {
		/// The day of the record. Days since 1970-01-01.
		pub on: Date,
		/// Days for which more than the governed materiality was past due.
		pub days: u32,
	}
}

record! {
	/// A payment that the borrower states and the lender has not recorded.
	#[serde(rename_all = "camelCase")]
	pub struct PaymentClaim {
		/// As the borrower wrote it.
		/// At most 64 bytes of UTF-8.
		pub reference: Text<64>,
		/// What the borrower says that it paid. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// The day on which the money went. Days since 1970-01-01.
		pub value_date: Date,
		/// Hash of what shows it.
		pub evidence: H256,
		/// The last day on which the lender answers in time. Days since 1970-01-01.
		pub answer_by: Date,
	}
}

record! {
	/// The reversal of an entry that one side asked for, and the other has not agreed to.
	#[serde(rename_all = "camelCase")]
	pub struct AskedReversal {
		/// The lender asked; otherwise the borrower.
		pub by_lender: bool,
		/// Why, at most 64 bytes of UTF-8.
		pub reason: Text<64>,
	}
}

/// What is to be paid, by what it is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Owed {
	/// Costs of collection. Minor units (fen, cents, avos).
	pub costs: Amount,
	/// Penalty, and interest on unpaid interest. Minor units (fen, cents, avos).
	pub penalty: Amount,
	/// Interest. Minor units (fen, cents, avos).
	pub interest: Amount,
	/// Fees that were agreed as a price. Minor units (fen, cents, avos).
	pub fees: Amount,
	/// Principal. Minor units (fen, cents, avos).
	pub principal: Amount,
	/// All of it together. Minor units (fen, cents, avos).
	pub total: Amount,
}

impl Owed {
	/// These parts, with their sum.
	pub fn of(costs: Amount, penalty: Amount, interest: Amount, fees: Amount, principal: Amount) -> Self {
		let parts = [costs, penalty, interest, fees, principal];
		let total = parts.into_iter().fold(0, |sum: Amount, part| sum.saturating_add(part));
		Self { costs, penalty, interest, fees, principal, total }
	}

	/// Both together, part by part.
	pub fn plus(&self, other: &Self) -> Self {
		Self::of(
			self.costs.saturating_add(other.costs),
			self.penalty.saturating_add(other.penalty),
			self.interest.saturating_add(other.interest),
			self.fees.saturating_add(other.fees),
			self.principal.saturating_add(other.principal),
		)
	}
}

/// One instalment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Instalment {
	/// From 1. Its number: a day on which fees alone are due has one too.
	pub number: u16,
	/// The first day that bears its interest. Days since 1970-01-01.
	pub from: Date,
	/// The day on which it is due, moved to a working day. Days since 1970-01-01.
	pub due: Date,
	/// The last day on which payment is in time. Days since 1970-01-01.
	pub in_time: Date,
	/// The working days of that year are not known yet: the day to pay may be moved.
	pub provisional: bool,
	/// Principal to be paid. Minor units (fen, cents, avos).
	pub principal: Amount,
	/// Interest to be paid. Minor units (fen, cents, avos).
	pub interest: Amount,
	/// Fees to be paid. Minor units (fen, cents, avos).
	pub fees: Amount,
}

/// What a loan by some conditions would cost and when it would be paid, if the money went on one day and the rate stayed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Quote {
	/// The day on which the money would go. Days since 1970-01-01.
	pub drawn: Date,
	/// The rate on that day. A year, in hundred-millionths of the whole.
	pub rate: Rate,
	/// What would be paid, and when.
	pub schedule: Vec<Instalment>,
	/// What it would cost in all.
	pub all_in: YearlyRates,
	/// All interest. Minor units (fen, cents, avos).
	pub interest: Amount,
	/// All other costs that the borrower bears. Minor units (fen, cents, avos).
	pub costs: Amount,
}

/// A loan as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct LoanView {
	/// Its number.
	pub id: LoanId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Currency of the amounts.
	pub currency: Currency,
	/// What was accepted.
	pub terms: Terms,
	/// Other conditions that were agreed since, the oldest first.
	pub amendments: Vec<Amendment>,
	/// The rate of interest in force today. A year, in hundred-millionths of the whole.
	pub rate: Rate,
	/// Where it stands, as far as it was recorded.
	pub state: LoanState,
	/// The grade at grant.
	pub grade: Grade,
	/// The day from which the loan runs. Days since 1970-01-01.
	pub started: Date,
	/// The schedule in force: what was due, and what will be if nothing else changes.
	pub schedule: Vec<Instalment>,
	/// To be paid today.
	pub due: Owed,
	/// Since which day something due is unpaid. Days since 1970-01-01.
	pub arrears_since: Option<Date>,
	/// Days since then on which a payment could be recorded.
	pub arrears_days: u32,
	/// Days for which more than the governed materiality is past due: what a default is judged by.
	pub material_days: u32,
	/// So many days past due that it is in default, and nobody has recorded that: `note_arrears` does.
	pub default_can_be_noted: bool,
	/// What somebody had recorded of the arrears last.
	pub noted: Option<NotedArrears>,
	/// Principal that is still owed. Minor units (fen, cents, avos).
	pub outstanding_principal: Amount,
	/// What closes the loan today. Minor units (fen, cents, avos).
	pub payoff: Amount,
	/// What has been repaid so far.
	pub repaid: Owed,
	/// What the lender has forgiven so far.
	pub forgiven: Owed,
	/// The day on which it was found to be in default. Days since 1970-01-01.
	pub defaulted_on: Option<Date>,
	/// The day on which that default was found to be cured. Days since 1970-01-01.
	pub cured_on: Option<Date>,
	/// What the lender proposes to change.
	pub proposed: Option<ProposalView>,
	/// The day on which the lender called it: everything is due. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// The day on which it was repaid to the last unit. Days since 1970-01-01.
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off. In basis points.
	pub written_off: BasisPoints,
	/// The day on which the lender asked the compensation fund. Days since 1970-01-01.
	pub asked_on: Option<Date>,
	/// What the compensation fund bears now. Minor units (fen, cents, avos).
	pub compensated: Amount,
	/// Entries on its account: `statement` shows them. How many.
	pub postings: u32,
	/// Payments that the borrower states and the lender has not answered.
	pub claims: Vec<ClaimView>,
}

/// Other conditions that the lender proposes for a loan that runs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ProposalView {
	/// What would hold.
	pub amendment: Amendment,
	/// Blake2 hash of the loan's number and the amendment: what the enterprise signs.
	pub amendment_hash: H256,
	/// First second at which it no longer stands. Unix time in seconds.
	pub valid_until: Timestamp,
}

/// A loan on its lender's list: what is owed and how late it is. `loan` shows the rest.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct LoanLine {
	/// Its number.
	pub id: LoanId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Number of the product.
	pub product: ProductId,
	/// Currency of the amounts.
	pub currency: Currency,
	/// Where it stands, as far as it was recorded.
	pub state: LoanState,
	/// The grade at grant, or the least that it was.
	pub grade: Grade,
	/// The day from which the loan runs. Days since 1970-01-01.
	pub started: Date,
	/// The day on which the last instalment is due, as agreed. Days since 1970-01-01.
	pub ends: Date,
	/// Since which day something due is unpaid. Days since 1970-01-01.
	pub arrears_since: Option<Date>,
	/// Days since then on which a payment could be recorded.
	pub arrears_days: u32,
	/// Days for which more than the governed materiality is past due: what a default is judged by.
	pub material_days: u32,
	/// So many days past due that it is in default, and nobody has recorded that: `note_arrears` does.
	pub default_can_be_noted: bool,
	/// The day on which it was found to be in default. Days since 1970-01-01.
	pub defaulted_on: Option<Date>,
	/// The day on which the lender called it: everything is due. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// The day on which it was repaid to the last unit. Days since 1970-01-01.
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off. In basis points.
	pub written_off: BasisPoints,
	/// Payments that the borrower states and the lender has not answered. How many.
	pub claims: u32,
}

/// A payment that the lender has not recorded, as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
	/// The payment that the borrower states.
	#[serde(flatten)]
	pub claim: PaymentClaim,
	/// The lender did not answer in time.
	pub overdue: bool,
}

/// A line of a loan's statement of account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct StatementLine {
	/// By which the entry is reversed.
	/// Number of the entry, from 0.
	pub posting: u32,
	/// What was entered.
	#[serde(flatten)]
	pub entry: Posting,
	/// How a payment is spent, as all that counts stands today.
	pub spent: Owed,
	/// Principal that is left after it. Minor units (fen, cents, avos).
	pub outstanding_principal: Amount,
	/// What would close the loan after it, on its value date. Minor units (fen, cents, avos).
	pub balance: Amount,
	/// The other side's signature is missing to this reversal.
	pub reversal_asked: Option<AskedReversal>,
}

/// The public compensation fund of one currency, as people read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct FundView {
	/// Currency of the amounts.
	pub currency: Currency,
	/// Of the principal in default. In basis points.
	pub share: BasisPoints,
	/// The most that it bears in all. Minor units (fen, cents, avos).
	pub budget: Amount,
	/// What it bears now, in all. Minor units (fen, cents, avos).
	pub paid: Amount,
}

/// What more may be lent to an enterprise on one day, whatever it asks for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct HeadroomView {
	/// The day. Days since 1970-01-01.
	pub today: Date,
	/// By all institutions together, in each currency.
	pub together: Vec<Room>,
}

/// So much more in a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Room {
	/// Currency of the amount.
	pub currency: Currency,
	/// Minor units (fen, cents, avos).
	pub amount: Amount,
}

/// So much more by one institution that has set a limit of its own, in that limit's currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct OwnRoom {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Currency of the amount.
	pub currency: Currency,
	/// Minor units (fen, cents, avos).
	pub amount: Amount,
}

impl HeadroomView {
	/// By all institutions together.
	pub fn together_in(&self, currency: Currency) -> Amount {
		self.together.iter().find(|room| room.currency == currency).map_or(0, |room| room.amount)
	}
}

impl OwnRoom {
	/// By one institution, as that resolved: whatever it likes, if it is not among those that limit themselves.
	pub fn of(limited: &[Self], institution: InstitutionId, currency: Currency) -> Amount {
		let limits = |room: &&Self| room.institution == institution && room.currency == currency;
		limited.iter().find(limits).map_or(Amount::MAX, |room| room.amount)
	}
}

/// What an enterprise owes in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
	/// Currency of the amounts.
	pub currency: Currency,
	/// Of loans whose money has gone. Minor units (fen, cents, avos).
	pub principal: Amount,
	/// Of loans that were agreed and not begun. Minor units (fen, cents, avos).
	pub reserved: Amount,
	/// The most that all institutions together may lend in this currency, with what is owed in the others.
	/// Minor units (fen, cents, avos).
	pub limit: Amount,
}
