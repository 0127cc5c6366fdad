//! How much of a receivable can secure loans yet, and how much of what secures them is owed no more.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{Amount, AssetId, InstitutionId, LienId};

impl<T: Config> Pallet<T> {
	/// Face value less credit notes and what was collected. Minor units.
	pub(crate) fn remaining(id: AssetId, receivable: &Receivable) -> Amount {
		let noted =
			CreditNotes::<T>::get(id).iter().fold(0, |sum: Amount, stated| sum.saturating_add(stated.note.amount));
		receivable.spec.face_value.saturating_sub(noted).saturating_sub(receivable.collected)
	}

	/// What remains and no loan was made on, open or repaid: a receivable turns into money by itself, and what was lent on it
	/// once is paid by it. The part of a loan that is renewed is the new loan's.
	pub(crate) fn rest(id: AssetId, receivable: &Receivable, renewed: Option<LienId>) -> Amount {
		let remaining = Self::remaining(id, receivable);
		let owed = Confirmations::<T>::get(id).map_or(remaining, |confirmed| confirmed.amount.min(remaining));
		let parts = receivable.parts.iter().filter(|part| Some(**part) != renewed);
		parts.fold(owed, |left, part| left.saturating_sub(Self::secured_by(*part)))
	}

	/// What is kept for loans whose money has not gone yet, beyond the parts of loans that they renew.
	pub(crate) fn kept(id: AssetId) -> Amount {
		let liens = Kept::<T>::iter_key_prefix(id).filter_map(|loan| SecuredBy::<T>::get(loan, id));
		liens.fold(0, |sum: Amount, lien| {
			let record = Liens::<T>::get(lien);
			let renewed = record.as_ref().and_then(Self::renewed_by).map_or(0, Self::secured_by);
			let secured = record.map_or(0, |record| record.secured_amount);
			sum.saturating_add(secured.saturating_sub(renewed))
		})
	}

	fn secured_by(lien: LienId) -> Amount {
		Liens::<T>::get(lien).map_or(0, |record| record.secured_amount)
	}

	/// The live liens that secure loans or are kept for some, by rank.
	fn lent_on(id: AssetId) -> impl Iterator<Item = (LienId, Lien)> {
		let liens = Ranking::<T>::get(id).into_iter().filter_map(|lien| Some((lien, Liens::<T>::get(lien)?)));
		liens.filter(|(_, record)| record.loan.is_some())
	}

	/// How much of each open loan's part is owed no more: what is missing hits the last rank first. A lien may secure more than
	/// the face value; its part is what those before it left of that.
	pub(crate) fn shorts(id: AssetId, receivable: &Receivable) -> Vec<(LienId, Lien, Amount)> {
		let (mut face, mut remaining) = (receivable.spec.face_value, Self::remaining(id, receivable));
		Self::lent_on(id)
			.filter(|(_, record)| !Self::is_reserved(record))
			.map(|(lien, record)| {
				let (part, covered) = (record.secured_amount.min(face), record.secured_amount.min(remaining));
				face = face.saturating_sub(part);
				remaining = remaining.saturating_sub(covered);
				(lien, record, part.saturating_sub(covered))
			})
			.collect()
	}

	/// Every other institution that has lent on the receivable, or is about to, lets this one lend on its rest.
	pub(crate) fn ensure_admitted(id: AssetId, institution: InstitutionId) -> DispatchResult {
		let mut others = Self::lent_on(id).filter(|(_, record)| record.institution != institution);
		let admitted = others.all(|(lien, _)| Admitted::<T>::get(lien).contains(&institution));
		ensure!(admitted, Error::<T>::NotAdmitted);
		Ok(())
	}
}
