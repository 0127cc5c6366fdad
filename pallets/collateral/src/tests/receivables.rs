use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks, AgencyId, AssetId, AssetKind, CustomsDeclaration, EnterpriseStatus, LoanId, Paging, Security, Text,
	MAX_AMOUNT,
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
	Collateral::document_status(H256::repeat_byte(exact), H256::repeat_byte(coarse))
}

#[test]
fn the_creditor_gives_notice() {
	test(|| {
		assert_eq!(by_tokens(1, 2), DocumentStatus::NotRegistered);
		assert_ok!(Collateral::register_receivable(signed(controller(0)), receivable(0)));
		System::assert_last_event(Event::ReceivableRegistered { asset: AssetId(0), receivable: receivable(0) }.into());
		assert_eq!(status(AssetId(0)), DocumentStatus::RegisteredUnique);
		assert_eq!(by_tokens(1, 2), DocumentStatus::RegisteredUnique);
		assert_eq!(by_tokens(9, 2), DocumentStatus::SimilarRegistered);
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
		let import = || CustomsDeclaration(*b"531020201000000001");
		refused(|spec| spec.declaration = Some(import()), Error::InvalidDeclaration);
		refused(|spec| spec.declaration = Some(CustomsDeclaration(*b"53102020A000000001")), Error::InvalidDeclaration);
		// The year 0000 has no canonical form.
		refused(|spec| spec.declaration = Some(CustomsDeclaration(*b"531000000000000001")), Error::InvalidDeclaration);
		refused(
			|spec| {
				spec.kind = AssetKind::ExportDeclaration;
				spec.declaration = None;
			},
			Error::InvalidDeclaration,
		);
		refused(|spec| spec.face_value = 0, Error::LimitExceeded);
		refused(|spec| spec.face_value = MAX_AMOUNT + 1, Error::LimitExceeded);
		refused(|spec| spec.issued = TODAY + 1, Error::InvalidDate);
		refused(|spec| spec.due = spec.issued - 1, Error::InvalidDate);
		refused(|spec| spec.due = TODAY - 1, Error::InvalidDate);
		refused(|spec| spec.token_version = 2, Error::InvalidTokenVersion);
		mocks::set_enterprise_status(&firm(0), EnterpriseStatus::Abnormal);
		refused(|_| {}, Error::EnterpriseNotActive);
		mocks::set_enterprise_status(&firm(0), EnterpriseStatus::Active);
		noticed(0);
		refused(|_| {}, Error::AlreadyExists);
	});
}

#[test]
fn another_applicant_with_the_same_document_is_warned_of() {
	test(|| {
		noticed(0);
		noticed(1);
		let exact_token = H256::repeat_byte(1);
		System::assert_last_event(Event::DuplicateRegistered { asset: AssetId(1), exact_token, others: 1 }.into());
		assert_eq!(
			(status(AssetId(0)), status(AssetId(1))),
			(DocumentStatus::RegisteredDuplicate, DocumentStatus::RegisteredDuplicate)
		);
		assert_eq!(by_tokens(1, 2), DocumentStatus::RegisteredDuplicate);

		let altered = ReceivableSpec { exact_token: H256::repeat_byte(7), declaration: None, ..receivable(2) };
		assert_ok!(Collateral::register_receivable(signed(controller(2)), altered));
		let coarse_token = H256::repeat_byte(2);
		System::assert_last_event(Event::SimilarRegistered { asset: AssetId(2), coarse_token, others: 2 }.into());
		assert_eq!(Collateral::asset_view(AssetId(2)).unwrap().receivable.unwrap().similar, 2);
	});
}

#[test]
fn the_customs_confirm_the_trade() {
	test(|| {
		let exact = H256::repeat_byte(1);
		let confirm = |who, asset| Collateral::confirm_receivable(signed(who), asset, exact);
		let other = noticed(1);
		assert_ok!(Collateral::cancel_receivable(signed(controller(1)), other));
		assert_noop!(confirm(CUSTOMS, other), Error::<Test>::Cancelled);
		let id = noticed(0);
		assert_noop!(confirm(IP_OFFICE, id), Error::<Test>::NotAuthorized);
		assert_noop!(confirm(CUSTOMS, AssetId(9)), Error::<Test>::NotFound);
		assert!(!Collateral::offer(id, &firm(0), TODAY).unwrap().trade_record_confirmed);
		assert_ok!(confirm(CUSTOMS, id));
		System::assert_last_event(Event::ReceivableConfirmed { asset: id, agency: AgencyId(2) }.into());
		assert!(Collateral::offer(id, &firm(0), TODAY).unwrap().trade_record_confirmed);
		assert_noop!(confirm(CUSTOMS, id), Error::<Test>::AlreadyConfirmed);
		let right = registered(right());
		assert_noop!(confirm(CUSTOMS, right), Error::<Test>::WrongKind);
	});
}

#[test]
fn a_free_one_is_cancelled_and_the_document_free_again() {
	test(|| {
		let id = noticed(0);
		assert_noop!(Collateral::cancel_receivable(signed(controller(1)), id), Error::<Test>::NotAuthorized);
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), AssetId(9)), Error::<Test>::NotFound);
		let lien = pledged(id, 0, BANK);
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), id), Error::<Test>::Pledged);
		assert_ok!(Collateral::release(signed(BANK_KEY), lien));
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), id));
		System::assert_last_event(Event::ReceivableCancelled { asset: id }.into());
		assert_eq!((status(id), by_tokens(1, 2)), (DocumentStatus::Cancelled, DocumentStatus::Cancelled));
		assert_noop!(Collateral::cancel_receivable(signed(controller(0)), id), Error::<Test>::Cancelled);
		assert_eq!(status(noticed(0)), DocumentStatus::RegisteredUnique);
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
		let another = ReceivableSpec { exact_token: H256::repeat_byte(77), declaration: None, ..receivable(0) };
		OpenDocuments::<Test>::insert(firm(0), MAX_DOCUMENTS);
		let call = || Collateral::register_receivable(signed(controller(0)), another.clone());
		assert_noop!(call(), Error::<Test>::TooManyDocuments);
		OpenDocuments::<Test>::insert(firm(0), MAX_DOCUMENTS - 1);
		assert_ok!(call());
		assert_noop!(call(), Error::<Test>::AlreadyExists);
		// A cancelled one leaves room; so does a financed one, as the invariants see after every test.
		assert_ok!(Collateral::cancel_receivable(signed(controller(0)), AssetId(0)));
		assert_eq!(OpenDocuments::<Test>::get(firm(0)), MAX_DOCUMENTS - 1);
		OpenDocuments::<Test>::insert(firm(0), 1);
	});
}
