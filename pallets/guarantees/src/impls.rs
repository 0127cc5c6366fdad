use crate::*;
use alloc::vec::Vec;
use frame_support::weights::Weight;
use lingnan_support::{ApplicationId, GuaranteeId, LoanId, Timestamp};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Says of every guarantee that stands behind the loan what happened to it. What follows from it is read from the loan
	/// itself, so that nothing can differ from the loan's books.
	fn tell(loan: LoanId, event: impl Fn(GuaranteeId) -> Event<T>) {
		let signed = Self::standing(loan).into_iter().filter(|(_, guarantee)| guarantee.is_signed());
		signed.for_each(|(id, _)| Self::deposit_event(event(id)));
	}

	/// The same, and changes what it takes up of its guarantors' room.
	fn tell_and(loan: LoanId, event: impl Fn(GuaranteeId) -> Event<T>, change: impl Fn(&mut Guarantee)) {
		for (id, mut guarantee) in Self::standing(loan) {
			change(&mut guarantee);
			Guarantees::<T>::insert(id, &guarantee);
			if guarantee.is_signed() {
				Self::deposit_event(event(id));
			}
		}
	}
}

impl<T: Config> lingnan_support::Guarantees for Pallet<T> {
	fn bind(loan: LoanId) {
		Self::tell_and(loan, |guarantee| Event::Bound { guarantee, loan }, Self::begin);
	}

	fn called(loan: LoanId) {
		Self::tell(loan, |guarantee| Event::Callable { guarantee, loan });
	}

	fn discharged(loan: LoanId) {
		Self::tell_and(loan, |guarantee| Event::Discharged { guarantee, loan }, Self::free);
	}

	fn restored(loan: LoanId) {
		Self::tell_and(loan, |guarantee| Event::Restored { guarantee, loan }, Self::take_again);
	}

	fn released(application: ApplicationId) {
		let all: Vec<GuaranteeId> = OfLoan::<T>::get(application.loan()).into_iter().collect();
		for id in all {
			if let Some(mut guarantee) = Guarantees::<T>::get(id) {
				Self::forget(id, &mut guarantee);
				Self::deposit_event(Event::Withdrawn { guarantee: id });
			}
		}
	}

	fn stand_behind(loan: LoanId) -> bool {
		Self::standing(loan).iter().any(|(_, guarantee)| guarantee.is_signed())
	}

	fn agreed(loan: LoanId, amendment: H256, valid_until: Timestamp) -> bool {
		let signed = Self::standing(loan).into_iter().filter(|(_, guarantee)| guarantee.is_signed());
		signed.flat_map(|(_, guarantee)| guarantee.parts).all(|part| part.agreed_to == Some((amendment, valid_until)))
	}

	fn lapsed(loan: LoanId) {
		for id in OfLoan::<T>::get(loan) {
			Guarantees::<T>::mutate(id, |guarantee| {
				let parts = guarantee.iter_mut().flat_map(|guarantee| guarantee.parts.iter_mut());
				parts.for_each(|part| part.agreed_to = None);
			});
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::tell()
	}

	fn weight_of(loan: LoanId) -> Weight {
		let of_loan = u64::try_from(OfLoan::<T>::get(loan).len()).unwrap_or(u64::MAX);
		Self::weight().saturating_div(MOST_OF_LOAN.into()).saturating_mul(of_loan)
	}
}
