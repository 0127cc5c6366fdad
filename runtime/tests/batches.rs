//! Grades of many firms in one transaction: an agent with a mandate of each proves for all, and a bad proof fails for its firm alone.

use crate::{common::*, fees::*};
use codec::Encode;
use credit::{characteristic, in_force, indicator, opening, proof, root, sealed, signed as by};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::Weight,
};
use lingnan_runtime::*;
use lingnan_sealed::Opening;
use lingnan_support::{AgencyId, AgencyRight, Grade, IndicatorId, InstitutionId, Ratings as _};
use pallet_credit_scoring::{Error, GradeProof};
use pallet_enterprise_registry::{Duty, MandateSpec};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Eve, Ferdie};

const TAX: u8 = 1;
const REGULATOR: u8 = 9;
/// The two before it are of the chain's beginning.
const TAX_OFFICE: AgencyId = AgencyId(2);
const SALES: IndicatorId = IndicatorId(0);
const FIRMS: std::ops::RangeInclusive<u32> = 1..=50;
/// Whose proof is another's.
const BAD: u32 = 17;

/// Fifty firms of one owner, each with a sealed figure that makes it an A; Eve holds a mandate of each, and Bob's bank sponsors her.
fn stage() -> Opening {
	for key in [TAX, REGULATOR] {
		assert_ok!(Attestations::register_agency(root(), agency_spec(key, &[AgencyRight::Registrar])));
	}
	assert_ok!(Attestations::define_indicator(root(), indicator(TAX_OFFICE, "Sales")));
	in_force(TAX, vec![characteristic(SALES, [0, 40, 80])], REGULATOR);
	let sales = opening(2, "sales");
	let origin = |who: sp_keyring::Sr25519Keyring| RuntimeOrigin::signed(who.to_account_id());
	let mandate =
		MandateSpec { duties: vec![Duty::Consent].try_into().unwrap(), limits: Default::default(), until: 30_000 };
	for n in FIRMS {
		assert_ok!(EnterpriseRegistry::register(origin(Alice), firm(n)));
		assert_ok!(EnterpriseRegistry::offer_control(origin(Alice), number(n), Ferdie.to_account_id()));
		assert_ok!(EnterpriseRegistry::accept_control(origin(Ferdie), number(n)));
		assert_ok!(EnterpriseRegistry::set_mandate(origin(Ferdie), number(n), Eve.to_account_id(), mandate.clone()));
		assert_ok!(Attestations::attest(by(TAX), credit::attestation(number(n), SALES, sealed(&sales))));
	}
	assert_ok!(Sponsorship::sponsor(origin(Bob), Eve.to_account_id(), 20 * constants::UNIT));
	sales
}

fn prove(n: u32, proof: GradeProof) -> RuntimeCall {
	RuntimeCall::CreditScoring(pallet_credit_scoring::Call::prove_grade { enterprise: number(n), proof })
}

fn each(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::force_batch { calls })
}

/// What a block gives to one transaction, and nine tenths of it, which the command fills with proofs.
fn room() -> (Weight, Weight) {
	let whole = configs::system::RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic.unwrap();
	(whole, whole / 10 * 9)
}

fn items() -> Vec<Result<(), sp_runtime::DispatchError>> {
	let outcome = |record: frame_system::EventRecord<RuntimeEvent, Hash>| match record.event {
		RuntimeEvent::Utility(pallet_utility::Event::ItemCompleted) => Some(Ok(())),
		RuntimeEvent::Utility(pallet_utility::Event::ItemFailed { error }) => Some(Err(error)),
		_ => None,
	};
	System::events().into_iter().filter_map(outcome).collect()
}

#[test]
fn fifty_firms_are_proved_in_batches_that_fit_a_block_and_a_bad_proof_fails_for_its_firm_alone() {
	chain().execute_with(|| {
		begin_block(2);
		let sales = [stage()];
		let calls: Vec<RuntimeCall> = FIRMS
			.map(|n| {
				let whose = if n == BAD { BAD + 1 } else { n };
				prove(n, proof(&number(whose), &sales, Grade::A, None))
			})
			.collect();
		let (whole, room) = room();
		let mut outcomes = Vec::new();
		let (mut left, mut nonce, mut filled) = (&calls[..], 0, 0);
		while !left.is_empty() {
			let fits = |count: &usize| {
				let sum = left[..*count].iter().map(|call| call.get_dispatch_info().call_weight);
				sum.fold(Weight::zero(), Weight::saturating_add).all_lte(room)
			};
			let count = (1..=left.len()).take_while(fits).last().expect("one fits");
			let batch = signed(Eve, each(left[..count].to_vec()), nonce, 0);
			let weight = batch.get_dispatch_info().total_weight();
			assert!(weight.all_lte(whole), "{weight:?} of {whole:?}");
			filled += usize::from(weight.ref_time() > whole.ref_time() / 2);
			let length = configs::system::RuntimeBlockLength::get();
			assert!(batch.encoded_size() < *length.max.get(DispatchClass::Normal) as usize);

			begin_block(3 + nonce);
			assert_ok!(validate(batch.clone()));
			assert_ok!(apply(batch));
			let told = items();
			assert_eq!(told.len(), count);
			outcomes.extend(told);
			(left, nonce) = (&left[count..], nonce + 1);
		}
		assert!(
			nonce > 1 && filled > 0,
			"they fill more than a block's room for one: {nonce} transactions, {filled} full"
		);
		let used = used(&configs::allowances::Party::Institution(InstitutionId(0)));
		assert!(used > 0, "the sponsor pays");
		for (n, outcome) in FIRMS.zip(outcomes) {
			let rating = CreditScoring::current(&number(n)).map(|rating| rating.grade);
			match n {
				BAD => {
					assert_eq!(outcome, Err(Error::<Runtime>::ProofFailed.into()));
					assert_eq!(rating, None);
				},
				_ => assert_eq!((outcome, rating), (Ok(()), Some(Grade::A)), "firm {n}"),
			}
		}
	});
}

/// A mandate of one firm is none of another: the agent's batch is refused for that firm alone, too.
#[test]
fn who_holds_no_mandate_of_a_firm_proves_nothing_for_it() {
	chain().execute_with(|| {
		begin_block(2);
		let sales = [stage()];
		let of = |n| prove(n, proof(&number(n), &sales, Grade::A, None));
		let calls = vec![of(1), of(2), of(3)];
		let revoked = EnterpriseRegistry::revoke_mandate(
			RuntimeOrigin::signed(Ferdie.to_account_id()),
			number(2),
			Eve.to_account_id(),
		);
		assert_ok!(revoked);
		begin_block(3);
		assert_ok!(apply(signed(Eve, each(calls), 0, 0)));
		assert_eq!(items(), [Ok(()), Err(Error::<Runtime>::NotAuthorized.into()), Ok(())]);
	});
}
