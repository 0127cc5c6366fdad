use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	mocks::{self, TODAY},
	Lines as _, Paging,
};
use sp_runtime::DispatchError;

#[test]
fn an_offer_is_taken_back_or_refused_and_leaves_the_state() {
	test(|| {
		for (who, by_lender) in [(BANK_KEY, true), (CONTROLLER, false), (OFFICER, false)] {
			let line = offered(|_| {});
			assert_ok!(CreditLines::cancel(signed(who), line));
			System::assert_last_event(Event::Cancelled { line, by_lender }.into());
			assert_eq!(CreditLines::line(line), None);
		}
		assert!(CreditLines::lines_of(firm(), Paging::FIRST).items.is_empty());
		assert!(CreditLines::lines_by(BANK, Paging::FIRST).items.is_empty());
	});
}

#[test]
fn either_side_ends_a_line_on_which_nothing_is_drawn() {
	test(|| {
		for (who, by_lender) in [(BANK_KEY, true), (CONTROLLER, false)] {
			let line = in_force(|_| {});
			assert_ok!(drawdown(LIMIT, |_| {}, |one| CreditLines::draw(line, one)));
			assert_noop!(CreditLines::cancel(signed(who), line), Error::<Test>::StillDrawn);
			CreditLines::repaid(line, LIMIT - 1);
			assert_noop!(CreditLines::cancel(signed(who), line), Error::<Test>::StillDrawn);
			CreditLines::repaid(line, 1);
			assert_ok!(CreditLines::cancel(signed(who), line));
			System::assert_last_event(Event::Cancelled { line, by_lender }.into());
			let view = shown(line);
			assert_eq!((view.state, view.cancelled_on, view.available), (LineState::Cancelled, Some(TODAY), 0));
			assert_noop!(CreditLines::cancel(signed(who), line), Error::<Test>::WrongState);
			drawdown(
				1,
				|_| {},
				|one| {
					assert_noop!(CreditLines::draw(line, one), Error::<Test>::NotInForce);
				},
			);
		}
	});
}

/// It is worth something to the firm: who may not take it on may not give it away.
#[test]
fn an_officer_gives_a_line_away_that_it_could_not_have_accepted() {
	test(|| {
		let line = in_force(|_| {});
		assert_noop!(CreditLines::cancel(signed(OFFICER), line), DispatchError::Other("beyond the mandate"));
		for who in [STRANGER, RIVAL_KEY] {
			assert_noop!(CreditLines::cancel(signed(who), line), Error::<Test>::NotAuthorized);
		}
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(CreditLines::cancel(signed(BANK_KEY), line));
	});
}
