//! Who signs for a firm, through the real pallets: its officers, two of them together, and nobody while it is frozen.

use crate::common::{credit::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_runtime::*;
use lingnan_sealed::Opening;
use lingnan_support::conditions::{Conditions, Rate};
use lingnan_support::{
	date_of, AgencyId, AgencyRight, ApplicationId, ConsentId, Currency, Grade, IndicatorId, InstitutionId, ProductId,
	Purpose,
};
use pallet_consents::{ConsentSpec, Scope};
use pallet_enterprise_registry::{Duty, Error, GuardianAct, Limit, MandateSpec};
use pallet_financing::{OfferSpec, RepaymentMethod, RequestSpec, UseOfFunds};
use sp_core::H256;

const REGISTRAR: u8 = 0;
const REGULATOR: u8 = 1;
const OWNER: u8 = 5;
const CLERK: u8 = 6;
const DIRECTORS: [u8; 2] = [7, 8];

/// A firm that is rated, and a bank with a product.
fn chain(run: impl FnOnce()) {
	genesis_with(|patch| {
		let agencies = [
			agency_spec(REGISTRAR, &[AgencyRight::Registrar]),
			agency_spec(REGULATOR, &[AgencyRight::Regulator, AgencyRight::Court]),
		];
		patch["attestations"]["agencies"] = serde_json::to_value(agencies).expect("they are JSON");
		patch["institutions"] = serde_json::json!({ "institutions": [institution_spec(0)] });
	})
	.execute_with(|| {
		assert_ok!(Attestations::define_indicator(root(), indicator(AgencyId(0), "Sales")));
		in_force(REGISTRAR, vec![characteristic(IndicatorId(0), [0, 20, 120])], REGULATOR);
		assert_ok!(Products::publish(bank(), product(Grade::C)));
		handed_over(REGISTRAR, registration(firm()), OWNER);
		let sales = attestation(firm(), IndicatorId(0), sealed(&sales()));
		assert_ok!(Attestations::attest(signed(REGISTRAR), sales));
		assert_ok!(prove(signed(OWNER)));
		run();
	});
}

/// What opens the firm's one figure, which falls in the best of three bins.
fn sales() -> Opening {
	opening(2, "sales")
}

/// Whoever signs for the firm proves its grade.
fn prove(by: RuntimeOrigin) -> sp_runtime::DispatchResult {
	let proof = proof(&firm(), &[sales()], Grade::Aaa, None);
	CreditScoring::prove_grade(by, firm(), proof).map(|_| ()).map_err(|refused| refused.error)
}

fn bank() -> RuntimeOrigin {
	RuntimeOrigin::signed(institution(0))
}

fn consent(by: RuntimeOrigin) -> sp_runtime::DispatchResult {
	let terms = ConsentSpec {
		institution: InstitutionId(0),
		purpose: Purpose::Assessment,
		scope: Scope::All,
		from: OPENING,
		until: OPENING + 86_400,
		uses: 5,
		retention_days: 30,
	};
	Consents::give(by, firm(), terms)
}

fn apply(by: RuntimeOrigin, amount: u64) -> sp_runtime::DispatchResult {
	let security = Default::default();
	let request = RequestSpec {
		amount,
		currency: Currency::Cny,
		tenor: 6,
		method: RepaymentMethod::Bullet,
		use_of_funds: UseOfFunds::WorkingCapital,
		security,
		renews: None,
		line: None,
	};
	Financing::apply(by, firm(), ProductId(0), request).map(drop).map_err(|refused| refused.error)
}

/// The bank offers so much, and its terms' hash.
fn offered(amount: u64) -> H256 {
	let offer = OfferSpec {
		conditions: Conditions::plain(amount, 6, RepaymentMethod::Bullet, Rate::basis_points(500)),
		valid_until: OPENING + 86_400,
	};
	assert_ok!(Financing::make_offer(bank(), ApplicationId(0), offer));
	Financing::application(ApplicationId(0)).unwrap().offered_terms_hash.unwrap()
}

fn mandate(officer: AccountId, duty: Duty, amount: u64) {
	let mandate = MandateSpec {
		duties: vec![duty].try_into().unwrap(),
		limits: vec![Limit { currency: Currency::Cny, amount }].try_into().unwrap(),
		until: date_of(OPENING) + 1,
	};
	assert_ok!(EnterpriseRegistry::set_mandate(signed(OWNER), firm(), officer, mandate));
}

/// The clerk applies up to 100,000.00 and accepts nothing; two directors accept together, and neither alone.
#[test]
fn an_officer_stays_within_its_mandate_and_two_sign_together() {
	chain(|| {
		assert_ok!(consent(signed(OWNER)));
		let stranger = pallet_financing::Error::<Runtime>::NotAuthorized;
		assert_noop!(apply(signed(CLERK), 1_000), stranger);
		mandate(agency(CLERK), Duty::Apply, 100_000);
		assert_noop!(apply(signed(CLERK), 100_001), Error::<Runtime>::BeyondMandate);
		assert_ok!(apply(signed(CLERK), 100_000));
		let hash = offered(100_000);
		let accept =
			|who| Financing::accept_offer(signed(who), ApplicationId(0), hash).map_err(|refused| refused.error);
		assert_noop!(accept(CLERK), Error::<Runtime>::BeyondMandate);
		assert_noop!(consent(signed(CLERK)), Error::<Runtime>::BeyondMandate);

		let both = Multisig::multi_account_id(&DIRECTORS.map(agency), 2);
		mandate(both, Duty::Accept, 100_000);
		let accept = || {
			let call = pallet_financing::Call::accept_offer { application: ApplicationId(0), terms_hash: hash };
			Box::new(RuntimeCall::Financing(call))
		};
		for director in DIRECTORS {
			let accepted =
				Financing::accept_offer(signed(director), ApplicationId(0), hash).map_err(|refused| refused.error);
			assert_noop!(accepted, pallet_financing::Error::<Runtime>::NotAuthorized);
			let sponsored = Sponsorship::sponsor(signed(OWNER), agency(director), 10 * constants::MILLIUNIT);
			assert_ok!(sponsored);
		}
		let weight = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&*accept()).call_weight;
		let [first, second] = DIRECTORS;
		let others = |director: u8| vec![agency(director)];
		assert_ok!(Multisig::as_multi(signed(first), 2, others(second), None, accept(), weight));
		assert_eq!(
			Financing::application(ApplicationId(0)).unwrap().state,
			pallet_financing::ApplicationState::Offered
		);
		let point = Some(Multisig::timepoint());
		assert_ok!(Multisig::as_multi(signed(second), 2, others(first), point, accept(), weight));
		assert_eq!(
			Financing::application(ApplicationId(0)).unwrap().state,
			pallet_financing::ApplicationState::Accepted
		);
	});
}

