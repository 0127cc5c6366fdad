//! Who pays for a transaction, and with what: an allowance, a sponsor's, or coins. Whole signed transactions are validated
//! and applied as the pool and a block do it.

use crate::common::*;
use codec::{Decode, Encode};
use configs::{allowances::Party, fees, fees::order};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	storage::{with_transaction_unchecked, TransactionOutcome},
	traits::fungible::Mutate,
};
use lingnan_runtime::*;
use lingnan_support::{AgencyId, AgencyRight, ApplicationId, InstitutionId, RegistrationNumber};
use pallet_attestations::AgencySpec;
use pallet_institutions::InstitutionSpec;
use pallet_origin_restriction::{RestrictedEntity as _, Usages};
use parameters::dynamic_params::allowances;
use proptest::prelude::*;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::{
	generic::Era,
	traits::{DispatchTransaction, Header as _, TransactionExtension},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction,
	},
};

/// Alice and Charlie are agencies, Alice registers firms; Bob is a bank; Dave controls a firm; Eve has no role.
pub fn chain() -> sp_io::TestExternalities {
	let mut externalities = genesis_with(|patch| {
		let agencies = vec![
			AgencySpec { key: Alice.to_account_id(), ..agency_spec(0, &[AgencyRight::Registrar]) },
			AgencySpec { key: Charlie.to_account_id(), ..agency_spec(0, &[]) },
		];
		patch["attestations"]["agencies"] = serde_json::to_value(agencies).expect("they are JSON");
		let bank = InstitutionSpec { key: Bob.to_account_id(), ..institution_spec(0) };
		patch["institutions"] = serde_json::json!({ "institutions": [bank, institution_spec(1)] });
		patch["balances"]["balances"] = serde_json::json!([]);
	});
	externalities.execute_with(|| {
		let registrar = || RuntimeOrigin::signed(Alice.to_account_id());
		assert_ok!(EnterpriseRegistry::register(registrar(), firm(0)));
		assert_ok!(EnterpriseRegistry::offer_control(registrar(), number(0), Dave.to_account_id()));
		assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(Dave.to_account_id()), number(0)));
	});
	externalities
}

/// Dave's firm.
pub fn daves() -> Party {
	Party::Enterprise(number(0))
}

pub fn accept(n: u32) -> RuntimeCall {
	RuntimeCall::EnterpriseRegistry(pallet_enterprise_registry::Call::accept_control { enterprise: number(n) })
}

pub fn offer(n: u32, to: Sr25519Keyring) -> RuntimeCall {
	let to = to.to_account_id();
	RuntimeCall::EnterpriseRegistry(pallet_enterprise_registry::Call::offer_control { enterprise: number(n), to })
}

pub fn number(n: u32) -> RegistrationNumber {
	format!("MO:F-{n}").parse().expect("it is a number")
}

pub fn firm(n: u32) -> pallet_enterprise_registry::RegistrationSpec {
	let legal_name = "A firm with a name of the usual length Ltd".try_into().expect("it is a name");
	pallet_enterprise_registry::RegistrationSpec { legal_name, ..credit::registration(number(n)) }
}

pub fn remark(bytes: usize) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![0; bytes] })
}

fn extension(nonce: Nonce, tip: Balance) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		fees::FairNonce::from(nonce),
		frame_system::CheckWeight::new(),
		configs::call_filter::CallFilter,
		fees::AllowanceOrFee::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// A signed transaction with the standard extensions.
pub fn signed(who: Sr25519Keyring, call: RuntimeCall, nonce: Nonce, tip: Balance) -> UncheckedExtrinsic {
	let extension = extension(nonce, tip);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("it is signed");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	UncheckedExtrinsic::new_signed(call, who.to_account_id().into(), signature.into(), extension)
}

/// As the pool validates.
pub fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
	with_transaction_unchecked(|| {
		let parent = System::block_hash(0);
		let validity = Executive::validate_transaction(TransactionSource::External, transaction, parent);
		TransactionOutcome::Rollback(validity)
	})
}

