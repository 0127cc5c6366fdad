//! Ways to sign: together, in batches, for another.

use crate::{
	configs::deposits::{deposit, Deposits},
	*,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_utility::WeightInfo<Runtime>;
}

parameter_types! {
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	pub const ProxyDepositFactor: Balance = deposit(0, 33);
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	pub const AnnouncementDepositFactor: Balance = deposit(0, 66);
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Deposits;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<32>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_multisig::WeightInfo<Runtime>;
}

/// What an account may let another do in its name.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// An agency's daily work: attestations, quotes of reference rates, and what it enters and corrects in the register.
	Attesting,
	/// An institution's daily work: its products, policies, lines, offers, loans and liens, its answers within their days, and what it asks
	/// and tells other places. Not to turn security into money.
	Lending,
	/// An enterprise's consents.
	Consenting,
	/// Votes of a council.
	Voting,
	/// An enterprise's daily work: its rating, what it pledges, credit lines, applications, loans, and its objections.
	Borrowing,
}

/// Each call is named: a new one is the owner's alone until somebody has decided otherwise
/// (`runtime/tests/proxies.rs`). No kind but `Any` gives control away, or names who else may act.
impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		use pallet_attestations::Call as Attestation;
		use pallet_classification::Call as Classification;
		use pallet_collateral::Call as Collateral;
		use pallet_collective::Call as Council;
		use pallet_consents::Call as Consent;
		use pallet_credit_lines::Call as Line;
		use pallet_credit_scoring::Call as Scoring;
		use pallet_cross_border::Call as Abroad;
		use pallet_enterprise_registry::Call as Registry;
		use pallet_financing::Call as Financing;
		use pallet_guarantees::Call as Guarantee;
		use pallet_policies::Call as Policy;
		use pallet_products::Call as Product;
		use pallet_reference_rates::Call as ReferenceRate;
		match self {
			ProxyType::Any => true,
			ProxyType::Attesting => matches!(
				call,
				RuntimeCall::Attestations(
					Attestation::attest { .. }
						| Attestation::attest_many { .. }
						| Attestation::correct { .. }
						| Attestation::revoke { .. }
						| Attestation::uphold { .. }
						| Attestation::anchor_dataset { .. }
						| Attestation::revoke_dataset { .. }
				) | RuntimeCall::EnterpriseRegistry(
					Registry::register { .. } | Registry::register_many { .. } | Registry::amend { .. }
				) | RuntimeCall::ReferenceRates(ReferenceRate::publish { .. })
			),
			ProxyType::Lending => matches!(
				call,
				RuntimeCall::Attestations(Attestation::materialise { .. })
					| RuntimeCall::Consents(Consent::state_deletion { .. })
					| RuntimeCall::CreditLines(
						Line::offer { .. }
							| Line::freeze { .. } | Line::unfreeze { .. }
							| Line::cancel { .. } | Line::clear { .. }
							| Line::levy { .. } | Line::record_fee { .. }
					) | RuntimeCall::Policies(Policy::publish { .. } | Policy::withdraw { .. })
					| RuntimeCall::CreditScoring(Scoring::propose_scorecard { .. })
					| RuntimeCall::Collateral(
						Collateral::accept_rank { .. }
							| Collateral::acknowledge_invalidation { .. }
							| Collateral::admit_lender { .. }
							| Collateral::continue_lien { .. }
							| Collateral::lapse { .. }
							| Collateral::register_outside { .. }
							| Collateral::release { .. }
							| Collateral::subordinate { .. }
					) | RuntimeCall::Financing(
					Financing::set_exposure_limit { .. }
						| Financing::decline { .. }
						| Financing::make_offer { .. }
						| Financing::explain_override { .. }
						| Financing::expire { .. }
						| Financing::disburse { .. }
						| Financing::record_repayment { .. }
						| Financing::repay_several { .. }
						| Financing::levy_charge { .. }
						| Financing::declare_default { .. }
						| Financing::write_off { .. }
						| Financing::start_loan { .. }
						| Financing::answer_dispute { .. }
						| Financing::refuse_claim { .. }
						| Financing::reverse { .. }
						| Financing::propose_amendment { .. }
						| Financing::withdraw_amendment { .. }
						| Financing::cure { .. }
						| Financing::declare_misuse { .. }
						| Financing::forgive { .. }
						| Financing::renew { .. }
				) | RuntimeCall::Classification(Classification::classify { .. })
					| RuntimeCall::Guarantees(
						Guarantee::propose { .. }
							| Guarantee::withdraw { .. }
							| Guarantee::call { .. }
							| Guarantee::record_payment { .. }
					) | RuntimeCall::Products(Product::publish { .. } | Product::withdraw { .. } | Product::reopen { .. })
					| RuntimeCall::CrossBorder(
						Abroad::claim_document { .. }
							| Abroad::check_voucher { .. }
							| Abroad::send_passport { .. }
							| Abroad::revoke_passport { .. }
							| Abroad::send_voucher { .. }
							| Abroad::send_waiting { .. }
					)
			),
			ProxyType::Consenting => matches!(
				call,
				RuntimeCall::Consents(
					Consent::give { .. }
						| Consent::pause { .. }
						| Consent::resume { .. }
						| Consent::revoke { .. }
						| Consent::record_disclosure { .. }
				)
			),
			ProxyType::Voting => matches!(
				call,
				RuntimeCall::AgenciesCouncil(Council::vote { .. } | Council::propose { .. } | Council::close { .. })
					| RuntimeCall::InstitutionsCouncil(
						Council::vote { .. } | Council::propose { .. } | Council::close { .. }
					)
			),
			ProxyType::Borrowing => matches!(
				call,
				RuntimeCall::Attestations(
					Attestation::dispute { .. } | Attestation::materialise { .. } | Attestation::prove_form { .. }
				) | RuntimeCall::CreditScoring(Scoring::prove_grade { .. })
					| RuntimeCall::CreditLines(
						Line::accept { .. } | Line::cancel { .. } | Line::clear { .. } | Line::levy { .. },
					) | RuntimeCall::Collateral(
					Collateral::register_receivable { .. }
						| Collateral::cancel_receivable { .. }
						| Collateral::agree_to_pledge { .. }
						| Collateral::note_credit { .. }
						| Collateral::withdraw_credit_note { .. }
						| Collateral::pledge { .. }
						| Collateral::lapse { .. }
						| Collateral::object_to_enforcement { .. }
				) | RuntimeCall::Financing(
					Financing::apply { .. }
						| Financing::withdraw_application { .. }
						| Financing::accept_offer { .. }
						| Financing::refuse_offer { .. }
						| Financing::expire { .. }
						| Financing::confirm_receipt { .. }
						| Financing::dispute_payment { .. }
						| Financing::claim_payment { .. }
						| Financing::accept_amendment { .. }
				) | RuntimeCall::CrossBorder(Abroad::revoke_passport { .. })
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == &ProxyType::Any || self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Deposits;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
}

impl pallet_parameters::Config for Runtime {
	type AdminOrigin = parameters::Keepers;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type WeightInfo = ();
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_proxy_does_what_its_kind_says_and_no_more() {
		let consent = RuntimeCall::Consents(pallet_consents::Call::revoke { consent: lingnan_support::ConsentId(0) });
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: Vec::new() });
		let vote = RuntimeCall::AgenciesCouncil(pallet_collective::Call::vote {
			proposal: Default::default(),
			index: 0,
			approve: true,
		});
		for (proxy, consents, remarks, votes) in [
			(ProxyType::Any, true, true, true),
			(ProxyType::Attesting, false, false, false),
			(ProxyType::Lending, false, false, false),
			(ProxyType::Consenting, true, false, false),
			(ProxyType::Voting, false, false, true),
			(ProxyType::Borrowing, false, false, false),
		] {
			assert_eq!(proxy.filter(&consent), consents, "{proxy:?}");
			assert_eq!(proxy.filter(&remark), remarks, "{proxy:?}");
			assert_eq!(proxy.filter(&vote), votes, "{proxy:?}");
		}
		assert!(ProxyType::Any.is_superset(&ProxyType::Lending));
		assert!(!ProxyType::Lending.is_superset(&ProxyType::Any));
	}
}
