//! Which products fit, reckoned from what the chain answers, as a client does it.

use lingnan_runtime::{
	configs::cross_border::{Firms, FirmsRatings},
	Collateral, Financing, Institutions, Products,
};
use lingnan_support::{
	application::RequestSpec,
	loan::OwnRoom,
	matching::{self, Around},
	product::{Applicant, Match, MatchRefusal},
	Enterprises as _, Institutions as _, Paging, Ratings as _, RegistrationNumber,
};

pub fn matches(number: &RegistrationNumber, request: &RequestSpec) -> Result<Vec<Match>, MatchRefusal> {
	let profile = Firms::profile(number).ok_or(MatchRefusal::NotFound)?;
	let rating = FirmsRatings::current(number);
	let headroom = Financing::headroom_of(number);
	let until = matching::end_of(request, headroom.today);
	let mut security = Vec::new();
	for id in request.security.iter() {
		let asset = Collateral::asset_view(*id);
		let offer = asset.and_then(|asset| matching::offer(&asset, number, until).ok());
		security.push(offer.ok_or(MatchRefusal::SecurityUnusable { asset: *id })?);
	}
	let applicant = Applicant { profile: &profile, rating: rating.as_ref(), request, security: &security };
	let products = Products::products(Paging::FIRST).items;
	let own = Financing::own_headroom_of(number, Paging::FIRST).items;
	Ok(matching::judge_all(&products, &applicant, FirmsRatings::has_champion(number), |institution| Around {
		today: headroom.today,
		lender_active: Institutions::is_active(institution),
		headroom: headroom.together_in(request.currency),
		lender_headroom: OwnRoom::of(&own, institution, request.currency),
	}))
}
