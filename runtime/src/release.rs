//! What this release is, and what it changes in what the one before it stored.

use crate::{apis, Runtime};
use sp_version::RuntimeVersion;

#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("lingnan"),
	impl_name: alloc::borrow::Cow::Borrowed("lingnan"),
	authoring_version: 1,
	spec_version: 100,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Done in its first block. The first release has nothing behind it.
pub type InOneBlock = (pallet_financing::migrations::v2::Migration<Runtime, crate::Institutions, crate::Products>,);

/// Too long for a block.
pub type InSteps = (
	pallet_products::migrations::v2::Migration<Runtime>,
	pallet_financing::migrations::v3::Migration<Runtime>,
	pallet_financing::migrations::v4::Migration<Runtime>,
	pallet_collateral::migrations::v4::Migration<Runtime>,
);

/// The confidence at which too many defaults suspend a scorecard, in basis points, from how this release stores it.
pub use crate::parameters::dynamic_params::credit_scoring::Confidence;
