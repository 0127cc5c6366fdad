use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, AgencyId, Amount, AssetId, AssetKind, Currency, CustomsDeclaration, Date, InstitutionId, LienId, LoanId,
	PatentNumber, RegistrationNumber, SecurityOffer, Text, Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Owners that a right can have.
pub const MAX_OWNERS: u32 = 8;
/// Live liens on one asset.
pub const MAX_LIENS: u32 = 16;
/// Trade documents of one enterprise that are neither financed nor cancelled.
pub const MAX_DOCUMENTS: u32 = 10_000;
/// The canonical form of documents by which tokens are made.
pub const TOKEN_VERSION: u16 = 1;

pub type Owners = BoundedVec<RegistrationNumber, ConstU32<MAX_OWNERS>>;

record! {
	/// How an intellectual-property right is known.
	pub enum RightNumber {
		Patent(PatentNumber),
		/// Trademarks and software copyrights: the office's registration number.
		Registration(Text<32>),
	}
}

record! {
	#[derive(Copy)]
	pub enum RightStatus {
		Pending,
		Granted,
		Lapsed,
		Invalidated,
	}
}

record! {
	/// What stands against a right.
	#[derive(Copy, Default)]
	pub enum Encumbrance {
		#[default]
		None,
		/// Its ownership is disputed.
		Dispute,
		/// A court preserved it.
		Preservation,
	}
}

record! {
	/// What the IP office enters of a right.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RightSpec {
		/// An intellectual-property kind.
		pub kind: AssetKind,
		pub number: RightNumber,
		pub title: Text<128>,
		pub owners: Owners,
		pub granted: bool,
		/// Last day of the right, days since 1970.
		pub expires: Date,
		/// Last day for which the annual fee is paid.
		pub fee_paid_until: Date,
	}
}

record! {
	/// What the IP office changes of a right.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RightUpdate {
		pub status: RightStatus,
		pub expires: Date,
		pub fee_paid_until: Date,
		/// Somebody asked for the right to be declared invalid.
		pub invalidation_pending: bool,
	}
}

record! {
	/// What a creditor gives notice of.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ReceivableSpec {
		/// A trade kind.
		pub kind: AssetKind,
		pub creditor: RegistrationNumber,
		/// Who owes it.
		pub obligor: Text<128>,
		/// Export declarations need one.
		#[serde(default)]
		pub declaration: Option<CustomsDeclaration>,
		pub currency: Currency,
		/// Minor units, 1 to 10^15.
		pub face_value: Amount,
		pub issued: Date,
		pub due: Date,
		/// Keyed hash of the whole document in canonical form.
		pub exact_token: H256,
		/// Keyed hash of what stays the same when a document is altered.
		pub coarse_token: H256,
		pub token_version: u16,
	}
}

record! {
	/// What the agency that issues a document says of it.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct DocumentSpec {
		/// A trade kind.
		pub kind: AssetKind,
		/// Whose claim it is.
		pub creditor: RegistrationNumber,
		/// Export declarations need one.
		#[serde(default)]
		pub declaration: Option<CustomsDeclaration>,
		pub currency: Currency,
		/// Minor units, 1 to 10^15. What is registered may be less: a part can be paid.
		pub face_value: Amount,
		/// A day of the month in which it is due.
		pub due: Date,
		/// Token of the document's canonical form.
		pub exact_token: H256,
		/// Token of the coarse form.
		pub coarse_token: H256,
		pub token_version: u16,
	}
}

impl DocumentSpec {
	pub fn of(spec: &ReceivableSpec) -> Self {
		Self {
			kind: spec.kind,
			creditor: spec.creditor.clone(),
			declaration: spec.declaration,
			currency: spec.currency,
			face_value: spec.face_value,
			due: spec.due,
			exact_token: spec.exact_token,
			coarse_token: spec.coarse_token,
			token_version: spec.token_version,
		}
	}

	/// Whether what a firm registers is this document: nothing else than less of the amount, and the day within the month.
	pub fn agrees_with(&self, spec: &ReceivableSpec) -> bool {
		let registered = Self::of(spec);
		let month = crate::documents::month_of;
		let fits = registered.face_value <= self.face_value && month(registered.due) == month(self.due);
		fits && Self { face_value: self.face_value, due: self.due, ..registered } == *self
	}
}

