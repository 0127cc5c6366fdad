//! The second part: real firms, a card fitted on one half of them, and how well it ranks the other half.

use super::{
	auc::Area,
	narrator::Narrator,
	network::{self, Indicator, Scorecard},
};
use crate::{
	client::{
		calls::{
			attestations::DefineIndicator,
			credit_scoring::{ActivateChampion, ProposeScorecard, Rate, ValidateScorecard},
			enterprise_registry::{AcceptControl, OfferControl},
			sponsorship::Sponsor,
		},
		questions::{
			attestation, credit,
			enterprise::{self, EnterpriseView},
		},
		Call, Flight, Stage,
	},
	error::{Error, Result},
	keys::{self, Key},
};
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_datasets::import::{Import, Mapping, Report, Rows};
use lingnan_types::{RegistrationNumber, ScorecardId};
use serde_json::json;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
};

/// Calls of one kind in a batch: well under a block's weight.
const BATCH: usize = 100;

/// What the registrar lets the trustee use: a thousand seconds of the chain's work, in the smallest units of the coin.
const TRUSTEES_BUDGET: u128 = 1_000_000_000_000_000;

/// Ratings in a batch: each is weighed as if three scorecards of 64 characteristics were in force.
const RATINGS: usize = 25;

/// What the card achieved on the firms it was not fitted on.
pub struct Measured {
	pub firms: u64,
	pub rated: u64,
	pub area: Area,
	pub fitted: Area,
}

pub async fn play(narrator: &Narrator<'_>, data: &Path) -> Result<Measured> {
	let fit = network::fit()?;
	let csv = data.join(&fit.data.file);
	if !csv.is_file() {
		return Err(Error::input(
			csv.display(),
			"there is no such file: give the folder of the real loans with --data",
		));
	}
	let (card, indicators, mapping) =
		(network::fitted_scorecard()?, network::fitted_indicators()?, network::fitted_mapping()?);

	narrator.heading("Real firms: a scorecard fitted on one half of them");
	define(narrator, &indicators).await?;
	let report = import(narrator, &csv, &mapping, &indicators).await?;
	narrator.line(report.summary().replace('\n', "\n  "));
	if let Some(bad) = report.bad.first() {
		return Err(Error::Incomplete(format!(
			"{} rows of {} were refused, the first: {bad}",
			report.bad.len(),
			csv.display()
		)));
	}

	let outcomes = outcomes(&csv, &mapping, &fit)?;
	let trustee = keys::development("//trustee");
	take_control(narrator, outcomes.iter().map(|o| o.number.clone()).collect(), &trustee).await?;

	let (former, ours) = activate(narrator, &card).await?;
	let rated = rate(narrator, &outcomes, &trustee).await;
	// Whatever happened, the network gets its own card back.
	if let Some(former) = former.filter(|former| *former != ours) {
		narrator.motion(vec![activation(former)]).await?;
		narrator.line(format!("the council restores scorecard {former}"));
	}
	rated?;

	let points = points(narrator, &outcomes, ours).await?;
	let test = outcomes.iter().filter(|o| o.is_test).filter_map(|o| Some((*points.get(&o.number)?, o.defaulted)));
	let area = Area::of(test);
	let fitted = Area { concordant: fit.test.concordant, tied: fit.test.tied, pairs: fit.test.pairs };
	let measured = Measured { firms: outcomes.len() as u64, rated: points.len() as u64, area, fitted };
	report_area(narrator, &measured);
	match area == fitted {
		true => Ok(measured),
		false => Err(Error::Different(format!(
			"on-chain points rank the test half with {area:?}, the fit with {fitted:?}: they must be equal"
		))),
	}
}

fn report_area(narrator: &Narrator<'_>, measured: &Measured) {
	let row = |who: &str, area: Area| {
		vec![
			who.to_string(),
			area.concordant.to_string(),
			area.tied.to_string(),
			area.pairs.to_string(),
			area.decimal(),
		]
	};
	let rows = vec![row("points on the chain", measured.area), row("fit off the chain", measured.fitted)];
	narrator.heading("Area under the ROC curve, test half, against what really happened");
	let heading = ["", "paid above defaulted", "tied", "pairs", "area"];
	narrator.output.say(&narrator.output.table(&heading, rows));
	narrator.line(if measured.area == measured.fitted { "equal, pair for pair" } else { "NOT equal" });
}

