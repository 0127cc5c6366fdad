//! What an account keeps in storage has an end: parties and the sponsored keep on credit, strangers in coins.

use crate::common::*;
use configs::deposits::{credit, deposit, CREDIT_OF_INSTITUTION, CREDIT_OF_PARTY, CREDIT_OF_SPONSORED};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use lingnan_runtime::*;
use pallet_allowances::{Error, OnCredit};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

const STRANGER: AccountId = AccountId::new([7; 32]);
const OTHER: AccountId = AccountId::new([8; 32]);

fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

fn kept(who: &AccountId) -> Balance {
	OnCredit::<Runtime>::get(who).map_or(0, |credit| credit.kept)
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
		assert_eq!(credit(&STRANGER).map(|credit| credit.most), Some(CREDIT_OF_SPONSORED));
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
		assert!(credit(&STRANGER).is_none());
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

fn note(who: &AccountId, n: u8, bytes: usize) -> sp_runtime::DispatchResult {
	Preimage::note_preimage(signed(who), vec![n; bytes]).map(|_| ()).map_err(|error| error.error)
}

fn clear(who: &AccountId, undo: RuntimeCall) -> sp_runtime::DispatchResult {
	Sponsorship::clear(signed(&AccountId::new([55; 32])), who.clone(), Box::new(undo))
}

fn unnote(n: u8, bytes: usize) -> RuntimeCall {
	RuntimeCall::Preimage(pallet_preimage::Call::unnote_preimage { hash: BlakeTwo256::hash(&vec![n; bytes]) })
}

/// Sponsored for a moment, an account noted a preimage and kept it for ever.
#[test]
fn credit_ends_with_the_party() {
	parties(1, 1).execute_with(|| {
		assert_ok!(Sponsorship::sponsor(signed(&institution(0)), STRANGER, constants::UNIT));
		assert_ok!(note(&STRANGER, 1, 1_000));
		let keeps = Error::<Runtime>::NothingToClear;
		assert_noop!(clear(&STRANGER, unnote(1, 1_000)), keeps);
		assert_ok!(Sponsorship::end(signed(&STRANGER), STRANGER));
		let other =
			RuntimeCall::Balances(pallet_balances::Call::transfer_all { dest: OTHER.into(), keep_alive: false });
		assert_noop!(clear(&STRANGER, other), Error::<Runtime>::NotAnUndo);
		assert_ok!(clear(&STRANGER, unnote(1, 1_000)));
		let amount = deposit(1, 1_000);
		System::assert_last_event(pallet_allowances::Event::<Runtime>::Cleared { account: STRANGER, amount }.into());
		assert!(!pallet_preimage::RequestStatusFor::<Runtime>::contains_key(BlakeTwo256::hash(&vec![1; 1_000])));
		assert_eq!(kept(&STRANGER), 0);
		assert_noop!(clear(&STRANGER, unnote(1, 1_000)), Error::<Runtime>::NothingToClear);
	});
}

/// What a stranger left on credit cannot be cleared of anybody else.
#[test]
fn nobody_clears_away_anothers() {
	parties(1, 1).execute_with(|| {
		assert_ok!(Sponsorship::sponsor(signed(&institution(0)), STRANGER, constants::UNIT));
		assert_ok!(note(&STRANGER, 1, 1_000));
		assert_ok!(note(&institution(0), 2, 1_000));
		assert_ok!(Sponsorship::end(signed(&STRANGER), STRANGER));
		let refused = pallet_preimage::Error::<Runtime>::NotAuthorized;
		assert_noop!(clear(&STRANGER, unnote(2, 1_000)), refused);
		assert_noop!(clear(&institution(0), unnote(2, 1_000)), Error::<Runtime>::NothingToClear);
	});
}

/// Proxies and operations go the same way; the proxies of an account with coins stay, for they alone may reach them.
#[test]
fn proxies_and_operations_of_a_stranger_are_cleared_away() {
	parties(1, 1).execute_with(|| {
		assert_ok!(Sponsorship::sponsor(signed(&institution(0)), STRANGER, constants::UNIT));
		assert_ok!(Proxy::add_proxy(signed(&STRANGER), OTHER.into(), Default::default(), 0));
		assert_ok!(begin(&STRANGER, 0));
		let point = Multisig::timepoint();
		assert_ok!(Balances::mint_into(&STRANGER, constants::UNIT));
		assert_ok!(Sponsorship::end(signed(&STRANGER), STRANGER));
		let remove = || RuntimeCall::Proxy(pallet_proxy::Call::remove_proxies {});
		assert_noop!(clear(&STRANGER, remove()), Error::<Runtime>::NotAnUndo);
		let cancel = RuntimeCall::Multisig(pallet_multisig::Call::cancel_as_multi {
			threshold: 2,
			other_signatories: vec![OTHER],
			timepoint: point,
			call_hash: BlakeTwo256::hash_of(&0u32).0,
		});
		assert_ok!(clear(&STRANGER, cancel));
		assert_ok!(Balances::transfer_all(signed(&STRANGER), OTHER.into(), false));
		assert_ok!(clear(&STRANGER, remove()));
		assert_eq!(kept(&STRANGER), 0);
	});
}

/// A party sponsors one account after another, each of which keeps what it may: together no more than the party's credit.
#[test]
fn sponsored_accounts_share_their_sponsors_credit() {
	genesis_with(|patch| {
		let registrar = agency_spec(0, &[lingnan_support::AgencyRight::Registrar]);
		patch["attestations"]["agencies"] = serde_json::to_value([registrar]).expect("it is JSON");
	})
	.execute_with(|| {
		credit::handed_over(0, credit::registration(credit::firm()), 5);
		let owner = agency(5);
		for n in 0..20 {
			let account = AccountId::new([150 + n; 32]);
			assert_ok!(Sponsorship::sponsor(signed(&owner), account.clone(), 1));
			// Nearly a coin's worth each.
			let noted = note(&account, n, 8_500);
			assert_eq!(noted, if n < 5 { Ok(()) } else { Err(too_much()) }, "{n}");
			assert_ok!(Sponsorship::end(signed(&owner), account));
		}
		assert_noop!(note(&owner, 99, 8_500), too_much());
		assert_ok!(clear(&AccountId::new([150; 32]), unnote(0, 8_500)));
		assert_ok!(note(&owner, 99, 8_500));
	});
}
