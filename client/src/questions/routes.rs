//! By which runtime API each of our JSON-RPC methods is answered, for nodes that do not have the methods.

use crate::{courier::request, Error, Result};
use codec::{Decode, DecodeAll, Encode};
use lingnan_types::{
	agency::AgencyView,
	allowance::AllowanceView,
	application::{ApplicationView, OverrideView},
	asset::AssetView,
	attestation::{AgencyAttestationView, AttestationView, DisputeView},
	bank_days::CalendarView,
	card::CardView,
	claim::DocumentView,
	conditions::Conditions,
	consent::{ConsentView, ReceiptView},
	corridor::Corridor,
	dataset::DatasetView,
	enterprise::{EnterpriseLine, EnterpriseView},
	guarantee::{GuaranteeView, GuarantorView, PoolAccountView},
	indicator::IndicatorView,
	institution::InstitutionView,
	line::LineView,
	loan::{ExposureView, FundView, HeadroomView, LoanLine, LoanView, OwnRoom, Quote, StatementLine},
	loan_class::{ClassRuleView, ClassificationView},
	passport::PassportsView,
	peer::PeersView,
	policy::PolicyView,
	product::ProductView,
	rating::{ProofBasis, RatingsView},
	receivable::{DocumentStatus, IssuerKey},
	reference_rate::{ReferenceQuote, ReferenceRateView},
	scorecard::ScorecardView,
	validator::ValidatorView,
	voucher::VoucherView,
	AgencyId, ApplicationId, AssetId, CardHolder, ConsentId, CorridorView, Date, GuaranteeId, GuarantorId, IndicatorId,
	InstitutionId, Jurisdiction, LineId, LoanId, Page, Paging, PolicyId, ProductId, ReferenceRateId,
	RegistrationNumber,
};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};
use subxt::{
	rpcs::RpcClient,
	utils::{AccountId32, H256},
};

/// A method, and the runtime API behind it.
pub struct Route {
	pub method: &'static str,
	/// The API and its function, as `state_call` names it.
	pub api: &'static str,
	/// Arguments of the method before the block.
	pub arguments: usize,
	/// One more argument of the API says which page.
	pub paged: bool,
	/// The API's arguments, as it takes them.
	write: fn(Vec<Value>) -> std::result::Result<Vec<u8>, String>,
	/// The API's answer, as the method gives it.
	read: fn(&str, &[u8]) -> Result<Value>,
}

/// One answer. `A`: the arguments together.
const fn one<A: DeserializeOwned + Encode, T: Decode + Serialize>(
	method: &'static str,
	arguments: usize,
	api: &'static str,
) -> Route {
	Route { method, api, arguments, paged: false, write: write::<A>, read: read::<T> }
}

/// A list by the page. `A`: the arguments together, the page behind them.
const fn list<A: DeserializeOwned + Encode, T: Decode + Serialize>(
	method: &'static str,
	arguments: usize,
	api: &'static str,
) -> Route {
	Route { method, api, arguments, paged: true, write: write::<A>, read: read::<Page<T>> }
}

/// The number of an enterprise, and which page.
type OfFirm = (RegistrationNumber, Paging);
/// A record's number, and which page.
type Of<Id> = (Id, Paging);
/// No argument but the page.
type All = (Paging,);
/// No argument.
type Nothing = [(); 0];

