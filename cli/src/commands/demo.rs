use super::Context;
use crate::{client::Client, error::Result};
use clap::Args;
use lingnan_demo::{self as demo, Backstage, Figures};
use serde_json::Value;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Demo {
	/// Folder with the real loans (sba-case.csv); without it only the three loans are played
	#[arg(long, env = "LINGNAN_DEMO_DATA")]
	data: Option<PathBuf>,
	/// Where the agencies', the firms' and the bank's keys and files go; a new folder if not given
	#[arg(long, env = "LINGNAN_DEMO_FILES")]
	files: Option<PathBuf>,
	/// Play three stories across the border: a node of Hong Kong's chain. --url is Guangdong's, and a relayer must run
	#[arg(long, requires = "macao", conflicts_with = "data")]
	hong_kong: Option<String>,
	/// With --hong-kong, a node of Macao's chain
	#[arg(long, requires = "hong_kong")]
	macao: Option<String>,
}

impl Demo {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let folder = match &self.files {
			Some(folder) => folder.clone(),
			None => std::env::temp_dir().join(format!("lingnan-demo-{}", std::process::id())),
		};
		let backstage = Backstage { folder: &folder, figures: &Figures::new() };
		if let (Some(hong_kong), Some(macao)) = (&self.hong_kong, &self.macao) {
			[hong_kong, macao].into_iter().for_each(|url| super::warn_of_open_line(url));
			let (hong_kong, macao) = (Client::connect(hong_kong).await?, Client::connect(macao).await?);
			let seen = demo::play_across(&c.client, &hong_kong, &macao, &c.output, backstage).await?;
			if c.output.json {
				c.output.answer(&seen.to_json(), |_| String::new());
			}
			return Ok(());
		}
		let seen = demo::play(&c.client, &c.output, backstage, self.data.as_deref()).await?;
		c.output.answer(&seen, |_| to_try(c.client.url(), &folder, &seen));
		Ok(())
	}
}

/// What can be looked at when the stories are over.
fn to_try(url: &str, folder: &Path, seen: &Value) -> String {
	let firm = seen["holder"]["enterprise"].as_str().unwrap_or_default();
	format!(
		"\nThe people's keys and files are in {}. What the chain knows of the first firm:\n  \
		 lingnan --url {url} show attestations {firm}\n  \
		 lingnan --url {url} show rating {firm}",
		folder.display(),
	)
}
