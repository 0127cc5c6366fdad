//! The chain's own figures for Prometheus, beside those that the SDK exports: what happens in finalised blocks, how many
//! applications wait and how many loans are in arrears, which validators are silent, how far messages to the other places are,
//! what strangers were refused.

use crate::service::{Block, Client};
use codec::Decode;
use futures::StreamExt;
use lingnan_runtime::{AccountId, Hash, RuntimeEvent, VERSION};
use lingnan_support::{Amount, ApplicationId, Currency, Paging};
use pallet_cross_border::{runtime_api::CrossBorderApi, CorridorView};
use pallet_financing::{runtime_api::FinancingApi, ApplicationState, LoanState, LoanView};
use pallet_validators::{runtime_api::ValidatorsApi, ValidatorView};
use sc_client_api::{BlockchainEvents, FinalityNotification, StorageProvider};
use sp_api::{ApiError, Core, ProvideRuntimeApi};
use sp_core::storage::StorageKey;
use sp_io::hashing::twox_128;
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{
	register, Counter, CounterVec, Gauge, GaugeVec, Opts, PrometheusError, Registry, U64,
};

/// What peers that are not in the register are refused, and how many are in it.
pub struct Strangers {
	pub refused: CounterVec<U64>,
	pub registered: Gauge<U64>,
}

impl Strangers {
	/// For which of their requests peers are refused.
	const KINDS: [&str; 4] = ["blocks", "state", "proofs of finality", "light clients' proofs"];

	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let refused = CounterVec::new(
			Opts::new(
				"lingnan_refused_requests_total",
				"Requests of peers that are not in the register, refused since this node started",
			),
			&["of"],
		)?;
		let registered = Gauge::new(
			"lingnan_registered_peers",
			"Peers in the register that are answered; 0 where all are answered",
		)?;
		Self::KINDS.iter().for_each(|kind| drop(refused.with_label_values(&[kind])));
		if let Some(registry) = registry {
			register(refused.clone(), registry)?;
			register(registered.clone(), registry)?;
		}
		Ok(Self { refused, registered })
	}
}

/// How often applications, loans and validators are looked at.
const PERIOD: Duration = Duration::from_secs(15);

/// How long one look at applications and loans may take. A longer list is gone through in turns.
const TURN: Duration = Duration::from_millis(200);

/// Blocks of one notification whose events are counted. More come at once only while a node catches up.
const BLOCKS: usize = 256;

/// What is counted of blocks' events.
const EVENTS: [&str; 15] = [
	"rated",
	"scorecard_warned",
	"scorecard_suspended",
	"attested",
	"disputed",
	"applied",
	"deadline_missed",
	"offered",
	"declined",
	"loan_started",
	"repaid",
	"defaulted",
	"loan_closed",
	"validator_expelled",
	"session_missed",
];

/// In what loans are owed.
const CURRENCIES: [Currency; 4] = [Currency::Cny, Currency::Hkd, Currency::Mop, Currency::Usd];

struct Metrics {
	events: CounterVec<U64>,
	unread_blocks: Counter<U64>,
	applications: GaugeVec<U64>,
	loans: GaugeVec<U64>,
	arrears: GaugeVec<U64>,
	validators: GaugeVec<U64>,
	missed: GaugeVec<U64>,
	lanes: GaugeVec<U64>,
}

