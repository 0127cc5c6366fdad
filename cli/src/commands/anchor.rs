use super::{
	import::{codes, Lies},
	Context,
};
use crate::{
	client::{calls::attestations, questions::attestation},
	error::{Error, Result},
	files::read_json,
	output::{date_text, Output},
	values,
};
use clap::{Args, Subcommand};
use lingnan_datasets::{
	anchor::{self, Asked, Columns, Definition, Job, Key, Limits, Manifest, Mapped, Nonce, Reading, Server, Store},
	import::Mapping,
};
use lingnan_sealing::{
	card::{self, Party},
	envelope::{Envelope, Recipient},
	openings::EXTENSION,
	secret::SealingSecret,
};
use lingnan_types::{
	attestation::RevocationReason, dataset::DatasetStanding, DatasetId, Date, IndicatorId, Purpose, RegistrationNumber,
};
use serde_json::{json, Value};
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc};

#[derive(Debug, Subcommand)]
pub enum Anchor {
	/// Write down what the chain says of an indicator, to build where no node can be reached (owner agency)
	Define {
		/// Its name or number
		indicator: String,
		/// Where to: a new file
		#[arg(long)]
		out: PathBuf,
	},
	/// Build a dataset from a table, or go on with one that was interrupted (owner agency)
	Build(Build),
	/// Anchor a dataset on the chain (owner agency)
	Submit { dir: PathBuf },
	/// Take a dataset back with all that came from it (owner agency)
	Revoke {
		/// Its number: `lingnan show datasets INDICATOR`
		dataset: DatasetId,
		/// The reason, spelled as on the chain; a wrong one is answered with the list
		#[arg(long, default_value = "Mistaken", value_parser = values::word::<RevocationReason>)]
		reason: RevocationReason,
	},
	/// Write the proof about one enterprise, of a figure with what opens it (owner agency)
	Prove(Prove),
	/// Answer signed requests for proofs over HTTP (owner agency)
	Serve(Serve),
	/// Sign a request for a proof (enterprise)
	Request {
		number: RegistrationNumber,
		#[arg(long)]
		indicator: String,
	},
}

#[derive(Debug, Args)]
pub struct Build {
	/// A .csv or .xlsx of which a row names the columns, or a .parquet
	table: PathBuf,
	#[command(flatten)]
	lies: Lies,
	/// How rows become values, as for `import` (see chain-spec/README.md): its number, its filter and this indicator
	#[arg(long, conflicts_with_all = ["number_column", "value_column"])]
	mapping: Option<PathBuf>,
	/// Names of the mapping's indicators by their codes; indicators.json beside the mapping if there is one
	#[arg(long, requires = "mapping")]
	indicators: Option<PathBuf>,
	/// The indicator's name or number, whose definition the node is asked for
	#[arg(long, required_unless_present = "definition")]
	indicator: Option<String>,
	/// The definition in a file, as `define` writes it: no node is asked
	#[arg(long, conflicts_with = "indicator")]
	definition: Option<PathBuf>,
	/// Last day of the period
	#[arg(long, value_parser = values::date)]
	period: Date,
	/// A new folder for the dataset; one where a building was interrupted
	#[arg(long)]
	out: PathBuf,
	/// The agency's secret (`lingnan key sealing`): leaves are salted with it, and those of a figure sealed
	#[arg(long)]
	secret: PathBuf,
	/// The column of registration numbers
	#[arg(long, default_value = "number")]
	number_column: String,
	/// The column of whole numbers in the indicator's unit
	#[arg(long, default_value = "value")]
	value_column: String,
	/// Leave out rows that cannot become leaves, instead of refusing the table
	#[arg(long)]
	leave_out_bad: bool,
	/// Megabytes that sorting may take, 1 to 65,536
	#[arg(long, default_value = "128", value_parser = values::within::<u32, 1, 65_536>)]
	memory: u32,
	/// As dataset.json of a lost dataset has it, to build that one again
	#[arg(long, value_parser = nonce)]
	nonce: Option<Nonce>,
}

fn nonce(text: &str) -> Result<Nonce, String> {
	let bytes = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
	bytes.ok_or_else(|| "a nonce has 32 hexadecimal digits".into())
}

