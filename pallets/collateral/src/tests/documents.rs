use crate::{documents::declaration_token, mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks, AgencyId, AssetId, AssetKind, Currency, CustomsDeclaration, FinancedDocuments, InstitutionId, LienId,
	LoanId, Security,
};
use sp_core::H256;

const EXACT: H256 = H256::repeat_byte(1);

/// What the customs say of the first firm's document.
fn document() -> DocumentSpec {
	DocumentSpec::of(&receivable(0))
}

fn attest(document: DocumentSpec) -> sp_runtime::DispatchResult {
	dispatch(CUSTOMS, Call::attest_document { document })
}

fn register(n: u32, change: impl FnOnce(&mut ReceivableSpec)) -> sp_runtime::DispatchResult {
	let mut spec = receivable(n);
	change(&mut spec);
	dispatch(controller(n), Call::register_receivable { receivable: spec })
}

fn view(asset: AssetId) -> ReceivableView {
	Collateral::asset_view(asset).unwrap().receivable.unwrap()
}

/// A lien for a bank, and a loan on it.
fn financed(asset: AssetId, n: u32, institution: InstitutionId, loan: LoanId) {
	pledged(asset, n, institution);
	assert_ok!(reserve(asset, n, institution, loan));
	Collateral::bind(asset, loan);
}

/// A token seen on the chain, registered by a stranger and financed by a friendly bank for one fen, before its owner comes.
#[test]
fn a_colluding_pair_finances_a_strangers_invoice_for_one_fen() {
	test(|| {
		let theirs = noticed(1);
		financed(theirs, 1, OTHER_BANK, LoanId(8));
		assert!(!view(theirs).confirmed);
		assert!(mocks::told_abroad().is_empty(), "what nobody confirmed blocks nobody abroad");
		assert!(!<Collateral as FinancedDocuments>::is_financed(EXACT));
		let coarse = H256::repeat_byte(2);
		assert_eq!(Collateral::document_status(EXACT, coarse), DocumentStatus::FinancedUnconfirmed);

		assert_ok!(attest(document()));
		let mine = noticed(0);
		assert_eq!((view(mine).confirmed, view(mine).status), (true, DocumentStatus::RegisteredUnique));
		assert!(Collateral::offer(mine, &firm(0), TODAY).unwrap().trade_record_confirmed);
		financed(mine, 0, BANK, LoanId(7));
		assert_eq!(view(mine).status, DocumentStatus::Financed);
		assert_eq!(Collateral::document_status(EXACT, coarse), DocumentStatus::Financed);
		assert!(<Collateral as FinancedDocuments>::is_financed(EXACT));
		let declared = declaration_token(&receivable(0).declaration.unwrap()).unwrap();
		assert_eq!(mocks::told_abroad(), [(EXACT, coarse), (declared, declared)]);
	});
}

/// One document, unconfirmed: a stranger's registration is kept for loan 8, the owner's is pledged.
fn strangers_reserved_and_owners() -> (AssetId, AssetId) {
	let theirs = noticed(1);
	pledged(theirs, 1, OTHER_BANK);
	assert_ok!(reserve(theirs, 1, OTHER_BANK, LoanId(8)));
	let mine = noticed(0);
	pledged(mine, 0, BANK);
	(theirs, mine)
}

#[test]
fn a_strangers_reservation_does_not_hold_the_owner_up() {
	test(|| {
		let (theirs, mine) = strangers_reserved_and_owners();
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), Error::<Test>::Reserved);
		confirm(mine);
		assert_ok!(reserve(mine, 0, BANK, LoanId(7)));
		// The stranger's bank has paid meanwhile: its loan begins, and the owner's document stays the owner's.
		Collateral::bind(theirs, LoanId(8));
		Collateral::bind(mine, LoanId(7));
		assert_eq!(Documents::<Test>::get(EXACT).financed, Some(mine));
	});
}

#[test]
fn the_agencys_word_ends_what_a_stranger_registered_before() {
	test(|| {
		let theirs = noticed(1);
		pledged(theirs, 1, OTHER_BANK);
		assert_ok!(attest(document()));
		System::assert_last_event(Event::DocumentAttested { agency: AgencyId(2), document: document() }.into());
		assert_eq!(view(theirs).status, DocumentStatus::AttestedOtherwise);
		assert_eq!(view(theirs).attested.unwrap().document.creditor, firm(0));
		assert_noop!(reserve(theirs, 1, OTHER_BANK, LoanId(8)), Error::<Test>::AttestedOtherwise);
		assert_noop!(Collateral::confirm_receivable(signed(CUSTOMS), theirs, EXACT), Error::<Test>::AttestedOtherwise);
		let pledge = Collateral::pledge(signed(controller(1)), theirs, firm(1), pledge_to(BANK));
		assert_noop!(pledge, Error::<Test>::AttestedOtherwise);
	});
}

