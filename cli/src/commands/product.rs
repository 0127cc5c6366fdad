use super::{rate::read_json, Context};
use crate::{client::Call, error::Result};
use clap::Subcommand;
use serde_json::json;
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
				let mut product = read_json(file)?;
				// As in the network files: who says nothing lends on nothing unconfirmed.
				if let Some(fields) = product.as_object_mut() {
					fields.entry("unconfirmed").or_insert(false.into());
				}
				let call = Call::new("Products", "publish", json!({ "product": product }));
				c.submit(call, |_| "the product is published".into()).await
			},
			Self::Withdraw { product } => {
				let call = Call::new("Products", "withdraw", json!({ "product": product }));
				c.submit(call, |_| format!("product {product} is withdrawn")).await
			},
			Self::Reopen { product } => {
				let call = Call::new("Products", "reopen", json!({ "product": product }));
				c.submit(call, |_| format!("product {product} is open")).await
			},
		}
	}
}
