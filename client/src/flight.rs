use super::{
	allowance::time,
	courier::{hand_in, Answer, Courier, Delivery, Fate},
	queue::{Hold, Queue},
	receipt::{failed, failed_inside, Event},
	teller::Kind,
	verdict::{self, Rejection},
	Call, Client, Encoded, Receipt, Stage,
};
use crate::{
	calls::system::Remark,
	error::{Error, Refusal, Result},
	keys::{self, Key},
	stops::Stops,
};
use futures::{stream, StreamExt, TryStreamExt};
use std::{sync::Arc, time::Duration};
use subxt::{
	events::Phase,
	utils::{AccountId32, H256},
};

/// Seconds for which a flight waits until there is room for its next transaction.
const LONGEST_WAIT: u64 = 3_600;

/// Seconds between two attempts while it waits.
const ATTEMPT: u64 = 60;

/// How often a transaction is signed again when the pool does not take it for its nonce, its bytes or lack of room.
const MOST_ATTEMPTS: u32 = 30;

/// What is done while an allowance is used up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Patience {
	/// Waits until there is room again, up to an hour at a time.
	Waits,
	GivesUp,
}

/// Where in a block a transaction stands.
#[derive(Clone, Copy)]
pub(super) struct Berth {
	pub block: H256,
	pub transaction: H256,
	pub place: u32,
}

/// A transaction on its way.
pub struct Sent {
	client: Client,
	call: Encoded,
	signer: Key,
	hold: Hold,
	pub(super) courier: Courier,
	/// Waits for its allowance if that is used up when it must be sent again.
	patience: Patience,
}

impl Sent {
	/// Waits until the transaction has come to `stage`, and reads what it did. What the node loses on the way is sent again.
	pub async fn landed(self, stage: Stage) -> Result<Receipt> {
		let call = self.call.name();
		self.outcome(stage).await?.ok_or_else(|| Error::NotTaken {
			call,
			reason: "it was usurped: another transaction of the same account took its nonce".into(),
			advice: "It did not act and never will. Send it again.".into(),
		})
	}

	/// The same; nothing if another transaction took the nonce, so that this one can never act.
	async fn outcome(self, stage: Stage) -> Result<Option<Receipt>> {
		let call = self.call.name();
		self.follow(stage).await.map_err(|error| match error {
			Error::Connection(reason) => {
				Error::Connection(format!("{reason}\n{call} may still be included. Look before sending it again."))
			},
			error => error,
		})
	}

	async fn follow(mut self, stage: Stage) -> Result<Option<Receipt>> {
		match self.berth(stage).await? {
			Some(Berth { block, transaction, place }) => {
				self.client.receipt_of(&self.call, block, transaction, place).await.map(Some)
			},
			None => Ok(None),
		}
	}

	/// Where it came to stand; nothing if another transaction took the nonce, so that this one can never act.
	pub(super) async fn berth(&mut self, stage: Stage) -> Result<Option<Berth>> {
		loop {
			match self.courier.follow(stage).await? {
				Fate::Landed { block, transaction, place } => return Ok(Some(Berth { block, transaction, place })),
				Fate::Overtaken => return Ok(None),
				Fate::Died => self.sign_anew().await?,
				Fate::Banned => {
					// Bytes of another block are other bytes.
					tokio::time::sleep(self.client.block_time()).await;
					self.sign_anew().await?;
				},
				Fate::Gap(missing) => self.fill(missing).await?,
				Fate::Refused(reason) => self.refused(reason).await?,
			}
		}
	}

	/// The same call with the same nonce, valid from now on. Whichever of the two a block takes, the other never acts.
	async fn sign_anew(&mut self) -> Result<()> {
		let letter = self.client.letter(&self.call, &self.signer, self.hold.nonce).await?;
		self.courier.letters.push(letter);
		self.courier.watch = None;
		Ok(())
	}

	/// Sends something that does nothing in the place of a transaction that is gone, so that those behind it go on.
	async fn fill(&self, missing: u64) -> Result<()> {
		let nothing = Call::from(Remark { remark: "0x".into() }).encode(self.client.metadata())?;
		let letter = self.client.letter(&nothing, &self.signer, missing).await?;
		if matches!(hand_in(&self.client.rpc, &letter).await?, Answer::Taken(_)) {
			let account = &self.courier.account;
			let text = format!("transaction {missing} of {account} was nowhere: an empty one takes its place");
			self.client.teller.tell(Kind::Filled, &text);
		}
		Ok(())
	}

	/// The pool lost it and does not take it back.
	async fn refused(&mut self, rejection: Rejection) -> Result<()> {
		let call = self.call.name();
		// After an upgrade its signature holds no more: that is said first.
		self.client.current().await?;
		let bytes = self.courier.letters.last().map(|l| l.bytes.clone()).unwrap_or_default();
		let verdict = rejection.verdict(&self.client.rpc, &bytes).await;
		match self.client.unpaid(&self.call, &self.signer, &bytes, verdict).await {
			Some(Error::UsedUp { wait: Some(seconds), reason, .. })
				if self.patience == Patience::Waits && seconds <= LONGEST_WAIT =>
			{
				self.client.wait_for_room(seconds, &reason).await;
				self.sign_anew().await
			},
			Some(error) => Err(error),
			None => Err(Error::NotTaken {
				call,
				reason: format!("it had taken it, and then lost it: {}", rejection.text),
				advice: "It may still be included. Look before sending it again.".into(),
			}),
		}
	}
}

