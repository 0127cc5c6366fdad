use super::{loan, Context, Firm};
use crate::{
	client::{
		questions::{allowance, credit, enterprise},
		Allowance,
	},
	error::{Error, Result},
	keys,
	output::{record, records, records_of, time_text, work},
	rating::{at_least, Readings},
	values,
};
use clap::Subcommand;
use lingnan_types::{
	error_code::UNKNOWN_MEMBER, AgencyId, ApplicationId, AssetId, IndicatorId, InstitutionId, LoanId,
	RegistrationNumber,
};
use serde_json::{json, Value};
use std::fmt::Display;
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Show {
	/// The chain: its name, blocks and business time
	Chain,
	/// An enterprise's record
	Enterprise(Firm),
	/// What agencies attest of an enterprise
	Attestations(Firm),
	/// An enterprise's ratings
	Rating(Firm),
	/// An enterprise's consents
	Consents(Firm),
	/// An application and its offer
	Application { id: ApplicationId },
	/// An enterprise's applications
	Applications(Firm),
	/// A loan: rate and schedule in force, due today, arrears
	Loan { id: LoanId },
	/// A loan's account: every entry, reversed ones too
	Statement { loan: LoanId },
	/// An enterprise's loans
	Loans(Firm),
	/// An asset, its liens and valuation
	Asset { id: AssetId },
	/// An enterprise's assets
	Assets(Firm),
	/// Whether a trade document is known, duplicate or financed
	Document {
		#[arg(value_parser = values::hash)]
		exact_token: H256,
		#[arg(value_parser = values::hash)]
		coarse_token: H256,
	},
	/// The public keys by which an agency's documents are known, by version
	DocumentKeys { agency: String },
	/// What an enterprise owes, by currency
	Exposure(Firm),
	/// The public compensation funds: share, budget, what they bear
	Funds,
	/// An institution's open applications
	Inbox { institution: String },
	/// All products
	Products,
	/// All institutions
	Institutions,
	/// All agencies
	Agencies,
	/// All indicators
	Indicators,
	/// The datasets that were anchored for an indicator
	Datasets { indicator: String },
	/// All scorecards
	Scorecards,
	/// What an account may use of the chain without coins
	Allowance { account: String },
	/// The register of peers: whether nodes answer nobody else, and whose nodes are in it
	Peers,
	/// All validators: blocks, missed sessions, last block
	Validators,
}

/// The columns of a list for people: those of this table in its order, all where nothing stands. None: it is one record.
type Columns = Option<&'static [&'static str]>;

const ALL: Columns = Some(&[]);

impl Show {
	/// The JSON-RPC method and its parameters; the columns.
	async fn question(&self, c: &Context) -> Result<(&'static str, Value, Columns)> {
		let about = match self {
			Self::Inbox { institution } => json!([c.number_of::<InstitutionId>(institution).await?]),
			Self::DocumentKeys { agency } => json!([c.number_of::<AgencyId>(agency).await?]),
			Self::Datasets { indicator } => json!([c.number_of::<IndicatorId>(indicator).await?]),
			Self::Enterprise(firm)
			| Self::Attestations(firm)
			| Self::Rating(firm)
			| Self::Consents(firm)
			| Self::Applications(firm)
			| Self::Loans(firm)
			| Self::Assets(firm)
			| Self::Exposure(firm) => json!([firm.number]),
			Self::Application { id } => json!([id]),
			Self::Loan { id } | Self::Statement { loan: id } => json!([id]),
			Self::Asset { id } => json!([id]),
			Self::Document { exact_token, coarse_token } => json!([exact_token, coarse_token]),
			_ => json!([]),
		};
		let (method, columns) = self.method();
		Ok((method, about, columns))
	}

