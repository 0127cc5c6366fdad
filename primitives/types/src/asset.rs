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

impl AssetKind {
	pub const ALL: [Self; 7] = [
		Self::Invention,
		Self::UtilityModel,
		Self::Design,
		Self::Trademark,
		Self::SoftwareCopyright,
		Self::TradeReceivable,
		Self::ExportDeclaration,
	];

	/// One live pledge at a time, created by registration with the IP office.
	pub fn is_intellectual_property(self) -> bool {
		!self.is_trade_document()
	}

	/// Liens rank by order of registration; a financed item cannot be financed again.
	pub fn is_trade_document(self) -> bool {
		matches!(self, Self::TradeReceivable | Self::ExportDeclaration)
	}
}
