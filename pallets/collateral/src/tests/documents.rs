use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks, AgencyId, AgencyRight, AssetId, AssetKind, Corridor, Currency, FinancedDocuments, InstitutionId, LienId,
	LoanId, Security,
};
use sp_core::H256;

const EXACT: H256 = H256::repeat_byte(1);
const COARSE: H256 = H256::repeat_byte(0x81);

/// What the customs say of the first firm's document.
fn document() -> DocumentSpec {
	DocumentSpec::of(&receivable(0), tokens(1))
}

fn attest(document: DocumentSpec) -> sp_runtime::DispatchResult {
	dispatch(CUSTOMS, Call::attest_document { document, formerly: None })
}

fn register(n: u32, change: impl FnOnce(&mut ReceivableSpec)) -> sp_runtime::DispatchResult {
	let mut spec = ReceivableSpec { exact_token: Some(EXACT), ..receivable(n) };
	change(&mut spec);
	dispatch(controller(n), Call::register_receivable { receivable: spec })
}

fn confirm_as(asset: AssetId, tokens: DocumentTokens) -> sp_runtime::DispatchResult {
	dispatch(CUSTOMS, Call::confirm_receivable { asset, tokens })
}

fn view(asset: AssetId) -> ReceivableView {
	Collateral::asset_view(asset).unwrap().receivable.unwrap()
}

fn status() -> DocumentStatus {
	Collateral::document_status(EXACT, COARSE)
}

/// A lien for a bank, and a loan on it.
fn financed(asset: AssetId, n: u32, institution: InstitutionId, loan: LoanId) {
	pledged(asset, n, institution);
	assert_ok!(reserve(asset, n, institution, loan));
	Collateral::bind(asset, loan);
}

/// A firm registers under a token that it made up, or that it saw or guessed: of another's document, or of one of its own that
/// no agency attested. It blocks nothing, for it is refused.
#[test]
fn token_of_the_firms_choice() {
	test(|| {
		assert_noop!(register(1, |_| {}), Error::<Test>::NotAttested);
		assert_noop!(register(1, |spec| spec.exact_token = Some(DECLARED)), Error::<Test>::NotAttested);
		assert_ok!(attest(document()));
		assert_noop!(register(1, |_| {}), Error::<Test>::AttestedOtherwise);
		assert_noop!(register(1, |spec| spec.exact_token = Some(H256::repeat_byte(9))), Error::<Test>::NotAttested);
		// The token of the declaration or of the coarse form is none of a document.
		assert_noop!(register(0, |spec| spec.exact_token = Some(DECLARED)), Error::<Test>::NotAttested);
		assert_noop!(register(0, |spec| spec.exact_token = Some(COARSE)), Error::<Test>::NotAttested);
		assert_ok!(register(0, |_| {}));
		assert_eq!((view(AssetId(0)).confirmed, view(AssetId(0)).status), (true, DocumentStatus::RegisteredUnique));
	});
}

/// Whatever strangers register, pledge and borrow on without an agency's word has no token: the owner's document is
/// reserved, financed and told abroad as if it were alone, and nobody asked of it hears of them.
#[test]
fn a_colluding_pair_finances_a_strangers_invoice_for_one_fen() {
	test(|| {
		for n in 1..3 {
			financed(noticed(n), n, OTHER_BANK, LoanId(u64::from(n) + 10));
		}
		assert!(!view(AssetId(0)).confirmed);
		assert_eq!(
			(view(AssetId(0)).status, view(AssetId(0)).spec.exact_token),
			(DocumentStatus::FinancedUnconfirmed, None)
		);
		assert!(mocks::told_abroad().is_empty(), "what nobody confirmed blocks nobody abroad");
		assert_eq!(status(), DocumentStatus::NotRegistered);
		assert_eq!((Documents::<Test>::iter().count(), Similar::<Test>::iter().count()), (0, 0));

		assert_ok!(attest(document()));
		assert_ok!(register(0, |_| {}));
		let mine = AssetId(NextAsset::<Test>::get().0 - 1);
		assert_eq!((view(mine).confirmed, view(mine).status), (true, DocumentStatus::RegisteredUnique));
		assert!(Collateral::offer(mine, &firm(0), TODAY).unwrap().trade_record_confirmed);
		financed(mine, 0, BANK, LoanId(7));
		assert_eq!((view(mine).status, status()), (DocumentStatus::Financed, DocumentStatus::Financed));
		assert!(<Collateral as FinancedDocuments>::is_financed(EXACT));
		assert!(<Collateral as FinancedDocuments>::is_financed(DECLARED));
		assert_eq!(mocks::told_abroad(), [(EXACT, COARSE), (DECLARED, DECLARED)]);
	});
}

