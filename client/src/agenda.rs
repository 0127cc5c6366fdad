//! What the councils have before them: open motions with their votes, acts that wait, what is stopped and what rests.

use crate::{
	governance::{decoded, majority, sentence, waiting, Council, Open, Track, Voting},
	seconds_of,
	stops::Stops,
	text::{cell, span},
	units, Client, Result,
};
use serde::Serialize;
use serde_json::Value;
use subxt::{metadata::Metadata, utils::H256};

/// All of it. Calls are as [`decoded`] gives them.
#[derive(Clone, Debug, Serialize)]
pub struct Agenda {
	/// The best block.
	pub block: u32,
	pub councils: Vec<Members>,
	pub motions: Vec<Pending>,
	pub acts: Vec<Waits>,
	#[serde(flatten)]
	pub stops: Stops,
}

#[derive(Clone, Debug, Serialize)]
pub struct Members {
	pub council: Council,
	pub members: Vec<String>,
}

/// A motion that is open.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pending {
	pub motion: H256,
	pub council: Council,
	pub call: Value,
	pub ayes: usize,
	pub nays: usize,
	pub threshold: u32,
	pub end_block: u32,
	pub seconds_left: u64,
}

/// An act that waits.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waits {
	pub act: Value,
	pub track: Track,
	pub call: Value,
	pub block: u64,
	pub seconds_left: u64,
}

impl Agenda {
	/// Asks the chain.
	pub async fn now(client: &Client) -> Result<Self> {
		let block = client.best_number().await?;
		let left = |until: u64| seconds_of(until.saturating_sub(block.into()), client.block_time());
		let (mut councils, mut motions) = (Vec::new(), Vec::new());
		for council in Council::ALL {
			councils.push(Members { council, members: council.members(client).await? });
			for Open { hash, voting, proposal, .. } in Open::all(client, council).await? {
				let Voting { ayes, nays, threshold, end, .. } = voting;
				motions.push(Pending {
					motion: hash,
					council,
					call: decoded(client, &proposal),
					ayes: ayes.len(),
					nays: nays.len(),
					threshold,
					end_block: end,
					seconds_left: left(end.into()),
				});
			}
		}
		let acts = waiting(client).await?.into_iter().map(|waiting| Waits {
			act: waiting.act,
			track: waiting.track,
			call: waiting.call.map_or(Value::Null, |bytes| decoded(client, &bytes)),
			block: waiting.block,
			seconds_left: left(waiting.block),
		});
		Ok(Self { block, councils, motions, acts: acts.collect(), stops: Stops::now(client).await? })
	}

	/// As people read it.
	pub fn page(&self, metadata: &Metadata) -> String {
		self.told(|call| sentence(&units::of_call(metadata, call)))
	}

	/// The same, with each call as `call` tells it.
	fn told(&self, tell: impl Fn(&Value) -> String) -> String {
		let none = |empty: bool| empty.then(|| String::from("  (none)"));
		let mut lines: Vec<String> = self.councils.iter().map(Members::text).collect();
		lines.push(format!("\nOpen motions at block {}", self.block));
		lines.extend(none(self.motions.is_empty()));
		for Pending { motion, council, call, ayes, nays, threshold, end_block, seconds_left } in &self.motions {
			lines.push(format!("  {motion:?} of the {}", council.name().to_lowercase()));
			lines.push(format!("    {}", tell(call)));
			let left = match seconds_left {
				0 => "the time is over: close it".into(),
				left => format!("{} left", span(*left)),
			};
			lines.push(format!(
				"    {ayes} of {threshold} votes for it, {nays} against; ends in block {end_block}, {left}"
			));
		}
		lines.push("\nActs that wait".into());
		lines.extend(none(self.acts.is_empty()));
		for Waits { act, track, call, block, seconds_left } in &self.acts {
			lines.push(format!("  {} on the track {}", cell(act), track.name()));
			lines.push(format!("    {}", tell(call)));
			lines.push(format!("    in block {block}, {} left for a veto", span(*seconds_left)));
		}
		lines.push(format!("\n{}", self.stops.page()));
		lines.join("\n")
	}
}

impl Members {
	fn text(&self) -> String {
		let members = self.members.len();
		let shares = match self.council {
			Council::Agencies => format!(
				"a third are {}, more than half {}, two thirds {}",
				Track::Stop.threshold(members),
				Track::Prolong.threshold(members),
				Track::General.threshold(members)
			),
			Council::Institutions => format!("a veto takes {}", majority(members)),
		};
		format!("{}: {members} members, {shares}", self.council.name())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_page_shows_votes_blocks_and_time() {
		let call = json!({ "Institutions": { "suspend": { "institution": 7 } } });
		let members = |council, count| Members { council, members: vec![String::from("a"); count] };
		let agenda = Agenda {
			block: 10,
			councils: vec![members(Council::Agencies, 3), members(Council::Institutions, 1)],
			motions: vec![Pending {
				motion: H256([1; 32]),
				council: Council::Agencies,
				call: call.clone(),
				ayes: 1,
				nays: 0,
				threshold: 2,
				end_block: 40,
				seconds_left: 60,
			}],
			acts: vec![Waits { act: json!("0x02"), track: Track::General, call, block: 20, seconds_left: 20 }],
			stops: Stops::default(),
		};
		let page = agenda.told(sentence);
		for part in [
			"Agencies: 3 members, a third are 1, more than half 2, two thirds 2",
			"Institutions: 1 members, a veto takes 1",
			"1 of 2 votes for it, 0 against; ends in block 40, 1 min left",
			"Institutions.suspend: institution 7",
			"in block 20, 20 s left for a veto",
			"Stopped now\n  (nothing)",
		] {
			assert!(page.contains(part), "{part} in {page}");
		}
	}
}
