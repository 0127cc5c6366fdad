//! Lives of many banks and firms, one after another, each from a seed of its own.

use crate::{
	calls::{call, Deed},
	choose::{choose, pause, signer, Chance},
	compare::{self, firm},
	faults::{plant, Fault},
	mock::*,
};
use lingnan_model::{
	assets::Document,
	books::Method,
	loans::State,
	op::{By, Op, Thing},
	parties::{self, BANKS, FIRMS, PRODUCTS},
	world::World,
};
use lingnan_support::{
	conditions::{BorneBy, CostItem},
	mocks,
	product::CostRule,
	AgencyId, AgencyRight, AssetKind, Currency, DayCount, Grade, InstitutionId, Jurisdiction, ScorecardId, WHOLE,
};
use pallet_institutions::{InstitutionKind, InstitutionSpec};
use pallet_products::ProductSpec;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::collections::BTreeMap;

/// Steps of one life; then another begins.
pub const LIFE: u64 = 800;
const DOCUMENTS: usize = 20;
/// Lives that are lived again at most, to make a list of steps shorter.
const TRIALS: usize = 250;

/// One thing that somebody did on a day.
#[derive(Clone, Debug)]
pub struct Step {
	pub today: u32,
	pub op: Op,
	pub by: By,
	/// What it made, with its number.
	made: Option<(Thing, usize)>,
	taken: bool,
}

/// Where pallets and model part: all that is needed to see it again.
#[derive(Debug)]
pub struct Parted {
	pub seed: u64,
	/// Of that life.
	pub step: u64,
	pub what: String,
	pub steps: Vec<Step>,
}

/// How much of what happened.
#[derive(Default, Debug)]
pub struct Tally {
	pub steps: u64,
	/// Taken, refused.
	pub done: BTreeMap<String, (u64, u64)>,
}

impl Tally {
	fn count(&mut self, op: &Op, done: bool) {
		let (taken, refused) = self.done.entry(op.kind()).or_default();
		*(if done { taken } else { refused }) += 1;
	}
}

fn product(number: usize) -> ProductSpec {
	let product = PRODUCTS[number];
	let documents = product.documents.then_some(AssetKind::TradeReceivable);
	let rights = [AssetKind::Trademark, AssetKind::SoftwareCopyright].into_iter().filter(|_| product.rights);
	let (item, borne_by) = (CostItem::Arrangement, BorneBy::Borrower);
	let arrangement = CostRule { item, payee: Default::default(), amount: 0, share: WHOLE, after: 0, borne_by };
	ProductSpec {
		name: crate::calls::text("A loan"),
		currency: Currency::ALL[product.currency],
		min_amount: product.least,
		max_amount: product.most,
		min_tenor: 1,
		max_tenor: product.longest as u16,
		min_rate: 100,
		max_rate: 2_400,
		reference: None,
		day_count: DayCount::Actual360,
		due_days: Default::default(),
		surcharge: 5_000,
		costs: vec![arrangement].try_into().expect("there is room for one"),
		methods: Method::ALL.map(crate::calls::method).to_vec().try_into().expect("there is room"),
		uses: Default::default(),
		revolving: true,
		renewable: true,
		worst_grade: if product.bad { Grade::C } else { Grade::Bb },
		minimum_coverage: 0,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: product.unsecured,
		security: documents.into_iter().chain(rights).collect::<Vec<_>>().try_into().expect("there is room"),
		worst_loan_to_value: product.loan_to_value as u32,
		trade_records: product.trade_record,
		unconfirmed: product.unconfirmed,
		decision_days: product.decision_days as u16,
	}
}

