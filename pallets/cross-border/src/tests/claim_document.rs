use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Corridor, CorridorMessage, DataClass, DocumentsAbroad, DuplicateAnswer};
use sp_core::H256;

fn claim(who: u64) -> frame_support::dispatch::DispatchResult {
	// Both banks have the creditor's consent, unless a test is about that.
	mocks::set_consent(&firm(), OTHER_BANK, 10);
	CrossBorder::claim_document(signed(who), document())
}

fn reply(corridor: Corridor, claimed_at: u64, answer: DuplicateAnswer) -> frame_support::dispatch::DispatchResult {
	arrive(corridor, CorridorMessage::DuplicateReply { document: document(), claimed_at, answer })
}

fn query(claimed_at: u64) -> CorridorMessage {
	CorridorMessage::DuplicateQuery { document: document(), claimed_at, until: claimed_at + 30 * DAY }
}

fn notice() -> CorridorMessage {
	CorridorMessage::DuplicateNotice { document: document(), similar: similar(), financed_at: OPENING }
}

fn may_finance() -> Result<(), Error<Test>> {
	CrossBorder::clearance(document(), BANK)
}

/// What was last answered through a corridor.
fn answer(corridor: Corridor) -> DuplicateAnswer {
	idle();
	match sent(corridor).pop() {
		Some(CorridorMessage::DuplicateReply { answer, .. }) => answer,
		other => panic!("{other:?} is not a reply"),
	}
}

#[test]
fn money_moves_when_every_other_end_has_answered() {
	test(|| {
		assert!(matches!(may_finance(), Err(Error::NotClaimed)));
		assert_ok!(claim(BANK_KEY));
		assert_eq!(sent(TO_HONG_KONG), [query(OPENING)]);
		assert_eq!(sent(TO_MACAO), [query(OPENING)]);
		assert!(matches!(may_finance(), Err(Error::ClaimPending)));
		assert_ok!(reply(TO_HONG_KONG, OPENING, DuplicateAnswer::Clear));
		assert!(matches!(may_finance(), Err(Error::ClaimPending)));
		assert_ok!(reply(TO_MACAO, OPENING, DuplicateAnswer::Clear));
		assert!(may_finance().is_ok());
		assert_ok!(CrossBorder::ensure_clear(document(), BANK));
		assert_noop!(CrossBorder::ensure_clear(document(), OTHER_BANK), Error::<Test>::NotClaimed);
		assert!(CrossBorder::document(document(), similar()).claim.unwrap().clear);
		set_now(OPENING + 30 * DAY);
		assert!(matches!(may_finance(), Err(Error::NotClaimed)));
	});
}

#[test]
fn what_is_financed_or_claimed_abroad_is_refused() {
	test(|| {
		assert_ok!(claim(BANK_KEY));
		assert_ok!(reply(TO_HONG_KONG, OPENING, DuplicateAnswer::Claimed));
		assert!(matches!(may_finance(), Err(Error::ClaimedAbroad)));
		assert_ok!(reply(TO_MACAO, OPENING, DuplicateAnswer::Financed));
		assert!(matches!(may_finance(), Err(Error::FinancedAbroad)));
		// A lost claim stands in nobody's way here.
		set_now(OPENING + 1);
		assert_ok!(claim(OTHER_BANK_KEY));
		assert_ok!(arrive(TO_MACAO, notice()));
		assert!(matches!(may_finance(), Err(Error::FinancedAbroad)));
		assert_noop!(claim(BANK_KEY), Error::<Test>::FinancedAbroad);
		assert_eq!(CrossBorder::financed_abroad(document()), Some((TO_MACAO, OPENING)));
		assert_eq!(CrossBorder::document(document(), similar()).similar_abroad, 1);
	});
}

/// The notice that an invoice was financed in Macao stops it here, claimed and cleared or not.
#[test]
fn a_notice_stops_a_claim_that_was_clear() {
	test(|| {
		assert_ok!(claim(BANK_KEY));
		assert_ok!(reply(TO_HONG_KONG, OPENING, DuplicateAnswer::Clear));
		assert_ok!(reply(TO_MACAO, OPENING, DuplicateAnswer::Clear));
		assert_ok!(arrive(TO_MACAO, notice()));
		assert_ok!(arrive(TO_MACAO, notice()));
		assert!(matches!(may_finance(), Err(Error::FinancedAbroad)));
		assert_eq!(SimilarAbroad::<Test>::get(similar()), 1);
	});
}

