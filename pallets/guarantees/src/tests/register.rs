use super::*;
use frame_support::assert_noop;
use lingnan_support::{GuarantorId, Paging};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_alone_registers_suspends_reinstates_and_rekeys() {
	test(|| {
		let new = guarantor(GuarantorKind::Insurer, 60);
		for who in [BANK_KEY, COMPANY_KEY, STRANGER] {
			assert_noop!(Backing::register(signed(who), new.clone()), BadOrigin);
			assert_noop!(Backing::suspend(signed(who), COMPANY), BadOrigin);
			assert_noop!(Backing::reinstate(signed(who), COMPANY), BadOrigin);
			assert_noop!(Backing::rekey(signed(who), COMPANY, 61), BadOrigin);
		}
		let root = || RuntimeOrigin::root();
		assert_ok!(Backing::register(root(), new.clone()));
		System::assert_last_event(Event::Registered { guarantor: GuarantorId(3), spec: new }.into());
		assert_ok!(Backing::suspend(root(), COMPANY));
		System::assert_last_event(Event::Suspended { guarantor: COMPANY }.into());
		assert_noop!(Backing::suspend(root(), COMPANY), Error::<Test>::Suspended);
		assert_ok!(Backing::reinstate(root(), COMPANY));
		assert_noop!(Backing::reinstate(root(), COMPANY), Error::<Test>::NotSuspended);
		assert_ok!(Backing::rekey(root(), COMPANY, 61));
		System::assert_last_event(Event::Rekeyed { guarantor: COMPANY, from: COMPANY_KEY, to: 61 }.into());
		let shown: Vec<_> =
			Backing::guarantors(Paging::FIRST).items.into_iter().map(|one| (one.id.0, one.key)).collect();
		assert_eq!(shown, [(0, 61), (1, AGAIN_KEY), (2, CITY_KEY), (3, 60)]);
	});
}

#[test]
fn what_is_no_guarantor_is_refused_by_name() {
	test(|| {
		let root = || RuntimeOrigin::root();
		let taken = guarantor(GuarantorKind::Insurer, COMPANY_KEY);
		assert_noop!(Backing::register(root(), taken), Error::<Test>::AlreadyExists);
		let nameless = GuarantorSpec { name: Default::default(), ..guarantor(GuarantorKind::Insurer, 60) };
		assert_noop!(Backing::register(root(), nameless), Error::<Test>::InvalidName);
		assert_noop!(Backing::suspend(root(), GuarantorId(9)), Error::<Test>::NotFound);
		assert_noop!(Backing::rekey(root(), COMPANY, AGAIN_KEY), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn a_former_key_signs_no_more() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		assert_ok!(Backing::rekey(RuntimeOrigin::root(), COMPANY, 61));
		let terms = terms(&proposal);
		assert_noop!(Backing::sign(signed(COMPANY_KEY), FIRST, terms), Error::<Test>::NotAuthorized);
		assert_ok!(Backing::sign(signed(61), FIRST, terms));
	});
}
