//! What each kind of proxy may do, call by call. Every call of every pallet stands in one of the lists below: a new call, or
//! a new pallet, fails here until somebody has decided whose work it is.

use crate::common::{
	calls::{calls, names, Name},
	credit::*,
	*,
};
use configs::utilities::ProxyType;
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains as _, InstanceFilter},
};
use lingnan_runtime::*;
use lingnan_support::AgencyRight;
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeSet;

/// What gives away control, says who else may act, moves coins or governs: the owner alone, and a proxy of kind `Any`.
const OWNER: &[(&str, &str)] = &[
	("Timelock", "cancel lift prolong schedule stop veto"),
	("AgenciesCouncil", "disapprove_proposal execute kill release_proposal_cost set_members"),
	("Attestations", "define_indicator register_agency reinstate_agency rekey_agency retire_indicator suspend_agency"),
	(
		"Balances",
		"burn force_adjust_total_issuance force_set_balance force_transfer force_unreserve transfer_all \
		 transfer_allow_death transfer_keep_alive upgrade_accounts",
	),
	("BusinessClock", "advance"),
	("Calendars", "set_year"),
	("Cards", "publish state_destruction withdraw"),
	(
		"Collateral",
		"agree_to_enforcement appraise attest_document confirm_debt confirm_receivable decide_objection enforce \
		 license_appraiser open_token_version propose_enforcement register_right retire_token_version \
		 set_collection_account set_encumbrance state_claim transfer_right update_right withdraw_attestation \
		 withdraw_licence",
	),
	("Classification", "set_rule"),
	("CreditScoring", "activate_champion resume_scorecard retire_scorecard suspend_scorecard validate_scorecard"),
	("CrossBorder", "close_class halt open_class recognise_scorecard resume"),
	(
		"EnterpriseRegistry",
		"accept_control act_as_guardian change_status freeze name_guardians offer_control record_succession \
		 revoke_mandate set_mandate start_recovery unfreeze veto_recovery withdraw_control_offer withdraw_recovery",
	),
	("Financing", "approve_compensation ask_compensation decide_dispute note_arrears reprice set_compensation"),
	("Grandpa", "note_stalled report_equivocation report_equivocation_unsigned"),
	(
		"GuangdongHongKongGrandpa",
		"force_set_pallet_state initialize set_operating_mode set_owner submit_finality_proof submit_finality_proof_ex",
	),
	(
		"GuangdongHongKongMessages",
		"receive_messages_delivery_proof receive_messages_proof set_operating_mode set_owner",
	),
	(
		"GuangdongMacaoGrandpa",
		"force_set_pallet_state initialize set_operating_mode set_owner submit_finality_proof submit_finality_proof_ex",
	),
	("GuangdongMacaoMessages", "receive_messages_delivery_proof receive_messages_proof set_operating_mode set_owner"),
	(
		"HongKongMacaoGrandpa",
		"force_set_pallet_state initialize set_operating_mode set_owner submit_finality_proof submit_finality_proof_ex",
	),
	("HongKongMacaoMessages", "receive_messages_delivery_proof receive_messages_proof set_operating_mode set_owner"),
	(
		"Guarantees",
		"agree_to_amendment record_reimbursement refuse register reinstate rekey release set_pool sign state_payment suspend",
	),
	("Institutions", "register reinstate rekey suspend"),
	("InstitutionsCouncil", "disapprove_proposal execute kill release_proposal_cost set_members"),
	("MultiBlockMigrations", "clear_historic force_onboard_mbms force_set_active_cursor force_set_cursor"),
	("Multisig", "approve_as_multi as_multi as_multi_threshold_1 cancel_as_multi poke_deposit"),
	("OriginRestriction", "clean_usage"),
	("Parameters", "set_parameter"),
	("Peers", "admit close open register remove withdraw"),
	("Preimage", "ensure_updated note_preimage request_preimage unnote_preimage unrequest_preimage"),
	(
		"Proxy",
		"add_proxy announce create_pure kill_pure poke_deposit proxy proxy_announced reject_announcement \
		 remove_announcement remove_proxies remove_proxy",
	),
	("ReferenceRates", "assign define retire"),
	("Relayers", "claim_rewards claim_rewards_to deregister register"),
	(
		"SafeMode",
		"enter extend force_enter force_exit force_extend force_release_deposit force_slash_deposit release_deposit",
	),
	(
		"Scheduler",
		"cancel cancel_named cancel_retry cancel_retry_named schedule schedule_after schedule_named \
		 schedule_named_after set_retry set_retry_named",
	),
	("Session", "purge_keys set_keys"),
	("Sponsorship", "clear end sponsor"),
	(
		"System",
		"apply_authorized_upgrade authorize_upgrade authorize_upgrade_without_checks kill_prefix kill_storage remark \
		 remark_with_event set_code set_code_without_checks set_heap_pages set_storage",
	),
	("Timestamp", "set"),
	("TxPause", "pause unpause"),
	("Utility", "as_derivative batch batch_all dispatch_as dispatch_as_fallible force_batch if_else with_weight"),
	("Validators", "invite join leave remove report_double_block restore_finality"),
];