#[test]
fn nobody_registers_a_document_that_an_agency_says_is_anothers() {
	test(|| {
		assert_ok!(attest(document()));
		assert_noop!(register(1, |_| {}), Error::<Test>::AttestedOtherwise);
		// Nor by the declaration alone, under a token of his own choice.
		assert_noop!(register(1, |spec| spec.exact_token = H256::repeat_byte(9)), Error::<Test>::AttestedOtherwise);
	});
}

/// Two spellings of one document, two tokens, two banks: the declaration that both name is one.
#[test]
fn one_declaration_under_two_tokens_is_financed_once() {
	test(|| {
		let first = noticed(0);
		assert_ok!(register(1, |spec| spec.exact_token = H256::repeat_byte(9)));
		let warning = Event::DuplicateRegistered { asset: AssetId(1), exact_token: H256::repeat_byte(9), others: 1 };
		System::assert_last_event(warning.into());
		financed(first, 0, BANK, LoanId(7));
		assert_noop!(reserve(AssetId(1), 1, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
		assert_eq!(view(AssetId(1)).status, DocumentStatus::DuplicateOfFinanced);
		// The same firm, the same declaration.
		assert_noop!(register(0, |spec| spec.exact_token = H256::repeat_byte(9)), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn an_export_declaration_and_a_receivable_that_names_it_are_one_document() {
	test(|| {
		let declaration: CustomsDeclaration = "531020200000000001".parse().unwrap();
		let token = declaration_token(&declaration).unwrap();
		assert_ok!(register(0, |spec| {
			spec.kind = AssetKind::ExportDeclaration;
			spec.exact_token = token;
		}));
		assert_ok!(register(1, |_| {}));
		financed(AssetId(0), 0, BANK, LoanId(7));
		assert_eq!(view(AssetId(1)).status, DocumentStatus::DuplicateOfFinanced);
		assert_eq!(Collateral::document_status(token, H256::zero()), DocumentStatus::FinancedUnconfirmed);
		assert_noop!(reserve(AssetId(1), 1, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
	});
}

#[test]
fn a_firm_registers_more_than_the_agency_attested() {
	test(|| {
		assert_ok!(attest(document()));
		assert_noop!(register(0, |spec| spec.face_value += 1), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.currency = Currency::Cny), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.due += 30), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.declaration = None), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.coarse_token = H256::zero()), Error::<Test>::DiffersFromAttested);
		// A part was paid, and the day moved within its month.
		assert_ok!(register(0, |spec| {
			spec.face_value -= 1;
			spec.due += 1;
		}));
		System::assert_last_event(Event::ReceivableConfirmed { asset: AssetId(0), agency: AgencyId(2) }.into());
		assert!(view(AssetId(0)).confirmed);
	});
}

#[test]
fn what_was_registered_larger_than_it_is_can_secure_nothing() {
	test(|| {
		assert_ok!(register(0, |spec| spec.face_value *= 2));
		assert_ok!(attest(document()));
		assert_eq!((view(AssetId(0)).confirmed, view(AssetId(0)).status), (false, DocumentStatus::AttestedOtherwise));
		assert_noop!(Collateral::offer(AssetId(0), &firm(0), TODAY), Error::<Test>::AttestedOtherwise);
	});
}

/// A cheat has his own token confirmed beside the document's.
#[test]
fn an_agency_signs_the_token_and_not_what_was_registered() {
	test(|| {
		assert_ok!(register(0, |spec| spec.exact_token = H256::repeat_byte(9)));
		assert_noop!(Collateral::confirm_receivable(signed(CUSTOMS), AssetId(0), EXACT), Error::<Test>::TokenMismatch);
		assert_ok!(Collateral::confirm_receivable(signed(CUSTOMS), AssetId(0), H256::repeat_byte(9)));
	});
}

#[test]
fn a_mistaken_word_is_taken_back_until_money_rests_on_it() {
	test(|| {
		let mine = noticed(0);
		confirm(mine);
		let withdraw = |who| dispatch(who, Call::withdraw_attestation { exact_token: EXACT });
		assert_noop!(withdraw(IP_OFFICE), Error::<Test>::NotAuthorized);
		mocks::set_agency(AgencyId(7), 70, &[lingnan_support::AgencyRight::Customs]);
		assert_noop!(withdraw(70), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(CUSTOMS));
		System::assert_last_event(Event::AttestationWithdrawn { agency: AgencyId(2), exact_token: EXACT }.into());
		assert!(!view(mine).confirmed && view(mine).attested.is_none());
		assert_noop!(withdraw(CUSTOMS), Error::<Test>::NotFound);
		confirm(mine);
		pledged(mine, 0, BANK);
		assert_ok!(reserve(mine, 0, BANK, LoanId(7)));
		assert_noop!(withdraw(CUSTOMS), Error::<Test>::Reserved);
		Collateral::bind(mine, LoanId(7));
		assert_noop!(withdraw(CUSTOMS), Error::<Test>::AlreadyFinanced);
	});
}

#[test]
fn a_document_confirmed_after_it_was_financed_is_told_abroad() {
	test(|| {
		let mine = noticed(0);
		financed(mine, 0, BANK, LoanId(7));
		assert!(mocks::told_abroad().is_empty());
		confirm(mine);
		let declared = declaration_token(&receivable(0).declaration.unwrap()).unwrap();
		assert_eq!(mocks::told_abroad(), [(EXACT, H256::repeat_byte(2)), (declared, declared)]);
		assert!(<Collateral as FinancedDocuments>::is_financed(EXACT));
	});
}

#[test]
fn who_holds_a_document_and_its_first_lien() {
	test(|| {
		let mine = noticed(0);
		pledged(mine, 0, BANK);
		assert_eq!(<Collateral as FinancedDocuments>::holder_of(EXACT), None);
		assert_eq!(<Collateral as FinancedDocuments>::first_lien_of(EXACT), None);
		confirm(mine);
		assert_eq!(<Collateral as FinancedDocuments>::holder_of(EXACT), Some(firm(0)));
		assert_eq!(<Collateral as FinancedDocuments>::first_lien_of(EXACT), Some(BANK));
	});
}

#[test]
fn every_field_of_the_agencys_word_has_its_rule() {
	test(|| {
		let refused = |change: fn(&mut DocumentSpec), error: Error<Test>| {
			let mut document = document();
			change(&mut document);
			assert_noop!(attest(document), error);
		};
		assert_noop!(dispatch(COURT, Call::attest_document { document: document() }), Error::<Test>::NotAuthorized);
		refused(|document| document.creditor = firm(99), Error::NotFound);
		refused(|document| document.kind = AssetKind::Design, Error::WrongKind);
		refused(
			|document| {
				document.kind = AssetKind::ExportDeclaration;
				document.declaration = None;
			},
			Error::InvalidDeclaration,
		);
		refused(|document| document.face_value = 0, Error::LimitExceeded);
		refused(|document| document.token_version = 2, Error::InvalidTokenVersion);
		assert_ok!(attest(document()));
		refused(|_| {}, Error::AlreadyExists);
		refused(|document| document.creditor = firm(1), Error::AlreadyExists);
		refused(|document| document.exact_token = H256::repeat_byte(9), Error::AlreadyExists);
	});
}

/// Accepted unconfirmed, so that nobody abroad is asked; confirmed before the money goes; two confirmed loans at two places.
#[test]
fn a_document_confirmed_while_it_is_reserved_is_financed_twice() {
	test(|| {
		let mine = noticed(0);
		pledged(mine, 0, BANK);
		mocks::set_unclear(EXACT, true);
		assert_ok!(reserve(mine, 0, BANK, LoanId(7)));
		let confirm = |asset| dispatch(CUSTOMS, Call::confirm_receivable { asset, exact_token: EXACT });
		assert_noop!(confirm(mine), Error::<Test>::Reserved);
		assert_noop!(attest(document()), Error::<Test>::Reserved);
		<Collateral as Security>::release(mine, LoanId(7));
		assert_ok!(confirm(mine));
		// Now the other places are asked.
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), sp_runtime::DispatchError::Other("not clear abroad"));
	});
}

/// A bank abroad was told that the document is clear: it is not confirmed as financed here behind its back.
#[test]
fn a_financed_document_is_confirmed_while_a_bank_abroad_holds_it() {
	test(|| {
		let mine = noticed(0);
		financed(mine, 0, BANK, LoanId(7));
		mocks::set_held_abroad(EXACT, true);
		assert_noop!(attest(document()), Error::<Test>::HeldAbroad);
		mocks::set_held_abroad(EXACT, false);
		let confirm = |asset| dispatch(CUSTOMS, Call::confirm_receivable { asset, exact_token: EXACT });
		mocks::set_financed_abroad(EXACT, lingnan_support::Corridor::GuangdongMacao);
		assert_noop!(confirm(mine), Error::<Test>::FinancedAbroad);
		assert!(!view(mine).confirmed && mocks::told_abroad().is_empty());
	});
}

/// Another place financed the export declaration; here an invoice that names it is pledged.
#[test]
fn an_invoice_is_financed_whose_declaration_another_place_financed() {
	test(|| {
		let token = declaration_token(&receivable(0).declaration.unwrap()).unwrap();
		let mine = noticed(0);
		confirm(mine);
		pledged(mine, 0, BANK);
		mocks::set_unclear(token, true);
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), sp_runtime::DispatchError::Other("not clear abroad"));
		mocks::set_financed_abroad(token, lingnan_support::Corridor::GuangdongMacao);
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), Error::<Test>::FinancedAbroad);
		assert_eq!(view(mine).status, DocumentStatus::FinancedAbroad);
		assert_eq!(Collateral::document_status(EXACT, H256::zero()), DocumentStatus::FinancedAbroad);
		assert_eq!(<Collateral as FinancedDocuments>::names(EXACT), [token, EXACT]);
	});
}