const ROUTES: &[Route] = &[
	one::<(AccountId32,), AllowanceView<AccountId32>>("allowance_get", 1, "AllowancesApi_allowance"),
	list::<All, AgencyView<AccountId32>>("attestation_agencies", 0, "AttestationsApi_agencies"),
	list::<Of<IndicatorId>, DatasetView>("attestation_datasets", 1, "AttestationsApi_datasets"),
	list::<Of<AgencyId>, AgencyAttestationView>("attestation_by", 1, "AttestationsApi_attestations_by"),
	list::<Of<AgencyId>, DisputeView>("attestation_disputes", 1, "AttestationsApi_disputes_at"),
	one::<(Jurisdiction,), CalendarView>("calendar_get", 1, "CalendarsApi_calendar"),
	one::<(CardHolder,), Vec<CardView>>("card_list", 1, "CardsApi_cards"),
	list::<All, IndicatorView>("attestation_indicators", 0, "AttestationsApi_indicators"),
	list::<OfFirm, AttestationView>("attestation_list", 1, "AttestationsApi_attestations"),
	list::<OfFirm, AssetId>("collateral_assetsOf", 1, "CollateralApi_assets_of"),
	one::<(H256, H256), DocumentStatus>("collateral_documentStatus", 2, "CollateralApi_document_status"),
	one::<(AgencyId,), Vec<IssuerKey>>("collateral_issuerKeys", 1, "CollateralApi_issuer_keys"),
	one::<(AssetId,), Option<AssetView>>("collateral_status", 1, "CollateralApi_asset"),
	list::<Of<InstitutionId>, ConsentView>("consent_deletionsOwed", 1, "ConsentsApi_deletions_owed"),
	list::<Of<InstitutionId>, ConsentView>("consent_to", 1, "ConsentsApi_consents_to"),
	list::<OfFirm, ConsentView>("consent_list", 1, "ConsentsApi_consents_of"),
	list::<Of<InstitutionId>, ConsentId>("consent_overdueDeletions", 1, "ConsentsApi_overdue_deletions"),
	list::<Of<ConsentId>, ReceiptView>("consent_receipts", 1, "ConsentsApi_receipts"),
	one::<(RegistrationNumber,), Option<ProofBasis>>("credit_proofBasis", 1, "CreditScoringApi_proof_basis"),
	one::<(RegistrationNumber,), RatingsView>("credit_rating", 1, "CreditScoringApi_ratings"),
	list::<All, ScorecardView>("credit_scorecards", 0, "CreditScoringApi_scorecards"),
	one::<Nothing, Vec<CorridorView>>("crossBorder_corridors", 0, "CrossBorderApi_corridors"),
	one::<(H256, H256), DocumentView>("crossBorder_document", 2, "CrossBorderApi_document"),
	one::<(RegistrationNumber,), PassportsView<AccountId32>>("crossBorder_passport", 1, "CrossBorderApi_passports"),
	one::<(Corridor, u64), Vec<VoucherView>>("crossBorder_voucher", 2, "CrossBorderApi_vouchers"),
	one::<(RegistrationNumber,), Option<EnterpriseView<AccountId32>>>(
		"enterprise_get",
		1,
		"EnterpriseRegistryApi_enterprise",
	),
	list::<All, EnterpriseLine>("enterprise_list", 0, "EnterpriseRegistryApi_enterprises"),
	list::<(AccountId32, Paging), RegistrationNumber>("enterprise_of", 1, "EnterpriseRegistryApi_enterprises_of"),
	one::<(ApplicationId,), Option<ApplicationView>>("financing_application", 1, "FinancingApi_application"),
	list::<OfFirm, ApplicationView>("financing_applicationsOf", 1, "FinancingApi_applications_of"),
	list::<Of<InstitutionId>, ApplicationView>("financing_closedApplications", 1, "PortfolioApi_closed_applications"),
	list::<Of<InstitutionId>, ApplicationView>("financing_missedDeadlines", 1, "PortfolioApi_missed_deadlines"),
	list::<Of<InstitutionId>, OverrideView>("financing_overrides", 1, "PortfolioApi_overrides"),
	list::<Of<InstitutionId>, LoanLine>("financing_loansBy", 1, "PortfolioApi_loans_by"),
	list::<Of<InstitutionId>, LoanLine>("financing_repaidLoansBy", 1, "PortfolioApi_repaid_loans_by"),
	one::<(RegistrationNumber,), Vec<ExposureView>>("financing_exposure", 1, "FinancingApi_exposure"),
	one::<Nothing, Vec<FundView>>("financing_funds", 0, "FinancingApi_funds"),
	one::<(RegistrationNumber,), HeadroomView>("financing_headroom", 1, "FinancingApi_headroom"),
	list::<Of<InstitutionId>, ApplicationView>("financing_inbox", 1, "FinancingApi_inbox"),
	list::<All, InstitutionView<AccountId32>>("financing_institutions", 0, "FinancingApi_institutions"),
	one::<(LoanId,), Option<LoanView>>("financing_loan", 1, "FinancingApi_loan"),
	list::<OfFirm, LoanView>("financing_loansOf", 1, "FinancingApi_loans_of"),
	list::<OfFirm, OwnRoom>("financing_ownHeadroom", 1, "FinancingApi_own_headroom"),
	list::<All, ProductView>("financing_products", 0, "FinancingApi_products"),
	one::<(ProductId, Conditions, Date), Option<Quote>>("financing_quote", 3, "FinancingApi_quote"),
	Route {
		read: read::<Option<Page<StatementLine>>>,
		..list::<Of<LoanId>, StatementLine>("financing_statement", 1, "FinancingApi_statement")
	},
	list::<Of<InstitutionId>, LineView>("line_by", 1, "CreditLinesApi_lines_by"),
	one::<(LineId,), Option<LineView>>("line_get", 1, "CreditLinesApi_line"),
	list::<OfFirm, LineView>("line_of", 1, "CreditLinesApi_lines_of"),
	one::<(LoanId,), Option<ClassificationView>>("classification_get", 1, "ClassificationApi_classification"),
	one::<Nothing, Vec<ClassRuleView>>("classification_rules", 0, "ClassificationApi_class_rules"),
	list::<Of<GuarantorId>, PoolAccountView>("guarantee_accounts", 1, "GuaranteesApi_pool_accounts"),
	list::<Of<GuarantorId>, GuaranteeView>("guarantee_by", 1, "GuaranteesApi_guarantees_by"),
	one::<(GuaranteeId,), Option<GuaranteeView>>("guarantee_get", 1, "GuaranteesApi_guarantee"),
	list::<All, GuarantorView<AccountId32>>("guarantee_guarantors", 0, "GuaranteesApi_guarantors"),
	one::<(LoanId,), Vec<GuaranteeView>>("guarantee_of", 1, "GuaranteesApi_guarantees_of"),
	one::<Nothing, PeersView>("peer_register", 0, "PeersApi_peers"),
	list::<Of<InstitutionId>, PolicyView>("policy_by", 1, "PoliciesApi_policies_by"),
	one::<(PolicyId,), Option<PolicyView>>("policy_get", 1, "PoliciesApi_policy"),
	one::<(ProductId,), Option<PolicyView>>("policy_of", 1, "PoliciesApi_policy_of"),
	one::<Nothing, Vec<ReferenceRateView>>("referenceRate_list", 0, "ReferenceRatesApi_reference_rates"),
	one::<(ReferenceRateId,), Vec<ReferenceQuote>>("referenceRate_quotes", 1, "ReferenceRatesApi_quotes"),
	list::<All, ValidatorView<AccountId32>>("validator_list", 0, "ValidatorsApi_validators"),
];

