use super::Context;
use crate::{
	client::calls::cards,
	error::{Error, Result},
	output::{records_of, until_text},
	values,
};
use clap::{Args, Subcommand};
use lingnan_sealing::{card::Party, envelope::Identity};
use lingnan_types::{
	card::CardKey, AgencyId, CardVersion, Date, InstitutionId, RegistrationNumber, Timestamp, SECONDS_PER_DAY,
};
use serde_json::json;
use std::{path::PathBuf, str::FromStr};

/// Days for which a card holds unless another end is given: shorter than what governance allows at first.
const USUAL_DAYS: u64 = 365;

#[derive(Debug, Subcommand)]
pub enum Card {
	/// Say on the chain to which key files for you are encrypted from now on (the party)
	Publish {
		/// File of an encryption key, from `lingnan key encryption`
		identity: PathBuf,
		#[command(flatten)]
		whose: Whose,
		/// Last day; a year ahead if not given
		#[arg(long, value_parser = values::until)]
		until: Option<Timestamp>,
	},
	/// Show a party's cards: which is in force, and what became of those before
	Show(Whose),
	/// Take a card back before its time is over (the party)
	Withdraw {
		/// Which of the party's cards
		card: CardVersion,
		#[command(flatten)]
		whose: Whose,
	},
	/// State that the private key of an old card was destroyed (the party)
	Destroyed {
		/// Which of the party's cards
		card: CardVersion,
		#[command(flatten)]
		whose: Whose,
		/// Day on which it was destroyed; today if not given
		#[arg(long, value_parser = values::date)]
		on: Option<Date>,
	},
}

/// Whose card it is.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Whose {
	/// The enterprise: whose card it is, or who asks
	#[arg(long)]
	enterprise: Option<RegistrationNumber>,
	/// The institution, by its number or, where a node is asked, its name
	#[arg(long)]
	institution: Option<String>,
	/// The agency, by its number or, where a node is asked, its name
	#[arg(long)]
	agency: Option<String>,
}

impl Whose {
	/// As the chain knows it by its number or its name.
	pub async fn party(&self, c: &Context) -> Result<Party> {
		Ok(match (&self.enterprise, &self.institution, &self.agency) {
			(Some(number), ..) => Party::Enterprise(number.to_string()),
			(_, Some(given), _) => Party::Institution(c.number_of::<InstitutionId>(given).await?),
			(.., Some(given)) => Party::Agency(c.number_of::<AgencyId>(given).await?),
			_ => return Err(whose()),
		})
	}

	/// By its number: a name cannot be looked up without a chain.
	pub fn party_alone(&self) -> Result<Party> {
		fn number<Id: FromStr>(option: &str, given: &str) -> Result<Id> {
			let unread = |_| {
				Error::input(option, format!("{given:?} is no number, and no node is asked for names here: `lingnan show institutions` and `show agencies` list the numbers"))
			};
			given.trim().parse().map_err(unread)
		}
		Ok(match (&self.enterprise, &self.institution, &self.agency) {
			(Some(number), ..) => Party::Enterprise(number.to_string()),
			(_, Some(given), _) => Party::Institution(number("--institution", given)?),
			(.., Some(given)) => Party::Agency(number("--agency", given)?),
			_ => return Err(whose()),
		})
	}
}

fn whose() -> Error {
	Error::usage("whose? Give --enterprise, --institution or --agency")
}

impl Card {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Publish { identity, whose, until } => {
				let party = whose.party(c).await?;
				let recipient = Identity::read(identity)?.recipient();
				let key = CardKey::try_from(recipient.bytes().to_vec())
					.map_err(|()| Error::input(identity.display(), "its public key is too long for a card"))?;
				let valid_until = match until {
					Some(until) => *until,
					None => c.client.now().await?.saturating_add(USUAL_DAYS.saturating_mul(SECONDS_PER_DAY)),
				};
				let (holder, suite) = (party.holder()?, recipient.suite().byte());
				let end = until_text(valid_until);
				c.submit(cards::Publish { holder, suite, key, valid_until }, |_| {
					format!("files for {party} are encrypted to {}, {end}", recipient.name())
				})
				.await
			},
			Self::Show(whose) => {
				let party = whose.party(c).await?;
				let answer = c.client.whole("card_list", json!([party.holder()?]), None).await?;
				if answer.as_array().is_none_or(Vec::is_empty) {
					return Err(Error::NotFound(format!("{party} has no card on this chain")));
				}
				let told = c.told("card_list", &answer);
				c.output.answer(&answer, |_| {
					records_of(&told, &["version", "state", "suite", "validUntil", "keyHash", "destroyedOn"])
				});
				Ok(())
			},
			Self::Withdraw { card, whose } => {
				let party = whose.party(c).await?;
				let call = cards::Withdraw { holder: party.holder()?, version: *card };
				c.submit(call, |_| format!("nothing is to be encrypted to card {card} of {party} any more")).await
			},
			Self::Destroyed { card, whose, on } => {
				let party = whose.party(c).await?;
				let on = match on {
					Some(on) => *on,
					None => lingnan_types::date_of(c.client.now().await?),
				};
				let call = cards::StateDestruction { holder: party.holder()?, version: *card, on };
				c.submit(call, |_| format!("the private key of card {card} of {party} is stated destroyed")).await
			},
		}
	}
}