/// An agency that lied was suspended, and nobody else could take back what it had said of a stranger's document.
#[test]
fn the_word_of_a_suspended_agency_stands_for_ever() {
	test(|| {
		let theirs = DocumentSpec { creditor: firm(1), ..document() };
		assert_ok!(attest(theirs));
		assert_noop!(register(0, |_| {}), Error::<Test>::AttestedOtherwise);
		let customs = [lingnan_support::AgencyRight::Customs];
		mocks::set_agency(AgencyId(7), 70, &customs);
		let withdraw = |who| dispatch(who, Call::withdraw_attestation { exact_token: EXACT });
		assert_noop!(withdraw(70), Error::<Test>::NotAuthorized);
		mocks::set_agency(AgencyId(2), CUSTOMS, &[]);
		assert_noop!(withdraw(CUSTOMS), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(70));
		System::assert_last_event(Event::AttestationWithdrawn { agency: AgencyId(7), exact_token: EXACT }.into());
		assert_ok!(register(0, |_| {}));
	});
}

/// It was sold in enforcement and confirmed for its buyer: the word on which a loan rests is taken back by way of the buyer.
#[test]
fn the_word_on_a_document_is_taken_back_after_it_was_sold() {
	test(|| {
		let mine = noticed(0);
		financed(mine, 0, BANK, LoanId(7));
		assert_ok!(Collateral::default(mine, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 400_000);
		let realisation = Realisation {
			buyer: Some(firm(2)),
			proceeds: 900_000,
			costs: 0,
			price: Price::Evidenced,
			evidence: H256::repeat_byte(7),
		};
		assert_ok!(Collateral::propose_enforcement(signed(BANK_KEY), LienId(0), realisation));
		set_today(TODAY + 16);
		assert_ok!(Collateral::enforce(signed(BANK_KEY), LienId(0)));
		confirm(mine);
		let taken_back = Collateral::withdraw_attestation(signed(CUSTOMS), EXACT);
		assert_noop!(taken_back, Error::<Test>::AlreadyFinanced);
	});
}

/// A stranger's registration is kept for a loan, the owner's too and let go, the agency takes its word back: a second stranger
/// finds the document free.
#[test]
fn two_banks_reserve_an_unconfirmed_document_one_after_its_owner() {
	test(|| {
		let (theirs, mine) = strangers_reserved_and_owners();
		confirm(mine);
		assert_ok!(reserve(mine, 0, BANK, LoanId(7)));
		<Collateral as Security>::release(mine, LoanId(7));
		assert_ok!(Collateral::withdraw_attestation(signed(CUSTOMS), EXACT));
		let others = noticed(2);
		pledged(others, 2, BANK);
		assert_noop!(reserve(others, 2, BANK, LoanId(9)), Error::<Test>::Reserved);
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), Error::<Test>::Reserved);
		<Collateral as Security>::release(theirs, LoanId(8));
		assert_ok!(reserve(others, 2, BANK, LoanId(9)));
	});
}
