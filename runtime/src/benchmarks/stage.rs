//! Sets the stage for a benchmark with the real pallets: parties, enterprises, attestations, ratings, security.

use crate::*;
use alloc::{format, vec::Vec};
use frame_support::assert_ok;
use frame_system::RawOrigin;
use lingnan_support::{
	application::UseOfFunds,
	conditions::{Conditions, Rate},
	date_of, Agencies as _, AgencyId, AgencyRight, ApplicationId, AssetId, AssetKind, Currency, Date, Direction,
	Enterprises as _, Grade, IndicatorId, InstitutionId, Institutions as _, Jurisdiction, LoanId, ProductId, Purpose,
	RegistrationNumber, Text, Timestamp,
};
use pallet_attestations::{AgencySpec, AttestationSpec, Class, IndicatorSpec, Value};
use pallet_consents::{ConsentSpec, Scope};
use pallet_credit_scoring::rehearsal::Rehearsal;
use sp_core::H256;

/// The runtime's answer to every pallet's `BenchmarkHelper`.
pub struct Stage;

/// Midnight of 2 January 2020 in China, unless the chain is later.
const OPENING: u64 = 1_577_894_400_000;

fn account(name: &str, n: u32) -> AccountId {
	frame_benchmarking::account("stage", n, u32::try_from(name.len()).unwrap_or_default())
}

fn begin() {
	if pallet_timestamp::Now::<Runtime>::get() < OPENING {
		pallet_timestamp::Now::<Runtime>::put(OPENING);
	}
}

fn now() -> u64 {
	use frame_support::traits::UnixTime;
	BusinessClock::now().as_secs()
}

fn today() -> Date {
	date_of(now())
}

fn text<const N: u32>(content: &str) -> Text<N> {
	content.try_into().unwrap_or_default()
}

/// The key of the `n`th agency of the stage, which holds every right.
fn agency(n: u32) -> AccountId {
	begin();
	let key = account("agency", n);
	if Attestations::agency_of(&key).is_none() {
		let rights = [
			AgencyRight::Registrar,
			AgencyRight::IntellectualProperty,
			AgencyRight::Customs,
			AgencyRight::Court,
			AgencyRight::Regulator,
		];
		let spec = AgencySpec {
			name: text("An agency"),
			jurisdiction: Jurisdiction::Guangdong,
			key: key.clone(),
			rights: rights.to_vec().try_into().unwrap_or_default(),
		};
		assert_ok!(Attestations::register_agency(RawOrigin::Root.into(), spec));
	}
	key
}

fn institution() -> (InstitutionId, AccountId) {
	begin();
	let key = account("institution", 0);
	if Institutions::institution_of(&key).is_none() {
		let spec = pallet_institutions::InstitutionSpec {
			name: text("An institution"),
			kind: pallet_institutions::InstitutionKind::CityBank,
			jurisdiction: Jurisdiction::Guangdong,
			key: key.clone(),
		};
		assert_ok!(Institutions::register(RawOrigin::Root.into(), spec));
	}
	(Institutions::institution_of(&key).expect("it was registered"), key)
}

fn enterprise(n: u32) -> (RegistrationNumber, AccountId) {
	let registrar = agency(0);
	let number: RegistrationNumber = format!("MO:STAGE-{n}").parse().expect("it is well formed");
	let controller = account("controller", n);
	if !pallet_enterprise_registry::Enterprises::<Runtime>::contains_key(&number) {
		let registration = pallet_enterprise_registry::RegistrationSpec {
			number: number.clone(),
			legal_name: text("An enterprise with a name of middling length"),
			industry: "C3911".parse().expect("it is well formed"),
			division: None,
			founded: 10_000,
			registered_capital: 1_000_000,
			capital_currency: Currency::Cny,
			lei: None,
			accept_outer_check_mismatch: false,
		};
		let signed = |who: &AccountId| RawOrigin::Signed(who.clone());
		assert_ok!(EnterpriseRegistry::register(signed(&registrar).into(), registration));
		let offered = EnterpriseRegistry::offer_control(signed(&registrar).into(), number.clone(), controller.clone());
		assert_ok!(offered);
		assert_ok!(EnterpriseRegistry::accept_control(signed(&controller).into(), number.clone()));
	}
	(number, controller)
}

fn indicators(count: u32) -> Vec<IndicatorId> {
	(0..count).map(|_| indicator(8, Class::Register)).collect()
}

