//! Telling people what happened and what is due.

use super::Context;
use crate::{
	error::{Error, Result},
	values,
};
use clap::{Args, Subcommand};
use lingnan_gateway::audit::Audit;
use lingnan_notices::{
	read_secret, send::mail::RelaySettings, tls, Hook, Limits, Node, Relay, Server, Settings, Vapid, Ways,
};
use lingnan_serving::Folder;
use serde_json::json;
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc};
use tokio::net::TcpListener;

#[derive(Debug, Subcommand)]
pub enum Notices {
	/// Send notices to who asked for them, and take such wishes (operator)
	Serve(Box<Serve>),
}

#[derive(Debug, Args)]
pub struct Serve {
	/// Address and port
	#[arg(long, default_value = "127.0.0.1:9970")]
	listen: SocketAddr,
	/// Folder of subscriptions and notices; it belongs to one service, and you alone can read it
	#[arg(long, value_name = "DIR")]
	state: PathBuf,
	/// Where the portal is, to which notices lead: https://…
	#[arg(long, value_name = "URL", value_parser = web)]
	portal: String,
	/// Where this service is reached from outside, for who ends notices from a mail: https://…
	#[arg(long, value_name = "URL", value_parser = web)]
	public_url: Option<String>,
	/// Whom push services ask if something is wrong, mailto:…; without it there is no web push
	#[arg(long, value_name = "URL")]
	push_contact: Option<String>,
	/// Take push services by http and at private addresses: your own, or for rehearsals
	#[arg(long)]
	push_inside: bool,
	/// Where notices for your own systems go, such as SMS: http://… or https://…
	#[arg(long, value_name = "URL", requires = "webhook_secret_file")]
	webhook: Option<String>,
	/// File with the secret by which they are signed, 32 characters; only you may read it
	#[arg(long, value_name = "FILE", requires = "webhook")]
	webhook_secret_file: Option<PathBuf>,
	/// Relay that takes mail: smtp://host:587 (STARTTLS) or smtps://host:465
	#[arg(long, value_name = "URL", requires = "mail_from")]
	smtp: Option<String>,
	/// Whom mails are from: an address, or a name and an address in angle brackets
	#[arg(long, value_name = "ADDRESS", requires = "smtp")]
	mail_from: Option<String>,
	/// Account at the relay
	#[arg(long, value_name = "NAME", requires = "smtp_password_file")]
	smtp_user: Option<String>,
	/// File with its password; only you may read it
	#[arg(long, value_name = "FILE", requires = "smtp_user")]
	smtp_password_file: Option<PathBuf>,
	/// Certificate that is trusted for the relay besides those of this machine, PEM
	#[arg(long, value_name = "FILE", requires = "smtp")]
	smtp_ca: Option<PathBuf>,
	/// Speak to the relay without TLS; only to one on this machine
	#[arg(long, requires = "smtp")]
	smtp_without_tls: bool,
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
	#[arg(long, default_value = "60")]
	per_minute: NonZeroU32,
	/// Connections at a time, 1 to 65,536
	#[arg(long, default_value = "64", value_parser = values::within::<usize, 1, 65_536>)]
	connections: usize,
}

/// An address of the web, without the slash at its end.
fn web(text: &str) -> Result<String, String> {
	let url = text.trim_end_matches('/');
	let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
	let plain =
		|rest: &&str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic() && !b"?#@\"<>".contains(&b));
	match rest.filter(plain) {
		Some(_) => Ok(url.to_string()),
		None => Err("write https://… without ? and #".into()),
	}
}

impl Notices {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Serve(serve) => serve.run(c).await,
		}
	}
}

impl Serve {
	fn ways(&self) -> Result<Ways> {
		let webhook = match (&self.webhook, &self.webhook_secret_file) {
			(Some(url), Some(file)) => Some(Hook::new(url, read_secret(file)?)?),
			_ => None,
		};
		let push = match &self.push_contact {
			Some(contact) => Some(Vapid::open(&Folder::open(&self.state)?, contact.clone(), self.push_inside)?),
			None => None,
		};
		let mail = match (&self.smtp, &self.mail_from) {
			(Some(url), Some(from)) => Some(Relay::new(&RelaySettings {
				url: url.clone(),
				from: from.clone(),
				login: self.login()?,
				trusted: self
					.smtp_ca
					.as_ref()
					.map(|path| std::fs::read(path).map_err(|e| Error::input(path.display(), e)))
					.transpose()?,
				open: self.smtp_without_tls,
			})?),
			_ => None,
		};
		let ways = Ways { portal: self.portal.clone(), public_url: self.public_url.clone(), push, mail, webhook };
		match ways.words().is_empty() {
			true => Err(Error::usage(
				"by which way? Give --push-contact for web push, --webhook for your own systems, --smtp for mail, or several",
			)),
			false => Ok(ways),
		}
	}

	fn login(&self) -> Result<Option<(String, String)>> {
		let (Some(name), Some(file)) = (&self.smtp_user, &self.smtp_password_file) else { return Ok(None) };
		lingnan_client::files::insist_private(file)?;
		let text = std::fs::read_to_string(file).map_err(|e| Error::input(file.display(), e))?;
		let password = text.lines().next().unwrap_or_default().trim_end_matches('\r');
		match password.is_empty() {
			true => Err(Error::input(file.display(), "the relay's password is expected in the first line")),
			false => Ok(Some((name.clone(), password.to_string()))),
		}
	}

	async fn run(&self, c: &Context) -> Result<()> {
		let tls = match (&self.tls_certificate, &self.tls_key) {
			(Some(certificate), Some(key)) => Some(tls(certificate, key)?),
			_ => None,
		};
		if !self.listen.ip().is_loopback() && tls.is_none() {
			return Err(Error::usage(format!(
				"{} can be reached from other machines, and mail addresses would go over the line for everybody to read: give \
				 --tls-certificate and --tls-key, or listen on 127.0.0.1",
				self.listen
			)));
		}
		let audit = match &self.audit {
			Some(path) => Audit::file(path)?,
			None => Audit::new(std::io::stderr()),
		};
		let ways = self.ways()?;
		let offered = ways.words();
		let scheme = if tls.is_some() { "https" } else { "http" };
		let settings = Settings {
			state: self.state.clone(),
			ways,
			inside: self.push_inside,
			limits: Limits { per_minute: self.per_minute, connections: self.connections },
			tls,
			audit,
		};
		let node = Arc::new(Node::new(c.client.clone()));
		let server = Arc::new(Server::new(node, settings).await?);
		let listener = TcpListener::bind(self.listen).await.map_err(|e| Error::input(self.listen, e))?;
		let at = listener.local_addr().map_err(|e| Error::input(self.listen, e))?;
		c.output.answer(&json!({ "listening": at, "node": server.node(), "ways": offered }), |_| {
			format!("notices of {} by {} at {scheme}://{at}", server.node(), offered.join(", "))
		});
		tokio::select! {
			() = server.run(listener) => Ok(()),
			_ = tokio::signal::ctrl_c() => Ok(()),
		}
	}
}
