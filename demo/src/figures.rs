//! The figures of the stories. Agencies state what registers publish and seal all else; a firm keeps what opens its
//! attestations on its own machine, adds up there, proves its grade to the bank that it chose, and opens to it what it likes.

use super::{
	deals,
	loans::Firm,
	narrator::Narrator,
	network::{self, Indicator, Scorecard},
};
use crate::{
	client::{
		calls::{attestations::AttestMany, consents::RecordDisclosure},
		questions::{attestation, consent, credit},
		Call, Client,
	},
	error::{Error, Result},
	files,
	keys::{self, Key},
	text::percent,
	values::fingerprint,
};
use lingnan_sealing::{
	basis,
	card::{Card, Party},
	disclosure::{self, Disclosure, Shown},
	envelope::{Content, Envelope, Identity, Recipient},
	indicators::Indicators,
	openings::{not_sealed, Held, Opened, Openings, EXTENSION},
	reckoning::Reckoning,
	records::{self, Record},
	secret::{records_beside, SealingSecret},
};
use lingnan_types::{
	attestation::{AttestationSpec, Value},
	indicator::Class,
	AgencyId, Date, Grade, InstitutionId, Purpose, RegistrationNumber, Revision,
};
use serde_json::json;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// Figures to be taken in place of the demonstration's own, by the indicator's code.
pub type Figures = BTreeMap<String, i64>;

/// What stands on the machines of a story's people, and never on the chain.
#[derive(Clone, Copy)]
pub struct Backstage<'a> {
	/// Takes the agencies' secrets and records, and a folder for each firm.
	pub folder: &'a Path,
	/// Those of the first firm.
	pub figures: &'a Figures,
}

/// The first attestation about an enterprise and an indicator.
const FIRST: Revision = 1;

/// Indicators that a firm opens to its bank, by code.
const OPENED: [&str; 2] = ["tax-paid-12m", "liabilities-to-assets"];

/// A firm's own machine: its encryption key, and what opens its attestations.
pub struct Holder {
	pub enterprise: RegistrationNumber,
	/// A folder of openings.
	pub openings: PathBuf,
	/// File of its encryption key.
	pub identity: PathBuf,
}

impl Holder {
	pub(super) fn of(backstage: Backstage<'_>, enterprise: &RegistrationNumber) -> Self {
		let folder = backstage.folder.join(file_name(&enterprise.to_string()));
		let (openings, identity) = (folder.join("openings"), folder.join("firm.key"));
		Self { enterprise: enterprise.clone(), openings, identity }
	}

	/// For programs.
	pub fn to_json(&self) -> serde_json::Value {
		json!({ "enterprise": self.enterprise, "openings": self.openings, "identity": self.identity })
	}

	/// Makes the encryption key, and a card that names it, signed by who controls the firm.
	pub(super) fn equip(&self, client: &Client, key: &Key) -> Result<Recipient> {
		files::ensure_folder(&self.openings)?;
		let identity = encryption_key(&self.identity)?;
		let party = Party::Enterprise(self.enterprise.to_string());
		Ok(Card::new(client.genesis_hash(), party, identity.recipient(), key)?.recipient().clone())
	}

	/// Takes what an agency hands over, encrypted to its key.
	pub(super) fn receive(&self, client: &Client, agency: AgencyId, opened: Vec<Opened>, to: &Recipient) -> Result<()> {
		let openings = Openings::new(client.genesis_hash(), agency, &self.enterprise.to_string(), opened);
		let file = self.openings.join(format!("agency-{agency}.{EXTENSION}"));
		Envelope::seal(Content::Openings, to, &openings)?.write(&file)
	}

	fn held(&self, client: &Client) -> Result<Held> {
		let identity = Identity::read(&self.identity)?;
		let openings = std::slice::from_ref(&self.openings);
		Held::read(openings, &identity, client.genesis_hash(), &self.enterprise.to_string())
	}

