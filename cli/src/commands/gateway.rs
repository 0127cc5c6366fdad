use super::{card::Whose, Context};
use crate::{
	error::{Error, Result},
	keys::{self, Password},
	output::Output,
	values,
};
use clap::{Args, Subcommand};
use lingnan_gateway::{
	audit::Audit,
	boxes::{self, Boxes},
	chain::Node,
	query::{Nonce, Role},
	serve::{self, Limits, Server},
	Door, Query, Refusal, SignedQuery,
};
use serde_json::{json, Value};
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc};
use subxt::utils::{AccountId32, H256};
use tokio::net::TcpListener;

#[derive(Debug, Subcommand)]
pub enum Gateway {
	/// Open a door at your node: what is public to everybody, all else by signed query (member)
	Serve(Serve),
	/// Sign a query, to be sent to a gateway (the party that asks)
	Sign(Sign),
}

#[derive(Debug, Args)]
pub struct Serve {
	/// Address and port
	#[arg(long, default_value = "127.0.0.1:9950")]
	listen: SocketAddr,
	/// Certificate with its chain, PEM; without one put a proxy that ends TLS before it
	#[arg(long, requires = "tls_key")]
	tls_certificate: Option<PathBuf>,
	/// Private key of the certificate, PEM
	#[arg(long, requires = "tls_certificate")]
	tls_key: Option<PathBuf>,
	/// Peer id that queries name; the node's own if not given
	#[arg(long, value_parser = peer)]
	peer_id: Option<String>,
	/// File that the audit log is added to; the error stream if not given
	#[arg(long)]
	audit: Option<PathBuf>,
	/// Requests that one address may make in a minute
	#[arg(long, default_value = "300")]
	per_minute: NonZeroU32,
	/// A program that may ask, and the account that signs for it: indexer=5F…, monitor=5F…, relayer:GuangdongHongKong=5F…;
	/// as often as there are some
	#[arg(long, value_parser = machine)]
	admit: Vec<(Role, AccountId32)>,
	/// Folder of the openings files that agencies leave for firms, encrypted; without one none are kept
	#[arg(long)]
	boxes: Option<PathBuf>,
	/// MiB that they may take, 1 to 1,048,576
	#[arg(long, default_value = "1024", requires = "boxes", value_parser = values::within::<u64, 1, 1_048_576>)]
	boxes_mib: u64,
	/// Days after which one that nobody fetched is deleted, 1 to 366
	#[arg(long, default_value = "90", requires = "boxes", value_parser = values::within::<u32, 1, 366>)]
	boxes_days: u32,
	/// Connections at a time, 1 to 65,536
	#[arg(long, default_value = "256", value_parser = values::within::<usize, 1, 65_536>)]
	connections: usize,
}

#[derive(Debug, Args)]
pub struct Sign {
	/// The node's method, such as attestation_list
	method: String,
	/// Its parameters before the block, a JSON list such as ["CN:…"]
	#[arg(default_value = "[]")]
	params: String,
	#[command(flatten)]
	whose: Whose,
	/// Peer id of the gateway's node: `node` of its answer to gateway_info
	#[arg(long)]
	node: String,
	/// Hash of the final block that is to answer: `finalised` of the same
	#[arg(long, value_parser = block)]
	block: H256,
}

/// As it is written, if it is one.
fn peer(text: &str) -> Result<String, String> {
	let read = text.parse::<lingnan_types::peer::PeerId>().map(|_| text.to_string());
	read.map_err(|_| {
		"a peer id is such as 12D3KooW…: `lingnan-node key inspect-node-key` and gateway_info tell it".into()
	})
}

/// What a program does, and its account.
fn machine(text: &str) -> Result<(Role, AccountId32), String> {
	let (role, account) = text.split_once('=').ok_or("write what it does and its account, such as indexer=5F…")?;
	let account = account.parse().map_err(|_| format!("{account:?} is no account"))?;
	Ok((role.parse()?, account))
}

fn block(text: &str) -> Result<H256, String> {
	let bytes = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
	bytes.map(H256).ok_or_else(|| "a block's hash is 0x and 64 hexadecimal digits".into())
}

impl Gateway {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Serve(serve) => serve.run(c).await,
			Self::Sign(sign) => sign.run_alone(c.output, c.key.as_deref(), &c.password),
		}
	}
}

impl Serve {
	async fn run(&self, c: &Context) -> Result<()> {
		let tls = match (&self.tls_certificate, &self.tls_key) {
			(Some(certificate), Some(key)) => Some(serve::tls(certificate, key)?),
			_ => None,
		};
		let open = !self.listen.ip().is_loopback() && tls.is_none();
		if open {
			eprintln!(
				"lingnan: warning: {} can be reached from other machines and the line is not encrypted: anyone who sits on it \
				 can read every answer. Give --tls-certificate and --tls-key.",
				self.listen
			);
		}
		let audit = match &self.audit {
			Some(path) => Audit::file(path)?,
			None => Audit::new(std::io::stderr()),
		};
		let door = Door::new(Node::new(c.client.clone()), self.peer_id.clone()).await.map_err(unopened)?;
		let door = door.admitting(self.admit.clone());
		let door = match &self.boxes {
			Some(folder) => {
				door.keeping(Boxes::open(folder, boxes::Bounds::new(self.boxes_mib << 20, self.boxes_days))?)
			},
			None => door,
		};
		let listener = TcpListener::bind(self.listen).await.map_err(|e| Error::input(self.listen, e))?;
		let at = listener.local_addr().map_err(|e| Error::input(self.listen, e))?;
		let limits = Limits { per_minute: self.per_minute, connections: self.connections };
		let (node, scheme) = (door.node().to_string(), if tls.is_some() { "https" } else { "http" });
		let server = Arc::new(Server::new(door, audit, limits, tls));
		c.output
			.answer(&json!({ "listening": at, "node": node }), |_| format!("the door of {node} at {scheme}://{at}"));
		tokio::select! {
			() = server.run(listener) => Ok(()),
			_ = tokio::signal::ctrl_c() => Ok(()),
		}
	}
}

fn unopened(refusal: Refusal) -> Error {
	match refusal {
		Refusal::Named(_, message) => Error::Connection(message),
		Refusal::Node(code, message, data) => Error::Rpc { method: "the node".into(), code, message, data },
	}
}

impl Sign {
	/// Needs no chain: who asks a gateway may have no node.
	pub fn run_alone(&self, output: Output, key: Option<&str>, password: &Password) -> Result<()> {
		let key = key.ok_or_else(|| Error::usage("who signs? Give --key"))?;
		let key = keys::given(key, password)?.key;
		let params: Vec<Value> = serde_json::from_str(&self.params)
			.map_err(|e| Error::usage(format!("the parameters are a JSON list, such as [\"CN:…\", 5]: {e}")))?;
		let query = Query {
			r#as: self.whose.party_alone()?.holder()?.into(),
			method: self.method.clone(),
			params,
			node: self.node.clone(),
			block: self.block,
			nonce: Nonce::new().map_err(|e| Error::input("this machine's chance", e))?,
		};
		let signed = SignedQuery::sign(&query, &key).map_err(|e| Error::input("the query", e))?;
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "query", "params": [signed] });
		output.answer(&request, Value::to_string);
		Ok(())
	}
}
