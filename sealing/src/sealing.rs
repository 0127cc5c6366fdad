//! The agency's side: figures become commitments on the chain, and openings in files for the enterprises.

use super::{
	card::{self, Party},
	envelope::Recipient,
	indicators::Indicators,
	openings::{not_sealed, Opened, Openings, EXTENSION},
	records::{self, Record},
};
use crate::{
	audience::Audience,
	bad_row::{shown, spoiled, BadRow},
	client::{
		calls::attestations::{AttestMany, Correct},
		questions::attestation::{self, AgencyView},
		Client, Receipt, Stage,
	},
	error::{Error, Result},
	forms,
	keys::{self, Key},
	table::{Layout, Table},
	text::date_text,
	values,
};
use lingnan_sealed::BlindingSecret;
use lingnan_types::{
	attestation::AttestationSpec, indicator::IndicatorView, AgencyId, Date, IndicatorId, RegistrationIssue,
	RegistrationNumber, Revision,
};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Attestations in one call.
const BATCH: usize = 100;

/// A figure that an agency has about an enterprise.
#[derive(Clone)]
pub struct Figure {
	pub enterprise: String,
	pub indicator: IndicatorView,
	pub value: i64,
	pub period_end: Date,
	pub recipient: Recipient,
}

/// Where openings go.
pub enum Target {
	/// All in one file, which is about one enterprise.
	File(PathBuf),
	/// A file for each enterprise.
	Folder(PathBuf),
}

/// What was sealed.
#[derive(Default)]
pub struct Sealings {
	pub attestations: usize,
	pub files: Vec<PathBuf>,
	pub receipts: Vec<Receipt>,
}

impl Sealings {
	pub fn to_json(&self) -> Value {
		let receipts: Vec<Value> = self.receipts.iter().map(Receipt::to_json).collect();
		json!({ "attestations": self.attestations, "files": self.files, "receipts": receipts })
	}
}

/// What an agency seals with, and where it keeps what it has sealed.
#[derive(Clone, Copy)]
pub struct Sealer<'a> {
	pub secret: &'a BlindingSecret,
	/// A file that lines are added to.
	pub records: &'a Path,
}

/// One agency at work.
pub struct Agency<'a> {
	pub client: &'a Client,
	pub key: &'a Key,
	pub id: AgencyId,
	pub stage: Stage,
	pub output: &'a dyn Audience,
	pub sealer: Sealer<'a>,
}

/// An enterprise's figures, ready to be sent.
struct Parcel {
	openings: Openings,
	recipient: Recipient,
	attestations: Vec<AttestationSpec>,
	records: Vec<Record>,
}

/// The revision that the next attestation about each enterprise and indicator gets.
#[derive(Default)]
struct Revisions(BTreeMap<(String, IndicatorId), Revision>);

impl Revisions {
	/// Of the figures that are to be sealed.
	async fn read(client: &Client, figures: &[Figure]) -> Result<Self> {
		let pair = |figure: &Figure| Ok((number_of(&figure.enterprise)?, figure.indicator.id));
		let pairs: Vec<(RegistrationNumber, IndicatorId)> = figures.iter().map(pair).collect::<Result<_>>()?;
		let last = attestation::revisions(client, &pairs).await?;
		let of = figures.iter().map(|figure| (figure.enterprise.clone(), figure.indicator.id));
		Ok(Self(of.zip(last).map(|(of, last)| (of, last.saturating_add(1))).collect()))
	}

	/// Of one that is sealed now. A second one for the same comes after it.
	fn next(&mut self, enterprise: &str, indicator: IndicatorId) -> Revision {
		let next = self.0.entry((enterprise.to_string(), indicator)).or_insert(1);
		let taken = *next;
		*next = taken.saturating_add(1);
		taken
	}
}

fn number_of(enterprise: &str) -> Result<RegistrationNumber> {
	enterprise.parse().map_err(|e: RegistrationIssue| Error::input(enterprise, e.as_str()))
}

impl<'a> Agency<'a> {
	/// The agency whose key this is.
	pub async fn of(
		client: &'a Client,
		key: &'a Key,
		stage: Stage,
		output: &'a dyn Audience,
		sealer: Sealer<'a>,
	) -> Result<Self> {
		let account = keys::account(key);
		let agency = attestation::agencies(client).await?.into_iter().find(|agency| agency.key == account);
		let AgencyView { id, .. } = agency.ok_or_else(|| {
			Error::input("--key", format!("{account} signs for no agency of this chain: see `lingnan show agencies`"))
		})?;
		Ok(Self { client, key, id, stage, output, sealer })
	}

