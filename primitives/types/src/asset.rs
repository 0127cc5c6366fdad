//! What can secure a loan: assets, what one is worth to a lender, and why nothing.

use crate::{
	lien::LienView, receivable::ReceivableView, record, right::RightView, words::words, Amount, AssetId, Currency,
	InstitutionId, Timestamp,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What can secure a loan: five kinds of intellectual property, two of trade documents.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum AssetKind {
	/// Patent for an invention.
	Invention,
	/// Patent for a utility model.
	UtilityModel,
	/// Patent for a design.
	Design,
	/// Registered trademark.
	Trademark,
	/// Registered software copyright.
	SoftwareCopyright,
	/// Claim from an invoice.
	TradeReceivable,
	/// Claim from goods that the customs saw leave.
	ExportDeclaration,
}

words!(AssetKind { Invention, UtilityModel, Design, Trademark, SoftwareCopyright, TradeReceivable, ExportDeclaration });

impl AssetKind {
	/// One live pledge at a time, created by registration with the IP office.
	pub fn is_intellectual_property(self) -> bool {
		!self.is_trade_document()
	}

	/// Liens rank by order of registration; what is financed cannot be financed again, but its rest can.
	pub fn is_trade_document(self) -> bool {
		matches!(self, Self::TradeReceivable | Self::ExportDeclaration)
	}
}

/// What an asset is worth to a lender today.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct SecurityOffer {
	/// Of which kind it is.
	pub kind: AssetKind,
	/// Currency of the amounts.
	pub currency: Currency,
	/// Valuation after haircut and remaining life. Minor units (fen, cents, avos).
	pub lending_value: Amount,
	/// The customs or another agency with that right has confirmed the trade record.
	pub trade_record_confirmed: bool,
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
		/// Loans were made on all of it already.
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
		/// Credit notes and what was collected took all of it.
		NothingLeft,
	}
}

words!(Refusal {
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
	NothingLeft
});

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