record! {
	/// What an agency said of a document, as it is stored.
	#[serde(rename_all = "camelCase")]
	pub struct AttestedDocument {
		pub agency: AgencyId,
		pub document: DocumentSpec,
		pub attested_on: Date,
	}
}

record! {
	#[derive(Copy)]
	pub enum LienKind {
		Pledge,
		/// Of receivables only.
		Assignment,
	}
}

record! {
	/// What a pledgor grants.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct LienSpec {
		pub institution: InstitutionId,
		pub kind: LienKind,
		/// Minor units of the loan's currency, 1 to 10^15.
		pub secured_amount: Amount,
		/// Last day of the registration.
		pub until: Date,
	}
}

/// A right as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Right {
	pub number: RightNumber,
	pub title: Text<128>,
	/// Nobody, when an institution holds it after enforcement.
	pub owners: Owners,
	pub status: RightStatus,
	pub expires: Date,
	pub fee_paid_until: Date,
	pub invalidation_pending: bool,
	pub encumbrance: Encumbrance,
}

/// A receivable as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Receivable {
	pub spec: ReceivableSpec,
	/// The customs confirmed the trade behind it.
	pub confirmed: bool,
	pub cancelled: bool,
	/// The loan that it secures or secured: never again another.
	pub financed: Option<LoanId>,
}

/// What there is of an asset besides its liens.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Substance {
	Right(Right),
	Receivable(Receivable),
}

/// An asset as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Asset {
	pub kind: AssetKind,
	pub registered_at: Timestamp,
	/// The institution that took it in enforcement without a buyer.
	pub holder: Option<InstitutionId>,
	pub substance: Substance,
}

impl Asset {
	/// Who may pledge it.
	pub fn owners(&self) -> Vec<RegistrationNumber> {
		match &self.substance {
			_ if self.holder.is_some() => Vec::new(),
			Substance::Right(right) => right.owners.to_vec(),
			Substance::Receivable(receivable) => alloc::vec![receivable.spec.creditor.clone()],
		}
	}
}

record! {
	/// Where a lien stands.
	#[derive(Copy)]
	#[serde(rename_all_fields = "camelCase")]
	pub enum LienState {
		Live,
		/// The loan that it secures is in default: it can be enforced.
		Defaulted,
		Released,
		/// `surplus` is the owner's: what costs, the claim and junior liens left.
		Enforced { proceeds: Amount, surplus: Amount },
		Lapsed,
		/// A senior lien was enforced.
		Extinguished,
	}
}

record! {
	/// A lien. Among the live ones of an asset the order of registration is the order of rank.
	#[serde(rename_all = "camelCase")]
	pub struct Lien {
		pub asset: AssetId,
		pub pledgor: RegistrationNumber,
		pub institution: InstitutionId,
		pub kind: LienKind,
		pub secured_amount: Amount,
		pub until: Date,
		pub registered_at: Timestamp,
		pub loan: Option<LoanId>,
		pub state: LienState,
	}
}

record! {
	/// On what an enforcement's price rests.
	#[derive(Copy)]
	pub enum Price {
		/// Every owner agrees to it.
		Agreed,
		/// It is at least the standing valuation; for a receivable its face value.
		Appraised,
		/// It was paid: papers show the sale, or the collection of a receivable.
		Evidenced,
	}
}

record! {
	/// How an institution means to realise what a lien is on. Amounts are minor units of the loan's currency.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Realisation {
		/// Nobody: the institution keeps the asset, or collected the receivable.
		#[serde(default)]
		pub buyer: Option<RegistrationNumber>,
		/// 1 to 10^15.
		pub proceeds: Amount,
		/// Of realising the claim; part of the proceeds.
		pub costs: Amount,
		pub price: Price,
		/// Hash of the papers that show price and costs.
		pub evidence: H256,
	}
}

record! {
	/// An owner's objection to an enforcement.
	#[serde(rename_all = "camelCase")]
	pub struct Objection {
		pub owner: RegistrationNumber,
		/// Hash of the reasons.
		pub reason: H256,
		pub raised_on: Date,
	}
}

