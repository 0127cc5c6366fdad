//! Keys of issuers, their versions, and documents that live through a change of the key.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AgencyId, AssetId, Corridor, FinancedDocuments, LoanId, Security};
use sp_core::H256;

fn open(n: u64) -> sp_runtime::DispatchResult {
	dispatch(CUSTOMS, Call::open_token_version { key: issuer_key(n) })
}

fn retire(version: u16) -> sp_runtime::DispatchResult {
	dispatch(CUSTOMS, Call::retire_token_version { version })
}

fn attest(tokens: DocumentTokens, formerly: Option<H256>) -> sp_runtime::DispatchResult {
	dispatch(CUSTOMS, Call::attest_document { document: DocumentSpec::of(&receivable(0), tokens), formerly })
}

fn register(token: H256) -> sp_runtime::DispatchResult {
	let receivable = ReceivableSpec { exact_token: Some(token), ..receivable(0) };
	dispatch(controller(0), Call::register_receivable { receivable })
}

fn status(tokens: DocumentTokens) -> DocumentStatus {
	Collateral::document_status(tokens.exact, tokens.coarse)
}

#[test]
fn an_agency_opens_and_retires_versions_of_its_key() {
	test(|| {
		let by = |who, key| dispatch(who, Call::open_token_version { key });
		assert_noop!(by(COURT, issuer_key(2)), Error::<Test>::NotAuthorized);
		assert_noop!(by(STRANGER, issuer_key(2)), Error::<Test>::NotAuthorized);
		assert_noop!(open(1), Error::<Test>::AlreadyExists);
		// The neutral point would make every token the same; others are no points at all.
		for bad in [H256::zero(), H256::repeat_byte(0xff), H256::repeat_byte(1)] {
			assert_noop!(by(CUSTOMS, bad), Error::<Test>::InvalidKey);
		}
		assert_ok!(open(2));
		System::assert_last_event(
			Event::TokenVersionOpened { agency: AgencyId(2), version: 2, key: issuer_key(2) }.into(),
		);
		set_today(TODAY + 5);
		assert_ok!(retire(1));
		System::assert_last_event(Event::TokenVersionRetired { agency: AgencyId(2), version: 1 }.into());
		assert_noop!(retire(1), Error::<Test>::TokenVersionRetired);
		assert_noop!(retire(3), Error::<Test>::NotFound);
		let by_court = dispatch(COURT, Call::retire_token_version { version: 2 });
		assert_noop!(by_court, Error::<Test>::NotAuthorized);
		let shown: Vec<_> = Collateral::issuer_keys(AgencyId(2))
			.into_iter()
			.map(|key| (key.version, key.key, key.retired_on))
			.collect();
		assert_eq!(shown, [(1, issuer_key(1), Some(TODAY + 5)), (2, issuer_key(2), None)]);
		assert!(Collateral::issuer_keys(AgencyId(0)).is_empty());
	});
}

#[test]
fn eight_versions_are_kept_and_a_retired_one_makes_room() {
	test(|| {
		for n in 2..=u64::from(MAX_KEYS) {
			assert_ok!(open(n));
		}
		assert_noop!(open(9), Error::<Test>::TooManyVersions);
		assert_ok!(retire(3));
		assert_ok!(open(9));
		let versions: Vec<_> = Collateral::issuer_keys(AgencyId(2)).iter().map(|key| key.version).collect();
		assert_eq!(versions, [1, 2, 4, 5, 6, 7, 8, 9]);
	});
}

#[test]
fn under_a_retired_version_nothing_is_attested_confirmed_or_registered() {
	test(|| {
		assert_ok!(attest(tokens(1), None));
		assert_ok!(open(2));
		assert_ok!(retire(1));
		assert_noop!(register(tokens(1).exact), Error::<Test>::TokenVersionRetired);
		assert_noop!(attest(tokens(2), None), Error::<Test>::TokenVersionRetired);
		let asset = noticed(0);
		let confirm = |tokens| dispatch(CUSTOMS, Call::confirm_receivable { asset, tokens });
		assert_noop!(confirm(tokens(2)), Error::<Test>::TokenVersionRetired);
		// The agency attests what lives under the new version, and the firm registers by that.
		assert_ok!(attest(later(1), Some(tokens(1).exact)));
		let renewed = Event::TokensRenewed { agency: AgencyId(2), exact_token: tokens(1).exact, tokens: later(1) };
		System::assert_last_event(renewed.into());
		assert_noop!(register(tokens(1).exact), Error::<Test>::TokenVersionRetired);
		assert_ok!(register(later(1).exact));
		assert_eq!(status(tokens(1)), DocumentStatus::RegisteredUnique);
		assert_eq!(status(later(1)), DocumentStatus::RegisteredUnique);
		assert_noop!(register(later(1).exact), Error::<Test>::AlreadyExists);
	});
}

