use crate::{self as pallet_validators, ForceVoters, NoSuchVoters};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, Hooks},
};
use pallet_session::{PeriodicSessions, SessionHandler};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519 as aura};
use sp_consensus_slots::EquivocationProof;
use sp_core::{
	crypto::{key_types, KeyTypeId, Pair},
	ed25519, sr25519,
};
use sp_io::TestExternalities;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{
	impl_opaque_keys,
	traits::{Header as _, OpaqueKeys},
	BoundToRuntimeAppPublic, BuildStorage, DigestItem,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(3)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(4)]
	pub type Seated = pallet_validators;
}

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Header = sp_runtime::testing::Header;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<u64>;
	type Block = Block;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

pub struct Authors;
impl BoundToRuntimeAppPublic for Authors {
	type Public = aura::AuthorityId;
}
pub struct Voters;
impl BoundToRuntimeAppPublic for Voters {
	type Public = sp_consensus_grandpa::AuthorityId;
}

impl_opaque_keys! {
	pub struct Keys {
		pub aura: Authors,
		pub grandpa: Voters,
	}
}

parameter_types! {
	/// The holders of seats that Aura and GRANDPA were told of last.
	pub static Told: Vec<u64> = Vec::new();
	/// How often they were told of a change.
	pub static Changes: u32 = 0;
}

pub struct Consensus;
impl SessionHandler<u64> for Consensus {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[key_types::AURA, key_types::GRANDPA];
	fn on_genesis_session<Ks: OpaqueKeys>(validators: &[(u64, Ks)]) {
		Told::set(validators.iter().map(|(who, _)| *who).collect());
	}
	fn on_new_session<Ks: OpaqueKeys>(changed: bool, validators: &[(u64, Ks)], _: &[(u64, Ks)]) {
		if changed {
			Told::set(validators.iter().map(|(who, _)| *who).collect());
			Changes::mutate(|changes| *changes += 1);
		}
	}
	fn on_disabled(_: u32) {}
}

type Periods = PeriodicSessions<pallet_validators::SessionBlocks<Test>, ConstU64<0>>;

impl pallet_session::Config for Test {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = ConstU64<0>;
	type Keys = Keys;
	type NextSessionRotation = Periods;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = Consensus;
	type SessionManager = Seated;
	type ShouldEndSession = Periods;
	type ValidatorId = u64;
	type ValidatorIdOf = Seated;
	type WeightInfo = ();
}

impl pallet_offences::Config for Test {
	type IdentificationTuple = u64;
	type OnOffenceHandler = Seated;
	type RuntimeEvent = RuntimeEvent;
}

parameter_types! {
	/// What GRANDPA was told: the set, its last final block, and the delay.
	pub static Forced: Option<(u64, u64, u64)> = None;
}

/// Knows the sets 0 and 1.
pub struct Voting;
impl ForceVoters<u64> for Voting {
	fn force(set: u64, last_final: u64, delay: u64) -> Result<(), NoSuchVoters> {
		Forced::set((set < 2).then_some((set, last_final, delay)));
		Forced::get().map(drop).ok_or(NoSuchVoters)
	}
}

impl pallet_validators::Config for Test {
	type GovernOrigin = frame_system::EnsureRoot<u64>;
	type LostAfter = ConstU32<2>;
	type MaxValidators = ConstU32<6>;
	type MinValidators = ConstU32<2>;
	type Offences = pallet_validators::ByValidators<Test, Offences>;
	type RememberedSessions = ConstU32<3>;
	type RestoreOrigin = frame_system::EnsureRoot<u64>;
	type UsualSession = ConstU64<10>;
	type Voters = Voting;
	type WeightInfo = ();
}

pub fn author(seed: u64) -> sr25519::Pair {
	sr25519::Pair::from_seed(&seed_of(seed))
}

pub fn voter(seed: u64) -> ed25519::Pair {
	ed25519::Pair::from_seed(&seed_of(seed))
}

fn seed_of(seed: u64) -> [u8; 32] {
	let mut bytes = [7; 32];
	bytes[..8].copy_from_slice(&seed.to_le_bytes());
	bytes
}

pub fn keys(seed: u64) -> Keys {
	Keys { aura: author(seed).public().into(), grandpa: voter(seed).public().into() }
}

/// The proof that whoever sends it holds the keys.
pub fn possession(who: u64, seed: u64) -> Vec<u8> {
	let statement = [b"POP_".as_slice(), &who.encode()].concat();
	(author(seed).sign(&statement), voter(seed).sign(&statement)).encode()
}

/// A chain with these validators, whose keys come from their numbers.
pub fn with_validators(validators: &[u64]) -> TestExternalities {
	Changes::set(0);
	let genesis = RuntimeGenesisConfig {
		// Accounts that exist before the session pallet counts on them.
		balances: BalancesConfig { balances: validators.iter().map(|who| (*who, 10)).collect(), ..Default::default() },
		session: SessionConfig {
			keys: validators.iter().map(|who| (*who, *who, keys(*who))).collect(),
			..Default::default()
		},
		..Default::default()
	};
	let mut externalities: TestExternalities = genesis.build_storage().unwrap().into();
	externalities.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test over the validators 1, 2 and 3, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	with_validators(&[1, 2, 3]).execute_with(|| {
		run();
		Seated::do_try_state().unwrap();
	});
}

/// Makes blocks until a session begins, by these authors in turn.
pub fn next_session(authors: &[u64]) {
	let session = Session::current_index();
	for author in authors.iter().cycle() {
		make_block(*author);
		if Session::current_index() > session {
			return;
		}
	}
	while Session::current_index() == session {
		make_block(0);
	}
}

/// A block by this author; 0 is no account.
pub fn make_block(author: u64) {
	use pallet_authorship::EventHandler;
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Seated::note_author(author);
	Session::on_initialize(number);
	Seated::on_initialize(number);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The origin of a call that its own proof let in.
pub fn nobody() -> RuntimeOrigin {
	RuntimeOrigin::none()
}

/// A block of this slot, told apart by `mark`, sealed by this key.
pub fn sealed(key: &sr25519::Pair, slot: u64, mark: u64) -> Header {
	let mut header = Header::new(mark, Default::default(), Default::default(), Default::default(), Default::default());
	header.digest_mut().push(CompatibleDigestItem::<aura::AuthoritySignature>::aura_pre_digest(slot.into()));
	let seal: aura::AuthoritySignature = key.sign(header.hash().as_ref()).into();
	header.digest_mut().push(DigestItem::aura_seal(seal));
	header
}

pub fn double_block(seed: u64, slot: u64) -> Box<EquivocationProof<Header, aura::AuthorityId>> {
	let key = author(seed);
	Box::new(EquivocationProof {
		offender: key.public().into(),
		slot: slot.into(),
		first_header: sealed(&key, slot, 1),
		second_header: sealed(&key, slot, 2),
	})
}