/// Defines those of the card's indicators that the chain does not have, by one motion.
async fn define(narrator: &Narrator<'_>, indicators: &[Indicator]) -> Result<()> {
	let known = attestation::indicators(narrator.client).await?;
	let agencies = attestation::agencies(narrator.client).await?;
	let mut acts = Vec::new();
	for indicator in indicators.iter().filter(|i| !known.iter().any(|k| k.name.as_str() == i.name)) {
		let owner = network::agency(&agencies, &agency_name(&indicator.owner)?)?;
		let spec = json!({
			"name": indicator.name, "unit": indicator.unit, "owner": owner, "edges": indicator.edges,
			"direction": indicator.direction, "validityDays": indicator.validity_days, "visibility": indicator.visibility,
			"personal": indicator.personal,
		});
		acts.push(DefineIndicator { indicator: network::spec("sba/indicators.json", spec)? }.into());
	}
	match acts.len() {
		0 => narrator.line("the fitted card's indicators are defined already"),
		count => {
			narrator.motion(acts).await?;
			narrator.line(format!("the council defines the fitted card's {count} indicators by a motion"));
		},
	}
	Ok(())
}

fn agency_name(code: &str) -> Result<String> {
	let found = network::agencies()?.into_iter().find(|a| a.code == code).map(|a| a.name);
	found.ok_or_else(|| Error::input("chain-spec/sba/indicators.json", format!("no agency has the code {code:?}")))
}

async fn import(narrator: &Narrator<'_>, csv: &Path, mapping: &Mapping, indicators: &[Indicator]) -> Result<Report> {
	let owners: BTreeSet<&str> = indicators.iter().map(|i| i.owner.as_str()).collect();
	let import = Import {
		client: narrator.client,
		mapping,
		csv: csv.to_path_buf(),
		state: state_path(),
		registrar: keys::agency("market-regulation"),
		attesters: owners.into_iter().map(keys::agency).collect(),
		names: indicators.iter().map(|one| (one.code.clone(), one.name.clone())).collect(),
		stage: Stage::InBlock,
		output: narrator.output,
	};
	import.run().await
}

/// The data may lie where nothing can be written.
fn state_path() -> PathBuf {
	let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
	let folder = home("XDG_STATE_HOME").or_else(|| home("HOME").map(|h| h.join(".local/state")));
	folder.unwrap_or_else(std::env::temp_dir).join("lingnan/demo.import.json")
}

/// A loan and how it really ended.
struct Loan {
	number: RegistrationNumber,
	is_test: bool,
	defaulted: bool,
}

/// The file's outcomes, by the same numbers that the import registered.
fn outcomes(csv: &Path, mapping: &Mapping, fit: &network::Fit) -> Result<Vec<Loan>> {
	let place = csv.display().to_string();
	let mut rows = Rows::open(csv, mapping, 0)?;
	let mut loans = Vec::new();
	while let Some(row) = rows.next_row() {
		let row = row.map_err(|bad| Error::input(&place, bad))?;
		let cell = |column: &str| {
			rows.cell_of(column).ok_or_else(|| Error::input(&place, format!("there is no column {column:?}")))
		};
		loans.push(Loan {
			is_test: cell(&fit.halves.column)? == fit.halves.test,
			defaulted: cell(&fit.outcome.column)? == fit.outcome.defaulted,
			number: row.number.clone(),
		});
	}
	if loans.len() as u64 != fit.data.rows {
		return Err(Error::input(place, format!("{} rows, where the fit read {}", loans.len(), fit.data.rows)));
	}
	Ok(loans)
}

/// One trustee account takes control of all firms that nobody controls yet.
async fn take_control(narrator: &Narrator<'_>, numbers: Vec<RegistrationNumber>, trustee: &Key) -> Result<()> {
	let account = keys::account(trustee);
	let ask = |number: RegistrationNumber| async move {
		let firm = enterprise::get(narrator.client, &number).await?;
		firm.ok_or_else(|| Error::NotFound(format!("{number} is not on the register")))
	};
	let firms: Vec<EnterpriseView> = stream::iter(numbers).map(ask).buffered(32).try_collect().await?;
	let others: Vec<_> = firms.into_iter().filter(|firm| firm.controller.as_ref() != Some(&account)).collect();
	let offers = others.iter().filter(|firm| firm.control_offered_to.as_ref() != Some(&account));
	let offers = offers.map(|firm| OfferControl { enterprise: firm.number.clone(), to: account.clone() }.into());
	let regulator = keys::agency("market-regulation");
	let what = "control offered";
	Batches { signer: &regulator, calls: offers.collect(), size: BATCH, what }.fly(narrator).await?;
	// Many acceptances at a time, and all ratings after them: more than the allowances of the first few firms.
	let budget = Sponsor { account, budget: TRUSTEES_BUDGET };
	narrator.act(&regulator, budget).await?;
	let accepts = others.iter().map(|firm| AcceptControl { enterprise: firm.number.clone() }.into());
	let what = "control accepted";
	let accepted = Batches { signer: trustee, calls: accepts.collect(), size: BATCH, what }.fly(narrator).await?;
	narrator.line(match accepted {
		0 => String::from("the trustee controls all firms already"),
		firms => format!("a trustee takes control of {firms} firms"),
	});
	Ok(())
}