#[test]
fn a_strangers_reservation_does_not_hold_the_owner_up() {
	test(|| {
		let theirs = noticed(1);
		pledged(theirs, 1, OTHER_BANK);
		assert_ok!(reserve(theirs, 1, OTHER_BANK, LoanId(8)));
		let mine = noticed(0);
		pledged(mine, 0, BANK);
		confirm(mine);
		assert_ok!(reserve(mine, 0, BANK, LoanId(7)));
		// The stranger's bank has paid meanwhile: its loan begins, and the owner's document stays the owner's.
		Collateral::bind(theirs, LoanId(8));
		Collateral::bind(mine, LoanId(7));
		assert_eq!(Documents::<Test>::get(EXACT).financed, Some(mine));
	});
}

/// An export declaration, and the invoice that names it; two invoices over one export. Each is attested, and one index knows
/// them: whichever a bank finances first, no bank finances another.
#[test]
fn declaration_financed_twice() {
	let declaration = |n: u32| {
		let tokens = DocumentTokens { exact: DECLARED, by_declaration: None, ..tokens(9) };
		DocumentSpec { kind: AssetKind::ExportDeclaration, ..DocumentSpec::of(&receivable(n), tokens) }
	};
	let prepare = || {
		assert_ok!(attest(declaration(0)));
		assert_ok!(register(0, |spec| {
			spec.kind = AssetKind::ExportDeclaration;
			spec.exact_token = Some(DECLARED);
		}));
		for document in 1..3 {
			assert_ok!(confirm_as(noticed(0), tokens(document)));
		}
	};
	for first in (0..3).map(AssetId) {
		test(|| {
			prepare();
			financed(first, 0, BANK, LoanId(7));
			for other in (0..3).map(AssetId).filter(|other| *other != first) {
				pledged(other, 0, OTHER_BANK);
				assert_noop!(reserve(other, 0, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
				assert_eq!(view(other).status, DocumentStatus::DuplicateOfFinanced);
			}
			assert_eq!(Collateral::document_status(DECLARED, H256::zero()), DocumentStatus::Financed);
		});
	}
	// While the first is only reserved, so is the declaration.
	test(|| {
		prepare();
		pledged(AssetId(1), 0, BANK);
		assert_ok!(reserve(AssetId(1), 0, BANK, LoanId(7)));
		pledged(AssetId(2), 0, OTHER_BANK);
		assert_noop!(reserve(AssetId(2), 0, OTHER_BANK, LoanId(8)), Error::<Test>::Reserved);
	});
	// An invoice that is financed before any agency spoke of it is not confirmed beside one that is.
	test(|| {
		prepare();
		let late = noticed(0);
		financed(late, 0, OTHER_BANK, LoanId(8));
		financed(AssetId(1), 0, BANK, LoanId(7));
		assert_noop!(confirm_as(late, tokens(5)), Error::<Test>::DuplicateOfFinanced);
	});
}

/// An invoice is attested as one firm's and names the declaration of another.
#[test]
fn an_invoice_names_another_firms_declaration() {
	let declaration = || {
		let tokens = DocumentTokens { exact: DECLARED, by_declaration: None, ..tokens(9) };
		DocumentSpec { kind: AssetKind::ExportDeclaration, ..DocumentSpec::of(&receivable(1), tokens) }
	};
	test(|| {
		assert_ok!(attest(declaration()));
		assert_noop!(attest(document()), Error::<Test>::AttestedOtherwise);
	});
	test(|| {
		assert_ok!(attest(document()));
		assert_ok!(register(0, |_| {}));
		assert_ok!(attest(declaration()));
		assert_eq!(view(AssetId(0)).status, DocumentStatus::AttestedOtherwise);
		assert_noop!(Collateral::offer(AssetId(0), &firm(0), TODAY), Error::<Test>::AttestedOtherwise);
		let pledge = Call::pledge { asset: AssetId(0), pledgor: firm(0), lien: pledge_to(BANK) };
		assert_noop!(dispatch(controller(0), pledge), Error::<Test>::AttestedOtherwise);
	});
}

#[test]
fn a_firm_registers_more_than_the_agency_attested() {
	test(|| {
		assert_ok!(attest(document()));
		assert_noop!(register(0, |spec| spec.face_value += 1), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.currency = Currency::Cny), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.due += 30), Error::<Test>::DiffersFromAttested);
		assert_noop!(register(0, |spec| spec.kind = AssetKind::ExportDeclaration), Error::<Test>::DiffersFromAttested);
		// A part was paid, and the day moved within its month.
		assert_ok!(register(0, |spec| {
			spec.face_value -= 1;
			spec.due += 1;
		}));
		System::assert_last_event(Event::ReceivableConfirmed { asset: AssetId(0), agency: AgencyId(2) }.into());
		assert_eq!(view(AssetId(0)).attested.unwrap().document, document());
	});
}

#[test]
fn what_was_registered_larger_than_it_is_is_not_confirmed() {
	test(|| {
		assert_ok!(register(0, |spec| {
			spec.face_value *= 2;
			spec.exact_token = None;
		}));
		assert_ok!(attest(document()));
		assert_noop!(confirm_as(AssetId(0), tokens(1)), Error::<Test>::DiffersFromAttested);
		let theirs = noticed(1);
		assert_noop!(confirm_as(theirs, tokens(1)), Error::<Test>::AttestedOtherwise);
		let mine = noticed(0);
		assert_ok!(confirm_as(mine, tokens(1)));
	});
}