/// As a block applies: what is not valid leaves nothing behind.
pub fn apply(transaction: UncheckedExtrinsic) -> Result<(), TransactionValidityError> {
	with_transaction_unchecked(|| match Executive::apply_extrinsic(transaction) {
		Ok(outcome) => {
			assert_ok!(outcome);
			TransactionOutcome::Commit(Ok(()))
		},
		Err(error) => TransactionOutcome::Rollback(Err(error)),
	})
}

pub fn begin_block(number: BlockNumber) {
	System::set_block_number(number - 1);
	let header = Header::new(number, Default::default(), Default::default(), Default::default(), Default::default());
	Executive::initialize_block(&header);
}

pub fn used(party: &Party) -> Balance {
	Usages::<Runtime>::get(party).map_or(0, |usage| usage.used)
}

pub fn set(parameter: allowances::Parameters) {
	assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), RuntimeParameters::Allowances(parameter)));
}

/// The allowance of enterprises, and what returns to them in a block.
pub fn allow_enterprises(max: Balance, recovery: Balance) {
	set(allowances::Parameters::EnterpriseAllowance(allowances::EnterpriseAllowance, Some(max)));
	set(allowances::Parameters::EnterpriseRecovery(allowances::EnterpriseRecovery, Some(recovery)));
}

/// What a remark of so many bytes by Dave takes, measured.
pub fn cost(bytes: usize) -> Balance {
	with_transaction_unchecked(|| {
		let party = daves();
		let nonce = *System::account_nonce(Dave.to_account_id());
		let before = used(&party);
		assert_ok!(apply(signed(Dave, remark(bytes), nonce, 0)));
		TransactionOutcome::Rollback(used(&party) - before)
	})
}

/// What it may take at most, before anybody knows what is spared: the allowance must have room for it.
pub fn most(bytes: usize) -> Balance {
	let transaction = signed(Dave, remark(bytes), *System::account_nonce(Dave.to_account_id()), 0);
	let weight = Balance::from(transaction.get_dispatch_info().total_weight().ref_time());
	weight + transaction.encoded_size() as Balance * fees::FeePerByte::get()
}

pub const PAYMENT: TransactionValidityError = TransactionValidityError::Invalid(InvalidTransaction::Payment);
pub const LATER: TransactionValidityError = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);

#[test]
fn a_party_needs_no_coin_and_uses_its_allowance() {
	chain().execute_with(|| {
		begin_block(2);
		for (who, party) in [
			(Alice, Party::Agency(AgencyId(0))),
			(Charlie, Party::Agency(AgencyId(1))),
			(Bob, Party::Institution(InstitutionId(0))),
			(Dave, daves()),
		] {
			assert_eq!(used(&party), 0);
			assert_ok!(apply(signed(who, remark(100), 0, 0)));
			// A hundred bytes and the envelope at a fifth of a millionth each, and some work.
			assert!((20 * constants::MICROUNIT..10 * constants::MILLIUNIT).contains(&used(&party)), "{party:?}");
		}
	});
}

#[test]
fn a_stranger_without_coins_enters_neither_pool_nor_block() {
	chain().execute_with(|| {
		begin_block(2);
		assert_eq!(validate(signed(Eve, remark(0), 0, 0)).unwrap_err(), PAYMENT);
		assert_eq!(apply(signed(Eve, remark(0), 0, 0)), Err(PAYMENT));
	});
}

#[test]
fn a_stranger_with_coins_pays() {
	chain().execute_with(|| {
		begin_block(2);
		assert_ok!(Balances::mint_into(&Eve.to_account_id(), constants::UNIT));
		assert_ok!(validate(signed(Eve, remark(0), 0, 0)));
		assert_ok!(apply(signed(Eve, remark(0), 0, 0)));
		assert!(Balances::free_balance(Eve.to_account_id()) < constants::UNIT);
	});
}

