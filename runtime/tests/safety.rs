//! What safe mode and a pause stop, call by call. Every call of every pallet stands in one of the two lists below: a new
//! call, or a new pallet, fails here until somebody has decided what it is.

use crate::common::{
	calls::{calls, names, Name},
	*,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains, GetCallMetadata},
	BoundedVec,
};
use lingnan_runtime::{configs::safety::Healing, *};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use std::collections::BTreeSet;

/// Works in safe mode and cannot be paused.
const HEALS: &[(&str, &str)] = &[
	("Timelock", "cancel lift prolong schedule stop veto"),
	("AgenciesCouncil", "close disapprove_proposal execute kill propose release_proposal_cost set_members vote"),
	("Attestations", "define_indicator register_agency reinstate_agency rekey_agency retire_indicator suspend_agency"),
	("Calendars", "set_year"),
	("Cards", "withdraw"),
	("Classification", "set_rule"),
	("Collateral", "license_appraiser object_to_enforcement state_claim withdraw_licence"),
	("Consents", "pause revoke"),
	("CreditLines", "freeze"),
	("CreditScoring", "activate_champion resume_scorecard retire_scorecard suspend_scorecard"),
	("CrossBorder", "close_class halt open_class recognise_scorecard resume revoke_passport"),
	("EnterpriseRegistry", "act_as_guardian freeze revoke_mandate veto_recovery withdraw_recovery"),
	("Financing", "answer_dispute claim_payment dispute_payment set_compensation"),
	("Grandpa", "note_stalled report_equivocation report_equivocation_unsigned"),
	("Guarantees", "call register reinstate rekey suspend"),
	("GuangdongHongKongGrandpa", "force_set_pallet_state initialize set_operating_mode set_owner"),
	("GuangdongHongKongMessages", "set_operating_mode set_owner"),
	("GuangdongMacaoGrandpa", "force_set_pallet_state initialize set_operating_mode set_owner"),
	("GuangdongMacaoMessages", "set_operating_mode set_owner"),
	("HongKongMacaoGrandpa", "force_set_pallet_state initialize set_operating_mode set_owner"),
	("HongKongMacaoMessages", "set_operating_mode set_owner"),
	("Institutions", "register reinstate rekey suspend"),
	("InstitutionsCouncil", "close disapprove_proposal execute kill propose release_proposal_cost set_members vote"),
	("MultiBlockMigrations", "clear_historic force_onboard_mbms force_set_active_cursor force_set_cursor"),
	("Multisig", "approve_as_multi as_multi as_multi_threshold_1 cancel_as_multi poke_deposit"),
	("Parameters", "set_parameter"),
	("Peers", "admit close open register remove withdraw"),
	("Policies", "withdraw"),
	("ReferenceRates", "assign define retire"),
	(
		"Proxy",
		"add_proxy announce create_pure kill_pure poke_deposit proxy proxy_announced reject_announcement \
		 remove_announcement remove_proxies remove_proxy",
	),
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
	(
		"System",
		"apply_authorized_upgrade authorize_upgrade authorize_upgrade_without_checks kill_prefix kill_storage remark \
		 remark_with_event set_code set_code_without_checks set_heap_pages set_storage",
	),
	("Sponsorship", "clear end sponsor"),
	("Timestamp", "set"),
	("TxPause", "pause unpause"),
	("Validators", "invite join leave remove report_double_block restore_finality"),
	("Utility", "as_derivative batch batch_all dispatch_as dispatch_as_fallible force_batch if_else with_weight"),
];

