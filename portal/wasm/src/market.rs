//! Which products fit a request.

use crate::refused::Refused;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use lingnan_lending::matching::{self, Known};
use lingnan_types::{
	application::RequestSpec,
	asset::AssetView,
	enterprise::EnterpriseView,
	institution::InstitutionView,
	loan::{HeadroomView, OwnRoom},
	product::{Match, MatchRefusal, ProductView},
	rating::RatingView,
};

/// An account, which no rule reads.
type Account = [u8; 32];

/// What the chain answered of a firm and of those who lend, at one block, and what the firm wants.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Matching {
	pub enterprise: EnterpriseView<Account>,
	pub rating: Option<RatingView>,
	/// A scorecard is in force.
	pub has_champion: bool,
	pub headroom: HeadroomView,
	pub own_headroom: Vec<OwnRoom>,
	pub institutions: Vec<InstitutionView<Account>>,
	pub products: Vec<ProductView>,
	pub request: RequestSpec,
	/// The assets that the request names.
	pub assets: Vec<AssetView>,
}

/// Every product in the published order, or why nothing can be matched.
pub fn match_products(asked: Matching) -> Result<Result<Vec<Match>, MatchRefusal>, Refused> {
	let Matching { enterprise, rating, has_champion, headroom, own_headroom, institutions, products, request, assets } =
		asked;
	if !request.is_valid() {
		return Ok(Err(MatchRefusal::InvalidRequest));
	}
	let until = matching::end_of(&request, headroom.today);
	let mut security = Vec::with_capacity(request.security.len());
	for id in request.security.iter() {
		let asset = assets.iter().find(|asset| asset.id == *id);
		match asset.map(|asset| matching::offer(asset, &enterprise.number, until)) {
			Some(Ok(offer)) => security.push(offer),
			Some(Err(_)) | None => return Ok(Err(MatchRefusal::SecurityUnusable { asset: *id })),
		}
	}
	let known = Known {
		profile: matching::profile_of(&enterprise),
		rating: rating.filter(|rating| rating.current).map(matching::summary),
		has_champion,
		headroom,
		own_headroom,
		products,
		active: institutions.into_iter().filter(|one| !one.suspended).map(|one| one.id).collect(),
	};
	Ok(Ok(known.matches(&request, &security)))
}
