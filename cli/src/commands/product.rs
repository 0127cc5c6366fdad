use super::{rate::read_json, Context};
use crate::{
	client::calls::products::{Publish, Reopen, Withdraw},
	error::Result,
};
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Product {
	/// Publish a product from a JSON file, in the shape of chain-spec/*/products.json without code and institution
	Publish { file: PathBuf },
	/// Take no more applications
	Withdraw { product: u32 },
	/// Take applications again
	Reopen { product: u32 },
}

impl Product {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Publish { file } => {
				c.submit(Publish { product: read_json(file)? }, |_| "the product is published".into()).await
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
