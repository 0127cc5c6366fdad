//! Who is told what, and where.

use crate::{
	kind::Kind,
	refusal::{Fault, Own},
	texts::Language,
};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use lettre::Address;
use lingnan_serving::{is_public, Uri};
use lingnan_types::CardHolder;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, net::IpAddr};

/// Bytes of an endpoint of web push at most.
const LONGEST_ENDPOINT: usize = 1_024;
/// Characters of a mail address, as RFC 5321 has it.
const LONGEST_ADDRESS: usize = 254;
/// Characters of a reference that the operator knows.
const LONGEST_CONTACT: usize = 64;

/// By which way somebody is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Way {
	/// The browser's own service brings it (RFC 8030).
	Push {
		/// Where it is sent.
		endpoint: String,
		/// The browser's public key: 65 bytes of a point of P-256, in base64url.
		p256dh: String,
		/// What both sides know besides: 16 bytes in base64url.
		auth: String,
	},
	/// By mail.
	Mail {
		/// Such as `office@firm.example`.
		address: String,
	},
	/// By the operator's own systems, such as SMS.
	Webhook {
		/// By which the operator's systems know whom it is for.
		contact: String,
	},
}

impl Way {
	/// For programs.
	pub const fn word(&self) -> &'static str {
		match self {
			Self::Push { .. } => "push",
			Self::Mail { .. } => "mail",
			Self::Webhook { .. } => "webhook",
		}
	}

	/// What makes it the place that it is: with other keys a browser is still the same.
	pub fn place(&self) -> &str {
		match self {
			Self::Push { endpoint, .. } => endpoint,
			Self::Mail { address } => address,
			Self::Webhook { contact } => contact,
		}
	}

	/// Whether somebody must show that he gets what is sent there. A browser was asked by its reader.
	pub const fn needs_code(&self) -> bool {
		!matches!(self, Self::Push { .. })
	}

	/// Refuses what notices cannot be sent to. `inside`: the operator allows http and private addresses.
	pub fn check(&self, inside: bool, party: &CardHolder) -> Result<(), Fault> {
		let refused = |why: String| Err(Fault::own(Own::NoSuchPlace, why));
		match self {
			Self::Push { endpoint, p256dh, auth } => {
				if let Err(why) = check_endpoint(endpoint, inside) {
					return refused(why);
				}
				match keys(p256dh, auth) {
					Some(_) => Ok(()),
					None => refused("p256dh is 65 bytes and auth is 16 bytes, both in base64url".into()),
				}
			},
			Self::Mail { address } => match address.parse::<Address>() {
				// A name without a dot, or an address in brackets, would be the relay's own machines.
				Ok(read) if address.len() <= LONGEST_ADDRESS && address.is_ascii() && is_elsewhere(read.domain()) => {
					Ok(())
				},
				_ => refused(format!("this is no mail address of at most {LONGEST_ADDRESS} ASCII characters")),
			},
			Self::Webhook { contact } => {
				let plain = contact.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-._@".contains(&byte));
				if contact.is_empty() || contact.len() > LONGEST_CONTACT || !plain {
					return refused(format!(
						"a contact is 1 to {LONGEST_CONTACT} of the characters A-Z a-z 0-9 + - . _ @"
					));
				}
				// What goes out names no firm.
				if let CardHolder::Enterprise(number) = party {
					let number = number.to_string();
					let bare = number.split_once(':').map_or(number.as_str(), |(_, bare)| bare);
					if contact.to_ascii_uppercase().contains(&bare.to_ascii_uppercase()) {
						return refused("a contact must not hold the firm's registration number".into());
					}
				}
				Ok(())
			},
		}
	}
}

fn check_endpoint(endpoint: &str, inside: bool) -> Result<(), String> {
	if endpoint.len() > LONGEST_ENDPOINT || !endpoint.bytes().all(|byte| byte.is_ascii_graphic()) {
		return Err(format!("an endpoint is a URL of at most {LONGEST_ENDPOINT} characters"));
	}
	let uri: Uri = endpoint.parse().map_err(|_| "the endpoint is no URL".to_string())?;
	let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
	let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
	if host.is_empty() || authority.contains('@') || endpoint.contains('#') {
		return Err("the endpoint is no URL of a push service".into());
	}
	if inside && matches!(uri.scheme_str(), Some("http" | "https")) {
		return Ok(());
	}
	if uri.scheme_str() != Some("https") {
		return Err("an endpoint begins with https://".into());
	}
	if uri.port_u16().is_some_and(|port| port != 443) {
		return Err("an endpoint is at port 443".into());
	}
	let local = host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| !is_public(ip));
	if local {
		return Err("an endpoint is no machine of a private network".into());
	}
	Ok(())
}

