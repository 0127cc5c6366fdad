//! What a firm pays for what is kept ready for it: reckoned from the line's own record, levied settlement by settlement.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_lending::commitment::{commitment, course, Drawn};
use lingnan_support::{conditions::DueDays, references, Amount, Calendars as _, Date, Institutions as _, LineId, Text};

/// Longer than a settlement: what is not over cannot be cut short by it.
const BEYOND: u32 = 400;

impl<T: Config> Pallet<T> {
	/// What of a line cannot be drawn changed today.
	pub(crate) fn note_move(id: LineId, line: &Line) {
		let now = Move { on: Self::today(), amount: line.drawn.saturating_add(line.used_up) };
		Moves::<T>::mutate(id, |moves| match moves.last_mut() {
			Some(last) if last.on == now.on => *last = now,
			_ => {
				if let (Err(now), Some(last)) = (moves.try_push(now), moves.last_mut()) {
					last.amount = last.amount.max(now.amount);
				}
			},
		});
	}

	/// The settlements that are over and were not levied, the earliest first.
	pub(crate) fn to_levy(id: LineId, line: &Line, account: &FeeAccount) -> Result<Vec<CommitmentDue>, DispatchError> {
		let LineSpec { enterprise, limit, until, commitment_fee, .. } = &line.spec;
		let Some(from) = line.accepted_on.filter(|_| commitment_fee.rate > 0) else { return Ok(Vec::new()) };
		let today = Self::today();
		let last = until.saturating_add(1);
		let to = line.cancelled_on.unwrap_or(last).min(last).min(today.saturating_add(BEYOND));
		if to <= from {
			return Ok(Vec::new());
		}
		let since = account.levied.last().map_or(from, |levied| levied.to);
		let moves = Moves::<T>::get(id).into_iter().map(|change| Drawn { on: change.on, amount: change.amount });
		let drawn = course(*limit, &[moves.collect()], &line.stops);
		let calendar = T::Calendars::of(enterprise.jurisdiction());
		let settled = |fee: &CommitmentFee, from| {
			commitment(*limit, fee, from, to, &drawn, &calendar).map_err(|_| Error::<T>::NotComputable)
		};
		let mut all = settled(commitment_fee, from)?;
		// A line that ended between the end of a settlement and its day to pay has no such settlement. If that was levied
		// before, the days since then are one of their own.
		if all.iter().any(|one| one.from < since && since < one.to) {
			let rest = CommitmentFee { due_days: DueDays::Maturity, ..*commitment_fee };
			all = settled(&rest, since)?;
		}
		// Of what was levied before nothing is kept to reckon it again.
		Ok(all.into_iter().filter(|one| since <= one.from && one.to <= today).collect())
	}

	pub(crate) fn do_levy(id: LineId) -> DispatchResult {
		let line = Self::record(id)?;
		let mut account = FeeAccounts::<T>::get(id);
		let settled = Self::to_levy(id, &line, &account)?;
		ensure!(!settled.is_empty(), Error::<T>::NothingToLevy);
		Self::enter(id, &line, &mut account, settled)?;
		FeeAccounts::<T>::insert(id, account);
		Ok(())
	}

	/// Puts settlements on the account.
	fn enter(id: LineId, line: &Line, account: &mut FeeAccount, settled: Vec<CommitmentDue>) -> DispatchResult {
		for one in settled {
			account.levied.try_push(one).map_err(|_| Error::<T>::TooManyEntries)?;
			// How much was drawn on its first day is all that the next needs of what came before.
			Moves::<T>::mutate_extant(id, |moves| {
				let before = moves.iter().filter(|change| change.on <= one.to).count().saturating_sub(1);
				moves.drain(..before);
			});
			Self::deposit_event(Event::FeeLevied { line: id, from: one.from, to: one.to });
		}
		// Where there was no room for every change, there is again.
		let drawn = line.drawn.saturating_add(line.used_up);
		if Moves::<T>::get(id).last().is_some_and(|last| last.amount != drawn) {
			Self::note_move(id, line);
		}
		Ok(())
	}

	pub(crate) fn do_record_fee(
		who: T::AccountId,
		id: LineId,
		amount: Amount,
		reference: Text<64>,
		value_date: Date,
	) -> DispatchResult {
		let line = Self::record(id)?;
		// A suspended institution keeps its duties.
		ensure!(T::Institutions::key_of(line.institution) == Some(who), Error::<T>::NotAuthorized);
		let accepted = line.accepted_on.ok_or(Error::<T>::WrongState)?;
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		let today = Self::today();
		ensure!((accepted..=today).contains(&value_date), Error::<T>::InvalidValueDate);
		let mut account = FeeAccounts::<T>::get(id);
		let recorded = |paid: &FeePayment| references::normalised(&paid.reference).as_ref() == Some(&key);
		ensure!(!account.payments.iter().any(recorded), Error::<T>::AlreadyRecorded);
		let settled = Self::to_levy(id, &line, &account)?;
		Self::enter(id, &line, &mut account, settled)?;
		ensure!(amount > 0, Error::<T>::LimitExceeded);
		ensure!(amount <= account.owed(), Error::<T>::BeyondFee);

		let payment = FeePayment { reference: reference.clone(), amount, value_date, recorded_on: today };
		account.payments.try_push(payment).map_err(|_| Error::<T>::TooManyEntries)?;
		FeeAccounts::<T>::insert(id, account);
		Self::deposit_event(Event::FeePaid { line: id, reference, value_date });
		Ok(())
	}
}
