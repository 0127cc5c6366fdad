use crate::*;
use frame_support::ensure;
use lingnan_support::{Amount, Enterprises as _, Institutions as _};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each line has a number that was given out, two parties that list it, and terms that keep their ranges; nothing is drawn
	/// on what was not accepted, only what is drawn once is used up, and a line is frozen whose last stop stands.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut lines = 0usize;
		for (id, line) in Lines::<T>::iter() {
			lines = lines.saturating_add(1);
			ensure!(id < NextLine::<T>::get(), "a line has a number that was not given out");
			ensure!(T::Institutions::key_of(line.institution).is_some(), "a line is of no institution");
			ensure!(T::Enterprises::exists(&line.spec.enterprise), "a line is of no enterprise");
			ensure!(LinesOf::<T>::contains_key(&line.spec.enterprise, id), "an enterprise does not list its line");
			ensure!(LinesBy::<T>::contains_key(line.institution, id), "an institution does not list its line");
			ensure!(line.spec.check().is_ok(), "a line's terms are outside their ranges");
			let accepted = line.accepted_on.is_some();
			ensure!((line.state == LineState::Offered) != accepted, "a line stands without acceptance");
			ensure!(accepted || line.drawn == 0, "something is drawn on an offer");
			ensure!(line.state != LineState::Expired, "that a line is over is not stored");
			ensure!((line.state == LineState::Cancelled) == line.cancelled_on.is_some(), "a line has no end");
			ensure!(line.used_up == 0 || !line.spec.revolving, "a line that revolves is used up");
			let taken = line.drawn > 0 || line.used_up > 0;
			ensure!(!taken || Moves::<T>::contains_key(id), "what was drawn was never noted");
			let stopped = line.stops.last().is_some_and(|stop| stop.to.is_none());
			let frozen = line.state == LineState::Frozen;
			ensure!(!frozen || stopped, "a frozen line has no stop that stands");
			ensure!(!stopped || matches!(line.state, LineState::Frozen | LineState::Cancelled), "a stop stands alone");
		}
		for (id, moves) in Moves::<T>::iter() {
			let line = Lines::<T>::get(id).ok_or("a fee is reckoned of no line")?;
			ensure!(moves.windows(2).all(|pair| pair[0].on < pair[1].on), "changes are out of order");
			let now = moves.last().map(|change| change.amount);
			let full = u32::try_from(moves.len()) == Ok(MAX_MOVES);
			ensure!(full || now == Some(line.drawn.saturating_add(line.used_up)), "a change was not noted");
		}
		for (id, account) in FeeAccounts::<T>::iter() {
			ensure!(Lines::<T>::get(id).is_some_and(|line| line.accepted_on.is_some()), "a fee is of no line");
			ensure!(account.levied.windows(2).all(|pair| pair[0].to == pair[1].from), "days are levied twice or never");
			let sum =
				|amounts: &mut dyn Iterator<Item = Amount>| amounts.fold(0u64, |sum, one| sum.saturating_add(one));
			let levied = sum(&mut account.levied.iter().map(|one| one.amount));
			ensure!(sum(&mut account.payments.iter().map(|one| one.amount)) <= levied, "more is paid than was levied");
		}
		ensure!(LinesOf::<T>::iter_keys().count() == lines, "an enterprise lists a line that is not there");
		ensure!(LinesBy::<T>::iter_keys().count() == lines, "an institution lists a line that is not there");
		ensure!(
			OfferedToday::<T>::iter_values().all(|done| done.count <= MAX_OFFERED_A_DAY),
			"an institution offered more often than a day allows"
		);
		Ok(())
	}
}