impl Metrics {
	fn new(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauges = |name: &str, help: &str, labels: &[&str]| {
			GaugeVec::new(Opts::new(name, help), labels).and_then(|metric| register(metric, registry))
		};
		let events = register(
			CounterVec::new(
				Opts::new("lingnan_events_total", "What happened in finalised blocks since this node started"),
				&["event"],
			)?,
			registry,
		)?;
		// A counter that is first seen at one has not increased: each begins at zero, or the first of its kind would go
		// unnoticed.
		EVENTS.iter().for_each(|event| drop(events.with_label_values(&[event])));
		Ok(Self {
			events,
			unread_blocks: register(
				Counter::new(
					"lingnan_unread_blocks_total",
					"Finalised blocks whose events this program cannot read: the runtime is newer than it",
				)?,
				registry,
			)?,
			applications: gauges("lingnan_applications", "Applications by state", &["state"])?,
			loans: gauges("lingnan_loans", "Loans by state", &["state"])?,
			arrears: gauges("lingnan_arrears_minor_units", "Amounts due and unpaid, in minor units", &["currency"])?,
			validators: gauges("lingnan_validators", "Validators by standing", &["standing"])?,
			missed: gauges(
				"lingnan_validator_missed_sessions",
				"Sessions in a row in which a validator with a seat made no block",
				&["validator"],
			)?,
			lanes: gauges(
				"lingnan_lane_messages",
				"Messages of each corridor since genesis: put on the lane here, confirmed by the other end, arrived from there; \
				 and those that could not leave yet",
				&["corridor", "state"],
			)?,
		})
	}
}

/// What is counted of a block's events, by name.
fn name(event: &RuntimeEvent) -> Option<&'static str> {
	use pallet_attestations::Event as Attestation;
	use pallet_credit_scoring::Event as Scoring;
	use pallet_financing::Event as Financing;
	use pallet_validators::Event as Validator;
	Some(match event {
		RuntimeEvent::CreditScoring(Scoring::GradeProved { .. }) => "rated",
		RuntimeEvent::CreditScoring(Scoring::ScorecardWarned { .. }) => "scorecard_warned",
		RuntimeEvent::CreditScoring(Scoring::ScorecardSuspended { .. } | Scoring::ScorecardStopped { .. }) => {
			"scorecard_suspended"
		},
		RuntimeEvent::Attestations(Attestation::Attested { .. }) => "attested",
		RuntimeEvent::Attestations(Attestation::Disputed { .. }) => "disputed",
		RuntimeEvent::Financing(Financing::Applied { .. }) => "applied",
		RuntimeEvent::Financing(Financing::DeadlineMissed { .. }) => "deadline_missed",
		RuntimeEvent::Financing(Financing::Offered { .. }) => "offered",
		RuntimeEvent::Financing(Financing::Declined { .. }) => "declined",
		RuntimeEvent::Financing(Financing::LoanStarted { .. }) => "loan_started",
		RuntimeEvent::Financing(Financing::Repaid { .. }) => "repaid",
		RuntimeEvent::Financing(Financing::Defaulted { .. }) => "defaulted",
		RuntimeEvent::Financing(Financing::LoanClosed { .. }) => "loan_closed",
		RuntimeEvent::Validators(Validator::Expelled { .. }) => "validator_expelled",
		RuntimeEvent::Validators(Validator::SessionMissed { .. }) => "session_missed",
		_ => return None,
	})
}

/// How an application, or the loan of the same number that it became, stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
	Waiting,
	PastDeadline,
	Agreed,
	Regular,
	Arrears(Currency, Amount),
	InDefault(Currency, Amount),
}

/// What one look at a number finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
	/// Nobody applied under this number yet.
	Unknown,
	Over,
	Open(Standing),
}

/// Those applications and loans that are not over. They are looked at again and again, in turns; what is over is asked
/// for once.
#[derive(Default)]
struct Book {
	/// The first number that was not known.
	frontier: ApplicationId,
	/// Where the last turn stopped.
	cursor: ApplicationId,
	open: BTreeMap<ApplicationId, Standing>,
}

