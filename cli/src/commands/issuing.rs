//! What an issuing agency does with the key of its documents: makes it, serves those who ask, attests.

use super::{document::Paper, Context};
use crate::{
	client::{
		calls::collateral::{AttestDocument, OpenTokenVersion, RetireTokenVersion},
		questions::{attestation, collateral},
	},
	error::{Error, Result},
	keys::account,
	output::{money, Output},
	values,
};
use clap::{Arg, Args, Subcommand};
use lingnan_tokens::{Limits, Secret, Server};
use lingnan_types::{
	receivable::{DocumentSpec, DocumentTokens, IssuerKey},
	AgencyId, AssetKind, Date, RegistrationNumber,
};
use serde_json::json;
use std::{
	net::SocketAddr,
	num::NonZeroU32,
	path::{Path, PathBuf},
	sync::Arc,
};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Key {
	/// Make a key, from the system's random numbers
	New {
		/// Where to write it: a new file, readable by you alone
		#[arg(long)]
		out: PathBuf,
		/// The number that the chain will give it: 1, or one more than the agency's last
		#[arg(long, default_value = "1", value_parser = values::within::<u16, 1, 65_535>)]
		token_version: u16,
	},
	/// Show the public key of a key's file
	Show {
		/// The key's file
		secret: PathBuf,
	},
	/// Put the public key on the chain: tokens are made with this key, too, from now on
	Open {
		/// The key's file
		secret: PathBuf,
	},
	/// Take tokens under a version of the key no longer; final
	Retire {
		/// The version
		#[arg(value_parser = values::within::<u16, 1, 65_535>)]
		version: u16,
	},
}

fn shown(secret: &Secret, file: &Path, output: Output) {
	let (version, key) = (secret.version(), secret.public());
	output.answer(&json!({ "file": file, "tokenVersion": version, "publicKey": key }), |_| {
		format!(
			"{key}\n  version {version}, in {}: whoever has that file can try out which numbers are financed",
			file.display()
		)
	});
}

impl Key {
	/// What needs no chain. Answers whether that was all.
	pub fn run_alone(&self, output: Output) -> Result<bool> {
		match self {
			Self::New { out, token_version } => {
				let secret = Secret::new(*token_version)?;
				secret.write(out)?;
				shown(&secret, out, output);
				Ok(true)
			},
			Self::Show { secret } => {
				shown(&Secret::read(secret)?, secret, output);
				Ok(true)
			},
			Self::Open { .. } | Self::Retire { .. } => Ok(false),
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::New { .. } | Self::Show { .. } => Ok(()),
			Self::Open { secret } => {
				let secret = Secret::read(secret)?;
				let (version, key) = (secret.version(), secret.public());
				let (agency, keys) = ours(c).await?;
				let next = keys.last().map_or(1, |last| last.version.saturating_add(1));
				if version != next {
					let reason = format!(
						"the file says version {version}, and agency {agency} gets version {next} next: make one with \
						 `lingnan document key new --token-version {next}`"
					);
					return Err(Error::Different(reason));
				}
				let sentence = format!("tokens of agency {agency} are made with key {key}, version {version}");
				c.submit(OpenTokenVersion { key: H256(key.bytes()) }, |_| sentence).await
			},
			Self::Retire { version } => {
				let sentence =
					format!("version {version} is retired: nothing is attested or registered under it any more");
				c.submit(RetireTokenVersion { version: *version }, |_| sentence).await
			},
		}
	}
}

/// The agency that signs, and its keys.
async fn ours(c: &Context) -> Result<(AgencyId, Vec<IssuerKey>)> {
	let signer = account(&c.signer()?);
	let agencies = attestation::agencies(&c.client).await?;
	let agency = agencies.into_iter().find(|agency| agency.key == signer);
	let agency = agency.ok_or_else(|| Error::NotFound(format!("{signer} is no agency's key on this chain")))?.id;
	Ok((agency, collateral::issuer_keys(&c.client, agency).await?))
}

#[derive(Debug, Args)]
pub struct Serve {
	/// Files of the keys that are in force
	#[arg(required = true)]
	secrets: Vec<PathBuf>,
	/// Address and port; put a proxy that ends TLS before it
	#[arg(long, default_value = "127.0.0.1:8081")]
	listen: SocketAddr,
	/// Forms that one client may ask for in a minute: a document has two
	#[arg(long, default_value = "60")]
	per_minute: NonZeroU32,
	/// Connections at a time, 1 to 65,536
	#[arg(long, default_value = "256", value_parser = values::within::<usize, 1, 65_536>)]
	connections: usize,
}

