use super::Context;
use crate::{
	client::{calls::attestations, questions::attestation},
	error::{Error, Result},
	files::read_json,
	output::{date_text, Output},
	values,
};
use clap::{Args, Subcommand};
use lingnan_datasets::anchor::{
	self, Asked, Columns, Content, Job, Key, Limits, Manifest, Nonce, Secret, Server, Store,
};
use lingnan_types::{
	attestation::RevocationReason, dataset::DatasetStanding, DatasetId, Date, IndicatorId, Purpose, RegistrationNumber,
};
use serde_json::{json, Value};
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc};

#[derive(Debug, Subcommand)]
pub enum Anchor {
	/// Make the secret that an agency's salts come from (owner agency)
	NewSecret {
		/// Where to write it: a new file
		file: PathBuf,
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
	/// Write the proof about one enterprise (owner agency)
	Prove {
		dir: PathBuf,
		number: RegistrationNumber,
		/// Where to; the standard output if not given
		#[arg(long)]
		out: Option<PathBuf>,
	},
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
	/// A .csv whose first line names its columns, or a .parquet
	table: PathBuf,
	/// The indicator's number; its name, if a node can be reached
	#[arg(long)]
	indicator: String,
	/// Last day of the period
	#[arg(long, value_parser = values::date)]
	period: Date,
	/// A new folder for the dataset; one where a building was interrupted
	#[arg(long)]
	out: PathBuf,
	/// The agency's secret
	#[arg(long)]
	secret: PathBuf,
	/// The column of registration numbers
	#[arg(long, default_value = "number")]
	number_column: String,
	/// The column of whole numbers in the indicator's unit
	#[arg(long, default_value = "value")]
	value_column: String,
	/// For a sealed indicator: the column of commitments, 64 hexadecimal digits for each bin
	#[arg(long, conflicts_with = "value_column")]
	commitments_column: Option<String>,
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
			Self::NewSecret { file } => Some(new_secret(file, output)),
			Self::Build(build) => build.indicator.parse().ok().map(|id| build.run(id, output)),
			Self::Prove { dir, number, out } => Some(prove(dir, number, out.as_ref(), output)),
			_ => None,
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::NewSecret { .. } | Self::Prove { .. } => Ok(()),
			Self::Build(build) => {
				let id = c.number_of::<IndicatorId>(&build.indicator).await?;
				build.run(id, c.output)
			},
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

fn new_secret(file: &std::path::Path, output: Output) -> Result<()> {
	Secret::create(file)?;
	output.answer(&json!({ "secret": file }), |_| {
		format!("{} holds a new secret. Keep it: every salt comes from it.", file.display())
	});
	Ok(())
}

impl Build {
	fn run(&self, indicator: IndicatorId, output: Output) -> Result<()> {
		let (value, content) = match &self.commitments_column {
			Some(column) => (column, Content::Commitments),
			None => (&self.value_column, Content::Values),
		};
		let job = Job {
			table: self.table.clone(),
			columns: Columns { number: self.number_column.clone(), value: value.clone(), content },
			indicator,
			period_end: self.period,
			out: self.out.clone(),
			secret: Secret::read(&self.secret)?,
			nonce: self.nonce,
			memory: self.memory as usize * 1_000_000,
			leave_out_bad: self.leave_out_bad,
		};
		let built = anchor::build(&job, &output)?;
		let Manifest { count, root, .. } = built.manifest;
		let answer = json!({ "dataset": built.manifest, "leftOut": built.bad });
		output.answer(&answer, |_| {
			let left = if built.bad > 0 { format!(", {} rows left out", built.bad) } else { String::new() };
			format!("{}: {count} leaves{left}\n  root {root:?}", self.out.display())
		});
		Ok(())
	}
}

async fn submit(c: &Context, dir: &std::path::Path) -> Result<()> {
	let Manifest { indicator, period_end, root, count, .. } = Manifest::read(dir)?;
	let text = format!("anchored {count} values of indicator {indicator} as of {}", date_text(period_end));
	c.submit(attestations::AnchorDataset { indicator, period_end, root, count }, |_| text).await
}

fn prove(dir: &std::path::Path, number: &RegistrationNumber, out: Option<&PathBuf>, output: Output) -> Result<()> {
	let proof = Store::open(dir)?.prove(&Key::of(number))?;
	let proof = proof.ok_or_else(|| Error::NotFound(format!("{}: nothing is said of {number}", dir.display())))?;
	let text = || serde_json::to_string_pretty(&proof.to_json()).unwrap_or_default();
	let Some(out) = out else {
		output.answer(&proof.to_json(), |_| text());
		return Ok(());
	};
	std::fs::write(out, text()).map_err(|e| Error::input(out.display(), e))?;
	output.answer(&json!({ "proof": out }), |_| {
		format!("{}: leaf {} of {}, {} hashes", out.display(), proof.place, proof.count, proof.path.len())
	});
	Ok(())
}

impl Serve {
	async fn run(&self, c: &Context) -> Result<()> {
		let store = Store::open(&self.dir)?;
		let (indicator, root) = (store.manifest.indicator, store.manifest.root);
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
		let text = format!("{enterprise} has an attestation by indicator {indicator}");
		c.submit(attestations::Materialise { leaf, place, path, purpose: self.purpose }, |_| text).await
	}
}