#[test]
fn an_allowance_is_used_up_and_refills_with_time() {
	chain().execute_with(|| {
		begin_block(2);
		let cost = cost(100);
		// Room for three; one returns every ten blocks.
		allow_enterprises(2 * cost + most(100) + cost / 2, cost / 10);
		for nonce in 0..3 {
			assert_ok!(apply(signed(Dave, remark(100), nonce, 0)));
		}
		assert_eq!(apply(signed(Dave, remark(100), 3, 0)), Err(LATER));
		// What fits within a minute waits in the pool, and the block after takes it.
		assert_ok!(validate(signed(Dave, remark(100), 3, 0)));
		begin_block(3);
		assert_eq!(apply(signed(Dave, remark(100), 3, 0)), Err(LATER));
		begin_block(20);
		assert_ok!(apply(signed(Dave, remark(100), 3, 0)));
		begin_block(2_000);
		for nonce in 4..7 {
			assert_ok!(apply(signed(Dave, remark(100), nonce, 0)));
		}
		assert_eq!(apply(signed(Dave, remark(100), 7, 0)), Err(LATER));
	});
}

#[test]
fn what_would_wait_too_long_is_refused() {
	chain().execute_with(|| {
		begin_block(2);
		let cost = cost(100);
		allow_enterprises(most(100) + cost / 2, cost / 1_000);
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		assert_eq!(validate(signed(Dave, remark(100), 1, 0)).unwrap_err(), PAYMENT);
		assert_eq!(apply(signed(Dave, remark(100), 1, 0)), Err(PAYMENT));
	});
}

#[test]
fn above_its_allowance_a_party_pays_in_coins() {
	chain().execute_with(|| {
		begin_block(2);
		allow_enterprises(1, 0);
		assert_eq!(apply(signed(Dave, remark(100), 0, 0)), Err(PAYMENT));
		assert_ok!(Balances::mint_into(&Dave.to_account_id(), constants::UNIT));
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		assert!(Balances::free_balance(Dave.to_account_id()) < constants::UNIT);
		assert_eq!(used(&daves()), 0);
	});
}

#[test]
fn who_offers_a_tip_pays_like_a_stranger() {
	chain().execute_with(|| {
		begin_block(2);
		assert_eq!(apply(signed(Alice, remark(0), 0, 1)), Err(PAYMENT));
		assert_eq!(used(&Party::Agency(AgencyId(0))), 0);
	});
}

/// Wallets show what they ask for here, and their signature is a false one.
#[test]
fn a_wallet_is_told_what_will_be_paid() {
	let asked = |who: Sr25519Keyring, tip| {
		let transaction = signed(who, remark(100), *System::account_nonce(who.to_account_id()), tip);
		let false_signature = Signature::Sr25519(sp_core::sr25519::Signature::from_raw([1; 64]));
		let transaction = UncheckedExtrinsic::new_signed(
			transaction.function.clone(),
			who.to_account_id().into(),
			false_signature,
			extension(0, tip),
		);
		let length = transaction.encoded_size() as u32;
		let fee = fees::query_info(transaction.clone(), length).partial_fee;
		let details = fees::query_fee_details(transaction, length);
		assert_eq!(details.inclusion_fee.map_or(0, |parts| parts.inclusion_fee()), fee);
		fee
	};
	chain().execute_with(|| {
		begin_block(2);
		for party in [Alice, Bob, Charlie, Dave] {
			assert_eq!(asked(party, 0), 0, "{party:?}");
			assert!(asked(party, 1) > 0, "{party:?} with a tip");
		}
		// What a stranger is told is taken at most: lookups that were not needed come back.
		assert_ok!(Balances::mint_into(&Eve.to_account_id(), constants::UNIT));
		let told = asked(Eve, 0);
		assert_ok!(apply(signed(Eve, remark(100), 0, 0)));
		let taken = constants::UNIT - Balances::free_balance(Eve.to_account_id());
		assert!(taken <= told && told < 3 * taken, "{told} and {taken}");
		// An allowance that is used up: who has coins pays, who has none waits for nothing.
		let cost = cost(100);
		allow_enterprises(most(100) + cost / 2, cost / 10);
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		assert_eq!(asked(Dave, 0), 0);
		assert_ok!(Balances::mint_into(&Dave.to_account_id(), constants::UNIT));
		assert!(asked(Dave, 0) > 0);
	});
}

