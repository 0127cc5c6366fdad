use super::Context;
use crate::{
	client::{calls::classification as calls, questions},
	error::{Error, Result},
	output::record,
	values,
};
use clap::Subcommand;
use lingnan_types::{LoanClass, LoanId};
use serde_json::json;
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Classification {
	/// Show the class of a loan, what its days past due demand, and what the bank judged (its institution, regulator)
	Show { loan: LoanId },
	/// Show what each place demands of the classes of its banks' loans
	Rules,
	/// Judge a loan (institution)
	Judge {
		loan: LoanId,
		/// As severe as its days past due demand, or more
		#[arg(value_enum)]
		class: LoanClass,
		/// Its interest no longer counts as income
		#[arg(long)]
		non_accrual: bool,
		/// What is overdue is an isolated delay, by the post or an oversight, where the place knows that
		#[arg(long)]
		isolated: bool,
		/// Hash of your paper that says why
		#[arg(long, value_parser = values::hash)]
		reason: H256,
	},
}

impl Classification {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Show { loan } => {
				let answer = c.client.whole("classification_get", json!([loan]), None).await?;
				if answer.is_null() {
					return Err(Error::NotFound(format!("no loan {loan} runs")));
				}
				let told = c.told("classification_get", &answer);
				c.output.answer(&answer, |_| record(&told));
				Ok(())
			},
			Self::Rules => {
				let answer = c.client.whole("classification_rules", json!([]), None).await?;
				let told = c.told("classification_rules", &answer);
				c.output.answer(&answer, |_| crate::output::records(&told));
				Ok(())
			},
			Self::Judge { loan, class, non_accrual, isolated, reason } => {
				let (loan, class, non_accrual, isolated) = (*loan, *class, *non_accrual, *isolated);
				let call = calls::Classify { loan, class, non_accrual, isolated, reason: *reason };
				c.submit(call, |_| format!("loan {loan} is judged {class}")).await?;
				// What the rule of the place makes of it, where a debtor's other loans count.
				if let (Some(shown), false) = (questions::classification::get(&c.client, loan).await?, c.output.json) {
					if shown.class > class {
						c.output.say(format!(
							"{} counts: the debtor's other loans at this bank make it worse",
							shown.class
						));
					}
				}
				Ok(())
			},
		}
	}
}
