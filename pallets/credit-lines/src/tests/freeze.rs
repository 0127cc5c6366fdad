use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	mocks::{self, TODAY},
	Lines as _, Text,
};

fn reason() -> Text<64> {
	"Interest is unpaid".try_into().unwrap()
}

#[test]
fn a_frozen_line_refuses_new_drawdowns_by_name_and_leaves_running_ones_alone() {
	test(|| {
		let line = in_force(|_| {});
		assert_ok!(drawdown(30_000_000, |_| {}, |one| CreditLines::draw(line, one)));
		assert_ok!(CreditLines::freeze(signed(BANK_KEY), line, reason()));
		System::assert_last_event(Event::Frozen { line, reason: reason() }.into());
		assert_eq!((shown(line).state, stands(line)), (LineState::Frozen, (30_000_000, 0)));
		drawdown(
			1,
			|_| {},
			|one| {
				assert_noop!(CreditLines::check(line, one), Error::<Test>::Frozen);
				assert_noop!(CreditLines::draw(line, one), Error::<Test>::Frozen);
			},
		);
		// What runs is repaid as ever, and a reversal counts again.
		CreditLines::repaid(line, 10_000_000);
		CreditLines::redrawn(line, 5_000_000);
		assert_eq!(stands(line), (25_000_000, 0));
		pass(3);
		assert_ok!(CreditLines::unfreeze(signed(BANK_KEY), line));
		System::assert_last_event(Event::Unfrozen { line }.into());
		assert_eq!(stands(line), (25_000_000, LIMIT - 25_000_000));
		assert_eq!(shown(line).stops, [LineStop { from: TODAY, to: Some(TODAY + 3) }]);
	});
}

#[test]
fn only_the_lines_own_institution_freezes_it_and_a_suspended_one_may() {
	test(|| {
		let line = in_force(|_| {});
		for who in [RIVAL_KEY, CONTROLLER, STRANGER] {
			assert_noop!(CreditLines::freeze(signed(who), line, reason()), Error::<Test>::NotAuthorized);
		}
		assert_noop!(CreditLines::unfreeze(signed(BANK_KEY), line), Error::<Test>::WrongState);
		assert_noop!(CreditLines::freeze(signed(BANK_KEY), line, Text::default()), Error::<Test>::InvalidReason);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(CreditLines::freeze(signed(BANK_KEY), line, reason()));
		assert_noop!(CreditLines::freeze(signed(BANK_KEY), line, reason()), Error::<Test>::WrongState);
		assert_noop!(CreditLines::unfreeze(signed(BANK_KEY), line), Error::<Test>::NotAuthorized);
		mocks::set_institution(BANK, BANK_KEY, true);
		assert_noop!(CreditLines::unfreeze(signed(RIVAL_KEY), line), Error::<Test>::NotAuthorized);
		let offer = offered(|_| {});
		assert_noop!(CreditLines::freeze(signed(BANK_KEY), offer, reason()), Error::<Test>::WrongState);
		assert_noop!(CreditLines::freeze(signed(BANK_KEY), LineId(9), reason()), Error::<Test>::NotFound);
		pass(361);
		assert_noop!(CreditLines::unfreeze(signed(BANK_KEY), line), Error::<Test>::Expired);
	});
}

/// A bank that freezes a line each night to be paid for keeping it ready by day: beyond sixteen stops the firm is given the days
/// between.
#[test]
fn a_bank_freezes_and_lifts_in_a_loop() {
	test(|| {
		let line = in_force(|_| {});
		for _ in 0..MAX_STOPS + 4 {
			assert_ok!(CreditLines::freeze(signed(BANK_KEY), line, reason()));
			pass(1);
			assert_ok!(CreditLines::unfreeze(signed(BANK_KEY), line));
			pass(1);
		}
		let stops = shown(line).stops;
		assert_eq!(stops.len(), MAX_STOPS as usize);
		assert_eq!(stops[1], LineStop { from: TODAY + 2, to: Some(TODAY + 3) });
		assert_eq!(stops[15], LineStop { from: TODAY + 30, to: Some(TODAY + 39) });
	});
}