	fn method(&self) -> (&'static str, Columns) {
		match self {
			Self::Allowance { .. } => ("allowance_get", None),
			Self::Chain => ("system_chain", None),
			Self::Exposure(_) => ("financing_exposure", ALL),
			Self::Funds => ("financing_funds", ALL),
			Self::Inbox { .. } => ("financing_inbox", ALL),
			Self::Enterprise(_) => ("enterprise_get", None),
			Self::Attestations(_) => ("attestation_list", ALL),
			Self::Rating(_) => ("credit_rating", None),
			Self::Consents(_) => ("consent_list", ALL),
			Self::Application { .. } => ("financing_application", None),
			Self::Applications(_) => ("financing_applicationsOf", ALL),
			Self::Loan { .. } => ("financing_loan", None),
			Self::Statement { .. } => (
				"financing_statement",
				Some(&[
					"posting",
					"valueDate",
					"bookedAt",
					"entry",
					"spent",
					"outstandingPrincipal",
					"balance",
					"reversed",
					"reversalAsked",
				]),
			),
			Self::Loans(_) => ("financing_loansOf", ALL),
			Self::Asset { .. } => ("collateral_status", None),
			Self::Assets(_) => ("collateral_assetsOf", ALL),
			Self::Document { .. } => ("collateral_documentStatus", None),
			Self::DocumentKeys { .. } => ("collateral_issuerKeys", Some(&["version", "key", "openedOn", "retiredOn"])),
			Self::Products => (
				"financing_products",
				Some(&["id", "institution", "name", "minAmount", "maxAmount", "minRate", "maxRate", "worstGrade"]),
			),
			Self::Institutions => ("financing_institutions", Some(&["id", "name", "kind", "jurisdiction"])),
			Self::Agencies => ("attestation_agencies", Some(&["id", "name", "jurisdiction", "rights"])),
			Self::Indicators => (
				"attestation_indicators",
				Some(&["id", "name", "unit", "owner", "edges", "direction", "validityDays", "class"]),
			),
			Self::Peers => ("peer_register", None),
			Self::Validators => ("validator_list", ALL),
			Self::Datasets { .. } => (
				"attestation_datasets",
				Some(&["id", "periodEnd", "count", "anchoredAt", "standing", "usable", "root"]),
			),
			Self::Scorecards => ("credit_scorecards", Some(&["id", "name", "status", "base", "minimumCoverage"])),
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		if matches!(self, Self::Chain) {
			let answer = chain(c).await?;
			c.output.answer(&answer, record);
			return Ok(());
		}
		if let Self::Allowance { account } = self {
			let answer = allowance::get(&c.client, &keys::read_account(account)?).await?;
			c.output.answer(&json!(answer), |_| record(&in_words(&answer)));
			return Ok(());
		}
		let (method, params, columns) = self.question(c).await?;
		let answer = match c.client.whole(method, params, None).await {
			// Said with the command's own words.
			Err(error @ Error::Rpc { code: UNKNOWN_MEMBER, .. }) => {
				self.ensure_there_is(c).await?;
				return Err(error);
			},
			answer => answer?,
		};
		if answer.is_null() {
			return Err(self.missing(c).await);
		}
		if says_nothing(&answer) {
			self.ensure_there_is(c).await?;
		}
		if let (Self::Rating(Firm { number }), false) = (self, c.output.json) {
			let ratings = credit::rating(&c.client, number).await?;
			c.output.say(Readings::of(c).await?.ratings(number, &ratings));
			return Ok(());
		}
		if let (Self::Loan { id }, false) = (self, c.output.json) {
			let view = c.loan(*id).await?;
			c.output.say(loan::shown(&c.output, &view));
			return Ok(());
		}
		let currency = match self {
			Self::Statement { loan } if !c.output.json => Some(c.loan(*loan).await?.currency),
			_ => None,
		};
		let told = at_a_glance(c.told_in(method, &answer, currency));
		c.output.answer(&answer, |_| match columns {
			None => record(&told),
			Some([]) => records(&told),
			Some(columns) => records_of(&told, columns),
		});
		Ok(())
	}

	/// What is said where the node knows nothing of it.
	async fn missing(&self, c: &Context) -> Error {
		Error::NotFound(match self {
			Self::Enterprise(Firm { number }) => unregistered(number),
			Self::Application { id } => format!("there is no application {id}"),
			Self::Asset { id } => format!("there is no asset {id}"),
			Self::Loan { id } | Self::Statement { loan: id } => match c.loan(*id).await {
				Err(missing) => return missing,
				Ok(_) => format!("the node does not know the account of loan {id}"),
			},
			_ => "the node knows nothing of it".into(),
		})
	}

	/// Nothing is told of this one: perhaps because there is no such one.
	async fn ensure_there_is(&self, c: &Context) -> Result<()> {
		match self {
			Self::Attestations(firm)
			| Self::Rating(firm)
			| Self::Consents(firm)
			| Self::Applications(firm)
			| Self::Loans(firm)
			| Self::Assets(firm)
			| Self::Exposure(firm) => ensure_registered(c, &firm.number).await,
			Self::Inbox { institution } => c.ensure_listed::<InstitutionId>(institution).await,
			Self::Datasets { indicator } => c.ensure_listed::<IndicatorId>(indicator).await,
			_ => Ok(()),
		}
	}
}

/// Without what is said twice: how an application stands now, where that is what was recorded. A grade is told as what it is, the
/// least that was proved, and commitments as what they are for a reader: sealed.
fn at_a_glance(mut told: Value) -> Value {
	in_plain_words(&mut told);
	let items = match &mut told {
		Value::Array(items) => items.as_mut_slice(),
		one => std::slice::from_mut(one),
	};
	if items.iter().all(|one| one["now"] == one["state"]) {
		for fields in items.iter_mut().filter_map(Value::as_object_mut) {
			fields.remove("now");
		}
	}
	told
}

fn in_plain_words(told: &mut Value) {
	match told {
		Value::Array(items) => items.iter_mut().for_each(in_plain_words),
		Value::Object(fields) => {
			for (name, value) in fields {
				match value {
					Value::String(grade) if name == "grade" => *value = json!(at_least(&*grade)),
					Value::Object(one) if name == "value" && one.contains_key("Sealed") => *value = json!("sealed"),
					other => in_plain_words(other),
				}
			}
		},
		_ => {},
	}
}

/// Nothing at all, or of what can be told nothing.
pub(super) fn says_nothing(answer: &Value) -> bool {
	match answer {
		Value::Null => true,
		Value::Array(items) => items.is_empty(),
		Value::Object(fields) => fields.values().all(says_nothing),
		_ => false,
	}
}

/// Of an enterprise that nobody registered.
pub fn unregistered(number: impl Display) -> String {
	format!("{number} is not on the register of this chain")
}

/// Refuses an enterprise that nobody registered.
pub async fn ensure_registered(c: &Context, number: &RegistrationNumber) -> Result<()> {
	match enterprise::get(&c.client, number).await? {
		None => Err(Error::NotFound(unregistered(number))),
		Some(_) => Ok(()),
	}
}

/// An allowance in words.
fn in_words(known: &Allowance) -> Value {
	let mut told = json!({
		"knownAs": known.party.as_deref().unwrap_or("nobody: a stranger pays in coins"),
		"allowance": work(known.max),
		"usedUp": work(known.used),
		"comesBack": format!("{} with each block", work(known.recovery)),
	});
	if let Some(sponsor) = &known.sponsor {
		told["sponsor"] = json!(sponsor.to_string());
		told["leftOfTheBudget"] = json!(work(known.sponsored));
		told["roomOfTheSponsor"] = json!(work(known.sponsor_room));
	}
	told
}

async fn chain(c: &Context) -> Result<Value> {
	let name: String = c.client.rpc("system_chain", json!([])).await?;
	let version: String = c.client.rpc("system_version", json!([])).await?;
	let finalised = c.client.finalised_block().await?;
	let best = c.client.best_number().await?;
	let health: Value = c.client.rpc("system_health", json!([])).await?;
	Ok(json!({
		"chain": name, "node": version, "genesis": c.client.genesis_hash(), "bestBlock": best,
		"finalisedBlock": finalised.number, "finalisedHash": finalised.hash,
		"blocksNotFinal": best.saturating_sub(finalised.number), "peers": health["peers"], "syncing": health["isSyncing"], "businessTime": time_text(c.client.now().await?),
	}))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{args::Cli, client::units};
	use clap::CommandFactory;
	use std::ffi::OsString;

	/// What `lingnan show` can be asked for, each with something in the place of every argument.
	fn questions() -> Vec<Show> {
		let program = Cli::command();
		let show = program.find_subcommand("show").expect("there is such a command");
		let given = |name: &str| match name {
			"number" => "CN:91440300708461136T".into(),
			"account" => "//Alice".into(),
			"exact_token" | "coarse_token" => format!("0x{}", "07".repeat(32)),
			_ => "1".to_string(),
		};
		let parsed = show.get_subcommands().map(|noun| {
			let arguments = noun.get_positionals().map(|argument| given(argument.get_id().as_str()));
			let words = ["lingnan", "show", noun.get_name()].map(String::from).into_iter().chain(arguments);
			let words: Vec<OsString> = words.map(OsString::from).collect();
			match Cli::read(&words).map(|cli| cli.command) {
				Ok(crate::args::Command::Show(show)) => show,
				other => panic!("{words:?}: {other:?}"),
			}
		});
		parsed.collect()
	}

	#[test]
	fn every_number_that_show_asks_for_is_known_by_its_type() {
		// A name and numbers that the node itself counts.
		const NO_RUNTIME_API: [&str; 1] = ["system_chain"];
		let asked = questions();
		assert!(asked.len() >= 23, "{}", asked.len());
		for question in asked {
			let (method, _) = question.method();
			let known = units::is_known(method) || NO_RUNTIME_API.contains(&method);
			assert!(known, "{method} of {question:?} has no route in client/src/questions/routes.rs");
		}
	}

	#[test]
	fn how_an_application_stands_now_is_shown_where_nobody_recorded_it_yet() {
		let one = |state: &str, now: &str| json!({ "id": 1, "state": state, "now": now });
		assert_eq!(at_a_glance(one("Offered", "Offered")), json!({ "id": 1, "state": "Offered" }));
		assert_eq!(at_a_glance(one("Offered", "Expired")), one("Offered", "Expired"));
		let list = at_a_glance(json!([one("Open", "Open"), one("Offered", "Expired")]));
		assert_eq!(list, json!([one("Open", "Open"), one("Offered", "Expired")]), "one column for all");
		assert_eq!(at_a_glance(json!([one("Open", "Open")])), json!([{ "id": 1, "state": "Open" }]));
		let other = json!([{ "id": 1, "state": "Active" }]);
		assert_eq!(at_a_glance(other.clone()), other);
		assert!(records(&list).contains("Expired"), "{}", records(&list));
	}

	#[test]
	fn a_grade_is_shown_as_the_least_that_was_proved() {
		let loan = json!({ "id": 3, "grade": "AA", "terms": { "grade": "BB" }, "worstGrade": "B" });
		let told = json!({ "id": 3, "grade": "at least AA", "terms": { "grade": "at least BB" }, "worstGrade": "B" });
		assert_eq!(at_a_glance(loan.clone()), told);
		assert_eq!(at_a_glance(json!([loan])), json!([told]));
	}

	#[test]
	fn commitments_are_shown_as_sealed() {
		let shown = |value: Value| at_a_glance(json!([{ "indicator": 4, "value": value }]))[0]["value"].clone();
		assert_eq!(shown(json!({ "Sealed": ["0x11", "0x22"] })), json!("sealed"));
		assert_eq!(shown(json!({ "Open": "5 cases" })), json!({ "Open": "5 cases" }));
	}

	#[test]
	fn an_empty_answer_is_looked_into() {
		let nothing = json!({ "champion": null, "history": [] });
		assert!(says_nothing(&json!([])) && says_nothing(&Value::Null) && says_nothing(&nothing));
		assert!(!says_nothing(&json!([1])) && !says_nothing(&json!({ "champion": { "coverage": 1 }, "history": [] })));
		assert!(!says_nothing(&json!({ "found": false })));
	}
}
