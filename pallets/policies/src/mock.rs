use crate as pallet_policies;
use frame_support::derive_impl;
use lingnan_support::{
	conditions::Rate,
	mocks::{self, rating, MockClock, MockInstitutions, MockProducts},
	Applicant, Decision, Enterprises as _, Facts, Grade, InstitutionId, PolicyId, ProductId, ReferenceRateId,
	RegistrationNumber,
};
use pallet_policies::{benchmarking::policy, PolicyPrice, PolicySpec, PolicyUses};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub use lingnan_support::mocks::{now, product, request, set_now, DAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	// A name of its own beside the trait.
	pub type Rules = pallet_policies;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_policies::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Institutions = MockInstitutions;
	type Products = MockProducts;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_policies::BenchmarkHelper<u64> for Helper {
	fn product() -> (u64, ProductId) {
		(BANK_KEY, PRODUCT)
	}
}

pub const CONTROLLER: u64 = 1;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(3);
pub const BANK_KEY: u64 = 30;
pub const RIVAL: InstitutionId = InstitutionId(4);
pub const RIVAL_KEY: u64 = 40;
/// Of the bank: 6 to 12 % a year, up to a million, half a per cent for arranging it.
pub const PRODUCT: ProductId = ProductId(0);
/// Of the bank, too: its loans follow a reference.
pub const FLOATING: ProductId = ProductId(2);
pub const REFERENCE: ReferenceRateId = ReferenceRateId(7);
/// Of its rival.
pub const OTHER_PRODUCT: ProductId = ProductId(1);

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

/// Up to 200,000.00 yuan by equal instalments within a year for grades down to BBB, from 6.00 % in steps of half a per cent;
/// three offers a day and five in all.
pub fn spec() -> PolicySpec {
	let mut spec = policy(PRODUCT, Rate::basis_points(0));
	spec.rules.worst_grade = Grade::Bbb;
	spec.rules.max_amount = 20_000_000;
	spec.rules.max_tenor = 12;
	spec.rules.methods = vec![request().method].try_into().unwrap();
	spec.rules.max_exposure = 30_000_000;
	spec.offer.price =
		PolicyPrice::Fixed { rates: core::array::from_fn(|place| Rate::basis_points(600 + 50 * place as u32)) };
	spec.uses = PolicyUses { per_day: 3, in_all: 5 };
	spec
}

/// What is decided of the firm's request (100,000.00 yuan for a year) with this grade, if it owes so much with it.
pub fn decided(grade: Grade, exposure: u64) -> Decision {
	use lingnan_support::Policies as _;
	let profile = mocks::MockEnterprises::profile(&firm()).unwrap();
	let (rating, request) = (rating(grade), request());
	let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request, security: &[] };
	Rules::decide(PRODUCT, &Facts::of(&applicant, exposure, now()).unwrap())
}

/// The version by which an offer is made, and the offer's rate; the reason if an officer decides.
pub fn told(grade: Grade) -> Result<(PolicyId, Rate), crate::PolicyReason> {
	use lingnan_support::conditions::Pricing;
	match decided(grade, request().amount) {
		Decision::Offer { policy, offer } => match offer.conditions.pricing {
			Pricing::Fixed { rate } => Ok((policy, rate)),
			floating => panic!("{floating:?}"),
		},
		Decision::Officer { reason, .. } => Err(reason),
		Decision::None => panic!("no policy decides"),
	}
}

pub fn build() -> TestExternalities {
	mocks::reset();
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(RIVAL, RIVAL_KEY, true);
	mocks::set_enterprise(&firm(), Some(CONTROLLER));
	let mut own = product();
	own.costs[0].share = 50;
	assert_eq!(mocks::add_product(BANK, own.clone()), PRODUCT);
	assert_eq!(mocks::add_product(RIVAL, product()), OTHER_PRODUCT);
	own.reference = Some(REFERENCE);
	assert_eq!(mocks::add_product(BANK, own), FLOATING);
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build().execute_with(|| {
		run();
		Rules::do_try_state().unwrap();
	});
}

pub fn pass(days: u32) {
	set_now(now() + u64::from(days) * DAY);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