#[test]
fn a_mistaken_word_is_taken_back_until_money_rests_on_it() {
	test(|| {
		let mine = noticed(0);
		confirm(mine);
		let withdraw = |who| dispatch(who, Call::withdraw_attestation { exact_token: EXACT });
		assert_noop!(withdraw(IP_OFFICE), Error::<Test>::NotAuthorized);
		mocks::set_agency(AgencyId(7), 70, &[AgencyRight::Customs]);
		assert_noop!(withdraw(70), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(CUSTOMS));
		System::assert_last_event(Event::AttestationWithdrawn { agency: AgencyId(2), exact_token: EXACT }.into());
		assert_eq!((view(mine).confirmed, view(mine).attested), (false, None));
		assert_eq!(status(), DocumentStatus::NotRegistered);
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
		assert_eq!(mocks::told_abroad(), [(EXACT, COARSE), (DECLARED, DECLARED)]);
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
		let by_court = Call::attest_document { document: document(), formerly: None };
		assert_noop!(dispatch(COURT, by_court), Error::<Test>::NotAuthorized);
		refused(|document| document.creditor = firm(99), Error::NotFound);
		refused(|document| document.kind = AssetKind::Design, Error::WrongKind);
		refused(|document| document.kind = AssetKind::ExportDeclaration, Error::InvalidDeclaration);
		refused(|document| document.tokens.by_declaration = Some(EXACT), Error::InvalidDeclaration);
		refused(|document| document.face_value = 0, Error::LimitExceeded);
		refused(|document| document.tokens.version = 2, Error::InvalidTokenVersion);
		assert_ok!(attest(document()));
		System::assert_last_event(Event::DocumentAttested { agency: AgencyId(2), document: document() }.into());
		refused(|_| {}, Error::AlreadyExists);
		refused(|document| document.creditor = firm(1), Error::AlreadyExists);
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
		assert_noop!(confirm_as(mine, tokens(1)), Error::<Test>::Reserved);
		<Collateral as Security>::release(mine, LoanId(7));
		assert_ok!(confirm_as(mine, tokens(1)));
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
		for name in [EXACT, DECLARED] {
			mocks::set_held_abroad(name, true);
			assert_noop!(confirm_as(mine, tokens(1)), Error::<Test>::HeldAbroad);
			mocks::set_held_abroad(name, false);
		}
		mocks::set_financed_abroad(EXACT, Corridor::GuangdongMacao);
		assert_noop!(confirm_as(mine, tokens(1)), Error::<Test>::FinancedAbroad);
		assert!(!view(mine).confirmed && mocks::told_abroad().is_empty());
	});
}

/// Another place financed the export declaration; here an invoice that names it is pledged.
#[test]
fn an_invoice_is_financed_whose_declaration_another_place_financed() {
	test(|| {
		let mine = noticed(0);
		confirm(mine);
		pledged(mine, 0, BANK);
		mocks::set_unclear(DECLARED, true);
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), sp_runtime::DispatchError::Other("not clear abroad"));
		mocks::set_financed_abroad(DECLARED, Corridor::GuangdongMacao);
		assert_noop!(reserve(mine, 0, BANK, LoanId(7)), Error::<Test>::FinancedAbroad);
		assert_eq!((view(mine).status, status()), (DocumentStatus::FinancedAbroad, DocumentStatus::FinancedAbroad));
		assert_eq!(<Collateral as FinancedDocuments>::names(EXACT), [DECLARED, EXACT]);
	});
}

/// An agency that lied was suspended, and nobody else could take back what it had said of a stranger's document.
#[test]
fn the_word_of_a_suspended_agency_stands_for_ever() {
	test(|| {
		let theirs = DocumentSpec { creditor: firm(1), ..document() };
		assert_ok!(attest(theirs));
		assert_noop!(register(0, |_| {}), Error::<Test>::AttestedOtherwise);
		mocks::set_agency(AgencyId(7), 70, &[AgencyRight::Customs]);
		let withdraw = |who| dispatch(who, Call::withdraw_attestation { exact_token: EXACT });
		assert_noop!(withdraw(70), Error::<Test>::NotAuthorized);
		mocks::set_agency(AgencyId(2), CUSTOMS, &[]);
		assert_noop!(withdraw(CUSTOMS), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(70));
		System::assert_last_event(Event::AttestationWithdrawn { agency: AgencyId(7), exact_token: EXACT }.into());
		assert_noop!(register(0, |_| {}), Error::<Test>::NotAttested);
		assert_ok!(dispatch(70, Call::open_token_version { key: issuer_key(7) }));
		assert_ok!(dispatch(70, Call::attest_document { document: document(), formerly: None }));
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
