use crate::*;
use frame_support::ensure;
use lingnan_support::{Corridor, DataClass};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Only corridors of this place are used; queues have no gaps and are counted; passports and vouchers carry numbers
	/// that were given out; visitors come from where their number says, and their holders are listed.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let ours = |corridor: Corridor| Self::ensure_ours(corridor).is_ok();
		ensure!(Open::<T>::iter().all(|(corridor, ..)| ours(corridor)), "a class of another's corridor is open");
		ensure!(Halted::<T>::iter_keys().all(ours), "another's corridor is halted");
		ensure!(RestsUntil::<T>::iter_keys().all(|(corridor, _)| ours(corridor)), "another's corridor rests");
		// Whoever closes it may have a document financed twice: a third, or a majority, never does.
		let closed =
			|(corridor, class, _)| class == DataClass::Duplicates && Self::is_closed_for_a_time(corridor, class);
		ensure!(!Open::<T>::iter().any(closed), "the question about documents abroad is closed for a time");
		for corridor in Self::corridors() {
			let recognised = Recognised::<T>::iter_key_prefix(corridor).count();
			ensure!(recognised <= MAX_RECOGNISED, "too many scorecards are recognised");
		}
		Self::try_queues()?;
		for (corridor, enterprise, sent) in PassportsSent::<T>::iter() {
			ensure!(ours(corridor) && sent.passport.enterprise == enterprise, "a passport stands in a wrong place");
			let given = PassportCount::<T>::get(corridor);
			ensure!((1..=given).contains(&sent.passport.number), "a passport has a number that was not given out");
			ensure!(Home::<T>::get() == Some(enterprise.jurisdiction()), "a passport was sent of another's enterprise");
		}
		for (corridor, number, sent) in VouchersSent::<T>::iter() {
			ensure!((1..=VoucherCount::<T>::get(corridor)).contains(&number), "a voucher's number was not given out");
			ensure!(sent.voucher.number == number, "a voucher stands in a wrong place");
			ensure!(sent.checks_left <= CHECKS_PER_VOUCHER, "a voucher allows too many checks");
		}
		for ((corridor, voucher), check, asked) in ChecksAsked::<T>::iter() {
			ensure!((1..=CheckCount::<T>::get(corridor)).contains(&check), "a check's number was not given out");
			ensure!(asked.voucher == voucher, "a check stands in a wrong place");
		}
		ensure!(
			Claims::<T>::iter_values().all(|claim| claim.answers.iter().all(|(corridor, _)| ours(*corridor))),
			"a claim awaits an answer through another's corridor"
		);
		Self::try_visitors()
	}

	fn try_queues() -> Result<(), TryRuntimeError> {
		let mut total = 0u64;
		for ((corridor, class), (first, next)) in WaitingRange::<T>::iter() {
			ensure!(first < next, "an empty queue is stored");
			for place in first..next {
				let waits = Waiting::<T>::get((corridor, class), place).is_some_and(|message| message.class() == class);
				ensure!(waits, "a queue has a gap, or a message of another class");
			}
			total = total.saturating_add(next.saturating_sub(first));
		}
		ensure!(Waiting::<T>::iter_keys().count() as u64 == total, "a message waits outside its queue");
		ensure!(WaitingTotal::<T>::get() == total, "waiting messages are counted wrongly");
		Ok(())
	}

	fn try_visitors() -> Result<(), TryRuntimeError> {
		let mut visitors = 0usize;
		for (enterprise, visitor) in Visitors::<T>::iter() {
			let from = Self::ensure_ours(visitor.corridor)?;
			ensure!(enterprise.jurisdiction() == from, "a visitor came through a corridor that is not its place's");
			ensure!(Holders::<T>::contains_key(&visitor.holder, &enterprise), "a holder is not listed");
			visitors = visitors.saturating_add(1);
		}
		ensure!(Holders::<T>::iter_keys().count() == visitors, "an account acts for nobody");
		Ok(())
	}
}