#[test]
fn what_a_call_did_not_need_comes_back() {
	chain().execute_with(|| {
		begin_block(2);
		let rate = RuntimeCall::Utility(pallet_utility::Call::batch {
			calls: vec![
				RuntimeCall::System(frame_system::Call::set_storage { items: vec![] }),
				RuntimeCall::Financing(pallet_financing::Call::expire { application: ApplicationId(0) }),
			],
		});
		let transaction = signed(Alice, rate, 0, 0);
		let most = Balance::from(transaction.get_dispatch_info().total_weight().ref_time());
		let length = transaction.encoded_size() as Balance * fees::FeePerByte::get();
		assert_ok!(apply(transaction));
		// The batch stopped at its first call.
		let second = RuntimeCall::Financing(pallet_financing::Call::expire { application: ApplicationId(0) });
		let unused = Balance::from(second.get_dispatch_info().call_weight.ref_time());
		assert!(used(&Party::Agency(AgencyId(0))) + unused <= most + length);
	});
}

/// Anybody clears away a party's record once nothing is left of what it used, and it costs him nothing.
#[test]
fn a_recovered_record_is_cleared_away_for_nothing() {
	chain().execute_with(|| {
		begin_block(2);
		assert_ok!(apply(signed(Alice, remark(0), 0, 0)));
		let clean = || {
			RuntimeCall::OriginRestriction(pallet_origin_restriction::Call::clean_usage {
				entity: Party::Agency(AgencyId(0)),
			})
		};
		assert!(with_transaction_unchecked(|| {
			let outcome = Executive::apply_extrinsic(signed(Charlie, clean(), 0, 0));
			TransactionOutcome::Rollback(outcome.expect("it is valid").is_err())
		}));
		begin_block(3);
		assert_ok!(apply(signed(Charlie, clean(), 0, 0)));
		assert_eq!(Usages::<Runtime>::get(Party::Agency(AgencyId(0))), None);
		assert_eq!(used(&Party::Agency(AgencyId(1))), 0);
	});
}

/// A suspended party can do its duties, not fill blocks.
#[test]
fn a_suspended_party_keeps_the_least() {
	chain().execute_with(|| {
		assert_ok!(Attestations::suspend_agency(RuntimeOrigin::root(), AgencyId(0)));
		assert_ok!(Institutions::suspend(RuntimeOrigin::root(), InstitutionId(0)));
		for party in [Party::Agency(AgencyId(0)), Party::Institution(InstitutionId(0))] {
			assert_eq!(party.allowance().max, configs::allowances::LEAST.max);
		}
		begin_block(2);
		assert_ok!(apply(signed(Alice, remark(0), 0, 0)));
	});
}

/// An account is reaped when nobody needs it any more. Known again, it does not begin at its old nonces: whoever kept its
/// immortal transactions could send them again.
#[test]
fn a_reaped_account_refuses_its_old_transactions() {
	chain().execute_with(|| {
		begin_block(2);
		let bank = || RuntimeOrigin::signed(Bob.to_account_id());
		let sponsor = || {
			assert_ok!(Sponsorship::sponsor(bank(), Eve.to_account_id(), constants::UNIT));
		};
		sponsor();
		let old: Vec<_> = (0..5).map(|nonce| signed(Eve, remark(100), nonce, 0)).collect();
		for transaction in &old {
			assert_ok!(apply(transaction.clone()));
		}
		assert_ok!(Sponsorship::end(bank(), Eve.to_account_id()));
		assert!(!frame_system::Account::<Runtime>::contains_key(Eve.to_account_id()));
		sponsor();
		let stale = TransactionValidityError::Invalid(InvalidTransaction::Stale);
		for transaction in old {
			assert_eq!(validate(transaction.clone()).unwrap_err(), stale);
			assert_eq!(apply(transaction), Err(stale));
		}
		assert_eq!(*System::account_nonce(Eve.to_account_id()), 5);
		assert_ok!(apply(signed(Eve, remark(100), 5, 0)));

		// Another account that lives begins where no account that is gone ever was, and keeps what it has.
		assert_eq!(*System::account_nonce(Dave.to_account_id()), 0);
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		assert_eq!(*System::account_nonce(Sr25519Keyring::Ferdie.to_account_id()), 5);
	});
}

