//! Receivables and the trade documents that they come from.

use crate::{
	civil, record, words::words, AgencyId, Amount, AssetKind, Currency, Date, InstitutionId, LoanId,
	RegistrationNumber, Text,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Versions of an agency's key that the register keeps. Beyond them a retired one makes room.
pub const MAX_KEYS: u32 = 8;

/// Tokens by which one document can be known: its own and that of the declaration that it names, under two versions of the
/// key.
pub const MAX_NAMES: u32 = 4;

/// Credit notes on one receivable.
pub const MAX_CREDIT_NOTES: u32 = 16;

record! {
	/// A key by which tokens are made: the public half of it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct IssuerKey {
		/// Number of the key among those of its agency, from 1.
		pub version: u16,
		/// The public key: a point of ristretto255, 32 bytes (RFC 9497, ristretto255-SHA512, VOPRF mode).
		pub key: H256,
		/// The day since which it stands. Days since 1970-01-01.
		pub opened_on: Date,
		/// The day on which it was retired: no document is attested or registered under it any more. Days since 1970-01-01.
		pub retired_on: Option<Date>,
	}
}

record! {
	/// By what a document is known, under one version of the key of the agency that issues it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct DocumentTokens {
		/// Version of the agency's key.
		pub version: u16,
		/// Token of the document's canonical form.
		pub exact: H256,
		/// Token of the coarse form: what stays the same when a document is altered.
		pub coarse: H256,
		/// Token of the customs declaration that the document names. An export declaration is that itself, and names none.
		#[serde(default)]
		pub by_declaration: Option<H256>,
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
		/// Currency of the amounts.
		pub currency: Currency,
		/// Minor units, 1 to 10^15.
		pub face_value: Amount,
		/// The day on the document. Days since 1970-01-01.
		pub issued: Date,
		/// The day on which it is due. Days since 1970-01-01.
		pub due: Date,
		/// Token of a document that the agency which issues it attested. None: no agency has, and the notice is the
		/// creditor's word alone.
		#[serde(default)]
		pub exact_token: Option<H256>,
		/// Registration number of who owes it: the firm that can confirm the debt. None: it has none in the three places.
		#[serde(default)]
		pub obligor_number: Option<RegistrationNumber>,
	}
}

record! {
	/// The word of who owes a receivable. Once given it is not taken back: an obligor that confirmed cannot deny (Supreme
	/// People's Court, interpretation of the part on security of the Civil Code, article 61).
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct ObligorConfirmation {
		/// What the obligor confirms that it owes. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// The day of the confirmation. Days since 1970-01-01.
		pub on: Date,
		/// Number of the agency that confirmed for an obligor which is no enterprise of this chain. None: the obligor itself.
		pub agency: Option<AgencyId>,
	}
}

record! {
	/// A credit note: so much of a receivable is owed no more.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct CreditNoteSpec {
		/// Number on the note, at most 64 bytes of UTF-8: each counts once.
		pub number: Text<64>,
		/// Minor units, 1 to what remains of the receivable.
		pub amount: Amount,
		/// The day on the note. Days since 1970-01-01.
		pub issued: Date,
	}
}

record! {
	/// Who stated a credit note.
	#[derive(Copy)]
	pub enum NotedBy {
		/// The creditor.
		Creditor,
		/// Who owes the receivable.
		Obligor,
		/// Number of the agency that issues such documents.
		Agency(AgencyId),
	}
}

record! {
	/// A credit note as it is stored.
	#[serde(rename_all = "camelCase")]
	pub struct CreditNote {
		/// What it says.
		pub note: CreditNoteSpec,
		/// Who stated it.
		pub by: NotedBy,
		/// The day on which it was stated. Days since 1970-01-01.
		pub stated_on: Date,
	}
}

