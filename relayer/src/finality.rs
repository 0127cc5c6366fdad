//! What is final on one chain, told to the light client on the other: every change of the authorities, in order, and
//! any later block when something in it is to be proved.

use crate::{
	chain::{Chain, Hash, Header, Result, Trouble},
	names,
	route::{Route, View},
};
use bp_header_chain::{
	justification::{verify_and_optimize_justification, GrandpaJustification, JustificationVerificationContext},
	AuthoritySet, ConsensusLogReader, GrandpaConsensusLogReader,
};
use bp_messages::MessagesOperatingMode;
use bp_runtime::{BasicOperatingMode, HeaderId, OperatingMode};
use codec::{DecodeAll, Encode};
use lingnan_client::Encoded;
use lingnan_types::error_code::TOO_BIG;

/// A light client that learns nothing for longer than this many blocks is told the newest final one, so that a later
/// change of the authorities can be proved with a short answer.
const FRESH: u32 = 4_096;

/// Blocks by which the question is moved on when the answer to it was too big. The headers of so many are well within
/// what a node gives, so that no end of a set is passed over.
const STRIDE: u32 = 16_384;

/// The light client of `from` on `to`.
pub enum LightClient {
	/// No motion has initialised it.
	Uninitialised,
	/// A motion stopped it, or the lanes.
	Stopped,
	Following(Follower),
}

/// A light client that is brought what is final.
pub struct Follower {
	/// The last block that it was brought.
	pub known: HeaderId<Hash, u32>,
	/// Whose votes it goes by.
	pub authorities: AuthoritySet,
}

impl LightClient {
	pub async fn read(route: &Route, at: Hash) -> Result<Self> {
		let (known, authorities, finality, messages) = (
			route.pallets.best_known(),
			route.pallets.authorities(),
			route.pallets.finality_mode(),
			route.pallets.messages_mode(),
		);
		let (known, authorities, finality, messages) = tokio::try_join!(
			route.to.state::<HeaderId<Hash, u32>>(&known, at),
			route.to.state::<AuthoritySet>(&authorities, at),
			route.to.state::<BasicOperatingMode>(&finality, at),
			route.to.state::<MessagesOperatingMode>(&messages, at),
		)?;
		Ok(match (known, authorities) {
			_ if messages.is_some_and(|mode| mode.is_halted()) => Self::Stopped,
			(Some(_), _) if finality.is_some_and(|mode| mode.is_halted()) => Self::Stopped,
			(Some(known), Some(authorities)) => Self::Following(Follower { known, authorities }),
			_ => Self::Uninitialised,
		})
	}

	/// What an operator reads when nothing can be brought.
	pub fn advice(&self, route: &Route) -> String {
		match self {
			Self::Uninitialised => format!(
				"its light client of {:?} waits for a motion: see docs/runbooks/relayer.md, Opening a corridor",
				route.from.place
			),
			_ => format!("a motion stopped its end of {:?}: it goes on when a motion resumes it", route.corridor),
		}
	}
}

/// Brings the next change of the authorities if there is one, else a final block from `needed` on. True if a header was
/// brought.
pub async fn bring(route: &Route, view: &View, follower: &Follower, needed: Option<u32>) -> Result<bool> {
	let Follower { known, authorities } = follower;
	let head = view.final_here;
	if head.number <= known.0 {
		return Ok(false);
	}
	let set = route.from.state::<u64>(&names::item("Grandpa", "CurrentSetId"), head.hash.0.into()).await?;
	let set = set.unwrap_or_default();
	if set < authorities.set_id {
		return Err(route.from.odd(format!(
			"its voters are set {set}, but {:?} awaits set {}: its light client follows another chain, or this node is \
			 behind",
			route.to.place, authorities.set_id
		)));
	}
	let is_behind = set > authorities.set_id;
	let proof = if is_behind { Proof::OfTheirLast } else { Proof::OfAny };
	let ask = match needed {
		_ if is_behind => known.0 + 1,
		Some(number) => number,
		None if head.number - known.0 >= FRESH => head.number,
		None => return Ok(false),
	};
	let Some((header, votes)) = prove(route.from.as_ref(), ask, known.0, proof).await? else { return Ok(false) };
	let (hash, number) = (header.hash(), header.number);
	let votes = verified(route, &header, votes, authorities)?;
	let hands_over = GrandpaConsensusLogReader::<u32>::schedules_authorities_change(&header.digest);
	let mark = header.encode();
	let args = (header, votes, authorities.set_id, false).encode();
	let call = Encoded::new(&route.pallets.finality, "submit_finality_proof_ex", args);
	let Some(block) = route.submit(call, &mark).await? else { return Ok(true) };
	route.metrics.brought(route, "header");
	let news = if hands_over { "header brought, and with it other voters" } else { "header brought" };
	tracing::info!(%route, number, ?hash, in_block = ?block, "{news}");
	Ok(true)
}