	/// What it adds up for itself, from what counts now.
	pub async fn reckon(&self, client: &Client) -> Result<Reckoning> {
		let basis = basis::read(client, &self.enterprise).await?;
		Reckoning::new(basis, &Indicators::read(client).await?, &self.held(client)?)
	}

	/// The call that proves the best grade that it reaches, towards an institution or to everybody.
	pub async fn proof(&self, client: &Client, institution: Option<InstitutionId>) -> Result<(Reckoning, Call)> {
		let reckoning = self.reckon(client).await?;
		let grade = reckoning.best();
		let call = reckoning.prove(client.genesis_hash(), &self.enterprise, grade, institution)?;
		Ok((reckoning, call.into()))
	}
}

/// The encryption key in a file, a new one where there is none.
fn encryption_key(file: &Path) -> Result<Identity> {
	if file.exists() {
		return Identity::read(file);
	}
	let identity = Identity::new();
	identity.write(file)?;
	Ok(identity)
}

/// A name as folders and files are called.
fn file_name(text: &str) -> String {
	text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// Where the secret of the agency of that code lies. It is made if there is none; the agency seals with the same one each time.
pub(super) fn secret_file(backstage: Backstage<'_>, agency: &str) -> Result<PathBuf> {
	let folder = backstage.folder.join("agencies");
	files::ensure_folder(&folder)?;
	let place = folder.join(format!("{agency}.secret"));
	if !place.exists() {
		SealingSecret::new().write(&place)?;
	}
	Ok(place)
}

/// An agency at work: what it will send in one transaction, and what it hands over for it.
struct Desk {
	id: AgencyId,
	key: Key,
	secret: SealingSecret,
	/// Where its secret lies, and its records beside it.
	place: PathBuf,
	attestations: Vec<AttestationSpec>,
	records: Vec<Record>,
	/// By the firm's place.
	opened: BTreeMap<usize, Vec<Opened>>,
}

impl Desk {
	fn at(backstage: Backstage<'_>, agency: &network::Agency, known: &[attestation::AgencyView]) -> Result<Self> {
		let place = secret_file(backstage, &agency.code)?;
		let secret = SealingSecret::read(&place)?;
		let (id, key) = (network::agency(known, &agency.name)?, keys::agency(&agency.code));
		let (attestations, records, opened) = (Vec::new(), Vec::new(), BTreeMap::new());
		Ok(Self { id, key, secret, place, attestations, records, opened })
	}
}

/// What agencies know of the firms at one time.
struct Survey<'a> {
	client: &'a Client,
	indicators: Indicators,
	card: Scorecard,
	period_end: Date,
	figures: &'a Figures,
}

impl Survey<'_> {
	/// Puts what is known of a firm by an indicator on the desk of its agency.
	fn note(&self, desk: &mut Desk, definition: &Indicator, (place, firm): (usize, &Firm)) -> Result<()> {
		let indicator = self.indicators.find(&definition.name)?;
		let value = self.value(definition, (place, firm));
		let attestation = match definition.class {
			Class::Register => AttestationSpec {
				enterprise: firm.number.clone(),
				indicator: indicator.id,
				value: Value::Open(value),
				period_end: self.period_end,
				evidence: document(firm, definition),
			},
			Class::Figure => {
				let enterprise = firm.number.to_string();
				let (blindings, chain) = (desk.secret.blindings(), self.client.genesis_hash());
				let period_end = self.period_end;
				let opened = Opened::seal(&blindings, chain, &enterprise, indicator, value, period_end, FIRST);
				let opened = opened.map_err(not_sealed)?;
				let attestation = opened.attestation(&firm.number).map_err(not_sealed)?;
				desk.opened.entry(place).or_default().push(opened);
				desk.records.push(Record { enterprise, indicator: indicator.id, period_end, revision: FIRST, value });
				attestation
			},
		};
		desk.attestations.push(attestation);
		Ok(())
	}

	fn value(&self, definition: &Indicator, (place, firm): (usize, &Firm)) -> i64 {
		let planted = self.figures.get(&definition.code).filter(|_| place == 0);
		let rated = self.card.characteristics.iter().find(|one| one.indicator == definition.code);
		let points = rated.map_or_else(|| definition.better(), |one| one.points.clone());
		planted.copied().unwrap_or_else(|| network::good_value(definition, &points, firm.steps_below))
	}
}

