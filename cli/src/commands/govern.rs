use super::{tools::AnyCall, Context};
use crate::{
	client::Call,
	error::{Error, Result},
	governance::{self, Motion},
	values,
};
use clap::Subcommand;
use serde_json::{json, Value};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Govern {
	/// Move that a call be done as Root (member)
	Propose {
		/// Pallet.call
		call: String,
		/// Arguments by name, as JSON
		#[arg(default_value = "{}")]
		args: String,
		/// Blocks between the motion's passing and the act
		#[arg(long, default_value_t = governance::ENACTMENT_DELAY)]
		delay: u32,
	},
	/// Vote on a motion (member)
	Vote {
		#[arg(value_parser = values::hash)]
		motion: H256,
		index: u32,
		/// Vote against it
		#[arg(long)]
		no: bool,
	},
	/// Close a motion that has its votes, which carries it out
	Close {
		#[arg(value_parser = values::hash)]
		motion: H256,
	},
	/// Members, motions and their votes
	Motions,
}

impl Govern {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Propose { call, args, delay } => {
				let motion = Motion::new(&c.client, vec![AnyCall::parse(call, args)?], *delay)?;
				let threshold = governance::two_thirds(governance::members(&c.client).await?.len());
				c.submit(motion.propose(threshold), |receipt| {
					let index = receipt.find("AgenciesCouncil", "Proposed").map_or(Value::Null, |e| e["proposalIndex"].clone());
					format!(
						"moved. {threshold} votes are needed:\n  lingnan govern vote {:?} {index}\nand then:\n  lingnan govern close {:?}",
						motion.proposal_hash, motion.proposal_hash
					)
				})
				.await
			},
			Self::Vote { motion, index, no } => {
				let call = governance::vote(*motion, *index, !no);
				c.submit(call, |_| format!("voted {} motion {index}", if *no { "against" } else { "for" })).await
			},
			Self::Close { motion } => {
				let (index, bytes) = open_motion(c, *motion).await?;
				let length = bytes.len() as u32;
				let weight = governance::weight_of(&c.client, bytes).await?;
				let call: Call = governance::close(*motion, index, weight, length);
				c.submit(call, |_| "the motion is closed".into()).await
			},
			Self::Motions => {
				let hashes = c.client.storage("AgenciesCouncil", "Proposals").await?.unwrap_or_default();
				let mut motions = Vec::new();
				for hash in hashes.as_array().into_iter().flatten() {
					let key = values::hash(hash.as_str().unwrap_or_default()).map_err(Error::Connection)?;
					let voting = c.client.storage_at("AgenciesCouncil", "Voting", key).await?;
					let act = c.client.storage_at("AgenciesCouncil", "ProposalOf", key).await?;
					motions.push(json!({ "motion": hash, "voting": voting, "act": act }));
				}
				let members = governance::members(&c.client).await?;
				let answer =
					json!({ "members": members, "needed": governance::two_thirds(members.len()), "motions": motions });
				c.output.answer(&answer, crate::output::record);
				Ok(())
			},
		}
	}
}

/// A motion's index, and the bytes of what it proposes.
async fn open_motion(c: &Context, motion: H256) -> Result<(u32, Vec<u8>)> {
	let gone = || Error::NotFound(format!("no motion {motion:?} is open: see `lingnan govern motions`"));
	let voting = c.client.storage_at("AgenciesCouncil", "Voting", motion).await?.ok_or_else(gone)?;
	let bytes = c.client.storage_bytes("AgenciesCouncil", "ProposalOf", motion).await?.ok_or_else(gone)?;
	Ok((voting["index"].as_u64().and_then(|i| u32::try_from(i).ok()).unwrap_or_default(), bytes))
}