/// Every method of ours that a runtime API answers.
pub fn routes() -> &'static [Route] {
	ROUTES
}

impl Route {
	/// Asks the runtime. `params` are those of the method: its arguments, the block, and which page.
	pub(super) async fn ask(&self, rpc: &RpcClient, params: Value) -> Result<Value> {
		let Value::Array(mut params) = params else {
			return Err(Error::usage(format!("{}: parameters are a list", self.method)));
		};
		let rest = params.split_off(self.arguments.min(params.len()));
		let (block, page) = (rest.first().filter(|block| !block.is_null()), rest.get(1));
		if self.paged {
			params.push(page.cloned().unwrap_or_else(|| json!({})));
		}
		let bytes = (self.write)(params).map_err(|e| Error::usage(format!("{}: {e}", self.method)))?;
		let call = [Some(json!(self.api)), Some(json!(format!("0x{}", hex::encode(bytes)))), block.cloned()];
		let answer: String = request(rpc, "state_call", call.into_iter().flatten().collect()).await?;
		let bytes = answer.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
		let bytes = bytes.ok_or_else(|| Error::Connection(format!("state_call {}: no bytes: {answer}", self.api)))?;
		(self.read)(self.method, &bytes)
	}
}

fn write<A: DeserializeOwned + Encode>(params: Vec<Value>) -> std::result::Result<Vec<u8>, String> {
	serde_json::from_value::<A>(Value::Array(params)).map(|arguments| arguments.encode()).map_err(|e| e.to_string())
}

fn read<T: Decode + Serialize>(method: &str, bytes: &[u8]) -> Result<Value> {
	let foreign = |e: String| {
		Error::Connection(format!("{method}: the runtime's answer is of another version than this program knows: {e}"))
	};
	let answer = T::decode_all(&mut &bytes[..]).map_err(|e| foreign(e.to_string()))?;
	serde_json::to_value(answer).map_err(|e| foreign(e.to_string()))
}
