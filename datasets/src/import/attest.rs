//! What of a lot is attested: figures are sealed while their enterprises are registered; what stands already is left alone.

use super::{
	batches::{refused, sift},
	rows::{evidence, Row},
	rules::Target,
	run::Work,
};
use crate::{
	bad_row::BadRow,
	client::{
		calls::attestations::{Attest, AttestMany, Correct},
		questions::attestation,
		Call, Landing,
	},
	error::{Error, Result},
	keys::Key,
	seal::{Figure, Sealed, Sealer},
	text::date_text,
};
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_sealing::records::{self, Entry, Record, Records};
use lingnan_types::{
	attestation::{AttestationSpec, AttestationView, Standing, Value},
	indicator::IndicatorView,
	Date, IndicatorId, RegistrationNumber, Revision, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};
use subxt::utils::H256;

/// What one call of `attest_many` takes.
const BATCH: usize = 500;
/// Questions to the node at a time.
const QUESTIONS: usize = 32;

/// An attestation that is to be made.
#[derive(Clone)]
struct Item {
	line: u64,
	/// Place of its indicator in the mapping.
	place: usize,
	enterprise: RegistrationNumber,
	value: i64,
	period_end: Date,
	/// As it goes to the chain; of a figure, once it is sealed.
	ready: Option<Ready>,
}

#[derive(Clone)]
struct Ready {
	value: Value,
	evidence: H256,
	/// For which a figure's blindings were derived.
	revision: Revision,
}

/// A lot on its way to the chain.
#[derive(Default)]
pub struct Prepared {
	items: Vec<Item>,
	/// What became of the rest.
	settled: Attested,
}

impl Prepared {
	/// Leaves out rows that could not be registered: they are on the report already.
	pub fn without(mut self, lines: &BTreeSet<u64>) -> Self {
		self.items.retain(|item| !lines.contains(&item.line));
		self.settled.bad.retain(|bad| !lines.contains(&bad.line));
		self
	}
}

/// What became of attestations.
#[derive(Default)]
pub struct Attested {
	pub done: u64,
	/// Put in the place of another value.
	pub corrected: u64,
	pub present: u64,
	pub superseded: u64,
	pub unproved: Vec<u64>,
	pub bad: Vec<BadRow>,
	/// Of the batches.
	pub landings: Vec<Landing>,
}

impl Attested {
	/// Of a second run over the same rows: what the first had attested is there.
	pub fn after(self, first: &Self) -> Self {
		let present = self.present.min(first.present);
		let corrected = self.corrected.max(first.corrected);
		let done = (self.done + self.corrected + self.present).saturating_sub(present + corrected);
		Self { done, present, corrected, ..self }
	}

	fn add(&mut self, other: Self) {
		self.done += other.done;
		self.corrected += other.corrected;
		self.present += other.present;
		self.superseded += other.superseded;
		self.unproved.extend(other.unproved);
		self.bad.extend(other.bad);
		self.landings.extend(other.landings);
	}

	/// What stands already. False: the attestation is missing.
	fn settle(&mut self, item: &Item, column: Option<&str>, found: Found) -> bool {
		match found {
			Found::Missing => return false,
			Found::Present => self.present += 1,
			Found::Superseded => self.superseded += 1,
			Found::Unproved => self.unproved.push(item.line),
			Found::Different(old) => self.bad.push(BadRow {
				line: item.line,
				column: column.map(str::to_string),
				reason: different(item, old),
			}),
		}
		true
	}
}

/// That the chain says something else, with both values if the old one is known.
fn different(item: &Item, old: Option<i64>) -> String {
	let Item { enterprise, value, period_end, .. } = item;
	let says = match old {
		Some(old) => format!("says {old}"),
		None => "says something else".into(),
	};
	format!(
		"about {enterprise}, an attestation for the period that ends on {} {says}, and this row says {value}: import again with \
		 --correct to put the new value in its place",
		date_text(*period_end)
	)
}

/// What the chain has of an attestation that is to be made.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
	Missing,
	/// Made by this import.
	Present,
	/// A later period stands.
	Superseded,
	/// It says the same, with evidence that this import's salt does not prove; or it was sealed with another secret.
	Unproved,
	/// It says something else about the same period: what, if the chain or the records of what was sealed tell.
	Different(Option<i64>),
}

