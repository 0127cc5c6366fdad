use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use lingnan_lending::guarantee::check;
use lingnan_support::{Amount, BasisPoints, LoanId, Members as _, WHOLE};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// The register is sound; each guarantee has a number that was given out, parts that make one, and is found by its loan
	/// and by its guarantors; no loan is guaranteed beyond the whole; nobody has paid who did not sign or was not called.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_members()?;
		let mut parts = 0usize;
		for (id, guarantee) in Guarantees::<T>::iter() {
			ensure!(id < NextGuarantee::<T>::get(), "a guarantee has a number that was not given out");
			ensure!(OfLoan::<T>::get(guarantee.loan).contains(&id), "a loan does not know its guarantee");
			let kinds = |guarantor| Guarantors::<T>::get(guarantor).map(|guarantor| guarantor.spec.kind);
			let named: alloc::vec::Vec<GuaranteePart> = guarantee.parts.iter().map(|part| part.part).collect();
			ensure!(check(guarantee.scheme, &named, kinds).is_ok(), "parts make no guarantee");
			for part in &guarantee.parts {
				let known = OfGuarantor::<T>::contains_key(part.part.guarantor, id);
				ensure!(known, "a guarantor does not know its guarantee");
				let paid = part.paid_on.is_some() || part.stated_on.is_some();
				ensure!(!paid || guarantee.called_on.is_some(), "somebody paid who was not called");
			}
			ensure!(guarantee.called_on.is_none() || guarantee.is_signed(), "what nobody signed was called");
			parts = parts.saturating_add(guarantee.parts.len());
		}
		ensure!(OfGuarantor::<T>::iter().count() == parts, "a guarantor is led to no guarantee of its own");
		for (loan, all) in OfLoan::<T>::iter() {
			Self::try_loan(loan, &all)?;
		}
		Self::try_pools()
	}

	/// What is used of guarantors is what those have signed that take up room, for each bank and for all together.
	fn try_pools() -> Result<(), TryRuntimeError> {
		let mut used = BTreeMap::new();
		for guarantee in Guarantees::<T>::iter_values().filter(|guarantee| !guarantee.freed) {
			for part in guarantee.parts.iter().filter(|part| part.signed_on.is_some()) {
				let key = (part.part.guarantor, guarantee.currency, guarantee.institution);
				let sum: &mut Amount = used.entry(key).or_default();
				*sum = sum.saturating_add(part.stands_for);
			}
		}
		let mut all = BTreeMap::new();
		for (guarantor, (currency, institution), account) in PoolAccounts::<T>::iter() {
			let signed = used.remove(&(guarantor, currency, institution)).unwrap_or_default();
			ensure!(account.used == signed, "what a bank used of a guarantor is miscounted");
			let sum: &mut Amount = all.entry((guarantor, currency)).or_default();
			*sum = sum.saturating_add(signed);
		}
		ensure!(used.is_empty(), "a guarantor has no account of what it signed");
		for (guarantor, currency, used) in PoolUsed::<T>::iter() {
			ensure!(all.remove(&(guarantor, currency)) == Some(used), "what was used of a guarantor is miscounted");
		}
		ensure!(all.into_values().all(|used| used == 0), "what was used of a guarantor is counted for no cap");
		Ok(())
	}

	fn try_loan(loan: LoanId, all: &[lingnan_support::GuaranteeId]) -> Result<(), TryRuntimeError> {
		ensure!(!all.is_empty(), "a loan is known of which no guarantee is");
		let mut share: BasisPoints = 0;
		for id in all {
			let guarantee = Guarantees::<T>::get(id).ok_or("a loan is led to no guarantee")?;
			ensure!(guarantee.loan == loan, "a loan is led to another's guarantee");
			if guarantee.released_on.is_none() {
				share = share.saturating_add(guarantee.share());
			}
		}
		ensure!(share <= WHOLE, "a loan is guaranteed beyond the whole");
		Ok(())
	}
}
