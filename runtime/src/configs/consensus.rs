//! Who makes blocks, what makes them final, and whose nodes get them.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, Get},
};
use frame_system::offchain::{CreateBare, CreateTransactionBase, SubmitTransaction};
use pallet_validators::{ByValidators, ForceVoters, NoSuchVoters, SessionBlocks};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::SetId;
use sp_consensus_slots::EquivocationProof;
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::OpaqueKeys;

parameter_types! {
	/// Blocks in a session, unless a network's genesis says otherwise. Keys that an operator sets count from the session
	/// after the next.
	pub const UsualSession: BlockNumber = 10 * constants::MINUTES;
	pub const SessionOffset: BlockNumber = 0;
	pub const NoKeyDeposit: Balance = 0;
	/// Past sessions for which it is known who had a seat: a day's.
	pub const RememberedSessions: u32 = constants::DAYS / (10 * constants::MINUTES);
	/// Sessions without a block after which a validator counts as lost: half an hour, and longer where others are missing.
	pub const LostAfter: u32 = 3;
	/// Blocks for which a report of votes waits in a node's pool.
	pub const ReportLongevity: u64 = 256;
	/// Sets of voters of which it is known when they voted. A set lasts a session or longer.
	pub const MaxSetIdSessionEntries: u64 = RememberedSessions::get() as u64;
}

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = ConstU32<{ constants::MAX_VALIDATORS }>;
	type SlotDuration = pallet_business_clock::SlotOf<Runtime>;
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, ByValidators<Self, Offences>, Validators, ReportLongevity>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type MaxAuthorities = ConstU32<{ constants::MAX_VALIDATORS }>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = Validators;
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
}

type Periods = pallet_session::PeriodicSessions<SessionBlocks<Runtime>, SessionOffset>;

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = NoKeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = Periods;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = Validators;
	type ShouldEndSession = Periods;
	type ValidatorId = AccountId;
	type ValidatorIdOf = Validators;
	type WeightInfo = ();
}

impl pallet_offences::Config for Runtime {
	type IdentificationTuple = AccountId;
	type OnOffenceHandler = Validators;
	type RuntimeEvent = RuntimeEvent;
}

/// GRANDPA, told by force who votes.
pub struct GrandpaByForce;
impl ForceVoters<BlockNumber> for GrandpaByForce {
	fn force(set: SetId, last_final: BlockNumber, delay: BlockNumber) -> Result<(), NoSuchVoters> {
		use pallet_grandpa::{CurrentSetId, Pallet, SetIdSession};
		let counted = CurrentSetId::<Runtime>::get();
		let last_session = SetIdSession::<Runtime>::get(set).ok_or(NoSuchVoters)?;
		if set < counted {
			// Changes after it were announced, and never became final. Were the last final block said to lie behind the
			// first of them, nodes would refuse the block at which the voters change, and there would be no more.
			let first_change = last_session.saturating_add(1).saturating_mul(SessionBlocks::<Runtime>::get());
			if last_final >= first_change {
				return Err(NoSuchVoters);
			}
		}
		// Nodes count only the changes that came about. One that joins later takes the number from here.
		(set.saturating_add(1)..=counted).for_each(SetIdSession::<Runtime>::remove);
		SetIdSession::<Runtime>::insert(set, Session::current_index());
		CurrentSetId::<Runtime>::put(set);
		Pallet::<Runtime>::note_stalled(frame_system::RawOrigin::Root.into(), delay, last_final)
			.map_err(|_| NoSuchVoters)
	}
}

impl pallet_validators::Config for Runtime {
	type GovernOrigin = configs::governance::Governing;
	type LostAfter = LostAfter;
	type MaxValidators = ConstU32<{ constants::MAX_VALIDATORS }>;
	type MinValidators = ConstU32<{ constants::MIN_VALIDATORS }>;
	type Offences = ByValidators<Self, Offences>;
	type RememberedSessions = RememberedSessions;
	type RestoreOrigin = configs::governance::AtOnce;
	type UsualSession = UsualSession;
	type Voters = GrandpaByForce;
	type WeightInfo = weights::pallet_validators::WeightInfo<Runtime>;
}

impl pallet_peers::Config for Runtime {
	type Agencies = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type GovernOrigin = configs::governance::Governing;
	type Institutions = Institutions;
	type NodesPerMember = parameters::dynamic_params::peers::NodesPerMember;
	type RemoveOrigin = configs::governance::AtOnce;
	type WeightInfo = weights::pallet_peers::WeightInfo<Runtime>;
}

impl<C> CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// A node's own reports of equivocations are transactions without signature.
impl<C> CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

/// Hands a report of two blocks for one slot to the pool of the node that asks.
pub fn submit_double_block(proof: EquivocationProof<Header, AuraId>) -> Option<()> {
	let (session, _) = Validators::last_seats_with(sp_core::crypto::key_types::AURA, proof.offender.as_ref())?;
	let call = pallet_validators::Call::report_double_block { proof: alloc::boxed::Box::new(proof), session };
	let report = <Runtime as CreateBare<pallet_validators::Call<Runtime>>>::create_bare(call.into());
	SubmitTransaction::<Runtime, pallet_validators::Call<Runtime>>::submit_transaction(report).ok()
}

/// The kinds of keys in a session, in the order of [`SessionKeys`].
pub const KEY_TYPES: [KeyTypeId; 2] = [sp_core::crypto::key_types::AURA, sp_core::crypto::key_types::GRANDPA];

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_session_lasts_ten_minutes_and_a_day_of_them_is_remembered() {
		assert_eq!(UsualSession::get(), 300);
		assert_eq!(RememberedSessions::get(), 144);
		assert!(MaxSetIdSessionEntries::get() >= u64::from(RememberedSessions::get()));
	}

	#[test]
	fn four_validators_must_remain() {
		assert_eq!(<<Runtime as pallet_validators::Config>::MinValidators as Get<u32>>::get(), 4);
	}

	#[test]
	fn every_member_finds_room_for_its_nodes_and_governance_for_more() {
		sp_io::TestExternalities::default().execute_with(|| {
			let nodes: u32 = <<Runtime as pallet_peers::Config>::NodesPerMember as Get<u32>>::get();
			assert_eq!(nodes, 3);
			// Of both councils.
			let members = 2 * constants::MAX_COUNCILLORS;
			assert!(nodes * members + constants::MAX_VALIDATORS <= pallet_peers::MAX_PEERS);
		});
	}

	#[test]
	fn a_slot_is_a_block() {
		sp_io::TestExternalities::default().execute_with(|| {
			let slot: u64 = <Runtime as pallet_aura::Config>::SlotDuration::get();
			assert_eq!(slot, constants::MILLISECONDS_PER_BLOCK);
		});
	}

	#[test]
	fn the_session_keys_are_aura_and_grandpa() {
		assert_eq!(SessionKeys::key_ids(), &KEY_TYPES);
	}
}