/// Calls that go in batches.
struct Batches<'a> {
	signer: &'a Key,
	calls: Vec<Call>,
	/// Calls in each.
	size: usize,
	/// What the progress bar says.
	what: &'a str,
}

impl Batches<'_> {
	/// Sends them, many at a time, with a progress bar. Answers how many calls there were.
	async fn fly(&self, narrator: &Narrator<'_>) -> Result<usize> {
		let Self { signer, calls, size, what } = self;
		let (total, bar) = (calls.len(), narrator.output.progress(calls.len() as u64, what));
		let batches: Vec<Vec<Call>> = calls.chunks(*size).map(<[Call]>::to_vec).collect();
		let sizes: Vec<u64> = batches.iter().map(|b| b.len() as u64).collect();
		let flight = Flight::new(narrator.client, signer);
		let sent = flight.send(batches.into_iter().map(Call::all), |i, outcome| {
			bar.advance(sizes.get(i).copied().unwrap_or_default());
			outcome.map(drop)
		});
		sent.await?;
		bar.end();
		Ok(total)
	}
}

fn activation(scorecard: ScorecardId) -> Call {
	ActivateChampion { scorecard }.into()
}

/// Makes the fitted card the champion. Answers the champion before it, and its own number.
async fn activate(narrator: &Narrator<'_>, card: &Scorecard) -> Result<(Option<ScorecardId>, ScorecardId)> {
	let cards = credit::scorecards(narrator.client).await?;
	let former = cards.iter().find(|card| card.champion).map(|card| card.id);
	let id = match cards.iter().find(|known| known.spec.name.as_str() == card.name) {
		Some(known) => known.id,
		None => propose(narrator, card).await?,
	};
	if former != Some(id) {
		narrator.motion(vec![activation(id)]).await?;
	}
	narrator.line(format!("the council makes scorecard {id}, {:?}, the champion by a motion", card.name));
	Ok((former, id))
}

async fn propose(narrator: &Narrator<'_>, card: &Scorecard) -> Result<ScorecardId> {
	let indicators = attestation::indicators(narrator.client).await?;
	let by_code: BTreeMap<String, String> =
		network::fitted_indicators()?.into_iter().map(|i| (i.code, i.name)).collect();
	let mut characteristics = Vec::new();
	for c in &card.characteristics {
		let name = by_code.get(&c.indicator).cloned().unwrap_or_default();
		let id = network::indicator(&indicators, &name)?;
		characteristics
			.push(json!({ "indicator": id, "points": c.points, "missing": c.missing, "reference": c.reference }));
	}
	let spec = json!({
		"name": card.name, "base": card.base, "characteristics": characteristics, "cutOffs": card.cut_offs,
		"defaultProbabilities": card.default_probabilities, "minimumCoverage": card.minimum_coverage,
		"validityDays": card.validity_days,
	});
	let author = keys::agency("financial-regulation");
	let receipt =
		narrator.act(&author, ProposeScorecard { scorecard: network::spec("sba/scorecard.json", spec)? }).await?;
	let id = receipt
		.events
		.iter()
		.filter(|e| e.pallet == "CreditScoring")
		.find_map(|e| ["scorecard", "id"].iter().find_map(|f| ScorecardId::try_from(e.fields[*f].as_u64()?).ok()));
	let id = id.ok_or_else(|| Error::Connection("no event named the proposed scorecard".into()))?;
	narrator.line(format!("the financial regulator proposes the fitted card as scorecard {id}"));
	narrator.act(&keys::agency("tax"), ValidateScorecard { scorecard: id }).await?;
	narrator.line("the tax service validates it");
	Ok(id)
}

async fn rate(narrator: &Narrator<'_>, loans: &[Loan], trustee: &Key) -> Result<()> {
	let calls = loans.iter().map(|loan| Rate { enterprise: loan.number.clone() }.into());
	let what = "firms rated";
	let rated = Batches { signer: trustee, calls: calls.collect(), size: RATINGS, what }.fly(narrator).await?;
	narrator.line(format!("the chain rates {rated} firms with it"));
	Ok(())
}

/// The points that the chain gave each firm by that card.
async fn points(
	narrator: &Narrator<'_>,
	loans: &[Loan],
	card: ScorecardId,
) -> Result<BTreeMap<RegistrationNumber, u16>> {
	let ask = |number: RegistrationNumber| async move {
		let ratings = credit::rating(narrator.client, &number).await?;
		let newest = ratings.champion.into_iter().chain(ratings.history);
		let rating = newest.filter(|rating| rating.scorecard == card).max_by_key(|rating| rating.made_at);
		let missing = || Error::Different(format!("the chain shows no rating of {number} by scorecard {card}"));
		let points = rating.ok_or_else(missing)?.points;
		Ok::<_, Error>((number, points))
	};
	stream::iter(loans.iter().map(|l| l.number.clone()).collect::<Vec<_>>()).map(ask).buffered(32).try_collect().await
}
