use crate::InstitutionId;

/// Answered by `institutions`.
pub trait Institutions<AccountId> {
	/// The institution whose key this is, unless it is suspended.
	fn institution_of(who: &AccountId) -> Option<InstitutionId>;
	/// Known and not suspended.
	fn is_active(institution: InstitutionId) -> bool;
	/// An institution's current key.
	fn key_of(institution: InstitutionId) -> Option<AccountId>;
	/// Counts one more application that it did not decide in time, and answers how many there are.
	fn count_missed_deadline(institution: InstitutionId) -> u32;
}
