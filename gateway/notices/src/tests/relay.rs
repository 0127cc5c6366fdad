//! A relay that wants STARTTLS, with a certificate of the tests' own (`relay.pem`; its key is everybody's).

use crate::{
	journal::Outcome,
	send::mail::{Letter, RelaySettings},
	Relay,
};
use lingnan_serving::tls;
use std::sync::{Arc, Mutex};
use tokio::{
	io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
	net::TcpListener,
};

/// Lines that came in clear, and lines that came under TLS.
type Lines = Arc<Mutex<(Vec<String>, Vec<String>)>>;

/// Answers lines until one says STARTTLS, or that it is over.
async fn speak(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), sealed: bool, lines: &Lines) {
	let mut stream = BufReader::new(stream);
	let (mut line, mut in_data) = (String::new(), false);
	while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
		let said = std::mem::take(&mut line).trim_end().to_string();
		{
			let mut lines = lines.lock().unwrap();
			if sealed { &mut lines.1 } else { &mut lines.0 }.push(said.clone());
		}
		let answer = match (in_data, said.as_str()) {
			(true, ".") => "250 taken\r\n",
			(true, _) => continue,
			(false, "DATA") => "354 go on\r\n",
			(false, "STARTTLS") => "220 go on\r\n",
			(false, words) if words.starts_with("EHLO") && !sealed => "250-relay\r\n250 STARTTLS\r\n",
			(false, words) if words.starts_with("EHLO") => "250-relay\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n",
			(false, words) if words.starts_with("AUTH") => "235 known\r\n",
			(false, _) => "250 well\r\n",
		};
		in_data = !in_data && said == "DATA";
		stream.write_all(answer.as_bytes()).await.unwrap();
		stream.flush().await.unwrap();
		if said == "STARTTLS" {
			return;
		}
	}
}

async fn relay() -> (u16, Lines) {
	let folder = tempfile::tempdir().unwrap();
	let file = |name: &str, text: &str| {
		let path = folder.path().join(name);
		std::fs::write(&path, text).unwrap();
		std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
		path
	};
	let acceptor =
		tls(&file("c.pem", include_str!("relay.pem")), &file("k.pem", include_str!("relay.key.pem"))).unwrap();
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let port = listener.local_addr().unwrap().port();
	let lines = Lines::default();
	let kept = lines.clone();
	tokio::spawn(async move {
		while let Ok((mut stream, _)) = listener.accept().await {
			stream.write_all(b"220 relay\r\n").await.unwrap();
			speak(&mut stream, false, &kept).await;
			if let Ok(mut stream) = acceptor.accept(stream).await {
				speak(&mut stream, true, &kept).await;
			}
		}
	});
	(port, lines)
}

fn settings(port: u16, trusted: Option<Vec<u8>>) -> RelaySettings {
	RelaySettings {
		url: format!("smtp://127.0.0.1:{port}"),
		from: "Lingnan <notices@bank.example>".into(),
		login: Some(("notices".into(), "a password".into())),
		trusted,
		open: false,
	}
}

fn letter() -> Letter<'static> {
	Letter {
		id: "0123",
		to: "office@firm.example",
		title: "Lingnan",
		body: "An offer has arrived.\n".into(),
		stop: None,
	}
}

#[tokio::test]
async fn a_mail_and_the_login_go_under_tls_alone() {
	let (port, lines) = relay().await;
	let relay = Relay::new(&settings(port, Some(include_bytes!("relay.pem").to_vec()))).unwrap();
	assert_eq!(relay.send(letter()).await, Outcome::Taken);
	let (clear, sealed) = lines.lock().unwrap().clone();
	assert_eq!(clear, ["EHLO bank.example", "STARTTLS"]);
	for line in ["MAIL FROM:<notices@bank.example>", "RCPT TO:<office@firm.example>", "An offer has arrived."] {
		assert!(sealed.iter().any(|said| said.starts_with(line)), "{line}: {sealed:?}");
	}
	assert!(sealed.iter().any(|said| said.starts_with("AUTH PLAIN")), "{sealed:?}");
}

/// The attack: somebody on the line answers in the relay's place.
#[tokio::test]
async fn relay_with_a_certificate_of_its_own() {
	let (port, lines) = relay().await;
	let relay = Relay::new(&settings(port, None)).unwrap();
	assert!(matches!(relay.send(letter()).await, Outcome::Later(_)));
	assert_eq!(lines.lock().unwrap().1, [""; 0]);
}
