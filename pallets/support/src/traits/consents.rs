use crate::{ConsentId, IndicatorId, InstitutionId, RegistrationNumber};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::dispatch::DispatchResult;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchError;

/// What an institution may use a consent for.
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
pub enum Purpose {
	/// Deciding on an application.
	Assessment,
	/// Watching a borrower while a loan lives.
	Monitoring,
	/// Verification on the other side of a border.
	CrossBorderVerification,
}

/// Answered by `consents`.
pub trait Consents {
	/// Burns one use of a consent that the enterprise gave this institution for this purpose, is in force now and
	/// covers every named indicator, and leaves a receipt. Among several the one that ends first is burned.
	fn use_consent(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> Result<ConsentId, DispatchError>;

	/// Whether [`Self::use_consent`] would succeed; changes nothing.
	fn may_use(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> DispatchResult;

	/// Whether the enterprise took a consent back. What was done under it before is to end where it can.
	fn is_revoked(consent: ConsentId) -> bool;
}
