use super::{rate::read_json, Context};
use crate::{
	error::{Error, Result},
	import::{self, Mapping, Report},
};
use clap::Args;
use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};

#[derive(Debug, Args)]
pub struct Import {
	/// CSV file whose first line names its columns
	file: PathBuf,
	/// How rows become enterprises and statements (see chain-spec/README.md)
	#[arg(long)]
	mapping: PathBuf,
	/// Names of the mapping's indicators by their codes; indicators.json beside the mapping if there is one
	#[arg(long)]
	indicators: Option<PathBuf>,
	/// Key of an agency that attests, once for each; --key if not given
	#[arg(long)]
	attester: Vec<String>,
	/// Where to note how far the import has come; FILE.csv.import.json if not given
	#[arg(long)]
	state: Option<PathBuf>,
}

impl Import {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let mapping = Mapping::read(&self.mapping)?;
		let registrar = c.signer()?;
		let attesters = match self.attester.is_empty() {
			true => vec![registrar.clone()],
			false => self.attester.iter().map(|k| c.key_of(k)).collect::<Result<_>>()?,
		};
		let beside = self.mapping.with_file_name("indicators.json");
		let names = match &self.indicators {
			Some(path) => names(&read_json(path)?),
			None if beside.is_file() => names(&read_json(&beside)?),
			None => BTreeMap::new(),
		};
		let import = import::Import {
			client: &c.client,
			mapping: &mapping,
			csv: self.file.clone(),
			state: self.state.clone().unwrap_or_else(|| import::default_path(&self.file)),
			registrar,
			attesters,
			names,
			stage: c.stage,
			output: c.output,
		};
		let report = import.run().await?;
		c.output.answer(&report.to_json(), |_| summary(&report));
		match report.bad.len() {
			0 => Ok(()),
			bad => Err(Error::Incomplete(format!("{bad} bad rows were left out; mend them and import the file again"))),
		}
	}
}

/// Names by code, from a network's indicators.json.
pub fn names(indicators: &Value) -> BTreeMap<String, String> {
	let text = |item: &Value, field: &str| item[field].as_str().map(str::to_string);
	indicators.as_array().into_iter().flatten().filter_map(|i| text(i, "code").zip(text(i, "name"))).collect()
}

/// What an import did, in a few lines.
pub fn summary(report: &Report) -> String {
	let mut lines = vec![
		format!("{} enterprises registered, {} were there already", report.registered, report.known),
		format!("{} values attested, {} were there already", report.attested, report.superseded),
	];
	if report.resumed > 0 {
		lines.push(format!("{} rows had been done before", report.resumed));
	}
	if report.skipped > 0 {
		lines.push(format!("{} rows left out by the mapping's filter", report.skipped));
	}
	lines.join("\n")
}
