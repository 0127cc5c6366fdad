use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::UnixTime};
use lingnan_lending::classification::{is_sound, least_by_days, may_judge, rule_of};
use lingnan_support::{date_of, loan::LoanState, Date, Institutions, Jurisdiction, LoanAccounts, LoanFacts, LoanId};
use sp_core::H256;
use sp_runtime::traits::Convert;

impl<T: Config> Pallet<T> {
	pub(crate) fn today() -> Date {
		date_of(T::Clock::now().as_secs())
	}

	/// The least that is demanded of a loan: by its days past due; and one that was restructured is special mention while it runs,
	/// or terms written anew would make a bad loan normal on the same day (UNVERIFIED: how the order of 2023 words it).
	pub(crate) fn demanded(rule: &ClassRule, facts: &LoanFacts, today: Date) -> LoanClass {
		let by_days = least_by_days(rule, facts.due_since, today);
		if facts.restructured {
			by_days.max(LoanClass::SpecialMention)
		} else {
			by_days
		}
	}

	/// What a place demands now.
	pub fn rule(place: Jurisdiction) -> ClassRule {
		Rules::<T>::get(place).unwrap_or(rule_of(place))
	}

	pub(crate) fn do_classify(
		who: &T::AccountId,
		loan: LoanId,
		class: LoanClass,
		non_accrual: bool,
		isolated: bool,
		reason: H256,
	) -> DispatchResult {
		let facts = T::Loans::facts(loan).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::key_of(facts.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		ensure!(facts.state != LoanState::Closed, Error::<T>::Closed);
		let rule = Self::rule(T::PlaceOf::convert(facts.institution));
		let on = Self::today();
		let demanded = Self::demanded(&rule, &facts, on);
		ensure!(!isolated || (rule.isolated_delays && facts.due_since.is_some()), Error::<T>::NotIsolated);
		ensure!(may_judge(&rule, demanded, class, isolated), Error::<T>::TooLenient);

		let judgement = Judgement { on, class, non_accrual, isolated, reason };
		Judgements::<T>::mutate(loan, |kept| {
			kept.retain(|one| one.on != on);
			if kept.is_full() {
				kept.remove(0);
			}
			// There is room now.
			let _ = kept.try_push(judgement);
		});
		Self::deposit_event(Event::Classified { loan, judgement });
		Ok(())
	}

	pub(crate) fn do_set_rule(place: Jurisdiction, rule: ClassRule) -> DispatchResult {
		ensure!(is_sound(&rule), Error::<T>::UnsoundRule);
		Rules::<T>::insert(place, rule);
		Self::deposit_event(Event::RuleSet { place, rule });
		Ok(())
	}
}
