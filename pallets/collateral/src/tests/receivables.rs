use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks, AgencyId, AssetId, AssetKind, EnterpriseStatus, LoanId, Paging, Security, Text, MAX_AMOUNT,
};
use sp_core::H256;

fn refused(change: impl FnOnce(&mut ReceivableSpec), error: Error<Test>) {
	let mut spec = receivable(0);
	change(&mut spec);
	assert_noop!(Collateral::register_receivable(signed(controller(0)), spec), error);
}

fn status(asset: AssetId) -> DocumentStatus {
	Collateral::asset_view(asset).unwrap().receivable.unwrap().status
}

fn by_tokens(exact: u8, coarse: u8) -> DocumentStatus {
	Collateral::document_status(H256::repeat_byte(exact), H256::repeat_byte(0x80 + coarse))
}

#[test]
fn the_creditor_gives_notice() {
	test(|| {
		assert_ok!(Collateral::register_receivable(signed(controller(0)), receivable(0)));
		System::assert_last_event(Event::ReceivableRegistered { asset: AssetId(0), receivable: receivable(0) }.into());
		// It is the firm's word: nothing is known of the document, and nothing of it is indexed.
		assert_eq!(status(AssetId(0)), DocumentStatus::Unconfirmed);
		assert_eq!(by_tokens(1, 1), DocumentStatus::NotRegistered);
		confirm(AssetId(0));
		assert_eq!(
			(status(AssetId(0)), by_tokens(1, 1)),
			(DocumentStatus::RegisteredUnique, DocumentStatus::RegisteredUnique)
		);
		assert_eq!(by_tokens(9, 1), DocumentStatus::SimilarRegistered);
		assert_eq!(Collateral::assets_of(&firm(0), Paging::FIRST).items, [AssetId(0)]);
	});
}

#[test]
fn every_field_has_its_rule() {
	test(|| {
		assert_noop!(
			Collateral::register_receivable(signed(controller(1)), receivable(0)),
			Error::<Test>::NotAuthorized
		);
		refused(|spec| spec.creditor = firm(99), Error::NotFound);
		refused(|spec| spec.kind = AssetKind::Invention, Error::WrongKind);
		refused(|spec| spec.obligor = Text::default(), Error::InvalidName);
		refused(|spec| spec.face_value = 0, Error::LimitExceeded);
		refused(|spec| spec.face_value = MAX_AMOUNT + 1, Error::LimitExceeded);
		refused(|spec| spec.issued = TODAY + 1, Error::InvalidDate);
		refused(|spec| spec.due = spec.issued - 1, Error::InvalidDate);
		refused(|spec| spec.due = TODAY - 1, Error::InvalidDate);
		refused(|spec| spec.exact_token = Some(H256::repeat_byte(1)), Error::NotAttested);
		mocks::set_enterprise_status(&firm(0), EnterpriseStatus::Abnormal);
		refused(|_| {}, Error::EnterpriseNotActive);
		mocks::set_enterprise_status(&firm(0), EnterpriseStatus::Active);
		confirm(noticed(0));
		refused(|spec| spec.exact_token = Some(H256::repeat_byte(1)), Error::AlreadyExists);
	});
}

#[test]
fn documents_over_one_declaration_and_similar_ones_are_warned_of() {
	test(|| {
		let confirm = |n: u32, tokens: DocumentTokens| {
			let asset = noticed(n);
			assert_ok!(Collateral::confirm_receivable(signed(CUSTOMS), asset, tokens));
			asset
		};
		let first = confirm(0, tokens(1));
		let second = confirm(0, tokens(2));
		let warning = Event::DuplicateRegistered { asset: second, exact_token: tokens(2).exact, others: 1 };
		System::assert_last_event(warning.into());
		let both = (status(first), status(second));
		assert_eq!(both, (DocumentStatus::RegisteredDuplicate, DocumentStatus::RegisteredDuplicate));

		let altered = confirm(2, DocumentTokens { coarse: tokens(1).coarse, by_declaration: None, ..tokens(7) });
		let (asset, coarse_token) = (altered, tokens(1).coarse);
		System::assert_last_event(Event::SimilarRegistered { asset, coarse_token, others: 1 }.into());
		assert_eq!(Collateral::asset_view(altered).unwrap().receivable.unwrap().similar, 1);
	});
}

