//! Institutions and products, applications, loans and their books.

use super::Ask;
use crate::{Error, Result};
use lingnan_types::{
	application::{ApplicationView, OverrideView},
	conditions::Conditions,
	loan::{ExposureView, FundView, HeadroomView, LoanLine, LoanView, OwnRoom, Quote, StatementLine},
	product::ProductView,
	ApplicationId, Date, InstitutionId, LoanId, ProductId, RegistrationNumber,
};
use serde_json::json;
use subxt::utils::AccountId32;

pub type InstitutionView = lingnan_types::institution::InstitutionView<AccountId32>;

/// The open products.
pub async fn products(ask: impl Into<Ask<'_>>) -> Result<Vec<ProductView>> {
	ask.into().list("financing_products", json!([])).await
}

/// All institutions, by number.
pub async fn institutions(ask: impl Into<Ask<'_>>) -> Result<Vec<InstitutionView>> {
	ask.into().list("financing_institutions", json!([])).await
}

/// An application and its offer.
pub async fn application(ask: impl Into<Ask<'_>>, application: ApplicationId) -> Result<Option<ApplicationView>> {
	ask.into().one("financing_application", json!([application])).await
}

/// An enterprise's applications.
pub async fn applications_of(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<ApplicationView>> {
	ask.into().list("financing_applicationsOf", json!([enterprise])).await
}

/// The open applications of an institution.
pub async fn inbox(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<ApplicationView>> {
	ask.into().list("financing_inbox", json!([institution])).await
}

/// What a loan of a product would cost by these conditions and when it would be paid, if the money went that day; none if the product
/// does not lend so, or there is no such rate. The node learns of the conditions: [`crate::sheet::quote`] asks nobody.
pub async fn quote(
	ask: impl Into<Ask<'_>>,
	product: ProductId,
	conditions: &Conditions,
	drawn: Date,
) -> Result<Option<Quote>> {
	ask.into().one("financing_quote", json!([product, conditions, drawn])).await
}

/// A loan: the rate and the schedule in force, what is due today, its arrears.
pub async fn loan(ask: impl Into<Ask<'_>>, loan: LoanId) -> Result<Option<LoanView>> {
	ask.into().one("financing_loan", json!([loan])).await
}

/// A loan's account, every entry, reversed ones too.
pub async fn statement(ask: impl Into<Ask<'_>>, loan: LoanId) -> Result<Option<Vec<StatementLine>>> {
	let ask = ask.into();
	let lines = ask.client.whole("financing_statement", json!([loan]), ask.at).await?;
	serde_json::from_value(lines).map_err(|e| Error::Connection(format!("financing_statement: {e}")))
}

/// An enterprise's loans.
pub async fn loans_of(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<LoanView>> {
	ask.into().list("financing_loansOf", json!([enterprise])).await
}

/// The public compensation funds: share, budget, and what each bears.
pub async fn funds(ask: impl Into<Ask<'_>>) -> Result<Vec<FundView>> {
	ask.into().one("financing_funds", json!([])).await
}

/// What an enterprise owes and was promised, and the most that it can, by currency.
pub async fn exposure(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<ExposureView>> {
	ask.into().one("financing_exposure", json!([enterprise])).await
}

/// What more all together may lend to an enterprise, whatever it asks for.
pub async fn headroom(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<HeadroomView> {
	ask.into().one("financing_headroom", json!([enterprise])).await
}

/// What more each institution that limits itself would lend to an enterprise.
pub async fn own_headroom(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<OwnRoom>> {
	ask.into().list("financing_ownHeadroom", json!([enterprise])).await
}

/// An institution's loans that are not repaid, with what is owed and past due today.
pub async fn loans_by(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<LoanLine>> {
	ask.into().list("financing_loansBy", json!([institution])).await
}

/// An institution's loans that were repaid.
pub async fn repaid_loans_by(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<LoanLine>> {
	ask.into().list("financing_repaidLoansBy", json!([institution])).await
}

/// An institution's applications that are open no more.
pub async fn closed_applications(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<ApplicationView>> {
	ask.into().list("financing_closedApplications", json!([institution])).await
}

/// An institution's applications of which it was recorded that it did not decide in time.
pub async fn missed_deadlines(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<ApplicationView>> {
	ask.into().list("financing_missedDeadlines", json!([institution])).await
}

/// What an institution decided otherwise than the rules that it had stated.
pub async fn overrides(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<OverrideView>> {
	ask.into().list("financing_overrides", json!([institution])).await
}
