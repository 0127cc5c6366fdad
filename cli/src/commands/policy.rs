//! Policies: the rules by which an institution decides at once.

use super::{apply::Request, Context};
use crate::{
	client::{calls::policies, questions},
	error::{Error, Result},
	files::read_json,
	output::{label, record, records_of, Output},
};
use clap::{Args, Subcommand};
use lingnan_types::{policy::PolicySpec, InstitutionId, PolicyId, ProductId, RegistrationNumber};
use serde_json::json;
use std::path::PathBuf;

/// A policy to begin with: amounts in minor units, rates in hundred-millionths, other shares in basis points.
const EXAMPLE: &str = include_str!("policy.json");

#[derive(Debug, Subcommand)]
pub enum Policy {
	/// Publish a policy from a JSON file: what keeps its rules is offered in the block in which it is applied for (institution)
	Publish { file: PathBuf },
	/// Show the policy that decides on a product's applications, or any version by its number
	Show(Which),
	/// Every version that an institution published
	List {
		#[arg(long)]
		institution: String,
	},
	/// End a product's policy: officers decide from now on (institution)
	Withdraw { product: ProductId },
	/// Reckon what a product's policy would decide of a request, which no node is told (anybody)
	Try(Box<Try>),
	/// Print a policy file to begin with
	Example,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
	product: Option<ProductId>,
	/// A version, by its number
	#[arg(long)]
	policy: Option<PolicyId>,
}

#[derive(Debug, Args)]
pub struct Try {
	number: RegistrationNumber,
	/// The product's number
	product: ProductId,
	#[command(flatten)]
	request: Request,
}

/// Prints a policy to begin with.
pub fn example(output: Output) {
	output.say(EXAMPLE.trim_end());
}

/// A policy from a file, if the chain would take it.
fn read(file: &PathBuf) -> Result<PolicySpec> {
	let spec: PolicySpec = read_json(file)?;
	spec.check().map_err(|flaw| Error::input(file.display(), flaw))?;
	Ok(spec)
}

impl Policy {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Publish { file } => {
				let spec = read(file)?;
				let product = spec.product;
				c.submit(policies::Publish { spec }, |_| {
					format!("what keeps these rules is offered at once to who applies for product {product}")
				})
				.await
			},
			Self::Show(which) => which.run(c).await,
			Self::List { institution } => {
				let institution = c.number_of::<InstitutionId>(institution).await?;
				let answer = json!(questions::policy::by(&c.client, institution).await?);
				let told = c.told("policy_by", &answer);
				c.output.answer(&answer, |_| {
					records_of(&told, &["id", "product", "version", "state", "publishedAt", "madeToday", "made"])
				});
				Ok(())
			},
			Self::Withdraw { product } => {
				let call = policies::Withdraw { product: *product };
				c.submit(call, |_| format!("officers decide on product {product} from now on")).await
			},
			Self::Try(attempt) => attempt.run(c).await,
			// No node is needed for it.
			Self::Example => {
				example(c.output);
				Ok(())
			},
		}
	}
}

impl Which {
	async fn run(&self, c: &Context) -> Result<()> {
		let (found, missing) = match (self.product, self.policy) {
			(_, Some(policy)) => {
				(questions::policy::get(&c.client, policy).await?, format!("there is no policy {policy}"))
			},
			(Some(product), _) => (
				questions::policy::of(&c.client, product).await?,
				format!("product {product} has no policy in force: an officer decides"),
			),
			_ => return Err(Error::usage("which policy? Give a product, or --policy")),
		};
		let answer = json!(found.ok_or(Error::NotFound(missing))?);
		let told = c.told("policy_get", &answer);
		c.output.answer(&answer, |_| record(&told));
		Ok(())
	}
}

impl Try {
	async fn run(&self, c: &Context) -> Result<()> {
		let tried = questions::policy::attempt(&c.client, &self.number, self.product, &self.request.spec()?).await?;
		let policy = tried.policy.id;
		let answer = json!({ "policy": policy, "offered": tried.reason.is_none(), "reason": tried.reason });
		c.output.answer(&answer, |_| match tried.reason {
			None => format!(
				"inside policy {policy}: offered in the block in which it is applied for, if it fits the product"
			),
			Some(reason) => format!("outside policy {policy}: an officer decides ({})", label(reason.name())),
		});
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_example_is_a_policy_that_the_chain_takes() {
		let spec: PolicySpec = serde_json::from_str(EXAMPLE).unwrap();
		assert_eq!(spec.check(), Ok(()));
	}

	#[test]
	fn a_file_that_the_chain_would_refuse_is_refused_with_its_field() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("policy.json");
		std::fs::write(&file, EXAMPLE.replace("\"maxTenor\": 12", "\"maxTenor\": 2")).unwrap();
		let told = read(&file).unwrap_err().to_string();
		assert!(told.contains("rules.maxTenor") && told.contains("policy.json"), "{told}");
		std::fs::write(&file, EXAMPLE.replace("\"maxTenor\"", "\"longestTenor\"")).unwrap();
		assert!(read(&file).unwrap_err().to_string().contains("longestTenor"));
	}
}
