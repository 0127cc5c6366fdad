//! Both ends of the corridor between Guangdong and Hong Kong, without nodes: two states of this runtime, headers over
//! them, and finality proofs by authorities whose keys a test holds.

use super::{alice, genesis_with};
use bp_header_chain::{justification::GrandpaJustification, InitializationData};
use bp_messages::{
	source_chain::FromBridgedChainMessagesDeliveryProof, storage_keys, target_chain::FromBridgedChainMessagesProof,
	InboundLaneData, MessageNonce, UnrewardedRelayersState,
};
use bp_runtime::{BasicOperatingMode, RawStorageProof};
use bp_test_utils::{make_justification_for_header, Account, JustificationGeneratorParams, ALICE, BOB, CHARLIE};
use codec::Encode;
use frame_support::{assert_ok, dispatch::DispatchResultWithPostInfo, weights::Weight};
use lingnan_runtime::{
	configs::corridors::{
		counterpart::{lane, GuangdongHongKong, GuangdongMacao, HongKongMacao},
		messages::Lanes,
		At, LaneId,
	},
	*,
};
use lingnan_support::{longest_messages, Corridor, Corridors, Jurisdiction};
use sp_consensus_grandpa::{AuthorityId, ConsensusLog, ScheduledChange, SetId, GRANDPA_ENGINE_ID};
use sp_runtime::{traits::Header as _, Digest, DigestItem};

pub const CORRIDOR: Corridor = Corridor::GuangdongHongKong;
pub const LANE_PALLET: &str = "GuangdongHongKongMessages";

pub type AtGuangdongHongKong = At<GuangdongHongKong>;
pub type AtGuangdongMacao = At<GuangdongMacao>;
pub type AtHongKongMacao = At<HongKongMacao>;
pub type Finality = pallet_bridge_grandpa::Pallet<Runtime, AtGuangdongHongKong>;
pub type FinalityError = pallet_bridge_grandpa::Error<Runtime, AtGuangdongHongKong>;
pub type Messages = pallet_bridge_messages::Pallet<Runtime, AtGuangdongHongKong>;
pub type MessagesError = pallet_bridge_messages::Error<Runtime, AtGuangdongHongKong>;
pub type MessagesProof = FromBridgedChainMessagesProof<Hash, LaneId>;
pub type DeliveryProof = FromBridgedChainMessagesDeliveryProof<Hash, LaneId>;

/// The authorities of the first set. Any two of them are too few.
pub const FIRST: [Account; 3] = [ALICE, BOB, CHARLIE];
pub const FIRST_SET: SetId = 7;

/// One chain.
pub struct End {
	pub state: sp_io::TestExternalities,
	tip: Header,
}

impl End {
	/// A chain of Guangdong whose lanes are open and whose light clients are not initialised.
	pub fn new() -> Self {
		Self::at(Jurisdiction::Guangdong)
	}

	pub fn at(home: Jurisdiction) -> Self {
		let lanes = [lane(CORRIDOR)];
		let state = genesis_with(|patch| {
			patch["guangdongHongKongMessages"]["openedLanes"] = serde_json::to_value(lanes).expect("lanes are JSON");
			patch["crossBorder"]["home"] = serde_json::to_value(home).expect("a place is JSON");
		});
		let mut end = Self { state, tip: Header::new(1, Hash::zero(), Hash::zero(), Hash::zero(), Digest::default()) };
		end.seal(Digest::default());
		end
	}

	/// Two chains that know each other.
	pub fn pair() -> (Self, Self) {
		let (mut one, mut other) = (Self::new(), Self::at(Jurisdiction::HongKong));
		let (first, second) = (one.header(), other.header());
		one.initialise(second);
		other.initialise(first);
		(one, other)
	}

	fn seal(&mut self, digest: Digest) -> Header {
		self.state.commit_all().expect("the state is kept");
		let root = *self.state.backend.root();
		self.tip = Header::new(self.tip.number + 1, Hash::zero(), root, self.tip.hash(), digest);
		self.tip.clone()
	}

	/// The next header, over the state as it is.
	pub fn header(&mut self) -> Header {
		self.seal(Digest::default())
	}

	/// The next header, which hands over to other authorities.
	pub fn handover(&mut self, to: &[Account]) -> Header {
		self.seal(scheduled(to, 0))
	}

	pub fn initialise(&mut self, header: Header) {
		self.state.execute_with(|| {
			assert_ok!(Finality::initialize(RuntimeOrigin::root(), start(header)));
		});
	}

	/// Brings a header with the finality proof of the first authorities.
	pub fn learn(&mut self, header: &Header) {
		self.state.execute_with(|| {
			assert_ok!(bring(header, proof(header, &FIRST, FIRST_SET), FIRST_SET));
		});
	}

	/// What the trie proves of these keys, and nothing else.
	pub fn prove(&mut self, keys: &[Vec<u8>]) -> RawStorageProof {
		self.state.commit_all().expect("the state is kept");
		let proof = sp_state_machine::prove_read(self.state.as_backend(), keys).expect("keys can be proved");
		proof.into_iter_nodes().collect()
	}

