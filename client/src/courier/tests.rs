use super::*;
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	PendingSubscriptionSink, RpcModule, SubscriptionMessage,
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const ACCOUNT: AccountId32 = AccountId32([7; 32]);
/// The account's transactions before the first block of the tests.
pub(crate) const FIRST: u64 = 5;
/// Blocks between the best one and the last final one.
pub(crate) const BEHIND: usize = 2;

/// A chain of one account. Its transactions are a byte of nonce and a byte that tells them apart.
#[derive(Default)]
pub(crate) struct Node {
	/// Transactions of each block, the first one's among them.
	blocks: Vec<Vec<Vec<u8>>>,
	pool: BTreeMap<u64, Vec<u8>>,
	/// How many of those handed in are taken and then lost without a word.
	loses: usize,
	/// The next is taken, and dropped with a word.
	drops: bool,
	banned: BTreeSet<Vec<u8>>,
	refuses: Option<&'static str>,
	handed_in: Vec<Vec<u8>>,
}

impl Node {
	pub fn with(blocks: Vec<Vec<Vec<u8>>>) -> Self {
		Self { blocks, ..Self::default() }
	}

	fn nonce_after(&self, block: usize) -> u64 {
		FIRST + self.blocks.iter().take(block + 1).map(|held| held.len() as u64).sum::<u64>()
	}

	fn best(&self) -> usize {
		self.blocks.len() - 1
	}

	fn last_final(&self) -> usize {
		self.best().saturating_sub(BEHIND)
	}

	fn make_block(&mut self) {
		let mut next = self.nonce_after(self.best());
		let mut held = Vec::new();
		while let Some(one) = self.pool.remove(&next) {
			held.push(one);
			next += 1;
		}
		self.blocks.push(held);
	}

	/// Answers whether it is to be dropped with a word.
	fn take(&mut self, bytes: Vec<u8>) -> std::result::Result<bool, ErrorObjectOwned> {
		let refuse = |code, text: &str| Err(ErrorObjectOwned::owned(code, text.to_string(), None::<()>));
		self.handed_in.push(bytes.clone());
		let nonce = u64::from(bytes[0]);
		if self.banned.contains(&bytes) {
			return refuse(1012, "Transaction is temporarily banned");
		}
		if let Some(reason) = self.refuses {
			return refuse(1010, reason);
		}
		if nonce < self.nonce_after(self.best()) {
			return refuse(1010, "Transaction is outdated");
		}
		if let Some(there) = self.pool.get(&nonce) {
			return match *there == bytes {
				true => refuse(1013, "Transaction Already Imported"),
				false => refuse(1014, "Priority is too low"),
			};
		}
		if self.loses > 0 {
			self.loses -= 1;
			return Ok(false);
		}
		if std::mem::take(&mut self.drops) {
			return Ok(true);
		}
		self.pool.insert(nonce, bytes);
		Ok(false)
	}

	fn next_index(&self) -> u64 {
		let mut next = self.nonce_after(self.best());
		while self.pool.contains_key(&next) {
			next += 1;
		}
		next
	}

	fn times(&self, bytes: &[u8]) -> usize {
		self.blocks.iter().flatten().filter(|held| *held == bytes).count()
	}
}

pub(crate) fn hash_of(number: usize) -> H256 {
	H256::from_low_u64_be(number as u64)
}

fn number_in(value: &Value) -> usize {
	let hash: H256 = serde_json::from_value(value.clone()).unwrap();
	u64::from_be_bytes(hash.0[24..].try_into().unwrap()) as usize
}