impl Work<'_> {
	/// A lot's attestations, figures among them sealed. `looks_first`: some may stand already.
	pub async fn prepare(&self, rows: &[Row], now: Timestamp, looks_first: bool) -> Result<Prepared> {
		let mut round = Prepared::default();
		for row in rows {
			let evidence = evidence(&self.salt, &row.evidence);
			for (place, value, period) in &row.attestations {
				let Some(target) = self.targets.get(*place) else { continue };
				if let Some(bad) = target.period(row.line, *period, now) {
					round.settled.bad.push(bad);
					continue;
				}
				let open = Ready { value: Value::Open(*value), evidence, revision: 0 };
				round.items.push(Item {
					line: row.line,
					place: *place,
					enterprise: row.number.clone(),
					value: *value,
					period_end: *period,
					ready: target.figure.is_none().then_some(open),
				});
			}
		}
		self.seal(&mut round, looks_first).await?;
		Ok(round)
	}

	/// Seals figures for the revisions that come next. What may stand already is looked at first.
	async fn seal(&self, round: &mut Prepared, looks_first: bool) -> Result<()> {
		let Some(sealer) = self.sealer.clone() else { return Ok(()) };
		let (waiting, mut items): (Vec<Item>, Vec<Item>) =
			std::mem::take(&mut round.items).into_iter().partition(|item| item.ready.is_none());
		let pairs: Vec<_> = waiting.iter().map(|item| (item.enterprise.clone(), self.indicator(item))).collect();
		let last = attestation::revisions(&self.client, &pairs).await?;
		let mut figures: Vec<(Item, Revision)> = waiting.into_iter().zip(last).collect();
		if looks_first {
			let known: Vec<&Item> = figures.iter().filter(|(_, last)| *last > 0).map(|(item, _)| item).collect();
			let mut found = self.attested(&known).await?.into_iter();
			let settled = &mut round.settled;
			figures.retain(|(item, last)| {
				*last == 0 || {
					let found = found.next().unwrap_or(Found::Missing);
					self.corrects(found) || !settled.settle(item, self.column(item), found)
				}
			});
		}
		// The figures go to another thread, and on from there to all cores.
		let targets = self.targets.clone();
		let sealed = tokio::task::spawn_blocking(move || seal(&sealer, &targets, figures)).await;
		items.extend(sealed.map_err(|e| Error::Connection(format!("sealing broke off: {e}")))??);
		items.sort_by_key(|item| (item.line, item.place));
		round.items = items;
		Ok(())
	}

	/// Whether the row's value takes the place of what stands.
	fn corrects(&self, found: Found) -> bool {
		self.import.correct && matches!(found, Found::Different(_))
	}

	fn column(&self, item: &Item) -> Option<&str> {
		self.targets.get(item.place).and_then(|target| target.column.as_deref())
	}

	fn indicator(&self, item: &Item) -> IndicatorId {
		self.targets.get(item.place).map(|target| target.id).unwrap_or_default()
	}

	/// Attests what the chain does not have.
	pub async fn attest(&self, round: Prepared) -> Result<Attested> {
		// Before anything is sent: what stands on the chain can be opened.
		self.note_down(&round.items)?;
		let mut by_attester: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
		for item in &round.items {
			if let Some(target) = self.targets.get(item.place) {
				by_attester.entry(target.attester).or_default().push(item);
			}
		}
		let attesters =
			by_attester.iter().filter_map(|(place, items)| Some((self.import.attesters.get(*place)?, items)));
		let parts = attesters.map(|(key, items)| self.attest_with(key, items));
		let mut all = round.settled;
		for part in futures::future::try_join_all(parts).await? {
			all.add(part);
		}
		Ok(all)
	}

	/// Adds figures to the records of what was sealed.
	fn note_down(&self, items: &[Item]) -> Result<()> {
		let record = |item: &Item| {
			let target = self.targets.get(item.place).filter(|target| target.figure.is_some())?;
			let revision = item.ready.as_ref()?.revision;
			let (enterprise, indicator) = (item.enterprise.to_string(), target.id);
			Some(Record { enterprise, indicator, period_end: item.period_end, revision, value: item.value })
		};
		let figures: Vec<Record> = items.iter().filter_map(record).collect();
		let Some(sealing) = self.import.sealing.as_ref().filter(|_| !figures.is_empty()) else { return Ok(()) };
		let torn = records::append(&sealing.records, &figures)?;
		if let Some(text) = records::torn_text(&sealing.records, torn) {
			self.bar.remark(&text);
		}
		Ok(())
	}

	fn spec(&self, item: &Item) -> Option<AttestationSpec> {
		let Ready { value, evidence, .. } = item.ready.clone()?;
		let (enterprise, period_end) = (item.enterprise.clone(), item.period_end);
		Some(AttestationSpec { enterprise, indicator: self.indicator(item), value, period_end, evidence })
	}

	async fn attest_with(&self, key: &Key, items: &[&Item]) -> Result<Attested> {
		let sender = self.sender(key);
		let call = |items: &[&Item]| {
			Call::from(AttestMany { attestations: items.iter().filter_map(|item| self.spec(item)).collect() })
		};
		let mut round = Attested::default();
		let mut doubtful: Vec<&Item> = Vec::new();
		for (batch, (landing, done)) in items.chunks(BATCH).zip(sender.land(items, BATCH, call).await?) {
			match done {
				true => {
					round.done += batch.len() as u64;
					round.landings.push(landing);
				},
				false => doubtful.extend(batch),
			}
		}
		// Each with whether it corrects what stands.
		let mut missing: Vec<(&Item, AttestationSpec, bool)> = Vec::new();
		for (item, found) in doubtful.iter().zip(self.attested(&doubtful).await?) {
			let corrects = self.corrects(found);
			if corrects || !round.settle(item, self.column(item), found) {
				missing.extend(self.spec(item).map(|spec| (*item, spec, corrects)));
			}
		}
		self.say_sifted("attestations", missing.len());
		let single = |(_, spec, corrects): &(&Item, AttestationSpec, bool)| match (spec.clone(), *corrects) {
			(attestation, false) => Call::from(Attest { attestation }),
			(AttestationSpec { enterprise, indicator, value, evidence, .. }, true) => {
				Call::from(Correct { enterprise, indicator, value, evidence })
			},
		};
		for ((item, _, corrects), outcome) in missing.iter().zip(sift(sender, &missing, single).await?) {
			match outcome {
				Ok(()) if *corrects => round.corrected += 1,
				Ok(()) => round.done += 1,
				Err(error) => round.bad.push(refused(item.line, &error)),
			}
		}
		Ok(round)
	}

	/// What the chain has of each attestation.
	async fn attested(&self, items: &[&Item]) -> Result<Vec<Found>> {
		let mut enterprises: Vec<_> = items.iter().map(|item| item.enterprise.clone()).collect();
		enterprises.dedup();
		let ask = |number: RegistrationNumber| async move {
			let list = attestation::list(&self.client, &number).await?;
			Ok::<_, Error>((number, list))
		};
		let known: BTreeMap<RegistrationNumber, Vec<AttestationView>> =
			stream::iter(enterprises).map(ask).buffered(QUESTIONS).try_collect().await?;
		let mut records = None;
		let of = |item: &&Item| {
			let known = known.get(&item.enterprise).map(Vec::as_slice).unwrap_or_default();
			let there = known.iter().find(|one| one.indicator == self.indicator(item));
			let Some(there) = there else { return Ok(Found::Missing) };
			let figure = self.targets.get(item.place).and_then(|target| target.figure.as_ref());
			match (figure, &self.sealer, &item.ready) {
				(Some(indicator), Some(sealer), _) => match found_sealed(item, there, indicator, sealer)? {
					Found::Different(None) => {
						if records.is_none() {
							records =
								self.import.sealing.as_ref().map(|with| Records::read(&with.records)).transpose()?;
						}
						let known =
							records.as_ref().map(|all| all.of(&item.enterprise.to_string())).unwrap_or_default();
						Ok(Found::Different(recorded(item, there, indicator, sealer, known)?))
					},
					found => Ok(found),
				},
				(_, _, Some(ready)) => Ok(found(item.period_end, ready, there)),
				_ => Ok(Found::Missing),
			}
		};
		items.iter().map(of).collect()
	}
}

