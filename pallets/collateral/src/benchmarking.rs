use crate::{enforcement::Enforced, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{
	AssetId, AssetKind, Currency, InstitutionId, LienId, LoanId, RegistrationNumber, Security, SecurityClaim,
};
use sp_core::H256;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// The key of an agency with the intellectual-property right.
	fn ip_office() -> AccountId;
	/// The key of an agency with the court's right.
	fn court() -> AccountId;
	/// The key of an agency with the customs right.
	fn customs() -> AccountId;
	/// An active institution and its key.
	fn institution() -> (InstitutionId, AccountId);
	/// The `n`th of as many active enterprises as are asked for, and the account that controls it.
	fn enterprise(n: u32) -> (RegistrationNumber, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn owners<T: Config>() -> Owners {
		let owners: Vec<_> = (0..MAX_OWNERS).map(|n| T::BenchmarkHelper::enterprise(n).0).collect();
		owners.try_into().expect("within the bound")
	}

	fn right<T: Config>() -> RightSpec {
		let today = Pallet::<T>::today();
		RightSpec {
			kind: AssetKind::Trademark,
			number: RightNumber::Registration("12345678".try_into().unwrap_or_default()),
			title: "A title of middling length".try_into().unwrap_or_default(),
			owners: owners::<T>(),
			granted: true,
			expires: today.saturating_add(3_650),
			fee_paid_until: today.saturating_add(365),
		}
	}

	fn receivable<T: Config>(n: u32) -> ReceivableSpec {
		let today = Pallet::<T>::today();
		ReceivableSpec {
			kind: AssetKind::TradeReceivable,
			creditor: T::BenchmarkHelper::enterprise(n).0,
			obligor: "An obligor with a name of middling length".try_into().unwrap_or_default(),
			currency: Currency::Usd,
			face_value: 1_000_000,
			issued: today,
			due: today.saturating_add(90),
			exact_token: None,
			obligor_number: None,
		}
	}

	/// The base point of ristretto255 (RFC 9496, A.1).
	const KEY: [u8; 32] = [
		0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9, 0x61, 0xc5, 0x00, 0x51, 0x5f, 0x58, 0xe3,
		0x0b, 0x6a, 0xa5, 0x82, 0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d, 0x2d, 0x76,
	];

	/// Twice that.
	const OTHER_KEY: [u8; 32] = [
		0x6a, 0x49, 0x32, 0x10, 0xf7, 0x49, 0x9c, 0xd1, 0x7f, 0xec, 0xb5, 0x10, 0xae, 0x0c, 0xea, 0x23, 0xa1, 0x10,
		0xe8, 0xd5, 0xb9, 0x01, 0xf8, 0xac, 0xad, 0xd3, 0x09, 0x5c, 0x73, 0xa3, 0xb9, 0x19,
	];

	/// Tokens under a key of the agency.
	fn tokens<T: Config>(version: u16) -> DocumentTokens {
		let key = if version == 1 { KEY } else { OTHER_KEY };
		Pallet::<T>::do_open_token_version(T::BenchmarkHelper::customs(), H256(key)).expect("it is opened");
		let token = |n: u8| H256::repeat_byte(n.saturating_add(u8::try_from(version).unwrap_or_default() * 16));
		DocumentTokens { version, exact: token(1), coarse: token(2), by_declaration: Some(token(3)) }
	}

	/// A trade receivable, whose document names a declaration.
	fn document<T: Config>(tokens: DocumentTokens) -> DocumentSpec {
		DocumentSpec::of(&receivable::<T>(0), tokens)
	}

	/// A document that was attested.
	fn attested<T: Config>() -> H256 {
		let tokens = tokens::<T>(1);
		Pallet::<T>::do_attest_document(T::BenchmarkHelper::customs(), document::<T>(tokens), None)
			.expect("it is attested");
		tokens.exact
	}

	fn lien<T: Config>(kind: LienKind) -> LienSpec {
		let until = Pallet::<T>::today().saturating_add(30);
		LienSpec { institution: T::BenchmarkHelper::institution().0, kind, secured_amount: 1_000, until, renews: None }
	}

	fn registered_right<T: Config>() -> AssetId {
		let id = NextAsset::<T>::get();
		Pallet::<T>::do_register_right(T::BenchmarkHelper::ip_office(), right::<T>()).expect("it is registered");
		id
	}

	fn registered_receivable<T: Config>(n: u32) -> AssetId {
		let id = NextAsset::<T>::get();
		let (_, controller) = T::BenchmarkHelper::enterprise(n);
		Pallet::<T>::do_register_receivable(controller, receivable::<T>(n)).expect("it is registered");
		id
	}

	/// A receivable that an agency confirmed.
	fn confirmed_receivable<T: Config>() -> AssetId {
		let asset = registered_receivable::<T>(0);
		let tokens = tokens::<T>(1);
		Pallet::<T>::do_confirm_receivable(T::BenchmarkHelper::customs(), asset, tokens).expect("it is confirmed");
		asset
	}

	/// A receivable with so many liens.
	fn pledged<T: Config>(liens: u32) -> (AssetId, RegistrationNumber, T::AccountId) {
		let asset = registered_receivable::<T>(0);
		let (enterprise, controller) = T::BenchmarkHelper::enterprise(0);
		for _ in 0..liens {
			let spec = lien::<T>(LienKind::Assignment);
			Pallet::<T>::do_pledge(controller.clone(), asset, enterprise.clone(), spec).expect("it is pledged");
		}
		(asset, enterprise, T::BenchmarkHelper::institution().1)
	}

	fn first<T: Config>(asset: AssetId) -> LienId {
		*Ranking::<T>::get(asset).first().expect("there is one")
	}

	#[benchmark]
	fn license_appraiser() {
		let appraiser: T::AccountId = account("appraiser", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Root, appraiser.clone(), "An appraiser".try_into().unwrap_or_default());
		assert!(Appraisers::<T>::contains_key(appraiser));
	}

	#[benchmark]
	fn withdraw_licence() {
		let appraiser: T::AccountId = account("appraiser", 0, 0);
		let name = "An appraiser".try_into().unwrap_or_default();
		Pallet::<T>::do_license_appraiser(appraiser.clone(), name).expect("it is licensed");
		#[extrinsic_call]
		_(RawOrigin::Root, appraiser.clone());
		assert!(!Appraisers::<T>::contains_key(appraiser));
	}

	#[benchmark]
	fn register_right() {
		let (office, right) = (T::BenchmarkHelper::ip_office(), right::<T>());
		#[extrinsic_call]
		_(RawOrigin::Signed(office), right);
		assert_eq!(NextAsset::<T>::get(), AssetId(1));
	}

	#[benchmark]
	fn update_right() {
		let asset = registered_right::<T>();
		let today = Pallet::<T>::today();
		let update = RightUpdate {
			status: RightStatus::Lapsed,
			expires: today,
			fee_paid_until: today,
			invalidation_pending: false,
		};
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::ip_office()), asset, update);
	}

	#[benchmark]
	fn transfer_right() {
		let asset = registered_right::<T>();
		let owners = owners::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::ip_office()), asset, owners);
	}

	#[benchmark]
	fn set_encumbrance() {
		let asset = registered_right::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::court()), asset, Encumbrance::Preservation);
	}

	#[benchmark]
	fn agree_to_pledge() {
		let asset = registered_right::<T>();
		let (owner, controller) = T::BenchmarkHelper::enterprise(MAX_OWNERS - 1);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), asset, owner.clone(), true);
		assert!(Agreed::<T>::contains_key(asset, owner));
	}

	#[benchmark]
	fn acknowledge_invalidation() {
		let asset = registered_right::<T>();
		let right = right::<T>();
		let update = RightUpdate {
			status: RightStatus::Granted,
			expires: right.expires,
			fee_paid_until: right.fee_paid_until,
			invalidation_pending: true,
		};
		Pallet::<T>::do_update_right(T::BenchmarkHelper::ip_office(), asset, update).expect("it is updated");
		let (institution, key) = T::BenchmarkHelper::institution();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), asset);
		assert!(Acknowledged::<T>::contains_key(asset, institution));
	}

	#[benchmark]
	fn register_receivable() {
		let receivable = ReceivableSpec { exact_token: Some(attested::<T>()), ..receivable::<T>(0) };
		let (_, controller) = T::BenchmarkHelper::enterprise(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), receivable);
		assert!(Pallet::<T>::is_confirmed(AssetId(0)));
	}

	#[benchmark]
	fn confirm_receivable() {
		let asset = registered_receivable::<T>(0);
		let tokens = tokens::<T>(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), asset, tokens);
		assert!(Pallet::<T>::is_confirmed(asset));
	}

	#[benchmark]
	fn cancel_receivable() {
		let asset = confirmed_receivable::<T>();
		let (_, controller) = T::BenchmarkHelper::enterprise(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), asset);
	}

	#[benchmark]
	fn appraise() {
		let asset = registered_right::<T>();
		let appraiser: T::AccountId = account("appraiser", 0, 0);
		let name = "An appraiser".try_into().unwrap_or_default();
		Pallet::<T>::do_license_appraiser(appraiser.clone(), name).expect("it is licensed");
		let today = Pallet::<T>::today();
		#[extrinsic_call]
		_(RawOrigin::Signed(appraiser), asset, Currency::Cny, 1_000, today, H256::repeat_byte(3));
		assert!(Valuations::<T>::contains_key(asset));
	}

	#[benchmark]
	fn pledge() {
		let asset = registered_right::<T>();
		for n in 0..MAX_OWNERS {
			let (owner, controller) = T::BenchmarkHelper::enterprise(n);
			Pallet::<T>::do_agree_to_pledge(controller, asset, owner, true).expect("it agrees");
		}
		let (pledgor, controller) = T::BenchmarkHelper::enterprise(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), asset, pledgor, lien::<T>(LienKind::Pledge));
		assert_eq!(Ranking::<T>::get(asset).len(), 1);
	}

	#[benchmark]
	fn release() {
		let (asset, _, key) = pledged::<T>(MAX_LIENS);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), first::<T>(asset));
		assert_eq!(Ranking::<T>::get(asset).len() as u32, MAX_LIENS - 1);
	}

	/// A receivable with as many liens as there can be, the first of which secures a loan in default.
	fn in_default<T: Config>() -> (AssetId, RegistrationNumber) {
		let (asset, enterprise, _) = pledged::<T>(MAX_LIENS);
		let (institution, _) = T::BenchmarkHelper::institution();
		let until = Pallet::<T>::today();
		let (enterprise_of, loan) = (enterprise.clone(), LoanId(1));
		let claim = SecurityClaim { enterprise: enterprise_of, institution, loan, until, grace_days: 0, renews: None };
		Pallet::<T>::reserve(asset, &claim).expect("it is reserved");
		Pallet::<T>::bind(asset, LoanId(1));
		Pallet::<T>::default(asset, LoanId(1)).expect("it is in default");
		(asset, enterprise)
	}

	fn realisation<T: Config>() -> Realisation {
		let buyer = Some(T::BenchmarkHelper::enterprise(1).0);
		let evidence = H256::repeat_byte(7);
		Realisation { buyer, proceeds: 1_000_100, costs: 10, price: Price::Appraised, evidence }
	}

	fn proposed<T: Config>() -> (AssetId, LienId, RegistrationNumber) {
		let (asset, enterprise) = in_default::<T>();
		let id = first::<T>(asset);
		let lien = Liens::<T>::get(id).expect("it is there");
		Pallet::<T>::enter_proposal(id, &lien, Currency::Usd, realisation::<T>()).expect("it is proposed");
		(asset, id, enterprise)
	}

	/// Without the accounts of the loans, whose weight is added.
	#[benchmark]
	fn enforce() {
		let (asset, id, _) = proposed::<T>();
		let (_, key) = T::BenchmarkHelper::institution();
		#[block]
		{
			let lien = Pallet::<T>::held_by(&key, id).expect("it is held");
			let proposal = Enforcements::<T>::get(id).expect("it is proposed");
			Pallet::<T>::settle(Enforced { id, lien, loan: LoanId(1), owed: 500 }, proposal).expect("it is enforced");
		}
		assert!(OwnedBy::<T>::contains_key(T::BenchmarkHelper::enterprise(1).0, asset));
	}

	/// Without the account of the loan.
	#[benchmark]
	fn propose_enforcement() {
		let (asset, _) = in_default::<T>();
		let (id, (_, key)) = (first::<T>(asset), T::BenchmarkHelper::institution());
		#[block]
		{
			let lien = Pallet::<T>::held_by(&key, id).expect("it is held");
			Pallet::<T>::enter_proposal(id, &lien, Currency::Usd, realisation::<T>()).expect("it is proposed");
		}
		assert!(Enforcements::<T>::contains_key(id));
	}

	#[benchmark]
	fn agree_to_enforcement() {
		let (_, id, owner) = proposed::<T>();
		let (_, controller) = T::BenchmarkHelper::enterprise(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), id, owner, realisation::<T>());
	}

	#[benchmark]
	fn object_to_enforcement() {
		let (_, id, owner) = proposed::<T>();
		let (_, controller) = T::BenchmarkHelper::enterprise(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), id, owner, H256::repeat_byte(8));
	}

	#[benchmark]
	fn decide_objection() {
		let (_, id, owner) = proposed::<T>();
		let (_, controller) = T::BenchmarkHelper::enterprise(0);
		Pallet::<T>::do_object_to_enforcement(controller, id, owner, H256::repeat_byte(8)).expect("it objects");
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::court()), id, false, H256::repeat_byte(9));
	}

	#[benchmark]
	fn state_claim() {
		let (asset, ..) = proposed::<T>();
		let junior = *Ranking::<T>::get(asset).last().expect("there is one");
		let (_, key) = T::BenchmarkHelper::institution();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), junior, 1_000);
	}

	/// Of a financed document, under a later version.
	#[benchmark]
	fn attest_document() {
		let asset = confirmed_receivable::<T>();
		Pallet::<T>::finance_document(asset, LienId(0));
		let former = Registered::<T>::iter_keys().next();
		let later = document::<T>(tokens::<T>(2));
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), later.clone(), former);
		assert!(Attested::<T>::iter_values().all(|attested| attested.renewed == Some(later.tokens)));
	}

	#[benchmark]
	fn withdraw_attestation() {
		confirmed_receivable::<T>();
		let token = Registered::<T>::iter_keys().next().expect("it is registered");
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), token);
		assert!(!Attested::<T>::contains_key(token));
	}

	#[benchmark]
	fn open_token_version() {
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), H256(KEY));
		assert_eq!(IssuerKeys::<T>::iter().count(), 1);
	}

	#[benchmark]
	fn retire_token_version() {
		tokens::<T>(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), 1);
		assert!(IssuerKeys::<T>::iter_values().all(|keys| keys.iter().all(|key| key.retired_on.is_some())));
	}

	#[benchmark]
	fn confirm_debt() {
		let asset = registered_receivable::<T>(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), asset, 1_000);
		assert!(Confirmations::<T>::contains_key(asset));
	}

	/// On a receivable with as many liens as there can be and all but one of the notes, the first lien of a loan.
	#[benchmark]
	fn note_credit() {
		let (asset, _) = in_default::<T>();
		let issued = Pallet::<T>::today();
		let note = |n: u32| {
			let number = alloc::format!("CN-{n}").as_str().try_into().unwrap_or_default();
			CreditNoteSpec { number, amount: 60_000, issued }
		};
		let customs = T::BenchmarkHelper::customs();
		for n in 1..MAX_CREDIT_NOTES {
			Pallet::<T>::do_note_credit(customs.clone(), asset, note(n)).expect("it is noted");
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(customs), asset, note(0));
		assert_eq!(CreditNotes::<T>::get(asset).len() as u32, MAX_CREDIT_NOTES);
	}

	/// On a receivable with as many notes and liens as there can be, none of them in default.
	#[benchmark]
	fn withdraw_credit_note() {
		let (asset, ..) = pledged::<T>(MAX_LIENS);
		let issued = Pallet::<T>::today();
		let number = |n: u32| alloc::format!("CN-{n}").as_str().try_into().unwrap_or_default();
		let customs = T::BenchmarkHelper::customs();
		for n in 0..MAX_CREDIT_NOTES {
			let note = CreditNoteSpec { number: number(n), amount: 60_000, issued };
			Pallet::<T>::do_note_credit(customs.clone(), asset, note).expect("it is noted");
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(customs), asset, number(0));
		assert_eq!(CreditNotes::<T>::get(asset).len() as u32, MAX_CREDIT_NOTES - 1);
	}

	#[benchmark]
	fn set_collection_account() {
		let (asset, _, key) = pledged::<T>(MAX_LIENS);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), asset, H256::repeat_byte(5));
		assert!(CollectionAccounts::<T>::contains_key(asset));
	}

	/// The last of as many liens as there can be rises to the first rank.
	#[benchmark]
	fn register_outside() {
		let (asset, _, key) = pledged::<T>(MAX_LIENS);
		let last = *Ranking::<T>::get(asset).last().expect("there is one");
		let number = "01234567890123456789".try_into().unwrap_or_default();
		let registration = OutsideRegistration { register: Register::CreditReferenceCentre, number, at: 0 };
		#[extrinsic_call]
		_(RawOrigin::Signed(key), last, registration);
		assert_eq!(first::<T>(asset), last);
	}

	#[benchmark]
	fn admit_lender() {
		let (asset, _, key) = pledged::<T>(1);
		let (institution, _) = T::BenchmarkHelper::institution();
		let lien = first::<T>(asset);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), lien, institution, true);
		assert!(Admitted::<T>::contains_key(lien));
	}

	#[benchmark]
	fn accept_rank() {
		let (asset, _, key) = pledged::<T>(MAX_LIENS);
		let last = *Ranking::<T>::get(asset).last().expect("there is one");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), last);
		assert_eq!(AcceptedRanks::<T>::get(last), Some(MAX_LIENS));
	}

	#[benchmark]
	fn continue_lien() {
		let (asset, _) = in_default::<T>();
		let (_, key) = T::BenchmarkHelper::institution();
		let until = Pallet::<T>::today().saturating_add(60);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), first::<T>(asset), until);
	}

	#[benchmark]
	fn subordinate() {
		let (asset, _, key) = pledged::<T>(MAX_LIENS);
		let below = *Ranking::<T>::get(asset).last().expect("there is one");
		let lien = first::<T>(asset);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), lien, below);
		assert_eq!(Ranking::<T>::get(asset).last(), Some(&lien));
	}

	#[benchmark]
	fn lapse() {
		let (asset, ..) = pledged::<T>(MAX_LIENS);
		let lien = first::<T>(asset);
		// The registration ended in 1970.
		Liens::<T>::mutate(lien, |record| {
			if let Some(record) = record {
				record.until = 0;
			}
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), lien);
		assert_eq!(Ranking::<T>::get(asset).len() as u32, MAX_LIENS - 1);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
