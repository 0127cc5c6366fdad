//! Ways to stop: the whole chain except what heals it, or one call. Stopping for a time takes a third of the agencies and
//! happens at once; prolonging it takes a majority; lifting it, or pausing a call without end, two thirds.

use crate::{
	configs::{
		corridors::counterpart::Pallets,
		governance::{AtOnce, Prolonging, Stopping},
	},
	*,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, EitherOf, GetCallMetadata, MapSuccess},
};
use frame_system::EnsureRoot;
use lingnan_support::{Corridor, Deadline, LienId};
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::traits::Replace;

parameter_types! {
	pub const SafeModeDuration: BlockNumber = 4 * constants::HOURS;
	pub const NobodyBuysIt: Option<Balance> = None;
	pub const NothingToRelease: Option<BlockNumber> = None;
}

/// What neither safe mode nor a pause stops: blocks themselves, whose nodes get them, the ways to sign for a council, and government, without
/// which nobody could lift what was stopped. What is signed, batched or scheduled by these is filtered in its turn.
const HEALING_PALLETS: [&str; 18] = [
	"System",
	"Timestamp",
	"MultiBlockMigrations",
	"Parameters",
	"Session",
	"Grandpa",
	"Validators",
	"Peers",
	"AgenciesCouncil",
	"Scheduler",
	"InstitutionsCouncil",
	"Timelock",
	"Sponsorship",
	"Utility",
	"Multisig",
	"Proxy",
	"SafeMode",
	"TxPause",
];

/// The same of pallets that are stopped otherwise: what only governance may call, an enterprise's way to take a consent, a passport, a
/// card or a mandate back and to keep its key, and an institution's to end what lends in its name without it. So may nothing bar what a
/// party must say within its days: after them its silence counts, and a stop would make a debt of a payment that was never made.
const HEALING_CALLS: [(&str, &[&str]); 15] = [
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
	("Calendars", &["set_year"]),
	("Cards", &["withdraw"]),
	("Classification", &["set_rule"]),
	("Collateral", &["license_appraiser", "withdraw_licence", "object_to_enforcement", "state_claim"]),
	("Consents", &["pause", "revoke"]),
	("CreditLines", &["freeze"]),
	("CreditScoring", &["activate_champion", "resume_scorecard", "suspend_scorecard", "retire_scorecard"]),
	("CrossBorder", &["open_class", "close_class", "halt", "resume", "recognise_scorecard", "revoke_passport"]),
	("EnterpriseRegistry", &["act_as_guardian", "freeze", "revoke_mandate", "veto_recovery", "withdraw_recovery"]),
	("Financing", &["answer_dispute", "claim_payment", "dispute_payment", "set_compensation"]),
	("Guarantees", &["call", "register", "suspend", "reinstate", "rekey"]),
	("Institutions", &["register", "suspend", "reinstate", "rekey"]),
	("Policies", &["withdraw"]),
	("ReferenceRates", &["define", "assign", "retire"]),
];

/// How governance opens a corridor's light client and its lane, stops and repairs them.
const LIGHT_CLIENT: &[&str] = &["force_set_pallet_state", "initialize", "set_operating_mode", "set_owner"];
const LANE: &[&str] = &["set_operating_mode", "set_owner"];

fn heals(pallet: &[u8], call: &[u8]) -> bool {
	let among = |calls: &[&str]| calls.iter().any(|name| name.as_bytes() == call);
	HEALING_PALLETS.iter().any(|name| name.as_bytes() == pallet)
		|| HEALING_CALLS.iter().any(|(name, calls)| name.as_bytes() == pallet && among(calls))
		|| Corridor::ALL.into_iter().map(Pallets::of).any(|Pallets { light_client, lane }| {
			(light_client.as_bytes() == pallet && among(LIGHT_CLIENT)) || (lane.as_bytes() == pallet && among(LANE))
		})
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

impl Contains<pallet_timelock::CallName> for Healing {
	fn contains((pallet, call): &pallet_timelock::CallName) -> bool {
		heals(pallet, call)
	}
}

/// The calls that a deadline asks for. What is a debt or a default by silence is said by calls that are never stopped
/// (`HEALING_CALLS`) and needs no deadline here.
pub fn asked_for(deadline: Deadline) -> Vec<RuntimeCall> {
	use lingnan_support::conditions::{Conditions, Rate};
	use pallet_financing::{Call, DeclineReason, Finding, OfferSpec, RepaymentMethod};
	let (application, loan) = Default::default();
	let calls: Vec<Call<Runtime>> = match deadline {
		Deadline::Decision => {
			let conditions = Conditions::plain(0, 0, RepaymentMethod::Bullet, Rate(0));
			let terms = OfferSpec { conditions, valid_until: 0 };
			let reason = DeclineReason::Capacity;
			vec![Call::make_offer { application, terms }, Call::decline { application, reason }]
		},
		Deadline::Acceptance => vec![Call::accept_offer { application, terms_hash: Default::default() }],
		Deadline::Statement => vec![Call::disburse { application, reference: Default::default(), value_date: 0 }],
		Deadline::Finding => vec![Call::decide_dispute { application, finding: Finding::Paid }],
		Deadline::Recording => {
			vec![Call::record_repayment { loan, amount: 0, reference: Default::default(), value_date: 0 }]
		},
		Deadline::Answer => vec![
			Call::record_repayment { loan, amount: 0, reference: Default::default(), value_date: 0 },
			Call::refuse_claim { loan, reference: Default::default(), reason: Default::default() },
		],
		Deadline::Reversal => vec![Call::reverse { loan, posting: 0, reason: Default::default() }],
		Deadline::Judgement => {
			let reason = Default::default();
			let decide = pallet_collateral::Call::decide_objection { lien: LienId(0), upheld: false, reason };
			return vec![RuntimeCall::Collateral(decide)];
		},
	};
	calls.into_iter().map(RuntimeCall::Financing).collect()
}

/// Whether one of the calls that a deadline asks for is let through nobody: stopped by a third, paused by two thirds, or in
/// safe mode. No offer can be accepted either while the scorecard that rates is stopped for a time.
pub struct Stopped;
impl Contains<Deadline> for Stopped {
	fn contains(deadline: &Deadline) -> bool {
		type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
		let unrated = || {
			let none = !pallet_credit_scoring::Champion::<Runtime>::exists();
			none && !pallet_credit_scoring::Stopped::<Runtime>::get().is_empty()
		};
		(*deadline == Deadline::Acceptance && unrated())
			|| !asked_for(*deadline).iter().all(<Filter as Contains<RuntimeCall>>::contains)
	}
}

/// Who enters safe mode: two thirds whenever they will, a third once it has rested.
type Entering = EitherOf<AtOnce, pallet_timelock::Rested<Runtime, Stopping>>;

impl pallet_safe_mode::Config for Runtime {
	type Currency = Balances;
	type EnterDepositAmount = NobodyBuysIt;
	type EnterDuration = SafeModeDuration;
	type ExtendDepositAmount = NobodyBuysIt;
	type ExtendDuration = SafeModeDuration;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type ForceEnterOrigin = MapSuccess<Entering, Replace<SafeModeDuration>>;
	type ForceExitOrigin = AtOnce;
	type ForceExtendOrigin = MapSuccess<Prolonging, Replace<SafeModeDuration>>;
	type Notify = pallet_timelock::SafeModeRests<Runtime>;
	type ReleaseDelay = NothingToRelease;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
	type WhitelistedCalls = Healing;
}

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = ConstU32<256>;
	type PauseOrigin = AtOnce;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = AtOnce;
	type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
	type WhitelistedCalls = Healing;
}