/// Seals figures for the revision after the last of each.
fn seal(sealer: &Sealer, targets: &[Target], items: Vec<(Item, Revision)>) -> Result<Vec<Item>> {
	let figure = |(item, last): &(Item, Revision)| {
		let indicator = targets.get(item.place)?.figure.as_ref()?;
		Some(item.figure(indicator, last.saturating_add(1)))
	};
	let figures: Vec<Figure> = items.iter().filter_map(figure).collect();
	let sealed = sealer.seal(&figures)?;
	if sealed.len() != items.len() {
		return Err(Error::Connection(
			"an indicator of the mapping is no figure any more: run the import again".into(),
		));
	}
	let ready = |((item, last), sealed): ((Item, Revision), Sealed)| {
		let Sealed { value, evidence } = sealed;
		Item { ready: Some(Ready { value, evidence, revision: last.saturating_add(1) }), ..item }
	};
	Ok(items.into_iter().zip(sealed).map(ready).collect())
}

impl Item {
	fn figure<'i>(&self, indicator: &'i IndicatorView, revision: Revision) -> Figure<'i> {
		let Self { enterprise, period_end, value, .. } = self;
		let (enterprise, period_end, value) = (enterprise.to_string(), *period_end, *value);
		Figure { enterprise, indicator, period_end, value, revision }
	}
}

