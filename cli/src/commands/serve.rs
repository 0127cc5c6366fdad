//! A bank's own server.

use super::Context;
use crate::{
	error::{Error, Result},
	values,
};
use clap::Args;
use lingnan_client::{keys, questions::financing};
use lingnan_rest::{read_secret, tls, Hook, Limits, Node, Server, Settings};
use lingnan_types::InstitutionId;
use serde_json::json;
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc};
use tokio::net::TcpListener;

#[derive(Debug, Args)]
pub struct Serve {
	/// Address and port
	#[arg(long, default_value = "127.0.0.1:9960")]
	listen: SocketAddr,
	/// File with the token that who asks must show, 32 characters at least; only you may be able to read it
	#[arg(long, value_name = "FILE")]
	token_file: PathBuf,
	/// Folder in which keys and notices are kept; it belongs to one server
	#[arg(long, value_name = "DIR")]
	state: PathBuf,
	/// The institution's number, or its name, if the key signs for several
	#[arg(long)]
	institution: Option<String>,
	/// Certificate with its chain, PEM
	#[arg(long, requires = "tls_key")]
	tls_certificate: Option<PathBuf>,
	/// Private key of the certificate, PEM
	#[arg(long, requires = "tls_certificate")]
	tls_key: Option<PathBuf>,
	/// Where notices of what happened are sent: http://… or https://…
	#[arg(long, requires = "webhook_secret_file")]
	webhook: Option<String>,
	/// File with the secret by which notices are signed, as the token's file
	#[arg(long, value_name = "FILE", requires = "webhook")]
	webhook_secret_file: Option<PathBuf>,
	/// Font of statements as PDF, where the system's own do not do
	#[arg(long, value_name = "FILE")]
	font: Option<PathBuf>,
	/// Requests that one address may make in a minute
	#[arg(long, default_value = "600")]
	per_minute: NonZeroU32,
	/// Connections at a time, 1 to 65,536
	#[arg(long, default_value = "64", value_parser = values::within::<usize, 1, 65_536>)]
	connections: usize,
}

impl Serve {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let tls = match (&self.tls_certificate, &self.tls_key) {
			(Some(certificate), Some(key)) => Some(tls(certificate, key)?),
			_ => None,
		};
		if !self.listen.ip().is_loopback() && tls.is_none() {
			return Err(Error::usage(format!(
				"{} can be reached from other machines, and the token would go over the line for everybody to read: give \
				 --tls-certificate and --tls-key, or listen on 127.0.0.1",
				self.listen
			)));
		}
		let hook = match (&self.webhook, &self.webhook_secret_file) {
			(Some(url), Some(file)) => Some(Hook::new(url, read_secret(file)?)?),
			_ => None,
		};
		let token = read_secret(&self.token_file)?;
		let signer = c.signer()?;
		let institution = self.institution(c, &signer).await?;
		let scheme = if tls.is_some() { "https" } else { "http" };
		let node = Arc::new(Node::new(c.client.clone(), institution, signer, c.stage));
		let settings = Settings {
			institution,
			token,
			state: self.state.clone(),
			limits: Limits { per_minute: self.per_minute, connections: self.connections },
			tls,
			hook,
			font: self.font.clone(),
		};
		let server = Server::new(node, settings)?;
		let listener = TcpListener::bind(self.listen).await.map_err(|e| Error::input(self.listen, e))?;
		let at = listener.local_addr().map_err(|e| Error::input(self.listen, e))?;
		let resumed = server.resume().await?;
		let told = json!({ "listening": at, "institution": institution, "resumed": resumed });
		c.output.answer(&told, |_| {
			let took = if resumed > 0 { format!("; took up {resumed} acts again") } else { String::new() };
			format!("institution {institution} is served at {scheme}://{at}{took}")
		});
		tokio::select! {
			() = server.run(listener) => Ok(()),
			_ = tokio::signal::ctrl_c() => Ok(()),
		}
	}

	/// The one that was named, or the one for which the key signs.
	async fn institution(&self, c: &Context, signer: &keys::Key) -> Result<InstitutionId> {
		let known = financing::institutions(&c.client).await?;
		match &self.institution {
			Some(given) => c.number_of(given).await,
			None => Node::institution_of(&known, signer).ok_or_else(|| {
				Error::NotFound("this key signs for no institution: `lingnan show institutions` lists them".into())
			}),
		}
	}
}