impl Book {
	/// Takes in new numbers, then goes on with the known ones from where it stopped, until all were looked at once or
	/// the time is up.
	fn turn<E>(&mut self, until: Instant, look: impl Fn(ApplicationId) -> Result<Look, E>) -> Result<(), E> {
		while Instant::now() < until {
			match look(self.frontier)? {
				Look::Unknown => break,
				found => self.enter(self.frontier, found),
			}
			let Some(next) = self.frontier.next() else { break };
			self.frontier = next;
		}
		let after: Vec<_> = self.open.range(self.cursor..).map(|(id, _)| *id).collect();
		let before: Vec<_> = self.open.range(..self.cursor).map(|(id, _)| *id).collect();
		for id in after.into_iter().chain(before) {
			if Instant::now() >= until {
				break;
			}
			let found = look(id)?;
			self.enter(id, found);
			self.cursor = id.next().unwrap_or_default();
		}
		Ok(())
	}

	fn enter(&mut self, id: ApplicationId, found: Look) {
		match found {
			Look::Open(standing) => drop(self.open.insert(id, standing)),
			Look::Over | Look::Unknown => drop(self.open.remove(&id)),
		}
	}

	fn show(&self, metrics: &Metrics) {
		let count = |of: fn(&Standing) -> bool| self.open.values().filter(|standing| of(standing)).count() as u64;
		let applications = |state: &str, n| metrics.applications.with_label_values(&[state]).set(n);
		applications("waiting", count(|s| *s == Standing::Waiting));
		applications("past_deadline", count(|s| *s == Standing::PastDeadline));
		applications("agreed", count(|s| *s == Standing::Agreed));
		let loans = |state: &str, n| metrics.loans.with_label_values(&[state]).set(n);
		loans("regular", count(|s| *s == Standing::Regular));
		loans("arrears", count(|s| matches!(s, Standing::Arrears(..))));
		loans("default", count(|s| matches!(s, Standing::InDefault(..))));
		CURRENCIES.iter().for_each(|currency| metrics.arrears.with_label_values(&[&format!("{currency:?}")]).set(0));
		for standing in self.open.values() {
			if let Standing::Arrears(currency, due) | Standing::InDefault(currency, due) = standing {
				metrics.arrears.with_label_values(&[&format!("{currency:?}")]).add(*due);
			}
		}
	}
}

fn look(client: &Client, at: Hash, id: ApplicationId) -> Result<Look, ApiError> {
	let api = client.runtime_api();
	let Some(filed) = api.application(at, id)? else { return Ok(Look::Unknown) };
	Ok(match filed.state {
		ApplicationState::Open if filed.deadline_missed => Look::Open(Standing::PastDeadline),
		ApplicationState::Open => Look::Open(Standing::Waiting),
		ApplicationState::Offered | ApplicationState::Accepted => Look::Open(Standing::Agreed),
		ApplicationState::Disbursed { .. } | ApplicationState::Disputed { .. } => {
			api.loan(at, id.loan())?.map_or(Look::Open(Standing::Agreed), |loan| judge(&loan))
		},
		ApplicationState::Funded => api.loan(at, id.loan())?.map_or(Look::Over, |loan| judge(&loan)),
		_ => Look::Over,
	})
}

fn judge(loan: &LoanView) -> Look {
	match loan.state {
		LoanState::Active if loan.arrears_days > 0 => Look::Open(Standing::Arrears(loan.currency, loan.due.total)),
		LoanState::Active => Look::Open(Standing::Regular),
		LoanState::InDefault => Look::Open(Standing::InDefault(loan.currency, loan.due.total)),
		LoanState::Closed => Look::Over,
		LoanState::Stated | LoanState::Disputed => Look::Open(Standing::Agreed),
	}
}

fn show_validators(metrics: &Metrics, validators: &[ValidatorView<AccountId>]) {
	let count = |of: fn(&ValidatorView<AccountId>) -> bool| validators.iter().filter(|v| of(v)).count() as u64;
	let show = |standing: &str, n| metrics.validators.with_label_values(&[standing]).set(n);
	show("all", validators.len() as u64);
	show("seated", count(|v| v.seated));
	show("missing", count(|v| v.missed > 0));
	metrics.missed.reset();
	for validator in validators {
		metrics.missed.with_label_values(&[&validator.account.to_string()]).set(validator.missed.into());
	}
}