#[test]
fn refusals() {
	test(|| {
		assert_noop!(claim(STRANGER), Error::<Test>::NotAuthorized);
		assert_ok!(claim(BANK_KEY));
		assert_noop!(claim(OTHER_BANK_KEY), Error::<Test>::AlreadyClaimed);
		set_now(OPENING + 30 * DAY);
		assert_ok!(claim(OTHER_BANK_KEY));
		mocks::set_document_financed(document());
		assert_noop!(claim(OTHER_BANK_KEY), Error::<Test>::AlreadyFinanced);
		let other = sp_core::H256::repeat_byte(1);
		assert_ok!(CrossBorder::halt(root(), TO_MACAO));
		// Nothing is sent to Hong Kong either: a call succeeds or changes nothing.
		assert_noop!(CrossBorder::claim_document(signed(BANK_KEY), other), Error::<Test>::Halted);
		for corridor in [TO_HONG_KONG, TO_MACAO] {
			assert_ok!(CrossBorder::close_class(root(), corridor, DataClass::Duplicates));
		}
		assert_noop!(CrossBorder::claim_document(signed(BANK_KEY), other), Error::<Test>::NothingToAsk);
		assert_ok!(CrossBorder::ensure_clear(other, BANK));
	});
}

/// A token seen on the chain, claimed by any bank again and again: the true owner is blocked. It takes the creditor's consent
/// or his first lien, of a document that an agency says is his.
#[test]
fn victims_token_claimed() {
	test(|| {
		let claim = |who, document| CrossBorder::claim_document(signed(who), document);
		assert_noop!(claim(OTHER_BANK_KEY, document()), Error::<Test>::NotEntitled);
		mocks::set_document_holder(document(), &firm(), Some(OTHER_BANK));
		assert_ok!(claim(OTHER_BANK_KEY, document()));
		let unconfirmed = sp_core::H256::repeat_byte(0x77);
		assert_noop!(claim(BANK_KEY, unconfirmed), Error::<Test>::NotConfirmed);
	});
}

#[test]
fn a_bank_renews_its_claim_for_ever_and_never_finances() {
	test(|| {
		for day in [0, 29, 59] {
			set_now(OPENING + day * DAY);
			assert_ok!(claim(BANK_KEY));
		}
		assert_eq!(Claims::<Test>::get(document()).unwrap().until, OPENING + 60 * DAY);
		for day in [60, 75, 89] {
			set_now(OPENING + day * DAY);
			assert_noop!(claim(BANK_KEY), Error::<Test>::ClaimedTooLong);
		}
		// Meanwhile another that the creditor trusts can.
		assert_ok!(claim(OTHER_BANK_KEY));
		set_now(OPENING + 119 * DAY);
		assert_ok!(claim(BANK_KEY));
		assert_eq!(Claims::<Test>::get(document()).unwrap().until, OPENING + 149 * DAY);
	});
}

#[test]
fn a_claim_counts_a_message_for_each_corridor() {
	test(|| {
		for n in 0..3 {
			assert_ok!(CrossBorder::claim_document(signed(BANK_KEY), sp_core::H256::repeat_byte(n)));
		}
		assert_noop!(claim(BANK_KEY), Error::<Test>::LimitExceeded);
	});
}