/// Stops in safe mode and can be paused.
const STOPS: &[(&str, &str)] = &[
	(
		"Attestations",
		"anchor_dataset attest attest_many correct dispute materialise prove_form revoke revoke_dataset uphold",
	),
	(
		"Balances",
		"burn force_adjust_total_issuance force_set_balance force_transfer force_unreserve transfer_all \
		 transfer_allow_death transfer_keep_alive upgrade_accounts",
	),
	("BusinessClock", "advance"),
	("Cards", "publish state_destruction"),
	("Classification", "classify"),
	(
		"Collateral",
		"accept_rank acknowledge_invalidation admit_lender agree_to_enforcement agree_to_pledge appraise attest_document \
		 cancel_receivable confirm_debt confirm_receivable continue_lien decide_objection enforce lapse note_credit \
		 open_token_version pledge propose_enforcement register_outside register_receivable register_right release \
		 retire_token_version set_collection_account set_encumbrance subordinate transfer_right update_right \
		 withdraw_attestation withdraw_credit_note",
	),
	("Consents", "give record_disclosure resume state_deletion"),
	("CreditLines", "accept cancel clear levy offer record_fee unfreeze"),
	("CreditScoring", "propose_scorecard prove_grade validate_scorecard"),
	("CrossBorder", "check_voucher claim_document send_passport send_voucher send_waiting"),
	(
		"EnterpriseRegistry",
		"accept_control amend change_status name_guardians offer_control record_succession register register_many \
		 set_mandate start_recovery unfreeze withdraw_control_offer",
	),
	(
		"Financing",
		"accept_amendment accept_offer apply approve_compensation ask_compensation confirm_receipt cure decide_dispute \
		 declare_default declare_misuse decline disburse expire explain_override forgive levy_charge make_offer note_arrears \
		 propose_amendment record_repayment refuse_claim refuse_offer renew repay_several reprice reverse set_exposure_limit start_loan \
		 withdraw_amendment withdraw_application write_off",
	),
	("GuangdongHongKongGrandpa", "submit_finality_proof submit_finality_proof_ex"),
	("GuangdongHongKongMessages", "receive_messages_delivery_proof receive_messages_proof"),
	("GuangdongMacaoGrandpa", "submit_finality_proof submit_finality_proof_ex"),
	("GuangdongMacaoMessages", "receive_messages_delivery_proof receive_messages_proof"),
	(
		"Guarantees",
		"agree_to_amendment propose record_payment record_reimbursement refuse release set_pool sign state_payment \
		 withdraw",
	),
	("HongKongMacaoGrandpa", "submit_finality_proof submit_finality_proof_ex"),
	("HongKongMacaoMessages", "receive_messages_delivery_proof receive_messages_proof"),
	("OriginRestriction", "clean_usage"),
	("Policies", "publish"),
	("Preimage", "ensure_updated note_preimage request_preimage unnote_preimage unrequest_preimage"),
	("Products", "publish reopen withdraw"),
	("ReferenceRates", "publish"),
	("Relayers", "claim_rewards claim_rewards_to deregister register"),
];

/// Two validators: of the last, no keys are taken away.
fn chain() -> sp_io::TestExternalities {
	genesis_with(|patch| {
		let seats = [(Sr25519Keyring::Alice, Ed25519Keyring::Alice), (Sr25519Keyring::Bob, Ed25519Keyring::Bob)].map(
			|(aura, grandpa)| {
				let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
				(aura.to_account_id(), aura.to_account_id(), keys)
			},
		);
		patch["session"]["keys"] = serde_json::to_value(seats).expect("keys are JSON");
	})
}

#[test]
fn every_call_is_classified_once() {
	let (heals, stops) = (names(HEALS), names(STOPS));
	assert_eq!(heals.intersection(&stops).count(), 0);
	let known: BTreeSet<Name> = heals.union(&stops).cloned().collect();
	let there: BTreeSet<Name> = calls().into_iter().map(|(name, _)| name).collect();
	let missing: Vec<_> = there.difference(&known).collect();
	let gone: Vec<_> = known.difference(&there).collect();
	assert!(missing.is_empty() && gone.is_empty(), "decide what stops: {missing:?}; no longer there: {gone:?}");
}

#[test]
fn the_runtime_stops_what_the_list_says() {
	let heals = names(HEALS);
	for (name, call) in calls() {
		let metadata = call.get_call_metadata();
		assert_eq!((metadata.pallet_name, metadata.function_name), (name.0.as_str(), name.1.as_str()));
		assert_eq!(Healing::contains(&call), heals.contains(&name), "{}.{} in safe mode", name.0, name.1);
	}
}

