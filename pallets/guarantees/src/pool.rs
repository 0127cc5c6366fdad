//! How far guarantors stand behind loans: a cap in total and for each bank, and a stop once too much was claimed. Room is kept from
//! the signature until the guarantee ends, by principal: what was paid and did not come back keeps it.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_lending::guarantee::{is_stopped, room, takes, PoolFault};
use lingnan_support::{Amount, Currency, GuarantorId, InstitutionId, Page, Paging, StoredPage, MOST_LISTED, WHOLE};

/// Whose room, in which currency, and for whom.
pub(crate) type OfPool = (GuarantorId, Currency, InstitutionId);

impl<T> From<PoolFault> for Error<T> {
	fn from(fault: PoolFault) -> Self {
		match fault {
			PoolFault::Stopped => Self::ClaimsStopped,
			PoolFault::BeyondShare => Self::BeyondBankCap,
			PoolFault::BeyondTotal => Self::BeyondPoolCap,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_pool(who: &T::AccountId, currency: Currency, rules: Option<PoolRules>) -> DispatchResult {
		let guarantor = GuarantorByKey::<T>::get(who).ok_or(Error::<T>::NotAuthorized)?;
		if let Some(PoolRules { total, for_each, stop_rate }) = rules {
			let within = (1..=total).contains(&for_each) && total <= lingnan_support::MAX_AMOUNT && stop_rate <= WHOLE;
			ensure!(within, Error::<T>::InvalidPool);
		}
		Pools::<T>::set(guarantor, currency, rules);
		Self::deposit_event(Event::PoolSet { guarantor, currency, rules });
		Ok(())
	}

	/// Whether a guarantor stands behind so much more for an institution.
	pub(crate) fn ensure_room((guarantor, currency, institution): OfPool, amount: Amount) -> Result<(), Error<T>> {
		let Some(rules) = Pools::<T>::get(guarantor, currency) else { return Ok(()) };
		let account = PoolAccounts::<T>::get(guarantor, (currency, institution));
		takes(&rules, PoolUsed::<T>::get(guarantor, currency), &account, amount).map_err(Error::<T>::from)
	}

	pub(crate) fn use_room((guarantor, currency, institution): OfPool, amount: Amount) {
		PoolUsed::<T>::mutate(guarantor, currency, |used| *used = used.saturating_add(amount));
		PoolAccounts::<T>::mutate(guarantor, (currency, institution), |account| {
			account.used = account.used.saturating_add(amount);
		});
	}

	fn give_room_back((guarantor, currency, institution): OfPool, amount: Amount) {
		PoolUsed::<T>::mutate(guarantor, currency, |used| *used = used.saturating_sub(amount));
		PoolAccounts::<T>::mutate(guarantor, (currency, institution), |account| {
			account.used = account.used.saturating_sub(amount);
		});
	}

	pub(crate) fn note_claim((guarantor, currency, institution): OfPool, amount: Amount) {
		PoolAccounts::<T>::mutate(guarantor, (currency, institution), |account| {
			account.claimed = account.claimed.saturating_add(amount);
		});
	}

	/// Those who signed, with what they stand for.
	fn signed(guarantee: &Guarantee) -> Vec<(OfPool, Amount)> {
		let signed = guarantee.parts.iter().filter(|part| part.signed_on.is_some());
		let of =
			|part: &SignedPart| ((part.part.guarantor, guarantee.currency, guarantee.institution), part.stands_for);
		signed.map(of).collect()
	}

	/// It ended: what it took up is free.
	pub(crate) fn free(guarantee: &mut Guarantee) {
		if !core::mem::replace(&mut guarantee.freed, true) {
			Self::signed(guarantee).into_iter().for_each(|(pool, amount)| Self::give_room_back(pool, amount));
		}
	}

	/// Its loan lives again: it takes up room again, beyond the caps if it must.
	pub(crate) fn take_again(guarantee: &mut Guarantee) {
		if guarantee.is_signed() && core::mem::replace(&mut guarantee.freed, false) {
			Self::signed(guarantee).into_iter().for_each(|(pool, amount)| Self::use_room(pool, amount));
		}
	}

	/// Its loan begins: what not all had signed has lapsed.
	pub(crate) fn begin(guarantee: &mut Guarantee) {
		if !guarantee.is_signed() {
			return Self::free(guarantee);
		}
		for ((guarantor, currency, institution), amount) in Self::signed(guarantee) {
			PoolAccounts::<T>::mutate(guarantor, (currency, institution), |account| {
				account.guaranteed = account.guaranteed.saturating_add(amount);
			});
		}
	}

	/// How far a guarantor stands behind loans, in each currency in which it says so.
	pub(crate) fn pools_of(guarantor: GuarantorId) -> Vec<PoolView> {
		let view = |currency| {
			let rules = Pools::<T>::get(guarantor, currency)?;
			let used = PoolUsed::<T>::get(guarantor, currency);
			Some(PoolView { currency, rules, used, room: rules.total.saturating_sub(used) })
		};
		Currency::ALL.into_iter().filter_map(view).collect()
	}

	/// What each institution used of a guarantor.
	pub fn pool_accounts(guarantor: GuarantorId, page: Paging) -> Page<PoolAccountView> {
		Page::of_hashed_keys::<PoolAccounts<T>, _, _, _>(guarantor, page, MOST_LISTED, |(currency, institution)| {
			let account = PoolAccounts::<T>::get(guarantor, (currency, institution));
			let rules = Pools::<T>::get(guarantor, currency);
			let used = PoolUsed::<T>::get(guarantor, currency);
			Some(PoolAccountView {
				institution,
				currency,
				account,
				stopped: rules.is_some_and(|rules| is_stopped(&rules, &account)),
				room: rules.map(|rules| room(&rules, used, &account)),
			})
		})
	}
}
