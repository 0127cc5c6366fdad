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
		/// Chinese patent number.
		Patent(PatentNumber),
		/// Trademarks and software copyrights: the office's registration number.
		/// At most 32 bytes of UTF-8.
		Registration(Text<32>),
	}
}

record! {
	/// Where a right stands.
	#[derive(Copy)]
	pub enum RightStatus {
		/// Applied for, not granted.
		Pending,
		/// In force.
		Granted,
		/// Its time is over, or its fee was not paid.
		Lapsed,
		/// Declared invalid.
		Invalidated,
	}
}

record! {
	/// What stands against a right.
	#[derive(Copy, Default)]
	pub enum Encumbrance {
		/// Nothing.
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
		/// The office's number of the right.
		pub number: RightNumber,
		/// Its title, at most 128 bytes of UTF-8.
		pub title: Text<128>,
		/// Registration numbers of the owners.
		pub owners: Owners,
		/// Whether the right is granted already.
		pub granted: bool,
		/// Last day of the right, days since 1970.
		pub expires: Date,
		/// Last day for which the annual fee is paid. Days since 1970-01-01.
		pub fee_paid_until: Date,
	}
}

record! {
	/// What the IP office changes of a right.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RightUpdate {
		/// Where the right stands.
		pub status: RightStatus,
		/// Last day of the right. Days since 1970-01-01.
		pub expires: Date,
		/// Last day for which the annual fee is paid. Days since 1970-01-01.
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
		/// Registration number of the creditor.
		pub creditor: RegistrationNumber,
		/// Who owes it.
		/// At most 128 bytes of UTF-8.
		pub obligor: Text<128>,
		/// Export declarations need one.
		#[serde(default)]
		pub declaration: Option<CustomsDeclaration>,
		/// Currency of the amounts.
		pub currency: Currency,
		/// Minor units, 1 to 10^15.
		pub face_value: Amount,
		/// The day on the document. Days since 1970-01-01.
		pub issued: Date,
		/// The day on which it is due. Days since 1970-01-01.
		pub due: Date,
		/// Keyed hash of the whole document in canonical form.
		pub exact_token: H256,
		/// Keyed hash of what stays the same when a document is altered.
		pub coarse_token: H256,
		/// Version of the canonical form by which the tokens are made.
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
		/// Currency of the amounts.
		pub currency: Currency,
		/// Minor units, 1 to 10^15. What is registered may be less: a part can be paid.
		pub face_value: Amount,
		/// A day of the month in which it is due. Days since 1970-01-01.
		pub due: Date,
		/// Token of the document's canonical form.
		pub exact_token: H256,
		/// Token of the coarse form.
		pub coarse_token: H256,
		/// Version of the canonical form by which the tokens are made.
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
		/// Number of the agency.
		pub agency: AgencyId,
		/// What the agency says of the document.
		pub document: DocumentSpec,
		/// The day of the statement. Days since 1970-01-01.
		pub attested_on: Date,
	}
}

record! {
	/// How an asset secures a loan.
	#[derive(Copy)]
	pub enum LienKind {
		/// The asset stays with its owner.
		Pledge,
		/// Of receivables only.
		Assignment,
	}
}

record! {
	/// What a pledgor grants.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct LienSpec {
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Of which kind it is.
		pub kind: LienKind,
		/// Minor units of the loan's currency, 1 to 10^15.
		pub secured_amount: Amount,
		/// Last day of the registration. Days since 1970-01-01.
		pub until: Date,
	}
}

/// A right as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Right {
	/// The office's number of the right.
	pub number: RightNumber,
	/// Its title, at most 128 bytes of UTF-8.
	pub title: Text<128>,
	/// Nobody, when an institution holds it after enforcement.
	pub owners: Owners,
	/// Where the right stands.
	pub status: RightStatus,
	/// Last day of the right. Days since 1970-01-01.
	pub expires: Date,
	/// Last day for which the annual fee is paid. Days since 1970-01-01.
	pub fee_paid_until: Date,
	/// Somebody asked for the right to be declared invalid.
	pub invalidation_pending: bool,
	/// What stands against the right.
	pub encumbrance: Encumbrance,
}

/// A receivable as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Receivable {
	/// What the creditor gave notice of.
	pub spec: ReceivableSpec,
	/// The customs confirmed the trade behind it.
	pub confirmed: bool,
	/// The creditor took the notice back.
	pub cancelled: bool,
	/// The loan that it secures or secured: never again another.
	pub financed: Option<LoanId>,
}