/// What an attestation that stands is of one that is to be made, if its period tells.
fn by_period(period_end: Date, there: &AttestationView) -> Option<Found> {
	match there.period_end.cmp(&period_end) {
		std::cmp::Ordering::Greater => Some(Found::Superseded),
		std::cmp::Ordering::Less => Some(Found::Missing),
		std::cmp::Ordering::Equal => None,
	}
}

fn found(period_end: Date, ready: &Ready, there: &AttestationView) -> Found {
	if let Some(found) = by_period(period_end, there) {
		return found;
	}
	if there.evidence == ready.evidence {
		return Found::Present;
	}
	// A fresh one may follow.
	if matches!(there.standing, Standing::Revoked { .. }) {
		return Found::Missing;
	}
	match (&there.value, there.value == ready.value) {
		(_, true) => Found::Unproved,
		(Value::Open(old), false) => Found::Different(Some(*old)),
		(Value::Sealed(_), false) => Found::Different(None),
	}
}

/// The same of a figure: what stands is derived again for its revision. The chain does not show what it says; if no bin's
/// commitments are these, it was sealed with another secret.
fn found_sealed(item: &Item, there: &AttestationView, indicator: &IndicatorView, sealer: &Sealer) -> Result<Found> {
	if let Some(found) = by_period(item.period_end, there) {
		return Ok(found);
	}
	let own = item.figure(indicator, there.revision);
	let Sealed { value, evidence } = sealer.seal_one(&own)?;
	if (&there.value, there.evidence) == (&value, evidence) {
		return Ok(Found::Present);
	}
	if matches!(there.standing, Standing::Revoked { .. }) {
		return Ok(Found::Missing);
	}
	for value in indicator.edges.iter().copied().chain([i64::MIN]) {
		if sealer.seal_one(&Figure { value, ..own.clone() })?.value == there.value {
			return Ok(Found::Different(None));
		}
	}
	Ok(Found::Unproved)
}

