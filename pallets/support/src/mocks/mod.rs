//! Stand-ins for neighbour pallets in unit tests: tables per thread, filled by the test and emptied by [`reset`]. Each noun has
//! a file. Accounts are `u64`, as in every pallet's mock runtime.

mod agencies;
mod attestations;
mod clock;
mod consents;
mod documents;
mod enterprises;
mod governance;
mod institutions;
mod loans;
mod outcomes;
mod products;
mod ratings;
mod security;
mod standstill;
mod terms;

pub use agencies::{set_agency, MockAgencies};
pub use attestations::{
	disputes_told, set_attestation, set_disputed, set_evidence, set_indicator, MockAttestations, MockOnDispute,
};
pub use clock::{now, set_now, MockClock, DAY, OPENING, TODAY};
pub use consents::{revocations_told, set_consent, set_revoked, uses_left, MockConsents, MockOnConsentRevoked};
pub use documents::{
	set_declaration, set_document_financed, set_document_holder, set_document_reserved, set_financed_abroad,
	set_held_abroad, set_unclear, told_abroad, MockDocumentsAbroad, MockFinancedDocuments,
};
pub use enterprises::{
	set_enterprise, set_enterprise_profile, set_enterprise_status, set_frozen, set_officer, MockEnterprises,
};
pub use governance::{MockSeats, MockStops};
pub use institutions::{missed_deadlines, set_institution, MockInstitutions};
pub use loans::{
	credited, guaranteed, set_compensated, set_facts, set_owed, set_pending, set_pending_amount, set_proposed,
	MockLoans,
};
pub use outcomes::{defaults_reported, grants_reported, MockOutcomes};
pub use products::{
	add_product, change_product, product, request, set_headroom, set_headroom_at, withdraw_product, MockLimits,
	MockProducts,
};
pub use ratings::{end_rating_basis, rating, set_champion, set_rating, set_rating_basis, MockRatingBases, MockRatings};
pub use security::{asset, set_asset, MockAsset, MockSecurity};
pub use standstill::{stand_still, MockStandstill};
pub use terms::{set_calendar, set_quote, set_settled, MockCalendars, MockReferenceRates};

use core::cell::RefCell;
use std::thread_local;

#[derive(Default)]
struct Tables {
	agencies: agencies::Table,
	attestations: attestations::Table,
	consents: consents::Table,
	documents: documents::Table,
	enterprises: enterprises::Table,
	governance: governance::Table,
	institutions: institutions::Table,
	loans: loans::Table,
	outcomes: outcomes::Table,
	products: products::Table,
	ratings: ratings::Table,
	security: security::Table,
	standstill: standstill::Table,
	terms: terms::Table,
}

thread_local! {
	static TABLES: RefCell<Tables> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Tables) -> R) -> R {
	TABLES.with(|t| f(&mut t.borrow_mut()))
}

/// Empties every table and sets the clock to [`OPENING`]. Call it when a test's externalities are built.
pub fn reset() {
	with(|t| *t = Tables::default());
	set_now(OPENING);
}