/// Whoever holds the key of a frozen firm signs nothing new; what protects the firm he cannot stop.
#[test]
fn a_thief_binds_a_frozen_firm_to_nothing() {
	chain(|| {
		assert_ok!(consent(signed(OWNER)));
		assert_ok!(apply(signed(OWNER), 100_000));
		let hash = offered(50_000);
		assert_ok!(EnterpriseRegistry::freeze(signed(REGISTRAR), firm()));
		let accepted = Financing::accept_offer(signed(OWNER), ApplicationId(0), hash).map_err(|refused| refused.error);
		assert_noop!(accepted, Error::<Runtime>::Frozen);
		assert_noop!(consent(signed(OWNER)), Error::<Runtime>::Frozen);
		assert_noop!(apply(signed(OWNER), 1_000), Error::<Runtime>::Frozen);
		assert_ok!(Consents::pause(signed(OWNER), ConsentId(0)));
		assert_noop!(Consents::resume(signed(OWNER), ConsentId(0)), Error::<Runtime>::Frozen);
		assert_ok!(Consents::revoke(signed(OWNER), ConsentId(0)));
		assert_ok!(Attestations::dispute(signed(OWNER), firm(), IndicatorId(0), H256::zero()));
		assert_ok!(Financing::refuse_offer(signed(OWNER), ApplicationId(0)));
	});
}

