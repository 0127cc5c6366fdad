//! What an enterprise's allowance of a day is enough for.

use crate::{
	common::{
		calls::{calls, names, Name},
		credit::{attestation, characteristic, indicator, opening, product, proof, sealed},
		*,
	},
	fees::{apply, begin_block, chain, daves, number, signed, used},
};
use codec::Encode;
use configs::fees::FeePerByte;
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::Weight,
};
use lingnan_runtime::*;
use lingnan_sealed::Opening;
use lingnan_support::conditions::{Conditions, Rate};
use lingnan_support::{
	date_of, AgencyId, ApplicationId, Currency, Grade, IndicatorId, InstitutionId, LoanId, ProductId, Purpose,
	ScorecardId,
};
use pallet_attestations::{Class, IndicatorSpec, Value, MAX_FORM, MAX_FORM_PROOF, MAX_STORED};
use pallet_consents::{ConsentSpec, Scope};
use pallet_credit_scoring::{
	Call as Scoring, GradeProof, ProvedAttestation, ScorecardSpec, WeightInfo as _, MAX_CHARACTERISTICS,
};
use pallet_financing::{Call as Loan, OfferSpec, RepaymentMethod, RequestSpec, UseOfFunds};
use pallet_origin_restriction::RestrictedEntity as _;
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};

/// Calls that no enterprise needs to sign and that may be heavier than its day: those of the councils, of an institution that
/// turns security into money, and code that governance decided on.
const NOT_AN_ENTERPRISES: &[(&str, &str)] = &[
	("AgenciesCouncil", "close disapprove_proposal execute kill propose release_proposal_cost set_members vote"),
	("Collateral", "enforce"),
	("InstitutionsCouncil", "close disapprove_proposal execute kill propose release_proposal_cost set_members vote"),
	("System", "apply_authorized_upgrade set_code set_code_without_checks"),
];

/// Bytes that arguments may have beyond those of a call made of zeros: references, names, lists of assets.
const MORE_BYTES: Balance = 4_096;

/// The same call with the arguments that make it heaviest, where who signs does not choose how many.
fn heaviest(call: RuntimeCall) -> RuntimeCall {
	match call {
		RuntimeCall::CreditScoring(Scoring::prove_grade { enterprise, proof }) => {
			let used = vec![ProvedAttestation { indicator: IndicatorId(0), revision: 0 }; MAX_CHARACTERISTICS as usize];
			let used = used.try_into().expect("there are no more");
			let form = Some(vec![0; MAX_FORM_PROOF as usize].try_into().expect("none is longer"));
			RuntimeCall::CreditScoring(Scoring::prove_grade { enterprise, proof: GradeProof { used, form, ..proof } })
		},
		RuntimeCall::Attestations(pallet_attestations::Call::prove_form { enterprise, .. }) => {
			let named = ProvedAttestation { indicator: IndicatorId(0), revision: 0 };
			let attestations = vec![named; MAX_FORM as usize].try_into().expect("there are no more");
			let proof = vec![0; MAX_FORM_PROOF as usize].try_into().expect("none is longer");
			RuntimeCall::Attestations(pallet_attestations::Call::prove_form { enterprise, attestations, proof })
		},
		RuntimeCall::Attestations(pallet_attestations::Call::materialise { mut leaf, place, purpose, .. }) => {
			leaf.value = Value::Sealed(vec![H256::zero(); MAX_STORED as usize].try_into().expect("there are no more"));
			let path = vec![H256::zero(); pallet_attestations::Path::bound()].try_into().expect("a path is as long");
			RuntimeCall::Attestations(pallet_attestations::Call::materialise { leaf, place, path, purpose })
		},
		other => other,
	}
}

/// `reverse` was declared to weigh more than all of it: a firm could not agree that its payment had bounced. A new call is
/// in this test by itself.
#[test]
fn a_days_allowance_is_less_than_a_call_that_a_firm_must_sign() {
	chain().execute_with(|| {
		begin_block(2);
		let others = names(NOT_AN_ENTERPRISES);
		let max = daves().allowance().max;
		let mut found: Vec<(Balance, Name)> = Vec::new();
		for (name, call) in calls() {
			let transaction = signed(Dave, heaviest(call), 0, 0);
			let info = transaction.get_dispatch_info();
			let bytes = transaction.encoded_size() as Balance + MORE_BYTES;
			found.push((Balance::from(info.total_weight().ref_time()) + bytes * FeePerByte::get(), name));
		}
		found.sort_unstable_by(|one, other| other.cmp(one));
		let milli = |most: Balance| most / constants::MILLIUNIT;
		let dearest: Vec<_> =
			found.iter().take(12).map(|(most, name)| format!("{}.{} {} ms", name.0, name.1, milli(*most))).collect();
		println!("{dearest:#?}");
		let beyond: Vec<_> = found.iter().filter(|(most, name)| *most > max && !others.contains(name)).collect();
		assert!(beyond.is_empty(), "beyond {} ms: {beyond:#?}", milli(max));
		// Two reversals, or any two of its calls, in one day; a renewal and a payment over several loans, which read several accounts,
		// are the lender's.
		let theirs = |name: &Name| name.0 == "Financing" && !["renew", "repay_several"].contains(&name.1.as_str());
		let heaviest = found.iter().filter(|(_, name)| theirs(name)).map(|(most, _)| *most).max();
		assert!(heaviest.is_some_and(|most| 2 * most <= max), "{heaviest:?}");
		// Each goes into a block: one that does not could never be made.
		let most = configs::system::RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
		let most = Balance::from(most.expect("it is bounded").ref_time());
		let operational = |name: &Name| name.0 == "System";
		let never: Vec<_> = found.iter().filter(|(weight, name)| *weight > most && !operational(name)).collect();
		assert!(never.is_empty(), "in no block: {never:#?}");
	});
}

