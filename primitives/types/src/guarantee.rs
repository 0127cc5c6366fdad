//! Guarantees: who stands behind a loan, with which share, and what became of it.

use crate::{
	record, words::words, Amount, ApplicationId, BasisPoints, Currency, Date, GuaranteeId, GuarantorId, InstitutionId,
	Jurisdiction, LoanId, Text,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// So many guarantors sign one guarantee at most.
pub const MOST_PARTS: u32 = 8;

record! {
	/// What a guarantor is.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum GuarantorKind {
		/// A financing guarantee company.
		GuaranteeCompany,
		/// An insurer, by credit insurance.
		Insurer,
		/// A re-guarantor, of a province or of the nation.
		ReGuarantor,
		/// A fund of a government: for compensation of risk, of a city or a district.
		GovernmentFund,
	}
}

words!(GuarantorKind { GuaranteeCompany, Insurer, ReGuarantor, GovernmentFund });

record! {
	/// What governance enters of a guarantor.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct GuarantorSpec<AccountId> {
		/// Its name, at most 128 bytes of UTF-8.
		pub name: Text<128>,
		/// Of which kind it is.
		pub kind: GuarantorKind,
		/// Where it belongs to.
		pub jurisdiction: Jurisdiction,
		/// The account that signs for it.
		pub key: AccountId,
	}
}

record! {
	/// How far a guarantor stands behind loans, in one currency: what a pool's founders agreed on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct PoolRules {
		/// The most principal that it stands behind at once, 1 to 10^15. Minor units (fen, cents, avos).
		pub total: Amount,
		/// Of that, the most for one institution, 1 to `total`. Minor units (fen, cents, avos).
		pub for_each: Amount,
		/// Once so much of all that it stood behind for an institution was claimed, it stands behind nothing new for it. In basis
		/// points.
		pub stop_rate: BasisPoints,
	}
}

record! {
	/// What one institution used of a guarantor in one currency.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct PoolAccount {
		/// Principal that it stands behind now, or signed to. Minor units (fen, cents, avos).
		pub used: Amount,
		/// Principal of all loans that began with it behind them. Minor units (fen, cents, avos).
		pub guaranteed: Amount,
		/// What it paid to the institution, recovered or not. Minor units (fen, cents, avos).
		pub claimed: Amount,
	}
}

/// What a guarantor stands behind in one currency, as people read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct PoolView {
	/// Currency of the amounts.
	pub currency: Currency,
	/// How far it stands behind loans.
	#[serde(flatten)]
	pub rules: PoolRules,
	/// Principal that it stands behind now, or signed to, for all institutions. Minor units (fen, cents, avos).
	pub used: Amount,
	/// What is left of `total`. Minor units (fen, cents, avos).
	pub room: Amount,
}

/// What one institution used of a guarantor, as people read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct PoolAccountView {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Currency of the amounts.
	pub currency: Currency,
	/// What it used.
	#[serde(flatten)]
	pub account: PoolAccount,
	/// So much was claimed that the guarantor stands behind nothing new for it.
	pub stopped: bool,
	/// Principal that the guarantor would still stand behind for it. None: as much as it signs for. Minor units (fen, cents, avos).
	pub room: Option<Amount>,
}

/// A guarantor as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct GuarantorView<AccountId> {
	/// Its number.
	pub id: GuarantorId,
	/// Its name, at most 128 bytes of UTF-8.
	pub name: Text<128>,
	/// Of which kind it is.
	pub kind: GuarantorKind,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// The account that signs for it.
	pub key: AccountId,
	/// Suspended by governance.
	pub suspended: bool,
	/// How far it stands behind loans, in each currency in which it says so.
	pub pools: Vec<PoolView>,
}

record! {
	/// By which scheme a loss is shared.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum SharingScheme {
		/// As the parties agree, up to the whole.
		Agreed,
		/// The lender keeps at least a fifth, the guarantors bear at most four fifths.
		EightyTwenty,
		/// Guarantor four tenths, re-guarantor three, lender two, government one.
		FourThreeTwoOne,
	}
}

words!(SharingScheme { Agreed, EightyTwenty, FourThreeTwoOne });

record! {
	/// When guarantors pay. Both end equal.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum PaymentModel {
		/// At once, their share of what is owed; what is recovered afterwards is shared.
		Advance,
		/// Once the lender has recovered what it can, their share of the loss that is left.
		NetLoss,
	}
}

words!(PaymentModel { Advance, NetLoss });

