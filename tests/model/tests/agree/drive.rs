//! Lives of many banks and firms, one after another, each from a seed of its own.

use crate::{
	choose::{choose, pause, Chance},
	compare::{self, firm},
	mock::*,
};
use lingnan_model::{
	books::Method,
	op::Op,
	security::Document,
	world::{State, World, BANKS, FIRMS, PRODUCTS},
};
use lingnan_support::{mocks, AgencyRight, AssetKind, Currency, Grade, Jurisdiction, RatingSummary, Text};
use pallet_collateral::{Call as Lien, LienKind, LienSpec, Price, Realisation, ReceivableSpec};
use pallet_financing::{
	Call as Loan, DeclineReason, Finding, InstitutionKind, InstitutionSpec, OfferSpec, ProductSpec, RepaymentMethod,
	RequestSpec,
};
use sp_core::H256;
use sp_runtime::BuildStorage;

/// Steps of one life; then another begins.
pub const LIFE: u64 = 800;
const DOCUMENTS: u64 = 14;

/// Where pallets and model part: all that is needed to see it again.
#[derive(Debug)]
pub struct Parted {
	pub seed: u64,
	pub step: u64,
	pub what: String,
	/// What was done, with the day and whether it was accepted.
	pub log: Vec<String>,
}

/// How much of what happened.
#[derive(Default, Debug)]
pub struct Tally {
	pub steps: u64,
	pub done: std::collections::BTreeMap<String, (u64, u64)>,
}

impl Tally {
	fn count(&mut self, op: &Op, done: bool) {
		let name = format!("{op:?}").split(' ').next().unwrap_or_default().to_string();
		let (taken, refused) = self.done.entry(name).or_default();
		*(if done { taken } else { refused }) += 1;
	}
}

fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

fn controller(firm: usize) -> u64 {
	100 + firm as u64
}

fn key(bank: usize) -> u64 {
	30 + bank as u64
}

fn method(method: Method) -> RepaymentMethod {
	match method {
		Method::EqualInstalments => RepaymentMethod::EqualInstalments,
		Method::EqualPrincipal => RepaymentMethod::EqualPrincipal,
		Method::Bullet => RepaymentMethod::Bullet,
		Method::InterestOnly => RepaymentMethod::InterestOnly,
	}
}

fn product(bank: usize) -> ProductSpec {
	let product = PRODUCTS[bank];
	ProductSpec {
		name: text("A loan"),
		currency: Currency::ALL[product.currency],
		min_amount: product.least,
		max_amount: product.most,
		min_tenor: 1,
		max_tenor: product.longest as u16,
		min_rate: 100,
		max_rate: 2_400,
		methods: Method::ALL.map(method).to_vec().try_into().unwrap(),
		worst_grade: Grade::BB,
		minimum_coverage: 0,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: product.unsecured,
		security: if product.secured { vec![AssetKind::TradeReceivable] } else { vec![] }.try_into().unwrap(),
		worst_loan_to_value: product.loan_to_value as u32,
		trade_records: false,
		unconfirmed: product.unconfirmed,
		decision_days: product.decision_days as u16,
	}
}

fn begin(world: &World) {
	mocks::reset();
	mocks::set_agency(0, CUSTOMS, &[AgencyRight::Customs]);
	new_day(world.today);
	System::set_block_number(1);
	for bank in 0..BANKS {
		let spec = InstitutionSpec {
			name: text("A bank"),
			kind: InstitutionKind::CityBank,
			jurisdiction: Jurisdiction::Guangdong,
			key: key(bank),
		};
		Financing::register_institution(RuntimeOrigin::root(), spec).unwrap();
		Financing::publish_product(RuntimeOrigin::signed(key(bank)), product(bank)).unwrap();
	}
	for (currency, (share, budget, _)) in world.funds.into_iter().enumerate() {
		let currency = Currency::ALL[currency];
		Financing::set_compensation(RuntimeOrigin::root(), currency, share as u32, budget).unwrap();
	}
	for number in 0..FIRMS {
		let name = firm(number);
		mocks::set_enterprise(&name, Some(controller(number)));
		let rating = RatingSummary {
			scorecard: 1,
			points: 550,
			grade: Grade::A,
			at_least: false,
			default_probability: 100,
			coverage: 10_000,
			made_at: mocks::OPENING,
			valid_until: u64::MAX,
			institution: None,
			indicators: vec![],
		};
		mocks::set_rating(&name, Some(rating));
		(0..BANKS).for_each(|bank| mocks::set_consent(&name, bank as u32, u32::MAX));
	}
}

