//! The journey once more, with every confidential indicator sealed: a loan is granted on a proved grade, and no figure of
//! the firm stands on the chain.

use super::{
	loans::{self, Deal, Firm, Place, Wish},
	narrator::Narrator,
	network,
};
use crate::{
	audience::Nobody,
	client::{
		calls::{attestations::AttestMany, consents::RecordDisclosure},
		questions::{self, credit},
		Stage,
	},
	error::{Error, Result},
	keys,
	values::fingerprint,
};
use lingnan_sealing::{
	basis::Basis,
	card::{Card, Party},
	disclosure::{self, Disclosure, Shown},
	envelope::{Content, Envelope, Identity, Recipient},
	indicators::Indicators,
	openings::Held,
	reckoning::Reckoning,
	sealing::{Agency, Figure, Target},
};
use lingnan_types::{
	attestation::{self, AttestationSpec},
	loan::LoanState,
	product::RepaymentMethod,
	InstitutionId, LoanId, Purpose,
};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// Figures to be taken in place of the demonstration's own, by the indicator's code.
pub type Figures = BTreeMap<String, i64>;

/// What was played, for programs.
pub struct Played {
	pub enterprise: String,
	pub loan: LoanId,
	pub grade: String,
	/// Attestations whose values are commitments, and those that stand open.
	pub sealed: usize,
	pub open: usize,
	/// Folder of the firm's openings, and its encryption key.
	pub openings: PathBuf,
	pub identity: PathBuf,
	/// What the firm opened to its bank, and the bank's encryption key.
	pub disclosure: PathBuf,
	pub bank_identity: PathBuf,
	pub institution: InstitutionId,
}

impl Played {
	pub fn to_json(&self) -> Value {
		json!({
			"enterprise": self.enterprise, "loan": self.loan, "grade": self.grade, "sealed": self.sealed, "open": self.open,
			"openings": self.openings, "identity": self.identity, "disclosure": self.disclosure,
			"bankIdentity": self.bank_identity, "institution": self.institution,
		})
	}
}

/// Indicators that the firm opens to its bank, by code.
const OPENED: [&str; 2] = ["tax-paid-12m", "liabilities-to-assets"];

pub async fn play(narrator: &Narrator<'_>, folder: &Path, figures: &Figures) -> Result<Played> {
	let serial = loans::serial(narrator).await?;
	let firm = Firm::new(Place { serial, division: 440_606 }, "Banyan Precision Tools", "C3422", 0);
	let wish = Wish {
		bank: "ccb",
		bank_name: "China Construction Bank Guangdong Branch",
		security: None,
		amount: 100_000_000,
		tenor: 12,
		method: RepaymentMethod::EqualInstalments,
		assets: vec![],
	};
	crate::files::ensure_folder(folder)?;
	let openings = folder.join("openings");

	narrator.heading("1. The market regulator registers a firm; the firm makes a key to which files can be encrypted");
	loans::register(narrator, std::slice::from_ref(&firm)).await?;
	let (identity, recipient) = encryption_key(narrator, folder, &firm).await?;
	let owner = Owner { narrator, firm: &firm, identity: &identity, openings: &openings };

	narrator.heading("2. Agencies attest what they know: confidential figures as commitments, the others openly");
	let (sealed, open) = owner.attested(&recipient, figures).await?;

	narrator.heading("3. The firm adds up for itself, and proves a grade to the bank that it chose");
	let institution = loans::institution(narrator, &wish).await?;
	let consent = loans::consent(narrator, &firm, institution, Purpose::Assessment).await?;
	narrator.act(&firm.key, consent).await?;
	let grade = owner.prove(institution).await?;

	narrator.heading("4. It applies with the proved grade");
	let application = loans::conclude(narrator, &Deal { firm: &firm, wish: &wish, institution }, vec![]).await?;
	let lent = loans::disburse(narrator, &firm, &wish, application).await?;

	narrator.heading("5. It opens two indicators to this bank alone, which checks them against the chain");
	let (disclosure, bank_identity) = owner.disclose(folder, institution).await?;

	narrator.heading("6. What the chain knows");
	epilogue(narrator, &firm, &wish, lent.id).await?;
	Ok(Played {
		enterprise: firm.number.to_string(),
		loan: lent.id,
		grade,
		sealed,
		open,
		openings,
		identity: folder.join("firm.key"),
		disclosure,
		bank_identity,
		institution,
	})
}

