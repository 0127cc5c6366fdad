use super::Context;
use crate::{
	client::{
		calls::products::{Publish, Reopen, Withdraw},
		questions,
	},
	error::Result,
	files::read_json,
	keys,
};
use clap::Subcommand;
use lingnan_datasets::own_files;
use lingnan_types::ProductId;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Product {
	/// Publish a product from a JSON file: one product, or a network's own products.json. It names every cost that an offer may
	/// hold; `chain-spec/README.md` has the fields
	Publish {
		file: PathBuf,
		/// Which product of a list, by the code that the file gives it
		#[arg(long)]
		code: Option<String>,
	},
	/// Take no more applications
	Withdraw { product: ProductId },
	/// Take applications again
	Reopen { product: ProductId },
}

impl Product {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Publish { file, code } => {
				let place = file.display().to_string();
				let references = own_files::reference_codes(file)?;
				let (product, institution) =
					own_files::product(&place, read_json(file)?, code.as_deref(), &references)?;
				if let Some(code) = institution {
					let signer = keys::account(&c.signer()?);
					let all = questions::financing::institutions(&c.client).await?;
					let own = all.iter().find(|one| one.key == signer).map(|one| one.name.as_str());
					own_files::ensure_own(file, &code, own)?;
				}
				c.submit(Publish { product }, |_| "the product is published".into()).await
			},
			Self::Withdraw { product } => {
				c.submit(Withdraw { product: *product }, |_| format!("product {product} is withdrawn")).await
			},
			Self::Reopen { product } => {
				c.submit(Reopen { product: *product }, |_| format!("product {product} is open")).await
			},
		}
	}
}