fn hex_of(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

type Shared = Arc<Mutex<Node>>;

fn methods(node: Shared) -> RpcModule<Shared> {
	let mut module = RpcModule::new(node);
	module
		.register_method("chain_getBlockHash", |params, node, _| {
			let params: Vec<Option<usize>> = params.parse().unwrap_or_default();
			let best = node.lock().unwrap().best();
			let number = params.first().copied().flatten().unwrap_or(best);
			json!((number <= best).then(|| hash_of(number)))
		})
		.unwrap();
	module
		.register_method("chain_getFinalizedHead", |_, node, _| json!(hash_of(node.lock().unwrap().last_final())))
		.unwrap();
	module
		.register_method("chain_getHeader", |params, _, _| {
			let params: Vec<Value> = params.parse().unwrap();
			json!({ "number": format!("{:#x}", number_in(&params[0])) })
		})
		.unwrap();
	module
		.register_method("chain_getBlock", |params, node, _| {
			let params: Vec<Value> = params.parse().unwrap();
			let held: Vec<String> =
				node.lock().unwrap().blocks[number_in(&params[0])].iter().map(|one| hex_of(one)).collect();
			json!({ "block": { "extrinsics": held } })
		})
		.unwrap();
	module
		.register_method("state_call", |params, node, _| {
			let params: Vec<Value> = params.parse().unwrap();
			let nonce = node.lock().unwrap().nonce_after(number_in(&params[2]));
			hex_of(&u32::try_from(nonce).unwrap().to_le_bytes())
		})
		.unwrap();
	module.register_method("system_accountNextIndex", |_, node, _| node.lock().unwrap().next_index()).unwrap();
	module
		.register_subscription(
			"author_submitAndWatchExtrinsic",
			"author_extrinsicUpdate",
			"author_unwatchExtrinsic",
			|params, pending: PendingSubscriptionSink, node, _| async move {
				let params: Vec<String> = params.parse().unwrap();
				let bytes = hex::decode(params[0].trim_start_matches("0x")).unwrap();
				let taken = node.lock().unwrap().take(bytes.clone());
				let dropped = match taken {
					Ok(dropped) => dropped,
					Err(error) => return pending.reject(error).await,
				};
				let Ok(sink) = pending.accept().await else { return };
				if dropped {
					let _ = sink.send(SubscriptionMessage::from_json(&json!("dropped")).unwrap()).await;
					return;
				}
				let _ = sink.send(SubscriptionMessage::from_json(&json!("ready")).unwrap()).await;
				// Says nothing of what it loses: the line stays open until the other end closes it.
				let mut said = false;
				loop {
					let (found, last_final) = {
						let node = node.lock().unwrap();
						(node.blocks.iter().position(|held| held.contains(&bytes)), node.last_final())
					};
					let message = match found {
						Some(block) if block <= last_final => json!({ "finalized": hash_of(block) }),
						Some(block) if !std::mem::replace(&mut said, true) => json!({ "inBlock": hash_of(block) }),
						_ => Value::Null,
					};
					if !message.is_null() && sink.send(SubscriptionMessage::from_json(&message).unwrap()).await.is_err()
					{
						return;
					}
					if sink.is_closed() || message.get("finalized").is_some() {
						return;
					}
					tokio::time::sleep(Duration::from_millis(5)).await;
				}
			},
		)
		.unwrap();
	module
}

pub(crate) struct Narrator {
	node: Shared,
	pub rpc: RpcClient,
	server: ServerHandle,
}

impl Narrator {
	pub async fn new(node: Node) -> Self {
		let mut node = node;
		if node.blocks.is_empty() {
			node.blocks.push(Vec::new());
		}
		let node = Arc::new(Mutex::new(node));
		let server = Server::builder().build("127.0.0.1:0").await.unwrap();
		let url = format!("ws://{}", server.local_addr().unwrap());
		let server = server.start(methods(node.clone()));
		let rpc = crate::connection(&url).await.map_err(|e| e.to_string()).unwrap();
		Self { node, rpc, server }
	}

	/// Blocks from now on.
	fn blocks(&self) -> tokio::task::JoinHandle<()> {
		let node = self.node.clone();
		tokio::spawn(async move {
			loop {
				tokio::time::sleep(Duration::from_millis(30)).await;
				node.lock().unwrap().make_block();
			}
		})
	}

	pub fn make_blocks(&self, count: usize) {
		let mut node = self.node.lock().unwrap();
		(0..count).for_each(|_| node.make_block());
	}

	fn courier(&self, queue: &Arc<Queue>, nonce: u64, mark: u8) -> Courier {
		let letter = Letter { bytes: vec![nonce as u8, mark], born: 0, dies: 1_000 };
		let (rpc, teller, blocks) = (self.rpc.clone(), Arc::new(Teller::default()), Arc::default());
		let (queue, account) = (queue.clone(), ACCOUNT);
		let mut courier = Courier::from(Delivery { rpc, queue, teller, blocks, account, nonce, letter, watch: None });
		courier.silence = Duration::from_millis(20);
		courier
	}

	async fn hand_in(&self, courier: &mut Courier) {
		match hand_in(&self.rpc, &courier.letters[0]).await.unwrap() {
			Answer::Taken(watch) => courier.watch = Some(watch),
			_ => panic!("the pool takes it"),
		}
	}
}

fn queue() -> Arc<Queue> {
	Arc::new(Queue::default())
}

#[tokio::test]
async fn what_the_pool_loses_without_a_word_is_handed_in_again_and_acts_once() {
	for stage in [Stage::InBlock, Stage::Finalised] {
		let narrator = Narrator::new(Node { loses: 3, ..Node::default() }).await;
		let queue = queue();
		let _hold = queue.hold(FIRST);
		let mut courier = narrator.courier(&queue, FIRST, 1);
		narrator.hand_in(&mut courier).await;
		let blocks = narrator.blocks();
		let fate = courier.follow(stage).await.unwrap();
		assert!(matches!(fate, Fate::Landed { place: 0, .. }), "{fate:?}");
		assert!(courier.teller.times_sent_again() >= 3);
		tokio::time::sleep(Duration::from_millis(150)).await;
		let node = narrator.node.lock().unwrap();
		assert_eq!(node.times(&[FIRST as u8, 1]), 1);
		assert!(node.handed_in.iter().all(|bytes| *bytes == [FIRST as u8, 1]), "the same bytes");
		blocks.abort();
	}
}

#[tokio::test]
async fn what_the_pool_drops_with_a_word_is_handed_in_again() {
	let narrator = Narrator::new(Node { drops: true, ..Node::default() }).await;
	let queue = queue();
	let _hold = queue.hold(FIRST);
	let mut courier = narrator.courier(&queue, FIRST, 1);
	narrator.hand_in(&mut courier).await;
	let blocks = narrator.blocks();
	assert!(matches!(courier.follow(Stage::Finalised).await.unwrap(), Fate::Landed { .. }));
	assert_eq!(narrator.node.lock().unwrap().times(&[FIRST as u8, 1]), 1);
	blocks.abort();
}

#[tokio::test]
async fn another_of_the_same_nonce_is_believed_only_when_it_is_final() {
	let narrator = Narrator::new(Node { loses: 1, ..Node::default() }).await;
	let queue = queue();
	let _hold = queue.hold(FIRST);
	let mut courier = narrator.courier(&queue, FIRST, 1);
	narrator.hand_in(&mut courier).await;
	narrator.node.lock().unwrap().pool.insert(FIRST, vec![FIRST as u8, 2]);
	narrator.make_blocks(1);
	let early = tokio::time::timeout(Duration::from_millis(200), courier.follow(Stage::InBlock)).await;
	assert!(early.is_err(), "a block that is not final may go: {early:?}");
	narrator.make_blocks(BEHIND);
	assert_eq!(courier.follow(Stage::InBlock).await.unwrap(), Fate::Overtaken);
	assert_eq!(narrator.node.lock().unwrap().times(&[FIRST as u8, 1]), 0);
}

#[tokio::test]
async fn it_is_signed_anew_only_after_a_final_block_past_its_death() {
	let narrator = Narrator::new(Node { loses: usize::MAX, ..Node::default() }).await;
	let queue = queue();
	let _hold = queue.hold(FIRST);
	let mut courier = narrator.courier(&queue, FIRST, 1);
	courier.letters[0].dies = 3;
	narrator.make_blocks(3);
	// No block may hold it any more, but the last that might have is not final.
	let early = tokio::time::timeout(Duration::from_millis(200), courier.follow(Stage::Finalised)).await;
	assert!(early.is_err(), "{early:?}");
	narrator.make_blocks(BEHIND);
	assert_eq!(courier.follow(Stage::Finalised).await.unwrap(), Fate::Died);
	// The one signed in its place lands, and is known for the same transaction.
	narrator.node.lock().unwrap().loses = 0;
	courier.letters.push(Letter { bytes: vec![FIRST as u8, 9], born: 5, dies: 1_000 });
	let blocks = narrator.blocks();
	assert!(matches!(courier.follow(Stage::Finalised).await.unwrap(), Fate::Landed { .. }));
	blocks.abort();
}

#[tokio::test]
async fn one_that_waits_behind_a_gap_of_nobody_s_says_so() {
	let narrator = Narrator::new(Node::default()).await;
	let queue = queue();
	let _hold = queue.hold(FIRST + 1);
	let mut courier = narrator.courier(&queue, FIRST + 1, 1);
	narrator.hand_in(&mut courier).await;
	let blocks = narrator.blocks();
	assert_eq!(courier.follow(Stage::InBlock).await.unwrap(), Fate::Gap(FIRST));
	// Filled, it goes on.
	narrator.node.lock().unwrap().pool.insert(FIRST, vec![FIRST as u8, 0]);
	assert!(matches!(courier.follow(Stage::InBlock).await.unwrap(), Fate::Landed { .. }));
	blocks.abort();
}

#[tokio::test]
async fn a_gap_of_this_program_s_own_is_left_to_the_one_that_fell_out() {
	let narrator = Narrator::new(Node { loses: 1, ..Node::default() }).await;
	let queue = queue();
	let (_one, _other) = (queue.hold(FIRST), queue.hold(FIRST + 1));
	let (mut first, mut second) = (narrator.courier(&queue, FIRST, 1), narrator.courier(&queue, FIRST + 1, 2));
	narrator.hand_in(&mut first).await;
	narrator.hand_in(&mut second).await;
	let blocks = narrator.blocks();
	let alone = tokio::time::timeout(Duration::from_millis(300), second.follow(Stage::InBlock)).await;
	assert!(alone.is_err(), "{alone:?}");
	let (one, other) = tokio::join!(first.follow(Stage::InBlock), second.follow(Stage::InBlock));
	assert!(matches!(one.unwrap(), Fate::Landed { .. }) && matches!(other.unwrap(), Fate::Landed { .. }));
	blocks.abort();
}

#[tokio::test]
async fn bytes_that_the_pool_has_banned_are_signed_anew_and_its_refusal_is_told() {
	let bytes = vec![FIRST as u8, 1];
	let narrator = Narrator::new(Node { banned: [bytes].into(), ..Node::default() }).await;
	let queue = queue();
	let _hold = queue.hold(FIRST);
	assert_eq!(narrator.courier(&queue, FIRST, 1).follow(Stage::InBlock).await.unwrap(), Fate::Banned);
	narrator.node.lock().unwrap().refuses = Some("Inability to pay some fees");
	let fate = narrator.courier(&queue, FIRST, 2).follow(Stage::InBlock).await.unwrap();
	assert_eq!(fate, Fate::Refused(Rejection { code: 1_010, text: "Inability to pay some fees".into() }));
}

/// Not a refusal of the chain, which it was taken for.
#[tokio::test]
async fn a_node_that_dies_is_a_broken_connection() {
	let narrator = Narrator::new(Node::default()).await;
	let queue = queue();
	let _hold = queue.hold(FIRST);
	let mut courier = narrator.courier(&queue, FIRST, 1);
	narrator.hand_in(&mut courier).await;
	narrator.server.stop().unwrap();
	let error = courier.follow(Stage::InBlock).await.unwrap_err();
	assert_eq!(error.exit_code(), crate::error::exit::FAILURE, "{error}");
	let letter = Letter { bytes: vec![9, 9], born: 0, dies: 9 };
	let error = hand_in(&narrator.rpc, &letter).await.err().unwrap();
	assert!(matches!(error, Error::Connection(_)), "{error}");
}
