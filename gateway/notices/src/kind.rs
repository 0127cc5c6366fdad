//! What people are told of. A kind is all that a notice says: no number of a record, no name, no figure.

use lingnan_types::CardHolder;
use serde::{Deserialize, Serialize};

/// Whose affair a kind is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
	Enterprise,
	Institution,
	Agency,
	/// Everybody who is told anything.
	All,
}

macro_rules! kinds {
	($($(#[$docs:meta])* $kind:ident($word:literal, $audience:ident, $path:literal),)+) => {
		/// What a notice is about.
		#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
		pub enum Kind {
			$($(#[$docs])* #[serde(rename = $word)] $kind,)+
		}

		impl Kind {
			pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

			/// For programs: it stays.
			pub const fn word(self) -> &'static str {
				match self { $(Self::$kind => $word,)+ }
			}

			pub const fn audience(self) -> Audience {
				match self { $(Self::$kind => Audience::$audience,)+ }
			}

			/// The portal's screen that tells the rest.
			pub const fn path(self) -> &'static str {
				match self { $(Self::$kind => $path,)+ }
			}
		}
	};
}

kinds! {
	/// An institution made an offer.
	OfferArrived("offerArrived", Enterprise, "/firm/applications"),
	/// An offer stands for two days more at most.
	OfferEnding("offerEnding", Enterprise, "/firm/applications"),
	/// An instalment is due within seven days.
	InstalmentSoon("instalmentSoon", Enterprise, "/firm/loans"),
	/// An instalment is due today.
	InstalmentToday("instalmentToday", Enterprise, "/firm/loans"),
	/// An instalment is past due.
	InstalmentPastDue("instalmentPastDue", Enterprise, "/firm/loans"),
	/// A consent ends within seven days.
	ConsentEnding("consentEnding", Enterprise, "/firm/consents"),
	/// An institution used a consent.
	ConsentUsed("consentUsed", Enterprise, "/firm/consents"),
	/// An attestation counts for fourteen days more at most.
	AttestationExpiring("attestationExpiring", Enterprise, "/firm"),
	/// An agency corrected an attestation.
	AttestationCorrected("attestationCorrected", Enterprise, "/firm"),
	/// What the firm disputed was answered: an attestation, or a payment.
	DisputeAnswered("disputeAnswered", Enterprise, "/firm"),
	/// A loan is repaid to the last unit.
	LoanClosed("loanClosed", Enterprise, "/firm/loans"),
	/// A firm applied.
	ApplicationArrived("applicationArrived", Institution, "/bank"),
	/// A firm accepted an offer.
	OfferAccepted("offerAccepted", Institution, "/bank"),
	/// An application must be decided within two days.
	DecisionDue("decisionDue", Institution, "/bank"),
	/// What was learnt under a consent must be deleted within seven days, or should have been.
	DeletionOwed("deletionOwed", Institution, "/bank/deletions"),
	/// A firm disputes an attestation.
	DisputeOpened("disputeOpened", Agency, "/agency/disputes"),
	/// A dispute must be answered within two days.
	DisputeDue("disputeDue", Agency, "/agency/disputes"),
	/// The service was away for longer than its node keeps state. Told to whoever is told anything.
	Gap("gap", All, "/"),
}

impl Kind {
	/// Whether a party can choose it.
	pub fn concerns(self, party: &CardHolder) -> bool {
		match self.audience() {
			Audience::Enterprise => matches!(party, CardHolder::Enterprise(_)),
			Audience::Institution => matches!(party, CardHolder::Institution(_)),
			Audience::Agency => matches!(party, CardHolder::Agency(_)),
			Audience::All => false,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_kind_is_written_by_its_word_and_leads_to_no_record() {
		for kind in Kind::ALL {
			assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.word()));
			assert!(kind.path().starts_with('/') && !kind.path().contains(|c: char| c.is_ascii_digit() || c == ':'));
		}
	}
}
