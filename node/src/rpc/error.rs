//! What the methods of this node answer when they cannot answer: one code per cause, documented in `node/README.md`.

use crate::turns::Full;
use jsonrpsee::types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned};
use lingnan_support::{AgencyId, InstitutionId};
use serde::Serialize;
use serde_json::Value;
use sp_api::ApiError;

/// The block is not known here, or its state was pruned.
pub const UNKNOWN_BLOCK: i32 = 20_001;
/// The runtime failed to answer.
pub const RUNTIME_FAILED: i32 = 20_002;
/// The runtime of that block does not have this question yet.
pub const NOT_SUPPORTED: i32 = 20_003;
/// There is no institution, or no agency, of that number.
pub const UNKNOWN_MEMBER: i32 = 20_004;
/// Too many costly questions wait for their turn.
pub const BUSY: i32 = 20_005;
/// The rating cannot be explained; `data` says why.
pub const NOT_EXPLAINED: i32 = 20_101;
/// The products cannot be matched; `data` says why.
pub const NOT_MATCHED: i32 = 20_102;

#[derive(Debug, thiserror::Error)]
pub enum Error {
	#[error("block {0} is not known to this node; leave it out for the best block")]
	UnknownBlock(String),
	#[error("the state of block {0} was pruned; ask an archive node (--state-pruning archive)")]
	PrunedBlock(String),
	#[error("the runtime did not answer: {0}")]
	RuntimeFailed(String),
	#[error("the runtime of this block is older than this question")]
	NotSupported,
	#[error("there is no institution {0}; financing_institutions lists them")]
	UnknownInstitution(InstitutionId),
	#[error("there is no agency {0}; attestation_agencies lists them")]
	UnknownAgency(AgencyId),
	#[error("{0}")]
	Busy(#[from] Full),
	#[error("the rating cannot be explained: {0}")]
	NotExplained(Value),
	#[error("the products cannot be matched: {0}")]
	NotMatched(Value),
	#[error("{0}")]
	InvalidParams(String),
}

impl Error {
	pub fn not_explained(why: impl Serialize) -> Self {
		Self::NotExplained(serde_json::to_value(why).unwrap_or_default())
	}

	pub fn not_matched(why: impl Serialize) -> Self {
		Self::NotMatched(serde_json::to_value(why).unwrap_or_default())
	}

	fn code(&self) -> i32 {
		match self {
			Self::UnknownBlock(_) | Self::PrunedBlock(_) => UNKNOWN_BLOCK,
			Self::RuntimeFailed(_) => RUNTIME_FAILED,
			Self::NotSupported => NOT_SUPPORTED,
			Self::UnknownInstitution(_) | Self::UnknownAgency(_) => UNKNOWN_MEMBER,
			Self::Busy(_) => BUSY,
			Self::NotExplained(_) => NOT_EXPLAINED,
			Self::NotMatched(_) => NOT_MATCHED,
			Self::InvalidParams(_) => INVALID_PARAMS_CODE,
		}
	}
}

impl From<ApiError> for Error {
	fn from(error: ApiError) -> Self {
		match error {
			ApiError::UnknownBlock(what) => Self::UnknownBlock(what),
			other => Self::RuntimeFailed(other.to_string()),
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		let data = match &error {
			Error::NotExplained(why) | Error::NotMatched(why) => Some(why.clone()),
			_ => None,
		};
		ErrorObjectOwned::owned(error.code(), error.to_string(), data)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_codes_are_those_of_the_readme() {
		let readme = include_str!("../../README.md");
		for code in [
			UNKNOWN_BLOCK,
			RUNTIME_FAILED,
			NOT_SUPPORTED,
			UNKNOWN_MEMBER,
			BUSY,
			NOT_EXPLAINED,
			NOT_MATCHED,
			INVALID_PARAMS_CODE,
		] {
			assert!(readme.contains(&format!("`{code}`")), "{code} is not in node/README.md");
		}
	}
}