fn indicator(bins: u32, class: Class) -> IndicatorId {
	let owner = Attestations::agency_of(&agency(0)).expect("it was registered");
	let id = pallet_attestations::NextIndicator::<Runtime>::get();
	let spec = IndicatorSpec {
		name: text("An indicator"),
		unit: text("fen"),
		owner,
		edges: (1..i64::from(bins)).collect::<Vec<i64>>().try_into().unwrap_or_default(),
		direction: Direction::HigherIsBetter,
		validity_days: 3_660,
		class,
		personal: false,
	};
	assert_ok!(Attestations::define_indicator(RawOrigin::Root.into(), spec));
	id
}

fn state(enterprise: &RegistrationNumber, indicators: &[IndicatorId]) {
	indicators.iter().for_each(|indicator| say(enterprise, *indicator, Value::Open(4)));
}

fn say(enterprise: &RegistrationNumber, indicator: IndicatorId, value: Value) {
	let attestation = AttestationSpec {
		enterprise: enterprise.clone(),
		indicator,
		value,
		period_end: today(),
		evidence: H256::repeat_byte(1),
	};
	assert_ok!(Attestations::attest(RawOrigin::Signed(agency(0)).into(), attestation));
}

fn consent(enterprise: &RegistrationNumber, controller: AccountId, institution: InstitutionId, purpose: Purpose) {
	let consent = ConsentSpec {
		institution,
		purpose,
		scope: Scope::All,
		from: now(),
		until: now().saturating_add(10_000_000),
		uses: 10,
		retention_days: 30,
	};
	assert_ok!(Consents::give(RawOrigin::Signed(controller).into(), enterprise.clone(), consent));
}

impl pallet_enterprise_registry::BenchmarkHelper<AccountId> for Stage {
	fn registrar() -> AccountId {
		agency(0)
	}
}

impl pallet_cards::BenchmarkHelper<AccountId> for Stage {
	fn enterprise() -> (RegistrationNumber, AccountId) {
		enterprise(0)
	}
}

impl pallet_allowances::BenchmarkHelper<AccountId, RuntimeCall, RuntimeCall> for Stage {
	/// An officer, who stands in the last of the registers.
	fn party(n: u32) -> AccountId {
		let officer = account("an officer of firms", n);
		let mandate = pallet_enterprise_registry::MandateSpec {
			duties: [pallet_enterprise_registry::Duty::Consent].to_vec().try_into().unwrap_or_default(),
			limits: Default::default(),
			until: today().saturating_add(1_000),
		};
		for (number, controller) in firms_of_allowances(n) {
			let signed = RawOrigin::Signed(controller).into();
			assert_ok!(EnterpriseRegistry::set_mandate(signed, number, officer.clone(), mandate.clone()));
		}
		officer
	}

	fn sponsor(n: u32) -> AccountId {
		let leader = account("a leader of several firms", n);
		for (number, controller) in firms_of_allowances(n) {
			let signed = |who: AccountId| RawOrigin::Signed(who).into();
			assert_ok!(EnterpriseRegistry::offer_control(signed(controller), number.clone(), leader.clone()));
			assert_ok!(EnterpriseRegistry::accept_control(signed(leader.clone()), number));
		}
		leader
	}

	/// A guardian's word.
	fn answer(who: &AccountId) -> RuntimeCall {
		use pallet_enterprise_registry::{Call, GuardianAct, Guardians};
		let (enterprise, controller) = enterprise(90_000);
		let accounts = [who.clone(), account("a guardian beside it", 0)].to_vec();
		let guardians = Guardians { accounts: accounts.try_into().unwrap_or_default(), threshold: 2 };
		let signed = RawOrigin::Signed(controller).into();
		assert_ok!(EnterpriseRegistry::name_guardians(signed, enterprise.clone(), guardians));
		pallet_timestamp::Now::<Runtime>::mutate(|now| *now = now.saturating_add(15 * 86_400_000));
		let to = account("who is to control it instead", 0);
		let act = GuardianAct::Recover { to, evidence: H256::repeat_byte(1) };
		RuntimeCall::EnterpriseRegistry(Call::act_as_guardian { enterprise, act })
	}

	/// A preimage.
	fn keep(who: &AccountId) -> RuntimeCall {
		use sp_runtime::traits::Hash as _;
		let bytes = [7; 100].to_vec();
		let hash = <Runtime as frame_system::Config>::Hashing::hash(&bytes);
		assert_ok!(Preimage::note_preimage(RawOrigin::Signed(who.clone()).into(), bytes));
		RuntimeCall::Preimage(pallet_preimage::Call::unnote_preimage { hash })
	}
}

