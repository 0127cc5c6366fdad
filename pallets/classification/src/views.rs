use crate::*;
use alloc::vec::Vec;
use lingnan_lending::classification::{in_force, may_judge, spreads, with_others};
use lingnan_support::{loan::LoanState, Date, Jurisdiction, LoanAccounts, LoanFacts, LoanId};
use sp_runtime::traits::Convert;

impl<T: Config> Pallet<T> {
	/// What each place demands now.
	pub fn rules() -> Vec<ClassRuleView> {
		Jurisdiction::ALL.into_iter().map(|place| ClassRuleView { place, rule: Self::rule(place) }).collect()
	}

	/// The class of a loan today, with what it rests on. None: no loan of this number has begun, or it is repaid.
	pub fn classification(loan: LoanId) -> Option<ClassificationView> {
		let facts = T::Loans::facts(loan).filter(|facts| facts.state != LoanState::Closed)?;
		let today = Self::today();
		let place = T::PlaceOf::convert(facts.institution);
		let rule = Self::rule(place);
		let by_days = Self::demanded(&rule, &facts, today);
		let mut judgements: Vec<Judgement> = Judgements::<T>::get(loan).into_iter().collect();
		judgements.reverse();
		let last = judgements.first().copied();
		let own = Self::own(&rule, loan, &facts, today);
		let spread = rule.spread.is_some() && {
			let others = T::Loans::open_at(facts.institution, &facts.enterprise).into_iter();
			let each = others.filter_map(|other| {
				let facts = T::Loans::facts(other)?;
				let owed = T::Weighed::convert((facts.currency, facts.outstanding_principal));
				Some((Self::own(&rule, other, &facts, today), owed))
			});
			spreads(rule.spread, each)
		};
		let too_good = |last: Judgement| !may_judge(&rule, by_days, last.class, last.isolated);
		Some(ClassificationView {
			loan,
			institution: facts.institution,
			place,
			today,
			due_since: facts.due_since,
			by_days,
			spread,
			class: with_others(own, spread),
			non_accrual: last.is_some_and(|last| last.non_accrual),
			judgement_due: last.map_or(by_days > LoanClass::Normal, too_good),
			judgements,
		})
	}

	/// A loan's class by itself: what the bank judged last, or what the days past due demand where that is worse.
	fn own(rule: &ClassRule, loan: LoanId, facts: &LoanFacts, today: Date) -> LoanClass {
		let last = Judgements::<T>::get(loan).last().map(|last| (last.class, last.isolated));
		in_force(rule, Self::demanded(rule, facts, today), last)
	}
}