/// The world of a seed, on both sides.
fn begin(chance: &mut Chance) -> World {
	let today = mocks::TODAY + 60;
	let documents = (0..DOCUMENTS).map(|number| Document {
		currency: usize::from(chance.one_in(4)),
		face: 500_000 + chance.below(20_000_000),
		due: today + 60 + chance.days(1_700),
		// Two and two of the first name one declaration.
		declaration: (number < 8).then_some(number / 2),
		financed_abroad: false,
		held_abroad: false,
	});
	let fund = |share, budget| Some(parties::Fund { share, budget, bears: 0 });
	let world = World::new(today, documents.collect(), [fund(4_000, 3_000_000), fund(2_500, 100_000), None, None]);

	mocks::reset();
	mocks::set_agency(AgencyId(0), CUSTOMS, &[AgencyRight::Customs]);
	mocks::set_agency(AgencyId(1), IP_OFFICE, &[AgencyRight::IntellectualProperty]);
	mocks::set_agency(AgencyId(2), COURT, &[AgencyRight::Court]);
	new_day(world.today);
	System::set_block_number(1);
	// The base point of ristretto255 (RFC 9496, A.1).
	let key = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76".parse().expect("it is a key");
	Collateral::open_token_version(RuntimeOrigin::signed(CUSTOMS), key).unwrap();
	Collateral::license_appraiser(RuntimeOrigin::root(), APPRAISER, crate::calls::text("An appraiser")).unwrap();
	for bank in 0..BANKS {
		let spec = InstitutionSpec {
			name: crate::calls::text("A bank"),
			kind: InstitutionKind::CityBank,
			jurisdiction: Jurisdiction::Guangdong,
			key: crate::calls::key(bank),
		};
		Lenders::register(RuntimeOrigin::root(), spec).unwrap();
	}
	for (number, spec) in PRODUCTS.iter().enumerate() {
		let bank = RuntimeOrigin::signed(crate::calls::key(spec.bank));
		Shelf::publish(bank, product(number)).unwrap();
	}
	for (currency, fund) in world.funds.iter().enumerate() {
		let Some(fund) = fund else { continue };
		let currency = Currency::ALL[currency];
		Financing::set_compensation(RuntimeOrigin::root(), currency, fund.share as u32, fund.budget).unwrap();
	}
	for number in 0..FIRMS {
		let name = firm(number);
		freeze(&name, false);
		mocks::set_enterprise(&name, Some(controller(number)));
		mocks::set_rating(&name, Some(rating(ScorecardId(1), true)));
		(0..BANKS).for_each(|bank| mocks::set_consent(&name, InstitutionId(bank as u32), u32::MAX));
	}
	world
}

/// What somebody does on a day.
struct Turn<'a> {
	today: u32,
	op: &'a Op,
	by: By,
}

/// At how much of both worlds a step's end looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
	AtAll,
	/// At what lives or was touched.
	AtWhatChanged,
}

fn agree(world: &World, op: &Op, taken: bool, look: Look) -> Result<(), String> {
	let all = look == Look::AtAll;
	if taken && matches!(op, Op::Enforce { .. }) {
		compare::payout(world)?;
	}
	compare::sums(world)?;
	compare::assets(world)?;
	compare::liens(world)?;
	let touched = op.clone().names().iter().find(|(thing, _)| *thing == Thing::Loan).map(|(_, id)| **id);
	for (id, loan) in world.loans.iter().enumerate() {
		// What has come to its end is looked at now and then only, or when it is touched.
		let alive =
			loan.is_open() || (loan.stage == lingnan_model::loans::Stage::Funded && loan.state != State::Closed);
		if all || alive || touched == Some(id) {
			compare::loan(world, id)?;
		}
		if all || touched == Some(id) {
			compare::account(world, id)?;
		}
	}
	if all {
		Financing::do_try_state().map_err(|broken| format!("financing's invariants: {broken:?}"))?;
		Lenders::do_try_state().map_err(|broken| format!("institutions' invariants: {broken:?}"))?;
		Shelf::do_try_state().map_err(|broken| format!("products' invariants: {broken:?}"))?;
		Collateral::do_try_state().map_err(|broken| format!("collateral's invariants: {broken:?}"))?;
	}
	Ok(())
}

/// One step on both sides. Whether it was taken, or where they part.
fn step(world: &mut World, turn: Turn, look: Look) -> Result<bool, String> {
	let Turn { today, op, by } = turn;
	let day_began = today > world.today;
	if day_began {
		world.today = today;
		new_day(today);
	}
	System::reset_events();
	let result: DispatchResult = match call(world, op, by) {
		Deed::Call(origin, call) => dispatch(origin, *call),
		Deed::Fact(_) if by != By::Themselves => Err(DispatchError::BadOrigin),
		Deed::Fact(fact) => {
			fact();
			Ok(())
		},
	};
	let taken = world.take(op, by);
	match (result, taken) {
		(Err(error), true) => Err(format!("the pallet refuses it ({error:?}), the model takes it")),
		(Ok(()), false) => Err("the pallet takes it, the model refuses it".into()),
		// Nothing has changed since it was compared.
		(Err(_), false) if look == Look::AtWhatChanged && !day_began => Ok(false),
		(_, taken) => agree(world, op, taken, look).map(|()| taken),
	}
}

