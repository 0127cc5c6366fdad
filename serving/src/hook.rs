//! Sending a notice by the web, so that who gets it knows from whom it is.

use crate::Remote;
use hmac::{Hmac, Mac};
use hyper::Method;
use lingnan_client::{Error, Result};
use serde::Serialize;
use sha2::Sha256;
use std::time::Duration;

/// Bytes of an answer that are read.
const MAX_ANSWER: usize = 65_536;
/// For an answer to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where notices go, and the secret that both sides have.
pub struct Hook {
	remote: Remote,
	path: &'static str,
	secret: String,
}

/// What stands in `lingnan-signature`: the time, and HMAC-SHA-256 with the secret over the time, a dot and the body, in
/// hexadecimal digits.
pub fn signature(secret: &str, at: u64, body: &[u8]) -> String {
	let code = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map(|mut code| {
		code.update(format!("{at}.").as_bytes());
		code.update(body);
		hex::encode(code.finalize().into_bytes())
	});
	// A key of any length is taken.
	format!("t={at},v1={}", code.unwrap_or_default())
}

impl Hook {
	/// At `http://…` or `https://…`.
	pub fn new(url: &str, secret: String) -> Result<Self> {
		let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
		let rest = rest.filter(|rest| !rest.is_empty() && !rest.contains(['?', '#', ' ']));
		let rest = rest.ok_or_else(|| Error::input(url, "write http://… or https://…, without ? and #"))?;
		// A path of its own is complete.
		let path = if rest.trim_end_matches('/').contains('/') { "" } else { "/" };
		let remote = Remote { url: url.to_string(), most: MAX_ANSWER, patience: PATIENCE };
		Ok(Self { remote, path, secret })
	}

	/// One attempt: taken if the answer is 2xx. `id`: the same however often it is sent.
	pub async fn send(&self, id: &str, notice: &impl Serialize, at: u64) -> Result<(), String> {
		let body = serde_json::to_vec(notice).map_err(|e| e.to_string())?;
		let headers = [("lingnan-signature", signature(&self.secret, at, &body)), ("lingnan-notice", id.to_string())];
		let sent = self.remote.send_with(Method::POST, self.path, &headers, body).await;
		match sent {
			Ok((status, _)) if status.is_success() => Ok(()),
			Ok((status, _)) => Err(status.to_string()),
			Err(error) => Err(error.to_string()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Against `openssl dgst -sha256 -hmac`.
	#[test]
	fn a_signature_is_what_every_library_computes() {
		let expected = "t=1800000000,v1=";
		let made = signature("0123456789abcdef0123456789abcdef", 1_800_000_000, b"{\"id\":\"a\"}");
		assert!(made.starts_with(expected) && made.len() == expected.len() + 64, "{made}");
		assert_eq!(made, OPENSSL);
		assert_ne!(made, signature("0123456789abcdef0123456789abcdef", 1_800_000_001, b"{\"id\":\"a\"}"));
	}

	const OPENSSL: &str = "t=1800000000,v1=bb1a031606bbb4abe0d08366dd3b72c6bd6b219011da6e4052d87231d5bca466";

	#[test]
	fn only_the_web_is_written_to() {
		for bad in ["ftp://x", "http://", "here", "http://x/y?z"] {
			assert!(Hook::new(bad, String::new()).is_err(), "{bad}");
		}
		assert_eq!(Hook::new("http://127.0.0.1:80", String::new()).unwrap().path, "/");
		assert_eq!(Hook::new("https://bank.example/hooks/lingnan", String::new()).unwrap().path, "");
	}
}
