//! Which products fit a request. The request stays here: what it is judged by is read at one block, by questions that do not hold it.

use super::{collateral, credit, cross_border, enterprise, financing};
use crate::{Client, Result};
use lingnan_lending::matching;
use lingnan_types::{
	application::RequestSpec,
	enterprise::EnterpriseProfile,
	passport::{PassportStanding, VisitorView},
	product::{Match, MatchRefusal},
	rating::RatingSummary,
	Currency, EnterpriseStatus, RegistrationNumber,
};
use serde_json::Value;
use subxt::utils::{AccountId32, H256};

pub use matching::Known;

/// The open products against a request, in the published order; or why nothing can be matched.
pub async fn matches(
	client: &Client,
	number: &RegistrationNumber,
	request: &RequestSpec,
) -> Result<Result<Vec<Match>, MatchRefusal>> {
	if !request.is_valid() {
		return Ok(Err(MatchRefusal::InvalidRequest));
	}
	let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
	let at = client.at(block);
	let (profile, rating, has_champion) = match enterprise::get(at, number).await? {
		Some(record) => {
			let rating = credit::rating(at, number).await?.champion.filter(|rating| rating.current);
			let scorecards = credit::scorecards(at).await?;
			(profile_of(&record), rating.map(summary), scorecards.iter().any(|card| card.champion))
		},
		None => match cross_border::passport(at, number).await?.held {
			// The scorecard of a visitor is elsewhere.
			Some(visitor) => (profile_of_visitor(&visitor), rating_of_visitor(&visitor), true),
			None => return Ok(Err(MatchRefusal::NotFound)),
		},
	};
	let headroom = financing::headroom(at, number).await?;
	let until = matching::end_of(request, headroom.today);
	let mut security = Vec::with_capacity(request.security.len());
	for id in request.security.iter() {
		let asset = collateral::status(at, *id).await?;
		match asset.map(|asset| matching::offer(&asset, number, until)) {
			Some(Ok(offer)) => security.push(offer),
			Some(Err(_)) | None => return Ok(Err(MatchRefusal::SecurityUnusable { asset: *id })),
		}
	}
	let institutions = financing::institutions(at).await?;
	let active = institutions.into_iter().filter(|one| !one.suspended).map(|one| one.id).collect();
	let products = financing::products(at).await?;
	let own_headroom = financing::own_headroom(at, number).await?;
	let known = Known { profile, rating, has_champion, headroom, own_headroom, products, active };
	Ok(Ok(known.matches(request, &security)))
}

pub(super) use matching::{profile_of, summary};

/// Of a firm of another place: active as long as its passport counts.
pub(super) fn profile_of_visitor(visitor: &VisitorView<AccountId32>) -> EnterpriseProfile {
	let counts = visitor.standing == PassportStanding::Counts;
	EnterpriseProfile {
		status: if counts { EnterpriseStatus::Active } else { EnterpriseStatus::Abnormal },
		jurisdiction: visitor.enterprise.jurisdiction(),
		industry: visitor.industry.clone(),
		division: visitor.division,
		founded: visitor.founded,
		// It does not cross.
		registered_capital: 0,
		capital_currency: Currency::Cny,
	}
}

pub(super) fn rating_of_visitor(visitor: &VisitorView<AccountId32>) -> Option<RatingSummary> {
	let rating = visitor.rating.as_ref().filter(|_| visitor.standing == PassportStanding::Counts)?;
	Some(RatingSummary {
		scorecard: rating.scorecard,
		grade: rating.grade,
		default_probability: visitor.default_probability?,
		coverage: rating.coverage,
		made_at: rating.rated_at,
		valid_until: rating.valid_until,
		institution: None,
		indicators: vec![],
	})
}
