use super::Context;
use crate::{
	client::{acts, agenda::Agenda, Call, Client, Receipt},
	error::{Error, Result},
	governance::{self, Ballot, Council, Motion, Open, Standstill, Track},
	keys,
	output::Output,
	values,
};
use clap::Subcommand;
use lingnan_datasets::own_files::{self, Definitions};
use lingnan_types::{AgencyId, IndicatorId};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Govern {
	/// Propose a call (agency)
	///
	/// The track says how many agencies must agree and what follows. general: two thirds, then a delay in which the
	/// institutions can veto. upgrade: the same with a longer delay, as Root. at-once: two thirds and no delay; it lifts what was
	/// stopped, or suspends an agency. stop: a third and no delay; it stops a call, a scorecard or a corridor, or enters safe mode,
	/// and ends by itself. prolong: more than half and no delay; it has a stop last longer.
	Propose {
		/// Pallet.call
		#[arg(required_unless_present = "file")]
		call: Option<String>,
		/// Arguments by name, as JSON
		#[arg(default_value = "{}")]
		args: String,
		/// The track; left out, the one that the file names, else general
		#[arg(long, value_enum)]
		track: Option<Track>,
		/// A JSON file instead: one or a list of { "call": "Pallet.call", "args": { ... } }, made all or none; what `govern
		/// example` or `lingnan-relayer opening` printed; or a network's own indicators.json, to define those that the chain does
		/// not have
		#[arg(long, conflicts_with = "call")]
		file: Option<PathBuf>,
		/// Of indicators.json only the indicator of this code; again for each
		#[arg(long, requires = "file")]
		code: Vec<String>,
	},
	/// Print the example of a call that governance can make, for --file; without a name, list them all
	Example {
		/// Pallet.call, such as TxPause.pause
		call: Option<String>,
	},
	/// Propose that validators that are gone lose their seats and the others finalise without them, at once (agency)
	///
	/// For when nothing becomes final any more: docs/runbooks/finality-lost.md.
	RestoreFinality {
		/// Another validator's node that is left, to be asked as well; again for each
		#[arg(long = "node", value_name = "URL")]
		nodes: Vec<String>,
	},
	/// Propose to replace the runtime with this code, on the upgrade track (agency)
	Upgrade {
		/// The runtime as wasm, compressed or not
		code: PathBuf,
	},
	/// Send the code of an upgrade that is authorised; it counts from the next block (anybody)
	Apply {
		/// The same file
		code: PathBuf,
	},
	/// Vote on a motion (member)
	Vote {
		#[arg(value_parser = values::hash)]
		motion: H256,
		/// Vote against it
		#[arg(long)]
		no: bool,
	},
	/// Close a motion that has its votes, which carries it out, or whose time is over
	Close {
		#[arg(value_parser = values::hash)]
		motion: H256,
	},
	/// Propose to veto an act that waits (institution)
	Veto {
		#[arg(value_parser = values::hash)]
		act: H256,
	},
	/// Propose to take back an act that waits (agency)
	Withdraw {
		#[arg(value_parser = values::hash)]
		act: H256,
	},
	/// Open motions with their votes, acts that wait, what is stopped and what rests
	Show,
}

impl Govern {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Propose { call, args, track, file, code } => {
				let (calls, named) = match (call, file) {
					(Some(call), _) => (vec![Call::parse(call, args)?], None),
					(None, Some(file)) => {
						let list = acts::list_in(file)?;
						match indicators_of(c, file, &list, code).await? {
							Some(calls) => (calls, None),
							None => acts::calls_of(file, &list)?,
						}
					},
					(None, None) => return Err(Error::usage("name a call, or a --file of calls")),
				};
				let track = track.or(named).unwrap_or(Track::General);
				move_it(c, Motion::of_agencies(&c.client, track, calls).await?).await
			},
			Self::Example { call } => example(c.output, call.as_deref()),
			Self::RestoreFinality { nodes } => restore_finality(c, nodes).await,
			Self::Upgrade { code } => {
				let call = governance::authorise(&governance::code_in(code)?);
				move_it(c, Motion::of_agencies(&c.client, Track::Upgrade, vec![call]).await?).await
			},
			Self::Apply { code } => {
				let sentence = "sent. The new runtime counts from the next block";
				c.submit(governance::apply(&governance::code_in(code)?), |_| sentence.into()).await
			},
			Self::Veto { act } => move_it(c, Motion::veto(&c.client, *act).await?).await,
			Self::Withdraw { act } => move_it(c, Motion::withdraw(&c.client, *act).await?).await,
			Self::Vote { motion, no } => {
				let open = Open::find(&c.client, *motion).await?;
				let ballot = if *no { Ballot::Nay } else { Ballot::Aye };
				open.ensure_can_vote(ballot, &c.member(open.council).await?)?;
				let index = open.voting.index;
				c.submit(open.vote(ballot), |_| format!("voted {} motion {index}", ballot.word())).await
			},
			Self::Close { motion } => {
				let open = Open::find(&c.client, *motion).await?;
				let members = open.council.members(&c.client).await?.len();
				open.ensure_can_close(members, c.client.best_number().await?)?;
				let proposal = governance::decoded(&c.client, &open.proposal);
				let receipt = c.send(&open.close(&c.client).await?).await?;
				closed(c, &proposal, &receipt, "the motion is closed").await
			},
			Self::Show => {
				let agenda = Agenda::now(&c.client).await?;
				c.output.answer(&json!(agenda), |_| agenda.page(c.client.metadata()));
				Ok(())
			},
		}
	}
}