/// As many firms as are asked for room, no others than the `n`th account's, with their controllers.
fn firms_of_allowances(n: u32) -> Vec<(RegistrationNumber, AccountId)> {
	let asked = u32::try_from(configs::allowances::FIRMS_ASKED).unwrap_or_default();
	(0..asked).map(|firm| enterprise(50_000 + n * asked + firm)).collect()
}

impl pallet_consents::BenchmarkHelper<AccountId> for Stage {
	fn enterprise() -> (RegistrationNumber, AccountId) {
		enterprise(0)
	}
	fn institution() -> (InstitutionId, AccountId) {
		institution()
	}
}

impl pallet_attestations::BenchmarkHelper<AccountId> for Stage {
	fn enterprise(n: u32) -> (RegistrationNumber, AccountId) {
		enterprise(n)
	}
	fn consented(enterprise: &RegistrationNumber, purpose: Purpose) -> AccountId {
		<Stage as pallet_credit_scoring::BenchmarkHelper<AccountId>>::consented(enterprise, purpose)
	}
}

impl pallet_credit_scoring::BenchmarkHelper<AccountId> for Stage {
	fn agencies() -> (AccountId, AccountId) {
		(agency(0), agency(1))
	}
	fn indicators(count: u32) -> Vec<IndicatorId> {
		indicators(count)
	}
	fn enterprise(indicators: &[IndicatorId]) -> (RegistrationNumber, AccountId) {
		let (number, controller) = enterprise(0);
		state(&number, indicators);
		(number, controller)
	}
	fn sealed_indicators(bins: &[u32]) -> Vec<IndicatorId> {
		bins.iter().map(|bins| indicator(*bins, Class::Figure)).collect()
	}
	fn seal(enterprise: &RegistrationNumber, indicator: IndicatorId, commitments: Vec<[u8; 32]>) {
		let commitments: Vec<H256> = commitments.into_iter().map(H256).collect();
		say(enterprise, indicator, Value::Sealed(commitments.try_into().unwrap_or_default()));
	}
	fn consented(enterprise: &RegistrationNumber, purpose: Purpose) -> AccountId {
		let (id, key) = institution();
		let controller = EnterpriseRegistry::controller(enterprise).expect("somebody controls it");
		consent(enterprise, controller, id, purpose);
		key
	}
}

impl pallet_collateral::BenchmarkHelper<AccountId> for Stage {
	fn ip_office() -> AccountId {
		agency(0)
	}
	fn court() -> AccountId {
		agency(0)
	}
	fn customs() -> AccountId {
		agency(0)
	}
	fn institution() -> (InstitutionId, AccountId) {
		institution()
	}
	fn enterprise(n: u32) -> (RegistrationNumber, AccountId) {
		enterprise(n)
	}
}

impl pallet_peers::BenchmarkHelper<AccountId> for Stage {
	fn institution() -> AccountId {
		institution().1
	}
}

impl pallet_products::BenchmarkHelper<AccountId> for Stage {
	fn institution() -> (InstitutionId, AccountId) {
		institution()
	}
}

impl pallet_credit_lines::BenchmarkHelper<AccountId> for Stage {
	fn institution() -> (InstitutionId, AccountId) {
		institution()
	}
	fn enterprise() -> (RegistrationNumber, AccountId) {
		enterprise(0)
	}
}

impl pallet_policies::BenchmarkHelper<AccountId> for Stage {
	fn product() -> (AccountId, ProductId) {
		let (_, key) = institution();
		let id = pallet_products::NextProduct::<Runtime>::get();
		let product = lingnan_support::benchmarking::product();
		assert_ok!(Products::publish(RawOrigin::Signed(key.clone()).into(), product));
		(key, id)
	}
}

impl pallet_reference_rates::BenchmarkHelper<AccountId> for Stage {
	fn agencies() -> (AgencyId, AgencyId, AccountId) {
		let number = |n| Attestations::agency_of(&agency(n)).expect("it was registered");
		(number(0), number(1), agency(0))
	}
}

impl pallet_financing::BenchmarkHelper<AccountId> for Stage {
	fn institution() -> (InstitutionId, AccountId) {
		institution()
	}

	fn publish(key: AccountId, product: pallet_products::ProductSpec) -> ProductId {
		let id = pallet_products::NextProduct::<Runtime>::get();
		assert_ok!(Products::publish(RawOrigin::Signed(key).into(), product));
		id
	}

