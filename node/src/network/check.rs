//! What fields and files must agree on. The pallets check the same when the chain starts; here the message can still
//! name the file and the field.

use super::{files::*, Network, Page, Problem};
use lingnan_support::{
	bank_days::YearForm,
	indicator::{Class, MAX_BINS},
	product::ProductSpec,
	reference_rate::{ReferenceQuote, ReferenceRateSpec},
	BasisPoints, Direction, Rate, ReferenceRateId, MAX_AMOUNT, WHOLE,
};
use pallet_attestations::IndicatorSpec;
use std::fmt::Debug;

type Checked = Result<(), Problem>;

/// `holds`, or else the problem.
fn ensure(holds: bool, page: &Page, field: impl std::fmt::Display, reason: impl std::fmt::Display) -> Checked {
	holds.then_some(()).ok_or_else(|| page.problem(field, reason))
}

fn at_most_whole(page: &Page, field: String, value: BasisPoints) -> Checked {
	ensure(value <= WHOLE, page, field, format!("{value} basis points; the whole is {WHOLE}"))
}

/// No entry twice.
fn distinct<T: PartialEq + Debug>(page: &Page, field: &str, items: &[T]) -> Checked {
	for (i, item) in items.iter().enumerate() {
		let seen = items.iter().take(i).any(|other| other == item);
		ensure(!seen, page, format!("{field}[{i}]"), format!("{item:?} stands here twice"))?;
	}
	Ok(())
}

pub fn network(page: &Page, file: &NetworkFile) -> Checked {
	let live = file.kind == NetworkType::Live;
	ensure(!(live && file.well_known_keys), page, "wellKnownKeys", "a live network must not use keys that all know")?;
	ensure(!(live && file.rehearsal), page, "rehearsal", "a live network's clock cannot be moved")?;
	let idle = file.clock_admin.is_some() && !file.rehearsal;
	ensure(!(live && file.governance.is_some()), page, "governance", "a live network takes the runtime's times")?;
	let hasty = file.governance.is_some_and(|times| [times.motion, times.general, times.upgrade].contains(&0));
	ensure(!hasty, page, "governance", "each time is at least one block")?;
	ensure(!idle, page, "clockAdmin", "only a rehearsal has a clock admin; set rehearsal or leave it out")?;
	ensure(!file.validators.is_empty(), page, "validators", "a network needs at least one")?;
	let shortest = pallet_validators::SHORTEST_SESSION;
	let long_enough = file.session_blocks.is_none_or(|blocks| blocks >= shortest);
	ensure(long_enough, page, "sessionBlocks", format!("a session has {shortest} blocks or more"))?;
	let (field, slots) = ("blockMilliseconds", pallet_business_clock::SLOTS);
	ensure(!(live && file.block_milliseconds.is_some()), page, field, "a live network takes the runtime's time")?;
	let fits = file.block_milliseconds.is_none_or(|slot| slots.contains(&slot));
	ensure(fits, page, field, format!("{} to {} milliseconds", slots.start(), slots.end()))?;
	let most = lingnan_runtime::constants::MAX_VALIDATORS as usize;
	ensure(file.validators.len() <= most, page, "validators", format!("more than {most}"))?;
	let silent = "a live network says whether its nodes answer strangers; decision 182 says why they should not";
	ensure(!live || file.peers.is_some(), page, "peers", silent)?;
	if let Some(peers) = &file.peers {
		let most = lingnan_support::peer::MAX_PEERS as usize;
		ensure(peers.registered.len() <= most, page, "peers.registered", format!("more than {most}"))?;
		distinct(page, "peers.registered", &peers.registered)?;
		let parted = peers.in_force && peers.registered.is_empty() && file.validators.len() > 1;
		let reason = "the validators' nodes would not find each other; name their peer ids";
		ensure(!parted, page, "peers.registered", reason)?;
	}
	for (i, c) in file.compensation.iter().enumerate() {
		at_most_whole(page, format!("compensation[{i}].share"), c.share)?;
		amount(page, format!("compensation[{i}].budget"), c.budget)?;
		let seen = file.compensation.iter().take(i).any(|other| other.currency == c.currency);
		ensure(!seen, page, format!("compensation[{i}].currency"), format!("{:?} stands here twice", c.currency))?;
	}
	for (i, form) in file.corridors.iter().enumerate() {
		corridor(page, &format!("corridors[{i}]"), file, form)?;
	}
	for (i, form) in file.appraisers.iter().enumerate() {
		let seen = file.appraisers.iter().take(i).any(|other| other.code == form.code);
		ensure(
			!seen,
			page,
			format!("appraisers[{i}].code"),
			format!("the key {:?} is taken already", form.code.as_str()),
		)?;
	}
	guarantors(page, file)
}

