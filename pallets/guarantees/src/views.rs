use crate::*;
use alloc::vec::Vec;
use lingnan_lending::guarantee::bears;
use lingnan_support::{
	loan::LoanState, BasisPoints, GuaranteeId, GuarantorId, LoanAccounts, LoanFacts, LoanId, Page, Paging, StoredPage,
	MOST_LISTED, WHOLE,
};

/// So many guarantees are listed at once: the books of each loan are reckoned.
const MOST_RECKONED: u32 = 100;

impl<T: Config> Pallet<T> {
	/// The guarantors, by number.
	pub fn guarantors(page: Paging) -> Page<GuarantorView<T::AccountId>> {
		Page::of_numbers(NextGuarantor::<T>::get(), page, MOST_LISTED, |id: GuarantorId| {
			let Guarantor { spec, suspended } = Guarantors::<T>::get(id)?;
			let GuarantorSpec { name, kind, jurisdiction, key } = spec;
			Some(GuarantorView { id, name, kind, jurisdiction, key, suspended, pools: Self::pools_of(id) })
		})
	}

	/// The guarantees of a loan, or of the application that it will come from.
	pub fn guarantees_of(loan: LoanId) -> Vec<GuaranteeView> {
		OfLoan::<T>::get(loan).into_iter().filter_map(Self::guarantee).collect()
	}

	/// The guarantees of which a guarantor has a part.
	pub fn guarantees_by(guarantor: GuarantorId, page: Paging) -> Page<GuaranteeView> {
		Page::of_keys::<OfGuarantor<T>, GuarantorId, GuaranteeId, ()>(guarantor, page, MOST_RECKONED, Self::guarantee)
	}

	/// A guarantee, with what its loan makes of it today.
	pub fn guarantee(id: GuaranteeId) -> Option<GuaranteeView> {
		let guarantee = Guarantees::<T>::get(id)?;
		let facts = T::Loans::facts(guarantee.loan);
		let state = Self::state(&guarantee, facts.as_ref());
		let parts: Vec<GuaranteePart> = guarantee.parts.iter().map(|part| part.part).collect();
		let shown = |part: &SignedPart| {
			let due = state == GuaranteeState::Called && part.part.backs.is_none() && part.paid_on.is_none();
			let to_pay = facts.as_ref().filter(|_| due).map_or(0, |facts| Self::amount(&guarantee, part, facts));
			PartView {
				guarantor: part.part.guarantor,
				share: part.part.share,
				backs: part.part.backs,
				bears: bears(&parts, &part.part),
				signed_on: part.signed_on,
				stated_on: part.stated_on,
				paid_on: part.paid_on,
				agreed_to: part.agreed_to.map(|(amendment, _)| amendment),
				to_pay,
				of_recoveries: Self::of_recoveries(&guarantee, part),
			}
		};
		Some(GuaranteeView {
			id,
			loan: guarantee.loan,
			institution: guarantee.institution,
			currency: guarantee.currency,
			scheme: guarantee.scheme,
			model: guarantee.model,
			covers: guarantee.covers,
			terms: guarantee.terms,
			state,
			proposed_on: guarantee.proposed_on,
			called_on: guarantee.called_on,
			pay_by: Self::pay_by(&guarantee),
			call_by: facts.as_ref().and_then(Self::call_by),
			lender_bears: WHOLE.saturating_sub(guarantee.share()),
			lender_of_recoveries: WHOLE.saturating_sub(Self::paid_on(guarantee.loan)),
			parts: guarantee.parts.iter().map(shown).collect(),
		})
	}

	/// Where it stands, by its loan's books.
	pub(crate) fn state(guarantee: &Guarantee, facts: Option<&LoanFacts>) -> GuaranteeState {
		let signed = guarantee.is_signed();
		match facts {
			_ if guarantee.released_on.is_some() => GuaranteeState::Released,
			None if signed => GuaranteeState::Signed,
			None => GuaranteeState::Proposed,
			Some(_) if !signed => GuaranteeState::Lapsed,
			Some(facts) if facts.state == LoanState::Closed => GuaranteeState::Discharged,
			Some(_) if guarantee.direct().all(|part| part.paid_on.is_some()) => GuaranteeState::Paid,
			Some(facts) if Self::is_called(guarantee, facts) && Self::is_payable(facts) => GuaranteeState::Called,
			Some(_) => GuaranteeState::Bound,
		}
	}

	/// A guarantor's part of what is recovered: its own once it has paid, less what those behind it have paid to it.
	fn of_recoveries(guarantee: &Guarantee, part: &SignedPart) -> BasisPoints {
		if part.paid_on.is_none() {
			return 0;
		}
		let behind = guarantee.parts.iter().filter(|other| {
			part.part.backs.is_none() && other.part.backs == Some(part.part.guarantor) && other.paid_on.is_some()
		});
		part.part.share.saturating_sub(behind.fold(0, |sum: BasisPoints, other| sum.saturating_add(other.part.share)))
	}
}
