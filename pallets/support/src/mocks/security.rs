//! Assets that secure loans.

use super::with;
use crate::*;
use frame_support::dispatch::DispatchResult;
use sp_core::H256;
use sp_runtime::DispatchError;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Table {
	assets: BTreeMap<AssetId, MockAsset>,
}

/// What [`MockSecurity`] answers about one asset.
#[derive(Clone)]
pub struct MockAsset {
	pub owner: RegistrationNumber,
	pub offer: SecurityOffer,
	/// The institution with the live lien.
	pub lien: Option<InstitutionId>,
	/// The most that the lien secures.
	pub secured: Amount,
	/// The exact token of a trade document: while one asset of a token is reserved or bound, no other is.
	pub document: Option<H256>,
	/// The loan for which it is kept.
	pub reserved: Option<LoanId>,
	pub loan: Option<LoanId>,
	/// A duplicate of a financed document: [`Security::reserve`] refuses it.
	pub financed: bool,
	pub discharged: bool,
	pub defaulted: bool,
	/// Last day of the lien's registration.
	pub until: Date,
}

pub fn set_asset(id: AssetId, asset: MockAsset) {
	with(|t| t.security.assets.insert(id, asset));
}

pub fn asset(id: AssetId) -> Option<MockAsset> {
	with(|t| t.security.assets.get(&id).cloned())
}

pub struct MockSecurity;

impl MockSecurity {
	fn with_asset(id: AssetId, f: impl FnOnce(&mut MockAsset) -> Result<(), &'static str>) -> DispatchResult {
		with(|t| t.security.assets.get_mut(&id).ok_or("no such asset").and_then(f)).map_err(DispatchError::Other)
	}
}

impl Security for MockSecurity {
	fn offer(id: AssetId, enterprise: &RegistrationNumber, _: Date) -> Result<SecurityOffer, DispatchError> {
		match asset(id) {
			Some(a) if a.owner != *enterprise => Err(DispatchError::Other("not the owner")),
			Some(a) => Ok(a.offer),
			None => Err(DispatchError::Other("no such asset")),
		}
	}
	fn reserve(id: AssetId, claim: &SecurityClaim) -> Result<ReservedSecurity, DispatchError> {
		let offer = Self::offer(id, &claim.enterprise, claim.until)?;
		let found = asset(id).ok_or(DispatchError::Other("no such asset"))?;
		let free = found.loan.is_none() || found.loan == claim.renews;
		let held = found.lien == Some(claim.institution) && free && found.reserved.is_none();
		held.then_some(()).ok_or(DispatchError::Other("no lien"))?;
		let twin = |other: &MockAsset| {
			let renewed = other.loan.is_some() && other.loan == claim.renews;
			let same = other.document.is_some() && other.document == found.document;
			same && !renewed && (other.reserved.is_some() || other.financed)
		};
		let renewed = found.loan.is_some() && found.loan == claim.renews;
		if found.financed && !renewed || with(|t| t.security.assets.values().any(twin)) {
			return Err(DispatchError::Other("duplicate of a financed document"));
		}
		Self::with_asset(id, |a| {
			a.reserved = Some(claim.loan);
			Ok(())
		})?;
		Ok(ReservedSecurity { offer, secured: found.secured })
	}
	fn release(id: AssetId, loan: LoanId) {
		let _ = Self::with_asset(id, |a| {
			a.reserved = a.reserved.filter(|kept| *kept != loan);
			Ok(())
		});
	}
	fn bind(id: AssetId, loan: LoanId) {
		let _ = Self::with_asset(id, |a| {
			if a.reserved.take() == Some(loan) {
				a.loan = Some(loan);
				a.financed = a.document.is_some();
			}
			Ok(())
		});
	}
	fn carry(id: AssetId, from: LoanId, to: LoanId, claim: &SecurityClaim) -> DispatchResult {
		if asset(id).is_some_and(|a| a.reserved != Some(to)) {
			Self::reserve(id, &SecurityClaim { loan: to, renews: Some(from), ..claim.clone() })?;
		}
		Self::bind(id, to);
		Ok(())
	}
	fn discharge(id: AssetId, loan: LoanId) -> DispatchResult {
		Self::with_asset(id, |a| {
			if a.loan.is_some_and(|bound| bound != loan) {
				return Ok(());
			}
			a.discharged = a.loan == Some(loan);
			a.loan = None;
			Ok(())
		})
	}
	fn restore(id: AssetId, loan: LoanId) -> bool {
		let restored = Self::with_asset(id, |a| {
			if !a.discharged {
				return Err("it was not released");
			}
			a.discharged = false;
			a.loan = Some(loan);
			Ok(())
		});
		restored.is_ok()
	}
	fn default(id: AssetId, loan: LoanId) -> DispatchResult {
		Self::with_asset(id, |a| {
			a.defaulted = a.loan == Some(loan);
			Ok(())
		})
	}
	fn outlasts(id: AssetId, loan: LoanId, until: Date) -> DispatchResult {
		match asset(id) {
			Some(a) if a.loan == Some(loan) && a.until < until => Err(DispatchError::Other("lien too short")),
			_ => Ok(()),
		}
	}
	fn cured(id: AssetId, loan: LoanId) -> DispatchResult {
		Self::with_asset(id, |a| {
			if a.loan == Some(loan) {
				a.defaulted = false;
			}
			Ok(())
		})
	}
}
