//! Who is let in, and what becomes of the requests of others.

use crate::metrics::Strangers;
use codec::DecodeAll;
use lingnan_runtime::Runtime;
use lingnan_support::peer::Peer;
use sc_network::{
	config::{IncomingRequest, OutgoingResponse},
	PeerId, ReputationChange,
};
use sp_core::storage::Storage;
use std::{
	collections::HashSet,
	fmt,
	sync::{Arc, Mutex, PoisonError, RwLock},
	time::{Duration, Instant},
};

/// The register of peers, as far as a node needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
	/// The peers, or nobody in particular where the register is not in force.
	members: Option<HashSet<PeerId>>,
}

impl Register {
	pub fn new(in_force: bool, peers: &[Peer]) -> Self {
		let id = |peer: &Peer| PeerId::from_bytes(&peer.id.to_multihash()).ok();
		Self { members: in_force.then(|| peers.iter().filter_map(id).collect()) }
	}

	/// As a genesis has it.
	pub fn of(genesis: &Storage) -> Result<Self, String> {
		fn value<T: codec::Decode + Default>(genesis: &Storage, key: &[u8]) -> Result<T, String> {
			let Some(bytes) = genesis.top.get(key) else { return Ok(T::default()) };
			T::decode_all(&mut &bytes[..]).map_err(|e| format!("the genesis has another register of peers: {e}"))
		}
		let in_force = value(genesis, &pallet_peers::InForce::<Runtime>::hashed_key())?;
		let peers: Vec<Peer> = value(genesis, &pallet_peers::Register::<Runtime>::hashed_key())?;
		Ok(Self::new(in_force, &peers))
	}

	/// With the same force, and nobody in it.
	pub fn nobody_of(other: &Self) -> Self {
		Self { members: other.members.as_ref().map(|_| HashSet::new()) }
	}

	pub fn is_in_force(&self) -> bool {
		self.members.is_some()
	}

	pub fn members(&self) -> Option<&HashSet<PeerId>> {
		self.members.as_ref()
	}
}

impl fmt::Display for Register {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match &self.members {
			Some(members) => write!(f, "The register of peers is in force: {} peers are answered", members.len()),
			None => f.write_str("The register of peers is not in force: whoever asks is answered"),
		}
	}
}

/// How often refused requests are told of in the log.
const BETWEEN_LINES: Duration = Duration::from_secs(60);

/// Each refused request costs its sender so much of its standing, which comes back in a few minutes. Six at once end the
/// connection for a while; one alone does not, since a node may ask before the block that registers it is final here.
const REFUSED: ReputationChange = ReputationChange::new(-(1 << 28), "not in the register of peers");

/// Lets requests of members in.
pub struct Door {
	register: RwLock<Arc<Register>>,
	/// Peers that the operator named (`--reserved-nodes`). Whoever has a database may show it to whom he will.
	named: HashSet<PeerId>,
	metrics: Strangers,
	told: Mutex<Told>,
}

/// What the log has been told of refused requests.
#[derive(Default)]
struct Told {
	last: Option<Instant>,
	since: u64,
}

impl Door {
	pub fn new(register: Register, named: HashSet<PeerId>, metrics: Strangers) -> Self {
		let door = Self { register: Default::default(), named, metrics, told: Default::default() };
		door.follow(register);
		door
	}

	pub fn register(&self) -> Arc<Register> {
		self.register.read().unwrap_or_else(PoisonError::into_inner).clone()
	}

	pub fn follow(&self, register: Register) {
		self.metrics.registered.set(register.members().map_or(0, |members| members.len() as u64));
		*self.register.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(register);
	}

	pub fn lets_in(&self, peer: &PeerId) -> bool {
		self.register().members().is_none_or(|members| members.contains(peer)) || self.named.contains(peer)
	}

	/// Hands requests that come in on to their handler, if their senders are let in, and refuses the others. What the
	/// handler has no room for is dropped, as the network itself does.
	pub async fn guard(
		self: Arc<Self>,
		kind: &'static str,
		come: async_channel::Receiver<IncomingRequest>,
		handler: async_channel::Sender<IncomingRequest>,
	) {
		while let Ok(request) = come.recv().await {
			if !self.lets_in(&request.peer) {
				self.refuse(kind, request);
			} else if handler.try_send(request).is_err_and(|e| e.is_closed()) {
				break;
			}
		}
	}

	fn refuse(&self, kind: &'static str, request: IncomingRequest) {
		let answer = OutgoingResponse { result: Err(()), reputation_changes: vec![REFUSED], sent_feedback: None };
		// Its sender may be gone.
		let _ = request.pending_response.send(answer);
		self.metrics.refused.with_label_values(&[kind]).inc();
		if let Some(count) = self.to_tell(Instant::now()) {
			let peer = request.peer;
			log::warn!(
				"Refused {count} requests of peers that are not in the register, the last for {kind} by {peer}. \
				 If it is a member's, its institution or agency registers it (Peers.register)"
			);
		}
	}

	/// Counts a refused request, and answers how many the log has not been told of, if it is time for a line.
	fn to_tell(&self, now: Instant) -> Option<u64> {
		let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
		told.since = told.since.saturating_add(1);
		let is_time = told.last.is_none_or(|last| now.duration_since(last) >= BETWEEN_LINES);
		is_time.then(|| std::mem::replace(&mut *told, Told { last: Some(now), since: 0 }).since)
	}
}

