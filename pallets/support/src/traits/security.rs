use crate::{Amount, AssetId, AssetKind, Currency, Date, InstitutionId, LoanId, RegistrationNumber};
use codec::{Decode, Encode};
use frame_support::{dispatch::DispatchResult, weights::Weight};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::DispatchError;

/// What an asset is worth to a lender today.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurityOffer {
	pub kind: AssetKind,
	pub currency: Currency,
	/// Valuation after haircut and remaining life.
	pub lending_value: Amount,
	/// The customs or another agency with that right has confirmed the trade record.
	pub trade_record_confirmed: bool,
}

/// Answered by `collateral`.
pub trait Security {
	/// The asset as security for a loan of this enterprise that runs until `until`. Refused by name when the
	/// enterprise does not own it, it cannot secure that term, its valuation is missing or stale, or it is financed.
	fn offer(asset: AssetId, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, DispatchError>;

	/// The institution holds the first-ranking live lien of this enterprise on the asset, not bound to another loan.
	fn ensure_perfected(asset: AssetId, enterprise: &RegistrationNumber, institution: InstitutionId) -> DispatchResult;

	/// Binds the institution's lien to a loan as the money moves, and marks a trade document as financed. Refused when
	/// the document, or a duplicate of it, is financed already.
	fn bind(
		asset: AssetId,
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		loan: LoanId,
	) -> DispatchResult;

	/// What the other chains add to [`Self::ensure_perfected`] or [`Self::bind`] of one asset.
	fn weight_abroad() -> Weight {
		Weight::zero()
	}

	/// The loan is repaid: releases the lien that was bound to it.
	fn discharge(asset: AssetId, loan: LoanId) -> DispatchResult;

	/// The loan is in default: the institution may enforce the lien that was bound to it.
	fn default(asset: AssetId, loan: LoanId) -> DispatchResult;
}

/// Answered by `collateral`.
pub trait FinancedDocuments {
	/// Whether a loan was made here on the document of this exact token.
	fn is_financed(document: H256) -> bool;
}
