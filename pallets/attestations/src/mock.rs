use crate as pallet_attestations;
use frame_support::{
	derive_impl, ord_parameter_types,
	traits::{ConstU32, EitherOfDiverse},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use lingnan_anchored::{leaf_hash, Tree};
use lingnan_sealed::{prove_form, rehearsal_rng, FormClaim, Opening};
use lingnan_support::{
	mocks::{self, MockClock, MockConsents, MockEnterprises, MockInstitutions, MockOnDispute},
	AgencyId, AgencyRight, Direction, IndicatorId, InstitutionId, Jurisdiction, Purpose, RegistrationNumber, Stated,
};
use pallet_attestations::{
	AgencySpec, AttestationSpec, Class, IndicatorSpec, LeafSpec, Path, ProvedAttestation, Value,
};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage};
use std::{cell::RefCell, collections::BTreeMap};

pub use lingnan_support::mocks::{set_now, DAY, OPENING, TODAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Attestations = pallet_attestations;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub struct Helper;
impl pallet_attestations::BenchmarkHelper<u64> for Helper {
	fn enterprise(n: u32) -> (RegistrationNumber, u64) {
		let number = firm_number(n);
		mocks::set_enterprise(&number, Some(CONTROLLER));
		(number, CONTROLLER)
	}

	fn consented(enterprise: &RegistrationNumber, _: Purpose) -> u64 {
		mocks::set_institution(InstitutionId(0), BANK, true);
		mocks::set_consent(enterprise, InstitutionId(0), 1);
		BANK
	}
}

ord_parameter_types! {
	/// Stands for the quorum that may stop an agency without the delay of governance.
	pub const Stopper: u64 = 99;
}

impl pallet_attestations::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Consents = MockConsents;
	type DisputeDays = ConstU32<15>;
	type Enterprises = MockEnterprises;
	type GovernOrigin = EnsureRoot<u64>;
	type Institutions = MockInstitutions;
	type Seats = mocks::MockSeats;
	type SuspendOrigin = EitherOfDiverse<EnsureRoot<u64>, EnsureSignedBy<Stopper, u64>>;
	type OnDispute = MockOnDispute;
	type Verifier = lingnan_sealed::InRuntime;
	type WeightInfo = ();
}

pub const TAX: u64 = 1;
pub const CUSTOMS: u64 = 2;
pub const CONTROLLER: u64 = 10;
pub const STRANGER: u64 = 12;
/// The key of institution 0, which [`externalities`] does not know yet.
pub const BANK: u64 = 13;
/// A figure of the tax office.
pub const TAX_PAID: IndicatorId = IndicatorId(0);
/// A public register of the tax office.
pub const PENALTIES: IndicatorId = IndicatorId(1);
/// A figure of the customs.
pub const EXPORTS: IndicatorId = IndicatorId(2);
/// Of each indicator: four bins.
const EDGES: [i64; 3] = [0, 100, 1_000];

pub fn firm_number(n: u32) -> RegistrationNumber {
	format!("MO:F-{n}").parse().unwrap()
}

pub fn firm() -> RegistrationNumber {
	firm_number(0)
}

pub fn agency(key: u64) -> AgencySpec<u64> {
	AgencySpec {
		name: "An agency".try_into().unwrap(),
		jurisdiction: Jurisdiction::Guangdong,
		key,
		rights: vec![AgencyRight::Customs].try_into().unwrap(),
	}
}

pub fn indicator(owner: AgencyId) -> IndicatorSpec {
	IndicatorSpec {
		name: "Tax paid".try_into().unwrap(),
		unit: "fen".try_into().unwrap(),
		owner,
		edges: EDGES.to_vec().try_into().unwrap(),
		direction: Direction::HigherIsBetter,
		validity_days: 30,
		class: Class::Figure,
		personal: false,
	}
}

/// What an agency states of the firm, sealed unless it is of a public register.
pub fn attestation(indicator: IndicatorId, value: i64, period_end: u32) -> AttestationSpec {
	AttestationSpec {
		enterprise: firm(),
		indicator,
		value: said(indicator, value),
		period_end,
		evidence: H256::repeat_byte(3),
	}
}