/// Who signs it, and the call.
fn call(world: &World, op: &Op) -> (u64, RuntimeCall) {
	let by_bank = |loan: &usize, call: Loan<Test>| (key(world.loans[*loan].bank), call.into());
	let by_firm = |loan: &usize, call: Loan<Test>| (controller(world.loans[*loan].firm), call.into());
	let by_anybody = |call: Loan<Test>| (STRANGER, call.into());
	let holder = |lien: &usize| key(world.register.liens[*lien].bank);
	let evidence = H256::repeat_byte(7);
	match op {
		Op::Register { firm: number, document } => {
			let known = &world.register.documents[*document];
			let receivable = ReceivableSpec {
				kind: AssetKind::TradeReceivable,
				creditor: firm(*number),
				obligor: text("A buyer"),
				declaration: None,
				currency: Currency::CNY,
				face_value: known.face,
				issued: mocks::TODAY,
				due: known.due,
				exact_token: token(*document),
				coarse_token: H256::from_low_u64_be(1_000 + *document as u64),
				token_version: pallet_collateral::TOKEN_VERSION,
			};
			(controller(*number), Lien::register_receivable { receivable }.into())
		},
		Op::Confirm { asset } => {
			let exact_token = token(world.register.assets[*asset].document);
			(CUSTOMS, Lien::confirm_receivable { asset: *asset as u64, exact_token }.into())
		},
		Op::WithdrawAttestation { document } => {
			(CUSTOMS, Lien::withdraw_attestation { exact_token: token(*document) }.into())
		},
		Op::Cancel { asset } => {
			let owner = controller(world.register.assets[*asset].firm);
			(owner, Lien::cancel_receivable { asset: *asset as u64 }.into())
		},
		Op::Pledge { asset, bank, secured, until } => {
			let owner = world.register.assets[*asset].firm;
			let lien =
				LienSpec { institution: *bank as u32, kind: LienKind::Pledge, secured_amount: *secured, until: *until };
			(controller(owner), Lien::pledge { asset: *asset as u64, pledgor: firm(owner), lien }.into())
		},
		Op::Release { lien } => (holder(lien), Lien::release { lien: *lien as u64 }.into()),
		Op::Lapse { lien } => (STRANGER, Lien::lapse { lien: *lien as u64 }.into()),
		Op::Propose { lien, proceeds, costs } => {
			let (proceeds, costs) = (*proceeds, *costs);
			let realisation = Realisation { buyer: None, proceeds, costs, price: Price::Evidenced, evidence };
			(holder(lien), Lien::propose_enforcement { lien: *lien as u64, realisation }.into())
		},
		Op::Enforce { lien } => (holder(lien), Lien::enforce { lien: *lien as u64 }.into()),
		Op::Limit { bank, limit } => {
			let currency = Currency::ALL[PRODUCTS[*bank].currency];
			(key(*bank), Loan::set_exposure_limit { limit: *limit, currency }.into())
		},
		Op::Apply { firm: number, bank, amount, tenor, method: how, assets } => {
			let request = RequestSpec {
				amount: *amount,
				currency: Currency::ALL[PRODUCTS[*bank].currency],
				tenor: *tenor as u16,
				method: method(*how),
				security: assets.iter().map(|asset| *asset as u64).collect::<Vec<_>>().try_into().unwrap(),
			};
			(controller(*number), Loan::apply { enterprise: firm(*number), product: *bank as _, request }.into())
		},
		Op::Offer { loan, amount, rate, penalty, fee, tenor, days } => {
			let terms = OfferSpec {
				amount: *amount,
				rate: *rate,
				tenor: *tenor as u16,
				method: method(world.loans[*loan].deal.method),
				penalty_rate: *penalty,
				arrangement_fee: *fee,
				valid_until: mocks::now() + u64::from(*days) * mocks::DAY,
			};
			by_bank(loan, Loan::make_offer { application: *loan as u64, terms })
		},
		Op::Accept { loan } => {
			let application = *loan as u64;
			let offered = Financing::application(application).and_then(|view| view.offered_terms_hash);
			by_firm(loan, Loan::accept_offer { application, terms_hash: offered.unwrap_or_default() })
		},
		Op::Refuse { loan } => by_firm(loan, Loan::refuse_offer { application: *loan as u64 }),
		Op::Withdraw { loan } => by_firm(loan, Loan::withdraw_application { application: *loan as u64 }),
		Op::Decline { loan, came_back } => {
			let reason = if *came_back { DeclineReason::DisbursementReversed } else { DeclineReason::Capacity };
			by_bank(loan, Loan::decline { application: *loan as u64, reason })
		},
		Op::Expire { loan } => by_anybody(Loan::expire { application: *loan as u64 }),
		Op::Disburse { loan, reference, on } => {
			let (reference, value_date) = (text(reference), *on);
			by_bank(loan, Loan::disburse { application: *loan as u64, reference, value_date })
		},
		Op::ConfirmReceipt { loan, reference } => {
			by_firm(loan, Loan::confirm_receipt { application: *loan as u64, reference: text(reference) })
		},
		Op::Dispute { loan } => by_firm(loan, Loan::dispute_payment { application: *loan as u64, evidence }),
		Op::Answer { loan } => by_bank(loan, Loan::answer_dispute { application: *loan as u64, evidence }),
		Op::Decide { loan, paid } => {
			let finding = if *paid { Finding::Paid } else { Finding::NotPaid };
			(REGULATOR, Loan::decide_dispute { application: *loan as u64, finding }.into())
		},
		Op::Start { loan } => by_anybody(Loan::start_loan { application: *loan as u64 }),
		Op::Repay { loan, amount, reference, on } => {
			let (amount, reference, value_date) = (*amount, text(reference), *on);
			by_bank(loan, Loan::record_repayment { loan: *loan as u64, amount, reference, value_date })
		},
		Op::Reverse { loan, entry, lender } => {
			let call = Loan::reverse { loan: *loan as u64, posting: *entry as u32, reason: text("bounced") };
			if *lender {
				by_bank(loan, call)
			} else {
				by_firm(loan, call)
			}
		},
		Op::Charge { loan, amount } => {
			by_bank(loan, Loan::levy_charge { loan: *loan as u64, amount: *amount, reason: text("letter") })
		},
		Op::Claim { loan, amount, reference, on } => {
			let (amount, reference, value_date) = (*amount, text(reference), *on);
			by_firm(loan, Loan::claim_payment { loan: *loan as u64, amount, reference, value_date, evidence })
		},
		Op::RefuseClaim { loan, reference } => {
			let reference = text(reference);
			by_bank(loan, Loan::refuse_claim { loan: *loan as u64, reference, reason: text("no money") })
		},
		Op::Note { loan } => by_anybody(Loan::note_arrears { loan: *loan as u64 }),
		Op::Call { loan } => by_bank(loan, Loan::declare_default { loan: *loan as u64 }),
		Op::WriteOff { loan, share } => by_bank(loan, Loan::write_off { loan: *loan as u64, share: *share }),
		Op::Ask { loan } => by_bank(loan, Loan::ask_compensation { loan: *loan as u64 }),
		Op::Approve { loan } => (REGULATOR, Loan::approve_compensation { loan: *loan as u64 }.into()),
	}
}

