//! Liens on assets, and what is done to enforce one.

use crate::{
	record, right::Owners, words::words, Amount, AssetId, AssetKind, Currency, Date, InstitutionId, LienId, LoanId,
	RegistrationNumber, Text, Timestamp,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Live liens on one asset.
pub const MAX_LIENS: u32 = 16;
/// Loans that one asset secures at a time: whoever enforces has each of them paid in one block.
pub const MAX_SECURED: u32 = 4;

record! {
	/// How an asset secures a loan.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum LienKind {
		/// The asset stays with its owner.
		Pledge,
		/// Of receivables only.
		Assignment,
	}
}

words!(LienKind { Pledge, Assignment });

record! {
	/// What a pledgor grants.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct LienSpec {
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Of which kind it is.
		pub kind: LienKind,
		/// Minor units of the loan's currency, 1 to 10^15.
		pub secured_amount: Amount,
		/// Last day of the registration. Days since 1970-01-01.
		pub until: Date,
		/// Number of this institution's lien that it takes the place of, when the loan which that secures is renewed.
		#[serde(default)]
		pub renews: Option<LienId>,
	}
}

record! {
	/// A register outside the chain in which liens are entered.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Register {
		/// The Credit Reference Centre of the People's Bank: receivables, warehouse receipts, factoring; no intellectual
		/// property (Order 2021 No. 7 of the People's Bank of China).
		CreditReferenceCentre,
		/// The National Intellectual Property Administration: patents (Announcement 461).
		Cnipa,
		/// The Trademark Office.
		Trademark,
		/// The Copyright Protection Centre: software.
		Copyright,
		/// Another, in Hong Kong or Macao: of whatever it takes.
		Other,
	}
}

words!(Register { CreditReferenceCentre, Cnipa, Trademark, Copyright, Other });

impl Register {
	/// Whether liens on such an asset are entered there.
	pub fn takes(self, kind: AssetKind) -> bool {
		match self {
			Self::CreditReferenceCentre => kind.is_trade_document(),
			Self::Cnipa => matches!(kind, AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design),
			Self::Trademark => kind == AssetKind::Trademark,
			Self::Copyright => kind == AssetKind::SoftwareCopyright,
			Self::Other => true,
		}
	}
}

record! {
	/// Where and since when a lien is registered outside the chain: its rank goes by it (Civil Code of the People's Republic
	/// of China, articles 414 and 768).
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct OutsideRegistration {
		/// Which register.
		pub register: Register,
		/// The register's number of the entry, at most 64 bytes of UTF-8.
		pub number: Text<64>,
		/// When it was entered there. Unix time in seconds.
		pub at: Timestamp,
	}
}

record! {
	/// Where a lien stands.
	#[derive(Copy)]
	#[serde(rename_all_fields = "camelCase")]
	pub enum LienState {
		/// Registered, and secures or can secure a loan.
		Live,
		/// The loan that it secures is in default: it can be enforced.
		Defaulted,
		/// Given back.
		Released,
		/// `surplus` is the owner's: what costs, the claim and junior liens left.
		Enforced {
			/// What the enforcement brought. Minor units (fen, cents, avos).
			proceeds: Amount,
			/// What is left for the owner. Minor units (fen, cents, avos).
			surplus: Amount,
		},
		/// Its registration ended.
		Lapsed,
		/// A senior lien was enforced.
		Extinguished,
	}
}

record! {
	/// A lien. Among the live ones of an asset those rank first that are registered outside, by that time; behind them the others
	/// by the order of registration here.
	#[serde(rename_all = "camelCase")]
	pub struct Lien {
		/// Number of the asset.
		pub asset: AssetId,
		/// Registration number of the pledgor.
		pub pledgor: RegistrationNumber,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Of which kind it is.
		pub kind: LienKind,
		/// The most that it secures. Minor units (fen, cents, avos).
		pub secured_amount: Amount,
		/// Last day of the registration. Days since 1970-01-01.
		pub until: Date,
		/// When it was registered. Unix time in seconds.
		pub registered_at: Timestamp,
		/// Number of the loan that it secures. None: it secures none yet.
		pub loan: Option<LoanId>,
		/// Where it stands.
		pub state: LienState,
		/// Number of the lien that it takes the place of, when a loan is renewed.
		pub renews: Option<LienId>,
		/// Where it is registered outside the chain. None: nobody has said so.
		pub outside: Option<OutsideRegistration>,
	}
}

record! {
	/// On what an enforcement's price rests.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Price {
		/// Every owner agrees to it.
		Agreed,
		/// It is at least the standing valuation, less a governed share; for a receivable what remains of it.
		Appraised,
		/// It was paid: papers show the sale, or the collection of a receivable.
		Evidenced,
	}
}

words!(Price { Agreed, Appraised, Evidenced });

record! {
	/// How an institution means to realise what a lien is on. Amounts are minor units of the loan's currency.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Realisation {
		/// Nobody: the institution keeps the asset, or collected the receivable.
		#[serde(default)]
		pub buyer: Option<RegistrationNumber>,
		/// 1 to 10^15. Minor units (fen, cents, avos).
		pub proceeds: Amount,
		/// Of realising the claim; part of the proceeds, a tenth of them at most. Minor units (fen, cents, avos).
		pub costs: Amount,
		/// On what the price rests.
		pub price: Price,
		/// Hash of the papers that show price and costs.
		pub evidence: H256,
	}
}

/// Costs of realising a claim are a tenth of the proceeds at most, as those of collection are of a loan: they would otherwise
/// take away what a price gives.
pub const COSTS_SHARE: Amount = 10;

impl Realisation {
	/// What is left for the claim, those behind and the owner: by that a price is judged.
	pub fn net(&self) -> Amount {
		self.proceeds.saturating_sub(self.costs)
	}
}

record! {
	/// An owner's objection to an enforcement.
	#[serde(rename_all = "camelCase")]
	pub struct Objection {
		/// Registration number of the owner.
		pub owner: RegistrationNumber,
		/// Hash of the reasons.
		pub reason: H256,
		/// The day of the objection. Days since 1970-01-01.
		pub raised_on: Date,
	}
}

record! {
	/// An enforcement that was proposed.
	#[serde(rename_all = "camelCase")]
	pub struct Enforcement {
		/// What the institution means to do.
		pub realisation: Realisation,
		/// The loan's.
		pub currency: Currency,
		/// Last day on which an owner can object. Days since 1970-01-01.
		pub object_until: Date,
		/// Owners that agreed to exactly this.
		pub agreed: Owners,
		/// An owner's objection, where there is one.
		pub objection: Option<Objection>,
		/// What holders of junior liens say that they are owed, each once.
		/// Number of the lien, and minor units (fen, cents, avos).
		pub claims: BoundedVec<(LienId, Amount), ConstU32<MAX_LIENS>>,
	}
}

/// A lien as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct LienView {
	/// Its number.
	pub id: LienId,
	/// Number of its rank among the live liens of the asset, from 1.
	pub rank: u32,
	/// The lien.
	#[serde(flatten)]
	pub lien: Lien,
	/// The number of the rank, from 1, down to which its holder lends on it though others rank before it. None: on the first rank alone.
	pub accepted_rank: Option<u32>,
	/// Numbers of other institutions that may lend on the rest of the receivable besides its holder.
	pub admitted: Vec<InstitutionId>,
	/// Its registration is over and it secures no loan: anybody can have that recorded (`lapse`).
	pub lapsed: bool,
	/// The enforcement that was proposed, where one was.
	pub enforcement: Option<Enforcement>,
}
