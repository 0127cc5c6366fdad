use super::Context;
use crate::{
	error::{Error, Result},
	files::read_json,
};
use clap::Args;
use lingnan_datasets::{
	import::{self, Mapping},
	own_files,
};
use lingnan_sealing::secret::{records_beside, SealingSecret};
use std::path::PathBuf;

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
	/// The agency's secret, with which figures are sealed (`lingnan key sealing`)
	#[arg(long)]
	secret: Option<PathBuf>,
	/// Where to write down what is sealed, so that it can be opened again; SECRET.records if not given
	#[arg(long, requires = "secret")]
	records: Option<PathBuf>,
	/// Put the file's values in the place of what the register and attestations of the same period say otherwise
	#[arg(long)]
	correct: bool,
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
		let sealing = self.secret.as_ref().map(|path| {
			let records = self.records.clone().unwrap_or_else(|| records_beside(path));
			Ok::<_, Error>(import::Sealing { secret: SealingSecret::read(path)?.blindings(), records })
		});
		let import = import::Import {
			client: &c.client,
			mapping: &mapping,
			csv: self.file.clone(),
			state: self.state.clone().unwrap_or_else(|| import::default_path(&self.file)),
			registrar,
			attesters,
			names: names.into_iter().collect(),
			sealing: sealing.transpose()?,
			correct: self.correct,
			stage: c.stage,
			output: &c.output,
		};
		let report = import.run().await.map_err(import::interrupted)?;
		c.output.answer(&report.to_json(), |_| report.summary());
		match report.left_to_do(&import.state) {
			None => Ok(()),
			Some(what) => Err(Error::Incomplete(what)),
		}
	}
}
