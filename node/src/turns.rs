//! Turns for dear questions: those whose answers grow with what others have stored. Half of the cores answer them, one
//! question each; the others are left to blocks and to what is answered at once. By whatever door a question comes, it waits
//! here: our own methods before they ask the runtime, `state_call`, `chainHead_v1_call` and `archive_v1_call` in the executor,
//! the only place that all of them pass. Why: `docs/decisions/0103-lists-by-the-page.md`.

use jsonrpsee::{ConnectionId, Extensions};
use std::{
	cell::Cell,
	collections::BTreeMap,
	panic::{catch_unwind, AssertUnwindSafe},
	sync::{mpsc, Arc, LazyLock, Mutex, PoisonError},
	thread,
	time::{Duration, Instant},
};
use tokio::sync::{oneshot, OwnedSemaphorePermit, Semaphore};

/// Questions that may wait for their turn; one more is refused.
pub const MOST_WAITING: usize = 256;

/// Of these, questions of one connection.
pub const MOST_OF_ONE: usize = MOST_WAITING / 16;

/// Questions by name (`state_call` and its like) that may wait, no matter who asks: the SDK does not say who. Each holds a thread.
pub const MOST_BY_NAME: usize = MOST_WAITING / 8;

/// How far the threads that answer dear questions step back: they get a tenth of a core that somebody else wants, and all of
/// one that nobody wants. That a block or a cheap question need not wait until their slice ends is `yielding.rs`.
const NICE: i32 = 10;

/// What is asked for by name and takes turns: lists, and what executes whole blocks or builds whole states that somebody made
/// up. `BlockBuilder_` is not among it: the import of blocks asks it.
pub const DEAR: [&str; 33] = [
	"AttestationsApi_attestations_by",
	"AttestationsApi_datasets",
	"AttestationsApi_disputes_at",
	"CollateralApi_assets_of",
	"ConsentsApi_consents_of",
	"ConsentsApi_consents_to",
	"ConsentsApi_deletions_owed",
	"ConsentsApi_overdue_deletions",
	"ConsentsApi_receipts",
	"Core_execute_block",
	"CreditLinesApi_lines_by",
	"CreditLinesApi_lines_of",
	"CreditScoringApi_scorecards",
	"EnterpriseRegistryApi_enterprises",
	"EnterpriseRegistryApi_enterprises_of",
	"FinancingApi_applications_of",
	"FinancingApi_inbox",
	"FinancingApi_institutions",
	"FinancingApi_loans_of",
	"FinancingApi_own_headroom",
	"FinancingApi_products",
	"FinancingApi_statement",
	"GenesisBuilder_",
	"PoliciesApi_policies_by",
	"GuaranteesApi_guarantees_by",
	"GuaranteesApi_guarantors",
	"GuaranteesApi_pool_accounts",
	"PortfolioApi_closed_applications",
	"PortfolioApi_loans_by",
	"PortfolioApi_missed_deadlines",
	"PortfolioApi_overrides",
	"PortfolioApi_repaid_loans_by",
	"RuntimeViewFunction_",
];

/// Lists that motions alone make longer. Everybody asks them all the time, so they take no turns.
#[cfg(test)]
const CHEAP: [&str; 4] = [
	"AttestationsApi_agencies",
	"AttestationsApi_attestations",
	"AttestationsApi_indicators",
	"ValidatorsApi_validators",
];

thread_local! {
	/// What runs on this thread has its turn.
	static IN_TURN: Cell<bool> = const { Cell::new(false) };
}

/// Whether what runs on this thread has its turn.
pub fn has_one() -> bool {
	IN_TURN.get()
}

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asker {
	/// The node itself, for those who follow an inbox: once a block, whatever else waits.
	Node,
	Connection(ConnectionId),
	/// Somebody, by `state_call` or its like.
	ByName,
}

impl From<&Extensions> for Asker {
	fn from(extensions: &Extensions) -> Self {
		extensions.get::<ConnectionId>().copied().map_or(Self::ByName, Self::Connection)
	}
}