/// The same for an account that lived on coins.
#[test]
fn an_account_that_spent_its_coins_refuses_its_old_transactions() {
	chain().execute_with(|| {
		begin_block(2);
		let endow = || {
			assert_ok!(Balances::mint_into(&Eve.to_account_id(), constants::UNIT));
		};
		endow();
		let old = signed(Eve, remark(0), 0, 0);
		assert_ok!(apply(old.clone()));
		let all = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
			dest: Dave.to_account_id().into(),
			keep_alive: false,
		});
		assert_ok!(apply(signed(Eve, all, 1, 0)));
		assert!(!frame_system::Account::<Runtime>::contains_key(Eve.to_account_id()));
		endow();
		assert_eq!(apply(old), Err(TransactionValidityError::Invalid(InvalidTransaction::Stale)));
		assert_ok!(apply(signed(Eve, remark(0), 2, 0)));
	});
}

/// Wallets read a nonce as the number that it always was.
#[test]
fn a_nonce_looks_like_a_number_to_clients() {
	use scale_info::TypeInfo;
	assert_eq!(AccountNonce::type_info(), u32::type_info());
	assert_eq!(AccountNonce::from(70_000u32).encode(), 70_000u32.encode());
	let compact = codec::Compact(AccountNonce::from(70_000u32)).encode();
	assert_eq!(compact, codec::Compact(70_000u32).encode());
}

#[test]
fn the_runtime_says_what_an_account_may_use() {
	chain().execute_with(|| {
		begin_block(2);
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		let bank = RuntimeOrigin::signed(Bob.to_account_id());
		assert_ok!(Sponsorship::sponsor(bank, Eve.to_account_id(), 5 * constants::MILLIUNIT));
		let view = |who: Sr25519Keyring| Sponsorship::view(&who.to_account_id());
		let dave = view(Dave);
		assert_eq!((dave.party.as_deref(), dave.max, dave.recovery), (Some("enterprise"), 250_000_000, 6_000));
		assert_eq!(Balance::from(dave.used), used(&daves()) / 1_000);
		let eve = view(Eve);
		assert_eq!((eve.party, eve.max, eve.sponsored), (None, 0, 5_000_000));
		assert_eq!((eve.sponsor, eve.sponsor_room), (Some(Bob.to_account_id()), 27_000_000_000));
		assert_eq!(view(Sr25519Keyring::Ferdie).sponsor, None);
	});
}

/// What a pool knows of a transaction, in the order in which it hands them to a block: the first is the greatest.
type Waiting = (u64, std::cmp::Reverse<usize>, Sr25519Keyring, Nonce);

struct Sent {
	who: Sr25519Keyring,
	nonce: Nonce,
	bytes: usize,
	tip: Balance,
}

/// Enters a transaction as the pool does, its signature apart: that changes nothing of the order.
fn submit(pool: &mut Vec<Waiting>, sent: Sent) {
	let Sent { who, nonce, bytes, tip } = sent;
	let (call, extension) = (remark(bytes), extension(nonce, tip));
	let mut info = call.get_dispatch_info();
	info.extension_weight = extension.weight(&call);
	let validity = with_transaction_unchecked(|| {
		let origin = RuntimeOrigin::signed(who.to_account_id());
		let length = bytes + 150;
		let validity = extension.validate_only(origin, &call, &info, length, TransactionSource::External, 0);
		TransactionOutcome::Rollback(validity.map(|(validity, ..)| validity))
	});
	let ValidTransaction { priority, .. } = validity.expect("the pool takes it");
	pool.push((priority, std::cmp::Reverse(pool.len()), who, nonce));
}