impl Serve {
	pub async fn run(&self, output: Output) -> Result<()> {
		let secrets: Vec<Secret> = self.secrets.iter().map(|file| Secret::read(file)).collect::<Result<_>>()?;
		let versions: Vec<u16> = secrets.iter().map(Secret::version).collect();
		if let Some(twice) =
			versions.iter().find(|version| versions.iter().filter(|other| other == version).count() > 1)
		{
			return Err(Error::usage(format!("two files hold keys of version {twice}: give each version once")));
		}
		let listener = tokio::net::TcpListener::bind(self.listen).await;
		let listener = listener.map_err(|e| Error::input(self.listen, e))?;
		let at = listener.local_addr().map_err(|e| Error::input(self.listen, e))?;
		let limits = Limits { per_minute: self.per_minute, connections: self.connections };
		let server = Arc::new(Server::new(secrets, limits));
		output.answer(&json!({ "listening": at, "tokenVersions": versions }), |_| {
			format!("tokens under versions {versions:?} at http://{at}")
		});
		tokio::select! {
			ended = server.run(listener) => ended,
			_ = tokio::signal::ctrl_c() => Ok(()),
		}
	}
}

/// What secures a loan is an invoice or a declaration: the help of `attest` leaves the other documents out.
pub fn of_security(arg: Arg) -> Arg {
	let others = ["warehouse_receipt", "warehouse", "bill_of_lading", "carrier", "unverified"];
	let hidden = others.iter().any(|id| arg.get_id() == id);
	if hidden {
		arg.hide(true)
	} else {
		arg
	}
}

/// A document, whose it is, and the key of its tokens.
#[derive(Debug, Args)]
pub struct Attest {
	#[command(flatten)]
	paper: Paper,
	/// File of the agency's key, of a version that is in force
	#[arg(long, value_name = "FILE")]
	secret: PathBuf,
	/// The number of the enterprise that is owed the money
	#[arg(long)]
	creditor: RegistrationNumber,
	/// A day of the month in which it is due
	#[arg(long, value_parser = values::date)]
	due: Date,
	/// Token of the customs declaration that it names, from the customs
	#[arg(long, value_parser = values::hash)]
	by_declaration: Option<H256>,
	/// File of the key's earlier version: its token and this one are one document then
	#[arg(long, value_name = "FILE")]
	formerly: Option<PathBuf>,
	/// The key has earlier versions, but nobody can know the document by one of them
	#[arg(long, conflicts_with = "formerly")]
	unheard_of: bool,
}

impl Attest {
	/// The call. Nothing of it shows the document's number.
	fn call(&self) -> Result<AttestDocument> {
		let known = self.paper.read()?;
		let secret = Secret::read(&self.secret)?;
		let coarse = known.coarse.as_ref().ok_or_else(|| {
			Error::usage("a document is attested with its coarse form: give --seller, --amount and --issued")
		})?;
		let formerly = self.formerly.as_ref().map(|file| Secret::read(file)?.token(&known.form).map(H256));
		let tokens = DocumentTokens {
			version: secret.version(),
			exact: secret.token(&known.form)?.into(),
			coarse: secret.token(coarse)?.into(),
			by_declaration: self.by_declaration.map(|token| token.0.into()),
		};
		let is_export = self.paper.is_declaration() && self.by_declaration.is_none();
		let kind = if is_export { AssetKind::ExportDeclaration } else { AssetKind::TradeReceivable };
		let face_value = self.paper.amount().filter(|amount| *amount > 0);
		let face_value = face_value.ok_or_else(|| Error::usage("over how much is it? Give --amount"))?;
		let document = DocumentSpec {
			kind,
			creditor: self.creditor.clone(),
			currency: self.paper.currency(),
			face_value,
			due: self.due,
			tokens,
		};
		Ok(AttestDocument { document, formerly: formerly.transpose()? })
	}

	/// Without its earlier token a document would be another one under the next version of the key, and financed once more.
	fn insist_on_former(&self, version: u16, keys: &[IssuerKey]) -> Result<()> {
		let earlier = keys.iter().any(|key| key.version < version);
		if earlier && self.formerly.is_none() && !self.unheard_of {
			let reason =
				"the key has earlier versions: give the last one's file with --formerly, so that both tokens are one \
			              document, or say --unheard-of if nobody can know the document by it";
			return Err(Error::usage(reason));
		}
		Ok(())
	}

