use super::*;
use lingnan_support::{
	loan::LoanState, ApplicationId, Currency, GuaranteeId, Guarantees as _, InstitutionId, LoanId, Paging,
};

/// The city's fund: for each bank half of the total.
const RULES: PoolRules = PoolRules { total: 20_000_000, for_each: 10_000_000, stop_rate: 500 };

fn set_pool(who: u64, rules: Option<PoolRules>) -> DispatchResult {
	Backing::set_pool(signed(who), Currency::Cny, rules)
}

/// Another application, for so much.
fn another(application: u64, bank: InstitutionId, amount: u64) -> GuaranteeSpec {
	let application = ApplicationId(application);
	mocks::set_pending(application, bank, firm(), Currency::Cny);
	mocks::set_pending_amount(application, amount);
	GuaranteeSpec { application, ..spec(vec![part(CITY, 5_000)]) }
}

/// Of the city: all that is used, then for each bank used, guaranteed, claimed and room.
fn shown() -> (u64, Vec<(InstitutionId, u64, u64, u64, Option<u64>)>) {
	let pools = Backing::guarantors(Paging::FIRST).items.remove(2).pools;
	let mut accounts: Vec<_> = Backing::pool_accounts(CITY, Paging::FIRST)
		.items
		.into_iter()
		.map(|one| (one.institution, one.account.used, one.account.guaranteed, one.account.claimed, one.room))
		.collect();
	accounts.sort();
	(pools.first().map_or(0, |pool| pool.used), accounts)
}

#[test]
fn a_guarantee_beyond_the_room_is_refused_by_name() {
	test(|| {
		assert_ok!(set_pool(CITY_KEY, Some(RULES)));
		System::assert_last_event(
			Event::PoolSet { guarantor: CITY, currency: Currency::Cny, rules: Some(RULES) }.into(),
		);
		// Half of 200,000.00 is all that the bank has.
		sign_all(spec(vec![part(CITY, 5_000)]));
		assert_eq!(shown(), (10_000_000, vec![(BANK, 10_000_000, 0, 0, Some(0))]));
		let more = another(8, BANK, 2);
		assert_noop!(Backing::propose(signed(BANK_KEY), more), Error::<Test>::BeyondBankCap);
		// The other bank has its own half, but for what is over.
		let theirs = another(9, RIVAL, 20_000_002);
		assert_noop!(Backing::propose(signed(RIVAL_KEY), theirs), Error::<Test>::BeyondBankCap);
		let theirs = another(9, RIVAL, 19_999_998);
		assert_ok!(Backing::propose(signed(RIVAL_KEY), theirs.clone()));
		// What was proposed takes up nothing; what is signed does.
		assert_eq!(shown().0, 10_000_000);
		assert_ok!(Backing::sign(signed(CITY_KEY), GuaranteeId(1), terms(&theirs)));
		assert_eq!(shown().0, 19_999_999);
		assert_ok!(set_pool(CITY_KEY, Some(PoolRules { for_each: 20_000_000, ..RULES })));
		let more = another(8, BANK, 4);
		assert_noop!(Backing::propose(signed(BANK_KEY), more), Error::<Test>::BeyondPoolCap);
		// No caps: as much as it signs for.
		assert_ok!(set_pool(CITY_KEY, None));
		assert_ok!(Backing::propose(signed(BANK_KEY), another(8, BANK, 40_000_000)));
	});
}