record! {
	/// What guarantors pay a share of.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Covered {
		/// Principal that is still owed.
		Principal,
		/// All that closes the loan: principal, interest, penalty, fees and costs.
		Debt,
	}
}

words!(Covered { Principal, Debt });

record! {
	/// One guarantor's part of a guarantee.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct GuaranteePart {
		/// Number of the guarantor.
		pub guarantor: GuarantorId,
		/// Of what is covered, not of another's part. In basis points.
		pub share: BasisPoints,
		/// A counter-guarantee: it stands behind this guarantor, whose part includes it, and pays that one, not the lender.
		pub backs: Option<GuarantorId>,
	}
}

/// The guarantors of one guarantee.
pub type GuaranteeParts = BoundedVec<GuaranteePart, ConstU32<MOST_PARTS>>;

record! {
	/// What a lender proposes and its guarantors sign.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct GuaranteeSpec {
		/// Number of the application whose loan it is for.
		pub application: ApplicationId,
		/// By which scheme a loss is shared.
		pub scheme: SharingScheme,
		/// When guarantors pay.
		pub model: PaymentModel,
		/// What they pay a share of.
		pub covers: Covered,
		/// Who bears which part, at most 8.
		pub parts: GuaranteeParts,
	}
}

record! {
	/// Where a guarantee stands.
	#[derive(Copy)]
	pub enum GuaranteeState {
		/// Proposed by the lender; not all have signed.
		Proposed,
		/// All have signed: it binds when the loan begins.
		Signed,
		/// It stands behind a loan that runs.
		Bound,
		/// The lender called it: its guarantors are to pay.
		Called,
		/// All who pay the lender have paid, and stand in its place for their parts.
		Paid,
		/// The lender gave it back.
		Released,
		/// The loan is repaid to the last unit.
		Discharged,
		/// The loan began before all had signed.
		Lapsed,
	}
}

words!(GuaranteeState { Proposed, Signed, Bound, Called, Paid, Released, Discharged, Lapsed });

/// A guarantor's part of a guarantee as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct PartView {
	/// Number of the guarantor.
	pub guarantor: GuarantorId,
	/// Of what is covered. In basis points.
	pub share: BasisPoints,
	/// The guarantor behind which it stands; none: it pays the lender.
	pub backs: Option<GuarantorId>,
	/// What it bears itself once those behind it have paid. In basis points of what is covered.
	pub bears: BasisPoints,
	/// The day on which it signed. Days since 1970-01-01.
	pub signed_on: Option<Date>,
	/// The day on which it says that it paid. Days since 1970-01-01.
	pub stated_on: Option<Date>,
	/// The day on which whoever it pays recorded that. What a lender got stands on the loan's account. Days since 1970-01-01.
	pub paid_on: Option<Date>,
	/// BLAKE2b-256 of the amendment of the loan to which it agreed last.
	pub agreed_to: Option<H256>,
	/// What it would pay the lender today. Minor units (fen, cents, avos).
	pub to_pay: Amount,
	/// Its part of whatever is recovered from now on, in the lender's place. In basis points.
	pub of_recoveries: BasisPoints,
}

/// A guarantee as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct GuaranteeView {
	/// Its number.
	pub id: GuaranteeId,
	/// Number of the loan, or of the application that it will come from.
	pub loan: LoanId,
	/// Number of the institution that proposed it.
	pub institution: InstitutionId,
	/// Currency of the amounts.
	pub currency: Currency,
	/// By which scheme a loss is shared.
	pub scheme: SharingScheme,
	/// When guarantors pay.
	pub model: PaymentModel,
	/// What they pay a share of.
	pub covers: Covered,
	/// BLAKE2b-256 of what was proposed: what guarantors sign.
	pub terms: H256,
	/// Where it stands today.
	pub state: GuaranteeState,
	/// The day on which it was proposed. Days since 1970-01-01.
	pub proposed_on: Date,
	/// The day on which the lender called it. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// The last day on which a guarantor pays in time. Days since 1970-01-01.
	pub pay_by: Option<Date>,
	/// The last day on which the lender can call it. Days since 1970-01-01.
	pub call_by: Option<Date>,
	/// What the lender bears itself. In basis points of what is covered.
	pub lender_bears: BasisPoints,
	/// The lender's part of whatever is recovered from now on. In basis points.
	pub lender_of_recoveries: BasisPoints,
	/// Who bears which part.
	pub parts: Vec<PartView>,
}
