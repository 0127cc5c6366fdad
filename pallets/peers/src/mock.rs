use crate as pallet_peers;
use frame_support::{
	derive_impl, parameter_types,
	traits::{EitherOf, MapSuccess},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use lingnan_support::{
	mocks::{self, MockAgencies, MockInstitutions},
	AgencyId, InstitutionId,
};
use pallet_peers::PeerId;
use sp_core::{ed25519, Pair, H512};
use sp_io::TestExternalities;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{traits::ReplaceWithDefault, BuildStorage};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Peers = pallet_peers;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub const AGENCY: AgencyId = AgencyId(3);
pub const AGENCY_KEY: u64 = 30;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 40;
/// Removes at once, and does nothing else.
pub const TWO_THIRDS: u64 = 50;

parameter_types! {
	pub static NodesPerMember: u32 = 2;
}

pub struct Only;
impl frame_support::traits::SortedMembers<u64> for Only {
	fn sorted_members() -> Vec<u64> {
		vec![TWO_THIRDS]
	}
}

impl pallet_peers::Config for Test {
	type Agencies = MockAgencies;
	type BenchmarkHelper = Helper;
	type GovernOrigin = EnsureRoot<u64>;
	type Institutions = MockInstitutions;
	type NodesPerMember = NodesPerMember;
	type RemoveOrigin = EitherOf<EnsureRoot<u64>, MapSuccess<EnsureSignedBy<Only, u64>, ReplaceWithDefault<()>>>;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_peers::BenchmarkHelper<u64> for Helper {
	fn institution() -> u64 {
		mocks::set_institution(BANK, BANK_KEY, true);
		BANK_KEY
	}
}

/// The key of the node of this number.
pub fn key(n: u8) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[n; 32])
}

/// The node of this number.
pub fn peer(n: u8) -> PeerId {
	PeerId(key(n).public().0)
}

/// Its key's word that it is this member's.
pub fn proof(n: u8, who: u64) -> H512 {
	H512(key(n).sign(&Peers::claim(&who)).0)
}

/// A member enters the node of this number, and holds its key.
pub fn register(who: u64, n: u8) -> frame_support::dispatch::DispatchResult {
	Peers::register(signed(who), peer(n), proof(n, who))
}

/// Nobody is in the register, and it is not in force.
pub fn bare() -> TestExternalities {
	build(false, vec![])
}

/// As a network starts with these peers.
pub fn build(in_force: bool, peers: Vec<PeerId>) -> TestExternalities {
	mocks::reset();
	mocks::set_agency(AGENCY, AGENCY_KEY, &[]);
	mocks::set_institution(BANK, BANK_KEY, true);
	NodesPerMember::set(2);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let genesis = pallet_peers::GenesisConfig::<Test> { in_force, peers, ..Default::default() };
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test on an open network with an agency and a bank, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	bare().execute_with(|| {
		run();
		Peers::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}
