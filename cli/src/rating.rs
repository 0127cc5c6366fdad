//! Ratings as people read them: each indicator by its name, and what a change of it would gain.

use crate::{
	client::questions::{attestation, credit},
	commands::{show::ensure_registered, Context},
	error::{Error, Result},
	output::{percent, table, time_text},
};
use lingnan_sealing::reasons::{self, Line};
use lingnan_types::{
	attestation::{AttestationView, Value},
	error_code::NOT_EXPLAINED,
	indicator::IndicatorView,
	rating::{ExplainRefusal, Explanation, RatingEnd, RatingView, RatingsView, Reason, UsedAttestation},
	scorecard::{CharacteristicSpec, ScorecardView},
	IndicatorId, RegistrationNumber, ScorecardId,
};
use serde_json::Value as Json;
use std::{collections::BTreeMap, fmt::Display};
use subxt::utils::H256;

/// What a rating is read by.
pub struct Readings {
	indicators: Vec<IndicatorView>,
	cards: Vec<ScorecardView>,
	/// What counts of the enterprise now, where it stands open: value and bin by indicator.
	stated: BTreeMap<IndicatorId, (i64, u8)>,
}

impl Readings {
	/// As of the best block: all of one.
	pub async fn of(c: &Context, number: &RegistrationNumber) -> Result<Self> {
		let block: H256 = c.client.rpc("chain_getBlockHash", Json::Null).await?;
		let at = c.client.at(block);
		Ok(Self {
			indicators: attestation::indicators(at).await?,
			cards: credit::scorecards(at).await?,
			stated: attestation::list(at, number).await?.iter().filter_map(stated).collect(),
		})
	}

	fn indicator(&self, id: IndicatorId) -> Option<&IndicatorView> {
		self.indicators.iter().find(|indicator| indicator.id == id)
	}

	fn name(&self, id: IndicatorId) -> String {
		self.indicator(id).map_or_else(|| format!("indicator {id}"), |indicator| indicator.name.as_str().into())
	}

	fn card(&self, id: ScorecardId) -> Option<&ScorecardView> {
		self.cards.iter().find(|card| card.id == id)
	}

	/// An indicator of a scorecard with this bin. `None`: the card has no such.
	fn line(&self, card: &ScorecardView, id: IndicatorId, bin: Option<u8>) -> Option<Line> {
		let spec: &CharacteristicSpec = card.spec.characteristics.iter().find(|part| part.indicator == id)?;
		// Another attestation may have come since.
		let value = self.stated.get(&id).filter(|(_, stated)| Some(*stated) == bin).map(|(value, _)| *value);
		Some(Line { indicator: self.indicator(id)?.clone(), spec: spec.clone(), bin, value })
	}

