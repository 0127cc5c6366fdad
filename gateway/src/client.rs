//! Asking a gateway: what it must be told before one signs, and a signed query.

use crate::{
	boxes::{hash_of, Sent, MOST_AT_ONCE, MOST_DROPPED},
	query::{Nonce, Party, Query, SignedQuery},
};
use lingnan_client::{keys::Key, Error, Result};
use lingnan_serving::{Method, Remote};
use lingnan_types::{AgencyId, RegistrationNumber};
use serde::Deserialize;
use serde_json::{json, Value};
use std::time::Duration;
use subxt::utils::H256;

/// Bytes of an answer: all that lies for a firm, and what stands around it.
const MOST: usize = 8 << 20;
/// Bytes of boxes in one query, well below those of a request.
const MOST_SENT: usize = 400 << 10;

/// A gateway, and who asks it.
pub struct Asked<'a> {
	remote: Remote,
	party: Party,
	key: &'a Key,
}

/// What a gateway says of itself.
#[derive(Deserialize)]
struct Info {
	node: String,
	finalised: Finalised,
}

#[derive(Deserialize)]
struct Finalised {
	hash: H256,
}

/// A box that lay for a firm.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Fetched {
	/// Who left it.
	pub agency: AgencyId,
	/// When. Unix time in seconds, by the gateway's clock.
	pub at: u64,
	/// The encrypted file's text.
	pub r#box: String,
}

impl<'a> Asked<'a> {
	/// At a URL, `https://…`, in the name of a party for which the key speaks.
	pub fn new(url: &str, party: impl Into<Party>, key: &'a Key) -> Self {
		let remote = Remote { url: url.into(), most: MOST, patience: Duration::from_secs(60) };
		Self { remote, party: party.into(), key }
	}

	async fn request(&self, body: &Value) -> Result<Value> {
		let (status, answer) = self.remote.send(Method::POST, "/", body.to_string().into_bytes()).await?;
		let answer: Value = serde_json::from_slice(&answer)
			.map_err(|_| self.remote.silent(format!("it answers {status}, and no JSON-RPC")))?;
		let Some(error) = answer.get("error") else { return Ok(answer["result"].clone()) };
		Err(Error::Rpc {
			method: self.remote.url.clone(),
			code: error["code"].as_i64().and_then(|code| code.try_into().ok()).unwrap_or_default(),
			message: error["message"].as_str().unwrap_or_default().into(),
			data: error["data"].as_str().map(str::to_string),
		})
	}

	/// Signs a question at the gateway's last final block, and asks it.
	pub async fn ask(&self, method: &str, params: Vec<Value>, attached: Option<&str>) -> Result<Value> {
		let info = self.request(&json!({ "jsonrpc": "2.0", "id": 1, "method": "gateway_info" })).await?;
		let Info { node, finalised } = serde_json::from_value(info)
			.map_err(|e| self.remote.silent(format!("this is not the answer of a gateway: {e}")))?;
		let nonce = Nonce::new().map_err(|e| Error::input("this machine's chance", e))?;
		let (party, method) = (self.party.clone(), method.to_string());
		let query = Query { r#as: party, method, params, node, block: finalised.hash, nonce };
		let signed = SignedQuery::sign(&query, self.key).map_err(|e| Error::input("the query", e))?;
		let params = match attached {
			Some(attached) => json!([signed, attached]),
			None => json!([signed]),
		};
		self.request(&json!({ "jsonrpc": "2.0", "id": 1, "method": "query", "params": params })).await
	}

	/// Leaves boxes for firms, in as many queries as it takes. Answers how many are kept, and how many lay there already.
	pub async fn put(&self, boxes: Vec<Sent>) -> Result<(u64, u64)> {
		let (mut kept, mut already) = (0, 0);
		for batch in batches(boxes) {
			let text = serde_json::to_string(&batch).map_err(|e| Error::input("the boxes", e))?;
			let answer = self.ask("openings_put", vec![json!(hash_of(&text))], Some(&text)).await?;
			kept += answer["kept"].as_u64().unwrap_or_default();
			already += answer["already"].as_u64().unwrap_or_default();
		}
		Ok((kept, already))
	}

	/// All that lies for a firm, oldest first.
	pub async fn fetch(&self, firm: &RegistrationNumber) -> Result<Vec<Fetched>> {
		let mut answer = self.ask("openings_fetch", vec![json!(firm)], None).await?;
		serde_json::from_value(answer["boxes"].take())
			.map_err(|e| self.remote.silent(format!("this is not the answer of a gateway: {e}")))
	}

	/// Has boxes taken away that the firm has now.
	pub async fn take_away(&self, firm: &RegistrationNumber, boxes: &[Fetched]) -> Result<()> {
		for some in boxes.chunks(MOST_DROPPED) {
			let hashes: Vec<H256> = some.iter().map(|one| hash_of(&one.r#box)).collect();
			self.ask("openings_drop", vec![json!(firm), json!(hashes)], None).await?;
		}
		Ok(())
	}
}

/// As many in each as one query takes.
fn batches(boxes: Vec<Sent>) -> Vec<Vec<Sent>> {
	let mut batches: Vec<Vec<Sent>> = Vec::new();
	let mut bytes = 0;
	for one in boxes {
		// In JSON a quotation mark takes two bytes, and twice so in JSON within JSON.
		let size = one.r#box.len() + 4 * one.r#box.matches(['"', '\n', '\t', '\\']).count() + 100;
		match batches.last_mut() {
			Some(last) if last.len() < MOST_AT_ONCE && bytes + size <= MOST_SENT => {
				last.push(one);
				bytes += size;
			},
			_ => {
				batches.push(vec![one]);
				bytes = size;
			},
		}
	}
	batches
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn boxes_go_in_as_few_queries_as_take_them() {
		let one = |bytes: usize| Sent { r#for: "CN:91440300708461136T".parse().unwrap(), r#box: "x".repeat(bytes) };
		let sizes = |boxes| batches(boxes).iter().map(Vec::len).collect::<Vec<_>>();
		assert_eq!(sizes(vec![]), [0; 0]);
		assert_eq!(sizes(vec![one(10); 201]), [200, 1]);
		assert_eq!(sizes(vec![one(60 << 10); 7]), [6, 1]);
		assert_eq!(sizes(vec![one(1 << 20), one(1)]), [1, 1], "what is too large is refused there, by its name");
	}
}
