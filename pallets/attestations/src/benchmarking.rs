use crate::*;
use alloc::{string::ToString, vec::Vec};
use codec::{Decode, Encode};
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_anchored::{leaf_hash, node_hash, root_hash, MAX_PATH};
use lingnan_sealed::{prove_form as form_proof, rehearsal_rng, FormClaim, Opening};
use lingnan_support::{
	date_of, AgencyId, AgencyRight, Direction, IndicatorId, Jurisdiction, Purpose, RegistrationNumber,
};
use sp_core::H256;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// The `n`th of as many active enterprises as are asked for, and the account that controls it.
	fn enterprise(n: u32) -> (RegistrationNumber, AccountId);
	/// The key of an institution that holds a consent of the enterprise for everything, for this purpose.
	fn consented(enterprise: &RegistrationNumber, purpose: Purpose) -> AccountId;
}

#[benchmarks]
mod benchmarks {
	use super::*;

	fn agency<T: Config>(n: u32) -> AgencySpec<T::AccountId> {
		AgencySpec {
			name: "An agency with a name of middling length".try_into().unwrap_or_default(),
			jurisdiction: Jurisdiction::Guangdong,
			key: account("agency", n, 0),
			rights: alloc::vec![AgencyRight::Registrar, AgencyRight::Customs].try_into().unwrap_or_default(),
		}
	}

	fn indicator(owner: AgencyId) -> IndicatorSpec {
		IndicatorSpec {
			name: "An indicator".try_into().unwrap_or_default(),
			unit: "fen".try_into().unwrap_or_default(),
			owner,
			edges: alloc::vec![1, 2, 3, 4, 5, 6, 7].try_into().unwrap_or_default(),
			direction: Direction::HigherIsBetter,
			validity_days: 365,
			class: Class::Register,
			personal: false,
		}
	}

	/// An agency with an indicator: their numbers and the key.
	fn owner<T: Config>() -> (AgencyId, IndicatorId, T::AccountId) {
		let (owner, defined) = (NextAgency::<T>::get(), NextIndicator::<T>::get());
		let spec = agency::<T>(owner.0);
		let key = spec.key.clone();
		Pallet::<T>::enter_agency(spec).expect("it is entered");
		Pallet::<T>::enter_indicator(indicator(owner)).expect("it is defined");
		(owner, defined, key)
	}

	fn attestation<T: Config>(
		enterprise: RegistrationNumber,
		indicator: IndicatorId,
		days_ago: u32,
	) -> AttestationSpec {
		AttestationSpec {
			enterprise,
			indicator,
			value: Value::Open(4),
			period_end: date_of(Pallet::<T>::now()).saturating_sub(days_ago),
			evidence: H256::repeat_byte(1),
		}
	}

	fn stated<T: Config>() -> (RegistrationNumber, T::AccountId, IndicatorId, T::AccountId) {
		let (enterprise, controller) = T::BenchmarkHelper::enterprise(0);
		let (_, indicator, key) = owner::<T>();
		let attestation = attestation::<T>(enterprise.clone(), indicator, 1);
		Pallet::<T>::do_attest(key.clone(), attestation).expect("it is attested");
		(enterprise, controller, indicator, key)
	}

	/// An indicator with so many edges, an attestation by it that stores as many commitments, and what opens it.
	fn sealed<T: Config>(
		owner: AgencyId,
		key: &T::AccountId,
		enterprise: &RegistrationNumber,
		stored: u32,
	) -> (IndicatorId, Opening, Vec<[u8; 32]>) {
		let id = NextIndicator::<T>::get();
		let edges: Vec<i64> = (0..i64::from(stored)).collect();
		let edges = edges.try_into().expect("seven at most");
		let spec = IndicatorSpec { edges, class: Class::Figure, ..indicator(owner) };
		Pallet::<T>::enter_indicator(spec).expect("it is defined");
		let opening = Opening::seal(0, stored as usize + 1, &mut rehearsal_rng(&id.0.to_le_bytes()));
		let opening = opening.expect("there are two to eight bins");
		let points = opening.stored().expect("it is balanced");
		let on_chain: Vec<H256> = points.iter().copied().map(H256).collect();
		let value = Value::Sealed(on_chain.try_into().expect("seven at most"));
		let spec = AttestationSpec { value, ..attestation::<T>(enterprise.clone(), id, 0) };
		Pallet::<T>::do_attest(key.clone(), spec).expect("it is attested");
		(id, opening, points)
	}

