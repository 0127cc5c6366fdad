//! The node behind the server, and what is asked of it.

use lingnan_client::{
	keys::Key,
	questions::financing::{self, InstitutionView},
	Block, Call, Client, Error, Event, Receipt, Result, Stage,
};
use lingnan_statements::{book::Book, Statement};
use lingnan_types::{
	application::ApplicationView,
	date_of,
	loan::{LoanLine, LoanView, StatementLine},
	ApplicationId, Date, InstitutionId, LoanId,
};
use std::future::Future;
use subxt::utils::H256;
use tokio::sync::RwLock;

/// What the server asks. Tests have a chain of their own.
pub trait Chain: Send + Sync + 'static {
	/// The day by business time.
	fn today(&self) -> impl Future<Output = Result<Date>> + Send;
	/// Open applications of the institution.
	fn inbox(&self) -> impl Future<Output = Result<Vec<ApplicationView>>> + Send;
	fn application(&self, id: ApplicationId) -> impl Future<Output = Result<Option<ApplicationView>>> + Send;
	/// The institution's loans that run.
	fn loans(&self) -> impl Future<Output = Result<Vec<LoanLine>>> + Send;
	fn loan(&self, id: LoanId) -> impl Future<Output = Result<Option<LoanView>>> + Send;
	/// A loan's account as the chain answers it.
	fn account(&self, id: LoanId) -> impl Future<Output = Result<Vec<StatementLine>>> + Send;
	fn statement(&self, id: LoanId) -> impl Future<Output = Result<Statement>> + Send;
	/// All loans of the institution with their accounts.
	fn book(&self) -> impl Future<Output = Result<Book>> + Send;
	/// Signs, sends, and waits until it is final.
	fn submit(&self, call: &Call) -> impl Future<Output = Result<Receipt>> + Send;
	fn finalised(&self) -> impl Future<Output = Result<Block>> + Send;
	/// Events of a final block; nothing while there is no such block.
	fn events(&self, number: u32) -> impl Future<Output = Result<Option<Vec<Event>>>> + Send;
}

/// A node of ours, by WebSocket, and the institution's key. A lost connection is made again.
pub struct Node {
	client: RwLock<Client>,
	genesis: H256,
	institution: InstitutionId,
	signer: Key,
	stage: Stage,
}

/// Asks, and once more over a new connection if the old one is lost or its runtime was upgraded. Only for questions.
macro_rules! ask {
	($node:ident, $client:ident => $question:expr) => {{
		let $client = $node.now().await;
		match $question.await {
			Err(Error::Connection(_) | Error::Upgraded { .. }) => {
				let $client = $node.again().await?;
				$question.await
			},
			answered => answered,
		}
	}};
}

impl Node {
	pub fn new(client: Client, institution: InstitutionId, signer: Key, stage: Stage) -> Self {
		Self { genesis: client.genesis_hash(), client: RwLock::new(client), institution, signer, stage }
	}

	/// The institution for which a key signs.
	pub fn institution_of(known: &[InstitutionView], signer: &Key) -> Option<InstitutionId> {
		let account = lingnan_client::keys::account(signer);
		known.iter().find(|one| one.key == account).map(|one| one.id)
	}

	async fn now(&self) -> Client {
		self.client.read().await.clone()
	}

	/// Another connection to the same node, which must be of the same chain.
	async fn again(&self) -> Result<Client> {
		let mut held = self.client.write().await;
		// Somebody else has made it meanwhile.
		if held.now().await.is_ok() {
			return Ok(held.clone());
		}
		let fresh = Client::connect(held.url()).await?;
		if fresh.genesis_hash() != self.genesis {
			return Err(Error::Connection("another chain answers".into()));
		}
		*held = fresh.clone();
		Ok(fresh)
	}
}

impl Chain for Node {
	async fn today(&self) -> Result<Date> {
		ask!(self, client => client.now()).map(date_of)
	}

	async fn inbox(&self) -> Result<Vec<ApplicationView>> {
		ask!(self, client => financing::inbox(&client, self.institution))
	}

	async fn application(&self, id: ApplicationId) -> Result<Option<ApplicationView>> {
		ask!(self, client => financing::application(&client, id))
	}

	async fn loans(&self) -> Result<Vec<LoanLine>> {
		ask!(self, client => financing::loans_by(&client, self.institution))
	}

	async fn loan(&self, id: LoanId) -> Result<Option<LoanView>> {
		ask!(self, client => financing::loan(&client, id))
	}

	async fn account(&self, id: LoanId) -> Result<Vec<StatementLine>> {
		ask!(self, client => financing::statement(&client, id)).map(Option::unwrap_or_default)
	}

	async fn statement(&self, id: LoanId) -> Result<Statement> {
		ask!(self, client => Statement::of(&client, id))
	}

	async fn book(&self) -> Result<Book> {
		ask!(self, client => Book::of(&client, self.institution))
	}

	/// Never sent twice by itself: who asked learns that it is not known what came of it, and asks again with its key.
	async fn submit(&self, call: &Call) -> Result<Receipt> {
		let client = self.now().await;
		let sent = client.submit_until(self.stage, call, &self.signer).await;
		if matches!(sent, Err(Error::Connection(_) | Error::Upgraded { .. })) {
			// For the next one.
			let _ = self.again().await;
		}
		sent
	}

	async fn finalised(&self) -> Result<Block> {
		ask!(self, client => client.finalised_block())
	}

	async fn events(&self, number: u32) -> Result<Option<Vec<Event>>> {
		ask!(self, client => client.events_at(number))
	}
}
