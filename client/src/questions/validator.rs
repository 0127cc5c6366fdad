//! Who makes blocks.

use super::Ask;
use crate::{calls::session::SetKeys, Client, Error, Result};
use serde::Deserialize;
use serde_json::{json, Value};
use subxt::utils::AccountId32;

pub type ValidatorView = lingnan_types::validator::ValidatorView<AccountId32>;

/// All validators: blocks, missed sessions, last block.
pub async fn list(ask: impl Into<Ask<'_>>) -> Result<Vec<ValidatorView>> {
	ask.into().list("validator_list", json!([])).await
}

/// Has the node make new session keys in its own keystore. Answers the call that sets them, with the proof that the signer, whose
/// account `owner` is, has them.
pub async fn new_keys(client: &Client, owner: &AccountId32) -> Result<SetKeys<Value>> {
	#[derive(Deserialize)]
	struct Made {
		/// Aura's and grandpa's in a row, in hexadecimal.
		keys: String,
		proof: Option<String>,
	}

	let method = "author_rotateKeysWithOwner";
	let Made { keys, proof } = client.rpc(method, json!([format!("0x{}", hex::encode(owner.0))])).await?;
	let digits = keys.strip_prefix("0x").filter(|digits| digits.len() == 128 && digits.is_ascii());
	let (aura, grandpa) = digits
		.map(|digits| digits.split_at(64))
		.ok_or_else(|| Error::Connection(format!("{method}: these are not two keys: {keys}")))?;
	Ok(SetKeys {
		keys: json!({ "aura": format!("0x{aura}"), "grandpa": format!("0x{grandpa}") }),
		proof: proof.unwrap_or_default(),
	})
}
