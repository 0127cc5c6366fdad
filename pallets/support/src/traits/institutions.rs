use crate::InstitutionId;

/// Answered by `financing`.
pub trait Institutions<AccountId> {
	/// The institution whose key this is, unless it is suspended.
	fn institution_of(who: &AccountId) -> Option<InstitutionId>;
	/// Known and not suspended.
	fn is_active(institution: InstitutionId) -> bool;
	/// An institution's current key.
	fn key_of(institution: InstitutionId) -> Option<AccountId>;
}