/// A financed document gets tokens under the next version of the key: who brings it under those is refused as before.
#[test]
fn a_financed_document_is_financed_again_under_the_next_version() {
	test(|| {
		let mine = noticed(0);
		confirm(mine);
		bound(mine, 0, BANK);
		assert_ok!(open(2));
		assert_ok!(attest(later(1), Some(tokens(1).exact)));
		for name in [tokens(1).exact, later(1).exact, DECLARED, DECLARED_LATER] {
			assert!(<Collateral as FinancedDocuments>::is_financed(name), "{name}");
		}
		assert_eq!((status(tokens(1)), status(later(1))), (DocumentStatus::Financed, DocumentStatus::Financed));
		assert_noop!(register(later(1).exact), Error::<Test>::AlreadyExists);
		assert_noop!(attest(later(1), None), Error::<Test>::AlreadyExists);
		// Nor another invoice that names the declaration under the new version.
		let other = noticed(0);
		assert_ok!(dispatch(CUSTOMS, Call::confirm_receivable { asset: other, tokens: later(2) }));
		pledged(other, 0, OTHER_BANK);
		assert_noop!(reserve(other, 0, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
		// Whoever asks from abroad knows the new tokens.
		let declared = (DECLARED_LATER, DECLARED_LATER);
		assert_eq!(mocks::told_abroad()[2..], [(later(1).exact, later(1).coarse), declared]);
	});
}

/// A reserved one stays reserved, whichever of its tokens is asked for, and is asked for abroad under each.
#[test]
fn a_document_is_reserved_and_asked_for_abroad_under_both_versions() {
	test(|| {
		let mine = noticed(0);
		confirm(mine);
		assert_ok!(open(2));
		assert_ok!(attest(later(1), Some(tokens(1).exact)));
		let names = [tokens(1).exact, DECLARED, DECLARED_LATER, later(1).exact];
		assert_eq!(<Collateral as FinancedDocuments>::names(later(1).exact), names);
		pledged(mine, 0, BANK);
		for name in names {
			mocks::set_unclear(name, true);
			assert_noop!(reserve(mine, 0, BANK, LoanId(7)), sp_runtime::DispatchError::Other("not clear abroad"));
			mocks::set_unclear(name, false);
		}
		assert_ok!(reserve(mine, 0, BANK, LoanId(7)));
		for name in names {
			assert!(<Collateral as FinancedDocuments>::is_reserved(name));
			assert_eq!(<Collateral as FinancedDocuments>::is_financed(name), false);
		}
		Collateral::bind(mine, LoanId(7));
		assert_eq!(mocks::told_abroad().len(), 4);
		mocks::set_financed_abroad(later(1).exact, Corridor::GuangdongMacao);
		assert_eq!(status(tokens(1)), DocumentStatus::Financed);
		<Collateral as Security>::release(mine, LoanId(7));
	});
}

/// The customs attest a declaration under their new key; an invoice that named it by the old one is financed.
#[test]
fn a_declaration_is_financed_again_under_a_key_that_it_was_never_attested_under() {
	let declaration = || {
		let tokens = DocumentTokens { exact: DECLARED_LATER, by_declaration: None, ..later(9) };
		let kind = lingnan_support::AssetKind::ExportDeclaration;
		DocumentSpec { kind, ..DocumentSpec::of(&receivable(0), tokens) }
	};
	test(|| {
		let invoice = noticed(0);
		confirm(invoice);
		bound(invoice, 0, BANK);
		assert_ok!(open(2));
		assert_ok!(dispatch(CUSTOMS, Call::attest_document { document: declaration(), formerly: Some(DECLARED) }));
		let receivable = ReceivableSpec {
			kind: lingnan_support::AssetKind::ExportDeclaration,
			exact_token: Some(DECLARED_LATER),
			..receivable(0)
		};
		assert_ok!(dispatch(controller(0), Call::register_receivable { receivable }));
		pledged(AssetId(1), 0, OTHER_BANK);
		assert_noop!(reserve(AssetId(1), 0, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
	});
}

#[test]
fn tokens_are_renewed_for_the_same_document_by_the_same_agency_once() {
	test(|| {
		assert_ok!(attest(tokens(1), None));
		assert_ok!(attest(tokens(2), None));
		assert_noop!(attest(later(1), Some(tokens(1).exact)), Error::<Test>::InvalidTokenVersion);
		assert_ok!(open(2));
		let first = Some(tokens(1).exact);
		let refused = |change: fn(&mut DocumentSpec), error: Error<Test>| {
			let mut document = DocumentSpec::of(&receivable(0), later(1));
			change(&mut document);
			assert_noop!(dispatch(CUSTOMS, Call::attest_document { document, formerly: first }), error);
		};
		refused(|document| document.creditor = firm(1), Error::DiffersFromAttested);
		refused(|document| document.face_value += 1, Error::DiffersFromAttested);
		refused(|document| document.tokens.by_declaration = None, Error::DiffersFromAttested);
		refused(|document| document.tokens.version = 1, Error::AlreadyRenewed);
		// A token that is another document's already.
		refused(|document| document.tokens.exact = tokens(2).exact, Error::AlreadyExists);
		mocks::set_agency(AgencyId(7), 70, &[lingnan_support::AgencyRight::Customs]);
		for n in [5, 6] {
			assert_ok!(dispatch(70, Call::open_token_version { key: issuer_key(n) }));
		}
		let document = DocumentSpec::of(&receivable(0), later(1));
		let by_another = Call::attest_document { document, formerly: first };
		assert_noop!(dispatch(70, by_another), Error::<Test>::NotAuthorized);
		assert_ok!(attest(later(1), first));
		assert_ok!(open(3));
		assert_noop!(attest(DocumentTokens { version: 3, ..later(3) }, first), Error::<Test>::AlreadyRenewed);
		// What is taken back is taken back under each token.
		let token = later(1).exact;
		assert_ok!(dispatch(CUSTOMS, Call::withdraw_attestation { exact_token: token }));
		assert_noop!(register(tokens(1).exact), Error::<Test>::NotAttested);
		assert_noop!(register(token), Error::<Test>::NotAttested);
	});
}

/// The customs take back their word on a declaration that has two tokens, and an invoice that names it by the later one is financed
/// beside one that names it by the first.
#[test]
fn a_renewed_declaration_is_withdrawn_and_financed_again() {
	test(|| {
		let declared = |exact, version| {
			let tokens = DocumentTokens { version, exact, by_declaration: None, ..tokens(9) };
			let kind = lingnan_support::AssetKind::ExportDeclaration;
			DocumentSpec { kind, ..DocumentSpec::of(&receivable(0), tokens) }
		};
		let attest = |document, formerly| dispatch(CUSTOMS, Call::attest_document { document, formerly });
		assert_ok!(attest(declared(DECLARED, 1), None));
		assert_ok!(open(2));
		assert_ok!(attest(declared(DECLARED_LATER, 2), Some(DECLARED)));
		let mine = noticed(0);
		assert_ok!(dispatch(CUSTOMS, Call::confirm_receivable { asset: mine, tokens: tokens(1) }));
		bound(mine, 0, BANK);
		assert_ok!(dispatch(CUSTOMS, Call::withdraw_attestation { exact_token: DECLARED_LATER }));
		let other = noticed(0);
		assert_ok!(dispatch(CUSTOMS, Call::confirm_receivable { asset: other, tokens: later(2) }));
		pledged(other, 0, OTHER_BANK);
		assert_noop!(reserve(other, 0, OTHER_BANK, LoanId(8)), Error::<Test>::DuplicateOfFinanced);
	});
}