fn guarantors(page: &Page, file: &NetworkFile) -> Checked {
	for (i, form) in file.guarantors.iter().enumerate() {
		let seen = file.guarantors.iter().take(i).any(|other| other.code == form.code);
		let reason = format!("the key {:?} is taken already", form.code.as_str());
		ensure(!seen, page, format!("guarantors[{i}].code"), reason)?;
		ensure(form.name.is_valid(), page, format!("guarantors[{i}].name"), "empty, or with control characters")?;
	}
	Ok(())
}

pub fn institutions(page: &Page, forms: &[InstitutionForm]) -> Checked {
	let most = lingnan_runtime::constants::MAX_COUNCILLORS as usize;
	ensure(forms.len() <= most, page, "", format!("more than {most} institutions; the council holds no more"))
}

fn corridor(page: &Page, field: &str, file: &NetworkFile, form: &CorridorForm) -> Checked {
	let ends_here = form.corridor.other_end(file.jurisdiction).is_some();
	let reason = format!("{:?} does not begin in {:?}", form.corridor, file.jurisdiction);
	ensure(ends_here, page, format!("{field}.corridor"), reason)?;
	let times = file.corridors.iter().filter(|other| other.corridor == form.corridor).count();
	ensure(times == 1, page, format!("{field}.corridor"), format!("{:?} stands here twice", form.corridor))?;
	distinct(page, &format!("{field}.open"), &form.open)?;
	let cards: Vec<_> = form.recognised.iter().map(|one| one.scorecard).collect();
	distinct(page, &format!("{field}.recognised"), &cards)?;
	let most = pallet_cross_border::MAX_RECOGNISED;
	ensure(cards.len() <= most, page, format!("{field}.recognised"), format!("more than {most}"))?;
	for (i, one) in form.recognised.iter().enumerate() {
		let field = format!("{field}.recognised[{i}].defaultProbabilities");
		for share in one.default_probabilities {
			at_most_whole(page, field.clone(), share)?;
		}
		let rises = one.default_probabilities.windows(2).all(|pair| pair.first() <= pair.last());
		ensure(rises, page, field, "it falls: a worse grade cannot default less often")?;
	}
	Ok(())
}

pub fn agencies(page: &Page, forms: &[AgencyForm]) -> Checked {
	ensure(!forms.is_empty(), page, "", "a network needs at least one agency")?;
	let most = lingnan_runtime::constants::MAX_COUNCILLORS as usize;
	ensure(forms.len() <= most, page, "", format!("more than {most} agencies; the council holds no more"))?;
	for (i, form) in forms.iter().enumerate() {
		distinct(page, &format!("[{i}].rights"), &form.rights)?;
	}
	Ok(())
}

pub fn calendars(page: &Page, forms: &[YearForm]) -> Checked {
	for (i, form) in forms.iter().enumerate() {
		let seen = forms.iter().take(i).any(|other| (other.place, other.year) == (form.place, form.year));
		ensure(!seen, page, format!("[{i}].year"), format!("{} of {} stands here twice", form.year, form.place))?;
		let most = pallet_calendars::MAX_YEARS as usize;
		let years = forms.iter().filter(|other| other.place == form.place).count();
		ensure(years <= most, page, format!("[{i}].place"), format!("more than {most} years of {}", form.place))?;
	}
	Ok(())
}

