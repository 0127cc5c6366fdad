//! What a signed transaction carries, pinned: wallets build exactly this.

use lingnan_runtime::*;
use sp_runtime::traits::TransactionExtension;

#[test]
fn the_extension_tuple_is_the_standard_one() {
	let names: Vec<_> = TxExtension::metadata().into_iter().map(|extension| extension.identifier).collect();
	assert_eq!(
		names,
		[
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"TransactionCallFilter",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn metadata_is_served_up_to_version_16() {
	let mut versions = Runtime::metadata_versions();
	versions.retain(|version| *version < 100);
	assert_eq!(versions, [14, 15, 16]);
}

/// A call of over a kibibyte would make every transaction's decoding slow; the big ones are boxed or bounded vectors.
#[test]
fn calls_stay_small() {
	let size = core::mem::size_of::<RuntimeCall>();
	assert!(size <= 1_024, "a RuntimeCall takes {size} bytes: box its largest argument");
}
