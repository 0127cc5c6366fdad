use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, Currency, LienId, LoanId, Security, Timestamp};
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::DispatchResult;

/// Entered with the Credit Reference Centre so many days before the chain's first.
fn entry(days_before: u64) -> OutsideRegistration {
	let at: Timestamp = OPENING - days_before * DAY;
	OutsideRegistration { register: Register::CreditReferenceCentre, number: "0123456789".try_into().unwrap(), at }
}

fn register(who: u64, lien: LienId, registration: OutsideRegistration) -> DispatchResult {
	dispatch(who, Call::register_outside { lien, registration })
}

fn ranking(asset: AssetId) -> Vec<LienId> {
	Ranking::<Test>::get(asset).into_inner()
}

#[test]
fn liens_rank_by_the_outside_registers_time_and_then_by_block() {
	test(|| {
		let id = noticed(0);
		let [a, b, c, d] = [BANK, OTHER_BANK, BANK, OTHER_BANK].map(|bank| pledged(id, 0, bank));
		assert_ok!(register(BANK_KEY, c, entry(5)));
		System::assert_last_event(Event::LienRegisteredOutside { lien: c, registration: entry(5), rank: 1 }.into());
		assert_eq!(ranking(id), [c, a, b, d]);
		assert_ok!(register(OTHER_BANK_KEY, d, entry(9)));
		assert_eq!(ranking(id), [d, c, a, b]);
		assert_ok!(register(OTHER_BANK_KEY, b, entry(7)));
		assert_eq!(ranking(id), [d, b, c, a]);
		// A newer lien is behind all.
		let e = pledged(id, 0, BANK);
		assert_eq!(ranking(id), [d, b, c, a, e]);
		let view = Collateral::asset_view(id).unwrap();
		assert_eq!(view.liens[0].lien.outside, Some(entry(9)));
	});
}

