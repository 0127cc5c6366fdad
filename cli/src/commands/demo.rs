use super::Context;
use crate::{client::Client, error::Result};
use clap::Args;
use lingnan_demo::{self as demo, Figures};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Demo {
	/// Folder with the real loans (sba-case.csv); without it only the three loans are played
	#[arg(long, env = "LINGNAN_DEMO_DATA")]
	data: Option<PathBuf>,
	/// Play a loan on a proved grade, with every confidential figure sealed, on a chain of `--chain dev-sealed`
	#[arg(long)]
	sealed: bool,
	/// With --sealed, where the firm's and the bank's keys and files go; a new folder if not given
	#[arg(long, requires = "sealed")]
	files: Option<PathBuf>,
	/// Play three stories across the border: a node of Hong Kong's chain. --url is Guangdong's, and a relayer must run
	#[arg(long, requires = "macao", conflicts_with_all = ["sealed", "data"])]
	hong_kong: Option<String>,
	/// With --hong-kong, a node of Macao's chain
	#[arg(long, requires = "hong_kong")]
	macao: Option<String>,
}

impl Demo {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if self.sealed {
			return self.sealed(c).await;
		}
		if let (Some(hong_kong), Some(macao)) = (&self.hong_kong, &self.macao) {
			[hong_kong, macao].into_iter().for_each(|url| super::warn_of_open_line(url));
			let (hong_kong, macao) = (Client::connect(hong_kong).await?, Client::connect(macao).await?);
			let seen = demo::play_across(&c.client, &hong_kong, &macao, &c.output).await?;
			if c.output.json {
				c.output.answer(&seen.to_json(), |_| String::new());
			}
			return Ok(());
		}
		let seen = demo::play(&c.client, &c.output, self.data.as_deref()).await?;
		if c.output.json {
			c.output.answer(&seen, |_| String::new());
		}
		Ok(())
	}

	async fn sealed(&self, c: &Context) -> Result<()> {
		let folder = match &self.files {
			Some(folder) => folder.clone(),
			None => std::env::temp_dir().join(format!("lingnan-sealed-{}", std::process::id())),
		};
		let seen = demo::play_sealed(&c.client, &c.output, &folder, &Figures::new()).await?;
		c.output.answer(&seen.to_json(), |_| {
			let (number, folder, url) = (&seen.enterprise, folder.display(), c.client.url());
			format!(
				"\nThe firm's and the bank's keys and files are in {folder}. To try:\n  \
				 lingnan --url {url} show attestations {number}\n  \
				 lingnan --url {url} rating explain {number} --openings {} --identity {}\n  \
				 lingnan --url {url} attestation check-disclosure {} --identity {} --institution {}",
				seen.openings.display(),
				seen.identity.display(),
				seen.disclosure.display(),
				seen.bank_identity.display(),
				seen.institution,
			)
		});
		Ok(())
	}
}
