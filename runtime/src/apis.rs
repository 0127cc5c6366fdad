//! What nodes and clients can ask the runtime.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	weights::Weight,
};
use lingnan_support::{
	conditions::Conditions, AgencyId, ApplicationId, AssetId, CardHolder, ConsentId, Corridor, Date, GuaranteeId,
	GuarantorId, IndicatorId, InstitutionId, Jurisdiction, LineId, LoanId, Page, Paging, PolicyId, ProductId,
	ReferenceRateId, RegistrationNumber, SecurityOffer,
};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult,
};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> sp_version::RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(block: <Block as BlockT>::LazyBlock, data: InherentData) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> sp_session::OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			proof: sp_consensus_grandpa::EquivocationProof<<Block as BlockT>::Hash, NumberFor<Block>>,
			owner: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(proof, owner.decode()?)
		}

		fn generate_key_ownership_proof(
			_set: sp_consensus_grandpa::SetId,
			authority: sp_consensus_grandpa::AuthorityId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			use codec::Encode;
			use frame_support::traits::KeyOwnerProofSystem;
			Validators::prove((sp_consensus_grandpa::KEY_TYPE, authority))
				.map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}
	}

	impl pallet_validators::runtime_api::ValidatorsApi<Block, AccountId> for Runtime {
		fn validators(page: Paging) -> Page<pallet_validators::ValidatorView<AccountId>> {
			Validators::validators(page)
		}

		fn submit_double_block(
			proof: sp_consensus_slots::EquivocationProof<<Block as BlockT>::Header, AuraId>,
		) -> Option<()> {
			configs::consensus::submit_double_block(proof)
		}
	}

	impl pallet_peers::runtime_api::PeersApi<Block> for Runtime {
		fn peers() -> pallet_peers::PeersView {
			Peers::peers()
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			*System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			extrinsic: <Block as BlockT>::Extrinsic,
			length: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			configs::fees::query_info(extrinsic, length)
		}

		fn query_fee_details(
			extrinsic: <Block as BlockT>::Extrinsic,
			length: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			configs::fees::query_fee_details(extrinsic, length)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			length: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, length)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			length: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, length)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis::preset_names()
		}
	}

	impl pallet_allowances::runtime_api::AllowancesApi<Block, AccountId> for Runtime {
		fn allowance(account: AccountId) -> pallet_allowances::AllowanceView<AccountId> {
			Sponsorship::view(&account)
		}
	}

	impl pallet_enterprise_registry::runtime_api::EnterpriseRegistryApi<Block, AccountId> for Runtime {
		fn enterprise(number: RegistrationNumber) -> Option<pallet_enterprise_registry::EnterpriseView<AccountId>> {
			EnterpriseRegistry::enterprise(number)
		}

		fn enterprises(page: Paging) -> Page<pallet_enterprise_registry::EnterpriseLine> {
			EnterpriseRegistry::enterprises(page)
		}

		fn enterprises_of(account: AccountId, page: Paging) -> Page<RegistrationNumber> {
			EnterpriseRegistry::enterprises_of(&account, page)
		}
	}

	impl pallet_consents::runtime_api::ConsentsApi<Block> for Runtime {
		fn consents_of(enterprise: RegistrationNumber, page: Paging) -> Page<pallet_consents::ConsentView> {
			Consents::consents_of(&enterprise, page)
		}

		fn consents_to(institution: InstitutionId, page: Paging) -> Page<pallet_consents::ConsentView> {
			Consents::consents_to(institution, page)
		}

		fn deletions_owed(institution: InstitutionId, page: Paging) -> Page<pallet_consents::ConsentView> {
			Consents::deletions_owed(institution, page)
		}

		fn overdue_deletions(institution: InstitutionId, page: Paging) -> Page<ConsentId> {
			Consents::overdue_deletions(institution, page)
		}

		fn receipts(consent: ConsentId, page: Paging) -> Page<pallet_consents::ReceiptView> {
			Consents::receipts(consent, page)
		}
	}

	impl pallet_calendars::runtime_api::CalendarsApi<Block> for Runtime {
		fn calendar(place: Jurisdiction) -> pallet_calendars::CalendarView {
			Calendars::calendar(place)
		}
	}

	impl pallet_reference_rates::runtime_api::ReferenceRatesApi<Block> for Runtime {
		fn reference_rates() -> Vec<pallet_reference_rates::ReferenceRateView> {
			ReferenceRates::reference_rates()
		}

		fn quotes(reference: ReferenceRateId) -> Vec<pallet_reference_rates::ReferenceQuote> {
			ReferenceRates::quotes_of(reference)
		}
	}

	impl pallet_guarantees::runtime_api::GuaranteesApi<Block, AccountId> for Runtime {
		fn guarantors(page: Paging) -> Page<pallet_guarantees::GuarantorView<AccountId>> {
			Guarantees::guarantors(page)
		}

		fn guarantee(guarantee: GuaranteeId) -> Option<pallet_guarantees::GuaranteeView> {
			Guarantees::guarantee(guarantee)
		}

		fn guarantees_of(loan: LoanId) -> Vec<pallet_guarantees::GuaranteeView> {
			Guarantees::guarantees_of(loan)
		}

		fn guarantees_by(guarantor: GuarantorId, page: Paging) -> Page<pallet_guarantees::GuaranteeView> {
			Guarantees::guarantees_by(guarantor, page)
		}

		fn pool_accounts(guarantor: GuarantorId, page: Paging) -> Page<pallet_guarantees::PoolAccountView> {
			Guarantees::pool_accounts(guarantor, page)
		}
	}

	impl pallet_classification::runtime_api::ClassificationApi<Block> for Runtime {
		fn classification(loan: LoanId) -> Option<pallet_classification::ClassificationView> {
			Classification::classification(loan)
		}

		fn class_rules() -> Vec<pallet_classification::ClassRuleView> {
			Classification::rules()
		}
	}

	impl pallet_cards::runtime_api::CardsApi<Block> for Runtime {
		fn cards(holder: CardHolder) -> Vec<pallet_cards::CardView> {
			Cards::cards(&holder)
		}
	}

	impl pallet_credit_lines::runtime_api::CreditLinesApi<Block> for Runtime {
		fn line(id: LineId) -> Option<pallet_credit_lines::LineView> {
			CreditLines::line(id)
		}

		fn lines_of(enterprise: RegistrationNumber, page: Paging) -> Page<pallet_credit_lines::LineView> {
			CreditLines::lines_of(enterprise, page)
		}

		fn lines_by(institution: InstitutionId, page: Paging) -> Page<pallet_credit_lines::LineView> {
			CreditLines::lines_by(institution, page)
		}
	}

	impl pallet_policies::runtime_api::PoliciesApi<Block> for Runtime {
		fn policy(id: PolicyId) -> Option<pallet_policies::PolicyView> {
			Policies::policy(id)
		}

		fn policy_of(product: ProductId) -> Option<pallet_policies::PolicyView> {
			Policies::policy_of(product)
		}

		fn policies_by(institution: InstitutionId, page: Paging) -> Page<pallet_policies::PolicyView> {
			Policies::policies_by(institution, page)
		}
	}

	impl pallet_attestations::runtime_api::AttestationsApi<Block, AccountId> for Runtime {
		fn agencies(page: Paging) -> Page<pallet_attestations::AgencyView<AccountId>> {
			Attestations::agencies(page)
		}

		fn indicators(page: Paging) -> Page<pallet_attestations::IndicatorView> {
			Attestations::indicators(page)
		}

		fn attestations(enterprise: RegistrationNumber, page: Paging) -> Page<pallet_attestations::AttestationView> {
			Attestations::attestations(&enterprise, page)
		}

		fn attestations_by(agency: AgencyId, page: Paging) -> Page<pallet_attestations::AgencyAttestationView> {
			Attestations::attestations_by(agency, page)
		}

		fn disputes_at(agency: AgencyId, page: Paging) -> Page<pallet_attestations::DisputeView> {
			Attestations::disputes_at(agency, page)
		}

		fn datasets(indicator: IndicatorId, page: Paging) -> Page<pallet_attestations::DatasetView> {
			Attestations::datasets(indicator, page)
		}
	}

	impl pallet_credit_scoring::runtime_api::CreditScoringApi<Block> for Runtime {
		fn ratings(enterprise: RegistrationNumber) -> pallet_credit_scoring::RatingsView {
			CreditScoring::ratings(&enterprise)
		}

		fn proof_basis(enterprise: RegistrationNumber) -> Option<pallet_credit_scoring::ProofBasis> {
			CreditScoring::proof_basis(&enterprise)
		}

		fn scorecards(page: Paging) -> Page<pallet_credit_scoring::ScorecardView> {
			CreditScoring::scorecards(page)
		}
	}

	impl pallet_collateral::runtime_api::CollateralApi<Block> for Runtime {
		fn asset(id: AssetId) -> Option<pallet_collateral::AssetView> {
			Collateral::asset_view(id)
		}

		fn assets_of(enterprise: RegistrationNumber, page: Paging) -> Page<AssetId> {
			Collateral::assets_of(&enterprise, page)
		}

		fn issuer_keys(agency: AgencyId) -> Vec<pallet_collateral::IssuerKey> {
			Collateral::issuer_keys(agency)
		}

		fn document_status(exact_token: H256, coarse_token: H256) -> pallet_collateral::DocumentStatus {
			Collateral::document_status(exact_token, coarse_token)
		}

		fn lending_value(asset: AssetId, until: Date) -> Result<SecurityOffer, pallet_collateral::Refusal> {
			Collateral::lending_value(asset, until)
		}
	}

	impl pallet_financing::runtime_api::PortfolioApi<Block> for Runtime {
		fn loans_by(institution: InstitutionId, page: Paging) -> Page<pallet_financing::LoanLine> {
			Financing::loans_by(institution, page)
		}

		fn repaid_loans_by(institution: InstitutionId, page: Paging) -> Page<pallet_financing::LoanLine> {
			Financing::repaid_loans_by(institution, page)
		}

		fn closed_applications(institution: InstitutionId, page: Paging) -> Page<pallet_financing::ApplicationView> {
			Financing::closed_applications(institution, page)
		}

		fn missed_deadlines(institution: InstitutionId, page: Paging) -> Page<pallet_financing::ApplicationView> {
			Financing::missed_deadlines(institution, page)
		}

		fn overrides(institution: InstitutionId, page: Paging) -> Page<pallet_financing::OverrideView> {
			Financing::overrides(institution, page)
		}
	}

	impl pallet_financing::runtime_api::FinancingApi<Block, AccountId> for Runtime {
		fn institutions(page: Paging) -> Page<pallet_financing::InstitutionView<AccountId>> {
			Institutions::institutions(page)
		}

		fn products(page: Paging) -> Page<pallet_financing::ProductView> {
			Products::products(page)
		}

		fn application(id: ApplicationId) -> Option<pallet_financing::ApplicationView> {
			Financing::application(id)
		}

		fn applications_of(enterprise: RegistrationNumber, page: Paging) -> Page<pallet_financing::ApplicationView> {
			Financing::applications_of(&enterprise, page)
		}

		fn inbox(institution: InstitutionId, page: Paging) -> Page<pallet_financing::ApplicationView> {
			Financing::inbox(institution, page)
		}

		fn loan(id: LoanId) -> Option<pallet_financing::LoanView> {
			Financing::loan(id)
		}

		fn funds() -> Vec<pallet_financing::FundView> {
			Financing::funds()
		}

		fn quote(product: ProductId, conditions: Conditions, drawn: Date) -> Option<pallet_financing::Quote> {
			Financing::quote(product, &conditions, drawn)
		}

		fn statement(id: LoanId, page: Paging) -> Option<Page<pallet_financing::StatementLine>> {
			Financing::statement(id, page)
		}

		fn loans_of(enterprise: RegistrationNumber, page: Paging) -> Page<pallet_financing::LoanView> {
			Financing::loans_of(&enterprise, page)
		}

		fn exposure(enterprise: RegistrationNumber) -> Vec<pallet_financing::ExposureView> {
			Financing::exposure(&enterprise)
		}

		fn headroom(enterprise: RegistrationNumber) -> pallet_financing::HeadroomView {
			Financing::headroom_of(&enterprise)
		}

		fn own_headroom(enterprise: RegistrationNumber, page: Paging) -> Page<pallet_financing::OwnRoom> {
			Financing::own_headroom_of(&enterprise, page)
		}
	}

	impl pallet_cross_border::runtime_api::CrossBorderApi<Block, AccountId> for Runtime {
		fn corridors() -> Vec<pallet_cross_border::CorridorView> {
			CrossBorder::corridors_view()
		}

		fn passports(enterprise: RegistrationNumber) -> pallet_cross_border::PassportsView<AccountId> {
			CrossBorder::passports(&enterprise)
		}

		fn vouchers(corridor: Corridor, number: u64) -> Vec<pallet_cross_border::VoucherView> {
			CrossBorder::vouchers(corridor, number)
		}

		fn document(exact_token: H256, coarse_token: H256) -> pallet_cross_border::DocumentView {
			CrossBorder::document(exact_token, coarse_token)
		}
	}

	impl configs::corridors::api::CorridorsApi<Block> for Runtime {
		fn limits() -> configs::corridors::api::LaneLimits {
			configs::corridors::api::LaneLimits::HERE
		}

		fn weigh(corridor: lingnan_support::Corridor, messages: Vec<Vec<u8>>) -> Vec<Weight> {
			configs::corridors::api::weigh(corridor, messages)
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(extra: bool) -> (
			Vec<frame_benchmarking::BenchmarkList>,
			Vec<frame_support::traits::StorageInfo>,
		) {
			benchmarks::metadata(extra)
		}

		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade's checks hold");
			(weight, configs::system::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select).expect("the block executes")
		}
	}
}