/// What there is of an asset besides its liens.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum Substance {
	/// A right of intellectual property.
	Right(Right),
	/// A trade receivable, or an export declaration.
	Receivable(Receivable),
}

/// An asset as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Asset {
	/// Of which kind it is.
	pub kind: AssetKind,
	/// When it was registered. Unix time in seconds.
	pub registered_at: Timestamp,
	/// The institution that took it in enforcement without a buyer.
	pub holder: Option<InstitutionId>,
	/// What it is.
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
		/// Registered, and secures or can secure a loan.
		Live,
		/// The loan that it secures is in default: it can be enforced.
		Defaulted,
		/// Given back.
		Released,
		/// `surplus` is the owner's: what costs, the claim and junior liens left.
		Enforced {
			/// What the enforcement brought. Minor units (fen, cents, avos).
			proceeds: Amount,
			/// What is left for the owner. Minor units (fen, cents, avos).
			surplus: Amount,
		},
		/// Its registration ended.
		Lapsed,
		/// A senior lien was enforced.
		Extinguished,
	}
}

record! {
	/// A lien. Among the live ones of an asset the order of registration is the order of rank.
	#[serde(rename_all = "camelCase")]
	pub struct Lien {
		/// Number of the asset.
		pub asset: AssetId,
		/// Registration number of the pledgor.
		pub pledgor: RegistrationNumber,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Of which kind it is.
		pub kind: LienKind,
		/// The most that it secures. Minor units (fen, cents, avos).
		pub secured_amount: Amount,
		/// Last day of the registration. Days since 1970-01-01.
		pub until: Date,
		/// When it was registered. Unix time in seconds.
		pub registered_at: Timestamp,
		/// Number of the loan that it secures. None: it secures none yet.
		pub loan: Option<LoanId>,
		/// Where it stands.
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
		/// 1 to 10^15. Minor units (fen, cents, avos).
		pub proceeds: Amount,
		/// Of realising the claim; part of the proceeds, a tenth of them at most. Minor units (fen, cents, avos).
		pub costs: Amount,
		/// On what the price rests.
		pub price: Price,
		/// Hash of the papers that show price and costs.
		pub evidence: H256,
	}
}

/// Costs of realising a claim are a tenth of the proceeds at most, as those of collection are of a loan: they would otherwise
/// take away what a price gives.
pub const COSTS_SHARE: Amount = 10;

impl Realisation {
	/// What is left for the claim, those behind and the owner: by that a price is judged.
	pub fn net(&self) -> Amount {
		self.proceeds.saturating_sub(self.costs)
	}
}

record! {
	/// An owner's objection to an enforcement.
	#[serde(rename_all = "camelCase")]
	pub struct Objection {
		/// Registration number of the owner.
		pub owner: RegistrationNumber,
		/// Hash of the reasons.
		pub reason: H256,
		/// The day of the objection. Days since 1970-01-01.
		pub raised_on: Date,
	}
}

record! {
	/// An enforcement that was proposed.
	#[serde(rename_all = "camelCase")]
	pub struct Enforcement {
		/// What the institution means to do.
		pub realisation: Realisation,
		/// The loan's.
		pub currency: Currency,
		/// Last day on which an owner can object. Days since 1970-01-01.
		pub object_until: Date,
		/// Owners that agreed to exactly this.
		pub agreed: Owners,
		/// An owner's objection, where there is one.
		pub objection: Option<Objection>,
		/// What holders of junior liens say that they are owed, each once.
		/// Number of the lien, and minor units (fen, cents, avos).
		pub claims: BoundedVec<(LienId, Amount), ConstU32<MAX_LIENS>>,
	}
}

record! {
	/// What a licensed appraiser found a right to be worth.
	#[serde(rename_all = "camelCase")]
	pub struct Valuation {
		/// Currency of the amounts.
		pub currency: Currency,
		/// What it is worth. Minor units (fen, cents, avos).
		pub value: Amount,
		/// The day of the valuation. Days since 1970-01-01.
		pub valued_on: Date,
		/// Hash of the report.
		pub report: H256,
	}
}

