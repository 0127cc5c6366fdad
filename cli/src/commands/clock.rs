use super::Context;
use crate::{
	client::clock::{advance, ensure_room, steps, FURTHEST},
	error::Result,
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

impl Clock {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if let Some(days) = self.days {
			let signer = match &c.key {
				Some(_) => c.signer()?,
				None => keys::clock_admin(),
			};
			let ahead = c.client.storage("BusinessClock", "Offset").await?.and_then(|v| v.as_u64()).unwrap_or_default();
			ensure_room(days, ahead)?;
			for step in steps(days) {
				c.client.submit_until(c.stage, &advance(step).into(), &signer).await?;
			}
		}
		let now = c.client.now().await?;
		c.output.answer(&json!({ "now": now }), |_| format!("it is {} (UTC+8)", time_text(now)));
		Ok(())
	}
}