async fn encryption_key(narrator: &Narrator<'_>, folder: &Path, firm: &Firm) -> Result<(Identity, Recipient)> {
	let identity = Identity::new();
	identity.write(&folder.join("firm.key"))?;
	let party = Party::Enterprise(firm.number.to_string());
	let card = Card::new(narrator.client.genesis_hash(), party, identity.recipient(), &firm.key)?;
	let recipient = card.recipient().clone();
	narrator.line(format!("its card, signed by who controls it, names the key {}", recipient.name()));
	Ok((identity, recipient))
}

/// The firm, with what it keeps on its own machine.
struct Owner<'a> {
	narrator: &'a Narrator<'a>,
	firm: &'a Firm,
	identity: &'a Identity,
	/// Where what opens its attestations goes.
	openings: &'a Path,
}

impl Owner<'_> {
	/// Each agency seals its confidential figures of the firm, and states the others. Answers how many there are of both.
	async fn attested(&self, recipient: &Recipient, figures: &Figures) -> Result<(usize, usize)> {
		let Self { narrator, firm, openings, .. } = self;
		let indicators = Indicators::read(narrator.client).await?;
		let period_end = narrator.today().await?.saturating_sub(1);
		let definitions: BTreeMap<String, network::Indicator> =
			network::indicators()?.into_iter().map(|indicator| (indicator.code.clone(), indicator)).collect();
		let mut by_agency = BTreeMap::<String, (Vec<Figure>, Vec<AttestationSpec>)>::new();
		for characteristic in network::scorecard()?.characteristics {
			let Some(definition) = definitions.get(&characteristic.indicator) else { continue };
			let indicator = indicators.find(&definition.name)?;
			let value = figures.get(&definition.code).copied();
			let value =
				value.unwrap_or_else(|| network::good_value(definition, &characteristic.points, firm.steps_below));
			let (to_seal, to_state) = by_agency.entry(definition.owner.clone()).or_default();
			match indicator.is_sealed() {
				true => to_seal.push(Figure {
					enterprise: firm.number.to_string(),
					indicator: indicator.clone(),
					value,
					period_end,
					recipient: recipient.clone(),
				}),
				false => to_state.push(AttestationSpec {
					enterprise: firm.number.clone(),
					indicator: indicator.id,
					value: attestation::Value::Open(value),
					period_end,
					evidence: fingerprint(format!("{} {}", firm.number, definition.code).as_bytes()),
				}),
			}
		}
		let work = by_agency.into_iter().map(|(agency, (to_seal, to_state))| async move {
			let key = keys::agency(&agency);
			let open = to_state.len();
			if open > 0 {
				narrator.act(&key, AttestMany { attestations: to_state }).await?;
			}
			if to_seal.is_empty() {
				return Ok((0, open, 0));
			}
			// Many at a time: no bars.
			let agency = Agency::of(narrator.client, &key, Stage::InBlock, &Nobody).await?;
			let done = agency.seal(to_seal, &Target::Folder(openings.to_path_buf())).await?;
			Ok::<_, Error>((done.attestations, open, done.files.len()))
		});
		let counts = futures::future::try_join_all(work).await?;
		let (sealed, open, files) =
			counts.into_iter().fold((0, 0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2));
		if sealed == 0 {
			return Err(Error::NotFound(
				"this chain has no sealed indicators: start one with `lingnan-node --dev --chain dev-sealed`".into(),
			));
		}
		narrator.line(format!(
		"{sealed} attestations are sealed and {open} stand open; what opens them went to the firm in {files} encrypted files"
	));
		Ok((sealed, open))
	}

	async fn reckon(&self) -> Result<Reckoning> {
		let client = self.narrator.client;
		let basis = Basis::read(client, &self.firm.number).await?;
		Reckoning::new(basis, &Indicators::read(client).await?, &self.held()?)
	}

	fn held(&self) -> Result<Held> {
		let genesis = self.narrator.client.genesis_hash();
		Held::read(&[self.openings.to_path_buf()], self.identity, genesis, &self.firm.number.to_string())
	}

	/// The best grade that the firm reaches, proved towards the bank.
	async fn prove(&self, institution: InstitutionId) -> Result<String> {
		let Self { narrator, firm, .. } = self;
		let reckoning = self.reckon().await?;
		let grade = reckoning.best();
		narrator.line(format!("on its own machine: {} points, which is {grade:?}", reckoning.points()));
		let call = reckoning.prove(narrator.client.genesis_hash(), &firm.number, grade, Some(institution))?;
		narrator.act(&firm.key, call).await?;
		let rating = credit::rating(narrator.client, &firm.number).await?.champion;
		let rating = rating.ok_or_else(|| Error::Different(format!("{} proved a grade and has none", firm.name)))?;
		narrator.line(format!(
			"on the chain: the proof is verified; the rating says {:?} or better, which takes {} points, and no more",
			rating.grade, rating.points,
		));
		Ok(format!("{grade:?}"))
	}

	/// Opens two indicators to the bank. Answers where that went, and where the bank's encryption key is.
	async fn disclose(&self, folder: &Path, institution: InstitutionId) -> Result<(PathBuf, PathBuf)> {
		let Self { narrator, firm, .. } = self;
		let bank = Identity::new();
		let (file, bank_file) = (folder.join("to-the-bank.disclosure"), folder.join("bank.key"));
		bank.write(&bank_file)?;
		final_after_now(narrator).await?;
		let named = network::indicators()?.into_iter().filter(|one| OPENED.contains(&one.code.as_str()));
		let indicators: Vec<String> = named.map(|one| one.name).collect();
		let given = questions::consent::list(narrator.client, &firm.number).await?;
		let usable = given.iter().find(|one| one.institution == institution && one.usable);
		let consent = usable.ok_or_else(|| Error::Different("no consent to the bank is left".into()))?.id;
		let (enterprise, shown) = (&firm.number, Shown::Range);
		let wish = disclosure::Wish { enterprise, institution, consent, indicators: &indicators, shown };
		let disclosure = wish.sign(narrator.client, &self.held()?, &firm.key).await?;
		narrator.act(&firm.key, RecordDisclosure { consent, hash: disclosure.hash()? }).await?;
		final_after_now(narrator).await?;
		Envelope::seal(Content::Disclosure, &bank.recipient(), &disclosure)?.write(&file)?;

		let received: Disclosure = Envelope::read(&file)?.open(Content::Disclosure, &bank, &file)?;
		let checked = disclosure::check(narrator.client, &received, institution).await?;
		narrator.line(checked.text(narrator.output).replace('\n', "\n  "));
		Ok((file, bank_file))
	}
}

/// Waits until what is in the best block now is final.
async fn final_after_now(narrator: &Narrator<'_>) -> Result<()> {
	let best = narrator.client.best_number().await?;
	while narrator.client.finalised_block().await?.number < best {
		tokio::time::sleep(std::time::Duration::from_millis(300)).await;
	}
	Ok(())
}

async fn epilogue(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, loan: LoanId) -> Result<()> {
	let state = narrator.loan(loan).await?.state;
	if state != LoanState::Active {
		return Err(Error::Different(format!("loan {loan} is {state:?} in place of active")));
	}
	let attestations = questions::attestation::list(narrator.client, &firm.number).await?;
	let commitments: usize = attestations.iter().map(|one| one.value.commitments().len()).sum();
	narrator.line(format!("{commitments} commitments about {}, in place of its figures", firm.name));
	narrator.line(format!("loan {loan} of {} over {}, on a proved grade", wish.bank_name, loans::yuan(wish.amount)));
	Ok(())
}
