use super::Context;
use crate::{
	client::{
		calls::validators::{Join, Leave},
		questions,
	},
	error::Result,
	keys,
};
use clap::Subcommand;

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
				let call = questions::validator::new_keys(&c.client, &keys::account(&c.signer()?)).await?;
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
