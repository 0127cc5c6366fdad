use crate::{AgencyId, AgencyRight};

/// Answered by `attestations`.
pub trait Agencies<AccountId> {
	/// The agency whose key this is, unless it is suspended.
	fn agency_of(who: &AccountId) -> Option<AgencyId>;
	/// Whether an agency that is not suspended holds a right.
	fn has_right(agency: AgencyId, right: AgencyRight) -> bool;
	/// An agency's current key.
	fn key_of(agency: AgencyId) -> Option<AccountId>;

	/// The agency whose key this is, if it holds the right.
	fn with_right(who: &AccountId, right: AgencyRight) -> Option<AgencyId> {
		Self::agency_of(who).filter(|agency| Self::has_right(*agency, right))
	}
}
