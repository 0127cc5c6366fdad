//! Asking an issuer's service: what leaves this machine is blinded, what comes back is checked against the key that is known.

use crate::{
	error::{Error, Result},
	key::PublicKey,
	oprf::{self, Evaluation, MAX_BATCH},
	Token,
};
use lingnan_documents::Form;
use lingnan_serving::{Method, Remote};
use serde_json::Value;
use std::time::Duration;

/// Bytes of an answer: the largest has some 2,300.
const MAX_BODY: usize = 16_384;
/// For an answer to arrive, from the first look for the address on.
const PATIENCE: Duration = Duration::from_secs(20);

/// An issuer's service, and the key that it must answer with.
#[derive(Clone, Debug)]
pub struct Issuer {
	pub url: String,
	pub version: u16,
	pub key: PublicKey,
}

impl Issuer {
	/// The tokens of documents, in their order. The service learns how many were asked for, and nothing of any.
	pub async fn tokens(&self, forms: &[Form]) -> Result<Vec<Token>> {
		let mut tokens = Vec::with_capacity(forms.len());
		for forms in forms.chunks(MAX_BATCH) {
			let (asked, request) = oprf::ask(forms, self.version)?;
			let body = serde_json::to_vec(&request).map_err(|e| Error::input("the request", e))?;
			let answer = self.send(body).await?;
			let answer: Evaluation = serde_json::from_value(answer)
				.map_err(|e| Error::input(&self.url, format!("this is not the answer of an issuer: {e}")))?;
			tokens.extend(asked.finish(&answer, &self.key)?);
		}
		Ok(tokens)
	}

	async fn send(&self, body: Vec<u8>) -> Result<Value> {
		let service = Remote { url: self.url.clone(), most: MAX_BODY, patience: PATIENCE };
		let (status, body) = service.send(Method::POST, "/evaluate", body).await?;
		let value: Value = serde_json::from_slice(&body).unwrap_or_default();
		if status.is_success() {
			return Ok(value);
		}
		let message = value["message"].as_str().map_or_else(|| status.to_string(), str::to_string);
		Err(Error::NotFound(format!("{} refuses: {message}", self.url)))
	}
}
