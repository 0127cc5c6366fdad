use crate::{enforcement::Enforced, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{
	AssetId, AssetKind, Currency, CustomsDeclaration, InstitutionId, LienId, LoanId, RegistrationNumber, Security,
	SecurityClaim,
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
			kind: AssetKind::ExportDeclaration,
			creditor: T::BenchmarkHelper::enterprise(n).0,
			obligor: "An obligor with a name of middling length".try_into().unwrap_or_default(),
			declaration: Some(CustomsDeclaration(*b"531020200000000001")),
			currency: Currency::Usd,
			face_value: 1_000_000,
			issued: today,
			due: today.saturating_add(90),
			exact_token: H256::repeat_byte(1),
			coarse_token: H256::repeat_byte(2),
			token_version: TOKEN_VERSION,
		}
	}

	fn lien<T: Config>(kind: LienKind) -> LienSpec {
		let until = Pallet::<T>::today().saturating_add(30);
		LienSpec { institution: T::BenchmarkHelper::institution().0, kind, secured_amount: 1_000, until }
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
		registered_receivable::<T>(1);
		let receivable = receivable::<T>(0);
		let (_, controller) = T::BenchmarkHelper::enterprise(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), receivable);
		assert_eq!(NextAsset::<T>::get(), AssetId(2));
	}

	#[benchmark]
	fn confirm_receivable() {
		let asset = registered_receivable::<T>(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), asset, H256::repeat_byte(1));
	}

	#[benchmark]
	fn cancel_receivable() {
		let asset = registered_receivable::<T>(0);
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
		let claim = SecurityClaim { enterprise: enterprise.clone(), institution, loan: LoanId(1), until };
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

	#[benchmark]
	fn attest_document() {
		registered_receivable::<T>(0);
		let document = DocumentSpec::of(&receivable::<T>(0));
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), document);
		assert!(Pallet::<T>::is_confirmed(AssetId(0)));
	}

	#[benchmark]
	fn withdraw_attestation() {
		registered_receivable::<T>(0);
		let document = DocumentSpec::of(&receivable::<T>(0));
		let token = document.exact_token;
		Pallet::<T>::do_attest_document(T::BenchmarkHelper::customs(), document).expect("it is attested");
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), token);
		assert!(!Attested::<T>::contains_key(token));
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
