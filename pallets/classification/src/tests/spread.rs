use super::*;
use lingnan_support::{mocks, Currency};
use LoanClass::*;

const OTHER: LoanId = LoanId(2);

/// The first loan owes so much and is bad; the firm owes the bank 1,000,000.00 in all.
fn bad(owed: u64) {
	lend(LOAN, BANK, owed);
	lend(OTHER, BANK, 100_000_000 - owed);
	assert_ok!(judge(BANK_KEY, Substandard));
}

/// LENDING, section 4.
#[test]
fn a_tenth_of_the_debt_stays_alone_and_a_fen_more_takes_all() {
	test(|| {
		bad(10_000_000);
		assert_eq!((view(OTHER).class, view(OTHER).spread), (Normal, false), "100,000.00 of 1,000,000.00");
		bad(10_000_001);
		let shown = view(OTHER);
		assert_eq!((shown.class, shown.spread, shown.by_days), (Substandard, true, Normal), "100,000.01");
		assert_eq!(view(LOAN).class, Substandard);
	});
}

#[test]
fn what_is_worse_stays_worse() {
	test(|| {
		bad(50_000_000);
		assert_ok!(Classification::classify(signed(BANK_KEY), OTHER, Doubtful, false, false, REASON));
		assert_eq!((view(LOAN).class, view(OTHER).class), (Substandard, Doubtful));
	});
}

#[test]
fn debts_to_other_banks_and_repaid_ones_do_not_count() {
	test(|| {
		bad(50_000_000);
		lend(OTHER, RIVAL, 50_000_000);
		assert_eq!((view(OTHER).class, view(OTHER).spread), (Normal, false));
		lend(OTHER, BANK, 50_000_000);
		assert!(view(OTHER).spread);
		change(LOAN, |facts| facts.state = lingnan_support::loan::LoanState::Closed);
		assert!(!view(OTHER).spread);
	});
}

#[test]
fn days_past_due_alone_spread_without_a_word_of_the_bank() {
	test(|| {
		lend(LOAN, BANK, 50_000_000);
		lend(OTHER, BANK, 50_000_000);
		overdue(LOAN, mocks::TODAY);
		set_today(mocks::TODAY + 90);
		assert_eq!((view(LOAN).class, view(OTHER).class), (SpecialMention, Normal));
		set_today(mocks::TODAY + 91);
		assert_eq!((view(LOAN).class, view(OTHER).class), (Substandard, Substandard));
	});
}

#[test]
fn debts_in_another_currency_are_weighed() {
	test(|| {
		bad(10_000_000);
		change(OTHER, |facts| facts.currency = Currency::Hkd);
		assert!(view(OTHER).spread, "100,000.00 of 100,000.00 and 810,000.00");
	});
}

#[test]
fn hong_kong_judges_each_loan_by_itself() {
	test(|| {
		lend(LOAN, HONG_KONG_BANK, 50_000_000);
		lend(OTHER, HONG_KONG_BANK, 50_000_000);
		assert_ok!(judge(HONG_KONG_KEY, Loss));
		assert_eq!((view(OTHER).class, view(OTHER).spread), (Normal, false));
	});
}