	/// Attests the figures' commitments. Records and openings lie in their files before anything is sent, so that no attestation
	/// can stand on the chain whose openings are lost; openings of a refused call are removed again.
	pub async fn seal(&self, figures: Vec<Figure>, target: &Target) -> Result<Sealings> {
		let mut done = Sealings::default();
		let bar = self.output.progress(figures.len() as u64, "attestations sealed");
		for batch in batches(self.parcels(figures).await?) {
			self.note(&batch)?;
			let files = write(&batch, target)?;
			let attestations: Vec<_> = batch.iter().flat_map(|p| p.attestations.clone()).collect();
			let count = attestations.len();
			let call = AttestMany { attestations }.into();
			match self.client.submit_until(self.stage, &call, self.key).await {
				Ok(receipt) => done.receipts.push(receipt),
				Err(error) => return Err(undone(error, &files, &done)),
			}
			bar.advance(count as u64);
			done.attestations += count;
			done.files.extend(files);
		}
		bar.end();
		Ok(done)
	}

	/// Puts another figure in the place of a disputed one.
	pub async fn correct(&self, figure: Figure, target: &Target) -> Result<Sealings> {
		let parcels = self.parcels(vec![figure]).await?;
		self.note(&parcels)?;
		let files = write(&parcels, target)?;
		let attestation = parcels.first().and_then(|p| p.attestations.first()).cloned();
		let attestation = attestation.ok_or_else(|| Error::usage("there is no figure to be sealed"))?;
		let AttestationSpec { enterprise, indicator, value, evidence, .. } = attestation;
		let call = Correct { enterprise, indicator, value, evidence }.into();
		match self.client.submit_until(self.stage, &call, self.key).await {
			Ok(receipt) => Ok(Sealings { attestations: 1, files, receipts: vec![receipt] }),
			Err(error) => Err(undone(error, &files, &Sealings::default())),
		}
	}

	/// Writes down what is about to be sealed.
	fn note(&self, parcels: &[Parcel]) -> Result<()> {
		let records: Vec<Record> = parcels.iter().flat_map(|parcel| parcel.records.clone()).collect();
		let torn = records::append(self.sealer.records, &records)?;
		if let Some(text) = records::torn_text(self.sealer.records, torn) {
			self.output.remark(&text);
		}
		Ok(())
	}

	/// One parcel for each enterprise. What the chain would refuse of a figure is refused here, before anything is written.
	async fn parcels(&self, figures: Vec<Figure>) -> Result<Vec<Parcel>> {
		figures.iter().try_for_each(|figure| ensure_sealable(&figure.indicator, self.id))?;
		let mut revisions = Revisions::read(self.client, &figures).await?;
		let mut by_enterprise = BTreeMap::<String, Vec<Figure>>::new();
		for figure in figures {
			by_enterprise.entry(figure.enterprise.clone()).or_default().push(figure);
		}
		let chain = self.client.genesis_hash();
		let mut seal = |(enterprise, figures): (String, Vec<Figure>)| {
			Parcel::new(self.sealer.secret, (chain, self.id), &enterprise, &figures, &mut revisions)
		};
		by_enterprise.into_iter().map(&mut seal).collect()
	}
}

/// Refuses what the chain would refuse whatever the figure is.
fn ensure_sealable(indicator: &IndicatorView, agency: AgencyId) -> Result<()> {
	let refused = |reason: String| Err(Error::input(indicator.name.as_str(), reason));
	match indicator {
		one if one.owner != agency => {
			refused(format!("agency {} owns it, and --key signs for agency {agency}", one.owner))
		},
		one if !one.is_sealed() => refused("its values stand open: state them with `lingnan attestation state`".into()),
		one if one.retired => refused("it is retired: nothing is attested by it any more".into()),
		_ => Ok(()),
	}
}

