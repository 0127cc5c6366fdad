use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use lingnan_support::{AssetId, LienId, RegistrationNumber};
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
					let liens = Ranking::<T>::get(id).into_iter().filter_map(Liens::<T>::get);
					let pledges = liens.filter(|lien| Self::renewed_by(lien).is_none()).count();
					ensure!(pledges <= 1, "a right is pledged twice");
					ensure!(RightByNumber::<T>::get(asset.kind, right.number) == Some(id), "a right is not indexed");
				},
				Substance::Receivable(receivable) => {
					for key in Self::keys(&receivable) {
						let document = counted.entry(key).or_default();
						document.registered = document.registered.saturating_add(1);
						if receivable.is_financed() {
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
					if !receivable.is_financed() && !receivable.cancelled {
						let count = open.entry(receivable.spec.creditor.clone()).or_default();
						*count = count.saturating_add(1);
					}
					if receivable.is_financed() {
						ensure!(!receivable.cancelled, "a financed receivable was cancelled");
					}
					Self::try_parts(id, &receivable)?;
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
		Self::try_ranks()?;
		Self::try_reservations()
	}

	/// Each part is of a lien on this asset that secures a loan which has begun, once; the obligor confirmed no more than the face
	/// value; a lender set the account.
	fn try_parts(id: AssetId, receivable: &Receivable) -> Result<(), TryRuntimeError> {
		let parts: BTreeSet<_> = receivable.parts.iter().collect();
		ensure!(parts.len() == receivable.parts.len(), "a part of a receivable is counted twice");
		for part in parts {
			let lien = Liens::<T>::get(part).ok_or("a part is of no lien")?;
			let begun = lien.loan.is_some() && !Self::is_reserved(&lien);
			ensure!(lien.asset == id && begun, "a part is of a lien that secures no loan");
		}
		for lien in Ranking::<T>::get(id).into_iter() {
			let record = Liens::<T>::get(lien).ok_or("a rank is of no lien")?;
			let begun = record.loan.is_some() && !Self::is_reserved(&record);
			ensure!(!begun || receivable.parts.contains(&lien), "a loan was made on no part");
		}
		let confirmed = Confirmations::<T>::get(id).map_or(0, |confirmed| confirmed.amount);
		ensure!(confirmed <= receivable.spec.face_value, "an obligor owes more than there is");
		let noted = CreditNotes::<T>::get(id).iter().fold(0u64, |sum, stated| sum.saturating_add(stated.note.amount));
		ensure!(noted <= receivable.spec.face_value, "credit notes are of more than there is");
		Ok(())
	}

	/// What is kept by a lien ends with it.
	fn try_ranks() -> Result<(), TryRuntimeError> {
		let ended = |lien: &LienId| Self::live(*lien).is_err();
		ensure!(!Behind::<T>::iter_keys().any(|lien| ended(&lien)), "a lien that ended steps behind");
		ensure!(!AcceptedRanks::<T>::iter_keys().any(|lien| ended(&lien)), "a rank is accepted of a lien that ended");
		ensure!(!Admitted::<T>::iter_keys().any(|lien| ended(&lien)), "a lien that ended admits others");
		for id in CollectionAccounts::<T>::iter_keys() {
			ensure!(!Ranking::<T>::get(id).is_empty(), "an account is set without a lien");
		}
		Ok(())
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
