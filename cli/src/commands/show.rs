use super::Context;
use crate::{
	client::Allowance,
	error::{Error, Result},
	keys,
	output::{record, records, time_text, work},
	values,
};
use clap::Subcommand;
use serde_json::{json, Value};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Show {
	/// The chain: its name, blocks and business time
	Chain,
	/// An enterprise's record
	Enterprise {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// What agencies state about an enterprise
	Statements {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// An enterprise's ratings
	Rating {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// An enterprise's consents
	Consents {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// An application and its offer
	Application { id: u64 },
	/// An enterprise's applications
	Applications {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// A loan: schedule, due today, arrears
	Loan { id: u64 },
	/// A loan's account: every entry, reversed ones too
	Statement { loan: u64 },
	/// An enterprise's loans
	Loans {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// An asset, its liens and valuation
	Asset { id: u64 },
	/// An enterprise's assets
	Assets {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Whether a trade document is known, duplicate or financed
	Document {
		#[arg(value_parser = values::hash)]
		exact_token: H256,
		#[arg(value_parser = values::hash)]
		coarse_token: H256,
	},
	/// What an enterprise owes, by currency
	Exposure {
		#[arg(value_parser = values::number)]
		number: String,
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
			Self::Statements { number } => ("attestation_list", json!([number]), Some(&[])),
			Self::Rating { number } => ("credit_rating", json!([number]), None),
			Self::Consents { number } => ("consent_list", json!([number]), Some(&[])),
			Self::Application { id } => ("financing_application", json!([id]), None),
			Self::Applications { number } => ("financing_applicationsOf", json!([number]), Some(&[])),
			Self::Loan { id } => ("financing_loan", json!([id]), None),
			Self::Statement { loan } => ("financing_statement", json!([loan]), Some(&[])),
			Self::Loans { number } => ("financing_loansOf", json!([number]), Some(&[])),
			Self::Asset { id } => ("collateral_status", json!([id]), None),
			Self::Assets { number } => ("collateral_assetsOf", json!([number]), Some(&[])),
			Self::Document { exact_token, coarse_token } => {
				("collateral_documentStatus", json!([exact_token, coarse_token]), None)
			},
			Self::Products => (
				"financing_products",
				json!([]),
				Some(&[
					"id",
					"institution",
					"name",
					"currency",
					"minAmount",
					"maxAmount",
					"minRate",
					"maxRate",
					"worstGrade",
				]),
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
		let answer = c.client.whole(method, params.clone(), None).await?;
		if answer.is_null() {
			return Err(Error::NotFound(format!("{method}: nothing is known of {params}")));
		}
		let told = c.told(method, &answer);
		c.output.answer(&answer, |_| match columns {
			None => record(&told),
			Some([]) => records(&told),
			Some(columns) => records(&only(&told, columns)),
		});
		Ok(())
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

/// The records with these fields only, those that they have.
fn only(list: &Value, columns: &[&str]) -> Value {
	let pick = |item: &Value| {
		let fields = columns.iter().filter(|c| item.get(**c).is_some());
		Value::Object(fields.map(|c| (c.to_string(), item[*c].clone())).collect())
	};
	Value::Array(list.as_array().into_iter().flatten().map(pick).collect())
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