pub fn externalities() -> TestExternalities {
	mocks::reset();
	for n in 0..3 {
		mocks::set_enterprise(&firm_number(n), Some(CONTROLLER));
	}
	let genesis = RuntimeGenesisConfig {
		attestations: pallet_attestations::GenesisConfig {
			agencies: vec![agency(TAX), agency(CUSTOMS)],
			indicators: vec![
				indicator(AgencyId(0)),
				IndicatorSpec { class: Class::Register, ..indicator(AgencyId(0)) },
				indicator(AgencyId(1)),
			],
		},
		..Default::default()
	};
	let mut externalities: TestExternalities = genesis.build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		Attestations::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Dispatches a call as a block does: what fails leaves nothing behind.
pub fn dispatch(who: u64, call: pallet_attestations::Call<Test>) -> sp_runtime::DispatchResult {
	RuntimeCall::from(call).dispatch(signed(who)).map(|_| ()).map_err(|failed| failed.error)
}

/// The value that counts now, of a figure what its agency sealed.
pub fn live(indicator: IndicatorId) -> Option<i64> {
	stated(indicator).map(|stated| match stated {
		Stated::Open(value) => value,
		Stated::Sealed { commitments, .. } => {
			let points: Vec<H256> = commitments.into_iter().map(H256).collect();
			figure_of(&Value::Sealed(points.try_into().unwrap()))
		},
	})
}

/// What counts now.
pub fn stated(indicator: IndicatorId) -> Option<Stated> {
	<Attestations as lingnan_support::Attestations>::live(&firm(), indicator).map(|live| live.value)
}

/// Whether the last attestation was shown to hold a single 1.
pub fn shown(indicator: IndicatorId) -> bool {
	pallet_attestations::Latest::<Test>::get(firm(), indicator).is_some_and(|last| last.shown)
}

thread_local! {
	/// What agencies sealed, as they remember it.
	static SEALED: RefCell<BTreeMap<i64, Value>> = const { RefCell::new(BTreeMap::new()) };
}

/// What opens a figure that was sealed, the same each time.
pub fn opening(figure: i64) -> Opening {
	let bin = EDGES.iter().filter(|edge| **edge <= figure).count();
	Opening::seal(bin as u8, EDGES.len() + 1, &mut rehearsal_rng(&figure.to_le_bytes())).unwrap()
}

/// The figure that an agency sealed so. Panics on a register's, and on what was not sealed here.
fn figure_of(value: &Value) -> i64 {
	SEALED.with_borrow(|all| *all.iter().find(|(_, sealed)| *sealed == value).expect("it was sealed here").0)
}

/// A firm's proof that these attestations hold a single 1 each, from the openings that it got with the last of each.
pub fn form(enterprise: &RegistrationNumber, named: &[ProvedAttestation]) -> Vec<u8> {
	let openings: Vec<Opening> = named
		.iter()
		.map(|one| pallet_attestations::Latest::<Test>::get(enterprise, one.indicator).unwrap())
		.map(|last| opening(figure_of(&last.value)))
		.collect();
	let read = named.iter().zip(&openings).map(|(one, opening)| {
		lingnan_sealed::Attestation::read(one.indicator.0, one.revision, &opening.stored().unwrap()).unwrap()
	});
	let claim =
		FormClaim::new(lingnan_support::genesis_hash::<Test>(), enterprise.to_string(), read.collect()).unwrap();
	prove_form(&claim, &openings, &mut rehearsal_rng(b"form")).unwrap()
}

/// The last attestation of an indicator about the firm.
pub fn last(indicator: IndicatorId) -> ProvedAttestation {
	let last = pallet_attestations::Latest::<Test>::get(firm(), indicator).unwrap();
	ProvedAttestation { indicator, revision: last.revision }
}

/// The firm's controller sends a proof of these attestations' form.
pub fn send_form(who: u64, named: &[ProvedAttestation], proof: Vec<u8>) -> sp_runtime::DispatchResult {
	let attestations = named.to_vec().try_into().unwrap();
	let call =
		pallet_attestations::Call::prove_form { enterprise: firm(), attestations, proof: proof.try_into().unwrap() };
	dispatch(who, call)
}

/// The firm shows that the last attestation holds a single 1, if it holds anything sealed.
pub fn show(indicator: IndicatorId) -> sp_runtime::DispatchResult {
	match pallet_attestations::Latest::<Test>::get(firm(), indicator).map(|last| last.value) {
		Some(Value::Sealed(_)) => send_form(CONTROLLER, &[last(indicator)], form(&firm(), &[last(indicator)])),
		_ => Err("nothing is sealed".into()),
	}
}

pub fn sealed(figure: i64) -> Value {
	let seal = || {
		let stored: Vec<H256> = opening(figure).stored().unwrap().into_iter().map(H256).collect();
		Value::Sealed(stored.try_into().unwrap())
	};
	SEALED.with_borrow_mut(|all| all.entry(figure).or_insert_with(seal).clone())
}

pub fn said(indicator: IndicatorId, value: i64) -> Value {
	if indicator == PENALTIES {
		Value::Open(value)
	} else {
		sealed(value)
	}
}

/// A leaf about the `n`th firm, whose value is `value`.
pub fn leaf(n: u32, indicator: IndicatorId, value: i64, period_end: u32) -> LeafSpec {
	LeafSpec {
		enterprise: firm_number(n),
		indicator: indicator.0,
		period_end,
		value: said(indicator, value),
		salt: [n as u8; 32],
	}
}

pub fn tree(leaves: &[LeafSpec]) -> Tree {
	Tree::new(leaves.iter().map(leaf_hash).collect())
}

pub fn path(tree: &Tree, place: u32) -> Path {
	tree.path(place).unwrap().into_iter().map(H256).collect::<Vec<_>>().try_into().unwrap()
}

/// The tax office anchors a dataset of these leaves.
pub fn anchor(leaves: &[LeafSpec]) -> Tree {
	let (tree, first) = (tree(leaves), &leaves[0]);
	let root = H256(tree.root());
	Attestations::anchor_dataset(signed(TAX), IndicatorId(first.indicator), first.period_end, root, tree.count())
		.unwrap();
	tree
}

/// A dataset about the three firms that the mock registers and two that it does not: values 100 to 104.
pub fn five(indicator: IndicatorId, period_end: u32) -> Vec<LeafSpec> {
	(0..5).map(|n| leaf(n, indicator, 100 + i64::from(n), period_end)).collect()
}

/// The controller of the firms brings a leaf.
pub fn materialise(tree: &Tree, leaves: &[LeafSpec], place: u32) -> sp_runtime::DispatchResult {
	let call = pallet_attestations::Call::materialise {
		leaf: leaves[place as usize].clone(),
		place,
		path: path(tree, place),
		purpose: None,
	};
	dispatch(CONTROLLER, call)
}