/// A registrar sends ten thousand transactions at once; then come one and two of others, and a stranger with a large tip.
/// The next block has the others', as full as it is of the flood's.
#[test]
fn a_flood_leaves_the_others_in_the_next_block() {
	chain().execute_with(|| {
		begin_block(2);
		assert_ok!(Balances::mint_into(&Eve.to_account_id(), 1_000 * constants::UNIT));
		let mut pool = Vec::new();
		for nonce in 0..10_000 {
			submit(&mut pool, Sent { who: Alice, nonce, bytes: 1_000, tip: 0 });
		}
		submit(&mut pool, Sent { who: Eve, nonce: 0, bytes: 0, tip: 100 * constants::UNIT });
		submit(&mut pool, Sent { who: Charlie, nonce: 0, bytes: 0, tip: 0 });
		submit(&mut pool, Sent { who: Charlie, nonce: 1, bytes: 0, tip: 0 });
		submit(&mut pool, Sent { who: Dave, nonce: 0, bytes: 0, tip: 0 });
		pool.sort();
		pool.reverse();
		let order: Vec<_> = pool.iter().map(|(_, _, who, nonce)| (*who, *nonce)).collect();
		assert_eq!(order[..5], [(Alice, 0), (Charlie, 0), (Dave, 0), (Alice, 1), (Charlie, 1)]);
		assert_eq!(order.last(), Some(&(Eve, 0)));

		let included = order.iter().take_while(|(who, nonce)| {
			let bytes = if *who == Alice { 1_000 } else { 0 };
			apply(signed(*who, remark(bytes), *nonce, 0)).is_ok()
		});
		let included: Vec<_> = included.collect();
		assert!((100..10_000).contains(&included.len()), "the block is full of {}", included.len());
		for others in [(Charlie, 0), (Charlie, 1), (Dave, 0)] {
			assert!(included.contains(&&others));
		}
		let weights = configs::system::RuntimeBlockWeights::get();
		let most = weights.get(DispatchClass::Normal).max_total.expect("there is a limit");
		let taken = System::block_weight().get(DispatchClass::Normal).ref_time();
		assert!(taken > most.ref_time() / 10 * 9, "{taken} of {most:?}");
	});
}

/// Who has used much of its allowance comes after who has used little, wherever they stand in their queues.
#[test]
fn who_has_used_more_waits_for_who_has_used_less() {
	chain().execute_with(|| {
		begin_block(2);
		let cost = cost(100);
		allow_enterprises(10 * cost, 0);
		for nonce in 0..5 {
			assert_ok!(apply(signed(Dave, remark(100), nonce, 0)));
		}
		let mut pool = Vec::new();
		submit(&mut pool, Sent { who: Dave, nonce: 5, bytes: 100, tip: 0 });
		submit(&mut pool, Sent { who: Charlie, nonce: 3, bytes: 100, tip: 0 });
		assert!(pool[0].0 < pool[1].0, "{pool:?}");
	});
}

