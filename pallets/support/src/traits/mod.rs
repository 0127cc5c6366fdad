//! The seams by which the pallets meet. Each file is named after the pallet that answers; the runtime wires them.

mod agencies;
mod attestations;
mod calendars;
mod consents;
mod corridors;
mod enterprises;
mod guarantees;
mod institutions;
mod late_limits;
mod limits;
mod lines;
mod policies;
mod products;
mod ratings;
mod reference_rates;
mod seats;
mod security;
mod standstill;
mod stops;

pub use agencies::Agencies;
pub use attestations::{Attestations, IndicatorInfo, LiveAttestation, OnDispute, Reliance, Stated};
pub use calendars::Calendars;
pub use consents::Consents;
pub use corridors::{CorridorInbox, Corridors, DocumentsAbroad, OnConsentRevoked, RatingBases, RatingBasis};
pub use enterprises::{Act, EnterpriseProfile, Enterprises};
pub use guarantees::Guarantees;
pub use institutions::Institutions;
pub use late_limits::LateLimits;
pub use limits::Limits;
pub use lines::{Drawdown, Lines};
pub use policies::{Decision, Facts, Policies};
pub use products::{Applicant, Products};
pub use ratings::{GrantedLoan, Outcomes, RatingSummary, Ratings};
pub use reference_rates::ReferenceRates;
pub use seats::{NoSeat, Seats};
pub use security::{
	FinancedDocuments, LoanAccounts, LoanFacts, ReservedSecurity, Security, SecurityClaim, SecurityTerm,
};
pub use standstill::Standstill;
pub use stops::StoppedBy;