/// The number of the SDK's `grandpa` methods for a proof that cannot be given.
const NO_PROOF: i32 = 4;

/// Where proofs come from.
trait Source {
	async fn finality_proof(&self, number: u32) -> Result<Option<(Hash, Vec<u8>)>>;
	async fn next_finality_proof(&self) -> Result<(Hash, Vec<u8>)>;
	async fn header(&self, hash: Hash) -> Result<Header>;
}

impl Source for Chain {
	async fn finality_proof(&self, number: u32) -> Result<Option<(Hash, Vec<u8>)>> {
		Chain::finality_proof(self, number).await
	}

	async fn next_finality_proof(&self) -> Result<(Hash, Vec<u8>)> {
		Chain::next_finality_proof(self).await
	}

	async fn header(&self, hash: Hash) -> Result<Header> {
		Chain::header(self, hash).await
	}
}

/// Which block of the voters that a light client knows is to be proved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
	/// The last: others vote by now.
	OfTheirLast,
	/// Any: they vote still.
	OfAny,
}

/// The header and the votes that a node gives for `ask`; nothing if there are none yet that help.
async fn prove(chain: &impl Source, mut ask: u32, known: u32, proof: Proof) -> Result<Option<(Header, Vec<u8>)>> {
	loop {
		match chain.finality_proof(ask).await {
			Ok(Some((hash, votes))) => {
				let header = chain.header(hash).await?;
				let helps = header.number > known && header.number >= ask;
				return Ok(helps.then_some((header, votes)));
			},
			Ok(None) => return Ok(None),
			// An answer carries all headers up to the change that it proves. Asked further on in the same set, the node
			// gives the same proof with fewer of them.
			Err(Trouble::Unexpected { code: Some(TOO_BIG), .. }) if proof == Proof::OfTheirLast => ask += STRIDE,
			// A node keeps no record of a first set of voters that is still in office: it tells only of what becomes final
			// from now on. It has one number for all proofs that it cannot give, so that this one is known by its words alone.
			Err(Trouble::Unexpected { code: Some(NO_PROOF), what, .. })
				if proof == Proof::OfAny && what.contains("not covered") =>
			{
				let (hash, votes) = chain.next_finality_proof().await?;
				let header = chain.header(hash).await?;
				return Ok((header.number >= ask).then_some((header, votes)));
			},
			Err(trouble) => return Err(trouble),
		}
	}
}

/// The votes without those that the light client would refuse as needless; trouble if they do not hold.
fn verified(
	route: &Route,
	header: &Header,
	votes: Vec<u8>,
	authorities: &AuthoritySet,
) -> Result<GrandpaJustification<Header>> {
	read_and_check(header, &votes, authorities).map_err(|reason| {
		route.from.odd(format!("the finality proof of block {} does not hold: {reason}", header.number))
	})
}

/// Votes as a node gives them, if these voters gave them.
pub(crate) fn read_and_check(
	header: &Header,
	votes: &[u8],
	authorities: &AuthoritySet,
) -> std::result::Result<GrandpaJustification<Header>, String> {
	let mut votes =
		GrandpaJustification::<Header>::decode_all(&mut &votes[..]).map_err(|e| format!("unreadable: {e}"))?;
	check(header, &mut votes, authorities)?;
	Ok(votes)
}

fn check(
	header: &Header,
	votes: &mut GrandpaJustification<Header>,
	set: &AuthoritySet,
) -> std::result::Result<(), String> {
	let context = JustificationVerificationContext::try_from(set.clone()).map_err(|e| format!("{e:?}"))?;
	verify_and_optimize_justification((header.hash(), header.number), &context, votes)
		.map_err(|e| format!("the voters of set {} did not give these votes ({e:?})", set.set_id))
}

