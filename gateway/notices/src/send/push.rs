//! Web push: RFC 8030 (the exchange), 8188 and 8291 (encryption), 8292 (who sends, VAPID). Cryptography is ring's, which TLS uses
//! already.

use crate::{journal::Outcome, serve::now, subscription::keys};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use hmac::{Hmac, Mac};
use lingnan_client::{Error, Result};
use lingnan_serving::{Folder, Method, Reach, Remote, StatusCode, Uri};
use ring::{
	aead::{Aad, LessSafeKey, Nonce, UnboundKey, AES_128_GCM},
	agreement::{agree_ephemeral, EphemeralPrivateKey, UnparsedPublicKey, ECDH_P256},
	rand::{SecureRandom, SystemRandom},
	signature::{EcdsaKeyPair, KeyPair, ECDSA_P256_SHA256_FIXED_SIGNING},
};
use serde_json::{json, Value};
use sha2::Sha256;
use std::time::Duration;

/// Bytes of what is encrypted, each time: a length tells nothing of the kind, nor of the language.
const LENGTH: usize = 768;
/// Bytes of an encryption record: all is in one.
const RECORD: u32 = 4_096;
/// Seconds for which a push service keeps a notice for a browser that is away.
const KEPT: u64 = 4 * 86_400;
/// Seconds for which a token says who sends; RFC 8292 allows a day.
const TOKEN: u64 = 12 * 3_600;
/// For an answer to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read.
const MAX_ANSWER: usize = 65_536;

/// Who sends, as push services know it.
pub struct Vapid {
	key: EcdsaKeyPair,
	/// `mailto:…` or `https://…`: whom a push service asks when something is wrong.
	contact: String,
	reach: Reach,
}

impl Vapid {
	/// The key of the state's folder, made the first time. `inside`: private addresses are allowed.
	pub fn open(state: &Folder, contact: String, inside: bool) -> Result<Self> {
		const FILE: &str = "vapid";
		let contact_reads = contact.starts_with("mailto:") || contact.starts_with("https://");
		if !contact_reads || contact.len() > 256 || !contact.bytes().all(|byte| byte.is_ascii_graphic()) {
			return Err(Error::input(contact, "a contact for push services is mailto:… or https://…"));
		}
		let unmade = || Error::input("vapid.json", "the key for web push cannot be read");
		let random = SystemRandom::new();
		let digits = match state.get::<String>(FILE)? {
			Some(digits) => digits,
			None => {
				let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
				let digits = hex::encode(made.map_err(|_| unmade())?.as_ref());
				state.put(FILE, &digits)?;
				digits
			},
		};
		let bytes = hex::decode(digits).map_err(|_| unmade())?;
		let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &random).map_err(|_| unmade())?;
		Ok(Self { key, contact, reach: if inside { Reach::Anywhere } else { Reach::Public } })
	}

	/// What a browser subscribes with: the public key, in base64url.
	pub fn public(&self) -> String {
		URL_SAFE_NO_PAD.encode(self.key.public_key().as_ref())
	}

	/// The header by which a push service knows who sends.
	fn token(&self, origin: &str, at: u64) -> Option<String> {
		let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
		let head = part(json!({ "typ": "JWT", "alg": "ES256" }));
		let claims = part(json!({ "aud": origin, "exp": at.saturating_add(TOKEN), "sub": self.contact }));
		let signed = format!("{head}.{claims}");
		let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes()).ok()?;
		Some(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.as_ref()), self.public()))
	}

	/// One attempt.
	pub async fn send(&self, endpoint: &str, of_browser: (&str, &str), message: &Value, id: &str) -> Outcome {
		let Some((point, auth)) = keys(of_browser.0, of_browser.1) else {
			return Outcome::Never("the browser's keys cannot be read".into());
		};
		let Some(body) = seal(message.to_string().as_bytes(), &point, &auth) else {
			return Outcome::Never("nothing can be encrypted to the browser's keys".into());
		};
		let Some(token) = origin(endpoint).and_then(|origin| self.token(&origin, now())) else {
			return Outcome::Never("the endpoint is no URL".into());
		};
		let headers = [
			("authorization", token),
			("content-encoding", "aes128gcm".into()),
			("content-type", "application/octet-stream".into()),
			("ttl", KEPT.to_string()),
			("urgency", "normal".into()),
			// Sent twice, it replaces itself as long as the browser is away.
			("topic", id.into()),
		];
		let remote = Remote { url: endpoint.into(), most: MAX_ANSWER, patience: PATIENCE };
		match remote.send_within(self.reach, Method::POST, "", &headers, body).await {
			Ok((status, _)) if status.is_success() => Outcome::Taken,
			Ok((StatusCode::NOT_FOUND | StatusCode::GONE, _)) => Outcome::Gone,
			Ok((StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE, _)) => {
				Outcome::Never("the push service cannot read it".into())
			},
			Ok((status, _)) => Outcome::Later(status.to_string()),
			// The endpoint itself is a secret: who knows it can send to the browser.
			Err(Error::Service { reason, .. }) => Outcome::Later(reason),
			Err(_) => Outcome::Later("it cannot be asked".into()),
		}
	}
}