fn number(world: &World, thing: Thing) -> usize {
	let count = match thing {
		Thing::Asset => world.assets.len(),
		Thing::Lien => world.liens.len(),
		Thing::Loan => world.loans.len(),
	};
	count - 1
}

fn with_storage<R>(run: impl FnOnce() -> R) -> R {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("it is empty");
	sp_io::TestExternalities::from(storage).execute_with(run)
}

/// One life of so many steps.
pub fn live(seed: u64, count: u64, fault: Option<Fault>, tally: &mut Tally) -> Result<(), Parted> {
	with_storage(|| {
		let mut chance = Chance(seed);
		plant(fault);
		let mut world = begin(&mut chance);
		let mut steps = Vec::new();
		for number_of_step in 0..count {
			tally.steps += 1;
			let today = world.today + pause(&mut chance);
			let before = World { today, ..world.clone() };
			let op = choose(&before, &mut chance);
			let by = signer(&mut chance);
			let all = number_of_step % 25 == 24 || number_of_step + 1 == count;
			let look = if all { Look::AtAll } else { Look::AtWhatChanged };
			let verdict = step(&mut world, Turn { today, op: &op, by }, look);
			let taken = *verdict.as_ref().unwrap_or(&true);
			tally.count(&op, taken);
			let made = op.makes().filter(|_| taken).map(|thing| (thing, number(&world, thing)));
			steps.push(Step { today, op, by, made, taken });
			if let Err(what) = verdict {
				return Err(Parted { seed, step: number_of_step, what, steps });
			}
		}
		Ok(())
	})
}

/// The steps again, without some of them: what names a thing that was not made is left out. Where both part, if they do.
fn again(seed: u64, steps: &[Step], fault: Option<Fault>) -> Option<(Vec<Step>, String)> {
	with_storage(|| {
		let mut chance = Chance(seed);
		plant(fault);
		let mut world = begin(&mut chance);
		let mut numbers = Vec::new();
		let mut lived = Vec::new();
		for one in steps {
			let mut op = one.op.clone();
			let known = op.names().into_iter().all(|(thing, name)| {
				let found = numbers.iter().find(|((of, old), _)| (*of, *old) == (thing, *name));
				found.map(|(_, new)| *name = *new).is_some()
			});
			if !known {
				continue;
			}
			let verdict = step(&mut world, Turn { today: one.today, op: &op, by: one.by }, Look::AtWhatChanged);
			lived.push(one.clone());
			match verdict {
				Err(what) => return Some((lived, what)),
				Ok(taken) => {
					numbers.extend(one.made.filter(|_| taken).map(|made| (made, number(&world, made.0))));
				},
			}
		}
		None
	})
}

/// As few of the steps as still part them, found by leaving out ever smaller pieces.
pub fn shrink(parted: &Parted, fault: Option<Fault>) -> (Vec<Step>, String) {
	let taken: Vec<_> = parted.steps.iter().filter(|step| step.taken).cloned().collect();
	// What the invariants alone showed is not seen again by single steps.
	let Some((mut steps, mut what)) = again(parted.seed, &taken, fault) else {
		return (taken, parted.what.clone());
	};
	let (mut piece, mut trials) = (steps.len() / 2, 0);
	while piece > 0 {
		let mut from = 0;
		while from < steps.len() && trials < TRIALS {
			let to = (from + piece).min(steps.len());
			let fewer = [&steps[..from], &steps[to..]].concat();
			trials += 1;
			match again(parted.seed, &fewer, fault) {
				Some((shorter, why)) => (steps, what) = (shorter, why),
				None => from = to,
			}
		}
		piece /= 2;
	}
	(steps, what)
}

/// So many steps in lives with the seeds `seed`, `seed + 1` and so on.
pub fn drive(seed: u64, steps: u64, fault: Option<Fault>) -> Result<Tally, Parted> {
	let mut tally = Tally::default();
	let mut life = seed;
	while tally.steps < steps {
		let left = steps - tally.steps;
		live(life, left.min(LIFE), fault, &mut tally)?;
		life = life.wrapping_add(1);
	}
	Ok(tally)
}
