use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{
	AssetId, AssetKind, Currency, CustomsDeclaration, InstitutionId, LienId, RegistrationNumber, Security,
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
			currency: Currency::USD,
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
		assert_eq!(NextAsset::<T>::get(), 1);
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
		assert_eq!(NextAsset::<T>::get(), 2);
	}

	#[benchmark]
	fn confirm_receivable() {
		let asset = registered_receivable::<T>(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(T::BenchmarkHelper::customs()), asset);
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
		_(RawOrigin::Signed(appraiser), asset, Currency::CNY, 1_000, today, H256::repeat_byte(3));
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

	#[benchmark]
	fn enforce() {
		let (asset, enterprise, key) = pledged::<T>(MAX_LIENS);
		let (institution, _) = T::BenchmarkHelper::institution();
		Pallet::<T>::bind(asset, &enterprise, institution, 1).expect("it is bound");
		Pallet::<T>::default(asset, 1).expect("it is in default");
		let (buyer, _) = T::BenchmarkHelper::enterprise(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), first::<T>(asset), Some(buyer.clone()), 2_000);
		assert!(OwnedBy::<T>::contains_key(buyer, asset));
	}

	#[benchmark]
	fn continue_lien() {
		let (asset, _, key) = pledged::<T>(1);
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