/// Why there is no turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Full {
	#[error("too many questions wait for their turn at this node; ask again in some seconds, or another node")]
	Everybody,
	#[error(
		"{MOST_OF_ONE} questions of this connection wait for their turn already; ask again when they are answered"
	)]
	You,
}

/// The turns of a node.
#[derive(Clone)]
pub struct Turns {
	free: Arc<Semaphore>,
	waiting: Arc<Mutex<Waiting>>,
	threads: mpsc::Sender<Question>,
}

type Question = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Waiting {
	all: usize,
	by_name: usize,
	of: BTreeMap<usize, usize>,
}

impl Default for Turns {
	fn default() -> Self {
		Self::new(thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2)))
	}
}

impl Turns {
	fn new(turns: usize) -> Self {
		Self { free: Arc::new(Semaphore::new(turns)), waiting: Arc::default(), threads: threads(turns) }
	}

	/// Asks a question in its turn, on one of the threads kept for it. No answer comes from a question that panics.
	pub fn ask<R: Send + 'static>(
		&self,
		turn: Turn,
		question: impl FnOnce() -> R + Send + 'static,
	) -> oneshot::Receiver<R> {
		let (answers, answer) = oneshot::channel();
		// Whoever asked may have left, and the threads end with the node.
		let _ = self.threads.send(Box::new(move || drop(answers.send(turn.ask(question)))));
		answer
	}

	/// Waits for a turn; at once refused if there is no place to wait.
	pub async fn take(&self, asker: Asker) -> Result<Turn, Full> {
		let place = self.place(asker)?;
		let permit = self.free.clone().acquire_owned().await.map_err(|_| Full::Everybody)?;
		drop(place);
		Ok(Turn(permit))
	}

	/// The same for the runtime's executor, on a thread that waits while others do its other work: `archive_v1_call` asks on
	/// one that serves connections. Nothing if the question takes no turn or has one.
	pub fn take_by_name(&self, question: &str) -> Result<Option<TurnByName>, Full> {
		if has_one() || !DEAR.iter().any(|dear| question.starts_with(dear)) {
			return Ok(None);
		}
		let turn = tokio::task::unconstrained(self.take(Asker::ByName));
		let turn = tokio::task::block_in_place(|| futures::executor::block_on(turn))?;
		Ok(Some(TurnByName { turn: Some(turn), since: Instant::now(), _back: StepsBack::if_it_can_return() }))
	}

	fn place(&self, asker: Asker) -> Result<Place, Full> {
		let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
		if asker != Asker::Node && waiting.all >= MOST_WAITING {
			return Err(Full::Everybody);
		}
		match asker {
			Asker::Node => {},
			Asker::ByName if waiting.by_name >= MOST_BY_NAME => return Err(Full::Everybody),
			Asker::ByName => waiting.by_name += 1,
			Asker::Connection(ConnectionId(id)) => {
				let of_one = waiting.of.entry(id).or_default();
				if *of_one >= MOST_OF_ONE {
					return Err(Full::You);
				}
				*of_one += 1;
			},
		}
		waiting.all += 1;
		Ok(Place { waiting: self.waiting.clone(), asker })
	}
}

/// The right to ask one dear question on this thread, which is the SDK's. The next turn comes after a pause as long as the
/// question took: who asks without pause gets half of what our own methods get.
pub struct TurnByName {
	turn: Option<Turn>,
	since: Instant,
	_back: Option<StepsBack>,
}

/// However long the question took.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

impl Drop for TurnByName {
	fn drop(&mut self) {
		let pause = self.since.elapsed().min(LONGEST_PAUSE);
		let turn = self.turn.take();
		if let Ok(runtime) = tokio::runtime::Handle::try_current() {
			runtime.spawn(async move {
				tokio::time::sleep(pause).await;
				drop(turn);
			});
		}
	}
}

/// A thread that has stepped back, for as long as this lives, from the priority that it had.
struct StepsBack(i32);

