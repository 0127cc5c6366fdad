use super::Context;
use crate::{
	client::Call,
	error::{Error, Result},
	keys::{self, Password},
	output::{time_text, Output},
};
use clap::Args;
use serde_json::{json, Value};

#[derive(Debug, Args)]
pub struct Calendar {
	/// Let this many days pass
	#[arg(long)]
	days: Option<u64>,
}

/// The longest step that the calendar takes at once, in days.
const LONGEST_STEP: u64 = 366;

impl Calendar {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if let Some(days) = self.days {
			let signer = match &c.key {
				Some(_) => c.signer()?,
				None => keys::conductor(),
			};
			for step in steps(days) {
				c.client.submit_until(c.stage, &advance(step), &signer).await?;
			}
		}
		let now = c.client.now().await?;
		c.output.answer(&json!({ "now": now }), |_| format!("it is {} (UTC+8)", time_text(now)));
		Ok(())
	}
}

/// The conductor's call that lets days pass.
pub fn advance(days: u64) -> Call {
	Call::new("Calendar", "advance", json!({ "seconds": days * 86_400 }))
}

/// Days in steps that the calendar takes.
pub fn steps(days: u64) -> impl Iterator<Item = u64> {
	(0..days.div_ceil(LONGEST_STEP)).map(move |i| LONGEST_STEP.min(days - i * LONGEST_STEP))
}

#[derive(Debug, Args)]
pub struct AnyCall {
	/// Pallet.call, such as Consents.pause
	call: String,
	/// Arguments by name
	#[arg(default_value = "{}")]
	args: String,
}

impl AnyCall {
	/// The call that was written.
	pub fn parse(call: &str, args: &str) -> Result<Call> {
		let (pallet, name) = call
			.split_once('.')
			.ok_or_else(|| Error::usage(format!("{call}: write Pallet.call, such as Consents.pause")))?;
		let args: Value =
			serde_json::from_str(args).map_err(|e| Error::usage(format!("the arguments are no JSON: {e}")))?;
		Ok(Call::new(pallet, name, args))
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		c.submit(Self::parse(&self.call, &self.args)?, |_| format!("{} is done", self.call)).await
	}
}

#[derive(Debug, Args)]
pub struct Account {
	/// As --key
	key: Option<String>,
}

impl Account {
	/// Needs no chain, and only shows: so a key that everybody has is shown too, and said to be one.
	pub fn run(&self, output: Output, global: Option<&str>, password: &Password) -> Result<()> {
		let key = self.key.as_deref().or(global).ok_or_else(|| Error::usage("whose account? Give a key"))?;
		let given = keys::given(key, password)?;
		let account = keys::account(&given.key);
		let hex = format!("0x{}", hex::encode(account.0));
		let value = json!({ "account": account.to_string(), "publicKey": hex, "wellKnown": given.well_known });
		output.answer(&value, |_| {
			let whose = if given.well_known { "\nEverybody has its key: it is for rehearsals alone." } else { "" };
			format!("{account}\n{hex}{whose}")
		});
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn long_times_pass_in_steps() {
		assert_eq!(steps(0).count(), 0);
		assert_eq!(steps(30).collect::<Vec<_>>(), [30]);
		assert_eq!(steps(1_000).collect::<Vec<_>>(), [366, 366, 268]);
	}

	#[test]
	fn any_call_is_read() {
		let call = AnyCall::parse("Consents.pause", "{\"consent\": 1}").unwrap();
		assert_eq!(call, Call::new("Consents", "pause", json!({ "consent": 1 })));
		assert!(AnyCall::parse("Consents", "{}").is_err() && AnyCall::parse("A.b", "{").is_err());
	}
}
