use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, weights::Weight};
use lingnan_support::{Amount, Drawdown, LineId};

impl<T: Config> Pallet<T> {
	/// Whether a line would take a drawdown today. The first thing in which it does not is named.
	fn ensure_takes(line: &Line, drawdown: &Drawdown) -> DispatchResult {
		let LineSpec { enterprise, currency, repay_by, conditions, .. } = &line.spec;
		let same = enterprise == drawdown.enterprise && line.institution == drawdown.institution;
		ensure!(same, Error::<T>::OtherParties);
		match line.state_at(Self::now(), Self::today()) {
			LineState::InForce => {},
			LineState::Frozen => return Err(Error::<T>::Frozen.into()),
			LineState::Expired if line.state != LineState::Offered => return Err(Error::<T>::Expired.into()),
			LineState::Offered | LineState::Cancelled | LineState::Expired => return Err(Error::<T>::NotInForce.into()),
		}
		let DrawdownConditions { highest_rate, longest_tenor, methods, use_of_funds } = conditions;
		ensure!(drawdown.currency == *currency, Error::<T>::OtherCurrency);
		ensure!(drawdown.rate.is_none_or(|rate| rate <= *highest_rate), Error::<T>::RateTooHigh);
		ensure!(drawdown.tenor <= *longest_tenor, Error::<T>::TenorTooLong);
		ensure!(methods.is_empty() || methods.contains(&drawdown.method), Error::<T>::MethodNotAgreed);
		ensure!(use_of_funds.is_empty() || use_of_funds.contains(&drawdown.use_of_funds), Error::<T>::UseNotAgreed);
		ensure!(drawdown.until <= *repay_by, Error::<T>::BeyondTerm);
		ensure!(drawdown.amount <= line.left(), Error::<T>::BeyondLimit);
		Ok(())
	}

	/// Changes what is drawn. A line is never cleared away while anything refers to it, so it is always there.
	fn change(id: LineId, event: Event<T>, change: impl FnOnce(&mut Line)) {
		Lines::<T>::mutate_extant(id, |line| {
			change(line);
			Self::note_move(id, line);
		});
		Self::deposit_event(event);
	}
}

impl<T: Config> lingnan_support::Lines for Pallet<T> {
	fn check(id: LineId, drawdown: &Drawdown) -> DispatchResult {
		Self::ensure_takes(&Self::record(id)?, drawdown)
	}

	fn draw(id: LineId, drawdown: &Drawdown) -> DispatchResult {
		let line = Self::record(id)?;
		Self::ensure_takes(&line, drawdown)?;
		Self::change(id, Event::Drawn { line: id }, |line| line.drawn = line.drawn.saturating_add(drawdown.amount));
		Ok(())
	}

	fn repaid(id: LineId, amount: Amount) {
		Self::change(id, Event::Returned { line: id }, |line| {
			line.drawn = line.drawn.saturating_sub(amount);
			if !line.spec.revolving {
				line.used_up = line.used_up.saturating_add(amount);
			}
		});
	}

	fn redrawn(id: LineId, amount: Amount) {
		Self::change(id, Event::Drawn { line: id }, |line| {
			line.drawn = line.drawn.saturating_add(amount);
			line.used_up = line.used_up.saturating_sub(amount);
		});
	}

	fn release(id: LineId, amount: Amount) {
		Self::change(id, Event::Returned { line: id }, |line| line.drawn = line.drawn.saturating_sub(amount));
	}

	fn weight() -> Weight {
		T::WeightInfo::draw()
	}
}
