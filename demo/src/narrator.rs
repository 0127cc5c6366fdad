use super::network;
use crate::{
	audience::Audience,
	client::{
		questions::{collateral, financing},
		Call, Client, Receipt, Stage,
	},
	clock,
	error::{Error, Result},
	governance,
	keys::{self, Key},
};
use lingnan_types::{asset::AssetView, loan::LoanView, AssetId, LoanId};

/// Where the demonstration is played: the chain, and the audience.
pub struct Narrator<'a> {
	pub client: &'a Client,
	pub output: &'a dyn Audience,
}

impl Narrator<'_> {
	/// A part of the story.
	pub fn heading(&self, text: &str) {
		self.output.say(&format!("\n{text}"));
	}

	pub fn line(&self, text: impl AsRef<str>) {
		self.output.say(&format!("  {}", text.as_ref()));
	}

	/// One person's act, done when it is in a block.
	pub async fn act(&self, key: &Key, call: impl Into<Call>) -> Result<Receipt> {
		self.client.submit_until(Stage::InBlock, &call.into(), key).await
	}

	/// Acts of several persons at the same time.
	pub async fn together(&self, acts: Vec<(Key, Call)>) -> Result<Vec<Receipt>> {
		let acts = acts.iter().map(|(key, call)| self.client.submit_until(Stage::InBlock, call, key));
		futures::future::try_join_all(acts).await
	}

	/// A loan that there is.
	pub async fn loan(&self, loan: LoanId) -> Result<LoanView> {
		let found = financing::loan(self.client, loan).await?;
		found.ok_or_else(|| Error::NotFound(format!("there is no loan {loan}")))
	}

	/// An asset that there is.
	pub async fn asset(&self, asset: AssetId) -> Result<AssetView> {
		let found = collateral::status(self.client, asset).await?;
		found.ok_or_else(|| Error::NotFound(format!("there is no asset {asset}")))
	}

	/// A motion of the council, carried by two thirds.
	pub async fn motion(&self, acts: Vec<Call>) -> Result<()> {
		governance::enact(self.client, acts, &network::councillors()?).await
	}

	pub async fn today(&self) -> Result<u32> {
		Ok(lingnan_types::date_of(self.client.now().await?))
	}

	/// Lets business time run up to a day; nothing when it is there already.
	pub async fn until(&self, date: u32) -> Result<()> {
		let days = date.saturating_sub(self.today().await?);
		for step in clock::steps(days.into()) {
			self.act(&keys::clock_admin(), clock::advance(step)).await?;
		}
		Ok(())
	}
}