	/// A leaf, a path of `n` hashes, and the root and the count of a tree in which they are the leaf's at place 0.
	fn proof<T: Config>(enterprise: RegistrationNumber, indicator: IndicatorId, n: u32) -> (LeafSpec, Path, H256, u32) {
		let period_end = date_of(Pallet::<T>::now());
		let leaf = LeafSpec { enterprise, indicator: indicator.0, period_end, value: Value::Open(4), salt: [7; 32] };
		let path: Vec<H256> = (0..n).map(|n| H256::repeat_byte(n as u8)).collect();
		let top = path.iter().fold(leaf_hash(&leaf), |hash, beside| node_hash(&hash, &beside.0));
		// The most leaves of which place 0 has such a path.
		let count = u32::try_from(1u64 << n).unwrap_or(u32::MAX);
		(leaf, path.try_into().expect("within the bound"), H256(root_hash(count, &top)), count)
	}

	#[benchmark]
	fn register_agency() {
		let id = NextAgency::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Root, agency::<T>(id.0));
		assert!(Agencies::<T>::contains_key(id));
	}

	#[benchmark]
	fn suspend_agency() {
		let (id, ..) = owner::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Agencies::<T>::get(id).is_some_and(|agency| agency.suspended));
	}

	#[benchmark]
	fn reinstate_agency() {
		let (id, ..) = owner::<T>();
		Pallet::<T>::do_suspend_agency(id).expect("it is suspended");
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Agencies::<T>::get(id).is_some_and(|agency| !agency.suspended));
	}

	#[benchmark]
	fn rekey_agency() {
		let (id, _, former) = owner::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id, account("new key", 0, 0));
		assert!(!AgencyByKey::<T>::contains_key(former));
	}

	#[benchmark]
	fn define_indicator() {
		let (id, ..) = owner::<T>();
		let next = NextIndicator::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Root, indicator(id));
		assert!(Indicators::<T>::contains_key(next));
	}

	#[benchmark]
	fn retire_indicator() {
		let (_, id, _) = owner::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, id);
		assert!(Indicators::<T>::get(id).is_some_and(|indicator| indicator.retired));
	}

	#[benchmark]
	fn attest() {
		let (enterprise, _, indicator, key) = stated::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), attestation::<T>(enterprise.clone(), indicator, 0));
		assert!(Latest::<T>::get(enterprise, indicator).is_some_and(|attestation| attestation.revision == 2));
	}

	#[benchmark]
	fn attest_many(n: Linear<1, MAX_BATCH>) {
		let (_, indicator, key) = owner::<T>();
		let attestations: Vec<_> =
			(0..n).map(|n| attestation::<T>(T::BenchmarkHelper::enterprise(n).0, indicator, 0)).collect();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), attestations.try_into().expect("within the bound"));
		assert_eq!(Latest::<T>::iter().count() as u32, n);
	}

	#[benchmark]
	fn commitments(p: Linear<1, { MAX_BATCH * MAX_STORED }>) {
		let points = Opening::seal(0, 2, &mut rehearsal_rng(b"benchmark"))
			.and_then(|opening| opening.stored())
			.expect("there are two bins");
		let points: Vec<_> = points.into_iter().cycle().take(p as usize).map(H256).collect();
		let sent = points.encode();
		let mut hashed = H256::zero();
		// As `attest_many` does: decoded, looked at, copied for the event, encoded and hashed for state and event.
		#[block]
		{
			let points = Vec::<H256>::decode(&mut sent.as_slice()).expect("they were encoded");
			assert!(points.iter().all(|point| lingnan_sealed::may_be_commitment(&point.0)));
			let told = points.clone().encode();
			for bytes in [points.encode(), told] {
				hashed ^= H256(sp_io::hashing::blake2_256(&bytes));
			}
		}
		assert!(hashed.is_zero(), "state and event say the same");
	}

	#[benchmark]
	fn revoke() {
		let (enterprise, _, indicator, key) = stated::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), enterprise.clone(), indicator, RevocationReason::Mistaken);
		let standing = Latest::<T>::get(enterprise, indicator).map(|attestation| attestation.standing);
		assert!(matches!(standing, Some(Standing::Revoked { .. })));
	}

	#[benchmark]
	fn dispute() {
		let (enterprise, controller, indicator, _) = stated::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), enterprise.clone(), indicator, H256::repeat_byte(2));
		let standing = Latest::<T>::get(enterprise, indicator).map(|attestation| attestation.standing);
		assert!(matches!(standing, Some(Standing::Disputed { .. })));
	}

	#[benchmark]
	fn uphold() {
		let (enterprise, controller, indicator, key) = stated::<T>();
		let reason = H256::repeat_byte(2);
		Pallet::<T>::do_dispute(controller, enterprise.clone(), indicator, reason).expect("it is disputed");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), enterprise.clone(), indicator, reason);
		let standing = Latest::<T>::get(enterprise, indicator).map(|attestation| attestation.standing);
		assert_eq!(standing, Some(Standing::Upheld));
	}

	#[benchmark]
	fn correct() {
		let (enterprise, controller, indicator, key) = stated::<T>();
		let reason = H256::repeat_byte(2);
		Pallet::<T>::do_dispute(controller, enterprise.clone(), indicator, reason).expect("it is disputed");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), enterprise.clone(), indicator, Value::Open(6), reason);
		assert!(Latest::<T>::get(enterprise, indicator).is_some_and(|attestation| attestation.revision == 2));
	}

	/// Supersedes an earlier period.
	#[benchmark]
	fn anchor_dataset() {
		// With the first enterprise the runtime's clock starts: there is a day before today.
		let _ = T::BenchmarkHelper::enterprise(0);
		let (_, indicator, key) = owner::<T>();
		let (today, root) = (date_of(Pallet::<T>::now()), H256::repeat_byte(1));
		let earlier = today.saturating_sub(1);
		Pallet::<T>::do_anchor_dataset(key.clone(), indicator, earlier, root, 1).expect("it is anchored");
		let id = NextDataset::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), indicator, today, root, u32::MAX);
		assert_eq!(NewestDataset::<T>::get(indicator), Some(id));
	}

	#[benchmark]
	fn revoke_dataset() {
		let (_, indicator, key) = owner::<T>();
		let (today, id) = (date_of(Pallet::<T>::now()), NextDataset::<T>::get());
		Pallet::<T>::do_anchor_dataset(key.clone(), indicator, today, H256::zero(), 1).expect("it is anchored");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), id, RevocationReason::Mistaken);
		let standing = Datasets::<T>::get(id).map(|dataset| dataset.standing);
		assert!(matches!(standing, Some(DatasetStanding::Revoked { .. })));
	}

	/// By an institution, over an attestation that stands for an earlier period.
	#[benchmark]
	fn materialise(n: Linear<0, MAX_PATH>) {
		let (enterprise, _, indicator, key) = stated::<T>();
		let bank = T::BenchmarkHelper::consented(&enterprise, Purpose::Assessment);
		let (leaf, path, root, count) = proof::<T>(enterprise.clone(), indicator, n);
		Pallet::<T>::do_anchor_dataset(key, indicator, leaf.period_end, root, count).expect("it is anchored");
		#[extrinsic_call]
		_(RawOrigin::Signed(bank), leaf, 0, path, Some(Purpose::Assessment));
		assert!(Latest::<T>::get(enterprise, indicator).is_some_and(|attestation| attestation.dataset.is_some()));
	}

	/// Shares `s` stored commitments out among `a` attestations: one to seven each, 256 bins in all at most.
	#[benchmark]
	fn prove_form(a: Linear<28, MAX_FORM>, s: Linear<64, 192>) {
		let (enterprise, controller) = T::BenchmarkHelper::enterprise(0);
		let (owner, _, key) = owner::<T>();
		let (mut named, mut openings, mut read) = (Vec::new(), Vec::new(), Vec::new());
		for n in 0..a {
			let stored = s / a + u32::from(n < s % a);
			let (indicator, opening, points) = sealed::<T>(owner, &key, &enterprise, stored);
			read.push(lingnan_sealed::Attestation::read(indicator.0, 1, &points).expect("they are sound"));
			named.push(ProvedAttestation { indicator, revision: 1 });
			openings.push(opening);
		}
		let claim =
			FormClaim::new(lingnan_support::genesis_hash::<T>(), enterprise.to_string(), read).expect("not too many");
		let proof = form_proof(&claim, &openings, &mut rehearsal_rng(b"proof")).expect("they are opened");
		#[extrinsic_call]
		_(
			RawOrigin::Signed(controller),
			enterprise.clone(),
			named.try_into().expect("within the bound"),
			proof.try_into().expect("within the bound"),
		);
		assert_eq!(Latest::<T>::iter_prefix_values(enterprise).filter(|last| last.shown).count(), a as usize);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