/// What is enforced and paid out follows the outside register, not the block.
#[test]
fn the_first_in_a_block_is_paid_before_the_first_in_the_register() {
	test(|| {
		let id = noticed(0);
		let slow = lent(id, BANK, 400_000, 7);
		let quick = pledged_part(id, OTHER_BANK, 300_000);
		assert_ok!(register(OTHER_BANK_KEY, quick, entry(30)));
		assert_eq!(ranking(id), [quick, slow]);
		assert_ok!(Collateral::default(id, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 400_000);
		let evidence = H256::repeat_byte(7);
		let (buyer, price) = (Some(firm(2)), Price::Evidenced);
		let realisation = Realisation { buyer, proceeds: 500_000, costs: 0, price, evidence };
		let propose = || dispatch(BANK_KEY, Call::propose_enforcement { lien: slow, realisation: realisation.clone() });
		assert_noop!(propose(), Error::<Test>::NotFirstRank);
		// It was registered outside, too, and earlier: its bank says so.
		assert_ok!(register(BANK_KEY, slow, entry(31)));
		assert_ok!(propose());
	});
}

#[test]
fn a_later_registration_jumps_ahead_of_an_earlier_one() {
	test(|| {
		let id = noticed(0);
		let [a, b] = [BANK, OTHER_BANK].map(|bank| pledged(id, 0, bank));
		assert_ok!(register(BANK_KEY, a, entry(5)));
		for same_or_later in [5, 4] {
			let asset = ranking(id);
			let registered = frame_support::storage::with_storage_layer(|| {
				register(OTHER_BANK_KEY, b, entry(same_or_later))?;
				assert_eq!(ranking(id), asset);
				Err::<(), _>(sp_runtime::DispatchError::Other("undone"))
			});
			assert!(registered.is_err());
		}
		assert_noop!(
			register(OTHER_BANK_KEY, b, OutsideRegistration { at: OPENING + DAY, ..entry(1) }),
			Error::<Test>::InvalidDate
		);
	});
}

/// Whoever lent behind looked at the time that stood there.
#[test]
fn a_bank_predates_its_registration_when_another_has_relied_on_it() {
	test(|| {
		let id = noticed(0);
		let a = pledged(id, 0, BANK);
		assert_ok!(register(BANK_KEY, a, entry(3)));
		// A slip is put right while nobody else is there.
		assert_ok!(register(BANK_KEY, a, entry(4)));
		assert_noop!(register(BANK_KEY, a, entry(4)), Error::<Test>::AlreadyExists);
		pledged(id, 0, OTHER_BANK);
		assert_noop!(register(BANK_KEY, a, entry(5)), Error::<Test>::ReliedOn);
		assert_noop!(register(BANK_KEY, a, entry(1)), Error::<Test>::ReliedOn);
	});
}

#[test]
fn a_slip_that_is_put_right_orders_a_banks_own_liens() {
	test(|| {
		let id = noticed(0);
		let [a, b] = [BANK, BANK].map(|bank| pledged(id, 0, bank));
		assert_ok!(register(BANK_KEY, a, entry(5)));
		assert_ok!(register(BANK_KEY, b, entry(4)));
		assert_ok!(register(BANK_KEY, a, entry(3)));
		assert_eq!(ranking(id), [b, a]);
	});
}

/// It is about to pay on the first rank.
#[test]
fn a_bank_passes_another_that_is_about_to_pay() {
	test(|| {
		let id = noticed(0);
		pledged(id, 0, BANK);
		let b = pledged(id, 0, OTHER_BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		assert_noop!(register(OTHER_BANK_KEY, b, entry(9)), Error::<Test>::Reserved);
		<Collateral as Security>::release(id, LoanId(7));
		assert_ok!(register(OTHER_BANK_KEY, b, entry(9)));
		assert_eq!(ranking(id)[0], b);
	});
}

/// It agreed to stand behind, and would come back by the register.
#[test]
fn a_bank_that_stepped_back_registers_itself_before_the_other_again() {
	test(|| {
		let id = noticed(0);
		let [a, b, c] = [BANK, OTHER_BANK, OTHER_BANK].map(|bank| pledged(id, 0, bank));
		assert_ok!(Collateral::subordinate(signed(BANK_KEY), a, b));
		assert_eq!(ranking(id), [b, a, c]);
		assert_ok!(register(BANK_KEY, a, entry(9)));
		assert_eq!(ranking(id), [b, a, c]);
		assert_ok!(register(OTHER_BANK_KEY, c, entry(3)));
		assert_eq!(ranking(id), [b, a, c], "it passes nobody who is registered earlier");
		// With the agreement goes what stood in its way.
		assert_ok!(Collateral::release(signed(BANK_KEY), a));
		assert_eq!(ranking(id), [c, b]);
	});
}

/// What another bank keeps at the top is not passed; what lies below it is.
#[test]
fn a_reserved_lien_keeps_a_bank_behind_all_that_it_may_pass() {
	test(|| {
		let id = noticed(0);
		let [kept, stepped, a, b] = [BANK, OTHER_BANK, BANK, OTHER_BANK].map(|bank| pledged(id, 0, bank));
		assert_ok!(Collateral::subordinate(signed(OTHER_BANK_KEY), stepped, a));
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		assert_ok!(register(OTHER_BANK_KEY, stepped, entry(9)));
		assert_ok!(register(OTHER_BANK_KEY, b, entry(3)));
		assert_eq!(ranking(id), [kept, a, stepped, b], "it stands behind one that is registered earlier");
		assert_ok!(Collateral::release(signed(OTHER_BANK_KEY), stepped));
		assert_eq!(ranking(id), [kept, b, a]);
	});
}

#[test]
fn each_register_takes_its_own_assets_and_says_who_may_enter() {
	test(|| {
		let (id, patent) = (noticed(0), ready_right());
		let (a, p) = (pledged(id, 0, BANK), pledged(patent, 0, BANK));
		let with = |register| OutsideRegistration { register, ..entry(1) };
		for wrong in [Register::Cnipa, Register::Trademark, Register::Copyright] {
			assert_noop!(register(BANK_KEY, a, with(wrong)), Error::<Test>::WrongRegister);
		}
		for wrong in [Register::CreditReferenceCentre, Register::Trademark, Register::Copyright] {
			assert_noop!(register(IP_OFFICE, p, with(wrong)), Error::<Test>::WrongRegister);
		}
		assert_noop!(register(IP_OFFICE, a, with(Register::Other)), Error::<Test>::NotAuthorized);
		for who in [OTHER_BANK_KEY, controller(0), CUSTOMS] {
			assert_noop!(register(who, p, with(Register::Cnipa)), Error::<Test>::NotAuthorized);
		}
		let nameless = OutsideRegistration { number: Default::default(), ..with(Register::Cnipa) };
		assert_noop!(register(IP_OFFICE, p, nameless), Error::<Test>::InvalidNumber);
		assert_ok!(register(IP_OFFICE, p, with(Register::Cnipa)));
		assert_noop!(register(BANK_KEY, LienId(9), with(Register::Other)), Error::<Test>::NotFound);
		assert_ok!(Collateral::release(signed(BANK_KEY), a));
		assert_noop!(register(BANK_KEY, a, with(Register::Other)), Error::<Test>::NotLive);
	});
}

#[test]
fn a_lien_that_is_restored_is_registered_anew() {
	test(|| {
		let id = noticed(0);
		let a = lent(id, BANK, 100_000, 7);
		assert_ok!(register(BANK_KEY, a, entry(9)));
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		pledged(id, 0, OTHER_BANK);
		assert!(Collateral::restore(id, LoanId(7)));
		assert_eq!(Liens::<Test>::get(a).unwrap().outside, None);
		assert_eq!(ranking(id).last(), Some(&a));
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// In whatever order banks say when they were registered: those that were stand by time before those that were not, and
	/// these by block.
	#[test]
	fn the_order_of_saying_so_changes_nothing(said in prop::collection::vec((0usize..6, 0u64..9), 0..12)) {
		test(|| {
			let id = noticed(0);
			let liens: Vec<_> = (0..6).map(|n| pledged(id, 0, if n % 2 == 0 { BANK } else { OTHER_BANK })).collect();
			for (n, days) in said {
				let _ = register(if n % 2 == 0 { BANK_KEY } else { OTHER_BANK_KEY }, liens[n], entry(days));
			}
			let at = |lien: &LienId| Liens::<Test>::get(lien).unwrap().outside.map_or(u64::MAX, |outside| outside.at);
			let mut expected = liens.clone();
			expected.sort_by_key(at);
			let times = |list: &[LienId]| list.iter().map(at).collect::<Vec<_>>();
			assert_eq!(times(&ranking(id)), times(&expected));
			let unregistered = |list: Vec<LienId>| list.into_iter().filter(|lien| at(lien) == u64::MAX).collect::<Vec<_>>();
			assert_eq!(unregistered(ranking(id)), unregistered(expected));
		});
	}
}
