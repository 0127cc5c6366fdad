use super::{call::AnyCall, Context};
use crate::{
	acts,
	client::{seconds_of, Call, Client, Receipt},
	error::{Error, Result},
	governance::{self, Council, Motion, Open, Standstill, Track},
	keys,
	output::{span, Output},
	own_files::{self, Register},
	stops::Stops,
	values,
};
use clap::{Subcommand, ValueEnum as _};
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
					(Some(call), _) => (vec![AnyCall::parse(call, args)?], None),
					(None, Some(file)) => {
						let list = list_in(file)?;
						match indicators_of(c, file, &list, code).await? {
							Some(calls) => (calls, None),
							None => calls_of(file, &list)?,
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
				let call = governance::authorise(&wasm(code)?);
				move_it(c, Motion::of_agencies(&c.client, Track::Upgrade, vec![call]).await?).await
			},
			Self::Apply { code } => {
				let sentence = "sent. The new runtime counts from the next block";
				c.submit(governance::apply(&wasm(code)?), |_| sentence.into()).await
			},
			Self::Veto { act } => move_it(c, Motion::veto(&c.client, *act).await?).await,
			Self::Withdraw { act } => move_it(c, Motion::withdraw(&c.client, *act).await?).await,
			Self::Vote { motion, no } => {
				let open = Open::find(&c.client, *motion).await?;
				let call = open.council.vote(*motion, open.index(), !no);
				let how = if *no { "against" } else { "for" };
				c.submit(call, |_| format!("voted {how} motion {}", open.index())).await
			},
			Self::Close { motion } => {
				let open = Open::find(&c.client, *motion).await?;
				let proposal = governance::decoded(&c.client, &open.proposal);
				let receipt = c.send(&open.close(&c.client).await?).await?;
				closed(c, &proposal, &receipt, "the motion is closed").await
			},
			Self::Show => show(c).await,
		}
	}
}

