//! All loans of one institution, as one final block has them.

use crate::{
	accruals::Accrual,
	days::Days,
	portfolio::{migration, Move, Position},
	statement::Statement,
	Result,
};
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_client::{questions::financing, Client, Error};
use lingnan_types::{
	date_of,
	loan::{LoanView, StatementLine},
	Date, InstitutionId, LoanId, Timestamp,
};
use serde_json::{json, Value};

/// Loans that are asked for at a time.
const AT_ONCE: usize = 8;

/// A loan and its account.
pub struct Account {
	pub view: LoanView,
	pub lines: Vec<StatementLine>,
	/// As the bank classified it last.
	pub class: Option<String>,
}

/// The loans of an institution.
pub struct Book {
	pub accounts: Vec<Account>,
	pub days: Days,
	/// Business time. Unix time in seconds.
	pub made_at: Timestamp,
}

impl Book {
	/// Those that run and those that were repaid.
	pub async fn of(client: &Client, institution: InstitutionId) -> Result<Self> {
		let at = client.finalised().await?;
		let running = financing::loans_by(client.at(at), institution).await?;
		let repaid = financing::repaid_loans_by(client.at(at), institution).await?;
		let loans = running.into_iter().chain(repaid).map(|line| line.id).collect();
		Self::with(client, at, loans).await
	}

	/// These loans.
	pub async fn of_loans(client: &Client, loans: Vec<LoanId>) -> Result<Self> {
		Self::with(client, client.finalised().await?, loans).await
	}

	async fn with(client: &Client, at: subxt::utils::H256, loans: Vec<LoanId>) -> Result<Self> {
		let accounts = stream::iter(loans).map(|loan| async move {
			let view = financing::loan(client.at(at), loan).await?;
			let lines = financing::statement(client.at(at), loan).await?;
			let class = class(client, loan).await;
			Ok::<_, Error>(view.zip(lines).map(|(view, lines)| Account { view, lines, class }))
		});
		let accounts: Vec<Option<Account>> = accounts.buffered(AT_ONCE).try_collect().await?;
		let accounts = accounts.into_iter().flatten().collect();
		Ok(Self { accounts, days: Days::of(client).await?, made_at: client.now().await? })
	}

	/// What each loan accrued on a day.
	pub fn accruals(&self, day: Date) -> Result<Vec<Accrual>> {
		self.ensure_come(day)?;
		let of = |one: &Account| Accrual::of(&one.view, &one.lines, &self.days, day).transpose();
		self.accounts.iter().filter_map(of).collect()
	}

	/// Where each loan stood on a day. The class is that of today, whatever the day.
	pub fn positions(&self, day: Date) -> Result<Vec<Position>> {
		self.ensure_come(day)?;
		let of = |one: &Account| Position::on(&one.view, &one.lines, &self.days, day, one.class.clone());
		self.accounts.iter().map(of).collect()
	}

	/// Of a day that lies ahead nothing is known: what would be reckoned is as if nobody paid.
	fn ensure_come(&self, day: Date) -> Result<()> {
		match day <= date_of(self.made_at) {
			true => Ok(()),
			false => Err(Error::Usage("that day lies ahead: name today or a day before".into())),
		}
	}

	/// How loans moved between two days.
	pub fn moves(&self, from: Date, to: Date) -> Result<Vec<Move>> {
		Ok(migration(&self.positions(from)?, &self.positions(to)?))
	}

	/// The accounts as statements.
	pub fn statements(&self) -> Vec<Statement> {
		self.accounts.iter().map(|one| Statement::new(&one.view, &one.lines, self.made_at)).collect()
	}
}

/// Who may not read classes, or has a node that does not know them, sees none.
async fn class(client: &Client, loan: LoanId) -> Option<String> {
	let view: Option<Value> = client.rpc("classification_get", json!([loan])).await.ok()?;
	view?.get("class").and_then(Value::as_str).map(str::to_string)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nothing_is_reckoned_of_a_day_that_lies_ahead() {
		let book = Book { accounts: Vec::new(), days: Days::default(), made_at: 20_000 * 86_400 };
		let today = date_of(book.made_at);
		assert!(book.accruals(today).is_ok() && book.positions(today).is_ok());
		assert!(book.accruals(today + 1).unwrap_err().to_string().contains("lies ahead"));
		assert!(book.positions(today + 1).is_err());
	}
}
