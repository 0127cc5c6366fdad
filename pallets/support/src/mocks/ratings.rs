//! Ratings, and what a passport is made from.

use super::{with, OPENING};
use crate::*;
use frame_support::weights::Weight;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	current: BTreeMap<RegistrationNumber, RatingSummary>,
	no_champion: bool,
	ended_bases: BTreeSet<(RegistrationNumber, Timestamp)>,
	bases: BTreeMap<RegistrationNumber, RatingBasis>,
}

/// What a passport is made from, or that there is nothing any more.
pub fn set_rating_basis(enterprise: &RegistrationNumber, basis: Option<RatingBasis>) {
	with(|t| match basis {
		Some(b) => t.ratings.bases.insert(enterprise.clone(), b),
		None => t.ratings.bases.remove(enterprise),
	});
}

/// By scorecard 5, now and for ever.
pub fn rating(grade: Grade) -> RatingSummary {
	RatingSummary {
		scorecard: ScorecardId(5),
		grade,
		default_probability: 100,
		coverage: 8_000,
		made_at: OPENING,
		valid_until: Timestamp::MAX,
		institution: None,
		indicators: vec![IndicatorId(1), IndicatorId(2)],
	}
}

pub fn set_rating(enterprise: &RegistrationNumber, rating: Option<RatingSummary>) {
	with(|t| match rating {
		Some(r) => t.ratings.current.insert(enterprise.clone(), r),
		None => t.ratings.current.remove(enterprise),
	});
}

/// Whether a scorecard is in force. At first there is one.
pub fn set_champion(in_force: bool) {
	with(|t| t.ratings.no_champion = !in_force);
}

/// What the rating made then rests on has ended.
pub fn end_rating_basis(enterprise: &RegistrationNumber, made_at: Timestamp) {
	with(|t| t.ratings.ended_bases.insert((enterprise.clone(), made_at)));
}

pub struct MockRatings;

impl Ratings for MockRatings {
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		with(|t| t.ratings.current.get(enterprise).cloned())
	}
	fn has_champion(_: &RegistrationNumber) -> bool {
		with(|t| !t.ratings.no_champion)
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

pub struct MockRatingBases;

impl RatingBases for MockRatingBases {
	fn current_basis(enterprise: &RegistrationNumber) -> Option<RatingBasis> {
		with(|t| t.ratings.bases.get(enterprise).cloned())
	}
	fn stands(enterprise: &RegistrationNumber, _: ScorecardId, made_at: Timestamp) -> bool {
		with(|t| !t.ratings.ended_bases.contains(&(enterprise.clone(), made_at)))
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}
