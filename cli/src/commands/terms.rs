//! Accepts the terms that an enterprise reads, and no others (`client/src/terms.rs`).

use super::Context;
use crate::{
	client::calls::financing::AcceptOffer,
	error::{Error, Result},
	output::{label, variant},
	values,
};
use clap::Args;
use lingnan_types::{application::ApplicationState, ApplicationId};
use serde_json::Value;
use std::io::{BufRead, IsTerminal, Write};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Accept {
	application: ApplicationId,
	/// Hash of the terms that you read: anything else is refused
	#[arg(long, value_parser = values::hash)]
	terms_hash: Option<H256>,
	/// Do not ask: for programs, which must say what they accept with --terms-hash
	#[arg(long, requires = "terms_hash")]
	yes: bool,
}

impl Accept {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (application, sheet) = c.sheet(self.application).await?;
		ensure_stands(self.application, &application)?;
		let hash = sheet.hash.unwrap_or_default();
		if let Some(read) = self.terms_hash {
			super::ensure_read(read, hash, "--terms-hash")?;
		}
		c.output.say(format!("{}\n", sheet.text(&c.output)));
		if !self.yes {
			self.ask(c, hash)?;
		}
		let call = AcceptOffer { application: self.application, terms_hash: hash };
		c.submit(call, |_| format!("the offer on application {} is accepted, exactly these terms", self.application))
			.await
	}

	/// At a terminal, whether these terms are accepted.
	fn ask(&self, c: &Context, hash: H256) -> Result<()> {
		if c.output.json || !std::io::stdin().is_terminal() {
			return Err(Error::usage(format!(
				"nobody is asked here whether these terms are accepted. Read them with `lingnan application sheet {}`, then \
				 give --yes --terms-hash {hash:?}",
				self.application
			)));
		}
		eprint!("Accept exactly these terms? Type yes: ");
		let _ = std::io::stderr().flush();
		let mut answer = String::new();
		let _ = std::io::stdin().lock().read_line(&mut answer);
		match answer.trim().eq_ignore_ascii_case("yes") {
			true => Ok(()),
			false => Err(Error::usage("the offer was not accepted: nothing was sent")),
		}
	}
}

/// Refuses an offer that stands no more: the chain would. The terms themselves are checked by their hash.
fn ensure_stands(number: ApplicationId, application: &Value) -> Result<()> {
	let now = serde_json::from_value(application["now"].clone()).unwrap_or(ApplicationState::Offered);
	match now {
		ApplicationState::Offered => Ok(()),
		now => Err(Error::NotFound(format!(
			"no offer stands on application {number}: it is {}. Nothing was sent (`lingnan show application {number}`)",
			label(&variant(&now))
		))),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn an_offer_that_has_lapsed_is_refused_before_anything_is_sent() {
		assert!(ensure_stands(ApplicationId(7), &json!({ "state": "Offered", "now": "Offered" })).is_ok());
		let lapsed =
			ensure_stands(ApplicationId(7), &json!({ "state": "Offered", "now": "Expired" })).unwrap_err().to_string();
		assert!(lapsed.contains("it is expired") && lapsed.contains("Nothing was sent"), "{lapsed}");
	}
}