impl Parcel {
	fn new(
		secret: &BlindingSecret,
		(chain, agency): (H256, AgencyId),
		enterprise: &str,
		figures: &[Figure],
		revisions: &mut Revisions,
	) -> Result<Self> {
		let number = number_of(enterprise)?;
		let (mut opened, mut records) = (Vec::new(), Vec::new());
		for Figure { indicator, value, period_end, .. } in figures {
			let revision = revisions.next(enterprise, indicator.id);
			opened.push(
				Opened::seal(secret, chain, enterprise, indicator, *value, *period_end, revision)
					.map_err(not_sealed)?,
			);
			let (enterprise, indicator) = (enterprise.to_string(), indicator.id);
			records.push(Record { enterprise, indicator, period_end: *period_end, revision, value: *value });
		}
		let attestations =
			opened.iter().map(|one| one.attestation(&number).map_err(not_sealed)).collect::<Result<_>>()?;
		let recipient = figures.first().map(|figure| figure.recipient.clone());
		let recipient = recipient.ok_or_else(|| Error::input(enterprise, "there is no figure to be sealed"))?;
		if figures.iter().any(|figure| figure.recipient != recipient) {
			return Err(Error::input(enterprise, "two recipients are named for it: it has one encryption key"));
		}
		Ok(Self { openings: Openings::new(chain, agency, enterprise, opened), recipient, attestations, records })
	}
}

/// Whole enterprises, some hundred attestations together.
fn batches(parcels: Vec<Parcel>) -> Vec<Vec<Parcel>> {
	let mut batches: Vec<(usize, Vec<Parcel>)> = Vec::new();
	for parcel in parcels {
		let size = parcel.attestations.len();
		match batches.last_mut().filter(|(filled, _)| filled + size <= BATCH) {
			Some((filled, batch)) => {
				*filled += size;
				batch.push(parcel);
			},
			None => batches.push((size, vec![parcel])),
		}
	}
	batches.into_iter().map(|(_, batch)| batch).collect()
}

fn write(parcels: &[Parcel], target: &Target) -> Result<Vec<PathBuf>> {
	let mut written = Vec::new();
	for parcel in parcels {
		let path = match target {
			Target::File(path) => path.clone(),
			Target::Folder(folder) => {
				crate::files::ensure_folder(folder)?;
				free_name(folder, &parcel.openings)
			},
		};
		let sealed = parcel.openings.seal(&parcel.recipient);
		if let Err(error) = sealed.and_then(|envelope| envelope.write(&path)) {
			remove(&written);
			return Err(error);
		}
		written.push(path);
	}
	Ok(written)
}

/// `CN-91440300708461136T-agency-1-2026-11-24.openings`, with a number if there is one of that name.
pub fn free_name(folder: &Path, openings: &Openings) -> PathBuf {
	let letters = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
	let enterprise: String = openings.enterprise.chars().map(letters).collect();
	let period = openings.attestations.iter().map(|o| o.period_end).max().unwrap_or_default();
	let name = format!("{enterprise}-agency-{}-{}", openings.agency, date_text(period));
	let mut path = folder.join(format!("{name}.{EXTENSION}"));
	let mut number = 1;
	while path.exists() {
		number += 1;
		path = folder.join(format!("{name}-{number}.{EXTENSION}"));
	}
	path
}

/// After a refusal no attestation stands that the files could open. After a lost connection one may: they are kept.
fn undone(error: Error, files: &[PathBuf], before: &Sealings) -> Error {
	let sealed_before = match before.attestations {
		0 => String::new(),
		count => {
			format!("{count} attestations before it are sealed, their openings in {} files.\n", before.files.len())
		},
	};
	match error {
		Error::Refused(refusal) => {
			remove(files);
			if sealed_before.is_empty() {
				return Error::Refused(refusal);
			}
			Error::Incomplete(format!("{sealed_before}{}", Error::Refused(refusal)))
		},
		other => {
			let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
			let advice = format!(
				"If the transaction was included all the same, its openings are in {}: look with `lingnan show attestations` \
				 before you seal again.",
				names.join(", ")
			);
			match other {
				Error::Connection(reason) => Error::Connection(format!("{reason}\n{sealed_before}{advice}")),
				other => Error::Incomplete(format!("{sealed_before}{other}\n{advice}")),
			}
		},
	}
}

fn remove(files: &[PathBuf]) {
	for file in files {
		let _ = std::fs::remove_file(file);
	}
}

/// Columns of a file of figures; the last two may be missing.
const COLUMNS: [&str; 5] = ["enterprise", "indicator", "value", "recipient", "periodEnd"];