#[test]
fn a_document_is_held_for_who_asked_first() {
	test(|| {
		assert_ok!(arrive(TO_MACAO, query(OPENING - 5)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Clear);
		assert_noop!(claim(BANK_KEY), Error::<Test>::ClaimedAbroad);
		assert_eq!(CrossBorder::document(document(), similar()).held, [(TO_MACAO, OPENING - 5 + 30 * DAY)]);
		set_now(OPENING - 5 + 30 * DAY);
		assert_ok!(claim(BANK_KEY));
	});
}

/// Both chains ask before either hears of the other: each compares the same two claims.
#[test]
fn of_two_claims_that_cross_the_earlier_stands() {
	test(|| {
		assert_ok!(claim(BANK_KEY));
		assert_ok!(arrive(TO_MACAO, query(OPENING + 1)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Claimed);
		// In the same second Guangdong goes before Macao.
		assert_ok!(arrive(TO_MACAO, query(OPENING)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Claimed);
		assert_ok!(arrive(TO_MACAO, query(OPENING - 1)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Clear);
		assert!(matches!(may_finance(), Err(Error::ClaimedAbroad)));
	});
	assert!(precedes((1, lingnan_support::Jurisdiction::Macao), (2, lingnan_support::Jurisdiction::Guangdong)));
}

/// Who was told that nothing stands against him is not pushed aside by a claim that pretends to be older.
#[test]
fn a_cleared_claim_stands_against_any_other() {
	test(|| {
		assert_ok!(claim(BANK_KEY));
		assert_ok!(reply(TO_MACAO, OPENING, DuplicateAnswer::Clear));
		assert_ok!(arrive(TO_MACAO, query(OPENING - 100)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Claimed);
	});
}

#[test]
fn what_is_financed_here_is_said_to_who_asks() {
	test(|| {
		mocks::set_document_financed(document());
		assert_ok!(arrive(TO_MACAO, query(OPENING)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Financed);
	});
}

/// The bank's claim is over by then, and its money may be on its way.
#[test]
fn what_is_reserved_here_is_claimed_for_who_asks() {
	test(|| {
		mocks::set_document_reserved(document());
		assert_ok!(arrive(TO_MACAO, query(OPENING - 100)));
		assert_eq!(answer(TO_MACAO), DuplicateAnswer::Claimed);
	});
}

#[test]
fn nobody_holds_a_document_for_ever() {
	test(|| {
		let endless = CorridorMessage::DuplicateQuery { document: document(), claimed_at: OPENING, until: u64::MAX };
		assert_ok!(arrive(TO_MACAO, endless));
		assert_eq!(Held::<Test>::get(document(), TO_MACAO).unwrap().until, OPENING + 30 * DAY);
		let over = CorridorMessage::DuplicateQuery { document: document(), claimed_at: 0, until: OPENING };
		assert_eq!(arrive(TO_MACAO, over), Err(Error::<Test>::Expired.into()));
	});
}

#[test]
fn a_reply_to_nothing_or_to_an_earlier_claim_is_refused() {
	test(|| {
		assert_eq!(reply(TO_MACAO, OPENING, DuplicateAnswer::Clear), Err(Error::<Test>::NotAsked.into()));
		assert_ok!(claim(BANK_KEY));
		set_now(OPENING + 7);
		assert_ok!(claim(BANK_KEY));
		assert_eq!(reply(TO_MACAO, OPENING, DuplicateAnswer::Clear), Err(Error::<Test>::NotAsked.into()));
		assert_ok!(reply(TO_MACAO, OPENING + 7, DuplicateAnswer::Claimed));
		assert_eq!(reply(TO_MACAO, OPENING + 7, DuplicateAnswer::Clear), Err(Error::<Test>::NotAsked.into()));
	});
}

#[test]
fn a_loan_made_here_is_told_to_both_other_ends() {
	test(|| {
		CrossBorder::financed(document(), similar());
		idle();
		assert_eq!(sent(TO_HONG_KONG), [notice()]);
		assert_eq!(sent(TO_MACAO), [notice()]);
	});
}

#[test]
fn a_closed_class_neither_blocks_nor_waits() {
	test(|| {
		assert_ok!(arrive(TO_MACAO, notice()));
		assert_ok!(CrossBorder::close_class(root(), TO_MACAO, DataClass::Duplicates));
		assert_eq!(CrossBorder::financed_abroad(document()), None);
		assert_ok!(claim(BANK_KEY));
		assert_ok!(reply(TO_HONG_KONG, OPENING, DuplicateAnswer::Clear));
		assert!(may_finance().is_ok());
		assert_ok!(CrossBorder::open_class(root(), TO_MACAO, DataClass::Duplicates));
		assert!(matches!(may_finance(), Err(Error::FinancedAbroad)));
	});
}

#[test]
fn an_end_that_was_closed_when_the_others_were_asked_is_asked_once_it_is_open() {
	test(|| {
		assert_ok!(CrossBorder::close_class(root(), TO_MACAO, DataClass::Duplicates));
		assert_ok!(claim(BANK_KEY));
		assert_ok!(reply(TO_HONG_KONG, OPENING, DuplicateAnswer::Clear));
		assert!(may_finance().is_ok());
		assert_ok!(CrossBorder::open_class(root(), TO_MACAO, DataClass::Duplicates));
		assert!(matches!(may_finance(), Err(Error::NotClaimed)));
		assert_ok!(claim(BANK_KEY));
		assert_eq!(sent(TO_MACAO), [query(OPENING)]);
	});
}

#[test]
fn while_a_corridor_is_halted_nothing_is_cleared() {
	test(|| {
		assert_ok!(claim(BANK_KEY));
		assert_ok!(reply(TO_HONG_KONG, OPENING, DuplicateAnswer::Clear));
		assert_ok!(reply(TO_MACAO, OPENING, DuplicateAnswer::Clear));
		assert_ok!(CrossBorder::halt(root(), TO_MACAO));
		assert!(matches!(may_finance(), Err(Error::Halted)));
	});
}

/// The declaration was financed abroad by its own token, and the invoice that names it is brought here.
#[test]
fn an_invoice_whose_declaration_is_financed_abroad_is_claimed_here() {
	test(|| {
		let declaration = H256::repeat_byte(1);
		mocks::set_declaration(document(), declaration);
		assert_ok!(claim(BANK_KEY));
		let asked: Vec<_> = sent(TO_MACAO)
			.into_iter()
			.map(|message| match message {
				CorridorMessage::DuplicateQuery { document, .. } => document,
				other => panic!("{other:?} is not a query"),
			})
			.collect();
		assert_eq!(asked, [declaration, document()], "both are asked, the one named last");
		assert!(Claims::<Test>::contains_key(declaration));
		let notice =
			CorridorMessage::DuplicateNotice { document: declaration, similar: similar(), financed_at: OPENING };
		assert_ok!(arrive(TO_MACAO, notice));
		assert!(matches!(CrossBorder::clearance(declaration, BANK), Err(Error::FinancedAbroad)));
		let again = frame_support::storage::with_storage_layer(|| claim(BANK_KEY));
		assert_noop!(again, Error::<Test>::FinancedAbroad);
	});
}