async fn move_it(c: &Context, motion: Motion) -> Result<()> {
	let motion = motion.unless_in_the_way(&c.client).await?;
	let Motion { threshold, hash, .. } = &motion;
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

/// The code in a file.
fn wasm(file: &Path) -> Result<Vec<u8>> {
	/// How wasm begins, as it is and compressed.
	const BEGINNINGS: [&[u8]; 2] = [b"\0asm", &[82, 188, 83, 118, 70, 219, 142, 5]];
	let name = file.display().to_string();
	let code = std::fs::read(file).map_err(|e| Error::input(&name, e))?;
	match BEGINNINGS.iter().any(|beginning| code.starts_with(beginning)) {
		true => Ok(code),
		false => Err(Error::input(&name, "this is not a runtime: it begins neither as wasm nor as compressed wasm")),
	}
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
async fn indicators_of(c: &Context, file: &Path, list: &[Value], codes: &[String]) -> Result<Option<Vec<Call>>> {
	let place = file.display();
	if !own_files::is_indicators(list) {
		return match codes.is_empty() {
			true => Ok(None),
			false => Err(Error::input(place, "--code is for a list of indicators, and this is none")),
		};
	}
	let agencies = Register::agencies(&c.client, file).await?;
	let there = Register::indicators(&c.client, file).await?;
	own_files::definitions(&place.to_string(), list, codes, &agencies, &there).map(Some)
}

/// The list in a file, which is read once: it may be a pipe.
fn list_in(file: &Path) -> Result<Vec<Value>> {
	let name = file.display();
	let text = std::fs::read_to_string(file).map_err(|e| Error::input(&name, e.to_string()))?;
	match serde_json::from_str(&text).map_err(|e| Error::input(&name, format!("a list of calls: {e}")))? {
		Value::Array(list) if list.is_empty() => Err(Error::input(&name, "a list of at least one call")),
		Value::Array(list) => Ok(list),
		one => Ok(vec![one]),
	}
}

/// The calls of a file's list, and the track that it names.
fn calls_of(file: &Path, list: &[Value]) -> Result<(Vec<Call>, Option<Track>)> {
	let name = file.display().to_string();
	let mut track = None;
	for item in list.iter().filter(|item| !item["track"].is_null()) {
		let text = item["track"].as_str().unwrap_or_default();
		if text == VETO {
			return Err(Error::input(&name, "an act is vetoed by the institutions: `lingnan govern veto ACT`"));
		}
		let named = Track::from_str(text, true)
			.map_err(|_| Error::input(format!("{name}, track"), "general, upgrade, at-once, prolong or stop"))?;
		if track.replace(named).is_some_and(|before| before != named) {
			return Err(Error::input(&name, "its calls are of several tracks: make a file for each"));
		}
	}
	let calls = list.iter().enumerate().map(|(place, item)| {
		let call = item["call"].as_str().ok_or_else(|| {
			let example = "Pallet.call, such as Institutions.suspend (`lingnan govern example` lists them)";
			Error::input(format!("{name}[{place}].call"), example)
		})?;
		let args = item.get("args").cloned().unwrap_or_else(|| json!({}));
		// As the relayer prints it, the pallet stands by itself.
		let call = item["pallet"].as_str().map_or_else(|| call.to_string(), |pallet| format!("{pallet}.{call}"));
		AnyCall::parse(&call, &args.to_string())
	});
	Ok((calls.collect::<Result<_>>()?, track))
}

/// The way of what the institutions decide, which is no track.
const VETO: &str = "veto";

async fn show(c: &Context) -> Result<()> {
	let now = u64::from(c.client.best_number().await?);
	let (mut councils, mut motions) = (Vec::new(), Vec::new());
	for council in Council::ALL {
		let members = council.members(&c.client).await?;
		councils.push(json!({ "council": council.name(), "members": members }));
		for open in Open::all(&c.client, council).await? {
			let count = |side: &str| open.voting[side].as_array().map_or(0, Vec::len);
			motions.push(json!({
				"motion": open.hash,
				"council": council.name(),
				"call": governance::decoded(&c.client, &open.proposal),
				"ayes": count("ayes"),
				"nays": count("nays"),
				"threshold": open.voting["threshold"],
				"endBlock": open.voting["end"],
				"secondsLeft": seconds(c, now, open.voting["end"].as_u64().unwrap_or_default()),
			}));
		}
	}
	let acts: Vec<Value> = governance::waiting(&c.client)
		.await?
		.into_iter()
		.map(|w| {
			let call = w.call.as_deref().map(|bytes| governance::decoded(&c.client, bytes));
			json!({ "act": w.act, "track": w.track, "call": call, "block": w.block, "secondsLeft": seconds(c, now, w.block) })
		})
		.collect();
	let stops = Stops::now(&c.client).await?;
	let mut answer = json!({ "block": now, "councils": councils, "motions": motions, "acts": acts });
	answer["stopped"] = json!(stops.stopped);
	answer["resting"] = json!(stops.resting);
	c.output.answer(&answer, |answer| format!("{}\n\n{}", page(&with_units(c, answer)), stops.page()));
	Ok(())
}

/// The same with the arguments of each call as people read them.
fn with_units(c: &Context, answer: &Value) -> Value {
	let mut told = answer.clone();
	for list in ["motions", "acts"] {
		for item in told[list].as_array_mut().into_iter().flatten() {
			item["call"] = crate::output::units::of_call(c.client.metadata(), &item["call"]);
		}
	}
	told
}

/// Until a block, from now on.
fn seconds(c: &Context, now: u64, block: u64) -> u64 {
	seconds_of(block.saturating_sub(now), c.client.block_time())
}

/// The answer as people read it.
fn page(answer: &Value) -> String {
	let list = |name: &str| answer[name].as_array().map(Vec::as_slice).unwrap_or_default();
	let mut lines = Vec::new();
	for council in list("councils") {
		let members = council["members"].as_array().map_or(0, Vec::len);
		let shares = match council["council"].as_str() {
			Some("Agencies") => {
				format!(
					"a third are {}, more than half {}, two thirds {}",
					Track::Stop.threshold(members),
					Track::Prolong.threshold(members),
					Track::General.threshold(members)
				)
			},
			_ => format!("a veto takes {}", governance::majority(members)),
		};
		lines.push(format!("{}: {members} members, {shares}", council["council"].as_str().unwrap_or_default()));
	}
	lines.push(format!("\nOpen motions at block {}", answer["block"]));
	if list("motions").is_empty() {
		lines.push("  (none)".into());
	}
	for motion in list("motions") {
		lines.push(format!("  {} of the {}", text(&motion["motion"]), text(&motion["council"]).to_lowercase()));
		lines.push(format!("    {}", governance::sentence(&motion["call"])));
		let left = motion["secondsLeft"].as_u64().unwrap_or_default();
		let end = if left == 0 { "the time is over: close it".into() } else { format!("{} left", span(left)) };
		lines.push(format!(
			"    {} of {} votes for it, {} against; ends in block {}, {end}",
			motion["ayes"], motion["threshold"], motion["nays"], motion["endBlock"]
		));
	}
	lines.push("\nActs that wait".into());
	if list("acts").is_empty() {
		lines.push("  (none)".into());
	}
	for act in list("acts") {
		lines.push(format!("  {} on the track {}", text(&act["act"]), text(&act["track"])));
		lines.push(format!("    {}", governance::sentence(&act["call"])));
		let left = span(act["secondsLeft"].as_u64().unwrap_or_default());
		lines.push(format!("    in block {}, {left} left for a veto", act["block"]));
	}
	lines.join("\n")
}

fn text(value: &Value) -> String {
	crate::output::cell(value)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn calls_in(file: &Path) -> Result<(Vec<Call>, Option<Track>)> {
		calls_of(file, &list_in(file)?)
	}

	#[test]
	fn calls_are_read_from_a_list_and_as_the_relayer_prints_one() {
		let file = tempfile::NamedTempFile::new().unwrap();
		let read = |text: &str| {
			std::fs::write(file.path(), text).unwrap();
			calls_in(file.path())
		};
		let calls = |text: &str| read(text).unwrap().0;
		let force = Call::new("GuangdongMacaoGrandpa", "force_set_pallet_state", json!({ "newCurrentSetId": 1 }));
		assert_eq!(calls(&force.clone().into_value().to_string()), [force]);
		let list =
			r#"[{ "call": "SafeMode.force_exit" }, { "call": "BusinessClock.advance", "args": { "seconds": 1 } }]"#;
		assert_eq!(calls(list).len(), 2);
		for bad in ["[]", "{}", "[{ \"args\": {} }]", "7"] {
			assert!(read(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn every_example_is_read_with_its_track_and_a_veto_says_its_own_way() {
		let file = tempfile::NamedTempFile::new().unwrap();
		for (name, text) in acts::EXAMPLES {
			std::fs::write(file.path(), text).unwrap();
			match calls_in(file.path()) {
				Ok((calls, Some(_))) => assert_eq!(calls.iter().map(Call::name).collect::<Vec<_>>(), [*name]),
				Err(error) if *name == "Timelock.veto" => assert!(error.to_string().contains("govern veto"), "{error}"),
				other => panic!("{name}: {other:?}"),
			}
		}
		let mixed = r#"[{ "call": "A.b", "track": "stop" }, { "call": "A.b", "track": "general" }]"#;
		std::fs::write(file.path(), mixed).unwrap();
		assert!(calls_in(file.path()).unwrap_err().to_string().contains("several tracks"));
	}

	#[test]
	fn an_example_that_is_not_there_is_answered_with_near_ones() {
		let output = Output { json: true };
		assert!(example(output, Some("TxPause.pause")).is_ok() && example(output, None).is_ok());
		let refused = example(output, Some("Financing.suspend_bank")).unwrap_err();
		assert_eq!(refused.exit_code(), 6);
		assert!(refused.to_string().contains("Institutions.suspend"), "{refused}");
	}

	#[test]
	fn a_page_shows_votes_blocks_and_time() {
		let act = json!({ "Institutions": { "suspend": { "institution": 7 } } });
		let answer = json!({
			"block": 10,
			"councils": [{ "council": "Agencies", "members": ["a", "b", "c"] }, { "council": "Institutions", "members": ["d"] }],
			"motions": [{
				"motion": "0x01", "council": "Agencies", "call": act, "ayes": 1, "nays": 0, "threshold": 2,
				"endBlock": 40, "secondsLeft": 60,
			}],
			"acts": [{ "act": "0x02", "track": "General", "call": act, "block": 20, "secondsLeft": 20 }],
		});
		let page = page(&answer);
		for part in [
			"Agencies: 3 members, a third are 1, more than half 2, two thirds 2",
			"Institutions: 1 members, a veto takes 1",
			"1 of 2 votes for it, 0 against; ends in block 40, 1 min left",
			"Institutions.suspend: institution 7",
			"in block 20, 20 s left for a veto",
		] {
			assert!(page.contains(part), "{part} in {page}");
		}
	}
}
