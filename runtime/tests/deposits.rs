//! What an account keeps in storage has an end: parties and the sponsored keep on credit, strangers in coins.

use crate::common::*;
use configs::deposits::{credit, deposit, CREDIT_OF_INSTITUTION, CREDIT_OF_PARTY, CREDIT_OF_SPONSORED};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use lingnan_runtime::*;
use pallet_sponsorship::{Error, OnCredit};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

const STRANGER: AccountId = AccountId::new([7; 32]);
const OTHER: AccountId = AccountId::new([8; 32]);

fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

fn kept(who: &AccountId) -> Balance {
	OnCredit::<Runtime>::get(who).unwrap_or_default()
}

fn too_much() -> sp_runtime::DispatchError {
	Error::<Runtime>::KeepsTooMuch.into()
}

/// The second signatory of an operation that the first begins.
fn begin(who: &AccountId, n: u32) -> sp_runtime::DispatchResult {
	let call = BlakeTwo256::hash_of(&n);
	Multisig::approve_as_multi(signed(who), 2, vec![OTHER], None, call.0, Default::default())
		.map(|_| ())
		.map_err(|error| error.error)
}

#[test]
fn a_party_keeps_proxies_without_coins() {
	parties(1, 1).execute_with(|| {
		let bank = institution(0);
		assert_ok!(Proxy::add_proxy(signed(&bank), OTHER.into(), configs::utilities::ProxyType::Lending, 0));
		assert_eq!(kept(&bank), deposit(1, 8) + deposit(0, 33));
		assert_ok!(Proxy::remove_proxies(signed(&bank)));
		assert_eq!(kept(&bank), 0);
		assert!(Proxy::add_proxy(signed(&STRANGER), OTHER.into(), Default::default(), 0).is_err());
	});
}

/// Accounts made by `create_pure` are counted, too.
#[test]
fn nobody_makes_accounts_without_end() {
	parties(1, 1).execute_with(|| {
		let agency = agency(0);
		let most = u16::try_from(CREDIT_OF_INSTITUTION / (deposit(1, 8) + deposit(0, 33))).expect("it is small");
		for index in 0..most {
			assert_ok!(Proxy::create_pure(signed(&agency), Default::default(), 0, index));
		}
		assert_noop!(Proxy::create_pure(signed(&agency), Default::default(), 0, most), too_much());
	});
}

#[test]
fn operations_of_several_signatories_are_counted() {
	parties(1, 1).execute_with(|| {
		assert_ok!(Sponsorship::sponsor(signed(&institution(0)), STRANGER, constants::UNIT));
		assert_eq!(credit(&STRANGER), CREDIT_OF_SPONSORED);
		let one = deposit(1, 88) + 2 * deposit(0, 32);
		let most = u32::try_from(CREDIT_OF_SPONSORED / one).expect("it is small");
		for n in 0..most {
			assert_ok!(begin(&STRANGER, n));
		}
		assert_noop!(begin(&STRANGER, most), too_much());
		assert_eq!(kept(&STRANGER), one * Balance::from(most));

		// What is ended leaves room, whatever the account is by then.
		assert_ok!(Sponsorship::end(signed(&STRANGER), STRANGER));
		let point = Multisig::timepoint();
		let call = BlakeTwo256::hash_of(&0u32);
		assert_ok!(Multisig::cancel_as_multi(signed(&STRANGER), 2, vec![OTHER], point, call.0));
		assert_eq!(kept(&STRANGER), one * Balance::from(most - 1));
		assert!(begin(&STRANGER, most).is_err(), "a stranger has no credit");
	});
}

#[test]
fn a_stranger_leaves_coins() {
	parties(1, 1).execute_with(|| {
		assert_eq!(credit(&STRANGER), 0);
		assert!(begin(&STRANGER, 0).is_err());
		assert_ok!(Balances::mint_into(&STRANGER, constants::UNIT));
		assert_ok!(begin(&STRANGER, 0));
		assert_eq!(Balances::reserved_balance(&STRANGER), deposit(1, 88) + 2 * deposit(0, 32));
		assert_eq!(kept(&STRANGER), 0);
	});
}

#[test]
fn an_agency_notes_two_runtimes_and_not_a_third() {
	parties(1, 1).execute_with(|| {
		let agency = agency(0);
		let code = |n: u8| vec![n; 2_000_000];
		assert_ok!(Preimage::note_preimage(signed(&agency), code(0)));
		assert_ok!(Preimage::note_preimage(signed(&agency), code(1)));
		assert_noop!(Preimage::note_preimage(signed(&agency), code(2)), too_much());
		assert_ok!(Preimage::unnote_preimage(signed(&agency), BlakeTwo256::hash(&code(0))));
		assert_ok!(Preimage::note_preimage(signed(&agency), code(2)));
		assert!(Preimage::note_preimage(signed(&STRANGER), vec![1]).is_err());
		assert!(CREDIT_OF_PARTY < deposit(1, 2_000_000), "an enterprise notes no runtime");
	});
}

#[test]
fn a_councillor_has_few_motions_open() {
	parties(3, 1).execute_with(|| {
		let propose = |who: &AccountId, n: u32| {
			let call = RuntimeCall::System(frame_system::Call::remark { remark: n.to_le_bytes().to_vec() });
			let length = codec::Encode::encoded_size(&call) as u32;
			AgenciesCouncil::propose(signed(who), 2, Box::new(call), length).map(|_| ()).map_err(|error| error.error)
		};
		let few = constants::MOTIONS_OF_ONE;
		for n in 0..few {
			assert_ok!(propose(&agency(0), n));
		}
		assert_eq!(propose(&agency(0), few), Err(too_much()));
		assert_ok!(propose(&agency(1), few));

		// One that is closed leaves room.
		let first = RuntimeCall::System(frame_system::Call::remark { remark: 0u32.to_le_bytes().to_vec() });
		let hash = BlakeTwo256::hash_of(&first);
		assert_ok!(AgenciesCouncil::disapprove_proposal(RuntimeOrigin::root(), hash));
		assert_ok!(propose(&agency(0), few + 1));
	});
}