#[test]
fn the_customs_confirm_the_trade() {
	test(|| {
		let confirm = |who, asset| Collateral::confirm_receivable(signed(who), asset, tokens(1));
		let other = noticed(1);
		assert_ok!(Collateral::cancel_receivable(signed(controller(1)), other));
		assert_noop!(confirm(CUSTOMS, other), Error::<Test>::Cancelled);
		let id = noticed(0);
		assert_noop!(confirm(IP_OFFICE, id), Error::<Test>::NotAuthorized);
		assert_noop!(confirm(CUSTOMS, AssetId(9)), Error::<Test>::NotFound);
		assert!(!Collateral::offer(id, &firm(0), TODAY).unwrap().trade_record_confirmed);
		assert_ok!(confirm(CUSTOMS, id));
		System::assert_has_event(Event::ReceivableConfirmed { asset: id, agency: AgencyId(2) }.into());
		let document = DocumentSpec::of(&receivable(0), tokens(1));
		System::assert_has_event(Event::DocumentAttested { agency: AgencyId(2), document }.into());
		assert!(Collateral::offer(id, &firm(0), TODAY).unwrap().trade_record_confirmed);
		assert_noop!(confirm(CUSTOMS, id), Error::<Test>::AlreadyConfirmed);
		// Another registration of the same document.
		let again = noticed(0);
		assert_noop!(
			dispatch(CUSTOMS, Call::confirm_receivable { asset: again, tokens: tokens(1) }),
			Error::<Test>::AlreadyExists
		);
		let right = registered(right());
		assert_noop!(confirm(CUSTOMS, right), Error::<Test>::WrongKind);
	});
}

#[test]
fn a_free_one_is_cancelled_and_the_document_free_again() {
	test(|| {
		let id = noticed(0);
		confirm(id);
		assert_noop!(Collateral::cancel_receivable(signed(controller(1)), id), Error::<Test>::NotAuthorized);
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), AssetId(9)), Error::<Test>::NotFound);
		let lien = pledged(id, 0, BANK);
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), id), Error::<Test>::Pledged);
		assert_ok!(Collateral::release(signed(BANK_KEY), lien));
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), id));
		System::assert_last_event(Event::ReceivableCancelled { asset: id }.into());
		assert_eq!((status(id), by_tokens(1, 1)), (DocumentStatus::Cancelled, DocumentStatus::NotRegistered));
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), id), Error::<Test>::Cancelled);
		let again = ReceivableSpec { exact_token: Some(tokens(1).exact), ..receivable(0) };
		assert_ok!(Collateral::register_receivable(signed(controller(0)), again));
		assert_eq!(status(AssetId(1)), DocumentStatus::RegisteredUnique);
		let right = registered(right());
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), right), Error::<Test>::WrongKind);
	});
}

#[test]
fn a_financed_one_is_never_cancelled() {
	test(|| {
		let id = noticed(0);
		bound(id, 0, BANK);
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), id), Error::<Test>::AlreadyFinanced);
	});
}

#[test]
fn an_enterprise_has_ten_thousand_open_documents_at_most() {
	test(|| {
		assert_ok!(Collateral::register_receivable(signed(controller(0)), receivable(0)));
		let another = receivable(0);
		OpenDocuments::<Test>::insert(firm(0), MAX_DOCUMENTS);
		let call = || Collateral::register_receivable(signed(controller(0)), another.clone());
		assert_noop!(call(), Error::<Test>::TooManyDocuments);
		OpenDocuments::<Test>::insert(firm(0), MAX_DOCUMENTS - 1);
		assert_ok!(call());
		assert_noop!(call(), Error::<Test>::TooManyDocuments);
		// A cancelled one leaves room; so does a financed one, as the invariants see after every test.
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), AssetId(0)));
		assert_eq!(OpenDocuments::<Test>::get(firm(0)), MAX_DOCUMENTS - 1);
		OpenDocuments::<Test>::insert(firm(0), 1);
	});
}