/// The paper behind an attestation that stands open.
pub(super) fn document(firm: &Firm, definition: &Indicator) -> subxt::utils::H256 {
	fingerprint(format!("{} {}", firm.number, definition.code).as_bytes())
}

/// Each agency states and seals all it knows of the firms in one transaction. What opens it is with the firms before anything
/// is sent.
pub(super) async fn attest(narrator: &Narrator<'_>, backstage: Backstage<'_>, firms: &[Firm]) -> Result<()> {
	let client = narrator.client;
	let survey = Survey {
		client,
		indicators: Indicators::read(client).await?,
		card: network::scorecard()?,
		period_end: narrator.today().await?.saturating_sub(1),
		figures: backstage.figures,
	};
	let known = attestation::agencies(client).await?;
	let agencies = network::agencies()?;
	let mut desks = BTreeMap::<String, Desk>::new();
	for definition in network::indicators()? {
		let code = &definition.owner;
		if !desks.contains_key(code) {
			let agency = agencies.iter().find(|agency| agency.code == *code);
			let agency = agency.ok_or_else(|| Error::NotFound(format!("no agency has the code {code}")))?;
			desks.insert(code.clone(), Desk::at(backstage, agency, &known)?);
		}
		let Some(desk) = desks.get_mut(code) else { continue };
		for firm in firms.iter().enumerate() {
			survey.note(desk, &definition, firm)?;
		}
	}

	let holders: Vec<Holder> = firms.iter().map(|firm| Holder::of(backstage, &firm.number)).collect();
	let recipients: Vec<Recipient> =
		holders.iter().zip(firms).map(|(holder, firm)| holder.equip(client, &firm.key)).collect::<Result<_>>()?;
	let counted = (desks.len(), desks.values().map(|desk| desk.attestations.len()).sum::<usize>());
	let (mut acts, mut sealed, mut envelopes) = (Vec::new(), 0, 0);
	for desk in desks.into_values() {
		records::append(&records_beside(&desk.place), &desk.records)?;
		for (place, opened) in desk.opened {
			let (Some(holder), Some(recipient)) = (holders.get(place), recipients.get(place)) else { continue };
			sealed += opened.len();
			envelopes += 1;
			holder.receive(client, desk.id, opened, recipient)?;
		}
		acts.push((desk.key, AttestMany { attestations: desk.attestations }.into()));
	}
	narrator.together(acts).await?;
	let (agencies, attestations) = counted;
	let open = attestations - sealed;
	narrator.line(format!(
		"{agencies} agencies make {attestations} attestations: {open} of what registers publish, {sealed} sealed"
	));
	narrator.line(format!("what opens those went to the firms in {envelopes} encrypted files, beside the chain"));
	Ok(())
}

/// Each firm lets its bank look, and proves to it the best grade that it reaches: in one transaction, all at the same time.
pub(super) async fn prove(
	narrator: &Narrator<'_>,
	backstage: Backstage<'_>,
	firms: &[(&Firm, InstitutionId)],
) -> Result<()> {
	let (mut acts, mut told) = (Vec::new(), Vec::new());
	for (firm, institution) in firms {
		let consent = deals::consent(narrator, firm, *institution, Purpose::Assessment).await?;
		let (reckoning, call) = holder(backstage, firm).proof(narrator.client, Some(*institution)).await?;
		acts.push((firm.key.clone(), Call::all(vec![consent, call])));
		told.push((reckoning.points(), reckoning.explain().lift.map(|lift| lift.text())));
	}
	narrator.together(acts).await?;
	for ((firm, _), (points, lift)) in firms.iter().zip(told) {
		let rating = credit::rating(narrator.client, &firm.number).await?.champion;
		let rating = rating.ok_or_else(|| Error::Different(format!("{} proved a grade and has none", firm.name)))?;
		narrator.line(format!(
			"{:<26} adds up {points} points; the chain verified {:?} or better, default expected with {}, and knows no more",
			firm.name,
			rating.grade,
			percent(rating.default_probability.into()),
		));
		if let Some(lift) = lift {
			narrator.line(format!("{:<26} on its own machine: {lift}", ""));
		}
	}
	Ok(())
}