fn show_lanes(metrics: &Metrics, corridors: &[CorridorView]) {
	for lane in corridors {
		let show = |state: &str, n| metrics.lanes.with_label_values(&[&format!("{:?}", lane.corridor), state]).set(n);
		show("sent", lane.last_sent);
		show("confirmed", lane.last_delivered);
		show("arrived", lane.last_received);
		show("queued", lane.waiting);
	}
}

/// Runs as long as the node does.
pub async fn watch(client: Arc<Client>, registry: Registry) {
	let metrics = match Metrics::new(&registry) {
		Ok(metrics) => metrics,
		Err(error) => return log::error!("The chain's figures are not exported: {error}"),
	};
	let mut book = Book::default();
	let mut last = None;
	let mut finality = client.finality_notification_stream();
	while let Some(notification) = finality.next().await {
		count_events(&client, &metrics, &notification);
		if last.is_some_and(|last: Instant| last.elapsed() < PERIOD) {
			continue;
		}
		last = Some(Instant::now());
		let at = notification.hash;
		let api = client.runtime_api();
		// Each by itself: a runtime that answers one of these in another way does not silence the others.
		let looks = [
			book.turn(Instant::now() + TURN, |id| look(&client, at, id)).map(|()| book.show(&metrics)),
			api.validators(at, Paging::FIRST).map(|validators| show_validators(&metrics, &validators.items)),
			api.corridors(at).map(|corridors| show_lanes(&metrics, &corridors)),
		];
		for error in looks.into_iter().filter_map(Result::err) {
			log::debug!("Not all figures at block {at}: {error}");
		}
	}
}

fn count_events(client: &Client, metrics: &Metrics, finalised: &FinalityNotification<Block>) {
	let earlier = finalised.tree_route.iter();
	let skipped = finalised.tree_route.len().saturating_sub(BLOCKS);
	for hash in earlier.skip(skipped).chain([&finalised.hash]) {
		match events(client, *hash) {
			Some(events) => {
				for name in events.iter().filter_map(name) {
					metrics.events.with_label_values(&[name]).inc();
				}
			},
			None => metrics.unread_blocks.inc(),
		}
	}
}