pub fn reference_rates(page: &Page, kind: NetworkType, forms: &[ReferenceRateForm]) -> Checked {
	let most = pallet_reference_rates::MOST_REFERENCES as usize;
	ensure(forms.len() <= most, page, "", format!("more than {most}"))?;
	for (i, form) in forms.iter().enumerate() {
		let alike = |other: &&ReferenceRateForm| {
			(&other.name, &other.tenor, other.currency) == (&form.name, &form.tenor, form.currency)
		};
		let reason = "another stands here with this name, tenor and currency";
		ensure(!forms.iter().take(i).any(|other| alike(&other)), page, format!("[{i}].name"), reason)?;
		let invented = kind == NetworkType::Live && !form.examples.is_empty();
		let reason = "a live network starts without quotes: its agency attests the first one";
		ensure(!invented, page, format!("[{i}].examples"), reason)?;
		for (q, example) in form.examples.iter().enumerate() {
			let reason = format!("{} % is more than 100 %; 3.00 % is 3000000", example.rate);
			ensure(example.rate <= Rate(Rate::WHOLE), page, format!("[{i}].examples[{q}].rate"), reason)?;
		}
	}
	Ok(())
}

/// Examples of one reference come one after another.
pub fn quotes(page: &Page, quotes: &[(ReferenceRateId, ReferenceQuote)]) -> Checked {
	for pair in quotes.windows(2) {
		let [(of, before), (then, after)] = pair else { continue };
		let ascends = of != then || before.published < after.published;
		ensure(ascends, page, format!("[{then}].examples"), "each is of a later day than the one before it")?;
	}
	Ok(())
}

pub fn indicator(page: &Page, i: usize, form: &IndicatorForm) -> Checked {
	let field = |name: &str| format!("[{i}].{name}");
	let reason = "PersonalData: it is about a person, and no attestation is; leave it out";
	ensure(!form.personal, page, field("personal"), reason)?;
	match form.class {
		Class::Register => {
			let reason =
				"its values stand open for everybody: say which law or register publishes them, or make it a Figure";
			ensure(form.source.is_some(), page, field("source"), reason)?;
		},
		Class::Figure => {
			let reason =
				"what a law or a register publishes is no Figure: leave it out, or make the indicator a Register's";
			ensure(form.source.is_none(), page, field("source"), reason)?;
		},
	}
	ensure(!form.edges.is_empty(), page, field("edges"), "an indicator needs at least one edge, which makes two bins")?;
	let few = form.class == Class::Register || form.edges.len() < MAX_BINS as usize;
	let reason = format!("a figure is sealed in {MAX_BINS} bins at most: leave edges out");
	ensure(few, page, field("edges"), reason)?;
	for (e, pair) in form.edges.windows(2).enumerate() {
		if let [low, high] = pair {
			let reason = format!("{high} does not come after {low}; edges ascend");
			ensure(low < high, page, format!("[{i}].edges[{}]", e + 1), reason)?;
		}
	}
	ensure(form.validity_days > 0, page, field("validityDays"), "an attestation must count for at least one day")
}

fn amount(page: &Page, field: String, value: u64) -> Checked {
	ensure(value <= MAX_AMOUNT, page, field, format!("{value} is above the largest amount, {MAX_AMOUNT}"))
}

/// By the rule of the chain itself, whose message names the field; and a reference is one of the product's currency.
pub fn product(page: &Page, i: usize, spec: &ProductSpec, rates: &[ReferenceRateSpec]) -> Checked {
	spec.check().map_err(|flaw| page.problem(format!("[{i}].{}", flaw.path()), flaw.fault))?;
	let followed = spec.reference.and_then(|reference| rates.get(reference.0 as usize));
	let foreign = followed.is_some_and(|rate| rate.currency != spec.currency);
	let reason = format!("loans in {} cannot follow a rate of another currency", spec.currency.name());
	ensure(!foreign, page, format!("[{i}].reference"), reason)
}

