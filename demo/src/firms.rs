//! The second part: real firms, a card fitted on one half of them, and how well it ranks the other half. Their figures are
//! sealed like all figures, so they are rated where the openings are, by the code with which a firm adds up for itself; some of
//! them prove to the chain what came out.

use super::{
	auc::Area,
	figures::{self, Backstage, Holder},
	narrator::Narrator,
	network::{self, Indicator, Scorecard},
};
use crate::{
	client::{
		calls::{
			attestations::DefineIndicator,
			credit_scoring::{ActivateChampion, ProposeScorecard, ValidateScorecard},
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
use lingnan_datasets::import::{Import, Mapping, Report, Rows, Sealing};
use lingnan_sealing::{
	indicators::Indicators,
	openings::{Opened, Sealed},
	reasons::{explain, Line},
	records::Records,
	secret::{records_beside, SealingSecret},
};
use lingnan_types::{
	attestation::AttestationView, indicator::IndicatorView, scorecard::ScorecardView, AgencyId, Grade,
	RegistrationNumber, ScorecardId,
};
use serde_json::json;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Calls of one kind in a batch: well under a block's weight.
const BATCH: usize = 100;

/// What the registrar lets the trustee use: ten seconds of the chain's work, in the smallest units of the coin.
const TRUSTEES_BUDGET: u128 = 10_000_000_000_000;

/// Firms that prove their grades on the chain.
const SAMPLE: usize = 24;

/// What the secret is called with which an import seals, for all its agencies.
const IMPORTED: &str = "imported";

/// Proofs in a batch.
const PROOFS: usize = 6;

/// What the card achieved on the firms it was not fitted on.
pub struct Measured {
	pub firms: u64,
	pub rated: u64,
	/// Firms whose grade the chain verified.
	pub proved: u64,
	pub area: Area,
	pub fitted: Area,
}

pub async fn play(narrator: &Narrator<'_>, backstage: Backstage<'_>, data: &Path) -> Result<Measured> {
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
	let report = import(narrator, backstage, &csv, &mapping, &indicators).await?;
	narrator.line(report.summary().replace('\n', "\n  "));
	if let Some(bad) = report.bad.first() {
		return Err(Error::Incomplete(format!(
			"{} rows of {} were refused, the first: {bad}",
			report.bad.len(),
			csv.display()
		)));
	}

	let outcomes = outcomes(&csv, &mapping, &fit)?;
	let ours = propose_once(narrator, &card).await?;
	let archive = Archive::read(narrator, backstage, ours).await?;
	let rated = archive.rate(narrator, &outcomes).await?;
	let proved = prove_some(narrator, backstage, &archive, &rated).await?;

	let points = |loan: &Loan| rated.get(&loan.number).map(|rated| rated.points);
	let test = outcomes.iter().filter(|o| o.is_test).filter_map(|o| Some((points(o)?, o.defaulted)));
	let area = Area::of(test);
	let fitted = Area { concordant: fit.test.concordant, tied: fit.test.tied, pairs: fit.test.pairs };
	let measured = Measured { firms: outcomes.len() as u64, rated: rated.len() as u64, proved, area, fitted };
	report_area(narrator, &measured);
	match area == fitted {
		true => Ok(measured),
		false => Err(Error::Different(format!(
			"points from openings rank the test half with {area:?}, the fit with {fitted:?}: they must be equal"
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
	let rows = vec![row("points from the openings", measured.area), row("the fit", measured.fitted)];
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
			"direction": indicator.direction, "validityDays": indicator.validity_days, "class": indicator.class,
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

async fn import(
	narrator: &Narrator<'_>,
	backstage: Backstage<'_>,
	csv: &Path,
	mapping: &Mapping,
	indicators: &[Indicator],
) -> Result<Report> {
	let secret = figures::secret_file(backstage, IMPORTED)?;
	let owners: BTreeSet<&str> = indicators.iter().map(|i| i.owner.as_str()).collect();
	let import = Import {
		client: narrator.client,
		mapping,
		csv: csv.to_path_buf(),
		layout: Default::default(),
		state: state_path(),
		registrar: keys::agency("market-regulation"),
		attesters: owners.into_iter().map(keys::agency).collect(),
		names: indicators.iter().map(|one| (one.code.clone(), one.name.clone())).collect(),
		sealing: Some(Sealing { secret: SealingSecret::read(&secret)?.blindings(), records: records_beside(&secret) }),
		correct: false,
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

/// One trustee account takes control of these firms, where nobody controls them yet.
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
	// Many acceptances at a time, and all proofs after them: more than the allowances of the first few firms.
	let budget = Sponsor { account, budget: TRUSTEES_BUDGET };
	narrator.act(&regulator, budget).await?;
	let accepts = others.iter().map(|firm| AcceptControl { enterprise: firm.number.clone() }.into());
	let what = "control accepted";
	Batches { signer: trustee, calls: accepts.collect(), size: BATCH, what }.fly(narrator).await?;
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

/// The number of the fitted card, which is proposed if the chain does not have it.
async fn propose_once(narrator: &Narrator<'_>, card: &Scorecard) -> Result<ScorecardId> {
	let cards = credit::scorecards(narrator.client).await?;
	match cards.iter().find(|known| known.spec.name.as_str() == card.name) {
		Some(known) => Ok(known.id),
		None => propose(narrator, card).await,
	}
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
	let report = network::fits_hash();
	let valid_until = lingnan_types::date_of(narrator.client.now().await?) + 365;
	narrator.act(&keys::agency("tax"), ValidateScorecard { scorecard: id, report, valid_until }).await?;
	narrator.line("the tax service validates it by the figures of its fit, for a year");
	Ok(id)
}

/// What is kept of the figures that were sealed, and the card by which firms are rated.
struct Archive {
	card: ScorecardView,
	indicators: Indicators,
	secret: SealingSecret,
	records: Records,
}

/// What a firm adds up for itself.
struct Rated {
	points: u16,
	grade: Grade,
	/// What opens its attestations, by agency.
	opened: BTreeMap<AgencyId, Vec<Opened>>,
}

impl Archive {
	async fn read(narrator: &Narrator<'_>, backstage: Backstage<'_>, card: ScorecardId) -> Result<Self> {
		let indicators = Indicators::read(narrator.client).await?;
		let cards = credit::scorecards(narrator.client).await?;
		let card = cards.into_iter().find(|one| one.id == card);
		let card = card.ok_or_else(|| Error::NotFound("the fitted card is not on the chain".into()))?;
		let file = figures::secret_file(backstage, IMPORTED)?;
		let (secret, records) = (SealingSecret::read(&file)?, Records::read(&records_beside(&file))?);
		Ok(Self { card, indicators, secret, records })
	}

	/// Opens the attestations of all firms, compares each opening with the commitments on the chain, and adds up.
	async fn rate(&self, narrator: &Narrator<'_>, loans: &[Loan]) -> Result<BTreeMap<RegistrationNumber, Rated>> {
		let bar = narrator.output.progress(loans.len() as u64, "firms rated from their openings");
		let (bar, genesis) = (&bar, narrator.client.genesis_hash());
		let ask = |number: RegistrationNumber| async move {
			let attestations = attestation::list(narrator.client, &number).await?;
			let rated = self.rate_one(genesis, &number, &attestations)?;
			bar.advance(1);
			Ok::<_, Error>((number, rated))
		};
		let numbers: Vec<_> = loans.iter().map(|loan| loan.number.clone()).collect();
		let rated: BTreeMap<_, _> = stream::iter(numbers).map(ask).buffered(32).try_collect().await?;
		bar.end();
		narrator.line(format!(
			"{} firms are rated from their openings, each of which opens the commitments on the chain",
			rated.len()
		));
		Ok(rated)
	}

	fn rate_one(&self, genesis: H256, number: &RegistrationNumber, stated: &[AttestationView]) -> Result<Rated> {
		let (mut lines, mut opened) = (Vec::new(), BTreeMap::<AgencyId, Vec<Opened>>::new());
		for spec in &self.card.spec.characteristics {
			let indicator = self.indicators.get(spec.indicator)?;
			let mut line = Line { indicator: indicator.clone(), spec: spec.clone(), bin: None, value: None };
			if let Some(stands) = stated.iter().find(|one| one.indicator == spec.indicator && one.counts) {
				let found = self.open(genesis, number, indicator, stands)?;
				line.bin = Some(found.opening.bin);
				line.value = Some(found.value);
				opened.entry(indicator.owner).or_default().push(found);
			}
			lines.push(line);
		}
		let explained = explain(&lines, self.card.spec.base.into(), &self.card.spec.cut_offs);
		let points = u16::try_from(explained.points.max(0)).unwrap_or(u16::MAX);
		Ok(Rated { points, grade: explained.grade, opened })
	}

	/// What opens an attestation, made again from the secret and the records, and tried on the chain's commitments.
	fn open(
		&self,
		genesis: H256,
		number: &RegistrationNumber,
		indicator: &IndicatorView,
		stands: &AttestationView,
	) -> Result<Opened> {
		let enterprise = number.to_string();
		let place = || format!("{} of {enterprise}", indicator.name.as_str());
		let sealed = Sealed::of(stands).ok_or_else(|| Error::Different(format!("{} stands open", place())))?;
		let blindings = self.secret.blindings();
		let kept = self.records.of(&enterprise).iter().rev();
		let mut kept = kept.filter(|one| one.indicator == indicator.id && one.revision == stands.revision);
		let opened = kept.find_map(|one| {
			let (value, period_end, revision) = (one.value, one.period_end, one.revision);
			let made = Opened::seal(&blindings, genesis, &enterprise, indicator, value, period_end, revision).ok()?;
			made.opening.check(&sealed.commitments).is_ok().then_some(made)
		});
		opened.ok_or_else(|| {
			Error::Different(format!(
				"{}: no record opens what stands on the chain. An earlier playing sealed it: give its folder with --files, or \
				 take a new chain",
				place()
			))
		})
	}
}

/// Has some of the firms prove to the chain what came out, by the fitted card. Answers how many.
async fn prove_some(
	narrator: &Narrator<'_>,
	backstage: Backstage<'_>,
	archive: &Archive,
	rated: &BTreeMap<RegistrationNumber, Rated>,
) -> Result<u64> {
	let step = rated.len().div_ceil(SAMPLE).max(1);
	let sample: Vec<_> = rated.iter().step_by(step).collect();
	let trustee = keys::development("//trustee");
	take_control(narrator, sample.iter().map(|(number, _)| (*number).clone()).collect(), &trustee).await?;
	let former = activate(narrator, archive.card.id).await?;
	let proved = prove_each(narrator, backstage, archive, &sample, &trustee).await;
	// Whatever happened, the network gets its own card back.
	if let Some(former) = former {
		narrator.motion(vec![activation(former)]).await?;
		narrator.line(format!("the council restores scorecard {former}"));
	}
	proved?;
	Ok(sample.len() as u64)
}

/// Makes the card the champion. Answers the champion before it, if that was another.
async fn activate(narrator: &Narrator<'_>, card: ScorecardId) -> Result<Option<ScorecardId>> {
	let cards = credit::scorecards(narrator.client).await?;
	let former = cards.iter().find(|one| one.champion).map(|one| one.id);
	if former != Some(card) {
		narrator.motion(vec![activation(card)]).await?;
	}
	narrator.line(format!("the council makes scorecard {card} the champion by a motion"));
	Ok(former.filter(|former| *former != card))
}

async fn prove_each(
	narrator: &Narrator<'_>,
	backstage: Backstage<'_>,
	archive: &Archive,
	sample: &[(&RegistrationNumber, &Rated)],
	trustee: &Key,
) -> Result<()> {
	let client = narrator.client;
	let mut calls = Vec::new();
	for (number, rated) in sample {
		let holder = Holder::of(backstage, number);
		let recipient = holder.equip(client, trustee)?;
		for (agency, opened) in &rated.opened {
			holder.receive(client, *agency, opened.clone(), &recipient)?;
		}
		let (reckoning, call) = holder.proof(client, None).await?;
		if reckoning.best() != rated.grade {
			return Err(Error::Different(format!(
				"{number} adds up to {:?}, and {:?} came out from the records",
				reckoning.best(),
				rated.grade
			)));
		}
		calls.push(call);
	}
	Batches { signer: trustee, calls, size: PROOFS, what: "grades proved" }.fly(narrator).await?;
	for (number, rated) in sample {
		let champion = credit::rating(client, number).await?.champion;
		let proved = champion.filter(|rating| rating.scorecard == archive.card.id).map(|rating| rating.grade);
		if proved != Some(rated.grade) {
			return Err(Error::Different(format!("{number} proved {:?}, and the chain says {proved:?}", rated.grade)));
		}
	}
	narrator.line(format!("{} of them prove their grades: the chain verified each, and knows no points", sample.len()));
	Ok(())
}
