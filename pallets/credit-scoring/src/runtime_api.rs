use crate::types::{ProofBasis, RatingsView, ScorecardView};
use lingnan_support::{Page, Paging, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What can be asked about ratings and scorecards.
	#[api_version(3)]
	pub trait CreditScoringApi {
		/// The rating by a champion that counts now, or the newest; and the last eight.
		fn ratings(enterprise: RegistrationNumber) -> RatingsView;
		/// What a grade proof of an enterprise is made from now; nothing without a scorecard in force.
		fn proof_basis(enterprise: RegistrationNumber) -> Option<ProofBasis>;
		/// The scorecards, by number, with what became of their loans.
		fn scorecards(page: Paging) -> Page<ScorecardView>;
	}
}
