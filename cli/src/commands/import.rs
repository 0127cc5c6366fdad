use super::Context;
use crate::{
	error::{Error, Result},
	files::read_json,
};
use clap::Args;
use lingnan_client::table::Layout;
use lingnan_datasets::{
	import::{self, Mapping},
	own_files,
};
use lingnan_sealing::secret::{records_beside, SealingSecret};
use std::{
	collections::BTreeMap,
	io::IsTerminal,
	num::NonZeroU32,
	path::{Path, PathBuf},
};

#[derive(Debug, Args)]
pub struct Import {
	/// CSV file or Excel workbook (.xlsx) of which a row names the columns
	file: PathBuf,
	#[command(flatten)]
	lies: Lies,
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
	/// Show the first rows as they would be stated, and what would be refused; send nothing. Figures are shown on a terminal alone
	#[arg(long, conflicts_with_all = ["correct", "secret", "state"])]
	dry_run: bool,
	/// Where to note how far the import has come; FILE.csv.import.json if not given
	#[arg(long)]
	state: Option<PathBuf>,
}

impl Import {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let mapping = Mapping::read(&self.mapping)?;
		if self.dry_run {
			return self.preview(c, &mapping).await;
		}
		let registrar = c.signer()?;
		let attesters = match self.attester.is_empty() {
			true => vec![registrar.clone()],
			false => self.attester.iter().map(|k| c.key_of(k)).collect::<Result<_>>()?,
		};
		let names = codes(&self.mapping, self.indicators.as_deref())?;
		let sealing = self.secret.as_ref().map(|path| {
			let records = self.records.clone().unwrap_or_else(|| records_beside(path));
			Ok::<_, Error>(import::Sealing { secret: SealingSecret::read(path)?.blindings(), records })
		});
		let import = import::Import {
			client: &c.client,
			mapping: &mapping,
			csv: self.file.clone(),
			layout: self.lies.layout(),
			state: self.state.clone().unwrap_or_else(|| import::default_path(&self.file)),
			registrar,
			attesters,
			names,
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

	async fn preview(&self, c: &Context, mapping: &Mapping) -> Result<()> {
		let preview = import::Preview {
			client: &c.client,
			mapping,
			file: &self.file,
			layout: self.lies.layout(),
			names: codes(&self.mapping, self.indicators.as_deref())?,
			// A file or a pipe may be read by others.
			shows_values: !c.output.json && std::io::stdout().is_terminal(),
		};
		let seen = preview.run().await?;
		c.output.answer(&seen.to_json(), |_| seen.told(&c.output));
		match seen.refused {
			0 => Ok(()),
			rows => Err(Error::Incomplete(format!("{rows} rows would be left out; nothing was sent"))),
		}
	}
}

/// The chain's names of a mapping's indicators by their codes: of the file that is named, which must be there, or of the one beside
/// the mapping.
pub fn codes(mapping: &Path, indicators: Option<&Path>) -> Result<BTreeMap<String, String>> {
	let names = match indicators {
		Some(path) => own_files::codes(&read_json(path)?),
		None => own_files::codes_in(&mapping.with_file_name("indicators.json"))?,
	};
	Ok(names.into_iter().collect())
}

/// Where in a file a table lies.
#[derive(Clone, Debug, Args)]
pub struct Lies {
	/// Of a workbook: the sheet, by its name or its place from 1; needed if there is more than one
	#[arg(long)]
	sheet: Option<String>,
	/// The row that names the columns, from 1; the first that is not blank if not given
	#[arg(long)]
	header_row: Option<NonZeroU32>,
}

impl Lies {
	pub fn layout(&self) -> Layout {
		Layout { sheet: self.sheet.clone(), header_row: self.header_row }
	}
}
