use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_lending::classification::MAINLAND;
use lingnan_support::{Jurisdiction, LoanId};
use sp_core::H256;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// A loan that has begun, and its lender's key.
	fn loan() -> (LoanId, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The ninth judgement, for which the first goes.
	#[benchmark]
	fn classify() {
		let (loan, lender) = T::BenchmarkHelper::loan();
		let before = Pallet::<T>::today().saturating_sub(MOST_JUDGEMENTS);
		let judged = |day: u32| Judgement {
			on: before.saturating_add(day),
			class: LoanClass::Normal,
			non_accrual: false,
			isolated: false,
			reason: H256::repeat_byte(1),
		};
		let kept: alloc::vec::Vec<Judgement> = (0..MOST_JUDGEMENTS).map(judged).collect();
		Judgements::<T>::insert(loan, frame_support::BoundedVec::truncate_from(kept));
		#[extrinsic_call]
		_(RawOrigin::Signed(lender), loan, LoanClass::Loss, true, false, H256::repeat_byte(7));
		let kept = Judgements::<T>::get(loan);
		assert_eq!((kept.len() as u32, kept.last().map(|last| last.class)), (MOST_JUDGEMENTS, Some(LoanClass::Loss)));
	}

	#[benchmark]
	fn set_rule() {
		#[extrinsic_call]
		_(RawOrigin::Root, Jurisdiction::Guangdong, MAINLAND);
		assert_eq!(Rules::<T>::get(Jurisdiction::Guangdong), Some(MAINLAND));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
