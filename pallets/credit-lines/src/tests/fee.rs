use super::*;
use frame_support::assert_noop;
use lingnan_lending::working_days::{BankYear, Calendar};
use lingnan_support::{
	conditions::DueDays, date_of, from_civil, mocks, Date, Jurisdiction, Lines as _, Text, SECONDS_PER_DAY,
};
use sp_runtime::DispatchResult;

fn day(year: u32, month: u32, day: u32) -> Date {
	from_civil(year, month, day).unwrap()
}

fn go_to(date: Date) {
	set_now(now() + u64::from(date - date_of(now())) * SECONDS_PER_DAY);
}

fn reference(text: &str) -> Text<64> {
	text.try_into().unwrap()
}

fn draw(line: LineId, amount: u64) {
	let last = shown(line).spec.repay_by;
	assert_ok!(drawdown(amount, |one| one.until = last, |one| CreditLines::draw(line, one)));
}

fn levy(line: LineId) -> DispatchResult {
	CreditLines::levy(signed(STRANGER), line)
}

fn record(line: LineId, amount: u64, text: &str) -> DispatchResult {
	CreditLines::record_fee(signed(BANK_KEY), line, amount, reference(text), date_of(now()))
}

fn amounts(fees: &[CommitmentDue]) -> Vec<u64> {
	fees.iter().map(|one| one.amount).collect()
}

/// A million for half a year from 2027-01-15 on, 0.25 % actual/360, settled on the 20th of each quarter's last month.
fn half_a_year() -> LineId {
	go_to(day(2027, 1, 15));
	in_force(|spec| {
		spec.valid_until = now() + SECONDS_PER_DAY;
		(spec.until, spec.repay_by) = (day(2027, 7, 14), day(2027, 12, 31));
	})
}

/// The table of the terms of lending: 318.06, 270.14, 116.67.
#[test]
fn the_fee_of_each_settlement_is_levied_once_it_is_over() {
	test(|| {
		let line = half_a_year();
		assert_noop!(levy(line), Error::<Test>::NothingToLevy);
		go_to(day(2027, 2, 1));
		draw(line, 40_000_000);
		go_to(day(2027, 3, 20));
		assert_noop!(levy(line), Error::<Test>::NothingToLevy);
		go_to(day(2027, 3, 21));
		assert_eq!(amounts(&shown(line).to_levy), [31_806], "shown before somebody levies it");
		assert_ok!(levy(line));
		System::assert_last_event(Event::FeeLevied { line, from: day(2027, 1, 15), to: day(2027, 3, 21) }.into());
		assert_noop!(levy(line), Error::<Test>::NothingToLevy);
		// The 21st is a Sunday.
		let LineView { levied, fee_owed, fee_due, .. } = shown(line);
		assert_eq!((levied[0].due, fee_owed, fee_due), (day(2027, 3, 22), 31_806, 0));
		go_to(day(2027, 4, 1));
		assert_eq!(shown(line).fee_due, 31_806);
		draw(line, 30_000_000);
		go_to(day(2027, 6, 1));
		CreditLines::repaid(line, 40_000_000);
		go_to(day(2027, 9, 1));
		assert_eq!(amounts(&shown(line).to_levy), [27_014, 11_667]);
		assert_ok!(levy(line));
		assert_eq!(amounts(&shown(line).levied), [31_806, 27_014, 11_667]);
		// Its last day is over: nothing more ever.
		pass(1_000);
		assert_noop!(levy(line), Error::<Test>::NothingToLevy);
		assert_eq!((shown(line).to_levy.len(), shown(line).fee_owed), (0, 70_487));
	});
}

/// The day to pay comes ten days after the settlement, and the line ends between the two.
#[test]
fn days_after_what_was_levied_are_levied_where_the_line_ends_before_that_is_paid() {
	let run = |in_time: bool| {
		let mut levied = vec![];
		test(|| {
			go_to(day(2027, 1, 15));
			let line = in_force(|spec| {
				spec.valid_until = now() + SECONDS_PER_DAY;
				(spec.until, spec.repay_by) = (day(2027, 7, 14), day(2027, 12, 31));
				spec.commitment_fee.due_days = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 10 };
			});
			go_to(day(2027, 3, 22));
			if in_time {
				assert_ok!(levy(line));
			}
			go_to(day(2027, 3, 25));
			assert_ok!(CreditLines::cancel(signed(BANK_KEY), line));
			assert_ok!(levy(line));
			assert_noop!(levy(line), Error::<Test>::NothingToLevy);
			levied = shown(line).levied.iter().map(|one| (one.from, one.to, one.amount)).collect();
		});
		levied
	};
	let (from, between, to) = (day(2027, 1, 15), day(2027, 3, 21), day(2027, 3, 25));
	// 69 days on 1,000,000.00, and 65 and 4 of them.
	assert_eq!(run(false), [(from, to, 47_917)]);
	assert_eq!(run(true), [(from, between, 45_139), (between, to, 2_778)]);
}

/// Levied late, all at once, it is what it is levied in time.
#[test]
fn whoever_levies_late_levies_the_same() {
	let run = |in_time: bool| {
		let mut levied = vec![];
		test(|| {
			let line = half_a_year();
			for (month, amount) in [(2, 10_000_000), (3, 20_000_000), (4, 5_000_000), (6, 1)] {
				go_to(day(2027, month, 7));
				draw(line, amount);
				if in_time {
					let _ = levy(line);
				}
			}
			assert_ok!(CreditLines::freeze(signed(BANK_KEY), line, reference("why")));
			go_to(day(2027, 7, 1));
			assert_ok!(CreditLines::unfreeze(signed(BANK_KEY), line));
			go_to(day(2027, 7, 15));
			assert_ok!(levy(line));
			levied = amounts(&shown(line).levied);
		});
		levied
	};
	assert_eq!(run(true), run(false));
	assert_eq!(run(true).len(), 3);
}