pub(super) fn holder(backstage: Backstage<'_>, firm: &Firm) -> Holder {
	Holder::of(backstage, &firm.number)
}

/// The grade that the chain knows of a firm.
pub(super) async fn grade(client: &Client, firm: &Firm) -> Result<Grade> {
	let rating = credit::rating(client, &firm.number).await?.champion;
	let rating = rating.ok_or_else(|| Error::NotFound(format!("{} has no rating", firm.name)))?;
	Ok(rating.grade)
}

/// What a firm opened to its bank, and the bank's encryption key.
pub struct Disclosed {
	pub institution: InstitutionId,
	pub disclosure: PathBuf,
	pub bank_identity: PathBuf,
}

impl Disclosed {
	/// For programs.
	pub fn to_json(&self) -> serde_json::Value {
		let Self { institution, disclosure, bank_identity } = self;
		json!({ "institution": institution, "disclosure": disclosure, "bankIdentity": bank_identity })
	}
}

/// Opens two indicators to the bank alone, in ranges, and has it check them against the chain.
pub(super) async fn disclose(
	narrator: &Narrator<'_>,
	backstage: Backstage<'_>,
	firm: &Firm,
	institution: InstitutionId,
) -> Result<Disclosed> {
	let holder = holder(backstage, firm);
	let folder = backstage.folder.join(format!("institution-{institution}"));
	files::ensure_folder(&folder)?;
	let file = folder.join(format!("{}.disclosure", file_name(&firm.number.to_string())));
	let bank_file = folder.join("bank.key");
	let bank = encryption_key(&bank_file)?;
	final_after_now(narrator).await?;
	let given = consent::list(narrator.client, &firm.number).await?;
	let usable = given.iter().find(|one| one.institution == institution && one.usable);
	let consent = usable.ok_or_else(|| Error::Different("no consent to the bank is left".into()))?.id;
	let named = network::indicators()?.into_iter().filter(|one| OPENED.contains(&one.code.as_str()));
	let indicators: Vec<String> = named.map(|one| one.name).collect();
	let (enterprise, shown) = (&firm.number, Shown::Range);
	let wish = disclosure::Wish { enterprise, institution, consent, indicators: &indicators, shown };
	let disclosure = wish.sign(narrator.client, &holder.held(narrator.client)?, &firm.key).await?;
	// The receipt first: it burns a use of the consent, and tells nothing of what is opened.
	narrator.act(&firm.key, RecordDisclosure { consent, hash: disclosure.hash()? }).await?;
	final_after_now(narrator).await?;
	Envelope::seal(Content::Disclosure, &bank.recipient(), &disclosure)?.write(&file)?;

	let received: Disclosure = Envelope::read(&file)?.open(Content::Disclosure, &bank, &file)?;
	let checked = disclosure::check(narrator.client, &received, institution).await?;
	narrator.line(checked.text(narrator.output).replace('\n', "\n  "));
	Ok(Disclosed { institution, disclosure: file, bank_identity: bank_file })
}

/// Waits until what is in the best block now is final.
async fn final_after_now(narrator: &Narrator<'_>) -> Result<()> {
	let best = narrator.client.best_number().await?;
	while narrator.client.finalised_block().await?.number < best {
		tokio::time::sleep(std::time::Duration::from_millis(300)).await;
	}
	Ok(())
}

/// How many commitments stand on the chain in place of a firm's figures.
pub(super) async fn commitments(client: &Client, firm: &Firm) -> Result<usize> {
	let attestations = attestation::list(client, &firm.number).await?;
	Ok(attestations.iter().map(|one| one.value.commitments().len()).sum())
}