fn origin(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

/// Two figures and a public register, a card over them that takes 580 points for an A, a bank with a product.
fn sealed_stage() -> [Opening; 2] {
	for (name, class) in [("Sales", Class::Figure), ("Exports", Class::Figure), ("Penalties", Class::Register)] {
		let spec = IndicatorSpec { class, ..indicator(AgencyId(0), name) };
		assert_ok!(Attestations::define_indicator(RuntimeOrigin::root(), spec));
	}
	let card = ScorecardSpec {
		name: "A card".try_into().unwrap(),
		base: 500,
		characteristics: [0, 1, 2].map(|of| characteristic(IndicatorId(of), [0, 20, 40])).to_vec().try_into().unwrap(),
		cut_offs: [620, 600, 580, 560, 540, 520, 510, 505, 500],
		default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
		minimum_coverage: 6_000,
		validity_days: 90,
	};
	assert_ok!(CreditScoring::propose_scorecard(origin(Alice), card));
	let report = H256::repeat_byte(2);
	assert_ok!(CreditScoring::validate_scorecard(origin(Charlie), ScorecardId(0), report, date_of(OPENING)));
	assert_ok!(CreditScoring::activate_champion(RuntimeOrigin::root(), ScorecardId(0)));
	assert_ok!(Products::publish(origin(Bob), product(Grade::Bbb)));

	let openings = [opening(2, "sales"), opening(1, "exports")];
	for (of, value) in [(0, sealed(&openings[0])), (1, sealed(&openings[1])), (2, Value::Open(15))] {
		assert_ok!(Attestations::attest(origin(Alice), attestation(number(0), IndicatorId(of), value)));
	}
	openings
}

/// From a consent to the money, with two grades proved and the form beside the first, as over the seventy stored commitments of
/// Guangdong's card.
#[test]
fn a_sealed_loan_fits_into_a_firms_day_and_a_reversal_into_the_next() {
	chain().execute_with(|| {
		begin_block(2);
		let openings = sealed_stage();
		let mut nonce = 0;
		let mut sign = |call: RuntimeCall| {
			let before = used(&daves());
			let name = format!("{call:?}").chars().take(60).collect::<String>();
			assert_ok!(apply(signed(Dave, call, nonce, 0)));
			nonce += 1;
			println!("{:>6} us {name}", (used(&daves()) - before) / constants::MICROUNIT);
		};
		let terms = ConsentSpec {
			institution: InstitutionId(0),
			purpose: Purpose::Assessment,
			scope: Scope::All,
			from: OPENING,
			until: OPENING + 1_000_000,
			uses: 5,
			retention_days: 30,
		};
		sign(RuntimeCall::Consents(pallet_consents::Call::give { enterprise: number(0), consent: terms }));
		for grade in [Grade::Bbb, Grade::A] {
			let proof = proof(&number(0), &openings, grade, Some(InstitutionId(0)));
			sign(RuntimeCall::CreditScoring(Scoring::prove_grade { enterprise: number(0), proof }));
		}
		let (amount, tenor, method) = (500_000, 12, RepaymentMethod::Bullet);
		let request = RequestSpec {
			amount,
			currency: Currency::Cny,
			tenor,
			method,
			use_of_funds: UseOfFunds::WorkingCapital,
			security: Default::default(),
			renews: None,
			line: None,
		};
		sign(RuntimeCall::Financing(Loan::apply { enterprise: number(0), product: ProductId(0), request }));
		let valid_until = OPENING + 864_000;
		let conditions = Conditions::plain(amount, tenor, method, Rate::basis_points(500));
		let offer = OfferSpec { conditions, valid_until };
		assert_ok!(Financing::make_offer(origin(Bob), ApplicationId(0), offer));
		let terms_hash = Financing::application(ApplicationId(0)).unwrap().offered_terms_hash.unwrap();
		sign(RuntimeCall::Financing(Loan::accept_offer { application: ApplicationId(0), terms_hash }));
		let reference: lingnan_support::Text<64> = "PAY-1".try_into().unwrap();
		assert_ok!(Financing::disburse(origin(Bob), ApplicationId(0), reference.clone(), date_of(OPENING)));
		sign(RuntimeCall::Financing(Loan::confirm_receipt { application: ApplicationId(0), reference }));
		let (reference, evidence) = ("REPAID-1".try_into().unwrap(), H256::zero());
		let claim =
			Loan::claim_payment { loan: LoanId(0), amount: 1, reference, value_date: date_of(OPENING), evidence };
		sign(RuntimeCall::Financing(claim));
		let repaid = "REPAID-1".try_into().unwrap();
		assert_ok!(Financing::record_repayment(origin(Bob), LoanId(0), 1, repaid, date_of(OPENING)));

		type Weights = <Runtime as pallet_credit_scoring::Config>::WeightInfo;
		let more = |weigh: fn(u32) -> Weight| Balance::from(weigh(70).ref_time() - weigh(4).ref_time());
		let day = used(&daves()) + 2 * more(Weights::prove_grade) + more(Weights::form);
		println!("{} us in all", day / constants::MICROUNIT);
		// A fifth is left: for two assets, or for what was refused and is sent again.
		assert!(5 * day <= 4 * daves().allowance().max, "{} ms", day / constants::MILLIUNIT);

		// A reversal is declared at half a day, whatever it reads in the end: it waits for the next one.
		begin_block(2 + constants::DAYS);
		let reversal = Loan::reverse { loan: LoanId(0), posting: 0, reason: "bounced".try_into().unwrap() };
		assert_ok!(apply(signed(Dave, RuntimeCall::Financing(reversal), nonce, 0)));
	});
}