fn token(document: usize) -> H256 {
	H256::from_low_u64_be(1 + document as u64)
}

fn agree(world: &World, all: bool) -> Result<(), String> {
	compare::sums(world)?;
	compare::security(world)?;
	for (id, loan) in world.loans.iter().enumerate() {
		// What is closed is looked at now and then only: nothing but a reversal touches it.
		if all || loan.state != State::Closed {
			compare::loan(world, id).map_err(|what| format!("loan {id}, {what}"))?;
		}
	}
	if all {
		Financing::do_try_state().map_err(|broken| format!("financing's invariants: {broken:?}"))?;
		Collateral::do_try_state().map_err(|broken| format!("collateral's invariants: {broken:?}"))?;
	}
	Ok(())
}

/// One life of so many steps.
pub fn live(seed: u64, steps: u64, fault: Option<Fault>, tally: &mut Tally) -> Result<(), Parted> {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	sp_io::TestExternalities::from(storage).execute_with(|| {
		let mut chance = Chance(seed);
		let start = mocks::TODAY + 60;
		let documents = (0..DOCUMENTS).map(|_| Document {
			face: 500_000 + chance.below(20_000_000),
			due: start + 60 + chance.days(900),
			attested: None,
		});
		let documents = documents.collect();
		let mut world = World::new(start, documents, [(4_000, 3_000_000, 0), (2_500, 100_000, 0)]);
		plant(fault);
		begin(&world);
		let mut log = Vec::new();
		for step in 0..steps {
			tally.steps += 1;
			let days = pause(&mut chance);
			if days > 0 {
				world.today += days;
				new_day(world.today);
			}
			let op = choose(&world, &mut chance);
			let honest = !chance.one_in(40);
			let (who, call) = call(&world, &op);
			let result = dispatch(if honest { who } else { STRANGER }, call);
			let done = world.take(&op, honest);
			tally.count(&op, done);
			log.push(format!("{step}, day {}: {op:?} {}", world.today, if done { "taken" } else { "refused" }));
			let verdict = match (result, done) {
				(Err(error), true) => Err(format!("{op:?}: the pallet refuses it ({error:?}), the model takes it")),
				(Ok(()), false) => Err(format!("{op:?}, honest {honest}: the pallet takes it, the model refuses it")),
				_ => agree(&world, step % 25 == 24 || step + 1 == steps),
			};
			verdict.map_err(|what| Parted { seed, step, what, log: std::mem::take(&mut log) })?;
		}
		Ok(())
	})
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
