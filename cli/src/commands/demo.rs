use super::Context;
use crate::error::Result;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Demo {
	/// Folder with the real loans (sba-case.csv); without it only the three loans are played
	#[arg(long)]
	data: Option<PathBuf>,
}

impl Demo {
	pub async fn run(&self, _: &Context) -> Result<()> {
		Ok(())
	}
}
