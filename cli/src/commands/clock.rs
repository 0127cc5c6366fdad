use super::Context;
use crate::{
	client::clock::{advance, steps, DAY, LONGEST_STEP},
	error::{Error, Result},
	keys,
	output::time_text,
	values,
};
use clap::Args;
use serde_json::json;

#[derive(Debug, Args)]
pub struct Clock {
	/// Let this many days pass, 1 to 18,300 (clock admin); without it the time is shown
	#[arg(long, value_parser = values::within::<u64, 1, FURTHEST>)]
	days: Option<u64>,
}

/// How far business time can run ahead of the clock in all, in days: 50 such steps.
const FURTHEST: u64 = 50 * LONGEST_STEP;

impl Clock {
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

/// Refuses what the clock could not take in the end, before the first step. `ahead`: the seconds by which it runs ahead.
fn room_for(days: u64, ahead: u64) -> Result<()> {
	let left = (FURTHEST * DAY).saturating_sub(ahead) / DAY;
	match days <= left {
		true => Ok(()),
		false => Err(Error::usage(format!(
			"--days {days}: business time runs {} days ahead and can run {FURTHEST} days ahead at most, so at most \
			 {left} more can pass. For more, start a new rehearsal network.",
			ahead.div_ceil(DAY)
		))),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn more_days_than_the_clock_takes_are_refused_before_the_first_step() {
		assert!(room_for(18_300, 0).is_ok() && room_for(1, 18_299 * DAY).is_ok());
		for (days, ahead, left) in [(18_301, 0, "18300 more"), (2, 18_299 * DAY, "1 more"), (1, u64::MAX, "0 more")] {
			let refused = room_for(days, ahead).unwrap_err();
			assert_eq!(refused.exit_code(), 2);
			assert!(refused.to_string().contains(left), "{refused}");
		}
	}
}
