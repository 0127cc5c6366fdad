//! Ratings as people read them: each indicator by its name, and a grade as what it is, the least that was proved.

use crate::{
	client::questions::{attestation, credit},
	commands::Context,
	error::Result,
	output::{percent, table, time_text},
};
use lingnan_types::{
	indicator::IndicatorView,
	rating::{RatingEnd, RatingView, RatingsView, UsedAttestation},
	IndicatorId,
};
use serde_json::Value as Json;
use std::fmt::Display;
use subxt::utils::H256;

/// What a rating is read by.
pub struct Readings {
	indicators: Vec<IndicatorView>,
}

/// A grade that was proved, of whatever.
pub fn at_least(grade: impl Display) -> String {
	format!("at least {grade}")
}

/// How a grade is proved.
pub fn way(number: impl Display) -> String {
	format!("`lingnan rating prove {number} --openings FOLDER --identity FILE`, signed by who controls it")
}

impl Readings {
	/// As of the best block: all of one.
	pub async fn of(c: &Context) -> Result<Self> {
		let block: H256 = c.client.rpc("chain_getBlockHash", Json::Null).await?;
		Ok(Self { indicators: attestation::indicators(c.client.at(block)).await? })
	}

	fn indicator(&self, id: IndicatorId) -> Option<&IndicatorView> {
		self.indicators.iter().find(|indicator| indicator.id == id)
	}

	fn name(&self, id: IndicatorId) -> String {
		self.indicator(id).map_or_else(|| format!("indicator {id}"), |indicator| indicator.name.as_str().into())
	}

	/// Why a rating counts no more.
	fn ended(&self, ended: RatingEnd) -> String {
		match ended {
			RatingEnd::Expired => "its time was over".into(),
			RatingEnd::ScorecardStopped => "its scorecard was stopped".into(),
			RatingEnd::Revoked { indicator } => format!("taken back: {}", self.name(indicator)),
			RatingEnd::Disputed { indicator } => format!("disputed: {}", self.name(indicator)),
			RatingEnd::Superseded { indicator } => format!("a newer attestation: {}", self.name(indicator)),
		}
	}

	/// One rating.
	pub fn rating(&self, rating: &RatingView) -> String {
		let facts = self.facts(rating).into_iter().map(|(name, fact)| vec![name.to_string(), fact]);
		let mut parts = vec![table(&["", ""], facts.collect())];
		let rests_on = rating.used.iter().map(|UsedAttestation { indicator, revision, bin }| {
			let range = bin.map_or_else(|| "sealed".into(), |bin| self.range(*indicator, bin));
			vec![self.name(*indicator), range, revision.to_string()]
		});
		let rows: Vec<_> = rests_on.collect();
		if !rows.is_empty() {
			parts.push(format!("What it rests on\n{}", table(&["indicator", "lies in", "revision"], rows)));
		}
		parts.join("\n\n")
	}

	fn range(&self, id: IndicatorId, bin: u8) -> String {
		self.indicator(id).map_or_else(|| format!("bin {bin}"), |indicator| indicator.range(bin))
	}

	/// A rating without its lists, each fact under its heading.
	fn facts(&self, rating: &RatingView) -> [(&'static str, String); 9] {
		let known = |fact: Option<String>| fact.unwrap_or_else(|| "-".into());
		[
			("scorecard", rating.scorecard.to_string()),
			("grade", at_least(rating.grade)),
			("default probability", percent(rating.default_probability.into())),
			("coverage", percent(rating.coverage.into())),
			("made at", time_text(rating.made_at)),
			("valid until", time_text(rating.valid_until)),
			("current", if rating.current { "yes" } else { "no" }.into()),
			("ended", known(rating.ended.map(|ended| self.ended(ended)))),
			("institution", known(rating.institution.map(|institution| institution.to_string()))),
		]
	}

	/// All ratings of an enterprise.
	pub fn ratings(&self, number: impl Display, ratings: &RatingsView) -> String {
		let mut parts = vec![match &ratings.champion {
			None => format!("{number} never proved a grade by a scorecard in force: it does with {}", way(&number)),
			Some(champion) => self.rating(champion),
		}];
		// The one that is shown in full is no history.
		if let (Some(first), true) = (ratings.history.first(), ratings.history.len() > 1) {
			let columns = self.facts(first).map(|(name, _)| name);
			let rows = ratings.history.iter().map(|rating| self.facts(rating).map(|(_, fact)| fact).to_vec());
			parts.push(format!("The last ratings\n{}", table(&columns, rows.collect())));
		}
		parts.join("\n\n")
	}
}

/// What stands against proving a grade now, whatever the figures are; nothing if nothing does.
pub async fn obstacle(c: &Context, number: &lingnan_types::RegistrationNumber) -> Result<Option<String>> {
	Ok(match credit::proof_basis(&c.client, number).await? {
		None => Some(NO_CHAMPION.into()),
		Some(basis) if basis.coverage < basis.minimum_coverage => Some(format!(
			"attestations that count cover {} of the scorecard in force, and {} are needed: ask the agencies to attest (`lingnan \
			 show attestations` shows which counts).",
			percent(basis.coverage.into()),
			percent(basis.minimum_coverage.into())
		)),
		Some(_) => None,
	})
}

/// What to do where nobody can be rated.
pub const NO_CHAMPION: &str = "no scorecard is in force, so nobody is rated: the council of the agencies must activate one \
                               (`lingnan show scorecards`, then `lingnan govern propose CreditScoring.activate_champion`).";

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{
		indicator::{Class, Direction},
		AgencyId, Grade, ScorecardId,
	};

	/// Court cases, which a register publishes.
	fn readings() -> Readings {
		let court = IndicatorView {
			id: IndicatorId(16),
			name: "Court enforcement cases".parse().unwrap(),
			unit: "cases".parse().unwrap(),
			owner: AgencyId(1),
			edges: vec![1, 3],
			direction: Direction::None,
			validity_days: 366,
			class: Class::Register,
			retired: false,
		};
		Readings { indicators: vec![court] }
	}

	#[test]
	fn a_rating_shows_the_least_grade_names_and_ranges_and_why_it_ended() {
		let used = |indicator, revision, bin| UsedAttestation { indicator, revision, bin };
		let rating = RatingView {
			scorecard: ScorecardId(2),
			grade: Grade::Bb,
			default_probability: 200,
			coverage: 9_600,
			made_at: 0,
			valid_until: 86_400,
			current: false,
			ended: Some(RatingEnd::Superseded { indicator: IndicatorId(16) }),
			institution: None,
			used: vec![used(IndicatorId(16), 3, Some(2)), used(IndicatorId(4), 1, None)],
		};
		let history = vec![rating.clone(), RatingView { grade: Grade::A, ..rating.clone() }];
		let text = readings().ratings("CN:1", &RatingsView { champion: Some(rating), history });
		for part in [
			"at least BB",
			"at least A",
			"a newer attestation: Court enforcement cases",
			"What it rests on",
			"3 cases or more",
			"sealed",
			"The last ratings",
			"default probability",
			"1970-01-02 08:00",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		assert!(!text.contains("points"), "the chain knows none: {text}");
		let never = readings().ratings("CN:1", &RatingsView::default());
		assert!(never.contains("`lingnan rating prove CN:1 "), "{never}");
	}
}