impl StepsBack {
	/// Nothing where the system takes a thread's step back for good: the thread has other work afterwards. It lets a process
	/// return whose limit on niceness allows it (`LimitNICE` of systemd, `ulimit -e`), or that is privileged.
	fn if_it_can_return() -> Option<Self> {
		// Elsewhere than on Linux it would be the whole process.
		static CAN: LazyLock<bool> =
			LazyLock::new(|| cfg!(target_os = "linux") && thread::spawn(goes_and_returns).join().is_ok_and(|can| can));
		let had = CAN.then(|| rustix::process::getpriority_process(None).ok()).flatten().filter(|had| *had < NICE)?;
		rustix::process::setpriority_process(None, NICE).is_ok().then_some(Self(had))
	}
}

impl Drop for StepsBack {
	fn drop(&mut self) {
		let _ = rustix::process::setpriority_process(None, self.0);
	}
}

/// Tried on a thread that nobody needs afterwards.
fn goes_and_returns() -> bool {
	let Ok(had) = rustix::process::getpriority_process(None) else { return false };
	[NICE.max(had), had].into_iter().all(|nice| rustix::process::setpriority_process(None, nice).is_ok())
}

/// As many threads as there are turns.
fn threads(turns: usize) -> mpsc::Sender<Question> {
	let (questions, next) = mpsc::channel::<Question>();
	let next = Arc::new(Mutex::new(next));
	for _ in 0..turns {
		let next = next.clone();
		let work = move || {
			// Of this thread alone, on Linux. Where the system refuses, answers are as good and the others wait longer.
			if cfg!(target_os = "linux") {
				let _ = rustix::process::setpriority_process(None, NICE);
			}
			loop {
				let question = next.lock().unwrap_or_else(PoisonError::into_inner).recv();
				let Ok(question) = question else { break };
				let _ = catch_unwind(AssertUnwindSafe(question));
			}
		};
		thread::Builder::new().name("dear-question".into()).spawn(work).expect("a node starts with threads to spare");
	}
	questions
}

/// A place among those who wait.
struct Place {
	waiting: Arc<Mutex<Waiting>>,
	asker: Asker,
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
		waiting.all -= 1;
		match self.asker {
			Asker::Node => {},
			Asker::ByName => waiting.by_name -= 1,
			Asker::Connection(ConnectionId(id)) => match waiting.of.get_mut(&id) {
				Some(of_one) if *of_one > 1 => *of_one -= 1,
				_ => drop(waiting.of.remove(&id)),
			},
		}
	}
}

