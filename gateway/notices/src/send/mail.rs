//! Mail, through a relay of the operator's.

use crate::journal::Outcome;
use lettre::{
	message::{
		header::{ContentType, HeaderName, HeaderValue},
		Mailbox,
	},
	transport::smtp::{
		authentication::Credentials,
		client::{Certificate, Tls, TlsParameters},
		extension::ClientId,
	},
	AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
};
use lingnan_client::{Error, Result};
use lingnan_serving::Uri;
use std::{net::IpAddr, time::Duration};

/// For an answer of the relay.
const PATIENCE: Duration = Duration::from_secs(20);

/// A relay that takes mail.
pub struct Relay {
	transport: AsyncSmtpTransport<Tokio1Executor>,
	from: Mailbox,
}

/// What the operator says of it.
#[derive(Clone, Default, Debug)]
pub struct RelaySettings {
	/// `smtp://host:587` (STARTTLS, without which nothing is sent) or `smtps://host:465`.
	pub url: String,
	/// Whom mails are from: `Name <address>` or an address.
	pub from: String,
	/// Account at the relay, and its password.
	pub login: Option<(String, String)>,
	/// A certificate, PEM, that is trusted besides those of this machine.
	pub trusted: Option<Vec<u8>>,
	/// To a relay on this machine without TLS.
	pub open: bool,
}

/// A mail to one subscriber.
pub struct Letter<'a> {
	pub id: &'a str,
	pub to: &'a str,
	pub title: &'static str,
	pub body: String,
	/// By which the reader's program ends the subscription (RFC 8058).
	pub stop: Option<String>,
}

impl Relay {
	pub fn new(settings: &RelaySettings) -> Result<Self> {
		let RelaySettings { url, from, login, trusted, open } = settings;
		let wrong = |why: &str| Error::input(url, why);
		let uri: Uri = url.parse().map_err(|_| wrong("write smtp://host:587 or smtps://host:465"))?;
		let (wrapped, usual) = match uri.scheme_str() {
			Some("smtp") => (false, 587),
			Some("smtps") => (true, 465),
			_ => return Err(wrong("write smtp://host:587 or smtps://host:465")),
		};
		let whole = uri.path().trim_matches('/').is_empty() && uri.query().is_none();
		let plain = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
		let host = uri.host().filter(|_| whole && plain);
		let host = host.ok_or_else(|| wrong("write a host and a port alone: the login has options of its own"))?;
		let host = host.trim_start_matches('[').trim_end_matches(']');
		let tls = if *open {
			let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
			if !here || wrapped {
				return Err(wrong("without TLS mail goes to a relay on this machine alone: smtp://127.0.0.1:25"));
			}
			Tls::None
		} else {
			let mut parameters = TlsParameters::builder(host.to_string());
			if let Some(pem) = trusted {
				// A file without any would be taken for an empty list.
				if !String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----") {
					return Err(Error::input("--smtp-ca", "a certificate in PEM is expected"));
				}
				let certificate = Certificate::from_pem(pem).map_err(|e| Error::input("--smtp-ca", e))?;
				parameters = parameters.add_root_certificate(certificate);
			}
			let parameters = parameters.build_rustls().map_err(|e| Error::input(url, e))?;
			if wrapped {
				Tls::Wrapper(parameters)
			} else {
				Tls::Required(parameters)
			}
		};
		let from: Mailbox = from.parse().map_err(|e| Error::input(from, e))?;
		let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
			.port(uri.port_u16().unwrap_or(usual))
			.tls(tls)
			.hello_name(ClientId::Domain(from.email.domain().to_string()))
			.timeout(Some(PATIENCE));
		if let Some((name, password)) = login {
			transport = transport.credentials(Credentials::new(name.clone(), password.clone()));
		}
		Ok(Self { transport: transport.build(), from })
	}

	/// One attempt.
	pub async fn send(&self, letter: Letter<'_>) -> Outcome {
		let message = match self.message(letter) {
			Ok(message) => message,
			Err(reason) => return Outcome::Never(reason),
		};
		match tokio::time::timeout(PATIENCE * 3, self.transport.send(message)).await {
			Ok(Ok(_)) => Outcome::Taken,
			Ok(Err(error)) if error.is_permanent() && !is_of_the_login(&error) => Outcome::Never(error.to_string()),
			Ok(Err(error)) => Outcome::Later(error.to_string()),
			Err(_) => Outcome::Later("the relay did not answer in time".into()),
		}
	}

	fn message(&self, letter: Letter) -> Result<Message, String> {
		let Letter { id, to, title, body, stop } = letter;
		let to = to.parse().map_err(|_| "the address cannot be read".to_string())?;
		let header = |name: &str, value: &str| {
			let name = HeaderName::new_from_ascii(name.to_string()).map_err(|e| e.to_string())?;
			Ok::<_, String>(HeaderValue::new(name, value.to_string()))
		};
		let mut builder = Message::builder()
			.from(self.from.clone())
			.to(Mailbox::new(None, to))
			.subject(title)
			// Sent twice, it is known as one.
			.message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
			.header(ContentType::TEXT_PLAIN)
			.raw_header(header("Auto-Submitted", "auto-generated")?);
		if let Some(stop) = stop {
			builder = builder
				.raw_header(header("List-Unsubscribe", &format!("<{stop}>"))?)
				.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
		}
		builder.body(body).map_err(|e| e.to_string())
	}
}