impl Client {
	/// Signs with the account's next nonce, sends, and returns at once: [`Sent::landed`] waits. All that one program sends
	/// with one key goes through one queue, so that no two of its transactions take the same nonce.
	pub async fn post(&self, call: &Encoded, signer: &Key) -> Result<Sent> {
		let account = keys::account(signer);
		let queue = self.queues.of(&account);
		let _turn = queue.turn.lock().await;
		let mut attempts = 0;
		// Asked each time: another program may send with the same key.
		let mut nonce = self.next_nonce(&account, &queue).await?;
		loop {
			attempts += 1;
			let last = attempts >= MOST_ATTEMPTS;
			match self.try_post(call, signer, &queue, nonce).await? {
				Posted::Sent(sent) => return Ok(*sent),
				Posted::Refused(reason, letter) => {
					// Another program may have used the nonce with the same key.
					let next = self.next_nonce(&account, &queue).await?;
					if next == nonce || last {
						return Err(self.not_taken(call, signer, &letter, reason).await);
					}
					nonce = next;
				},
				Posted::Outbid(reason) => {
					let next = self.next_nonce(&account, &queue).await?;
					if last {
						return Err(reason.error(&call.name(), None));
					}
					if next == nonce {
						tokio::time::sleep(self.block_time()).await;
					}
					nonce = next;
				},
				Posted::Later(reason) if last => return Err(reason.error(&call.name(), None)),
				Posted::Later(_) => tokio::time::sleep(self.block_time()).await,
			}
		}
	}

	/// The same, and waits for an allowance that is used up, up to an hour at a time.
	pub async fn post_patiently(&self, call: &Encoded, signer: &Key) -> Result<Sent> {
		loop {
			match self.post(call, signer).await {
				Ok(sent) => return Ok(Sent { patience: Patience::Waits, ..sent }),
				Err(Error::UsedUp { wait: Some(seconds), reason, .. }) if seconds <= LONGEST_WAIT => {
					self.wait_for_room(seconds, &reason).await;
				},
				Err(error) => return Err(error),
			}
		}
	}

	/// Signs with a nonce of the caller's choice, sends, and returns at once.
	pub async fn send(&self, call: &Call, signer: &Key, nonce: u64) -> Result<Sent> {
		let call = call.encode(self.metadata())?;
		let account = keys::account(signer);
		let queue = self.queues.of(&account);
		match self.try_post(&call, signer, &queue, nonce).await? {
			Posted::Sent(sent) => Ok(*sent),
			Posted::Refused(reason, letter) => Err(self.not_taken(&call, signer, &letter, reason).await),
			Posted::Outbid(reason) | Posted::Later(reason) => Err(reason.error(&call.name(), None)),
		}
	}

	/// Posts until it has come to `stage`, with a fresh nonce if another transaction of the account took the first.
	pub(super) async fn deliver(
		&self,
		stage: Stage,
		call: &Encoded,
		signer: &Key,
		patience: Patience,
	) -> Result<Receipt> {
		loop {
			let sent = match patience {
				Patience::Waits => self.post_patiently(call, signer).await?,
				Patience::GivesUp => self.post(call, signer).await?,
			};
			if let Some(receipt) = sent.outcome(stage).await? {
				return Ok(receipt);
			}
			self.overtaken(&keys::account(signer));
		}
	}

	pub(super) fn overtaken(&self, account: &AccountId32) {
		let text = format!("another transaction of {account} took the number of one of these: that one is sent again");
		self.teller.tell(Kind::Overtaken, &text);
	}

	async fn next_nonce(&self, account: &AccountId32, queue: &Queue) -> Result<u64> {
		let ours = queue.last().map_or(0, |last| last + 1);
		Ok(self.nonce(account).await?.max(ours))
	}

	async fn try_post(&self, call: &Encoded, signer: &Key, queue: &Arc<Queue>, nonce: u64) -> Result<Posted> {
		let letter = self.letter(call, signer, nonce).await?;
		let hold = queue.hold(nonce);
		let watch = match hand_in(&self.rpc, &letter).await? {
			Answer::Taken(watch) => Some(watch),
			Answer::Known => None,
			Answer::Banned => {
				return Ok(Posted::Later(later(verdict::BANNED, "it takes these bytes no more for half an hour")))
			},
			Answer::Full => {
				self.teller.tell(Kind::Full, "the node's pool is full: waits until there is room");
				return Ok(Posted::Later(later(verdict::DROPPED, "its pool is full")));
			},
			Answer::Outbid(reason) => return Ok(Posted::Outbid(reason)),
			Answer::Refused(reason) => return Ok(Posted::Refused(reason, letter.bytes)),
		};
		let (rpc, teller, blocks) = (self.rpc.clone(), self.teller.clone(), self.blocks.clone());
		let (queue, account) = (queue.clone(), keys::account(signer));
		let courier = Delivery { rpc, queue, teller, blocks, account, nonce, letter, watch }.into();
		let (client, call, signer) = (self.clone(), call.clone(), signer.clone());
		Ok(Posted::Sent(Box::new(Sent { client, call, signer, hold, courier, patience: Patience::GivesUp })))
	}