/// The right to ask one dear question.
pub struct Turn(#[expect(dead_code, reason = "given back when it is dropped")] OwnedSemaphorePermit);

impl Turn {
	/// Asks the question, on this thread.
	pub fn ask<R>(self, question: impl FnOnce() -> R) -> R {
		/// Whatever becomes of the question.
		struct Ends;
		impl Drop for Ends {
			fn drop(&mut self) {
				IN_TURN.set(false);
			}
		}
		IN_TURN.set(true);
		let _ends = Ends;
		question()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::FutureExt;

	fn connection(id: usize) -> Asker {
		Asker::Connection(ConnectionId(id))
	}

	#[test]
	fn no_more_wait_than_there_is_room_for_and_who_leaves_makes_room() {
		let turns = Turns::new(1);
		let mut all: Vec<_> = (0..MOST_WAITING).map(|id| turns.place(connection(id)).expect("there is room")).collect();
		assert_eq!(turns.place(connection(999)).err(), Some(Full::Everybody));
		assert!(turns.place(Asker::Node).is_ok(), "who follows an inbox hears of it nevertheless");
		all.pop();
		assert!(turns.place(connection(999)).is_ok());
		drop(all);
		let waiting = turns.waiting.lock().unwrap();
		assert_eq!((waiting.all, waiting.by_name, waiting.of.len()), (0, 0, 0));
	}

	#[test]
	fn one_client_fills_the_queue_and_another_is_answered() {
		let turns = Turns::new(1);
		let held: Vec<_> = (0..MOST_WAITING).map_while(|_| turns.place(connection(1)).ok()).collect();
		assert_eq!(held.len(), MOST_OF_ONE);
		assert_eq!(turns.place(connection(1)).err(), Some(Full::You));
		assert!(turns.place(connection(2)).is_ok());
	}

	#[test]
	fn questions_by_name_fill_the_queue_and_our_methods_are_answered() {
		let turns = Turns::new(1);
		let held: Vec<_> = (0..MOST_WAITING).map_while(|_| turns.place(Asker::ByName).ok()).collect();
		assert_eq!(held.len(), MOST_BY_NAME);
		assert!(turns.place(connection(2)).is_ok());
	}

	#[test]
	fn a_question_by_name_waits_for_its_turn_unless_it_has_one() {
		let turns = Turns::new(1);
		let turn = turns.take(connection(1)).now_or_never().expect("it is free").unwrap();
		assert!(turns.take(connection(2)).now_or_never().is_none(), "the only turn is taken");
		assert!(turns.take_by_name("AccountNonceApi_account_nonce").unwrap().is_none());
		turn.ask(|| assert!(turns.take_by_name("FinancingApi_products").unwrap().is_none(), "it has its turn"));
		let by_name = turns.take_by_name("FinancingApi_products").unwrap();
		assert!(by_name.is_some());
		drop(by_name);
		assert_eq!(rustix::process::getpriority_process(None).unwrap(), 0, "the thread has other work");
	}

	#[test]
	fn a_question_that_panics_gives_its_turn_back() {
		let turns = Turns::new(1);
		let turn = turns.take(Asker::ByName).now_or_never().expect("it is free").unwrap();
		let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| turn.ask(|| panic!("on purpose"))));
		assert!(asked.is_err() && !IN_TURN.get());
		assert!(turns.take_by_name("FinancingApi_products").unwrap().is_some());
	}

	#[tokio::test]
	async fn a_question_is_answered_on_a_thread_that_steps_back_and_one_that_panics_harms_no_other() {
		let turns = Turns::new(1);
		let turn = turns.take(connection(1)).await.unwrap();
		assert!(turns.ask(turn, || panic!("on purpose")).await.is_err());
		for _ in 0..2 {
			let turn = turns.take(connection(1)).await.unwrap();
			let priority = turns.ask(turn, || rustix::process::getpriority_process(None)).await.unwrap();
			assert_eq!(priority.unwrap(), NICE);
		}
		assert_eq!(rustix::process::getpriority_process(None).unwrap(), 0, "the others stay as they are");
	}

	/// A list that is added to the runtime is dear until somebody says that it is not.
	#[test]
	fn every_list_of_the_runtime_takes_turns_by_whatever_door_it_is_asked() {
		// An account's first nonce is read from the state.
		let mut state = sp_io::TestExternalities::default();
		let metadata = state.execute_with(|| lingnan_runtime::Runtime::metadata_at_version(15));
		let metadata = metadata.expect("there are metadata");
		let metadata = subxt::metadata::Metadata::decode_from(&metadata).expect("they are read");
		// The answer's type, and what it is when it is neither refused nor null.
		let within = |id: u32| {
			let ty = metadata.types().resolve(id).expect("it is described");
			let inner = ty.type_params.iter().filter_map(|param| metadata.types().resolve(param.ty?.id));
			std::iter::once(ty).chain(inner)
		};
		let mut lists = 0;
		for api in metadata.runtime_api_traits() {
			for method in api.methods() {
				if within(method.output_ty()).any(|ty| ty.path.segments.last().is_some_and(|name| name == "Page")) {
					lists += 1;
					let name = format!("{}_{}", api.name(), method.name());
					assert!(DEAR.contains(&name.as_str()) != CHEAP.contains(&name.as_str()), "{name}: is it dear?");
				}
			}
		}
		assert_eq!(lists, DEAR.iter().filter(|name| !name.ends_with('_')).count() - 1 + CHEAP.len());
	}
}