/// The browser's key and what both sides know besides.
pub(crate) fn keys(p256dh: &str, auth: &str) -> Option<([u8; 65], [u8; 16])> {
	let read = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
	let point: [u8; 65] = read(p256dh)?.try_into().ok()?;
	let auth = read(auth)?.try_into().ok()?;
	(point[0] == 4).then_some((point, auth))
}

/// What somebody asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
	pub way: Way,
	/// Which kinds; those of the party.
	pub kinds: BTreeSet<Kind>,
	pub language: Language,
}

/// A code that must come back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Awaited {
	/// Of the code, with the service's secret.
	pub digest: String,
	/// When it was sent. Unix time in seconds.
	pub at: u64,
	/// How many wrong codes came.
	pub wrong: u32,
}

/// Somebody who is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
	/// The same for the same account, party and place.
	pub id: String,
	pub party: CardHolder,
	/// Who asked for it, and must still speak for the party: SS58.
	pub account: String,
	/// What it asked for.
	pub wish: Wish,
	/// When it was asked for first. Unix time in seconds.
	pub made: u64,
	/// A code that was sent there and has not come back: until then nothing else is sent.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub awaited: Option<Awaited>,
}

impl Subscription {
	/// Whether a notice of this kind is for it.
	pub fn wants(&self, kind: Kind) -> bool {
		self.awaited.is_none() && (kind == Kind::Gap || self.wish.kinds.contains(&kind))
	}
}

/// Whether a mail's domain is a name in the world.
fn is_elsewhere(domain: &str) -> bool {
	let (rest, last) = domain.trim_end_matches('.').rsplit_once('.').unwrap_or_default();
	!rest.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') && !last.is_empty()
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::InstitutionId;

	fn firm() -> CardHolder {
		CardHolder::Enterprise("CN:91440300708461136T".parse().unwrap())
	}

	fn push(endpoint: &str) -> Way {
		let p256dh = URL_SAFE_NO_PAD.encode([4; 65]);
		Way::Push { endpoint: endpoint.into(), p256dh, auth: URL_SAFE_NO_PAD.encode([1; 16]) }
	}

	/// The attack: an endpoint by which the service would call its operator's own machines.
	#[test]
	fn endpoint_inside_the_operators_network() {
		for bad in [
			"http://push.example/a",
			"https://127.0.0.1/a",
			"https://[::1]/a",
			"https://10.0.0.8/a",
			"https://localhost/a",
			"https://169.254.169.254/latest",
			"https://push.example:22/a",
			"https://user@push.example/a",
			"ftp://push.example",
			"push.example",
			"https://push.example/\u{a0}",
		] {
			assert!(push(bad).check(false, &firm()).is_err(), "{bad}");
		}
		push("https://push.example/abc?d=e").check(false, &firm()).unwrap();
		push("http://127.0.0.1:9000/a").check(true, &firm()).unwrap();
		assert!(push("file:///etc/passwd").check(true, &firm()).is_err());
		assert!(push(&format!("https://push.example/{}", "a".repeat(1_024))).check(false, &firm()).is_err());
	}

	#[test]
	fn keys_of_another_length_are_refused() {
		for (p256dh, auth) in [("AA", "AAAAAAAAAAAAAAAAAAAAAA"), (&URL_SAFE_NO_PAD.encode([4; 65]), "AA"), ("?", "?")] {
			let way = Way::Push { endpoint: "https://push.example/a".into(), p256dh: p256dh.into(), auth: auth.into() };
			assert!(way.check(false, &firm()).is_err());
		}
	}

	/// The attack: codes sent to mailboxes of the relay's own machines.
	#[test]
	fn mail_leads_out_of_the_relays_machines() {
		let check = |address: &str| Way::Mail { address: address.into() }.check(false, &firm());
		for bad in ["a@localhost", "a@relay", "a@[127.0.0.1]", "a@127.0.0.1", "a@firm.", "a@.example"] {
			assert!(check(bad).is_err(), "{bad}");
		}
		check("office@firm.example").unwrap();
	}

	#[test]
	fn a_contact_names_no_firm() {
		let check = |contact: &str, party: &CardHolder| Way::Webhook { contact: contact.into() }.check(false, party);
		check("+85212345678", &firm()).unwrap();
		for bad in ["", "a b", "91440300708461136T", "x-91440300708461136t", &"a".repeat(65), "a\r\nb"] {
			assert!(check(bad, &firm()).is_err(), "{bad}");
		}
		check("91440300708461136T", &CardHolder::Institution(InstitutionId(3))).unwrap();
	}

	#[test]
	fn a_mail_address_is_one() {
		let check = |address: &str| Way::Mail { address: address.into() }.check(false, &firm());
		check("office@firm.example").unwrap();
		for bad in
			["", "office", "a@b@c", "a@firm.example\r\nBcc: x@y.example", "岭南@firm.example", "a <a@firm.example>"]
		{
			assert!(check(bad).is_err(), "{bad}");
		}
	}
}