/// Whether the relay refuses this service and not the letter (RFC 4954): the operator can set it right meanwhile.
fn is_of_the_login(error: &lettre::transport::smtp::Error) -> bool {
	error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn settings(url: &str) -> RelaySettings {
		RelaySettings { url: url.into(), from: "Lingnan <notices@bank.example>".into(), ..RelaySettings::default() }
	}

	#[test]
	fn a_relay_elsewhere_is_spoken_to_under_tls_alone() {
		for bad in
			["http://relay.example", "relay.example", "smtp://u:p@relay.example", "smtp://relay.example/x", "smtp://"]
		{
			assert!(Relay::new(&settings(bad)).is_err(), "{bad}");
		}
		for good in ["smtp://relay.example", "smtp://relay.example:2525", "smtps://relay.example:465"] {
			Relay::new(&settings(good)).unwrap();
		}
		let open = |url: &str| Relay::new(&RelaySettings { open: true, ..settings(url) });
		assert!(open("smtp://relay.example:25").is_err() && open("smtps://127.0.0.1:465").is_err());
		open("smtp://127.0.0.1:25").unwrap();
		assert!(Relay::new(&RelaySettings { from: "nobody".into(), ..settings("smtp://relay.example") }).is_err());
		let trusted = Some(b"no certificate".to_vec());
		let odd = RelaySettings { trusted, ..settings("smtp://relay.example") };
		assert!(Relay::new(&odd).is_err(), "what cannot be trusted is not passed over");
	}

	/// The attack: whoever sits on the line takes STARTTLS out of the relay's words.
	#[tokio::test]
	async fn relay_without_starttls() {
		use tokio::io::{AsyncReadExt, AsyncWriteExt};
		let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
		let port = listener.local_addr().unwrap().port();
		let heard = tokio::spawn(async move {
			let (mut stream, _) = listener.accept().await.unwrap();
			let mut heard = Vec::new();
			stream.write_all(b"220 relay\r\n").await.unwrap();
			let mut part = [0; 1_024];
			while let Ok(read @ 1..) = stream.read(&mut part).await {
				heard.extend(&part[..read]);
				let _ = stream.write_all(b"250-relay\r\n250 8BITMIME\r\n").await;
			}
			String::from_utf8_lossy(&heard).into_owned()
		});
		let relay = Relay::new(&settings(&format!("smtp://127.0.0.1:{port}"))).unwrap();
		let letter = Letter { id: "0123", to: "office@firm.example", title: "x", body: "y".into(), stop: None };
		assert!(!matches!(relay.send(letter).await, Outcome::Taken));
		drop(relay);
		let heard = heard.await.unwrap();
		assert!(heard.starts_with("EHLO bank.example") && !heard.contains("firm.example"), "{heard}");
	}

	#[tokio::test]
	async fn a_mail_has_one_number_and_says_how_to_stop() {
		let relay = Relay::new(&settings("smtp://relay.example")).unwrap();
		let letter = || Letter {
			id: "0123",
			to: "office@firm.example",
			title: "嶺南：通知",
			body: "您收到一份貸款要約。\n".into(),
			stop: Some(format!("https://notices.bank.example/stop/{}", "ab".repeat(32))),
		};
		let text = String::from_utf8(relay.message(letter()).unwrap().formatted()).unwrap();
		let stop = format!("List-Unsubscribe: <https://notices.bank.example/stop/{}>", "ab".repeat(32));
		for line in [
			"Message-ID: <0123@bank.example>",
			"To: office@firm.example",
			&stop,
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
			"Content-Type: text/plain; charset=utf-8",
		] {
			assert!(text.contains(line), "{line}: {text}");
		}
		let forged = Letter { to: "a@firm.example\r\nBcc: b@firm.example", ..letter() };
		assert!(relay.message(forged).is_err());
	}
}