	fn applicant(institution: InstitutionId) -> (RegistrationNumber, AccountId) {
		use pallet_credit_scoring::BenchmarkHelper as _;
		let indicators = indicators(pallet_credit_scoring::MAX_CHARACTERISTICS);
		let (number, controller) = Stage::enterprise(&indicators);
		champion(&indicators);
		let basis = CreditScoring::proof_basis(&number).expect("a card is in force");
		let proof = Rehearsal::new(&basis, &[], Grade::Aaa, None).prove();
		assert_ok!(CreditScoring::prove_grade(RawOrigin::Signed(controller.clone()).into(), number.clone(), proof));
		consent(&number, controller.clone(), institution, Purpose::Assessment);
		(number, controller)
	}

	fn security(enterprise: &RegistrationNumber, institution: InstitutionId, count: u32) -> Vec<AssetId> {
		let controller = EnterpriseRegistry::controller(enterprise).expect("somebody controls it");
		(0..count).map(|_| receivable(enterprise, &controller, institution)).collect()
	}

	fn pass(days: u32) {
		let seconds = u64::from(days).saturating_mul(lingnan_support::SECONDS_PER_DAY);
		pallet_business_clock::Offset::<Runtime>::mutate(|offset| *offset = offset.saturating_add(seconds));
	}
}

impl pallet_cross_border::BenchmarkHelper<AccountId> for Stage {
	fn enterprise() -> (RegistrationNumber, AccountId, AccountId, IndicatorId) {
		let (id, key) = institution();
		let (number, controller) = <Stage as pallet_financing::BenchmarkHelper<AccountId>>::applicant(id);
		consent(&number, controller.clone(), id, Purpose::CrossBorderVerification);
		// The last that was defined.
		let indicator = IndicatorId(pallet_attestations::NextIndicator::<Runtime>::get().0.saturating_sub(1));
		(number, controller, key, indicator)
	}

	fn attest(document: H256, enterprise: &RegistrationNumber) {
		let document = pallet_collateral::DocumentSpec {
			kind: AssetKind::TradeReceivable,
			creditor: enterprise.clone(),
			currency: Currency::Cny,
			face_value: 1_000,
			due: today(),
			tokens: tokens(document),
		};
		assert_ok!(Collateral::attest_document(RawOrigin::Signed(agency(0)).into(), document, None));
	}

	fn open_lane(corridor: lingnan_support::Corridor) {
		configs::cross_border::open_lane(corridor);
	}
}

/// Tokens of a document under a key of the first agency, which it opens if it has none.
fn tokens(exact: H256) -> pallet_collateral::DocumentTokens {
	let who = agency(0);
	let opened = |id| !pallet_collateral::IssuerKeys::<Runtime>::get(id).is_empty();
	if !Attestations::agency_of(&who).is_some_and(opened) {
		// The base point of ristretto255 (RFC 9496, A.1).
		let key = [
			0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9, 0x61, 0xc5, 0x00, 0x51, 0x5f, 0x58, 0xe3,
			0x0b, 0x6a, 0xa5, 0x82, 0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d, 0x2d, 0x76,
		];
		assert_ok!(Collateral::open_token_version(RawOrigin::Signed(who).into(), H256(key)));
	}
	pallet_collateral::DocumentTokens { version: 1, exact, coarse: exact, by_declaration: None }
}

/// Puts a card over these indicators in force.
fn champion(indicators: &[IndicatorId]) {
	let characteristics: Vec<_> = indicators
		.iter()
		.map(|indicator| pallet_credit_scoring::CharacteristicSpec {
			indicator: *indicator,
			points: (0..8).collect::<Vec<i16>>().try_into().unwrap_or_default(),
			missing: 0,
			reference: 7,
		})
		.collect();
	let card = pallet_credit_scoring::ScorecardSpec {
		name: text("A scorecard"),
		base: 500,
		characteristics: characteristics.try_into().unwrap_or_default(),
		cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
		default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
		minimum_coverage: 0,
		validity_days: 700,
	};
	let id = pallet_credit_scoring::NextScorecard::<Runtime>::get();
	assert_ok!(CreditScoring::propose_scorecard(RawOrigin::Signed(agency(0)).into(), card));
	assert_ok!(CreditScoring::validate_scorecard(RawOrigin::Signed(agency(1)).into(), id, Default::default(), today()));
	assert_ok!(CreditScoring::activate_champion(RawOrigin::Root.into(), id));
}