/// Two proposals were let through, there is room for one: the second signature is refused.
#[test]
fn room_is_kept_by_the_signature() {
	test(|| {
		assert_ok!(set_pool(CITY_KEY, Some(RULES)));
		let (one, other) = (spec(vec![part(CITY, 5_000)]), another(8, BANK, 20_000_000));
		assert_ok!(Backing::propose(signed(BANK_KEY), one.clone()));
		assert_ok!(Backing::propose(signed(BANK_KEY), other.clone()));
		assert_ok!(Backing::sign(signed(CITY_KEY), FIRST, terms(&one)));
		let second = Backing::sign(signed(CITY_KEY), GuaranteeId(1), terms(&other));
		assert_noop!(second, Error::<Test>::BeyondBankCap);
		assert_ok!(Backing::withdraw(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::sign(signed(CITY_KEY), GuaranteeId(1), terms(&other)));
	});
}

/// The room is free when the guarantee ends, in whatever way, and taken again when its loan lives again.
#[test]
fn room_is_free_once_the_guarantee_ends() {
	let used = |then: fn()| {
		let mut used = 0;
		test(|| {
			assert_ok!(set_pool(CITY_KEY, Some(RULES)));
			sign_all(spec(vec![part(CITY, 5_000)]));
			then();
			used = shown().0;
		});
		used
	};
	assert_eq!(used(|| begin(20_000_000)), 10_000_000);
	assert_eq!(used(|| Backing::withdraw(signed(BANK_KEY), FIRST).unwrap()), 0);
	assert_eq!(used(|| Backing::released(APPLICATION)), 0);
	assert_eq!(
		used(|| {
			begin(20_000_000);
			change(|facts| facts.state = LoanState::Closed);
			Backing::discharged(LOAN);
		}),
		0
	);
	assert_eq!(
		used(|| {
			begin(20_000_000);
			assert_ok!(Backing::release(signed(BANK_KEY), FIRST));
		}),
		0
	);
	assert_eq!(
		used(|| {
			begin(20_000_000);
			Backing::discharged(LOAN);
			assert_ok!(Backing::release(signed(BANK_KEY), FIRST));
		}),
		0,
		"not twice"
	);
	assert_eq!(
		used(|| {
			begin(20_000_000);
			Backing::discharged(LOAN);
			Backing::restored(LOAN);
		}),
		10_000_000
	);
}

/// The company never signed: the loan begins without any of them.
#[test]
fn what_lapsed_takes_up_no_room() {
	test(|| {
		assert_ok!(set_pool(CITY_KEY, Some(RULES)));
		let two = spec(vec![part(COMPANY, 1_000), part(CITY, 5_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), two.clone()));
		assert_ok!(Backing::sign(signed(CITY_KEY), FIRST, terms(&two)));
		assert_eq!(shown().0, 10_000_000);
		begin(20_000_000);
		assert_eq!((state(FIRST), shown().0), (GuaranteeState::Lapsed, 0));
		Backing::discharged(LOAN);
		Backing::restored(LOAN);
		assert_eq!(shown().0, 0);
	});
}

/// 5 % of what the fund stood behind for the bank was claimed: it stands behind nothing new for it, and for others as before.
#[test]
fn a_bank_that_claimed_too_much_is_stopped() {
	test(|| {
		let rules = PoolRules { total: 1_000_000_000, for_each: 1_000_000_000, ..RULES };
		assert_ok!(set_pool(CITY_KEY, Some(rules)));
		sign_all(spec(vec![part(CITY, 5_000)]));
		// Of the loan 20,000.00 are left: the fund pays half of it, 10 % of what it stood behind.
		begin(2_000_000);
		call_loan();
		assert_ok!(Backing::propose(signed(BANK_KEY), another(8, BANK, 2)));
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, CITY));
		assert_eq!(shown(), (10_000_000, vec![(BANK, 10_000_000, 10_000_000, 1_000_000, Some(0))]));
		assert!(Backing::pool_accounts(CITY, Paging::FIRST).items[0].stopped);
		let refused = Backing::propose(signed(BANK_KEY), another(10, BANK, 2));
		assert_noop!(refused, Error::<Test>::ClaimsStopped);
		// What was proposed before is not signed either.
		let before = another(8, BANK, 2);
		assert_noop!(Backing::sign(signed(CITY_KEY), GuaranteeId(1), terms(&before)), Error::<Test>::ClaimsStopped);
		assert_ok!(Backing::propose(signed(RIVAL_KEY), another(9, RIVAL, 2)));
		assert_ok!(set_pool(CITY_KEY, Some(PoolRules { stop_rate: 1_001, ..rules })));
		assert_ok!(Backing::sign(signed(CITY_KEY), GuaranteeId(1), terms(&before)));
		assert_eq!(OfLoan::<Test>::get(LoanId(9)).len(), 1);
	});
}

#[test]
fn a_guarantor_alone_says_how_far_it_stands() {
	test(|| {
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(set_pool(who, Some(RULES)), Error::<Test>::NotAuthorized);
		}
		let wrong: [fn(&mut PoolRules); 4] = [
			|rules| rules.for_each = 0,
			|rules| rules.for_each = rules.total + 1,
			|rules| rules.total = lingnan_support::MAX_AMOUNT + 1,
			|rules| rules.stop_rate = 10_001,
		];
		for change in wrong {
			let mut rules = RULES;
			change(&mut rules);
			assert_noop!(set_pool(CITY_KEY, Some(rules)), Error::<Test>::InvalidPool);
		}
		assert_ok!(Backing::suspend(RuntimeOrigin::root(), CITY));
		assert_ok!(set_pool(CITY_KEY, Some(RULES)));
	});
}

#[test]
fn room_that_no_cap_counts_is_found() {
	test(|| {
		sign_all(spec(vec![part(CITY, 5_000)]));
		assert_ok!(Backing::do_try_state());
		let used = PoolUsed::<Test>::take(CITY, Currency::Cny);
		assert!(Backing::do_try_state().is_err());
		PoolUsed::<Test>::insert(CITY, Currency::Cny, used);
	});
}
