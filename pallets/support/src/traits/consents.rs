use crate::{ConsentId, IndicatorId, InstitutionId, Purpose, RegistrationNumber};
use frame_support::dispatch::DispatchResult;
use sp_runtime::DispatchError;

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
