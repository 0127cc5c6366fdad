use super::Context;
use crate::{
	client::Allowance,
	error::{Error, Result},
	keys,
	output::{record, records, records_of, time_text, work},
	rating::Readings,
	values,
};
use clap::Subcommand;
use lingnan_types::RegistrationNumber;
use serde_json::{json, Value};
use std::fmt::Display;
use subxt::utils::H256;

/// The node's answer where there is no institution of that number.
pub(super) const UNKNOWN_INSTITUTION: i32 = 20_004;

#[derive(Debug, Subcommand)]
pub enum Show {
	/// The chain: its name, blocks and business time
	Chain,
	/// An enterprise's record
	Enterprise {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// What agencies attest of an enterprise
	Attestations {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// An enterprise's ratings
	Rating {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// An enterprise's consents
	Consents {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// An application and its offer
	Application { id: u64 },
	/// An enterprise's applications
	Applications {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// A loan: schedule, due today, arrears
	Loan { id: u64 },
	/// A loan's account: every entry, reversed ones too
	Statement { loan: u64 },
	/// An enterprise's loans
	Loans {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// An asset, its liens and valuation
	Asset { id: u64 },
	/// An enterprise's assets
	Assets {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Whether a trade document is known, duplicate or financed
	Document {
		#[arg(value_parser = values::hash)]
		exact_token: H256,
		#[arg(value_parser = values::hash)]
		coarse_token: H256,
	},
	/// The public keys by which an agency's documents are known, by version
	DocumentKeys { agency: u32 },
	/// What an enterprise owes, by currency
	Exposure {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// The public compensation funds: share, budget, what they bear
	Funds,
	/// An institution's open applications
	Inbox { institution: u32 },
	/// All products
	Products,
	/// All institutions
	Institutions,
	/// All agencies
	Agencies,
	/// All indicators
	Indicators,
	/// The datasets that were anchored for an indicator
	Datasets { indicator: u32 },
	/// All scorecards
	Scorecards,
	/// What an account may use of the chain without coins
	Allowance { account: String },
	/// All validators: blocks, missed sessions, last block
	Validators,
}

impl Show {
	/// The JSON-RPC method, its parameters, and the columns of a list for people (none for a single record).
	fn question(&self) -> (&'static str, Value, Option<&'static [&'static str]>) {
		match self {
			Self::Allowance { account } => ("allowance_get", json!([account]), None),
			Self::Chain => ("system_chain", json!([]), None),
			Self::Exposure { number } => ("financing_exposure", json!([number]), Some(&[])),
			Self::Funds => ("financing_funds", json!([]), Some(&[])),
			Self::Inbox { institution } => ("financing_inbox", json!([institution]), Some(&[])),
			Self::Enterprise { number } => ("enterprise_get", json!([number]), None),
			Self::Attestations { number } => ("attestation_list", json!([number]), Some(&[])),
			Self::Rating { number } => ("credit_rating", json!([number]), None),
			Self::Consents { number } => ("consent_list", json!([number]), Some(&[])),
			Self::Application { id } => ("financing_application", json!([id]), None),
			Self::Applications { number } => ("financing_applicationsOf", json!([number]), Some(&[])),
			Self::Loan { id } => ("financing_loan", json!([id]), None),
			Self::Statement { loan } => (
				"financing_statement",
				json!([loan]),
				Some(&[
					"posting",
					"valueDate",
					"bookedAt",
					"entry",
					"spent",
					"outstandingPrincipal",
					"reversed",
					"reversalAsked",
				]),
			),
			Self::Loans { number } => ("financing_loansOf", json!([number]), Some(&[])),
			Self::Asset { id } => ("collateral_status", json!([id]), None),
			Self::Assets { number } => ("collateral_assetsOf", json!([number]), Some(&[])),
			Self::Document { exact_token, coarse_token } => {
				("collateral_documentStatus", json!([exact_token, coarse_token]), None)
			},
			Self::DocumentKeys { agency } => {
				("collateral_issuerKeys", json!([agency]), Some(&["version", "key", "openedOn", "retiredOn"]))
			},
			Self::Products => (
				"financing_products",
				json!([]),
				Some(&["id", "institution", "name", "minAmount", "maxAmount", "minRate", "maxRate", "worstGrade"]),
			),
			Self::Institutions => ("financing_institutions", json!([]), Some(&["id", "name", "kind", "jurisdiction"])),
			Self::Agencies => ("attestation_agencies", json!([]), Some(&["id", "name", "jurisdiction", "rights"])),
			Self::Indicators => (
				"attestation_indicators",
				json!([]),
				Some(&["id", "name", "unit", "owner", "edges", "direction", "validityDays", "visibility"]),
			),
			Self::Validators => ("validator_list", json!([]), Some(&[])),
			Self::Datasets { indicator } => (
				"attestation_datasets",
				json!([indicator]),
				Some(&["id", "periodEnd", "count", "anchoredAt", "standing", "usable", "root"]),
			),
			Self::Scorecards => {
				("credit_scorecards", json!([]), Some(&["id", "name", "status", "base", "minimumCoverage"]))
			},
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		if matches!(self, Self::Chain) {
			let answer = chain(c).await?;
			c.output.answer(&answer, record);
			return Ok(());
		}
		if let Self::Allowance { account } = self {
			let answer = c.client.allowance(&keys::read_account(account)?).await?;
			c.output.answer(&json!(answer), |_| record(&allowance(&answer)));
			return Ok(());
		}
		let (method, params, columns) = self.question();
		let answer = match c.client.whole(method, params, None).await {
			// Said with the command's own words.
			Err(error @ Error::Rpc { code: UNKNOWN_INSTITUTION, .. }) => {
				self.ensure_there_is(c).await?;
				return Err(error);
			},
			answer => answer?,
		};
		if answer.is_null() {
			return Err(Error::NotFound(self.missing()));
		}
		if says_nothing(&answer) {
			self.ensure_there_is(c).await?;
		}
		let currency = match self {
			Self::Statement { loan } if !c.output.json => c.currency(*loan).await?,
			_ => None,
		};
		let told = at_a_glance(c.told_in(method, &answer, currency));
		if let (Self::Rating { number }, false) = (self, c.output.json) {
			c.output.say(Readings::of(c, number).await?.ratings(number, &answer, &told));
			return Ok(());
		}
		c.output.answer(&answer, |_| match columns {
			None => record(&told),
			Some([]) => records(&told),
			Some(columns) => records_of(&told, columns),
		});
		Ok(())
	}

	/// What is said where the node knows nothing of it.
	pub(super) fn missing(&self) -> String {
		match self {
			Self::Enterprise { number } => unregistered(number),
			Self::Application { id } => format!("there is no application {id}"),
			Self::Loan { id } | Self::Statement { loan: id } => format!(
				"there is no loan {id}. A loan has the number of its application, and is there once its money went: see \
				 `lingnan show application {id}`"
			),
			Self::Asset { id } => format!("there is no asset {id}"),
			_ => "the node knows nothing of it".into(),
		}
	}

	/// Nothing is told of this one: perhaps because there is no such one.
	async fn ensure_there_is(&self, c: &Context) -> Result<()> {
		match self {
			Self::Attestations { number }
			| Self::Rating { number }
			| Self::Consents { number }
			| Self::Applications { number }
			| Self::Loans { number }
			| Self::Assets { number }
			| Self::Exposure { number } => ensure_registered(c, number).await,
			Self::Inbox { institution } => ensure_listed(c, "institution", *institution).await,
			Self::Datasets { indicator } => ensure_listed(c, "indicator", *indicator).await,
			_ => Ok(()),
		}
	}
}

/// Without what is said twice: how an application stands now, where that is what was recorded.
fn at_a_glance(mut told: Value) -> Value {
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

/// Nothing at all, or of what can be told nothing.
fn says_nothing(answer: &Value) -> bool {
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
	let found: Value = c.client.rpc("enterprise_get", json!([number])).await?;
	match found.is_null() {
		true => Err(Error::NotFound(unregistered(number))),
		false => Ok(()),
	}
}

/// The same of a number that no list of `what`s has.
pub(super) async fn ensure_listed(c: &Context, what: &str, id: u32) -> Result<()> {
	let method = match what {
		"institution" => "financing_institutions",
		"agency" => "attestation_agencies",
		_ => "attestation_indicators",
	};
	let all: Vec<Value> = c.client.list(method, json!([]), None).await?;
	match all.iter().any(|one| one["id"] == json!(id)) {
		true => Ok(()),
		false => {
			let all = if what == "agency" { "agencies".into() } else { format!("{what}s") };
			Err(Error::NotFound(format!("there is no {what} {id}: see `lingnan show {all}`")))
		},
	}
}

/// An allowance in words.
fn allowance(known: &Allowance) -> Value {
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
	use crate::{args::Cli, output::units};
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
			let (method, ..) = question.question();
			let known = units::is_known(method) || NO_RUNTIME_API.contains(&method);
			assert!(known, "{method} of {question:?} stands not in METHODS of cli/src/output/units.rs");
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
	fn an_empty_answer_is_looked_into() {
		let nothing = json!({ "champion": null, "challengers": [], "history": [] });
		assert!(says_nothing(&json!([])) && says_nothing(&Value::Null) && says_nothing(&nothing));
		assert!(!says_nothing(&json!([1])) && !says_nothing(&json!({ "champion": { "points": 1 }, "history": [] })));
		assert!(!says_nothing(&json!({ "found": false })));
	}

	#[test]
	fn what_is_missing_is_said_by_its_name() {
		assert_eq!(Show::Loan { id: 7 }.missing().split('.').next(), Some("there is no loan 7"));
		assert_eq!(Show::Application { id: 7 }.missing(), "there is no application 7");
		assert!(Show::Enterprise { number: "CN:91440300708461136T".parse().unwrap() }
			.missing()
			.contains("not on the register"));
	}
}
