use super::{
	govern::{indicators_of, move_it},
	Context,
};
use crate::{
	client::acts,
	error::{Error, Result},
	governance::{Motion, Track},
};
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Indicator {
	/// Propose to define the indicators of a file that the chain does not have, as one motion (agency)
	///
	/// The file is a network's own indicators.json, or what `scripts/fit` writes. All of it is checked before anything is sent, and
	/// every fault is named. The motion goes on the general track: either all of them are defined or none.
	Define {
		/// indicators.json; agencies are given by number, name, or the code of agencies.json beside it
		#[arg(long)]
		file: PathBuf,
		/// Only the indicator of this code; again for each
		#[arg(long)]
		code: Vec<String>,
	},
}

impl Indicator {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let Self::Define { file, code } = self;
		let list = acts::list_in(file)?;
		let calls = indicators_of(c, file, &list, code).await?.ok_or_else(|| {
			let reason = "it is no list of indicators: each has name, unit, owner, edges, direction, validityDays, class and personal";
			Error::input(file.display(), reason)
		})?;
		move_it(c, Motion::of_agencies(&c.client, Track::General, calls).await?).await
	}
}
