//! Who pays for a transaction: the parties for which its signer acts, then the sponsor, then whoever pays for an answer.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchInfo,
	traits::{Contains, Get},
	weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::OnChargeTransaction as _;
use sp_runtime::SaturatedConversion;

/// Why an allowance may be used.
pub(crate) enum How<AccountId> {
	/// The signer acts for the party.
	Own,
	/// The party sponsors the signer.
	Sponsored { account: AccountId, sponsor: AccountId },
	/// The signer is no party and must be able to make this call.
	Answer,
}

/// Whose allowance a transaction would use.
pub(crate) struct Payer<T: Config> {
	pub party: PartyOf<T>,
	pub how: How<T::AccountId>,
	/// Storage items that were read at most to find it among the signer's parties.
	pub reads: u64,
}

/// Whether an allowance has room for a transaction.
pub(crate) enum Room<T: Config> {
	/// This party's: what it has used, and the most that it may have used.
	Of { payer: Payer<T>, used: Budget, max: Budget },
	/// None has, though one will in a later block if it is `soon`. So many lookups were not needed to know.
	Missing { soon: bool, unread: u64 },
}

impl<T: Config> Payer<T> {
	/// The first that has room for so much.
	pub fn with_room(signer: &T::AccountId, call: &T::RuntimeCall, most: Budget) -> Room<T> {
		let mut soon = false;
		let found = T::Registers::find(signer);
		let unread = T::Registers::LOOKUPS.saturating_sub(found.reads.saturating_add(found.parties.len() as u64));
		let mut first = |payers: Vec<Self>| {
			payers.into_iter().find_map(|payer| {
				let mut allowance = Pallet::<T>::allowance(&payer.party);
				if payer.is_an_officers(signer) {
					allowance.max /= 2;
				}
				let after = allowance.used.saturating_add(most);
				if after <= allowance.max {
					return Some(Room::Of { payer, used: allowance.used, max: allowance.max });
				}
				let recovers = allowance.recovers_in(T::Patience::get());
				soon |= most <= allowance.max && after.saturating_sub(recovers) <= allowance.max;
				None
			})
		};
		// Asked one after another: who pays himself asks for no sponsor.
		if let Some(room) = first(Self::own(&found)) {
			return room;
		}
		let sponsorship = Sponsorships::<T>::get(signer);
		let sponsor = if sponsorship.is_some() { 0 } else { T::Registers::LOOKUPS };
		if let Some(room) = sponsorship.and_then(|given| first(Self::sponsors(signer, given, most))) {
			return room;
		}
		if let Some(room) = first(Self::answers(signer, call)) {
			return room;
		}
		let answer = if T::Registers::asks(call) { 0 } else { T::Registers::ANSWER_LOOKUPS };
		Room::Missing { soon, unread: unread.saturating_add(sponsor).saturating_add(answer) }
	}

	/// What it took to look for a payer in vain, and to take coins.
	pub fn coins_weight(unread: u64) -> Weight {
		<T as Config>::WeightInfo::paid_in_coins().saturating_sub(T::DbWeight::get().reads(unread))
	}

	/// All lookups that a payer in coins may take.
	pub const LOOKUPS: u64 = 2 * T::Registers::LOOKUPS + T::Registers::ANSWER_LOOKUPS;

	/// Whether an officer signs for a firm. Half of the firm's allowance is its controller's alone, who could otherwise be kept
	/// from ending the mandate, from a dispute or a veto, by whoever uses all of it.
	fn is_an_officers(&self, signer: &T::AccountId) -> bool {
		matches!(self.how, How::Own) && !self.party.is_led_by(signer)
	}

	/// The parties for which the signer acts.
	fn own(found: &Found<PartyOf<T>>) -> Vec<Self> {
		// What the ones before it have used was asked, too.
		let parties = found.parties.iter().cloned().zip(found.reads..);
		parties.map(|(party, reads)| Self { party, how: How::Own, reads }).collect()
	}

	/// The signer's sponsor, if the budget suffices.
	fn sponsors(signer: &T::AccountId, given: Sponsored<T::AccountId>, amount: Budget) -> Vec<Self> {
		if given.left < amount {
			return Vec::new();
		}
		let sponsor = given.sponsor;
		let how = || How::Sponsored { account: signer.clone(), sponsor: sponsor.clone() };
		let parties = Pallet::<T>::parties(&sponsor).into_iter();
		parties.map(|party| Self { party, how: how(), reads: T::Registers::LOOKUPS }).collect()
	}

	/// Who pays for an answer. For none that the chain stops now: it could be sent again and again.
	fn answers(signer: &T::AccountId, call: &T::RuntimeCall) -> Vec<Self> {
		let party = T::Registers::pays_for(signer, call).filter(|_| T::BaseCallFilter::contains(call));
		party.into_iter().map(|party| Self { party, how: How::Answer, reads: T::Registers::LOOKUPS }).collect()
	}

	/// What it took to find the payer and to count with it.
	pub fn weight(&self) -> Weight {
		match self.how {
			How::Own => {
				let unread = T::Registers::LOOKUPS.saturating_sub(self.reads);
				<T as Config>::WeightInfo::own().saturating_sub(T::DbWeight::get().reads(unread))
			},
			How::Sponsored { .. } => <T as Config>::WeightInfo::sponsored(),
			How::Answer => <T as Config>::WeightInfo::answered(),
		}
	}
}

/// A transaction that its signer has not sent yet.
pub struct Draft<'a, Call> {
	pub call: &'a Call,
	pub info: &'a DispatchInfo,
	/// Bytes of the whole transaction.
	pub len: u32,
	/// In the coin's smallest units, 10^12 of which are one coin.
	pub tip: Budget,
}

impl<T: Config> Pallet<T> {
	/// What a transaction uses, counted as `pallet-origin-restriction` does: as the coins that a stranger would pay.
	pub fn usage(weight: Weight, len: usize) -> Budget {
		let length = Weight::from_parts(u64::try_from(len).unwrap_or(u64::MAX), 0);
		let units = |fee: BalanceOf<T>| fee.saturated_into::<Budget>();
		units(T::WeightToFee::weight_to_fee(&weight)).saturating_add(units(T::LengthToFee::weight_to_fee(&length)))
	}

	/// What any payer at all takes to be found.
	pub fn most_weight() -> Weight {
		<T as Config>::WeightInfo::own()
			.max(<T as Config>::WeightInfo::sponsored())
			.max(<T as Config>::WeightInfo::answered())
			.max(<T as Config>::WeightInfo::paid_in_coins())
	}

	/// Whether a signed transaction would take no coins if it were sent now: an allowance has room for it, or will have soon and
	/// its signer has no coins to pay with.
	pub fn is_free(signer: &T::AccountId, draft: Draft<T::RuntimeCall>) -> bool {
		let Draft { call, info, len, tip } = draft;
		let most = Self::usage(info.total_weight(), usize::try_from(len).unwrap_or(usize::MAX));
		let too_poor = || {
			let tip = tip.saturated_into();
			let fee = pallet_transaction_payment::Pallet::<T>::compute_fee(len, info, tip);
			T::OnChargeTransaction::can_withdraw_fee(signer, call, info, fee, tip).is_err()
		};
		tip == 0
			&& match Payer::<T>::with_room(signer, call, most) {
				Room::Of { .. } => true,
				Room::Missing { soon, .. } => soon && too_poor(),
			}
	}
}
