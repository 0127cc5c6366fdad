//! The Lingnan runtime, one for Guangdong, Hong Kong and Macao. Pallets are set up in `configs/`, what governance may
//! tune is in `parameters`, what nodes and clients ask is in `apis`.

#![cfg_attr(not(feature = "std"), no_std)]
// The runtime macros expand to many small steps.
#![recursion_limit = "512"]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod genesis;
pub mod migrations;
pub mod parameters;
// Tests of upgrades need the release after this one: only what it is and changes, in a file of theirs.
#[cfg_attr(feature = "runtime-101", path = "../../tests/runtime-101/src/release.rs")]
pub mod release;
pub mod weights;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};

#[cfg(feature = "std")]
pub use apis::api;
pub use apis::RuntimeApi;
pub use parameters::{RuntimeParameters, RuntimeParametersKey};
pub use release::VERSION;

pub type Signature = MultiSignature;
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
pub type Address = MultiAddress<AccountId, ()>;
pub type Balance = u128;
pub type BlockNumber = u32;
pub type Hash = sp_core::H256;
pub type Nonce = u32;
/// A nonce in an account's record: it never starts again (decision 147).
pub type AccountNonce = sp_runtime::type_with_default::TypeWithDefault<Nonce, configs::system::FirstNonce>;
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// What every signed transaction carries besides its call.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	configs::fees::FairNonce,
	frame_system::CheckWeight<Runtime>,
	configs::call_filter::CallFilter,
	configs::fees::AllowanceOrFee,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

pub type Executive =
	frame_executive::Executive<Runtime, Block, frame_system::ChainContext<Runtime>, Runtime, AllPalletsWithSystem>;

impl_opaque_keys! {
	pub struct SessionKeys {
		pub aura: Aura,
		pub grandpa: Grandpa,
	}
}

/// What a node must know without knowing the calls.
pub mod opaque {
	use super::*;
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	pub type Header = super::Header;
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	pub type BlockId = generic::BlockId<Block>;
	pub use super::SessionKeys;
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type BusinessClock = pallet_business_clock;
	#[runtime::pallet_index(3)]
	pub type MultiBlockMigrations = pallet_migrations;
	#[runtime::pallet_index(4)]
	pub type Parameters = pallet_parameters;

	// Consensus
	#[runtime::pallet_index(10)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(11)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(13)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(14)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(15)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(16)]
	pub type Validators = pallet_validators;
	#[runtime::pallet_index(17)]
	pub type Peers = pallet_peers;

	// Fees
	#[runtime::pallet_index(20)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(21)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(22)]
	pub type OriginRestriction = pallet_origin_restriction;
	#[runtime::pallet_index(23)]
	pub type Sponsorship = pallet_allowances;

	// Governance
	#[runtime::pallet_index(30)]
	pub type AgenciesCouncil = pallet_collective<Instance1>;
	#[runtime::pallet_index(32)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(33)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(34)]
	pub type InstitutionsCouncil = pallet_collective<Instance2>;
	#[runtime::pallet_index(35)]
	pub type Timelock = pallet_timelock;

	// Signing
	#[runtime::pallet_index(40)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(41)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(42)]
	pub type Proxy = pallet_proxy;

	// Safety
	#[runtime::pallet_index(45)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(46)]
	pub type TxPause = pallet_tx_pause;

	// Credit
	#[runtime::pallet_index(50)]
	pub type EnterpriseRegistry = pallet_enterprise_registry;
	#[runtime::pallet_index(51)]
	pub type Consents = pallet_consents;
	#[runtime::pallet_index(52)]
	pub type Attestations = pallet_attestations;
	// After the agencies, which attest them, and before the products, which are priced by them.
	#[runtime::pallet_index(67)]
	pub type Calendars = pallet_calendars;
	#[runtime::pallet_index(68)]
	pub type ReferenceRates = pallet_reference_rates;
	#[runtime::pallet_index(53)]
	pub type CreditScoring = pallet_credit_scoring;
	#[runtime::pallet_index(54)]
	pub type Collateral = pallet_collateral;
	#[runtime::pallet_index(55)]
	pub type Financing = pallet_financing;
	#[runtime::pallet_index(56)]
	pub type CrossBorder = pallet_cross_border;
	#[runtime::pallet_index(57)]
	pub type Institutions = pallet_institutions;
	// After the institutions: a network starts with products of those.
	#[runtime::pallet_index(58)]
	pub type Products = pallet_products;
	#[runtime::pallet_index(59)]
	pub type Cards = pallet_cards;

	// Corridors
	#[runtime::pallet_index(60)]
	pub type GuangdongHongKongGrandpa = pallet_bridge_grandpa<Instance1>;
	#[runtime::pallet_index(61)]
	pub type GuangdongHongKongMessages = pallet_bridge_messages<Instance1>;
	#[runtime::pallet_index(62)]
	pub type GuangdongMacaoGrandpa = pallet_bridge_grandpa<Instance2>;
	#[runtime::pallet_index(63)]
	pub type GuangdongMacaoMessages = pallet_bridge_messages<Instance2>;
	#[runtime::pallet_index(64)]
	pub type HongKongMacaoGrandpa = pallet_bridge_grandpa<Instance3>;
	#[runtime::pallet_index(65)]
	pub type HongKongMacaoMessages = pallet_bridge_messages<Instance3>;
	#[runtime::pallet_index(66)]
	pub type Relayers = pallet_bridge_relayers;

	// Agreements on credit
	#[runtime::pallet_index(71)]
	pub type CreditLines = pallet_credit_lines;
	#[runtime::pallet_index(72)]
	pub type Policies = pallet_policies;
	// Loans as banks make them
	#[runtime::pallet_index(69)]
	pub type Guarantees = pallet_guarantees;
	#[runtime::pallet_index(70)]
	pub type Classification = pallet_classification;
}