	/// What cost a rating most points; nothing where nothing did.
	fn reasons(&self, rating: &RatingView) -> Option<String> {
		let card = self.card(rating.scorecard);
		reasons::told(rating.reasons.iter().map(|Reason { indicator, shortfall }| {
			let bin = rating.used.iter().find(|used| used.indicator == *indicator).and_then(|used| used.bin);
			let line = card.and_then(|card| self.line(card, *indicator, bin));
			line.as_ref()
				.and_then(Line::remedy)
				.map(|step| step.text())
				.unwrap_or_else(|| format!("{}: {shortfall} points fewer than a sound firm has", self.name(*indicator)))
		}))
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
		parts.extend(self.reasons(rating));
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
	fn facts(&self, rating: &RatingView) -> [(&'static str, String); 11] {
		let known = |fact: Option<String>| fact.unwrap_or_else(|| "-".into());
		[
			("scorecard", rating.scorecard.to_string()),
			("form", rating.form.to_string()),
			("grade", rating.grade.to_string()),
			("points", format!("{} points", rating.points)),
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
			None => {
				format!("{number} was never rated by a scorecard in force: `lingnan rating rate {number}` asks for it")
			},
			Some(champion) => self.rating(champion),
		}];
		// The one that is shown in full is no history.
		let history = if ratings.history.len() > 1 { ratings.history.as_slice() } else { &[] };
		for (list, heading) in
			[(ratings.challengers.as_slice(), "By scorecards on trial"), (history, "The last ratings")]
		{
			let facts: Vec<_> = list.iter().map(|rating| self.facts(rating)).collect();
			if let Some(first) = facts.first() {
				let columns = first.each_ref().map(|(name, _)| *name);
				let rows = facts.iter().map(|facts| facts.iter().map(|(_, fact)| fact.clone()).collect());
				parts.push(format!("{heading}\n{}", table(&columns, rows.collect())));
			}
		}
		parts.join("\n\n")
	}

	/// Why a rating is what it is.
	pub fn explanation(&self, number: impl Display, explained: &Explanation) -> String {
		let Explanation { scorecard, base, points, grade, default_probability, coverage, characteristics, .. } =
			explained;
		let card = self.card(*scorecard);
		let name = card.map(|card| card.spec.name.as_str()).unwrap_or_default();
		let mut parts = vec![format!(
			"{number}: {points} points, grade {grade}, default expected with {}\nby scorecard {scorecard} ({name}), of which \
			 attestations that count cover {}. It begins with {base} points.",
			percent((*default_probability).into()),
			percent((*coverage).into()),
		)];
		let rows = characteristics.iter().map(|one| {
			let value = match (one.value, self.indicator(one.indicator)) {
				(Some(value), Some(indicator)) => format!("{}{}", indicator.figure(value), indicator.after()),
				(Some(value), None) => value.to_string(),
				(None, _) => "no attestation counts".into(),
			};
			let in_points = [i64::from(one.points), one.reference.into(), one.shortfall.into()];
			let in_points = in_points.map(|points| format!("{points} points"));
			[vec![self.name(one.indicator), value], in_points.to_vec()].concat()
		});
		parts.push(table(&["indicator", "value", "points", "sound firm", "shortfall"], rows.collect()));
		if let Some(card) = card {
			let lines = characteristics
				.iter()
				.filter_map(|one| Some(Line { value: one.value, ..self.line(card, one.indicator, one.bin)? }));
			let lines: Vec<Line> = lines.collect();
			let explained = reasons::explain(&lines, card.spec.base.into(), &card.spec.cut_offs);
			parts.extend(explained.reasons_text());
			parts.extend(explained.lift.map(|lift| lift.text()));
		}
		parts.join("\n\n")
	}
}

/// Value and bin of an attestation that stands open and counts, by its indicator.
fn stated(attestation: &AttestationView) -> Option<(IndicatorId, (i64, u8))> {
	match attestation {
		AttestationView { counts: true, value: Value::Open(value), bin: Some(bin), indicator, .. } => {
			Some((*indicator, (*value, *bin)))
		},
		_ => None,
	}
}

/// Why a rating cannot be explained, or cannot be made, and what to do. `None`: the error is another.
pub fn obstacle(error: &Error) -> Option<String> {
	Some(match error.because(NOT_EXPLAINED)? {
		ExplainRefusal::NoChampion => NO_CHAMPION.into(),
		ExplainRefusal::NotFound => "no such enterprise is on the register of this chain".into(),
		ExplainRefusal::Sealed => {
			"some of the attestations are sealed, and the chain does not know what is in them. The enterprise can add up for \
			 itself (`lingnan rating explain` with --openings and --identity) and prove a grade (`lingnan rating prove`)."
				.into()
		},
		ExplainRefusal::CoverageTooLow { coverage, minimum } => format!(
			"attestations that count cover {} of the scorecard in force, and {} are needed: ask the agencies to attest \
			 (`lingnan show attestations` shows which counts).",
			percent(coverage.into()),
			percent(minimum.into())
		),
	})
}

/// What to do where nobody can be rated.
pub const NO_CHAMPION: &str = "no scorecard is in force, so nobody is rated: the council of the agencies must activate one \
                               (`lingnan show scorecards`, then `lingnan govern propose CreditScoring.activate_champion`).";

/// Asks why a rating is what it is. A refusal says what to do.
pub async fn explain(c: &Context, number: &RegistrationNumber) -> Result<Explanation> {
	match credit::explain(&c.client, number).await {
		Ok(answer) => Ok(answer),
		Err(error) => {
			let Some(message) = obstacle(&error) else { return Err(error) };
			ensure_registered(c, number).await?;
			Err(Error::Rpc { method: "credit_explain".into(), code: NOT_EXPLAINED, message, data: None })
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	use lingnan_types::{
		indicator::{Direction, Visibility},
		rating::Form,
		AgencyId, Grade,
	};
	use serde_json::{from_value, json};

	/// Court cases (fewer are better), taxes, a certificate and exports.
	fn readings() -> Readings {
		let indicator = |id: IndicatorId, name: &str, unit: &str, edges: &[i64]| IndicatorView {
			id,
			name: name.parse().unwrap(),
			unit: unit.parse().unwrap(),
			owner: AgencyId(1),
			edges: edges.to_vec(),
			direction: Direction::None,
			validity_days: 366,
			visibility: Visibility::Open,
			personal: false,
			retired: false,
		};
		let outcome = json!({
			"scope": "Whole", "loans": 0, "exact": 0, "borrowers": 0, "defaulted": 0, "expected": 0, "judged": false,
			"warned": false, "tooStrict": false,
		});
		// As the node tells it.
		let card = json!({
			"id": 2, "status": "Active", "champion": true, "challenger": false, "name": "expert card", "base": 612,
			"characteristics": [
				{ "indicator": 16, "points": [14, 0, -20], "missing": -20, "reference": 14 },
				{ "indicator": 4, "points": [0, 4, 10, 18], "missing": 0, "reference": 10 },
				{ "indicator": 23, "points": [0, 9], "missing": 0, "reference": 9 },
				{ "indicator": 9, "points": [0, 5, 12], "missing": 0, "reference": 5 },
			],
			"cutOffs": [700, 680, 660, 630, 610, 590, 570, 550, 0], "defaultProbabilities": [0, 0, 0, 0, 0, 0, 0, 0, 0],
			"minimumCoverage": 0, "validityDays": 366, "outcomes": [], "whole": outcome, "institutions": 0,
		});
		Readings {
			indicators: vec![
				indicator(IndicatorId(16), "Court enforcement cases", "cases", &[1, 3]),
				indicator(IndicatorId(4), "Taxes paid in 12 months", "CNY", &[10_000, 50_000, 200_000]),
				indicator(IndicatorId(23), "High-technology certificate", "yes or no", &[1]),
				indicator(IndicatorId(9), "Exports declared", "USD", &[1, 100_000]),
			],
			cards: vec![from_value(card).unwrap()],
			stated: BTreeMap::from([
				(IndicatorId(16), (1, 1)),
				(IndicatorId(4), (12_500, 1)),
				(IndicatorId(23), (0, 0)),
			]),
		}
	}

	fn explained() -> Explanation {
		let one = |indicator: u64, value: Option<i64>, bin: Option<u8>, points: i64, reference: i64| {
			json!({
				"indicator": indicator, "value": value, "bin": bin, "points": points, "reference": reference,
				"shortfall": reference - points,
			})
		};
		let told = json!({
			"scorecard": 2, "base": 612, "points": 616, "grade": "BB", "defaultProbability": 200, "coverage": 9_600,
			"characteristics": [
				one(16, Some(1), Some(1), 0, 14), one(4, Some(12_500), Some(1), 4, 10), one(23, Some(0), Some(0), 0, 9),
				one(9, None, None, 0, 5),
			],
			"reasons": [
				{ "indicator": 16, "shortfall": 14 }, { "indicator": 23, "shortfall": 9 }, { "indicator": 4, "shortfall": 6 },
				{ "indicator": 9, "shortfall": 5 },
			],
			"lift": null,
		});
		from_value(told).unwrap()
	}

	#[test]
	fn a_shortfall_names_its_indicator_and_what_would_gain_it() {
		let text = readings().explanation("CN:1", &explained());
		for line in [
			"Court enforcement cases: 1 to 0 cases gains 14 points",
			"High-technology certificate: no to yes gains 9 points",
			"Taxes paid in 12 months: 12,500 to 50,000 CNY gains 6 points",
			"Exports declared: no attestation counts; one of 1 to below 100,000 USD gains 5 points",
			"The smallest step to grade BBB: Court enforcement cases: 1 to 0 cases; then 630 points",
			"CN:1: 616 points, grade BB, default expected with 2.00 %",
			"by scorecard 2 (expert card), of which attestations that count cover 96.00 %. It begins with 612 points.",
		] {
			assert!(text.contains(line), "{line} in\n{text}");
		}
		assert!(!text.contains("indicator 16") && !text.contains("bin"), "{text}");
	}

	#[test]
	fn an_explanation_fits_a_hundred_columns() {
		let text = readings().explanation("CN:91440300708461136T", &explained());
		let table = text.lines().filter(|line| line.contains('─') || line.starts_with(' '));
		assert!(table.clone().count() > 6 && table.clone().all(|line| line.chars().count() <= 100), "{text}");
	}

	#[test]
	fn a_rating_shows_names_and_ranges_and_why_it_ended() {
		let used = |indicator, revision, bin| UsedAttestation { indicator, revision, bin };
		let rating = RatingView {
			scorecard: ScorecardId(2),
			form: Form::Open,
			points: 616,
			grade: Grade::Bb,
			default_probability: 200,
			coverage: 9_600,
			reasons: vec![
				Reason { indicator: IndicatorId(16), shortfall: 14 },
				Reason { indicator: IndicatorId(77), shortfall: 3 },
			],
			made_at: 0,
			valid_until: 86_400,
			current: false,
			ended: Some(RatingEnd::Superseded { indicator: IndicatorId(16) }),
			institution: None,
			used: vec![used(IndicatorId(16), 3, Some(2)), used(IndicatorId(4), 1, None)],
		};
		let history = vec![rating.clone(), rating.clone()];
		let ratings = RatingsView { champion: Some(rating), challengers: vec![], history };
		let text = readings().ratings("CN:1", &ratings);
		for part in [
			// The attestation that counts now lies in another bin than the one that was used.
			"Court enforcement cases: 0 cases instead of 3 cases or more gains 34 points",
			"indicator 77: 3 points fewer than a sound firm has",
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
		assert!(readings().ratings("CN:1", &RatingsView::default()).contains("`lingnan rating rate CN:1`"));
	}

	#[test]
	fn what_stands_against_an_explanation_is_said_with_the_way_out() {
		let refused = |data: &str| {
			let (method, message) = ("credit_explain".into(), "no".into());
			obstacle(&Error::Rpc { method, code: NOT_EXPLAINED, message, data: Some(data.into()) }).unwrap_or_default()
		};
		assert!(refused("NoChampion").contains("activate_champion"));
		assert!(refused("Sealed").contains("lingnan rating prove"));
		assert!(refused("NotFound").contains("on the register"));
		let low = refused(r#"{"CoverageTooLow":{"coverage":2187,"minimum":6000}}"#);
		assert!(low.contains("21.87 %") && low.contains("60.00 %") && low.contains("attest"), "{low}");
		assert_eq!(obstacle(&Error::NotFound("x".into())), None);
	}
}