/// The figure that stands, if the records of what was sealed have it: the one that seals as it is sealed.
fn recorded(
	item: &Item,
	there: &AttestationView,
	indicator: &IndicatorView,
	sealer: &Sealer,
	known: &[Entry],
) -> Result<Option<i64>> {
	let of = |entry: &&Entry| (entry.indicator, entry.revision) == (there.indicator, there.revision);
	for Entry { value, .. } in known.iter().filter(of) {
		let Sealed { value: sealed, evidence } =
			sealer.seal_one(&Figure { value: *value, ..item.figure(indicator, there.revision) })?;
		if (&there.value, there.evidence) == (&sealed, evidence) {
			return Ok(Some(*value));
		}
	}
	Ok(None)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::seal::tests::{sealer, taxes};
	use lingnan_types::{attestation::RevocationReason, AgencyId};

	fn there(period_end: Date, ready: Ready, standing: Standing) -> AttestationView {
		AttestationView {
			indicator: IndicatorId(3),
			name: Default::default(),
			unit: Default::default(),
			agency: AgencyId(1),
			agency_suspended: false,
			value: ready.value,
			shown: false,
			bin: None,
			period_end,
			expires: 0,
			made_at: 0,
			evidence: ready.evidence,
			revision: ready.revision,
			standing,
			dataset: None,
			counts: true,
		}
	}

	const REVOKED: Standing = Standing::Revoked { reason: RevocationReason::Mistaken, at: 0 };

	/// Attestations of an import whose salt is lost were counted as superseded, and the run ended as if nothing were wrong.
	#[test]
	fn an_attestation_whose_evidence_cannot_be_proved_is_not_taken_for_superseded() {
		let (own, other) = (H256::repeat_byte(0xaa), H256::repeat_byte(0xbb));
		let open = |value, evidence| Ready { value: Value::Open(value), evidence, revision: 1 };
		for (period, value, evidence, standing, expected) in [
			(20_000, 5, own, Standing::InForce, Found::Present),
			(20_000, 5, other, Standing::InForce, Found::Unproved),
			(20_000, 6, other, Standing::InForce, Found::Different(Some(6))),
			(20_001, 5, other, Standing::InForce, Found::Superseded),
			(19_999, 5, other, Standing::InForce, Found::Missing),
			(20_000, 6, other, REVOKED, Found::Missing),
			(20_000, 5, own, REVOKED, Found::Present),
		] {
			let known = there(period, open(value, evidence), standing);
			assert_eq!(found(20_000, &open(5, own), &known), expected, "{known:?}");
		}
	}

	/// The same of figures, of which the chain shows none: by what their secret gives for the revision that stands.
	#[test]
	fn a_sealed_attestation_is_told_by_deriving_it_again() {
		let indicator = taxes();
		let item = |value| Item {
			line: 2,
			place: 0,
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			value,
			period_end: 20_000,
			ready: None,
		};
		let stands = |secret: u8, period_end, value, revision, standing| {
			let item = Item { period_end, ..item(value) };
			let Sealed { value, evidence } = sealer(secret).seal_one(&item.figure(&indicator, revision)).unwrap();
			there(period_end, Ready { value, evidence, revision }, standing)
		};
		for (known, expected) in [
			(stands(1, 20_000, 50, 1, Standing::InForce), Found::Present),
			(stands(1, 20_000, 50, 7, Standing::InForce), Found::Present),
			(stands(1, 20_000, 50, 7, REVOKED), Found::Present),
			// In the same bin, in another, in the last, whose commitment is not stored.
			(stands(1, 20_000, 51, 1, Standing::InForce), Found::Different(None)),
			(stands(1, 20_000, 5_000, 1, Standing::InForce), Found::Different(None)),
			(stands(1, 20_000, 1_000_000, 1, Standing::InForce), Found::Different(None)),
			(stands(1, 20_000, -1, 1, Standing::InForce), Found::Different(None)),
			(stands(1, 20_000, 51, 1, REVOKED), Found::Missing),
			(stands(2, 20_000, 50, 1, Standing::InForce), Found::Unproved),
			(stands(1, 20_001, 50, 1, Standing::InForce), Found::Superseded),
			(stands(1, 19_999, 50, 1, Standing::InForce), Found::Missing),
		] {
			assert_eq!(found_sealed(&item(50), &known, &indicator, &sealer(1)).unwrap(), expected, "{known:?}");
		}
	}

	/// The chain shows no figure; the agency's own records do.
	#[test]
	fn a_value_that_differs_is_named_with_the_one_that_stands() {
		let indicator = taxes();
		let item = Item {
			line: 2,
			place: 0,
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			value: 70,
			period_end: 20_000,
			ready: None,
		};
		let old = Item { value: 50, ..item.clone() };
		let Sealed { value, evidence } = sealer(1).seal_one(&old.figure(&indicator, 3)).unwrap();
		let known = there(20_000, Ready { value, evidence, revision: 3 }, Standing::InForce);
		let entry = |revision, value| Entry { indicator: indicator.id, period_end: 20_000, revision, value };
		let recorded = |entries: &[Entry]| recorded(&item, &known, &indicator, &sealer(1), entries).unwrap();
		// What was refused is recorded too, under the revision that came later.
		assert_eq!(recorded(&[entry(2, 70), entry(3, 60), entry(3, 50), entry(4, 70)]), Some(50));
		assert_eq!(recorded(&[entry(3, 60)]), None);
		let mut told = Attested::default();
		assert!(told.settle(&item, Some("tax"), Found::Different(Some(50))));
		assert!(told.settle(&item, Some("tax"), Found::Different(None)));
		let told: Vec<String> = told.bad.iter().map(ToString::to_string).collect();
		assert!(
			told[0].starts_with("line 2, column tax: about CN:91440300708461136T")
				&& told[0].contains("says 50, and this row says 70")
				&& told[0].contains("--correct"),
			"{told:?}"
		);
		assert!(told[1].contains("says something else, and this row says 70"), "{told:?}");
	}

	#[test]
	fn figures_are_sealed_for_the_revision_after_the_last() {
		let indicator = taxes();
		let target = Target::of_figure(indicator.clone());
		let item = |line, value| Item {
			line,
			place: 0,
			enterprise: format!("MO:{line}").parse().unwrap(),
			value,
			period_end: 20_000,
			ready: None,
		};
		let sealed = seal(&sealer(1), &[target], vec![(item(2, 5), 0), (item(3, 50), 4)]).unwrap();
		for (item, revision) in sealed.iter().zip([1, 5]) {
			let expected = sealer(1).seal_one(&item.figure(&indicator, revision)).unwrap();
			let ready = item.ready.clone().unwrap();
			assert_eq!((ready.value, ready.evidence, ready.revision), (expected.value, expected.evidence, revision));
		}
		assert!(seal(&sealer(1), &[], vec![(item(2, 5), 0)]).is_err(), "nothing is left out in silence");
	}
}
