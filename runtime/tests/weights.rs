//! The measured weights are wired, and the largest calls fit into a block.

use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::Weight,
};
use lingnan_runtime::*;
use lingnan_support::{ApplicationId, LoanId};

fn most_of_a_block() -> Weight {
	let weights = configs::system::RuntimeBlockWeights::get();
	weights.get(DispatchClass::Normal).max_extrinsic.expect("there is a limit")
}

#[test]
fn each_pallet_has_its_measured_weights() {
	use pallet_allowances::WeightInfo as _;
	use pallet_attestations::WeightInfo as _;
	use pallet_business_clock::WeightInfo as _;
	use pallet_calendars::WeightInfo as _;
	use pallet_cards::WeightInfo as _;
	use pallet_classification::WeightInfo as _;
	use pallet_collateral::WeightInfo as _;
	use pallet_consents::WeightInfo as _;
	use pallet_credit_lines::WeightInfo as _;
	use pallet_credit_scoring::WeightInfo as _;
	use pallet_cross_border::WeightInfo as _;
	use pallet_enterprise_registry::WeightInfo as _;
	use pallet_financing::WeightInfo as _;
	use pallet_guarantees::WeightInfo as _;
	use pallet_institutions::WeightInfo as _;
	use pallet_peers::WeightInfo as _;
	use pallet_policies::WeightInfo as _;
	use pallet_products::WeightInfo as _;
	use pallet_reference_rates::WeightInfo as _;
	use pallet_timelock::WeightInfo as _;
	use pallet_validators::WeightInfo as _;

	assert_ne!(<Runtime as pallet_timelock::Config>::WeightInfo::veto(), <()>::veto());
	assert_ne!(<Runtime as pallet_attestations::Config>::WeightInfo::attest(), <()>::attest());
	assert_ne!(<Runtime as pallet_business_clock::Config>::WeightInfo::advance(), <()>::advance());
	assert_ne!(<Runtime as pallet_calendars::Config>::WeightInfo::set_year(), <()>::set_year());
	assert_ne!(<Runtime as pallet_cards::Config>::WeightInfo::publish(), <() as pallet_cards::WeightInfo>::publish());
	assert_ne!(<Runtime as pallet_collateral::Config>::WeightInfo::pledge(), <()>::pledge());
	assert_ne!(<Runtime as pallet_consents::Config>::WeightInfo::give(), <()>::give());
	assert_ne!(
		<Runtime as pallet_credit_lines::Config>::WeightInfo::offer(),
		<() as pallet_credit_lines::WeightInfo>::offer()
	);
	assert_ne!(
		<Runtime as pallet_policies::Config>::WeightInfo::publish(),
		<() as pallet_policies::WeightInfo>::publish()
	);
	assert_ne!(<Runtime as pallet_credit_scoring::Config>::WeightInfo::prove_grade(64), <()>::prove_grade(64));
	assert_ne!(<Runtime as pallet_cross_border::Config>::WeightInfo::send_passport(), <()>::send_passport());
	assert_ne!(
		<Runtime as pallet_enterprise_registry::Config>::WeightInfo::register(),
		<() as pallet_enterprise_registry::WeightInfo>::register()
	);
	assert_ne!(<Runtime as pallet_financing::Config>::WeightInfo::apply(), <()>::apply());
	assert_ne!(<Runtime as pallet_classification::Config>::WeightInfo::classify(), <()>::classify());
	assert_ne!(
		<Runtime as pallet_guarantees::Config>::WeightInfo::propose(),
		<() as pallet_guarantees::WeightInfo>::propose()
	);
	assert_ne!(
		<Runtime as pallet_institutions::Config>::WeightInfo::rekey(),
		<() as pallet_institutions::WeightInfo>::rekey()
	);
	assert_ne!(<Runtime as pallet_peers::Config>::WeightInfo::register(), <() as pallet_peers::WeightInfo>::register());
	assert_ne!(
		<Runtime as pallet_products::Config>::WeightInfo::publish(),
		<() as pallet_products::WeightInfo>::publish()
	);
	assert_ne!(
		<Runtime as pallet_reference_rates::Config>::WeightInfo::publish(),
		<() as pallet_reference_rates::WeightInfo>::publish()
	);
	assert_ne!(<Runtime as pallet_allowances::Config>::WeightInfo::sponsor(), <()>::sponsor());
	assert_ne!(<Runtime as pallet_allowances::Config>::WeightInfo::own(), <()>::own());
	assert_ne!(<Runtime as pallet_validators::Config>::WeightInfo::join(), <()>::join());
}

#[test]
fn the_largest_batches_fit_into_a_block() {
	use pallet_attestations::WeightInfo as _;
	use pallet_credit_scoring::WeightInfo as _;
	use pallet_enterprise_registry::WeightInfo as _;

	let limit = most_of_a_block();
	let attest = <Runtime as pallet_attestations::Config>::WeightInfo::attest_many(500);
	let register = <Runtime as pallet_enterprise_registry::Config>::WeightInfo::register_many(500);
	let sealed = attest.saturating_add(<Runtime as pallet_attestations::Config>::WeightInfo::commitments(500 * 7));
	let form = <Runtime as pallet_attestations::Config>::WeightInfo::prove_form(64, 224);
	let marks = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(1, 1).saturating_mul(64);
	let beside = <Runtime as pallet_credit_scoring::Config>::WeightInfo::form(224).saturating_add(marks);
	let prove = <Runtime as pallet_credit_scoring::Config>::WeightInfo::prove_grade(64 * 7).saturating_add(beside);
	for (name, weight) in [
		("attest_many", attest),
		("attest_many, all sealed", sealed),
		("prove_form", form),
		("register_many", register),
		("prove_grade with the form's proof", prove),
	] {
		assert!(weight.all_lte(limit), "{name}: {weight:?} of {limit:?}");
	}
}

#[test]
fn a_payment_on_as_many_loans_as_there_can_be_fits_into_a_block() {
	let call = RuntimeCall::Financing(pallet_financing::Call::repay_several {
		loans: vec![LoanId(0); pallet_financing::MAX_TOGETHER as usize].try_into().expect("they are as many as can be"),
		amount: 1,
		reference: Default::default(),
		value_date: 0,
		named: None,
	});
	let (weight, limit) = (call.get_dispatch_info().call_weight, most_of_a_block());
	assert!(weight.all_lte(limit), "{weight:?} of {limit:?}");
}

#[test]
fn no_call_of_ours_is_free() {
	let call = RuntimeCall::Financing(pallet_financing::Call::expire { application: ApplicationId(0) });
	assert!(call.get_dispatch_info().call_weight.ref_time() > 1_000_000);
}
