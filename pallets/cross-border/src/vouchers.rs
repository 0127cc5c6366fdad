//! Checks of documents that their holder carries across.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{
	Attestations, Consents, Corridor, CorridorMessage, DataClass, Enterprises, IndicatorId, Jurisdiction, Purpose,
	RegistrationNumber, Voucher, VoucherOutcome,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_send_voucher(
		who: T::AccountId,
		corridor: Corridor,
		enterprise: RegistrationNumber,
		indicator: IndicatorId,
	) -> DispatchResult {
		let institution = Self::ensure_institution(&who)?;
		Self::ensure_open(corridor, DataClass::Vouchers)?;
		ensure!(T::Enterprises::exists(&enterprise), Error::<T>::NotFound);
		ensure!(Home::<T>::get() == Some(enterprise.jurisdiction()), Error::<T>::NotOurs);
		let attestation = T::Attestations::live(&enterprise, indicator).ok_or(Error::<T>::NoAttestation)?;
		Self::count(institution, 1)?;
		let purpose = Purpose::CrossBorderVerification;
		let consent = T::Consents::use_consent(&enterprise, institution, purpose, &[indicator])?;

		let number = VoucherCount::<T>::get(corridor).saturating_add(1);
		let valid_until = days_from(Self::now(), VOUCHER_DAYS).min(attestation.expires);
		let voucher = Voucher { number, enterprise: enterprise.clone(), indicator, valid_until };
		let nonce = Self::send(corridor, CorridorMessage::Voucher(voucher.clone()))?;
		VoucherCount::<T>::insert(corridor, number);
		VouchersSent::<T>::insert(
			corridor,
			number,
			SentVoucher {
				voucher,
				revision: attestation.revision,
				institution,
				consent,
				checks_left: CHECKS_PER_VOUCHER,
				nonce,
			},
		);
		Self::deposit_event(Event::VoucherSent {
			corridor,
			enterprise,
			number,
			indicator,
			institution,
			consent,
			nonce,
		});
		Ok(())
	}

	pub(crate) fn do_check_voucher(
		who: T::AccountId,
		corridor: Corridor,
		number: u64,
		fingerprint: H256,
	) -> DispatchResult {
		let institution = Self::ensure_institution(&who)?;
		Self::ensure_open(corridor, DataClass::Vouchers)?;
		let voucher = VouchersHeld::<T>::get(corridor, number).ok_or(Error::<T>::NotFound)?;
		let now = Self::now();
		ensure!(now < voucher.valid_until, Error::<T>::Expired);
		Self::count(institution, 1)?;

		let check = CheckCount::<T>::get(corridor).saturating_add(1);
		let nonce = Self::send(corridor, CorridorMessage::VoucherCheck { voucher: number, check, fingerprint })?;
		CheckCount::<T>::insert(corridor, check);
		ChecksAsked::<T>::insert(
			(corridor, number),
			check,
			AskedCheck { voucher: number, institution, fingerprint, asked_at: now, receipt: None },
		);
		Self::deposit_event(Event::CheckAsked { corridor, voucher: number, check, institution, fingerprint, nonce });
		Ok(())
	}

	/// A voucher from the other end, about one of its own enterprises.
	pub(crate) fn take_voucher(corridor: Corridor, other_end: Jurisdiction, voucher: Voucher) -> DispatchResult {
		ensure!(voucher.enterprise.jurisdiction() == other_end, Error::<T>::NotTheirs);
		ensure!(Self::now() < voucher.valid_until, Error::<T>::Expired);
		ensure!(!VouchersHeld::<T>::contains_key(corridor, voucher.number), Error::<T>::Outdated);
		VouchersHeld::<T>::insert(corridor, voucher.number, voucher);
		Ok(())
	}

	/// Compares a fingerprint from the other end with the agency's evidence, keeps a receipt, and sends it back.
	pub(crate) fn answer_check(corridor: Corridor, number: u64, check: u64, fingerprint: H256) {
		let outcome = Self::outcome(corridor, number, fingerprint);
		let answered = AnsweredCheck { voucher: number, fingerprint, outcome, at: Self::now() };
		ChecksAnswered::<T>::insert((corridor, number), check, answered);
		Self::queue(corridor, CorridorMessage::VoucherReceipt { voucher: number, check, outcome });
	}

	fn outcome(corridor: Corridor, number: u64, fingerprint: H256) -> VoucherOutcome {
		let Some(mut sent) = VouchersSent::<T>::get(corridor, number) else { return VoucherOutcome::NotAllowed };
		let over = sent.checks_left == 0 || Self::now() >= sent.voucher.valid_until;
		if over || T::Consents::is_revoked(sent.consent) {
			return VoucherOutcome::NotAllowed;
		}
		let Voucher { enterprise, indicator, .. } = &sent.voucher;
		let evidence = T::Attestations::evidence(enterprise, *indicator);
		let newer = T::Attestations::last_revision(enterprise, *indicator) != Some(sent.revision);
		sent.checks_left = sent.checks_left.saturating_sub(1);
		VouchersSent::<T>::insert(corridor, number, sent);
		match evidence {
			None => VoucherOutcome::NotInForce,
			Some(_) if newer => VoucherOutcome::Superseded,
			Some(evidence) if evidence == fingerprint => VoucherOutcome::Match,
			Some(_) => VoucherOutcome::Mismatch,
		}
	}

	/// What came of a check that was asked for here.
	pub(crate) fn take_receipt(
		corridor: Corridor,
		voucher: u64,
		check: u64,
		outcome: VoucherOutcome,
	) -> DispatchResult {
		let mut asked = ChecksAsked::<T>::get((corridor, voucher), check).ok_or(Error::<T>::NotAsked)?;
		ensure!(asked.receipt.is_none(), Error::<T>::NotAsked);
		asked.receipt = Some((outcome, Self::now()));
		ChecksAsked::<T>::insert((corridor, voucher), check, asked);
		Ok(())
	}
}
