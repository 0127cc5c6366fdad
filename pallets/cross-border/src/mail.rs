//! How messages leave and arrive.

use crate::*;
use core::ops::RangeInclusive;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	storage::with_storage_layer,
	traits::Get,
	weights::Weight,
};
use lingnan_support::{Corridor, CorridorInbox, CorridorMessage, Corridors, DataClass};

/// Queues of this chain: three classes for each of its two corridors.
const QUEUES: u64 = 6;

/// Revocations pass whatever the policy says: they only take back.
fn is_revocation(message: &CorridorMessage) -> bool {
	matches!(message, CorridorMessage::PassportRevoked { .. })
}

impl<T: Config> Pallet<T> {
	/// Sends at once, or fails.
	pub(crate) fn send(corridor: Corridor, message: CorridorMessage) -> Result<u64, DispatchError> {
		Self::ensure_ours(corridor)?;
		ensure!(!Self::is_halted(corridor), Error::<T>::Halted);
		if !is_revocation(&message) {
			Self::ensure_open(corridor, message.class())?;
		}
		let nonce = T::Corridors::send(corridor, message.to_wire())?;
		Self::deposit_event(Event::Sent { corridor, nonce, message });
		Ok(nonce)
	}

	/// Has a message sent as soon as it can be. Never fails.
	pub(crate) fn queue(corridor: Corridor, message: CorridorMessage) {
		let queue = (corridor, message.class());
		let (first, next) = WaitingRange::<T>::get(queue);
		Waiting::<T>::insert(queue, next, message.clone());
		WaitingRange::<T>::insert(queue, (first, next.saturating_add(1)));
		WaitingTotal::<T>::mutate(|total| *total = total.saturating_add(1));
		Self::deposit_event(Event::Queued { corridor, message });
	}

	pub(crate) fn do_send_waiting(corridor: Corridor, limit: u32) -> DispatchResult {
		Self::ensure_ours(corridor)?;
		ensure!(Self::send_queued(corridor, limit) > 0, Error::<T>::NothingToSend);
		Ok(())
	}

	/// Sends what waits as far as the weight carries; answers what it used.
	pub(crate) fn send_with(left: Weight) -> Weight {
		let look = T::DbWeight::get().reads(1);
		if !look.all_lte(left) || WaitingTotal::<T>::get() == 0 {
			return look.min(left);
		}
		let each = T::WeightInfo::send_waiting(1).saturating_add(T::Corridors::send_weight());
		// A queue whose lane does not take its first message costs an attempt.
		let attempts = each.saturating_mul(QUEUES).saturating_add(look);
		let carries = left.checked_sub(&attempts).and_then(|rest| rest.checked_div_per_component(&each)).unwrap_or(0);
		let most = u32::try_from(carries).unwrap_or(u32::MAX).min(MAX_BATCH);
		if most == 0 {
			return look;
		}
		let sent = Self::corridors()
			.into_iter()
			.fold(0u32, |sent, corridor| sent.saturating_add(Self::send_queued(corridor, most.saturating_sub(sent))));
		attempts.saturating_add(each.saturating_mul(sent.into()))
	}

	/// Sends what waits for a corridor, at most so many; answers how many.
	fn send_queued(corridor: Corridor, limit: u32) -> u32 {
		if Self::is_halted(corridor) || !T::Corridors::is_open(corridor) {
			return 0;
		}
		let mut sent = 0u32;
		for class in DataClass::ALL {
			let (mut first, next) = WaitingRange::<T>::get((corridor, class));
			let start = first;
			while first < next && sent < limit {
				let Some(message) = Waiting::<T>::get((corridor, class), first) else { break };
				if with_storage_layer(|| Self::send(corridor, message)).is_err() {
					break;
				}
				Waiting::<T>::remove((corridor, class), first);
				first = first.saturating_add(1);
				sent = sent.saturating_add(1);
			}
			if first == next {
				WaitingRange::<T>::remove((corridor, class));
			} else if first > start {
				WaitingRange::<T>::insert((corridor, class), (first, next));
			}
		}
		if sent > 0 {
			WaitingTotal::<T>::mutate(|total| *total = total.saturating_sub(sent.into()));
		}
		sent
	}

	/// Takes one message, or refuses it.
	fn take(corridor: Corridor, message: CorridorMessage) -> DispatchResult {
		let other_end = Self::ensure_ours(corridor)?;
		if !is_revocation(&message) {
			Self::ensure_open(corridor, message.class())?;
		}
		match message {
			CorridorMessage::Passport(passport) => Self::take_passport(corridor, other_end, passport),
			CorridorMessage::PassportRevoked { number, enterprise } => {
				Self::burn_passport(corridor, number, &enterprise);
				Ok(())
			},
			CorridorMessage::Voucher(voucher) => Self::take_voucher(corridor, other_end, voucher),
			CorridorMessage::VoucherCheck { voucher, check, fingerprint } => {
				Self::answer_check(corridor, voucher, check, fingerprint);
				Ok(())
			},
			CorridorMessage::VoucherReceipt { voucher, check, outcome } => {
				Self::take_receipt(corridor, voucher, check, outcome)
			},
			CorridorMessage::DuplicateQuery { document, claimed_at, until } => {
				Self::answer_query(corridor, other_end, document, HeldClaim { claimed_at, until })
			},
			CorridorMessage::DuplicateReply { document, claimed_at, answer } => {
				Self::take_reply(corridor, document, claimed_at, answer)
			},
			CorridorMessage::DuplicateNotice { document, similar, financed_at } => {
				Self::take_notice(corridor, document, FinancedElsewhere { financed_at, similar });
				Ok(())
			},
		}
	}
}

impl<T: Config> CorridorInbox for Pallet<T> {
	fn is_active(corridor: Corridor) -> bool {
		Self::ensure_ours(corridor).is_ok() && !Self::is_halted(corridor)
	}

	fn receive_weight(message: &CorridorMessage) -> Weight {
		match message {
			CorridorMessage::Passport(_) => T::WeightInfo::take_passport(),
			CorridorMessage::PassportRevoked { .. } => T::WeightInfo::burn_passport(),
			CorridorMessage::Voucher(_) => T::WeightInfo::take_voucher(),
			CorridorMessage::VoucherCheck { .. } => T::WeightInfo::answer_check(),
			CorridorMessage::VoucherReceipt { .. } => T::WeightInfo::take_receipt(),
			CorridorMessage::DuplicateQuery { .. } => T::WeightInfo::answer_query(),
			CorridorMessage::DuplicateReply { .. } => T::WeightInfo::take_reply(),
			CorridorMessage::DuplicateNotice { .. } => T::WeightInfo::take_notice(),
		}
	}

	fn receive(corridor: Corridor, nonce: u64, message: CorridorMessage) -> DispatchResult {
		let taken = if nonce > LastReceived::<T>::get(corridor) {
			LastReceived::<T>::insert(corridor, nonce);
			with_storage_layer(|| Self::take(corridor, message.clone()))
		} else {
			Err(Error::<T>::Replayed.into())
		};
		match taken {
			Ok(()) => Self::deposit_event(Event::Received { corridor, nonce, message }),
			Err(reason) => Self::deposit_event(Event::Refused { corridor, nonce, message, reason }),
		}
		taken
	}

	fn delivered(corridor: Corridor, nonces: RangeInclusive<u64>) {
		let last = *nonces.end();
		if last > LastDelivered::<T>::get(corridor) {
			LastDelivered::<T>::insert(corridor, last);
			Self::deposit_event(Event::Delivered { corridor, last });
		}
	}
}