	async fn not_taken(&self, call: &Encoded, signer: &Key, signed: &[u8], rejection: Rejection) -> Error {
		// After an upgrade its signature holds no more: that is said first.
		if let Err(upgraded @ Error::Upgraded { .. }) = self.current().await {
			return upgraded;
		}
		let verdict = rejection.verdict(&self.rpc, signed).await;
		let unpaid = self.unpaid(call, signer, signed, verdict).await;
		unpaid.unwrap_or_else(|| rejection.error(&call.name(), verdict))
	}

	async fn wait_for_room(&self, seconds: u64, reason: &str) {
		self.teller.tell(Kind::Room, &format!("{reason}: waits {} until there is room", time(seconds)));
		tokio::time::sleep(Duration::from_secs(seconds.clamp(1, ATTEMPT))).await;
	}

	/// A refusal by the chain's filter says nothing of its cause: so the chain is asked what is stopped now. `names` are those
	/// of the calls that were sent.
	pub async fn explained(&self, error: Error, names: &[String]) -> Error {
		match error {
			Error::Refused(refusal)
				if refusal.pallet.as_deref() == Some("System") && refusal.name == "CallFiltered" =>
			{
				let docs = match Stops::now(self).await {
					Ok(stops) => stops.explain(names),
					Err(_) => refusal.docs,
				};
				Error::Refused(Box::new(Refusal { docs, ..*refusal }))
			},
			error => error,
		}
	}

	/// Reads what a transaction did; why not, if it was refused.
	pub(super) async fn receipt_of(
		&self,
		call: &Encoded,
		block: H256,
		transaction: H256,
		place: u32,
	) -> Result<Receipt> {
		match self.receipt(&call.name(), block, transaction, place).await {
			Err(error) => Err(self.explained(error, &call.names(self.metadata())).await),
			receipt => receipt,
		}
	}

	async fn receipt(&self, call: &str, block: H256, transaction: H256, place: u32) -> Result<Receipt> {
		let at = self.online.at_block(block).await?;
		let metadata = at.metadata();
		let events = at.events().fetch().await?;
		let mut read = Vec::new();
		for event in events.iter() {
			let event = event?;
			if event.phase() != Phase::ApplyExtrinsic(place) {
				continue;
			}
			if let Some(refusal) = failed(call, &event, metadata.clone()) {
				return Err(refusal);
			}
			let event = Event::read(&event, &metadata)?;
			if let Some(refusal) = failed_inside(call, &event, &metadata) {
				return Err(refusal);
			}
			read.push(event);
		}
		Ok(Receipt { block, transaction, events: read })
	}
}

/// What came of one attempt.
enum Posted {
	Sent(Box<Sent>),
	/// With the transaction's bytes.
	Refused(Rejection, Vec<u8>),
	/// Something of the same nonce is in the pool.
	Outbid(Rejection),
	Later(Rejection),
}

fn later(code: i32, text: &str) -> Rejection {
	Rejection { code, text: text.into() }
}

/// Many transactions of one account, several on their way at a time.
pub struct Flight<'a> {
	client: &'a Client,
	signer: &'a Key,
	/// How many may be on their way at a time.
	pub window: usize,
	pub stage: Stage,
}

impl<'a> Flight<'a> {
	pub fn new(client: &'a Client, signer: &'a Key) -> Self {
		Self { client, signer, window: 16, stage: Stage::InBlock }
	}

	/// Sends the calls in their order and hands each outcome over, in the same order. Stops sending at the first that
	/// `each` returns as an error; those already on their way may still land.
	pub async fn send(
		&self,
		calls: impl IntoIterator<Item = Call>,
		mut each: impl FnMut(usize, Result<Receipt>) -> Result<()>,
	) -> Result<()> {
		let posts = stream::iter(calls).then(move |call| async move {
			let call = call.encode(self.client.metadata())?;
			let sent = self.client.post_patiently(&call, self.signer).await?;
			Ok::<_, Error>((call, sent))
		});
		// Those under way are followed while the next one waits for room.
		let followed = posts.map_ok(move |(call, sent)| async move { Ok(self.follow(call, sent).await) });
		let mut outcomes = std::pin::pin!(followed.try_buffered(self.window));
		let mut done = 0;
		while let Some(outcome) = outcomes.try_next().await? {
			each(done, outcome)?;
			done += 1;
		}
		Ok(())
	}

	async fn follow(&self, call: Encoded, sent: Sent) -> Result<Receipt> {
		match sent.outcome(self.stage).await? {
			Some(receipt) => Ok(receipt),
			None => {
				self.client.overtaken(&keys::account(self.signer));
				self.client.deliver(self.stage, &call, self.signer, Patience::Waits).await
			},
		}
	}
}
