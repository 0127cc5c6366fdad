use super::Context;
use crate::{
	error::{Error, Result},
	files::read_json,
};
use clap::Args;
use lingnan_datasets::{
	import::{self, Mapping, Report},
	own_files,
};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Import {
	/// CSV file whose first line names its columns
	file: PathBuf,
	/// How rows become enterprises and attestations (see chain-spec/README.md)
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
		// A file that is named must be there.
		let names = match &self.indicators {
			Some(path) => own_files::codes(&read_json(path)?),
			None => own_files::codes_in(&beside)?,
		};
		let import = import::Import {
			client: &c.client,
			mapping: &mapping,
			csv: self.file.clone(),
			state: self.state.clone().unwrap_or_else(|| import::default_path(&self.file)),
			registrar,
			attesters,
			names: names.into_iter().collect(),
			stage: c.stage,
			output: &c.output,
		};
		let report = import.run().await.map_err(interrupted)?;
		c.output.answer(&report.to_json(), |_| report.summary());
		match incomplete(&report, &import.state) {
			None => Ok(()),
			Some(what) => Err(Error::Incomplete(what)),
		}
	}
}

/// What broke off says how to go on.
fn interrupted(error: Error) -> Error {
	const AGAIN: &str = "Run the import again: it goes on where it stopped, and does nothing twice.";
	match error {
		Error::Connection(reason) => Error::Connection(format!("{reason}\n{AGAIN}")),
		Error::UsedUp { call, reason, advice, wait } => {
			Error::UsedUp { call, reason, advice: format!("{advice}\n{AGAIN}"), wait }
		},
		other => other,
	}
}

/// What is left to be done, and by whom.
fn incomplete(report: &Report, state: &Path) -> Option<String> {
	let mut parts = Vec::new();
	if !report.bad.is_empty() {
		parts.push(format!("{} bad rows were left out; correct them and import the file again", report.bad.len()));
	}
	if !report.unproved.is_empty() {
		parts.push(format!(
			"of {} rows (lines {}) an attestation stands on the chain that says the same, and whose evidence cannot be proved \
			 from {}: its salt is another one, or the row was another one then. If you have the state file of the import \
			 that made them, keep it: it alone proves them",
			report.unproved.count(),
			report.unproved,
			state.display()
		));
	}
	(!parts.is_empty()).then(|| parts.join("\n"))
}
