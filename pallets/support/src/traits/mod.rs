//! The seams by which the pallets meet. Each file is named after the pallet that answers; the runtime wires them.

mod agencies;
mod attestations;
mod consents;
mod corridors;
mod enterprises;
mod institutions;
mod limits;
mod products;
mod ratings;
mod seats;
mod security;
mod standstill;
mod stops;

pub use agencies::Agencies;
pub use attestations::{Attestations, IndicatorInfo, LiveAttestation, OnDispute, Reliance, Stated};
pub use consents::Consents;
pub use corridors::{CorridorInbox, Corridors, DocumentsAbroad, OnConsentRevoked, RatingBases, RatingBasis};
pub use enterprises::{Act, EnterpriseProfile, Enterprises};
pub use institutions::Institutions;
pub use limits::Limits;
pub use products::{Applicant, Products};
pub use ratings::{GrantedLoan, Outcomes, RatingSummary, Ratings};
pub use seats::{NoSeat, Seats};
pub use security::{FinancedDocuments, LoanAccounts, ReservedSecurity, Security, SecurityClaim, SecurityTerm};
pub use standstill::Standstill;
pub use stops::StoppedBy;