record! {
	/// An enforcement that was proposed.
	#[serde(rename_all = "camelCase")]
	pub struct Enforcement {
		pub realisation: Realisation,
		/// The loan's.
		pub currency: Currency,
		/// Last day on which an owner can object.
		pub object_until: Date,
		/// Owners that agreed to exactly this.
		pub agreed: Owners,
		pub objection: Option<Objection>,
		/// What holders of junior liens say that they are owed, each once.
		pub claims: BoundedVec<(LienId, Amount), ConstU32<MAX_LIENS>>,
	}
}

record! {
	/// What a licensed appraiser found a right to be worth.
	#[serde(rename_all = "camelCase")]
	pub struct Valuation {
		pub currency: Currency,
		pub value: Amount,
		pub valued_on: Date,
		/// Hash of the report.
		pub report: H256,
	}
}

/// What is known of one exact token.
#[derive(
	Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct TokenRecord {
	/// Registrations that were not cancelled.
	pub registered: u32,
	/// Registrations that were.
	pub cancelled: u32,
	/// The one that was financed.
	pub financed: Option<AssetId>,
}

record! {
	/// What the duplicate registry answers.
	#[derive(Copy)]
	pub enum DocumentStatus {
		/// Nobody registered it, nor a document like it.
		NotRegistered,
		/// Nobody registered it, but somebody a document that differs only in what is easily altered.
		SimilarRegistered,
		RegisteredUnique,
		/// Several applicants registered it.
		RegisteredDuplicate,
		/// Another registration of the same document is financed.
		DuplicateOfFinanced,
		Financed,
		Cancelled,
		/// Another chain said that the document is financed there.
		FinancedAbroad,
		/// The agency that issues the document says that it is another firm's, or reads otherwise.
		AttestedOtherwise,
		/// A registration that no agency confirmed is financed. It stands in no confirmed one's way.
		FinancedUnconfirmed,
	}
}

record! {
	/// Why an asset cannot secure a loan.
	#[derive(Copy)]
	pub enum Refusal {
		NotFound,
		NotOwner,
		NotInForce,
		FeeUnpaid,
		Encumbered,
		TermBeyondRight,
		CoOwnerNotAgreed,
		AlreadyPledged,
		InvalidationPending,
		Cancelled,
		AlreadyFinanced,
		DuplicateOfFinanced,
		PastDue,
		NoValuation,
		StaleValuation,
		FinancedAbroad,
		DueBeforeLoan,
		AttestedOtherwise,
	}
}

record! {
	/// How a right's annual fee stands.
	#[derive(Copy)]
	pub enum FeeWatch {
		Paid,
		/// To be paid within sixty days.
		DueSoon,
		Overdue,
	}
}

/// A right as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RightView {
	pub number: RightNumber,
	pub title: Text<128>,
	pub owners: Vec<RegistrationNumber>,
	pub status: RightStatus,
	pub expires: Date,
	pub fee_paid_until: Date,
	pub fee: FeeWatch,
	pub invalidation_pending: bool,
	pub encumbrance: Encumbrance,
	/// Owners that agreed to the next pledge.
	pub agreed: Vec<RegistrationNumber>,
	pub valuation: Option<Valuation>,
	pub valuation_stale: bool,
}

/// A receivable as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivableView {
	#[serde(flatten)]
	pub spec: ReceivableSpec,
	/// An agency says that it is this firm's, and reads so. Otherwise it is what the firm says, and no more.
	pub confirmed: bool,
	/// What an agency says of the document, or of the declaration that it names.
	pub attested: Option<AttestedDocument>,
	pub status: DocumentStatus,
	pub financed: Option<LoanId>,
	/// Other documents with the same coarse token.
	pub similar: u32,
}

/// A lien as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LienView {
	pub id: LienId,
	/// From 1.
	pub rank: u32,
	#[serde(flatten)]
	pub lien: Lien,
	pub enforcement: Option<Enforcement>,
}

/// An asset as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetView {
	pub id: AssetId,
	pub kind: AssetKind,
	pub registered_at: Timestamp,
	pub holder: Option<InstitutionId>,
	pub right: Option<RightView>,
	pub receivable: Option<ReceivableView>,
	/// The live ones, by rank.
	pub liens: Vec<LienView>,
	/// What it is worth to a lender today, or why nothing.
	pub security: Result<SecurityOffer, Refusal>,
}