#[derive(Debug, Args)]
pub struct Prove {
	dir: PathBuf,
	number: RegistrationNumber,
	/// Of a figure: a card's file or a recipient, offline; the enterprise's card on the chain if not given
	#[arg(long)]
	to: Option<String>,
	/// Where to; the standard output if not given
	#[arg(long)]
	out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Serve {
	dir: PathBuf,
	/// Address and port; put a proxy that ends TLS before it
	#[arg(long, default_value = "127.0.0.1:8080")]
	listen: SocketAddr,
	/// Requests that one client may make in a minute
	#[arg(long, default_value = "30")]
	per_minute: NonZeroU32,
	/// Connections at a time, 1 to 65,536
	#[arg(long, default_value = "256", value_parser = values::within::<usize, 1, 65_536>)]
	connections: usize,
}

impl Anchor {
	/// What needs no chain. `None`: this does.
	pub fn run_offline(&self, output: Output) -> Option<Result<()>> {
		match self {
			Self::Build(build) => build.definition.as_ref().map(|path| build.run(Definition::read(path)?, output)),
			Self::Prove(prove) => prove.run_offline(output),
			_ => None,
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Define { indicator, out } => {
				let definition = Definition::ask(&c.client, c.number_of::<IndicatorId>(indicator).await?).await?;
				definition.write(out)?;
				c.output.answer(&json!({ "definition": out }), |_| format!("{}: {}", out.display(), definition.name()));
				Ok(())
			},
			Self::Build(build) => {
				let named = build.indicator.as_deref().unwrap_or_default();
				let id = c.number_of::<IndicatorId>(named).await?;
				build.run(Definition::ask(&c.client, id).await?, c.output)
			},
			Self::Prove(prove) => prove.run(c).await,
			Self::Submit { dir } => submit(c, dir).await,
			Self::Revoke { dataset, reason } => {
				let call = attestations::RevokeDataset { dataset: *dataset, reason: *reason };
				c.submit(call, |_| format!("dataset {dataset} is revoked: nothing that came from it counts")).await
			},
			Self::Serve(serve) => serve.run(c).await,
			Self::Request { number, indicator } => request(c, number, indicator).await,
		}
	}
}

impl Build {
	fn run(&self, definition: Definition, output: Output) -> Result<()> {
		let mapped = self.mapping.as_ref().map(|path| {
			let names = codes(path, self.indicators.as_deref())?;
			Mapped::of(&Mapping::read(path)?, &definition, &names, self.period)
		});
		let job = Job {
			table: self.table.clone(),
			reading: Reading {
				columns: Columns { number: self.number_column.clone(), value: self.value_column.clone() },
				mapped: mapped.transpose()?,
				layout: self.lies.layout(),
			},
			definition,
			period_end: self.period,
			out: self.out.clone(),
			secret: SealingSecret::read(&self.secret)?.blindings(),
			nonce: self.nonce,
			memory: self.memory as usize * 1_000_000,
			leave_out_bad: self.leave_out_bad,
		};
		let built = anchor::build(&job, &output)?;
		let (Manifest { count, root, .. }, sealed) = (&built.manifest, built.manifest.sealed.is_some());
		let answer = json!({ "dataset": built.manifest, "leftOut": built.bad, "withoutLeaf": built.left_out });
		output.answer(&answer, |_| {
			let mut left = if built.bad > 0 { format!(", {} rows left out", built.bad) } else { String::new() };
			if built.left_out > 0 {
				left += &format!(", {} rows that the mapping leaves out or without a value", built.left_out);
			}
			let kind = if sealed { "sealed" } else { "open" };
			format!("{}: {count} {kind} leaves{left}\n  root {root:?}", self.out.display())
		});
		Ok(())
	}
}

async fn submit(c: &Context, dir: &std::path::Path) -> Result<()> {
	let manifest = Manifest::read(dir)?;
	Definition::ask(&c.client, manifest.indicator).await?.ensure_fits(&manifest)?;
	let Manifest { indicator, period_end, root, count, .. } = manifest;
	let text = format!("anchored {count} values of indicator {indicator} as of {}", date_text(period_end));
	c.submit(attestations::AnchorDataset { indicator, period_end, root, count }, |_| text).await
}

impl Prove {
	/// Openings are encrypted to a key: it may be given in letters.
	fn run_offline(&self, output: Output) -> Option<Result<()>> {
		let store = match Store::open(&self.dir) {
			Ok(store) => store,
			Err(error) => return Some(Err(error)),
		};
		let recipient = self.to.as_ref().and_then(|to| to.parse::<Recipient>().ok());
		(store.manifest.sealed.is_none() || recipient.is_some()).then(|| self.write(&store, recipient.as_ref(), output))
	}

	async fn run(&self, c: &Context) -> Result<()> {
		let party = Party::Enterprise(self.number.to_string());
		let recipient = card::recipient(&c.client, self.to.as_deref(), &party).await?;
		self.write(&Store::open(&self.dir)?, Some(&recipient), c.output)
	}