/// Scheme, host and port of an endpoint.
fn origin(endpoint: &str) -> Option<String> {
	let uri: Uri = endpoint.parse().ok()?;
	Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?))
}

fn hash(key: &[u8], parts: &[&[u8]]) -> Option<[u8; 32]> {
	let mut code = Hmac::<Sha256>::new_from_slice(key).ok()?;
	parts.iter().for_each(|part| code.update(part));
	Some(code.finalize().into_bytes().into())
}

/// Encrypts to a browser's keys, by RFC 8291; each time with a key of its own. Nothing if they are no keys.
pub fn seal(plain: &[u8], point: &[u8; 65], auth: &[u8; 16]) -> Option<Vec<u8>> {
	let random = SystemRandom::new();
	let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).ok()?;
	let public = own.compute_public_key().ok()?;
	let mut salt = [0; 16];
	random.fill(&mut salt).ok()?;
	let secret = agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, point), |secret| secret.to_vec()).ok()?;

	let first = hash(auth, &[&secret])?;
	let material = hash(&first, &[b"WebPush: info\0", point, public.as_ref(), &[1]])?;
	let second = hash(&salt, &[&material])?;
	let key = hash(&second, &[b"Content-Encoding: aes128gcm\0", &[1]])?;
	let nonce = hash(&second, &[b"Content-Encoding: nonce\0", &[1]])?;

	// The last record ends in 2, and nothing follows but padding.
	let mut text = plain.to_vec();
	text.push(2);
	text.resize(text.len().max(LENGTH), 0);
	let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key.get(..16)?).ok()?);
	let nonce = Nonce::try_assume_unique_for_key(nonce.get(..12)?).ok()?;
	key.seal_in_place_append_tag(nonce, Aad::empty(), &mut text).ok()?;
	if text.len() > RECORD as usize {
		return None;
	}
	let public = public.as_ref();
	let length = [u8::try_from(public.len()).ok()?];
	Some([&salt[..], &RECORD.to_be_bytes(), &length, public, &text].concat())
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_test_support::Browser;
	use ring::signature::{UnparsedPublicKey as Verifier, ECDSA_P256_SHA256_FIXED};

	fn bytes(text: &str) -> Vec<u8> {
		URL_SAFE_NO_PAD.decode(text).unwrap()
	}

	#[test]
	fn what_is_sealed_is_opened_by_its_browser_alone_and_every_kind_is_as_long() {
		let browser = Browser { secret: [7; 32], auth: [1; 16] };
		let body = seal(b"An offer has arrived.", &browser.point(), &browser.auth).unwrap();
		assert_eq!(browser.open(&body).unwrap(), b"An offer has arrived.");
		let longer = seal(&[b'x'; 600], &browser.point(), &browser.auth).unwrap();
		assert_eq!(longer.len(), body.len());
		assert_ne!(seal(b"An offer has arrived.", &browser.point(), &browser.auth).unwrap(), body);
		assert!(Browser { secret: [7; 32], auth: [2; 16] }.open(&body).is_none());
		assert!(Browser { secret: [8; 32], auth: [1; 16] }.open(&body).is_none());
		let mut flipped = body;
		*flipped.last_mut().unwrap() ^= 1;
		assert!(browser.open(&flipped).is_none());
		assert!(seal(b"x", &[4; 65], &[1; 16]).is_none(), "a point that is not on the curve");
		assert!(seal(&[0; 4_096], &browser.point(), &browser.auth).is_none(), "longer than a record");
	}

	#[test]
	fn who_sends_signs_for_the_push_service_and_keeps_its_key() {
		let folder = tempfile::tempdir().unwrap();
		let state = Folder::open(folder.path()).unwrap();
		let open = || Vapid::open(&state, "mailto:operator@bank.example".into(), false).unwrap();
		let vapid = open();
		assert_eq!(vapid.public(), open().public());
		assert!(Vapid::open(&state, "operator".into(), false).is_err());
		let origin = origin("https://push.example/abc?d").unwrap();
		assert_eq!(origin, "https://push.example");
		let header = vapid.token(&origin, 1_800_000_000).unwrap();
		let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
		assert_eq!(key, vapid.public());
		let (signed, signature) = token.rsplit_once('.').unwrap();
		Verifier::new(&ECDSA_P256_SHA256_FIXED, bytes(key)).verify(signed.as_bytes(), &bytes(signature)).unwrap();
		let (head, claims) = signed.split_once('.').unwrap();
		let read = |part: &str| serde_json::from_slice::<Value>(&bytes(part)).unwrap();
		assert_eq!(read(head), json!({ "typ": "JWT", "alg": "ES256" }));
		let claimed = json!({ "aud": origin, "exp": 1_800_043_200, "sub": "mailto:operator@bank.example" });
		assert_eq!(read(claims), claimed);
	}
}