#[test]
fn safe_mode_lets_through_exactly_what_heals() {
	chain().execute_with(|| {
		let filter = |call: &RuntimeCall| <Runtime as frame_system::Config>::BaseCallFilter::contains(call);
		for (name, call) in calls() {
			assert!(filter(&call), "{name:?} works before");
		}
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let heals = names(HEALS);
		for (name, call) in calls() {
			assert_eq!(filter(&call), heals.contains(&name), "{name:?} in safe mode");
		}
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		for (name, call) in calls() {
			assert!(filter(&call), "{name:?} works after");
		}
	});
}

#[test]
fn exactly_what_does_not_heal_can_be_paused() {
	chain().execute_with(|| {
		let heals = names(HEALS);
		for (name, call) in calls() {
			let full = (
				BoundedVec::truncate_from(name.0.clone().into_bytes()),
				BoundedVec::truncate_from(name.1.clone().into_bytes()),
			);
			let filter = |call: &RuntimeCall| <Runtime as frame_system::Config>::BaseCallFilter::contains(call);
			if heals.contains(&name) {
				assert_noop!(
					TxPause::pause(RuntimeOrigin::root(), full),
					pallet_tx_pause::Error::<Runtime>::Unpausable
				);
				assert!(filter(&call), "{name:?}");
			} else {
				assert_ok!(TxPause::pause(RuntimeOrigin::root(), full.clone()));
				assert!(!filter(&call), "{name:?}");
				assert_ok!(TxPause::unpause(RuntimeOrigin::root(), full));
				assert!(filter(&call), "{name:?}");
			}
		}
	});
}

/// A bank states a payment that it never made, and a call is stopped until the firm's days to dispute it are over.
#[test]
fn a_stop_makes_a_false_payment_a_loan_by_silence() {
	chain().execute_with(|| {
		let days = [
			("Collateral", "object_to_enforcement state_claim"),
			("Financing", "answer_dispute claim_payment dispute_payment"),
		];
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		for (pallet, call) in names(&days) {
			let (_, one) =
				calls().into_iter().find(|(name, _)| *name == (pallet.clone(), call.clone())).expect("it is there");
			assert!(<Runtime as frame_system::Config>::BaseCallFilter::contains(&one), "{pallet}.{call} in safe mode");
			let full = (BoundedVec::truncate_from(pallet.into_bytes()), BoundedVec::truncate_from(call.into_bytes()));
			assert_noop!(TxPause::pause(RuntimeOrigin::root(), full), pallet_tx_pause::Error::<Runtime>::Unpausable);
		}
	});
}

/// A batch, a proxy or a multisig opens no way round: what is inside is filtered in its turn.
#[test]
fn what_is_wrapped_is_stopped_as_well() {
	use sp_runtime::traits::Dispatchable;
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let give = RuntimeCall::BusinessClock(pallet_business_clock::Call::advance { seconds: 1 });
		let wrapped = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![give] });
		let error = wrapped.dispatch(RuntimeOrigin::signed(alice())).expect_err("it is stopped").error;
		assert_eq!(error, frame_system::Error::<Runtime>::CallFiltered.into());
	});
}

#[test]
fn safe_mode_ends_by_itself_after_four_hours() {
	use frame_support::traits::Hooks;
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let end = System::block_number() + configs::safety::SafeModeDuration::get();
		SafeMode::on_initialize(end);
		assert!(SafeMode::is_entered());
		SafeMode::on_initialize(end + 1);
		assert!(!SafeMode::is_entered());
	});
}

#[test]
fn the_last_validator_with_keys_keeps_them() {
	use sp_runtime::traits::Dispatchable;
	chain().execute_with(|| {
		let purge = || RuntimeCall::Session(pallet_session::Call::purge_keys {});
		assert_ok!(purge().dispatch(RuntimeOrigin::signed(Sr25519Keyring::Bob.to_account_id())));
		let error = purge().dispatch(RuntimeOrigin::signed(alice())).expect_err("nobody else makes blocks").error;
		assert_eq!(error, frame_system::Error::<Runtime>::CallFiltered.into());
		assert_eq!(Validators::with_keys(), 1);
	});
}
