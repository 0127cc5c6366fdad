//! Openings that a firm lost: an agency hands them over again, in a box that the firm's card alone opens.

use super::Context;
use crate::{
	client::questions::attestation,
	error::{Error, Result},
	files,
	keys::Key,
	values,
};
use clap::Args;
use lingnan_gateway::{audit::Audit, chain::Node, query::Nonce, SignedQuery};
use lingnan_sealing::{
	desk::{self, Desk, Handed, Info, Shelf, LARGEST_BODY, PATH},
	envelope::Identity,
	openings::{Opened, Openings as Document, Sealed},
	records::{self, Records},
	sealing::free_name,
	secret::{records_beside, SealingSecret},
};
use lingnan_serving::{Bounds, Limits, Method, Remote, Server, StatusCode};
use lingnan_types::{AgencyId, RegistrationNumber};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::{
	net::SocketAddr,
	num::NonZeroU32,
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use tokio::net::TcpListener;

/// Bytes of an answer: 64 openings of 8 bins each, in a box of X-Wing, as digits.
const LARGEST_ANSWER: usize = 512 * 1_024;
/// How often a firm asks a desk that has only just opened.
const TIMES: u32 = 10;

#[derive(Debug, Args)]
pub struct Serve {
	/// Your agency's number, or its name
	#[arg(long)]
	agency: String,
	/// File of a secret that you sealed with; again for each earlier one
	#[arg(long, required = true)]
	secret: Vec<PathBuf>,
	/// File of what was sealed with it, again for each secret in their order; FILE.records beside each if not given
	#[arg(long)]
	records: Vec<PathBuf>,
	/// Address and port
	#[arg(long, default_value = "127.0.0.1:8082")]
	listen: SocketAddr,
	/// Certificate with its chain, PEM; without one put a proxy that ends TLS before it
	#[arg(long, requires = "tls_key")]
	tls_certificate: Option<PathBuf>,
	/// Private key of the certificate, PEM
	#[arg(long, requires = "tls_certificate")]
	tls_key: Option<PathBuf>,
	/// File that the audit log is added to; the error stream if not given
	#[arg(long)]
	audit: Option<PathBuf>,
	/// Requests that one address may make in a minute
	#[arg(long, default_value = "30")]
	per_minute: NonZeroU32,
	/// Connections at a time, 1 to 65,536
	#[arg(long, default_value = "256", value_parser = values::within::<usize, 1, 65_536>)]
	connections: usize,
}

#[derive(Debug, Args)]
pub struct Ask {
	/// The agency's service, http://… or https://…
	#[arg(long)]
	service: String,
	/// Your enterprise's number, with its place
	#[arg(long)]
	enterprise: RegistrationNumber,
	/// File of the encryption key that your card on the chain names
	#[arg(long)]
	identity: PathBuf,
	/// Folder for the openings
	#[arg(long)]
	out: PathBuf,
}

impl Serve {
	/// The secrets, each with its records.
	fn shelves(&self) -> Result<Vec<Shelf>> {
		let records: Vec<PathBuf> = match self.records.len() {
			0 => self.secret.iter().map(|secret| records_beside(secret)).collect(),
			given if given == self.secret.len() => self.records.clone(),
			_ => return Err(Error::usage("give --records as often as --secret, in the same order, or not at all")),
		};
		let shelf = |(secret, place): (&PathBuf, PathBuf)| {
			let (secret, records) = (SealingSecret::read(secret)?.blindings(), Records::read(&place)?);
			if let Some(text) = records::torn_text(&place, records.torn()) {
				eprintln!("lingnan: warning: {text}");
			}
			Ok(Shelf { secret, records })
		};
		self.secret.iter().zip(records).map(shelf).collect()
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		let shelves = self.shelves()?;
		let tls = match (&self.tls_certificate, &self.tls_key) {
			(Some(certificate), Some(key)) => Some(lingnan_serving::tls(certificate, key)?),
			_ => None,
		};
		if !self.listen.ip().is_loopback() && tls.is_none() {
			eprintln!(
				"lingnan: warning: {} can be reached from other machines and the line is not encrypted: anyone who sits on it \
				 sees who asks. Give --tls-certificate and --tls-key.",
				self.listen
			);
		}
		let audit = match &self.audit {
			Some(path) => Audit::file(path)?,
			None => Audit::new(std::io::stderr()),
		};
		let agency = c.number_of::<AgencyId>(&self.agency).await?;
		c.ensure_listed::<AgencyId>(&self.agency).await?;
		let count: usize = shelves.iter().map(|shelf| shelf.records.len()).sum();
		let desk = Desk::open(Node::new(c.client.clone()), agency, shelves, audit).await;
		let desk = desk.map_err(|refusal| Error::Connection(refusal.to_string()))?;
		let listener = TcpListener::bind(self.listen).await.map_err(|e| Error::input(self.listen, e))?;
		let at = listener.local_addr().map_err(|e| Error::input(self.listen, e))?;
		let limits = Limits { per_minute: self.per_minute, connections: self.connections };
		let scheme = if tls.is_some() { "https" } else { "http" };
		let desk = Arc::new(desk);
		let server = Arc::new(Server::new(desk.clone(), Bounds::new(limits, LARGEST_BODY), tls));
		c.output.answer(&json!({ "listening": at, "agency": agency, "records": count }), |_| {
			format!("openings of agency {agency}, of {count} figures that it has sealed, at {scheme}://{at}")
		});
		let minutes = async {
			loop {
				tokio::time::sleep(Duration::from_secs(60)).await;
				desk.tell_limited();
			}
		};
		tokio::select! {
			() = server.run(listener) => Ok(()),
			() = minutes => Ok(()),
			_ = tokio::signal::ctrl_c() => Ok(()),
		}
	}
}

impl Ask {
	pub async fn run(&self, c: &Context) -> Result<()> {
		// What is wrong on this machine is known before anybody is asked.
		let identity = Identity::read(&self.identity)?;
		let signer = c.signer()?;
		files::ensure_folder(&self.out)?;
		let (info, handed) = self.handed(c, &signer).await?;
		let from = Path::new(&self.service);
		let document = Document::open(&handed.openings, &identity, from)?;
		let enterprise = self.enterprise.to_string();
		document
			.ensure_about(c.client.genesis_hash(), &enterprise)
			.map_err(|reason| Error::input(&self.service, reason))?;
		let stands = attestation::list(&c.client, &self.enterprise).await?;
		let opens = |one: &&Opened| {
			let on_chain = stands.iter().find(|stands| stands.indicator == one.indicator).and_then(Sealed::of);
			on_chain.is_some_and(|sealed| sealed.is_opened_by(one, &enterprise))
		};
		let (all, good) = (document.attestations.len(), document.attestations.iter().filter(opens).count());
		if good < all {
			// The chain may have gone on meanwhile: those are kept, and told.
			eprintln!("lingnan: warning: {} of {all} openings do not open what stands on the chain now", all - good);
		}
		let file = free_name(&self.out, &document);
		handed.openings.write(&file)?;
		let missing = handed.missing.len();
		let answer = json!({ "agency": info.agency, "file": file, "openings": all, "open": good, "missing": handed.missing,
				"inDatasets": handed.in_datasets });
		c.output.answer(&answer, |_| {
			let told = format!("{good} openings of agency {} are in {}", info.agency, file.display());
			let told = match missing {
				0 => told,
				_ => format!("{told}; of {missing} of its attestations it has no record: ask it to seal them anew"),
			};
			match handed.in_datasets.as_slice() {
				[] => told,
				some => format!("{told}; {} more attestations stand, and {}", some.len(), desk::datasets_text(some)),
			}
		});
		Ok(())
	}

	/// A desk that has only just opened takes no query yet for a block before that: it is asked again.
	async fn handed(&self, c: &Context, signer: &Key) -> Result<(Info, Handed)> {
		let mut times = 0;
		loop {
			times += 1;
			let info: Info = self.read(self.send(Method::GET, Vec::new()).await?)?;
			if info.genesis != c.client.genesis_hash() {
				return Err(Error::Different(format!(
					"{} is a service on another chain than the node at {}: name the right node with --url",
					self.service,
					c.client.url()
				)));
			}
			let nonce = Nonce::new().map_err(|e| Error::input("this machine's chance", e))?;
			let query = desk::query(&info, self.enterprise.clone(), nonce);
			let signed = SignedQuery::sign(&query, signer).map_err(|e| Error::input("the query", e))?;
			let body = serde_json::to_vec(&signed).map_err(|e| Error::input("the query", e))?;
			let (status, answer) = self.send(Method::POST, body).await?;
			match answer["error"].as_str() {
				Some("TooOld") if times < TIMES => tokio::time::sleep(Duration::from_secs(2)).await,
				_ => return Ok((info, self.read((status, answer))?)),
			}
		}
	}

	async fn send(&self, method: Method, body: Vec<u8>) -> Result<(StatusCode, Value)> {
		let remote = Remote { url: self.service.clone(), most: LARGEST_ANSWER, patience: Duration::from_secs(20) };
		let (status, answer) = remote.send(method, PATH, body).await?;
		Ok((status, serde_json::from_slice(&answer).unwrap_or_default()))
	}

	fn read<T: DeserializeOwned>(&self, (status, answer): (StatusCode, Value)) -> Result<T> {
		if !status.is_success() {
			let word = answer["error"].as_str().unwrap_or_default();
			let message = answer["message"].as_str().map_or_else(|| status.to_string(), str::to_string);
			return Err(Error::NotFound(format!("{} refuses ({word}): {message}", self.service)));
		}
		let unread = |e| Error::input(&self.service, format!("this is not the answer of an agency's service: {e}"));
		serde_json::from_value(answer).map_err(unread)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::{Cli, Command};

	fn serve(more: &[&str]) -> Serve {
		let words = ["lingnan", "openings", "serve", "--agency", "1"].iter().chain(more);
		let words: Vec<std::ffi::OsString> = words.map(Into::into).collect();
		match Cli::read(&words).map(|cli| cli.command) {
			Ok(Command::Openings(crate::nouns::Openings::Serve(serve))) => serve,
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn each_secret_comes_with_its_records() {
		let folder = tempfile::tempdir().unwrap();
		let place = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
		let [new, old] = ["new.secret", "old.secret"].map(place);
		for (count, secret) in [(1, &new), (2, &old)] {
			SealingSecret::new().write(Path::new(secret)).unwrap();
			let one = records::Record {
				enterprise: "CN:91440300708461136T".into(),
				indicator: lingnan_types::IndicatorId(4),
				period_end: 20_000,
				revision: 1,
				value: 5,
			};
			records::append(&records_beside(Path::new(secret)), &vec![one; count]).unwrap();
		}
		let counts =
			|serve: Serve| serve.shelves().map(|all| all.iter().map(|one| one.records.len()).collect::<Vec<_>>());
		assert_eq!(counts(serve(&["--secret", &new, "--secret", &old])).unwrap(), [1, 2]);
		let swapped = [format!("{old}.records"), format!("{new}.records")];
		let [first, second] = swapped.each_ref().map(String::as_str);
		let given = ["--secret", &new, "--secret", &old, "--records", first, "--records", second];
		assert_eq!(counts(serve(&given)).unwrap(), [2, 1]);
		let refused = counts(serve(&given[..6])).unwrap_err().to_string();
		assert!(refused.contains("as often as --secret"), "{refused}");
		let missing = counts(serve(&["--secret", &place("none")])).unwrap_err().to_string();
		assert!(missing.contains("lingnan key sealing"), "{missing}");
	}
}