/// A block's events, if its runtime is this program's own.
fn events(client: &Client, at: Hash) -> Option<Vec<RuntimeEvent>> {
	type Records = Vec<frame_system::EventRecord<RuntimeEvent, Hash>>;
	if client.runtime_api().version(at).ok()?.spec_version != VERSION.spec_version {
		return None;
	}
	let key = [twox_128(b"System"), twox_128(b"Events")].concat();
	let Some(data) = client.storage(at, &StorageKey(key)).ok()? else { return Some(Vec::new()) };
	let records = Records::decode(&mut data.0.as_slice()).ok()?;
	Some(records.into_iter().map(|record| record.event).collect())
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::{Corridor, Jurisdiction};
	use std::convert::Infallible;

	fn soon() -> Instant {
		Instant::now() + Duration::from_secs(60)
	}

	#[test]
	fn what_is_open_is_looked_at_again_and_what_is_over_is_not() {
		let mut book = Book::default();
		let first = |id: ApplicationId| {
			Ok::<_, Infallible>(match id.0 {
				0 => Look::Over,
				1 => Look::Open(Standing::Waiting),
				2 => Look::Open(Standing::Arrears(Currency::Cny, 500)),
				_ => Look::Unknown,
			})
		};
		let Ok(()) = book.turn(soon(), first);
		assert_eq!(book.frontier, ApplicationId(3));
		assert_eq!(book.open.len(), 2);
		let second = |id| {
			assert_ne!(id, ApplicationId(0), "what is over is not asked for again");
			Ok::<_, Infallible>(if id == ApplicationId(1) { Look::Over } else { first(id)? })
		};
		let Ok(()) = book.turn(soon(), second);
		assert_eq!(
			book.open.into_iter().collect::<Vec<_>>(),
			[(ApplicationId(2), Standing::Arrears(Currency::Cny, 500))]
		);
	}

	#[test]
	fn a_turn_ends_when_its_time_is_up_and_the_next_goes_on() {
		let mut book = Book::default();
		let endless = |_| Ok::<_, Infallible>(Look::Open(Standing::Regular));
		let Ok(()) = book.turn(Instant::now() + Duration::from_millis(5), endless);
		assert!(book.frontier > ApplicationId(0));
		let before = book.frontier;
		let Ok(()) = book.turn(Instant::now(), endless);
		assert_eq!(book.frontier, before);
	}

	#[test]
	fn arrears_are_added_up_by_currency() {
		let registry = Registry::new();
		let metrics = Metrics::new(&registry).expect("the names are new");
		let mut book = Book::default();
		book.enter(ApplicationId(0), Look::Open(Standing::Arrears(Currency::Cny, 500)));
		book.enter(ApplicationId(1), Look::Open(Standing::InDefault(Currency::Cny, 40)));
		book.enter(ApplicationId(2), Look::Open(Standing::Arrears(Currency::Hkd, 7)));
		book.show(&metrics);
		book.show(&metrics);
		assert_eq!(metrics.arrears.with_label_values(&["CNY"]).get(), 540);
		assert_eq!(metrics.arrears.with_label_values(&["HKD"]).get(), 7);
		assert_eq!(metrics.loans.with_label_values(&["arrears"]).get(), 2);
	}

	#[test]
	fn each_count_of_a_lane_is_shown_as_what_it_is() {
		let registry = Registry::new();
		let metrics = Metrics::new(&registry).expect("the names are new");
		let corridor = CorridorView {
			corridor: Corridor::GuangdongMacao,
			other_end: Jurisdiction::Macao,
			lane_open: true,
			halted: false,
			open: Vec::new(),
			recognised: Vec::new(),
			last_received: 2,
			last_sent: 9,
			last_delivered: 7,
			waiting: 1,
		};
		show_lanes(&metrics, &[corridor]);
		let shown = |state| metrics.lanes.with_label_values(&["GuangdongMacao", state]).get();
		assert_eq!(["sent", "confirmed", "arrived", "queued"].map(shown), [9, 7, 2, 1]);
	}

	#[test]
	fn every_figure_is_there_from_the_start() {
		let registry = Registry::new();
		let metrics = Metrics::new(&registry).expect("the names are new");
		Book::default().show(&metrics);
		let shown: Vec<_> =
			registry.gather().iter().map(|family| (family.get_name().to_string(), family.get_metric().len())).collect();
		for (name, labels) in
			[("lingnan_events_total", EVENTS.len()), ("lingnan_arrears_minor_units", CURRENCIES.len())]
		{
			assert!(shown.contains(&(name.into(), labels)), "{shown:?}");
		}
		let source = include_str!("metrics.rs");
		let counted = source.split(") => ").skip(1).map(|rest| rest.trim_start_matches(['{', '\n', '\t']));
		let counted = counted.filter_map(|rest| rest.strip_prefix('"')).filter_map(|rest| rest.split('"').next());
		let counted: Vec<_> = counted.filter(|event| EVENTS.contains(event)).collect();
		assert_eq!(counted.len(), EVENTS.len(), "{counted:?}");
	}

	#[test]
	fn the_alert_rules_and_the_dashboard_use_figures_that_are_exported() {
		let source = include_str!("metrics.rs");
		for file in [
			include_str!("../../scripts/operations/prometheus-rules.yml"),
			include_str!("../../scripts/operations/grafana-dashboard.json"),
		] {
			let words = file.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
			let ours: Vec<_> = words.filter(|word| word.starts_with("lingnan_")).collect();
			assert!(!ours.is_empty());
			for word in ours {
				assert!(source.contains(&format!("\"{word}\"")), "{word} is not exported");
			}
		}
	}
}
