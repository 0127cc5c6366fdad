//! Ways to stop: the whole chain but for what heals it, or one call. Stopping takes a third of the agencies and happens at
//! once; lifting it takes two thirds.

use crate::{
	configs::governance::{AtOnce, Stopping},
	*,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, GetCallMetadata, MapSuccess},
};
use frame_system::EnsureRoot;
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::traits::Replace;

parameter_types! {
	pub const SafeModeDuration: BlockNumber = 4 * constants::HOURS;
	pub const NobodyBuysIt: Option<Balance> = None;
	pub const NothingToRelease: Option<BlockNumber> = None;
}

/// What neither safe mode nor a pause stops: blocks themselves, the ways to sign for a council, and government, without
/// which nobody could lift what was stopped. What is signed, batched or scheduled by these is filtered in its turn.
const HEALING_PALLETS: [&str; 17] = [
	"System",
	"Timestamp",
	"MultiBlockMigrations",
	"Parameters",
	"Session",
	"Grandpa",
	"Validators",
	"AgenciesCouncil",
	"Scheduler",
	"InstitutionsCouncil",
	"Acts",
	"Sponsorship",
	"Utility",
	"Multisig",
	"Proxy",
	"SafeMode",
	"TxPause",
];

/// The same of pallets that are stopped otherwise: what only governance may call, and an enterprise's way to take a consent
/// or a passport back and to object to an enforcement within its days, which nothing may bar.
const HEALING_CALLS: [(&str, &[&str]); 12] = [
	(
		"Attestations",
		&[
			"register_agency",
			"suspend_agency",
			"reinstate_agency",
			"rekey_agency",
			"define_indicator",
			"retire_indicator",
		],
	),
	("Collateral", &["license_appraiser", "withdraw_licence", "object_to_enforcement"]),
	("Consents", &["pause", "revoke"]),
	("CreditScoring", &["activate_champion", "activate_challenger", "suspend_scorecard", "retire_scorecard"]),
	("CrossBorder", &["open_class", "close_class", "halt", "resume", "recognise_scorecard", "revoke_passport"]),
	(
		"Financing",
		&[
			"register_institution",
			"suspend_institution",
			"reinstate_institution",
			"rekey_institution",
			"set_compensation",
		],
	),
	("GuangdongHongKongGrandpa", LIGHT_CLIENT),
	("GuangdongHongKongMessages", LANE),
	("GuangdongMacaoGrandpa", LIGHT_CLIENT),
	("GuangdongMacaoMessages", LANE),
	("HongKongMacaoGrandpa", LIGHT_CLIENT),
	("HongKongMacaoMessages", LANE),
];

/// How governance opens a corridor's light client and its lane, stops and mends them.
const LIGHT_CLIENT: &[&str] = &["force_set_pallet_state", "initialize", "set_operating_mode", "set_owner"];
const LANE: &[&str] = &["set_operating_mode", "set_owner"];

fn heals(pallet: &[u8], call: &[u8]) -> bool {
	HEALING_PALLETS.iter().any(|name| name.as_bytes() == pallet)
		|| HEALING_CALLS
			.iter()
			.any(|(name, calls)| name.as_bytes() == pallet && calls.iter().any(|name| name.as_bytes() == call))
}

/// What keeps working in safe mode, and cannot be paused.
pub struct Healing;
impl Contains<RuntimeCall> for Healing {
	fn contains(call: &RuntimeCall) -> bool {
		let name = call.get_call_metadata();
		heals(name.pallet_name.as_bytes(), name.function_name.as_bytes())
	}
}
impl Contains<RuntimeCallNameOf<Runtime>> for Healing {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		heals(pallet, call)
	}
}

impl pallet_safe_mode::Config for Runtime {
	type Currency = Balances;
	type EnterDepositAmount = NobodyBuysIt;
	type EnterDuration = SafeModeDuration;
	type ExtendDepositAmount = NobodyBuysIt;
	type ExtendDuration = SafeModeDuration;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type ForceEnterOrigin = MapSuccess<Stopping, Replace<SafeModeDuration>>;
	type ForceExitOrigin = AtOnce;
	type ForceExtendOrigin = MapSuccess<AtOnce, Replace<SafeModeDuration>>;
	type Notify = ();
	type ReleaseDelay = NothingToRelease;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
	type WhitelistedCalls = Healing;
}

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = ConstU32<256>;
	type PauseOrigin = Stopping;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = AtOnce;
	type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
	type WhitelistedCalls = Healing;
}