/// Figures from a CSV file, or a workbook's sheet, with the columns enterprise, indicator, value, recipient and, if it is there, periodEnd. A
/// recipient is a card's file, seen from the CSV file's folder, or a recipient in letters; where none stands, the key of the
/// enterprise's card on the chain is taken. One bad row refuses the file.
pub async fn read_csv(client: &Client, path: &Path, layout: &Layout, today: Date) -> Result<Vec<Figure>, Vec<BadRow>> {
	let whole = |reason: String| vec![BadRow { line: 1, column: None, reason }];
	let mut table = Table::open_at(path, layout).map_err(|error| whole(error.to_string()))?;
	let mut columns = BTreeMap::new();
	for name in COLUMNS {
		columns.insert(name, table.column(name).map_err(whole)?);
	}
	let column = |name: &str| columns.get(name).copied().flatten();
	let lost = ["enterprise", "indicator", "value"].into_iter().find(|name| column(name).is_none());
	if let Some(lost) = lost {
		return Err(vec![BadRow { line: 1, column: Some(lost.into()), reason: "there is no such column".into() }]);
	}
	let indicators = match Indicators::read(client).await {
		Ok(indicators) => indicators,
		Err(error) => return Err(vec![BadRow { line: 0, column: None, reason: error.to_string() }]),
	};
	let folder = path.parent().unwrap_or(Path::new("."));
	let (mut figures, mut bad) = (Vec::new(), Vec::new());
	let mut recipients = BTreeMap::new();
	while let Some(row) = table.next_row().map_err(|error| whole(error.to_string()))? {
		let line = match row {
			Ok(line) => line,
			Err(fault) => {
				bad.push(fault);
				continue;
			},
		};
		let cell = |name: &str| column(name).and_then(|place| table.cell(place)).unwrap_or_default();
		let fault = |column: &str, reason: String| BadRow { line, column: Some(column.into()), reason };
		let row = || -> Result<_, BadRow> {
			let written = cell("enterprise");
			let number = written.split_once(':').map_or(written, |(_, number)| number);
			if let Some(why) = spoiled(number) {
				return Err(fault("enterprise", format!("{}: {why}", shown(number))));
			}
			table.ensure_read(columns.values().copied().flatten())?;
			let enterprise = values::number(&forms::registration(written)).map_err(|e| fault("enterprise", e))?;
			let indicator = indicators.find_sealed(cell("indicator")).map_err(|e| fault("indicator", e.to_string()))?;
			let value = forms::narrow(cell("value"))
				.parse()
				.map_err(|_| fault("value", "write a whole number in the indicator's unit".into()))?;
			let period_end = match cell("periodEnd") {
				"" => today,
				text => forms::date(text, None).map_err(|e| fault("periodEnd", e.to_string()))?,
			};
			Ok((enterprise.to_string(), indicator.clone(), value, period_end))
		};
		match row() {
			Err(fault) => bad.push(fault),
			Ok((enterprise, indicator, value, period_end)) => {
				let to = cell("recipient");
				let beside = folder.join(to);
				let to = if beside.is_file() { beside.to_string_lossy().into_owned() } else { to.to_string() };
				let key = (enterprise.clone(), to.clone());
				if !recipients.contains_key(&key) {
					match card::recipient(client, Some(&to), &Party::Enterprise(enterprise.clone())).await {
						Ok(recipient) => drop(recipients.insert(key.clone(), recipient)),
						Err(error) => bad.push(fault("recipient", error.to_string())),
					}
				}
				if let Some(recipient) = recipients.get(&key).cloned() {
					figures.push(Figure { enterprise, indicator, value, period_end, recipient });
				}
			},
		}
	}
	if bad.is_empty() {
		Ok(figures)
	} else {
		Err(bad)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			envelope::Identity,
			indicators::tests::taxes,
			openings::tests::{CHAIN, FIRM},
			secret::SealingSecret,
		},
		*,
	};

	fn parcel(count: usize) -> Parcel {
		let openings = Openings::new(H256::zero(), AgencyId(1), "CN:91440300708461136T", vec![]);
		let attestation = AttestationSpec {
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			indicator: IndicatorId(1),
			value: lingnan_types::attestation::Value::Open(0),
			period_end: 0,
			evidence: H256::zero(),
		};
		let recipient = Identity::new().recipient();
		Parcel { openings, recipient, attestations: vec![attestation; count], records: vec![] }
	}

	fn figure(value: i64, period_end: Date, recipient: &Recipient) -> Figure {
		Figure { enterprise: FIRM.into(), indicator: taxes(), value, period_end, recipient: recipient.clone() }
	}

	fn sealed(secret: &BlindingSecret, figures: &[Figure], last: Revision) -> Result<Parcel> {
		let mut revisions = Revisions(BTreeMap::from([((FIRM.to_string(), taxes().id), last + 1)]));
		Parcel::new(secret, (CHAIN, AgencyId(1)), FIRM, figures, &mut revisions)
	}

	#[test]
	fn what_is_sealed_is_recorded_under_the_revision_that_the_chain_will_give_it() {
		let (secret, recipient) = (SealingSecret::new().blindings(), Identity::new().recipient());
		let figures = [figure(50, 20_000, &recipient), figure(-7, 20_030, &recipient)];
		let parcel = sealed(&secret, &figures, 4).unwrap();
		let recorded: Vec<_> = parcel.records.iter().map(|one| (one.revision, one.period_end, one.value)).collect();
		assert_eq!(recorded, [(5, 20_000, 50), (6, 20_030, -7)], "two of one indicator follow each other");
		// A firm that lost its openings gets them again from the records alone.
		for (record, attestation) in parcel.records.iter().zip(&parcel.attestations) {
			let Record { enterprise, value, period_end, revision, .. } = record;
			let again = Opened::seal(&secret, CHAIN, enterprise, &taxes(), *value, *period_end, *revision).unwrap();
			assert!(again.commitments().unwrap() == attestation.value && again.evidence(FIRM) == attestation.evidence);
		}
		let mut none = Revisions::default();
		assert_eq!((none.next(FIRM, IndicatorId(4)), none.next(FIRM, IndicatorId(4))), (1, 2), "the first is 1");
	}

	#[test]
	fn what_the_chain_would_refuse_is_refused_before_anything_is_written() {
		use lingnan_types::indicator::Class;
		let ours = AgencyId(1);
		assert!(ensure_sealable(&taxes(), ours).is_ok());
		for (indicator, agency, said) in [
			(taxes(), AgencyId(2), "agency 1 owns it, and --key signs for agency 2"),
			(IndicatorView { class: Class::Register, ..taxes() }, ours, "lingnan attestation state"),
			(IndicatorView { retired: true, ..taxes() }, ours, "retired"),
		] {
			let refused = ensure_sealable(&indicator, agency).unwrap_err().to_string();
			assert!(refused.contains(said), "{refused}");
		}
		let secret = SealingSecret::new().blindings();
		let recipient = Identity::new().recipient();
		let unread =
			Parcel::new(&secret, (CHAIN, ours), "CN:1", &[figure(1, 2, &recipient)], &mut Revisions::default());
		assert!(unread.err().unwrap().to_string().contains("CN:1"));
	}

	#[test]
	fn one_enterprise_has_one_recipient() {
		let secret = SealingSecret::new().blindings();
		let [one, other] = [(); 2].map(|()| Identity::new().recipient());
		let refused = sealed(&secret, &[figure(1, 2, &one), figure(1, 3, &other)], 0).err().unwrap().to_string();
		assert!(refused.contains("two recipients"), "{refused}");
	}

	#[test]
	fn batches_hold_whole_enterprises() {
		let sizes: Vec<usize> = batches(vec![parcel(60), parcel(40), parcel(1), parcel(150), parcel(100)])
			.iter()
			.map(|batch| batch.iter().map(|p| p.attestations.len()).sum())
			.collect();
		assert_eq!(sizes, [100, 1, 150, 100]);
	}

	#[test]
	fn openings_of_a_refused_call_are_removed_and_others_are_kept() {
		let folder = tempfile::tempdir().unwrap();
		let target = Target::Folder(folder.path().join("out"));
		let refusal =
			|| crate::error::Refusal { call: "A.b".into(), pallet: None, name: "X".into(), docs: String::new() };
		let first = write(&[parcel(1)], &target).unwrap();
		let second = write(&[parcel(1)], &target).unwrap();
		assert!(second[0].to_string_lossy().ends_with("CN-91440300708461136T-agency-1-1970-01-01-2.openings"));
		assert!(matches!(
			undone(Error::Refused(Box::new(refusal())), &second, &Sealings::default()),
			Error::Refused(_)
		));
		assert!(first[0].exists() && !second[0].exists());
		let lost = undone(Error::Connection("gone".into()), &first, &Sealings::default());
		assert!(first[0].exists() && lost.to_string().contains("before you seal again"), "{lost}");
		assert_eq!(lost.exit_code(), crate::error::exit::FAILURE);
	}
}
