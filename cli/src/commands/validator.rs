use super::Context;
use crate::{
	client::calls::{
		session::SetKeys,
		validators::{Join, Leave},
	},
	error::{Error, Result},
	keys,
};
use clap::Subcommand;
use serde_json::{json, Value};

#[derive(Debug, Subcommand)]
pub enum Validator {
	/// Have the node make new session keys and set them (operator, at its own node)
	SetKeys,
	/// Take the seat that one was invited to (operator)
	Join,
	/// Give the seat back (operator)
	Leave,
}

impl Validator {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::SetKeys => {
				let call = new_keys(c).await?;
				let sentence =
					"the keys are set. They count from the session after the next; keep the old ones until then";
				c.submit(call, |_| sentence.into()).await
			},
			Self::Join => {
				let sentence = "joined. The seat comes in the session after the next; the node must be in sync by then";
				c.submit(Join {}, |_| sentence.into()).await
			},
			Self::Leave => {
				let sentence = "the seat is given back. Keep the node running until the session after the next";
				c.submit(Leave {}, |_| sentence.into()).await
			},
		}
	}
}

/// New keys in the node's own keystore, and the call that sets them, with the proof that the signer has them.
async fn new_keys(c: &Context) -> Result<SetKeys<Value>> {
	let method = "author_rotateKeysWithOwner";
	let owner = format!("0x{}", hex::encode(keys::account(&c.signer()?).0));
	let made: Value = c.client.rpc(method, json!([owner])).await?;
	let (aura, grandpa) = made["keys"]
		.as_str()
		.and_then(|keys| keys.strip_prefix("0x"))
		.filter(|keys| keys.len() == 128 && keys.is_ascii())
		.map(|keys| keys.split_at(64))
		.ok_or_else(|| Error::Connection(format!("{method}: these are not two keys: {made}")))?;
	let keys = json!({ "aura": format!("0x{aura}"), "grandpa": format!("0x{grandpa}") });
	let proof = made["proof"].as_str().unwrap_or_default().into();
	Ok(SetKeys { keys, proof })
}