pub(super) async fn move_it(c: &Context, motion: Motion) -> Result<()> {
	let motion = motion.unless_in_the_way(&c.client).await?;
	let Motion { council, threshold, hash, .. } = &motion;
	c.member(*council).await?;
	let receipt = match c.send(&motion.propose()).await {
		Err(error) => return Err(motion.refused(&c.client, &keys::account(&c.signer()?), error).await),
		receipt => receipt?,
	};
	let sentence = format!(
		"moved. {threshold} votes are needed:\n  lingnan govern vote {hash:?}\nand then:\n  lingnan govern close {hash:?}"
	);
	// One vote may be enough.
	let proposal = governance::decoded(&c.client, &motion.proposal.bytes(c.client.metadata())?);
	closed(c, &proposal, &receipt, &sentence).await
}

/// Says what came of a motion, `otherwise` if it is still open. What it was to do may be refused, though closing it was not.
async fn closed(c: &Context, proposal: &Value, receipt: &Receipt, otherwise: &str) -> Result<()> {
	let names = governance::names(proposal);
	let what = names.first().map_or("the motion", String::as_str);
	match governance::outcome(&c.client, what, receipt) {
		Ok(sentence) => c.output.receipt(sentence.unwrap_or(otherwise), receipt, c.client.metadata()),
		Err(error) => return Err(c.client.explained(error, &names).await),
	}
	Ok(())
}

async fn restore_finality(c: &Context, others: &[String]) -> Result<()> {
	let mut nodes = vec![c.client.clone()];
	for url in others {
		nodes.push(Client::connect(url).await?);
	}
	let standstill = Standstill::seen_by(&nodes).await?;
	let Standstill { lost, last_final, set } = &standstill;
	c.output.say(format!("block {last_final} was the last that the voters of set {set} made final; gone:"));
	lost.iter().for_each(|who| c.output.say(format!("  {who}")));
	move_it(c, Motion::of_agencies(&c.client, Track::AtOnce, vec![standstill.call()]).await?).await
}

/// Prints the example of a call, or the names of all. Needs no chain.
pub fn example(output: Output, call: Option<&str>) -> Result<()> {
	let Some(name) = call else {
		let names: Vec<&str> = acts::EXAMPLES.iter().map(|(name, _)| *name).collect();
		output.answer(&json!(names), |_| format!("{}\n\n`lingnan govern example NAME` prints one.", names.join("\n")));
		return Ok(());
	};
	let Some(text) = acts::example(name) else {
		let like = acts::like(name);
		let near = if like.is_empty() { String::new() } else { format!(" Perhaps one of: {}.", like.join(", ")) };
		return Err(Error::NotFound(format!(
			"governance makes no call {name}: `lingnan govern example` lists those that it makes.{near}"
		)));
	};
	let read: Value = serde_json::from_str(text).map_err(|e| Error::input(name, e))?;
	output.answer(&read, |_| text.trim_end().to_string());
	Ok(())
}

/// The calls that define the indicators of a network's own file; nothing if the file is another.
pub(super) async fn indicators_of(
	c: &Context,
	file: &Path,
	list: &[Value],
	codes: &[String],
) -> Result<Option<Vec<Call>>> {
	let place = file.display();
	if !own_files::is_indicators(list) {
		return match codes.is_empty() {
			true => Ok(None),
			false => Err(Error::input(place, "--code is for a list of indicators, and this is none")),
		};
	}
	let agencies = own_files::register::<AgencyId>(&c.client, file).await?;
	let there = own_files::register::<IndicatorId>(&c.client, file).await?;
	Definitions { place: &place.to_string(), list, there, agencies }.calls(codes).map(Some)
}

impl Context {
	/// The signer's account, which must be a member: nobody else can move, and nobody else can vote.
	async fn member(&self, council: Council) -> Result<String> {
		let account = keys::account(&self.signer()?).to_string();
		match council.members(&self.client).await?.contains(&account) {
			true => Ok(account),
			false => Err(Error::input(
				"--key",
				format!(
					"{account} is no member of the council of the {}: nothing was sent",
					council.name().to_lowercase()
				),
			)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_example_that_is_not_there_is_answered_with_near_ones() {
		let output = Output { json: true };
		assert!(example(output, Some("TxPause.pause")).is_ok() && example(output, None).is_ok());
		let refused = example(output, Some("Financing.suspend_bank")).unwrap_err();
		assert_eq!(refused.exit_code(), 6);
		assert!(refused.to_string().contains("Institutions.suspend"), "{refused}");
	}
}
