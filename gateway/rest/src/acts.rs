//! What changes something on the chain.

use crate::{chain::Chain, problem::Problem};
use lingnan_client::{calls::financing, Call, Receipt, Result};
use lingnan_types::{
	application::{ApplicationState, DeclineReason, OfferSpec},
	loan::Entry,
	Amount, ApplicationId, Date, LoanId, Text,
};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

/// One act, with everything that it says: what is sent after a crash is what was asked for before it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Act {
	Offer { application: ApplicationId, terms: OfferSpec },
	Decline { application: ApplicationId, reason: DeclineReason },
	Disburse { application: ApplicationId, reference: Text<64>, value_date: Date },
	Repay { loan: LoanId, amount: Amount, reference: Text<64>, value_date: Date },
}

impl Act {
	pub fn call(&self) -> Call {
		match self.clone() {
			Self::Offer { application, terms } => financing::MakeOffer { application, terms }.into(),
			Self::Decline { application, reason } => financing::Decline { application, reason }.into(),
			Self::Disburse { application, reference, value_date } => {
				financing::Disburse { application, reference, value_date }.into()
			},
			Self::Repay { loan, amount, reference, value_date } => {
				financing::RecordRepayment { loan, amount, reference, value_date }.into()
			},
		}
	}

	/// Whether the chain shows it already: its answer, if so. Asked only where it may have been sent before.
	pub async fn shown(&self, chain: &impl Chain) -> Result<Option<Value>> {
		let shown = match self {
			Self::Offer { application, terms } => {
				let found = chain.application(*application).await?;
				let stands = found.and_then(|one| one.terms).is_some_and(|offered| {
					offered.conditions == terms.conditions && offered.valid_until == terms.valid_until
				});
				stands.then(|| self.answer(None, None))
			},
			Self::Decline { application, reason } => {
				let found = chain.application(*application).await?;
				let declined = ApplicationState::Declined { reason: *reason };
				found.filter(|one| one.state == declined).map(|_| self.answer(None, None))
			},
			Self::Disburse { application, reference, value_date } => {
				let found = chain.application(*application).await?;
				let stated = match found.map(|one| one.state) {
					Some(ApplicationState::Disbursed { reference: stated, value_date: on, .. })
					| Some(ApplicationState::Disputed { reference: stated, value_date: on, .. }) => {
						normal(&stated) == normal(reference) && on == *value_date
					},
					// Which payment it was is not told any more: the loan runs from its day.
					Some(ApplicationState::Funded) => {
						let loan = chain.loan(LoanId(application.0)).await?;
						loan.is_some_and(|loan| loan.started == *value_date)
					},
					_ => false,
				};
				stated.then(|| self.answer(None, None))
			},
			Self::Repay { loan, amount, reference, value_date } => {
				let lines = chain.account(*loan).await?;
				let same = |entry: &Entry| match entry {
					Entry::Repayment { amount: paid, reference: stated } => {
						paid == amount && normal(stated) == normal(reference)
					},
					_ => false,
				};
				let found = lines.iter().find(|line| {
					line.entry.reversed.is_none() && line.entry.value_date == *value_date && same(&line.entry.entry)
				});
				found.map(|line| self.answer(None, Some(line.posting.into())))
			},
		};
		Ok(shown)
	}

	/// What is answered once it is done.
	pub fn done(&self, receipt: &Receipt) -> Value {
		let posting = receipt.find("Financing", "Repaid").and_then(|fields| fields["posting"].as_u64());
		self.answer(Some(receipt), posting)
	}

	fn answer(&self, receipt: Option<&Receipt>, posting: Option<u64>) -> Value {
		let (done, name, number) = match self {
			Self::Offer { application, .. } => ("offered", "application", application.0),
			Self::Decline { application, .. } => ("declined", "application", application.0),
			Self::Disburse { application, .. } => ("disbursed", "application", application.0),
			Self::Repay { loan, .. } => ("repaid", "loan", loan.0),
		};
		let mut answer = json!({
			"done": done,
			"block": receipt.map(|receipt| receipt.block),
			"transaction": receipt.map(|receipt| receipt.transaction),
		});
		answer[name] = json!(number);
		if let Self::Repay { .. } = self {
			answer["posting"] = json!(posting);
		}
		answer
	}

	/// Refuses what is about another institution's application or loan.
	pub async fn ensure_ours(&self, chain: &impl Chain, institution: u32) -> Result<(), Problem> {
		let number = match self {
			Self::Offer { application, .. }
			| Self::Decline { application, .. }
			| Self::Disburse { application, .. } => *application,
			Self::Repay { loan, .. } => ApplicationId(loan.0),
		};
		let found = chain.application(number).await?;
		match found.filter(|one| one.institution.0 == institution) {
			Some(_) => Ok(()),
			None => Err(Problem::not_found(format!(
				"this institution has no application or loan {number}: GET /v1/inbox and /v1/loans"
			))),
		}
	}
}

/// A payment's reference as the chain compares it: signs that are seen, in capitals.
fn normal(reference: &Text<64>) -> String {
	reference.as_str().chars().filter(char::is_ascii_graphic).collect::<String>().to_ascii_uppercase()
}