#[cfg(test)]
mod tests {
	use super::*;
	use bp_test_utils::{
		make_justification_for_header, Account, JustificationGeneratorParams, ALICE, BOB, CHARLIE, DAVE,
	};

	fn header() -> Header {
		use sp_runtime::traits::Header as _;
		Header::new(5, Hash::zero(), Hash::repeat_byte(1), Hash::zero(), Default::default())
	}

	fn votes(by: &[Account], set_id: u64) -> GrandpaJustification<Header> {
		make_justification_for_header(JustificationGeneratorParams {
			header: header(),
			set_id,
			authorities: by.iter().map(|key| (*key, 1)).collect(),
			ancestors: 0,
			..Default::default()
		})
	}

	fn set() -> AuthoritySet {
		AuthoritySet {
			authorities: [ALICE, BOB, CHARLIE, DAVE].iter().map(|key| ((*key).into(), 1)).collect(),
			set_id: 3,
		}
	}

	/// A node of a chain whose first voters stayed until a block, and others after them. It gives at most so many headers.
	struct Node {
		first_set_ends: u32,
		head: u32,
		most: u32,
		asked: std::sync::atomic::AtomicU32,
	}

	impl Node {
		fn trouble(code: i32, what: &str) -> Trouble {
			Trouble::Unexpected { place: lingnan_types::Jurisdiction::Macao, what: what.into(), code: Some(code) }
		}
	}

	/// The number of a header stands in its hash.
	impl Source for Node {
		async fn finality_proof(&self, number: u32) -> Result<Option<(Hash, Vec<u8>)>> {
			self.asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
			let last = if number <= self.first_set_ends { self.first_set_ends } else { self.head };
			match last.checked_sub(number) {
				None => Err(Self::trouble(NO_PROOF, "Block not yet finalized")),
				Some(headers) if headers > self.most => Err(Self::trouble(TOO_BIG, "Response is too big")),
				Some(_) => Ok(Some((Hash::from_low_u64_be(last.into()), Vec::new()))),
			}
		}

		async fn next_finality_proof(&self) -> Result<(Hash, Vec<u8>)> {
			Err(Self::trouble(0, "not asked for in these tests"))
		}

		async fn header(&self, hash: Hash) -> Result<Header> {
			use sp_runtime::traits::Header as _;
			let number = hash.to_low_u64_be() as u32;
			Ok(Header::new(number, Hash::zero(), Hash::zero(), Hash::zero(), Default::default()))
		}
	}

	/// Voters who stay for a month, while no relayer runs: their last block is found, however long the way to it.
	#[tokio::test]
	async fn a_set_that_lasted_for_longer_than_an_answer_has_room_for_is_left_by_its_last_block() {
		for first_set_ends in [20_000, 40_000, 100_000, 1_300_000] {
			let node = Node { first_set_ends, head: 2_000_000, most: 30_000, asked: Default::default() };
			let (header, _) = prove(&node, 1, 0, Proof::OfTheirLast).await.unwrap().unwrap();
			assert_eq!(header.number, first_set_ends);
			assert!(node.asked.into_inner() <= 1 + first_set_ends / STRIDE);
		}
	}

	#[tokio::test]
	async fn a_proof_that_is_too_big_for_another_reason_is_trouble() {
		let node = Node { first_set_ends: 50_000, head: 60_000, most: 0, asked: Default::default() };
		let trouble = prove(&node, 1, 0, Proof::OfTheirLast).await.unwrap_err();
		assert!(trouble.to_string().contains("not yet finalized"), "{trouble}");
		let trouble = prove(&node, 1, 0, Proof::OfAny).await.unwrap_err();
		assert!(trouble.to_string().contains("too big"), "{trouble}");
	}

	#[test]
	fn votes_beyond_those_that_suffice_are_left_out() {
		let mut all = votes(&[ALICE, BOB, CHARLIE, DAVE], 3);
		check(&header(), &mut all, &set()).unwrap();
		assert_eq!(all.commit.precommits.len(), 3);
	}

	#[test]
	fn votes_of_others_of_another_set_or_too_few_are_not_sent() {
		for mut bad in
			[votes(&[ALICE, BOB], 3), votes(&[ALICE, BOB, CHARLIE], 2), votes(&[Account(9), Account(8), Account(7)], 3)]
		{
			let reason = check(&header(), &mut bad, &set()).unwrap_err();
			assert!(reason.contains("the voters of set 3"), "{reason}");
		}
	}
}