	/// The chain sees no secret: with another one than it holds the public key of, the document would get other tokens, be another
	/// document, and be financed once more.
	fn insist_on_ours(&self, keys: &[IssuerKey]) -> Result<()> {
		for file in self.formerly.iter().chain([&self.secret]) {
			let secret = Secret::read(file)?;
			let version = secret.version();
			if !keys.iter().any(|key| key.version == version && key.key.0 == secret.public().bytes()) {
				let reason = format!(
					"{}: the chain has another key as version {version} of this agency, or none: `lingnan show document-keys` \
					 lists them",
					file.display()
				);
				return Err(Error::Different(reason));
			}
		}
		Ok(())
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = self.call()?;
		let keys = ours(c).await?.1;
		self.insist_on_ours(&keys)?;
		self.insist_on_former(call.document.tokens.version, &keys)?;
		let owed = money(call.document.face_value, Some(self.paper.currency().name()));
		let sentence = format!("the document over {owed} is {}'s", self.creditor);
		c.submit(call, |_| sentence).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::{Cli, Command};
	use clap::Parser;

	fn parse(line: &[&str]) -> std::result::Result<Attest, clap::Error> {
		let line = ["lingnan", "document", "attest"].iter().chain(line);
		match Cli::try_parse_from(line)?.command {
			Command::Document(super::super::document::Document::Attest(attest)) => Ok(attest),
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn an_agency_attests_with_its_key_and_shows_no_number() {
		let folder = tempfile::tempdir().unwrap();
		let [first, second] = [1, 2].map(|version| {
			let path = folder.path().join(format!("{version}.key"));
			Secret::new(version).unwrap().write(&path).unwrap();
			path.to_str().unwrap().to_string()
		});
		let document = ["--fapiao", "26442000000012345678", "--seller", "91440300708461136T", "--issued", "2026-09-01"];
		let claim = ["--creditor", "CN:91440300708461136T", "--due", "2027-01-31"];
		let line = |more: &[&str]| {
			[&document[..], &claim[..], more].concat().into_iter().map(String::from).collect::<Vec<_>>()
		};
		let call = |more: &[&str]| {
			let line = line(more);
			parse(&line.iter().map(String::as_str).collect::<Vec<_>>()).unwrap().call()
		};
		let once = call(&["--secret", &first, "--amount", "113,000.00"]).unwrap();
		let again = call(&["--secret", &second, "--formerly", &first, "--amount", "113,000.00"]).unwrap();
		assert_eq!((once.document.tokens.version, again.document.tokens.version), (1, 2));
		assert_eq!(again.formerly.map(|token| token.0), Some(once.document.tokens.exact.0));
		assert_ne!(once.document.tokens.exact, again.document.tokens.exact);
		let shown = serde_json::to_string(&once.document).unwrap();
		assert!(!shown.contains("26442000000012345678"), "{shown}");
		let key = |version| IssuerKey { version, key: H256::zero(), opened_on: 0, retired_on: Some(9) };
		let alone = line(&["--secret", &second, "--amount", "113,000.00"]);
		let alone = parse(&alone.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
		assert!(alone.insist_on_former(2, &[key(1), key(2)]).unwrap_err().to_string().contains("--formerly"));
		assert!(alone.insist_on_former(1, &[key(1), key(2)]).is_ok());
		let on_chain = |file: &str, version| {
			let key = Secret::read(Path::new(file)).unwrap().public().bytes().into();
			IssuerKey { version, key, opened_on: 0, retired_on: None }
		};
		assert!(alone.insist_on_ours(&[on_chain(&first, 1), on_chain(&second, 2)]).is_ok());
		for keys in [vec![], vec![on_chain(&first, 2)], vec![on_chain(&second, 1)]] {
			let refused = alone.insist_on_ours(&keys).unwrap_err().to_string();
			assert!(refused.contains("another key as version 2"), "{refused}");
		}
		let bare = call(&["--secret", &first]).err().unwrap().to_string();
		assert!(bare.contains("--amount"), "{bare}");
	}

	#[tokio::test]
	async fn a_version_is_served_once() {
		let folder = tempfile::tempdir().unwrap();
		let secrets: Vec<PathBuf> = (0..2).map(|n| folder.path().join(format!("{n}.key"))).collect();
		secrets.iter().for_each(|file| Secret::new(3).unwrap().write(file).unwrap());
		let listen = "127.0.0.1:0".parse().unwrap();
		let serve = Serve { secrets, listen, per_minute: NonZeroU32::MIN, connections: 1 };
		let error = serve.run(Output { json: true }).await.unwrap_err().to_string();
		assert!(error.contains("version 3"), "{error}");
	}
}