/// What a protocol's requests are for, by its name.
pub fn kind(protocol: &str) -> &'static str {
	match protocol.rsplit_once('/').map(|(before, last)| (before.rsplit('/').next().unwrap_or_default(), last)) {
		Some(("sync", "warp")) => "proofs of finality",
		Some(("sync", _)) => "blocks",
		Some(("state", _)) => "state",
		Some(("light", _)) => "light clients' proofs",
		_ => "something else",
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use futures::{channel::oneshot, executor::block_on, future::join};
	use lingnan_support::peer::Host;

	const MEMBER: lingnan_support::peer::PeerId = lingnan_support::peer::PeerId([1; 32]);

	fn peer(id: lingnan_support::peer::PeerId) -> PeerId {
		PeerId::from_bytes(&id.to_multihash()).expect("it is one")
	}

	fn closed() -> Register {
		Register::new(true, &[Peer { id: MEMBER, host: Host::Governance }])
	}

	fn door(register: Register, named: &[PeerId]) -> Arc<Door> {
		let metrics = Strangers::new(None).expect("the names are new");
		Arc::new(Door::new(register, named.iter().copied().collect(), metrics))
	}

	/// What becomes of one request: whether the handler saw it, and the answer that went back, if any did.
	fn ask(door: &Arc<Door>, peer: PeerId) -> (bool, Option<OutgoingResponse>) {
		let (ask, come) = async_channel::bounded(1);
		let (to_handler, handler) = async_channel::bounded(1);
		let (pending_response, answer) = oneshot::channel();
		ask.try_send(IncomingRequest { peer, payload: vec![1], pending_response }).expect("there is room");
		drop(ask);
		block_on(door.clone().guard("blocks", come, to_handler));
		let seen = handler.try_recv().is_ok();
		(seen, block_on(answer).ok())
	}

	#[test]
	fn a_member_is_answered_and_a_stranger_refused() {
		let door = door(closed(), &[]);
		assert!(ask(&door, peer(MEMBER)).0);
		let (seen, answer) = ask(&door, PeerId::random());
		let answer = answer.expect("it is told");
		assert!(!seen && answer.result.is_err() && answer.reputation_changes == [REFUSED]);
		assert_eq!(door.metrics.refused.with_label_values(&["blocks"]).get(), 1);
		assert_eq!(door.metrics.registered.get(), 1);
	}

	#[test]
	fn an_open_network_answers_everybody_and_a_closed_one_those_named_as_well() {
		let stranger = PeerId::random();
		assert!(ask(&door(Register::default(), &[]), stranger).0);
		assert!(ask(&door(closed(), &[stranger]), stranger).0);
		let door = door(Register::default(), &[]);
		door.follow(closed());
		assert!(!ask(&door, stranger).0);
		door.follow(Register::new(true, &[]));
		assert!(!ask(&door, peer(MEMBER)).0, "who is taken out is a stranger");
	}

	/// Strangers fill no queue in which members wait.
	#[test]
	fn a_busy_handler_keeps_nobody_from_being_refused() {
		let door = door(closed(), &[]);
		let (ask, come) = async_channel::bounded(3);
		let (to_handler, handler) = async_channel::bounded(1);
		let mut answers = Vec::new();
		for from in [peer(MEMBER), peer(MEMBER), PeerId::random()] {
			let (pending_response, answer) = oneshot::channel();
			ask.try_send(IncomingRequest { peer: from, payload: vec![], pending_response }).expect("there is room");
			answers.push(answer);
		}
		drop(ask);
		let (_, refused) = block_on(join(door.guard("state", come, to_handler), answers.pop().expect("the last")));
		assert!(refused.expect("the stranger is told").result.is_err());
		assert_eq!(handler.len(), 1);
	}

	#[test]
	fn the_log_gets_a_line_a_minute_and_no_request_goes_uncounted() {
		let door = door(closed(), &[]);
		let start = Instant::now();
		assert_eq!(door.to_tell(start), Some(1));
		for second in 1..60 {
			assert_eq!(door.to_tell(start + Duration::from_secs(second)), None);
		}
		assert_eq!(door.to_tell(start + BETWEEN_LINES), Some(60));
	}

	#[test]
	fn each_protocol_is_named_for_what_it_gives() {
		for (protocol, what) in [
			("/ab12/sync/2", "blocks"),
			("/lingnan/sync/2", "blocks"),
			("/ab12/fork/state/2", "state"),
			("/ab12/sync/warp", "proofs of finality"),
			("/ab12/light/2", "light clients' proofs"),
			("/ab12/bitswap", "something else"),
			("", "something else"),
		] {
			assert_eq!(kind(protocol), what, "{protocol}");
		}
	}

	#[test]
	fn a_genesis_says_who_is_answered() {
		let mut genesis = Storage::default();
		assert_eq!(Register::of(&genesis), Ok(Register::default()));
		let peers = vec![Peer { id: MEMBER, host: Host::Governance }];
		genesis.top.insert(pallet_peers::Register::<Runtime>::hashed_key().to_vec(), peers.encode());
		assert_eq!(Register::of(&genesis), Ok(Register::default()));
		genesis.top.insert(pallet_peers::InForce::<Runtime>::hashed_key().to_vec(), true.encode());
		assert_eq!(Register::of(&genesis), Ok(closed()));
		genesis.top.insert(pallet_peers::InForce::<Runtime>::hashed_key().to_vec(), vec![7]);
		assert!(Register::of(&genesis).is_err(), "a genesis that cannot be read opens nothing");
	}
}
