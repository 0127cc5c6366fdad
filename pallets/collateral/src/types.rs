//! What is stored. What passes the wire is in `primitives/types` and named here too.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{Amount, AssetId, AssetKind, Date, InstitutionId, LienId, RegistrationNumber, Text, Timestamp};
use scale_info::TypeInfo;
use sp_core::H256;

pub use lingnan_types::{
	asset::{AssetView, Refusal},
	lien::{
		Enforcement, Lien, LienKind, LienSpec, LienState, LienView, Objection, OutsideRegistration, Price, Realisation,
		Register, COSTS_SHARE, MAX_LIENS, MAX_SECURED,
	},
	receivable::{
		AttestedDocument, CollectionAccount, CreditNote, CreditNoteSpec, DocumentSpec, DocumentStatus, DocumentTokens,
		IssuerKey, NotedBy, ObligorConfirmation, ReceivableSpec, ReceivableView, MAX_CREDIT_NOTES, MAX_KEYS, MAX_NAMES,
	},
	right::{
		Encumbrance, FeeWatch, Owners, RightNumber, RightSpec, RightStatus, RightUpdate, RightView, Valuation,
		MAX_OWNERS,
	},
};

/// Trade documents of one enterprise that are neither financed nor cancelled.
pub const MAX_DOCUMENTS: u32 = 10_000;

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
	/// By which token the document is kept, if the agency that issues it confirmed the trade behind this registration.
	pub document: Option<H256>,
	/// The creditor took the notice back.
	pub cancelled: bool,
	/// The liens by which loans were made on it. What each secures is never financed again, open or repaid. By number. When a
	/// loan is renewed its lien's place is the new one's.
	pub parts: BoundedVec<LienId, ConstU32<MAX_LIENS>>,
	/// What lenders have collected of it. Minor units (fen, cents, avos).
	pub collected: Amount,
}

impl Receivable {
	/// A loan was made on it, or on a part of it.
	pub fn is_financed(&self) -> bool {
		!self.parts.is_empty()
	}
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

/// What is known of a document or a declaration, by its first token.
#[derive(
	Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct TokenRecord {
	/// Confirmed registrations of it, or of documents that name it. How many.
	pub registered: u32,
	/// The one that was financed.
	pub financed: Option<AssetId>,
}
