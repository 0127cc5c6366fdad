//! Receivables and the trade documents that they come from.

use crate::{
	civil, record, words::words, AgencyId, Amount, AssetKind, Currency, Date, LoanId, RegistrationNumber, Text,
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
	/// Number of the loan that it secures or secured.
	pub financed: Option<LoanId>,
	/// Other documents with the same coarse token. How many.
	pub similar: u32,
}