pub fn characteristic(page: &Page, i: usize, form: &CharacteristicForm, indicator: &IndicatorSpec) -> Checked {
	let field = |name: &str| format!("characteristics[{i}].{name}");
	let (bins, points) = (indicator.edges.len() + 1, form.points.len());
	let reason = format!("{points} entries for the {bins} bins of {:?}", form.indicator.as_str());
	ensure(points == bins, page, field("points"), reason)?;
	for (p, pair) in form.points.windows(2).enumerate() {
		let [before, after] = pair else { continue };
		let (holds, way) = match indicator.direction {
			Direction::HigherIsBetter => (before <= after, "higher is better, so points must not fall"),
			Direction::LowerIsBetter => (before >= after, "lower is better, so points must not rise"),
			Direction::None => (true, ""),
		};
		ensure(
			holds,
			page,
			format!("characteristics[{i}].points[{}]", p + 1),
			format!("{after} after {before}: {way}"),
		)?;
	}
	let worst = form.points.iter().min().copied().unwrap_or_default();
	let reason = format!("{} is better than the worst bin's {worst}", form.missing);
	ensure(form.missing <= worst, page, field("missing"), reason)
}

pub fn scorecard(page: &Page, form: &ScorecardForm) -> Checked {
	ensure(!form.characteristics.is_empty(), page, "characteristics", "a scorecard needs at least one")?;
	for (i, c) in form.characteristics.iter().enumerate() {
		let seen = form.characteristics.iter().take(i).any(|other| other.indicator == c.indicator);
		let reason = format!("{:?} stands here twice", c.indicator.as_str());
		ensure(!seen, page, format!("characteristics[{i}].indicator"), reason)?;
	}
	let total = |of: fn(&CharacteristicForm) -> i16| {
		form.characteristics.iter().fold(i64::from(form.base), |sum, c| sum + i64::from(of(c)))
	};
	let lowest = total(|c| c.points.iter().copied().chain([c.missing]).min().unwrap_or_default());
	let highest = total(|c| c.points.iter().copied().chain([c.missing]).max().unwrap_or_default());
	ensure(lowest >= 0, page, "base", format!("totals can fall to {lowest}; the least is 0"))?;
	ensure(highest <= i64::from(u16::MAX), page, "base", format!("totals can rise to {highest}; the most is 65535"))?;
	for (i, pair) in form.cut_offs.windows(2).enumerate() {
		let [before, after] = pair else { continue };
		let reason = format!("{after} is not below {before}; cut-offs fall strictly, AAA first");
		ensure(before > after, page, format!("cutOffs[{}]", i + 1), reason)?;
	}
	for (i, pair) in form.default_probabilities.windows(2).enumerate() {
		let [before, after] = pair else { continue };
		let reason = format!("{after} after {before}: a worse grade cannot default less");
		ensure(before <= after, page, format!("defaultProbabilities[{}]", i + 1), reason)?;
	}
	for (i, probability) in form.default_probabilities.iter().enumerate() {
		at_most_whole(page, format!("defaultProbabilities[{i}]"), *probability)?;
	}
	at_most_whole(page, "minimumCoverage".into(), form.minimum_coverage)?;
	ensure(form.validity_days > 0, page, "validityDays", "a rating must count for at least one day")
}

/// Everything that the portal shows by its name has one in each of its languages, and nothing else has.
pub fn names(page: &Page, file: &NamesFile, network: &Network) -> Checked {
	let shown = network.shown_names();
	for name in &shown {
		let missing = format!("there is no {name:?}; give it in zh-Hans, zh-Hant and pt");
		ensure(file.0.contains_key(*name), page, "", missing)?;
	}
	for name in file.0.keys() {
		ensure(shown.contains(name.as_str()), page, name, "nothing of this network has this name")?;
	}
	Ok(())
}