/// What is known of one exact token.
#[derive(
	Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct TokenRecord {
	/// Registrations that were not cancelled. How many.
	pub registered: u32,
	/// Registrations that were. How many.
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
		/// One applicant registered it.
		RegisteredUnique,
		/// Several applicants registered it.
		RegisteredDuplicate,
		/// Another registration of the same document is financed.
		DuplicateOfFinanced,
		/// This registration is financed.
		Financed,
		/// Every registration of it was cancelled.
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
		/// There is no such asset.
		NotFound,
		/// It is not the enterprise's.
		NotOwner,
		/// The right is not granted, lapsed or was declared invalid.
		NotInForce,
		/// The annual fee is not paid.
		FeeUnpaid,
		/// A dispute or a court's preservation stands against it.
		Encumbered,
		/// The loan would run past the end of the right.
		TermBeyondRight,
		/// A co-owner has not agreed to a pledge.
		CoOwnerNotAgreed,
		/// It is pledged already.
		AlreadyPledged,
		/// Somebody asked for the right to be declared invalid, and the lender has not acknowledged that.
		InvalidationPending,
		/// The creditor took the notice back.
		Cancelled,
		/// A loan was made on it already.
		AlreadyFinanced,
		/// Another registration of the same document is financed.
		DuplicateOfFinanced,
		/// It is past due.
		PastDue,
		/// No appraiser valued it.
		NoValuation,
		/// The valuation is too old.
		StaleValuation,
		/// Another chain said that the document is financed there.
		FinancedAbroad,
		/// It is due in an earlier month than the loan.
		DueBeforeLoan,
		/// The agency that issues the document says that it is another firm's, or reads otherwise.
		AttestedOtherwise,
	}
}

record! {
	/// How a right's annual fee stands.
	#[derive(Copy)]
	pub enum FeeWatch {
		/// Paid for more than sixty days.
		Paid,
		/// To be paid within sixty days.
		DueSoon,
		/// Not paid in time.
		Overdue,
	}
}

/// A right as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RightView {
	/// The office's number of the right.
	pub number: RightNumber,
	/// Its title, at most 128 bytes of UTF-8.
	pub title: Text<128>,
	/// Registration numbers of the owners.
	pub owners: Vec<RegistrationNumber>,
	/// Where the right stands.
	pub status: RightStatus,
	/// Last day of the right. Days since 1970-01-01.
	pub expires: Date,
	/// Last day for which the annual fee is paid. Days since 1970-01-01.
	pub fee_paid_until: Date,
	/// How the annual fee stands.
	pub fee: FeeWatch,
	/// Somebody asked for the right to be declared invalid.
	pub invalidation_pending: bool,
	/// What stands against the right.
	pub encumbrance: Encumbrance,
	/// Owners that agreed to the next pledge.
	pub agreed: Vec<RegistrationNumber>,
	/// The last valuation. None: there is none.
	pub valuation: Option<Valuation>,
	/// The valuation is too old to lend on.
	pub valuation_stale: bool,
}

/// A receivable as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ReceivableView {
	/// What the creditor gave notice of.
	#[serde(flatten)]
	pub spec: ReceivableSpec,
	/// An agency says that it is this firm's, and reads so. Otherwise it is what the firm says, and no more.
	pub confirmed: bool,
	/// What an agency says of the document, or of the declaration that it names.
	pub attested: Option<AttestedDocument>,
	/// What the duplicate registry answers.
	pub status: DocumentStatus,
	/// Number of the loan that it secures or secured.
	pub financed: Option<LoanId>,
	/// Other documents with the same coarse token. How many.
	pub similar: u32,
}

/// A lien as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct LienView {
	/// Its number.
	pub id: LienId,
	/// Number of its rank among the live liens of the asset, from 1.
	pub rank: u32,
	/// The lien.
	#[serde(flatten)]
	pub lien: Lien,
	/// Its registration is over and it secures no loan: anybody can have that recorded (`lapse`).
	pub lapsed: bool,
	/// The enforcement that was proposed, where one was.
	pub enforcement: Option<Enforcement>,
}

/// An asset as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AssetView {
	/// Its number.
	pub id: AssetId,
	/// Of which kind it is.
	pub kind: AssetKind,
	/// When it was registered. Unix time in seconds.
	pub registered_at: Timestamp,
	/// Number of the institution that took it in enforcement. None: its owners have it.
	pub holder: Option<InstitutionId>,
	/// The right, of intellectual property.
	pub right: Option<RightView>,
	/// The receivable, of a trade document.
	pub receivable: Option<ReceivableView>,
	/// The live ones, by rank.
	pub liens: Vec<LienView>,
	/// What it is worth to a lender today, or why nothing.
	pub security: Result<SecurityOffer, Refusal>,
}