const ATTESTING: &[(&str, &str)] = &[
	("Attestations", "anchor_dataset attest attest_many correct revoke revoke_dataset uphold"),
	("EnterpriseRegistry", "amend register register_many"),
	("ReferenceRates", "publish"),
];

const LENDING: &[(&str, &str)] = &[
	("Attestations", "materialise"),
	(
		"Collateral",
		"accept_rank acknowledge_invalidation admit_lender continue_lien lapse register_outside release subordinate",
	),
	("Consents", "state_deletion"),
	("CreditLines", "cancel clear freeze levy offer record_fee unfreeze"),
	("CreditScoring", "propose_scorecard"),
	("CrossBorder", "check_voucher claim_document revoke_passport send_passport send_voucher send_waiting"),
	(
		"Financing",
		"answer_dispute cure declare_default declare_misuse decline disburse expire explain_override forgive levy_charge make_offer \
		 propose_amendment record_repayment refuse_claim renew repay_several reverse set_exposure_limit start_loan withdraw_amendment \
		 write_off",
	),
	("Policies", "publish withdraw"),
	("Classification", "classify"),
	("Guarantees", "call propose record_payment withdraw"),
	("Products", "publish reopen withdraw"),
];

const CONSENTING: &[(&str, &str)] = &[("Consents", "give pause record_disclosure resume revoke")];

const VOTING: &[(&str, &str)] =
	&[("AgenciesCouncil", "close propose vote"), ("InstitutionsCouncil", "close propose vote")];

const BORROWING: &[(&str, &str)] = &[
	("Attestations", "dispute materialise prove_form"),
	(
		"Collateral",
		"agree_to_pledge cancel_receivable lapse note_credit object_to_enforcement pledge register_receivable \
		 withdraw_credit_note",
	),
	("CreditLines", "accept cancel clear levy"),
	("CreditScoring", "prove_grade"),
	("CrossBorder", "revoke_passport"),
	(
		"Financing",
		"accept_amendment accept_offer apply claim_payment confirm_receipt dispute_payment expire refuse_offer \
		 withdraw_application",
	),
];

const KINDS: [(ProxyType, &[(&str, &str)]); 5] = [
	(ProxyType::Attesting, ATTESTING),
	(ProxyType::Lending, LENDING),
	(ProxyType::Consenting, CONSENTING),
	(ProxyType::Voting, VOTING),
	(ProxyType::Borrowing, BORROWING),
];

