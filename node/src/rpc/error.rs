//! What the methods of this node answer when they cannot answer: one code per cause, documented in `node/README.md`.

use crate::turns::Full;
use jsonrpsee::types::ErrorObjectOwned;
use lingnan_support::{error_code::*, AgencyId, InstitutionId};
use sp_api::ApiError;

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
	#[error("{0}")]
	InvalidParams(String),
}

impl Error {
	fn code(&self) -> i32 {
		match self {
			Self::UnknownBlock(_) | Self::PrunedBlock(_) => UNKNOWN_BLOCK,
			Self::RuntimeFailed(_) => RUNTIME_FAILED,
			Self::NotSupported => NOT_SUPPORTED,
			Self::UnknownInstitution(_) | Self::UnknownAgency(_) => UNKNOWN_MEMBER,
			Self::Busy(_) => BUSY,
			Self::InvalidParams(_) => INVALID_PARAMS,
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
		ErrorObjectOwned::owned(error.code(), error.to_string(), None::<()>)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_codes_are_those_of_the_readme() {
		let readme = include_str!("../../README.md");
		let (_, section) = readme.split_once("\n## Error codes\n").expect("there is such a section");
		let (table, _) = section.split_once("\n\nNext").expect("there is text behind the table");
		let code = |line: &str| line.strip_prefix("| `")?.split_once('`')?.0.parse().ok();
		let told: Vec<i32> = table.lines().filter_map(code).collect();
		assert_eq!(told, OURS);
	}

	#[test]
	fn malformed_parameters_have_the_code_of_json_rpc() {
		assert_eq!(INVALID_PARAMS, jsonrpsee::types::error::INVALID_PARAMS_CODE);
	}
}
