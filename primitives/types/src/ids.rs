//! Numbers by which records are known. Each is assigned by the pallet that owns the record and never reused.

use crate::words::words;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A public agency, owned by `attestations`.
pub type AgencyId = u32;
/// An indicator that an agency attests, owned by `attestations`.
pub type IndicatorId = u32;
/// A financial institution, owned by `institutions`.
pub type InstitutionId = u32;
/// A financial product, owned by `products`.
pub type ProductId = u32;
/// An application for a product, owned by `financing`.
pub type ApplicationId = u64;
/// A loan, owned by `financing`. It carries the number of the application it came from.
pub type LoanId = u64;
/// A consent, owned by `consents`.
pub type ConsentId = u64;
/// A scorecard version, owned by `credit-scoring`.
pub type ScorecardId = u32;
/// An asset that can secure a loan, owned by `collateral`.
pub type AssetId = u64;
/// A lien on an asset, owned by `collateral`.
pub type LienId = u64;
/// Counts the attestations made about one enterprise and one indicator, from 1.
pub type Revision = u32;

/// The three places whose firms, agencies and institutions meet here.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Jurisdiction {
	/// Guangdong, and all of the mainland as far as corridors reach.
	Guangdong,
	/// Hong Kong.
	HongKong,
	/// Macao.
	Macao,
}

words!(Jurisdiction { Guangdong, HongKong, Macao });