#[test]
fn every_call_is_somebodys() {
	let owners = names(OWNER);
	let others: BTreeSet<Name> = KINDS.iter().flat_map(|(_, list)| names(list)).collect();
	let both: Vec<_> = owners.intersection(&others).collect();
	assert!(both.is_empty(), "the owner's alone, and a proxy's: {both:?}");
	let known: BTreeSet<Name> = owners.union(&others).cloned().collect();
	let there: BTreeSet<Name> = calls().into_iter().map(|(name, _)| name).collect();
	let missing: Vec<_> = there.difference(&known).collect();
	let gone: Vec<_> = known.difference(&there).collect();
	assert!(missing.is_empty() && gone.is_empty(), "decide whose work it is: {missing:?}; no longer there: {gone:?}");
}

#[test]
fn each_kind_does_what_its_list_says_and_no_more() {
	for (name, call) in calls() {
		assert!(ProxyType::Any.filter(&call));
		for (kind, list) in KINDS {
			assert_eq!(kind.filter(&call), names(list).contains(&name), "{}.{} by {kind:?}", name.0, name.1);
		}
	}
}

/// A registrar lets a clerk enter firms. The clerk strikes one off, or has it merged, for good.
#[test]
fn a_registrars_clerk_ends_a_firm() {
	for (name, call) in calls() {
		if name.0 == "EnterpriseRegistry" && ["change_status", "record_succession"].contains(&name.1.as_str()) {
			assert!(KINDS.iter().all(|(kind, _)| !kind.filter(&call)), "{}.{}", name.0, name.1);
		}
	}
}

/// A bank or a firm leaves the daily work to a clerk, who cannot sign what must be said within days.
#[test]
fn a_day_passes_because_a_clerk_cannot_answer() {
	let answers: [(ProxyType, &[(&str, &str)]); 2] = [
		(ProxyType::Lending, &[("Financing", "answer_dispute refuse_claim reverse start_loan")]),
		(
			ProxyType::Borrowing,
			&[("Collateral", "object_to_enforcement"), ("Financing", "claim_payment dispute_payment")],
		),
	];
	for (kind, list) in answers {
		let list = names(list);
		let signed: BTreeSet<Name> =
			calls().into_iter().filter(|(_, call)| kind.filter(call)).map(|(name, _)| name).collect();
		assert!(list.is_subset(&signed), "{kind:?} lacks {:?}", list.difference(&signed).collect::<Vec<_>>());
	}
}

/// A firm lets its accountant do the daily work. The accountant offers control of the firm to itself.
#[test]
fn an_accountant_cannot_take_the_firm() {
	let (owner, accountant) = (agency(5), agency(6));
	genesis_with(|patch| {
		let registrar = agency_spec(0, &[AgencyRight::Registrar]);
		patch["attestations"]["agencies"] = serde_json::to_value([registrar]).expect("it is JSON");
	})
	.execute_with(|| {
		handed_over(0, registration(firm()), 5);
		for (kind, _) in KINDS {
			assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(owner.clone()), accountant.clone().into(), kind, 0));
			let take = RuntimeCall::EnterpriseRegistry(pallet_enterprise_registry::Call::offer_control {
				enterprise: firm(),
				to: accountant.clone(),
			});
			let through = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
				real: owner.clone().into(),
				force_proxy_type: Some(kind),
				call: Box::new(take),
			});
			assert!(<Runtime as frame_system::Config>::BaseCallFilter::contains(&through));
			assert_ok!(through.dispatch(RuntimeOrigin::signed(accountant.clone())));
			System::assert_last_event(
				pallet_proxy::Event::<Runtime>::ProxyExecuted {
					result: Err(frame_system::Error::<Runtime>::CallFiltered.into()),
				}
				.into(),
			);
			assert_eq!(pallet_enterprise_registry::Offers::<Runtime>::get(firm()), None);
		}
		assert_noop!(
			EnterpriseRegistry::accept_control(RuntimeOrigin::signed(accountant), firm()),
			pallet_enterprise_registry::Error::<Runtime>::NoOffer
		);
	});
}