#[test]
fn a_payment_is_recorded_up_to_what_is_levied_and_unpaid() {
	test(|| {
		let line = half_a_year();
		assert_noop!(record(line, 1, "A"), Error::<Test>::BeyondFee);
		go_to(day(2027, 3, 25));
		// What is over is levied with it. The whole quarter undrawn: 65 days.
		assert_noop!(record(line, 45_140, "A"), Error::<Test>::BeyondFee);
		assert_ok!(record(line, 45_000, "pay 17"));
		let paid = Event::FeePaid { line, reference: reference("pay 17"), value_date: day(2027, 3, 25) };
		System::assert_last_event(paid.into());
		let LineView { fee_owed, fee_due, fee_payments, .. } = shown(line);
		assert_eq!((fee_owed, fee_due), (139, 139));
		let (value_date, recorded_on) = (day(2027, 3, 25), day(2027, 3, 25));
		assert_eq!(
			fee_payments,
			[FeePayment { reference: reference("pay 17"), amount: 45_000, value_date, recorded_on }]
		);
		assert_noop!(record(line, 139, "PAY17"), Error::<Test>::AlreadyRecorded);
		assert_noop!(record(line, 140, "B"), Error::<Test>::BeyondFee);
		assert_ok!(record(line, 139, "B"));
		assert_noop!(record(line, 1, "C"), Error::<Test>::BeyondFee);
	});
}

#[test]
fn days_on_which_nothing_can_be_drawn_are_free() {
	test(|| {
		let frozen = half_a_year();
		assert_ok!(CreditLines::freeze(signed(BANK_KEY), frozen, reference("why")));
		let once = in_force(|spec| {
			spec.valid_until = now() + SECONDS_PER_DAY;
			spec.revolving = false;
			(spec.until, spec.repay_by) = (day(2027, 7, 14), day(2027, 12, 31));
		});
		draw(once, LIMIT);
		CreditLines::repaid(once, LIMIT);
		go_to(day(2027, 7, 15));
		for line in [frozen, once] {
			assert_eq!(amounts(&shown(line).to_levy), [0, 0, 0]);
		}
	});
}

/// A holiday on which the fee would be due.
#[test]
fn the_fee_is_due_on_a_working_day_of_the_firms_place() {
	test(|| {
		let off = vec![day(2027, 3, 22)].try_into().unwrap();
		let year = BankYear { year: 2027, off, worked: Default::default() };
		mocks::set_calendar(Jurisdiction::Guangdong, Calendar::new(vec![year]).unwrap());
		let line = half_a_year();
		go_to(day(2027, 3, 21));
		assert_eq!(shown(line).to_levy[0].due, day(2027, 3, 23));
	});
}

/// More changes than are kept apart: the firm pays for no more than it could draw.
#[test]
fn a_line_that_changes_each_day_costs_no_more_than_it_was_kept_ready() {
	test(|| {
		let line = in_force(|spec| spec.commitment_fee.due_days = DueDays::Maturity);
		for _ in 0..MAX_MOVES {
			draw(line, 2);
			pass(1);
		}
		draw(line, LIMIT / 2);
		pass(1);
		CreditLines::repaid(line, LIMIT / 2);
		pass(400);
		// 2 more of it drawn each day for 128 days, then half of it: 360 days at 0.25 %.
		let least = LIMIT / 2 / 1_000 * 25 * 232 / 3_600;
		let fee = amounts(&shown(line).to_levy);
		assert!(fee.len() == 1 && fee[0] < LIMIT * 25 / 10_000 && fee[0] > least, "{fee:?} {least}");
		assert_ok!(levy(line));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(levy(LineId(9)), Error::<Test>::NotFound);
		let offer = offered(|_| {});
		assert_noop!(levy(offer), Error::<Test>::NothingToLevy);
		assert_noop!(record(offer, 1, "A"), Error::<Test>::WrongState);
		let free = in_force(|spec| spec.commitment_fee.rate = 0);
		let line = in_force(|_| {});
		pass(200);
		assert_noop!(levy(free), Error::<Test>::NothingToLevy);
		for who in [CONTROLLER, RIVAL_KEY, STRANGER] {
			let recorded = CreditLines::record_fee(signed(who), line, 1, reference("A"), date_of(now()));
			assert_noop!(recorded, Error::<Test>::NotAuthorized);
		}
		assert_noop!(record(line, 0, "A"), Error::<Test>::LimitExceeded);
		assert_noop!(record(line, 1, ""), Error::<Test>::InvalidReference);
		for date in [date_of(now()) - 201, date_of(now()) + 1] {
			let recorded = CreditLines::record_fee(signed(BANK_KEY), line, 1, reference("A"), date);
			assert_noop!(recorded, Error::<Test>::InvalidValueDate);
		}
		// A suspended bank records what it got.
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(record(line, 1, "A"));
	});
}

#[test]
fn a_drawdown_that_no_fee_knows_of_is_found() {
	test(|| {
		let line = half_a_year();
		draw(line, 1);
		assert_ok!(CreditLines::do_try_state());
		let moves = Moves::<Test>::take(line);
		assert!(CreditLines::do_try_state().is_err());
		Moves::<Test>::insert(line, moves);
	});
}
