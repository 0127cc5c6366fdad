use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use lingnan_support::RegistrationNumber;
use sp_core::H256;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// A right bears one live lien at most; rankings hold each live lien of their asset once and no other; a document is
	/// financed once; tokens are counted right; owners' lists are complete.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<H256, TokenRecord>::new();
		let mut similar = BTreeMap::<H256, u32>::new();
		let mut open = BTreeMap::<RegistrationNumber, u32>::new();
		for (id, asset) in Assets::<T>::iter() {
			ensure!(id < NextAsset::<T>::get(), "an asset has a number that was not given out");
			for owner in asset.owners() {
				ensure!(OwnedBy::<T>::contains_key(owner, id), "an owner's list lacks an asset");
			}
			match asset.substance {
				Substance::Right(right) => {
					ensure!(Ranking::<T>::get(id).len() <= 1, "a right is pledged twice");
					ensure!(RightByNumber::<T>::get(asset.kind, right.number) == Some(id), "a right is not indexed");
				},
				Substance::Receivable(receivable) => {
					for key in Self::keys(&receivable) {
						let document = counted.entry(key).or_default();
						document.registered = document.registered.saturating_add(1);
						if receivable.financed.is_some() {
							ensure!(document.financed.replace(id).is_none(), "a document is financed twice");
						}
					}
					if let Some(key) = receivable.document {
						let attested =
							Attested::<T>::get(key).ok_or("a document is confirmed without an agency's word")?;
						let count = similar.entry(Self::first_of(attested.document.tokens.coarse)).or_default();
						*count = count.saturating_add(1);
						ensure!(Registered::<T>::get(key) == Some(id), "a confirmed document is not indexed");
					}
					if receivable.cancelled {
						ensure!(Ranking::<T>::get(id).is_empty(), "a cancelled receivable bears a lien");
						ensure!(receivable.document.is_none(), "a cancelled receivable is a document");
					}
					if receivable.financed.is_none() && !receivable.cancelled {
						let count = open.entry(receivable.spec.creditor.clone()).or_default();
						*count = count.saturating_add(1);
					}
					if receivable.financed.is_some() {
						ensure!(!receivable.cancelled, "a financed receivable was cancelled");
					}
				},
			}
		}
		Self::try_documents(&counted)?;
		ensure!(open == OpenDocuments::<T>::iter().collect(), "open documents are miscounted");
		ensure!(open.values().all(|count| *count <= MAX_DOCUMENTS), "an enterprise has too many open documents");
		ensure!(similar == Similar::<T>::iter().collect(), "similar documents are miscounted");

		for (owner, id, _) in OwnedBy::<T>::iter() {
			let owns = Assets::<T>::get(id).is_some_and(|asset| asset.owners().contains(&owner));
			ensure!(owns, "an owner's list names another's asset");
		}

		let mut ranked = BTreeSet::new();
		for (asset, ranking) in Ranking::<T>::iter() {
			for lien in ranking {
				ensure!(ranked.insert(lien), "a lien has two ranks");
				ensure!(
					Self::live(lien).is_ok_and(|lien| lien.asset == asset),
					"a ranking holds a lien that is not live"
				);
			}
		}
		for (id, lien) in Liens::<T>::iter() {
			ensure!(id < NextLien::<T>::get(), "a lien has a number that was not given out");
			let live = matches!(lien.state, LienState::Live | LienState::Defaulted);
			ensure!(live == ranked.contains(&id), "a live lien has no rank");
			ensure!(lien.state != LienState::Defaulted || lien.loan.is_some(), "a lien is in default for no loan");
		}
		Self::try_reservations()
	}
	/// Confirmed registrations are counted under each key, and a document is financed once under all its tokens.
	fn try_documents(counted: &BTreeMap<H256, TokenRecord>) -> Result<(), TryRuntimeError> {
		ensure!(*counted == Documents::<T>::iter().collect(), "documents are miscounted");
		for (key, attested) in Attested::<T>::iter() {
			let same = attested.tokens().all(|tokens| Self::first_of(tokens.exact) == key);
			ensure!(same, "an agency's word stands under another document");
		}
		for (key, id) in Registered::<T>::iter() {
			ensure!(Self::receivable(id)?.1.document == Some(key), "a document is said to be registered and is not");
		}
		for (later, first) in SameForm::<T>::iter() {
			ensure!(later != first && !Documents::<T>::contains_key(later), "a document is kept under two tokens");
		}
		for (_, keys) in IssuerKeys::<T>::iter() {
			ensure!(keys.windows(2).all(|pair| pair[0].version < pair[1].version), "an agency's keys are out of order");
		}
		for (id, proposal) in Enforcements::<T>::iter() {
			ensure!(
				Self::live(id).is_ok_and(|lien| lien.state == LienState::Defaulted),
				"a lien is enforced too early"
			);
			ensure!(proposal.realisation.costs <= proposal.realisation.proceeds, "costs exceed the proceeds");
		}
		for (id, _) in Upheld::<T>::iter() {
			let defaulted = Self::live(id).is_ok_and(|lien| lien.state == LienState::Defaulted);
			ensure!(defaulted, "a price is barred that nobody can propose");
		}
		Ok(())
	}
}