/// Nor does he let his friends work on the firm's allowance.
#[test]
fn a_frozen_firms_thief_sponsors_accounts() {
	chain(|| {
		let sponsor = |whom| Sponsorship::sponsor(signed(OWNER), agency(whom), constants::MILLIUNIT);
		assert_ok!(sponsor(30));
		assert_ok!(EnterpriseRegistry::freeze(signed(REGISTRAR), firm()));
		for whom in [30, 31] {
			assert_eq!(sponsor(whom), Err(pallet_allowances::Error::<Runtime>::Frozen.into()));
		}
		assert_ok!(Sponsorship::end(signed(OWNER), agency(30)));
		assert_ok!(EnterpriseRegistry::unfreeze(signed(REGISTRAR), firm()));
		assert_ok!(sponsor(31));
	});
}

/// Two of three whom the owner named bring the firm back, and the thief cannot exchange them in time.
#[test]
fn guardians_stop_a_thief_and_bring_a_firm_back() {
	chain(|| {
		let guardians = [20, 21, 22];
		let named = |accounts: [u8; 3]| {
			let accounts = accounts.map(agency).to_vec().try_into().expect("they are three");
			let guardians = pallet_enterprise_registry::Guardians { accounts, threshold: 2 };
			EnterpriseRegistry::name_guardians(signed(OWNER), firm(), guardians)
		};
		let day = |n: u64| pallet_timestamp::Now::<Runtime>::put((OPENING + n * 86_400) * 1_000);
		let agree = |by: u8, act| EnterpriseRegistry::act_as_guardian(signed(by), firm(), act);
		assert_ok!(named(guardians));
		day(14);
		assert_ok!(named([30, 31, 32]));
		for guardian in [20, 22] {
			assert_ok!(agree(guardian, GuardianAct::Freeze));
		}
		assert_noop!(consent(signed(OWNER)), Error::<Runtime>::Frozen);
		assert_noop!(named([30, 31, 32]), Error::<Runtime>::Frozen);
		let heir = agency(10);
		for guardian in [20, 21] {
			assert_ok!(agree(guardian, GuardianAct::Recover { to: heir.clone(), evidence: H256::zero() }));
		}
		day(28);
		assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(heir.clone()), firm()));
		assert_eq!(EnterpriseRegistry::controlled_by(&heir, 1), [firm()]);
		assert_noop!(agree(30, GuardianAct::Freeze), Error::<Runtime>::NotAuthorized);
	});
}

/// The whole way back from a stolen key: frozen, ordered by a court, accepted after the days that are governed.
#[test]
fn a_stolen_firm_comes_back() {
	chain(|| {
		let (thief, heir) = (agency(9), agency(10));
		assert_ok!(EnterpriseRegistry::offer_control(signed(OWNER), firm(), thief.clone()));
		assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(thief.clone()), firm()));
		assert_ok!(EnterpriseRegistry::freeze(signed(REGISTRAR), firm()));
		assert_ok!(EnterpriseRegistry::start_recovery(signed(REGULATOR), firm(), heir.clone(), H256::zero()));
		let veto = EnterpriseRegistry::veto_recovery(RuntimeOrigin::signed(thief), firm());
		assert_eq!(veto, Err(Error::<Runtime>::OrderedByCourt.into()));
		pallet_timestamp::Now::<Runtime>::put((OPENING + 14 * 86_400) * 1_000);
		assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(heir.clone()), firm()));
		assert_ok!(prove(RuntimeOrigin::signed(heir)));
	});
}