fn receivable(enterprise: &RegistrationNumber, controller: &AccountId, institution: InstitutionId) -> AssetId {
	let id = pallet_collateral::NextAsset::<Runtime>::get();
	let spec = pallet_collateral::ReceivableSpec {
		kind: AssetKind::TradeReceivable,
		creditor: enterprise.clone(),
		obligor: text("An obligor"),
		currency: Currency::Cny,
		face_value: 10_000_000_000,
		issued: today(),
		due: today().saturating_add(20_000),
		exact_token: None,
		obligor_number: None,
	};
	let signed = || RawOrigin::Signed(controller.clone());
	assert_ok!(Collateral::register_receivable(signed().into(), spec));
	let lien = pallet_collateral::LienSpec {
		institution,
		kind: pallet_collateral::LienKind::Pledge,
		secured_amount: 10_000_000_000,
		until: today().saturating_add(20_000),
		renews: None,
	};
	assert_ok!(Collateral::pledge(signed().into(), id, enterprise.clone(), lien));
	id
}

/// An application whose terms were offered, and its lender's key.
fn offered() -> (ApplicationId, AccountId) {
	use pallet_financing::BenchmarkHelper as _;
	let (institution, key) = institution();
	let product = Stage::publish(key.clone(), lingnan_support::benchmarking::product());
	let (enterprise, controller) = Stage::applicant(institution);
	let (amount, tenor, method) = (1_000_000_000, 12, pallet_financing::RepaymentMethod::EqualInstalments);
	let request = pallet_financing::RequestSpec {
		amount,
		currency: Currency::Cny,
		tenor,
		method,
		use_of_funds: UseOfFunds::WorkingCapital,
		security: Default::default(),
		renews: None,
		line: None,
	};
	let application = pallet_financing::NextApplication::<Runtime>::get();
	assert_ok!(Financing::apply(RawOrigin::Signed(controller).into(), enterprise, product, request));
	let conditions = Conditions::plain(amount, tenor, method, Rate::basis_points(500));
	let terms = pallet_financing::OfferSpec { conditions, valid_until: now().saturating_add(1_000_000) };
	assert_ok!(Financing::make_offer(RawOrigin::Signed(key.clone()).into(), application, terms));
	(application, key)
}

/// Its loan begins.
fn begin_loan(application: ApplicationId) {
	let view = Financing::application(application).expect("it was filed");
	let hash = view.offered_terms_hash.expect("terms were offered");
	let (_, key) = institution();
	let controller = EnterpriseRegistry::controller(&view.enterprise).expect("somebody controls it");
	let (firm, bank) = (|| RawOrigin::Signed(controller.clone()).into(), || RawOrigin::Signed(key.clone()).into());
	assert_ok!(Financing::accept_offer(firm(), application, hash));
	assert_ok!(Financing::disburse(bank(), application, text("A payment"), today()));
	assert_ok!(Financing::confirm_receipt(firm(), application, text("A payment")));
}

impl pallet_classification::BenchmarkHelper<AccountId> for Stage {
	fn loan() -> (LoanId, AccountId) {
		let (application, key) = offered();
		begin_loan(application);
		(application.loan(), key)
	}
}

impl pallet_guarantees::BenchmarkHelper<AccountId> for Stage {
	fn pending() -> (ApplicationId, AccountId) {
		offered()
	}

	/// Nothing is ever paid: after a year past due the lender calls it.
	fn begin(application: ApplicationId) {
		use pallet_financing::BenchmarkHelper as _;
		begin_loan(application);
		Stage::pass(400);
		let (_, key) = institution();
		assert_ok!(Financing::declare_default(RawOrigin::Signed(key).into(), application.loan()));
	}

	/// Its own conditions once more: whether they could be accepted is not looked at.
	fn amendment(loan: LoanId) -> (H256, Timestamp) {
		use pallet_financing::{AmendmentKind, Proposal, Records};
		let (mut hash, valid_until) = (H256::zero(), now().saturating_add(1));
		Records::<Runtime>::mutate(loan.application(), |record| {
			let record = record.as_mut().expect("the loan has begun");
			let conditions = record.terms.as_ref().expect("it is agreed").conditions.clone();
			let amendment = Amendment { kind: AmendmentKind::Restructuring, conditions, reschedules_arrears: true };
			hash = pallet_financing::life::hash_of_amendment(loan, &amendment);
			record.proposed = Some(Proposal { amendment, valid_until });
		});
		(hash, valid_until)
	}
}
