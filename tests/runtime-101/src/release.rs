//! What version 101 is, and what it changes in storage, short and long: in the place of `runtime/src/release.rs`, as a part of
//! the runtime.
//!
//! The confidence at which too many defaults suspend a scorecard is governed in millionths from then on, and what is
//! stored of it changes in the first block. And there is a census of attestations by indicator, which walks through all
//! of them, a few in each block.

use crate::{parameters::dynamic_params::credit_scoring, *};
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	pallet_prelude::ValueQuery,
	storage_alias,
	traits::{dynamic_params::AggregatedKeyValue, Get, OnRuntimeUpgrade},
	weights::{Weight, WeightMeter},
	Twox64Concat,
};
use lingnan_support::{IndicatorId, RegistrationNumber, WHOLE};
use pallet_attestations::Latest;
use sp_version::RuntimeVersion;

/// The macro takes nothing but literals.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("lingnan"),
	impl_name: alloc::borrow::Cow::Borrowed("lingnan"),
	authoring_version: 1,
	spec_version: 101,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

const MILLIONTHS_IN_A_BASIS_POINT: u32 = 100;

/// Attestations counted in a block: few, so that the walk through a small chain takes several.
const PER_BLOCK: u32 = 16;

/// The attestations about each indicator when the census came by.
#[storage_alias(verbatim)]
pub type Census = StorageMap<Rehearsal, Twox64Concat, IndicatorId, u32, ValueQuery>;

/// As the pallet takes it, in basis points.
pub struct Confidence;
impl Get<u32> for Confidence {
	fn get() -> u32 {
		<credit_scoring::Confidence as Get<u32>>::get() / MILLIONTHS_IN_A_BASIS_POINT
	}
}

/// The short one, and the long one.
pub type InOneBlock = ConfidenceInMillionths;
pub type InSteps = (CensusOfAttestations,);

/// Basis points become millionths. What is larger than a whole of basis points was changed before.
pub struct ConfidenceInMillionths;
impl OnRuntimeUpgrade for ConfidenceInMillionths {
	fn on_runtime_upgrade() -> Weight {
		let weights = <Runtime as frame_system::Config>::DbWeight::get();
		let before: u32 = credit_scoring::Confidence::get();
		if before > WHOLE {
			return weights.reads(1);
		}
		let after = before.saturating_mul(MILLIONTHS_IN_A_BASIS_POINT);
		let parameter = credit_scoring::Parameters::Confidence(credit_scoring::Confidence, Some(after));
		let (key, value) = RuntimeParameters::CreditScoring(parameter).into_parts();
		pallet_parameters::Parameters::<Runtime>::set(key, value);
		weights.reads_writes(1, 1)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(codec::Encode::encode(&<credit_scoring::Confidence as Get<u32>>::get()))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before: u32 = codec::Decode::decode(&mut &before[..]).map_err(|_| "the confidence of before is lost")?;
		frame_support::ensure!(Confidence::get() == before, "the confidence is another one");
		Ok(())
	}
}

/// Counts the attestations, a few in each block.
pub struct CensusOfAttestations;
impl SteppedMigration for CensusOfAttestations {
	/// The last attestation that was counted.
	type Cursor = (RegistrationNumber, IndicatorId);
	type Identifier = [u8; 6];

	fn id() -> Self::Identifier {
		*b"census"
	}

	fn step(
		mut cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		let each = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 1);
		meter
			.try_consume(each.saturating_mul(u64::from(PER_BLOCK)))
			.map_err(|()| SteppedMigrationError::InsufficientWeight { required: each })?;
		let mut left = match &cursor {
			None => Latest::<Runtime>::iter_keys(),
			Some((enterprise, indicator)) => {
				Latest::<Runtime>::iter_keys_from(Latest::<Runtime>::hashed_key_for(enterprise, indicator))
			},
		};
		for _ in 0..PER_BLOCK {
			let Some((enterprise, indicator)) = left.next() else { return Ok(None) };
			Census::mutate(indicator, |count| *count = count.saturating_add(1));
			cursor = Some((enterprise, indicator));
		}
		Ok(cursor)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let counted: u32 = Census::iter_values().sum();
		frame_support::ensure!(
			usize::try_from(counted) == Ok(Latest::<Runtime>::iter_keys().count()),
			"attestations were left out"
		);
		Ok(())
	}
}