	fn write(&self, store: &Store, to: Option<&Recipient>, output: Output) -> Result<()> {
		let Self { dir, number, out, .. } = self;
		let key = Key::of(number);
		let proof = store.prove(&key)?;
		let proof = proof.ok_or_else(|| Error::NotFound(format!("{}: nothing is said of {number}", dir.display())))?;
		let openings = to.map(|to| store.envelope(&key, to)).transpose()?.flatten();
		let answer = proof.to_json(openings.as_ref());
		let text = || serde_json::to_string_pretty(&answer).unwrap_or_default();
		let Some(out) = out else {
			output.answer(&answer, |_| text());
			return Ok(());
		};
		std::fs::write(out, text()).map_err(|e| Error::input(out.display(), e))?;
		output.answer(&json!({ "proof": out }), |_| {
			let with = if openings.is_some() { ", and what opens it" } else { "" };
			format!("{}: leaf {} of {}, {} hashes{with}", out.display(), proof.place, proof.count, proof.path.len())
		});
		Ok(())
	}
}

impl Serve {
	async fn run(&self, c: &Context) -> Result<()> {
		let store = Store::open(&self.dir)?;
		let (indicator, root) = (store.manifest.indicator, store.manifest.root);
		Definition::ask(&c.client, indicator).await?.ensure_fits(&store.manifest)?;
		let datasets = attestation::datasets(&c.client, indicator).await?;
		if !datasets.iter().any(|dataset| dataset.root == root && dataset.standing == DatasetStanding::InForce) {
			let advice = "`lingnan attestation anchor submit` anchors it";
			return Err(Error::NotFound(format!("{}: not in force on this chain; {advice}", self.dir.display())));
		}
		let listener = tokio::net::TcpListener::bind(self.listen).await;
		let listener = listener.map_err(|e| Error::input(self.listen, e))?;
		let at = listener.local_addr().map_err(|e| Error::input(self.listen, e))?;
		let limits = Limits { per_minute: self.per_minute, connections: self.connections };
		let server = Arc::new(Server::new(store, c.client.clone(), limits));
		c.output.answer(&json!({ "listening": at }), |_| format!("proofs of {} at http://{at}", self.dir.display()));
		tokio::select! {
			ended = server.run(listener) => ended,
			_ = tokio::signal::ctrl_c() => Ok(()),
		}
	}
}

async fn request(c: &Context, number: &RegistrationNumber, named: &str) -> Result<()> {
	let datasets = attestation::datasets(&c.client, c.number_of::<IndicatorId>(named).await?).await?;
	let in_force = datasets.iter().find(|dataset| dataset.standing == DatasetStanding::InForce);
	let root = in_force.ok_or_else(|| Error::NotFound(format!("no dataset of {named} is in force")))?.root;
	let (genesis, enterprise, time) = (c.client.genesis_hash(), &Key::of(number), anchor::clock()?);
	let request = Asked { genesis, root, enterprise, time }.sign(&c.signer()?);
	c.output.answer(&json!(request), Value::to_string);
	Ok(())
}

#[derive(Debug, Args)]
pub struct Materialise {
	/// As `lingnan attestation anchor prove` or the agency's server gives it
	proof: PathBuf,
	/// For an institution: what its consent is for, Assessment, Monitoring or CrossBorderVerification
	#[arg(long, value_parser = values::word::<Purpose>)]
	purpose: Option<Purpose>,
}

impl Materialise {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let proof: Value = read_json(&self.proof)?;
		let (leaf, path) = (&proof["leaf"], &proof["path"]);
		let place = proof["place"].as_u64().and_then(|place| u32::try_from(place).ok());
		let place = place.ok_or_else(|| Error::input(self.proof.display(), "it names no place in a dataset"))?;
		let (enterprise, indicator) = (leaf["enterprise"].as_str().unwrap_or_default(), &leaf["indicator"]);
		if !leaf["value"]["Open"].is_null() {
			self.ensure_public(c, indicator).await?;
		}
		let openings = self.unpack(&proof)?;
		let text = format!("{enterprise} has an attestation by indicator {indicator}");
		let text = match openings {
			Some(file) => format!("{text}; what opens it is in {}", file.display()),
			None => text,
		};
		c.submit(attestations::Materialise { leaf, place, path, purpose: self.purpose }, |_| text).await
	}

	/// A figure that was sent would be seen by everybody, though the chain refuses it.
	async fn ensure_public(&self, c: &Context, indicator: &Value) -> Result<()> {
		let known = attestation::indicators(&c.client).await?;
		match known.iter().find(|one| json!(one.id) == *indicator) {
			Some(figure) if figure.is_sealed() => Err(Error::input(
				self.proof.display(),
				format!(
					"OpenLeaves: {} is a figure, and this leaf shows it: nothing was sent. Ask the agency for the proof of a \
					 dataset that is sealed",
					figure.name.as_str()
				),
			)),
			_ => Ok(()),
		}
	}

	/// Before anything is sent: the openings of a sealed leaf go into a file beside the proof, as other openings of the
	/// enterprise are kept. What is there already of another proof is kept, too.
	fn unpack(&self, proof: &Value) -> Result<Option<PathBuf>> {
		if proof["openings"].is_null() || self.purpose.is_some() {
			return Ok(None);
		}
		let unread = |e| Error::input(self.proof.display(), format!("openings: {e}"));
		let envelope: Envelope = serde_json::from_value(proof["openings"].clone()).map_err(unread)?;
		let holds_it = |file: &PathBuf| read_json::<Value>(file).is_ok_and(|there| there == proof["openings"]);
		let stem = self.proof.file_stem().unwrap_or_default().to_string_lossy().into_owned();
		let mut file = self.proof.with_extension(EXTENSION);
		let mut number = 1;
		while file.exists() && !holds_it(&file) {
			number += 1;
			file = self.proof.with_file_name(format!("{stem}-{number}.{EXTENSION}"));
		}
		if !file.exists() {
			envelope.write(&file)?;
		}
		Ok(Some(file))
	}
}
