use super::Context;
use crate::{
	client::{
		clock::{advance, steps, DAY, LONGEST_STEP},
		Call,
	},
	error::{Error, Result},
	keys::{self, Password},
	output::{time_text, Output},
	values,
};
use clap::Args;
use serde_json::{json, Value};

#[derive(Debug, Args)]
pub struct BusinessClock {
	/// Let this many days pass, 1 to 18,300
	#[arg(long, value_parser = values::within::<u64, 1, FURTHEST>)]
	days: Option<u64>,
}

/// How far the calendar can run ahead of the clock in all, in days: 50 such steps.
const FURTHEST: u64 = 50 * LONGEST_STEP;

impl BusinessClock {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if let Some(days) = self.days {
			let signer = match &c.key {
				Some(_) => c.signer()?,
				None => keys::clock_admin(),
			};
			let ahead = c.client.storage("BusinessClock", "Offset").await?.and_then(|v| v.as_u64()).unwrap_or_default();
			room_for(days, ahead)?;
			for step in steps(days) {
				c.client.submit_until(c.stage, &advance(step).into(), &signer).await?;
			}
		}
		let now = c.client.now().await?;
		c.output.answer(&json!({ "now": now }), |_| format!("it is {} (UTC+8)", time_text(now)));
		Ok(())
	}
}

/// Refuses what the calendar could not take in the end, before the first step. `ahead`: the seconds by which it runs ahead.
fn room_for(days: u64, ahead: u64) -> Result<()> {
	let left = (FURTHEST * DAY).saturating_sub(ahead) / DAY;
	match days <= left {
		true => Ok(()),
		false => Err(Error::usage(format!(
			"--days {days}: the calendar runs {} days ahead of the clock and can run {FURTHEST} days ahead at most, so at most \
			 {left} more can pass. For more, start a new rehearsal network.",
			ahead.div_ceil(DAY)
		))),
	}
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
	fn more_days_than_the_calendar_takes_are_refused_before_the_first_step() {
		assert!(room_for(18_300, 0).is_ok() && room_for(1, 18_299 * DAY).is_ok());
		for (days, ahead, left) in [(18_301, 0, "18300 more"), (2, 18_299 * DAY, "1 more"), (1, u64::MAX, "0 more")]
		{
			let refused = room_for(days, ahead).unwrap_err();
			assert_eq!(refused.exit_code(), 2);
			assert!(refused.to_string().contains(left), "{refused}");
		}
	}

	#[test]
	fn any_call_is_read() {
		let call = AnyCall::parse("Consents.pause", "{\"consent\": 1}").unwrap();
		assert_eq!(call, Call::new("Consents", "pause", json!({ "consent": 1 })));
		assert!(AnyCall::parse("Consents", "{}").is_err() && AnyCall::parse("A.b", "{").is_err());
	}
}