/// Whoever floods through ten thousand accounts that he sponsors goes after all who use their own.
#[test]
fn the_sponsored_come_after_parties_and_before_strangers() {
	chain().execute_with(|| {
		begin_block(2);
		let bank = RuntimeOrigin::signed(Bob.to_account_id());
		assert_ok!(Sponsorship::sponsor(bank, Eve.to_account_id(), constants::UNIT));
		let mut pool = Vec::new();
		submit(&mut pool, Sent { who: Eve, nonce: 0, bytes: 0, tip: 0 });
		submit(&mut pool, Sent { who: Dave, nonce: 60_000, bytes: 0, tip: 0 });
		assert!(pool[0].0 < pool[1].0 && pool[0].0 > order::COINS + order::by_place(0) + order::HIGHEST_TIP);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	/// Against a model: an allowance is never exceeded and never negative, and comes back by exactly what it says.
	#[test]
	fn an_allowance_is_kept_to_the_unit(
		steps in prop::collection::vec((0..40u32, 0..2_000usize), 1..25),
		fits in 1..6u128,
		returns_in in 1..50u128,
	) {
		chain().execute_with(|| {
			begin_block(2);
			let party = daves();
			let (one, more) = (cost(0), cost(1));
			let (max, recovery) = (most(0) + one * (fits - 1) + one / 3, one / returns_in);
			allow_enterprises(max, recovery);
			let (mut model, mut block, mut nonce) = (0, 2, 0);
			for (blocks, bytes) in steps {
				block += blocks;
				if blocks > 0 {
					begin_block(block);
				}
				model -= (recovery * Balance::from(blocks)).min(model);
				prop_assert_eq!(Sponsorship::allowance(&party).used, model);
				// The length's own length takes more than a byte from 64 on: what it costs is asked, not calculated.
				let applied = apply(signed(Dave, remark(bytes), nonce, 0));
				let now = Sponsorship::allowance(&party).used;
				if applied.is_ok() {
					prop_assert!(now >= model + one && now - model <= one + (more - one).max(10 * fees::FeePerByte::get()) * (bytes as Balance + 10));
					model = now;
					nonce += 1;
				} else {
					prop_assert_eq!(now, model);
				}
				prop_assert!(now <= max);
			}
			Ok(())
		})?;
	}
}

/// The registrar enters eleven million firms in two hours, 500 in a call, and uses no more than returns to it meanwhile.
#[test]
fn a_mass_import_stays_within_an_agencys_allowance() {
	chain().execute_with(|| {
		let batch: Vec<_> = (1..=500).map(firm).collect();
		let call = RuntimeCall::EnterpriseRegistry(pallet_enterprise_registry::Call::register_many {
			registrations: batch.try_into().expect("they are 500"),
		});
		let transaction = signed(Alice, call.clone(), 0, 0);
		let work = Balance::from(call.get_dispatch_info().call_weight.ref_time());
		let bytes = transaction.encoded_size() as Balance * fees::FeePerByte::get();
		let blocks = 2 * constants::HOURS;
		let needed = (work + bytes) * 11_000_000 / 500;
		let recovers = Party::Agency(AgencyId(0)).allowance().recovery_per_block * Balance::from(blocks);
		assert!(needed <= recovers, "a batch takes {work} for work and {bytes} for bytes: {needed} of {recovers}");
	});
}

/// Wallets build what they build for any chain: the SDK's types, the SDK's bytes.
#[test]
fn our_extensions_look_like_the_sdks() {
	use pallet_transaction_payment::ChargeTransactionPayment;
	use scale_info::TypeInfo;
	assert_eq!(fees::FairNonce::type_info(), frame_system::CheckNonce::<Runtime>::type_info());
	assert_eq!(fees::AllowanceOrFee::type_info(), ChargeTransactionPayment::<Runtime>::type_info());
	assert_eq!(
		fees::FairNonce::from(70_000).encode(),
		frame_system::CheckNonce::<Runtime>::from(70_000u32.into()).encode()
	);
	let tip = 5 * constants::UNIT;
	assert_eq!(fees::AllowanceOrFee::from(tip).encode(), ChargeTransactionPayment::<Runtime>::from(tip).encode());
	assert_eq!(fees::AllowanceOrFee::decode(&mut &tip_bytes(tip)[..]), Ok(fees::AllowanceOrFee::from(tip)));
	assert_eq!(<fees::FairNonce as TransactionExtension<RuntimeCall>>::IDENTIFIER, "CheckNonce");
}

fn tip_bytes(tip: Balance) -> Vec<u8> {
	codec::Compact(tip).encode()
}
