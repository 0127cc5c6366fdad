//! Receivables and the trade documents that they come from.

use crate::{
	civil, record, words::words, AgencyId, Amount, AssetKind, Currency, CustomsDeclaration, Date, LoanId,
	RegistrationNumber, Text,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The canonical form of documents by which tokens are made.
pub const TOKEN_VERSION: u16 = 1;

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
		/// What the agency says of the document.
		pub document: DocumentSpec,
		/// The day of the attestation. Days since 1970-01-01.
		pub attested_on: Date,
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
	FinancedUnconfirmed
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
	/// What an agency says of the document, or of the declaration that it names.
	pub attested: Option<AttestedDocument>,
	/// What the duplicate registry answers.
	pub status: DocumentStatus,
	/// Number of the loan that it secures or secured.
	pub financed: Option<LoanId>,
	/// Other documents with the same coarse token. How many.
	pub similar: u32,
}
