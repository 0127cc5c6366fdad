//! Why the pallet refuses. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No enterprise of this number is registered. Check the number, or ask the registrar to enter it.
		NotFound,
		/// The signer may not do this: registering takes an agency with the registrar's right, control its holder, a recovery
		/// who began it and still may, a guardian's act a guardian in force.
		NotAuthorized,
		/// The number is registered already. There is nothing to do, or it was mistyped.
		AlreadyExists,
		/// The number has a wrong length or a character that its place does not use. Write it as it stands on the licence.
		InvalidNumber,
		/// The check character of the organisation code (17th of 18) is wrong. The number was mistyped.
		OrganisationCodeCheckFailed,
		/// The last check character is wrong, though the organisation code's is right. If the code was really issued so,
		/// say so by `accept_outer_check_mismatch`.
		OuterCheckFailed,
		/// `accept_outer_check_mismatch` is for codes whose last check character is wrong. This one is right: leave it off.
		NoMismatchToAccept,
		/// The LEI's check digits are wrong (ISO 17442, mod 97). Leave it out or correct it.
		InvalidLei,
		/// The name is empty, not UTF-8 or holds control characters. Write it as registered.
		InvalidName,
		/// Not a section letter A to T and up to four digits (GB/T 4754).
		InvalidIndustry,
		/// A mainland enterprise's division has six digits (GB/T 2260); others have none.
		InvalidDivision,
		/// The date of founding lies in the future.
		InvalidDate,
		/// An amount over 10^15 minor units.
		LimitExceeded,
		/// A call must hold at least one enterprise.
		EmptyBatch,
		/// Nobody was offered control. Offer it first.
		NoOffer,
		/// This account controls the enterprise already. Name another, or there is nothing to do.
		AlreadyController,
		/// The enterprise has that status already.
		StatusUnchanged,
		/// The enterprise is deregistered. That is final.
		AlreadyDeregistered,
		/// The enterprise has a successor already. That is final.
		AlreadySucceeded,
		/// An enterprise cannot succeed itself, nor can one succeed that has merged into another. Name the last one.
		InvalidSuccessor,
		/// Nobody controls the enterprise, so there is no key to replace. Offer control instead.
		NobodyInControl,
		/// A recovery is under way. Wait until it is accepted, withdrawn, or too old to be taken up.
		AlreadyRecovering,
		/// No recovery is under way.
		NoRecovery,
		/// The sitting controller vetoed a recovery lately. Wait until the veto is over, or go to a court; if guardians began
		/// it, to the registrar.
		Vetoed,
		/// A court ordered this recovery. Only the court can end it.
		OrderedByCourt,
		/// The recovery's time for a veto is not over. Accept control when it is.
		NotDue,
		/// The enterprise is frozen: nothing that binds it can be signed. Whoever froze it ends that; a registrar's freeze, and
		/// guardians', ends by itself.
		Frozen,
		/// The same side has frozen the enterprise already.
		AlreadyFrozen,
		/// This side has not frozen the enterprise, so there is nothing to end.
		NotFrozen,
		/// This side's last freeze ended lately. Another is possible when as many days have passed as it held.
		FrozenTooOften,
		/// A mandate names at least one duty, each duty and currency once, amounts from 1 to 10^15, and a last day in the future.
		InvalidMandate,
		/// Sixteen officers have mandates. Revoke one first.
		TooManyMandates,
		/// This account has no mandate for this enterprise.
		NoMandate,
		/// The officer's mandate does not cover this: another duty, another currency, or too much. Let another sign, or the
		/// controller widen it.
		BeyondMandate,
		/// Guardians are at most five accounts, each once and not the controller, and one to all of them act together. To have
		/// none, name none and a threshold of 0.
		InvalidGuardians,
		/// These are the guardians already, or none wait to take their place. Nothing is to be done.
		GuardiansUnchanged,
		/// The guardians refused others lately. Wait as many days as a recovery takes, or have the registrar replace the key:
		/// that ends guardianship.
		GuardiansKept,
		/// This guardian agreed to the same already. Let others agree.
		AlreadySaid,
	}
}