	/// Sends so many messages.
	pub fn send(&mut self, count: usize) {
		self.state.execute_with(|| {
			for message in longest_messages().iter().cycle().take(count) {
				assert_ok!(Lanes::send(CORRIDOR, message.to_wire()));
			}
		});
	}

	/// Proves messages of ours to the other end, which learns the header.
	pub fn prove_messages(&mut self, from: MessageNonce, to: MessageNonce, other: &mut Self) -> MessagesProof {
		let header = self.header();
		other.learn(&header);
		let mut keys: Vec<_> = (from..=to).map(|nonce| message_key(lane(CORRIDOR), nonce)).collect();
		keys.push(storage_keys::outbound_lane_data_key(LANE_PALLET, &lane(CORRIDOR)).0);
		MessagesProof {
			bridged_header_hash: header.hash(),
			storage_proof: self.prove(&keys),
			lane: lane(CORRIDOR),
			nonces_start: from,
			nonces_end: to,
		}
	}

	/// Proves to the other end, which learns the header, what arrived here.
	pub fn prove_arrivals(&mut self, other: &mut Self) -> (DeliveryProof, UnrewardedRelayersState) {
		let header = self.header();
		other.learn(&header);
		let keys = [storage_keys::inbound_lane_data_key(LANE_PALLET, &lane(CORRIDOR)).0];
		let proof = DeliveryProof {
			bridged_header_hash: header.hash(),
			storage_proof: self.prove(&keys),
			lane: lane(CORRIDOR),
		};
		(proof, self.state.execute_with(|| UnrewardedRelayersState::from(&arrived())))
	}
}

pub fn start(header: Header) -> InitializationData<Header> {
	InitializationData {
		header: Box::new(header),
		authority_list: FIRST.iter().map(|key| (AuthorityId::from(*key), 1)).collect(),
		set_id: FIRST_SET,
		operating_mode: BasicOperatingMode::Normal,
	}
}

/// The note in a header that others will vote from now on.
pub fn scheduled(to: &[Account], delay: BlockNumber) -> Digest {
	let next_authorities = to.iter().map(|key| (AuthorityId::from(*key), 1)).collect();
	let log = ConsensusLog::ScheduledChange(ScheduledChange { next_authorities, delay });
	Digest { logs: vec![DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())] }
}

/// A finality proof with the votes of these.
pub fn proof(header: &Header, by: &[Account], set_id: SetId) -> GrandpaJustification<Header> {
	make_justification_for_header(JustificationGeneratorParams {
		header: header.clone(),
		set_id,
		authorities: by.iter().map(|key| (*key, 1)).collect(),
		ancestors: 0,
		..Default::default()
	})
}

pub fn bring(header: &Header, proof: GrandpaJustification<Header>, set_id: SetId) -> DispatchResultWithPostInfo {
	Finality::submit_finality_proof_ex(RuntimeOrigin::signed(alice()), Box::new(header.clone()), proof, set_id, false)
}

pub fn message_key(lane: LaneId, nonce: MessageNonce) -> Vec<u8> {
	storage_keys::message_key(LANE_PALLET, lane, nonce).0
}

/// The number of the last header that the light client here knows.
pub fn best() -> BlockNumber {
	Finality::best_finalized().expect("it is initialised").0
}

pub fn arrived() -> InboundLaneData<AccountId> {
	Messages::inbound_lane_data(lane(CORRIDOR)).expect("the lane is open")
}

/// The call that delivers, as a relayer would sign it.
pub fn delivery(proof: MessagesProof) -> RuntimeCall {
	let messages_count = (proof.nonces_start..=proof.nonces_end).count() as u32;
	RuntimeCall::GuangdongHongKongMessages(pallet_bridge_messages::Call::receive_messages_proof {
		relayer_id_at_bridged_chain: alice(),
		proof: Box::new(proof),
		messages_count,
		dispatch_weight: Weight::from_parts(10_000_000_000, 1_000_000).saturating_mul(messages_count.into()),
	})
}

pub fn deliver(proof: MessagesProof) -> DispatchResultWithPostInfo {
	use sp_runtime::traits::Dispatchable;
	delivery(proof).dispatch(RuntimeOrigin::signed(alice()))
}

pub fn confirm((proof, relayers_state): (DeliveryProof, UnrewardedRelayersState)) -> DispatchResultWithPostInfo {
	Messages::receive_messages_delivery_proof(RuntimeOrigin::signed(alice()), proof, relayers_state)
}

/// What the pool makes of a call signed by a relayer, as far as the corridors' own check goes.
pub fn pooled(call: &RuntimeCall) -> sp_runtime::transaction_validity::TransactionValidity {
	use frame_support::dispatch::GetDispatchInfo;
	use sp_runtime::{
		traits::{TransactionExtension, TxBaseImplication},
		transaction_validity::TransactionSource,
	};
	configs::call_filter::CallFilter
		.validate(
			RuntimeOrigin::signed(alice()),
			call,
			&call.get_dispatch_info(),
			0,
			(),
			&TxBaseImplication(()),
			TransactionSource::External,
		)
		.map(|(valid, (), _)| valid)
}