record! {
	/// Where the obligor pays.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct CollectionAccount {
		/// Hash of the account's name, bank and number, which go to the obligor with the notice.
		pub reference: H256,
		/// Number of the institution that set it.
		pub institution: InstitutionId,
		/// The day on which it was set. Days since 1970-01-01.
		pub since: Date,
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
		/// Currency of the amounts.
		pub currency: Currency,
		/// Minor units, 1 to 10^15. What is registered may be less: a part can be paid.
		pub face_value: Amount,
		/// A day of the month in which it is due. Days since 1970-01-01.
		pub due: Date,
		/// By what the document is known.
		pub tokens: DocumentTokens,
	}
}

impl DocumentSpec {
	/// What is registered, as an agency would attest it under these tokens.
	pub fn of(spec: &ReceivableSpec, tokens: DocumentTokens) -> Self {
		Self {
			kind: spec.kind,
			creditor: spec.creditor.clone(),
			currency: spec.currency,
			face_value: spec.face_value,
			due: spec.due,
			tokens,
		}
	}

	/// Whether what a firm registers is this document: nothing else than less of the amount, and the day within the month.
	pub fn agrees_with(&self, spec: &ReceivableSpec) -> bool {
		let registered = Self::of(spec, self.tokens);
		let month = |date| {
			let (year, month, _) = civil(date);
			(year, month)
		};
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
		/// What the agency says of the document, with the tokens by which it was attested first.
		pub document: DocumentSpec,
		/// The day of the attestation. Days since 1970-01-01.
		pub attested_on: Date,
		/// Its tokens under a later version of the agency's key.
		pub renewed: Option<DocumentTokens>,
	}
}

impl AttestedDocument {
	/// By what the document is known, the earliest version first.
	pub fn tokens(&self) -> impl Iterator<Item = &DocumentTokens> {
		core::iter::once(&self.document.tokens).chain(&self.renewed)
	}

	/// Every token of the document and of the declaration that it names.
	pub fn names(&self) -> Vec<H256> {
		self.tokens().flat_map(|tokens| core::iter::once(tokens.exact).chain(tokens.by_declaration)).collect()
	}
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
		/// Several registrations name one declaration.
		RegisteredDuplicate,
		/// A registration of another document that names the same declaration is financed.
		DuplicateOfFinanced,
		/// This registration is financed.
		Financed,
		/// Every registration of it was cancelled.
		Cancelled,
		/// Another chain said that the document is financed there.
		FinancedAbroad,
		/// The agency that issues the document says that it is another firm's, or reads otherwise.
		AttestedOtherwise,
		/// A registration that no agency confirmed is financed. It stands in nobody's way.
		FinancedUnconfirmed,
		/// No agency confirmed this registration: of the document behind it nothing is known.
		Unconfirmed,
	}
}

words!(DocumentStatus {
	NotRegistered,
	SimilarRegistered,
	RegisteredUnique,
	RegisteredDuplicate,
	DuplicateOfFinanced,
	Financed,
	Cancelled,
	FinancedAbroad,
	AttestedOtherwise,
	FinancedUnconfirmed,
	Unconfirmed
});

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
	/// What an agency says of the document, if it confirmed this registration.
	pub attested: Option<AttestedDocument>,
	/// What the duplicate registry answers.
	pub status: DocumentStatus,
	/// Numbers of the loans that it secures or secured, each with a part of it.
	pub financed: Vec<LoanId>,
	/// Face value less credit notes and what was collected. Minor units (fen, cents, avos).
	pub remaining: Amount,
	/// What can be financed yet: of what remains, and at most of what the obligor confirmed, all that no loan was made on.
	/// Minor units (fen, cents, avos).
	pub rest: Amount,
	/// How much of what open loans were made on is owed no more. Minor units (fen, cents, avos).
	pub short: Amount,
	/// The obligor's own word. None: it has not confirmed.
	pub confirmation: Option<ObligorConfirmation>,
	/// Credit notes, the first stated first.
	pub credit_notes: Vec<CreditNote>,
	/// Where the obligor pays. None: no lender has set it.
	pub collection: Option<CollectionAccount>,
	/// Other documents with the same coarse token. How many.
	pub similar: u32,
}
