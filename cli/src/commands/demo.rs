use super::Context;
use crate::error::Result;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Demo {
	/// Folder with the real loans (sba-case.csv); without it only the three loans are played
	#[arg(long, env = "LINGNAN_DEMO_DATA")]
	data: Option<PathBuf>,
}

impl Demo {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let seen = crate::demo::play(&c.client, c.output, self.data.as_deref()).await?;
		if c.output.json {
			c.output.answer(&seen, |_| String::new());
		}
		Ok(())
	}
}
