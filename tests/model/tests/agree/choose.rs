//! What happens next: mostly what makes sense, now and then what does not.

use lingnan_model::{
	books::Method,
	op::Op,
	security::LienState,
	world::{Loan, Stage, State, World, BANKS, FIRMS, PRODUCTS},
};

/// SplitMix64: a seed is all that a run needs.
pub struct Chance(pub u64);

impl Chance {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}
	/// Below `end`.
	pub fn below(&mut self, end: u64) -> u64 {
		self.next() % end.max(1)
	}
	pub fn index(&mut self, len: usize) -> usize {
		self.below(len as u64) as usize
	}
	pub fn one_in(&mut self, n: u64) -> bool {
		self.below(n) == 0
	}
	pub fn days(&mut self, most: u64) -> u32 {
		self.below(most + 1) as u32
	}
	fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
		(!from.is_empty()).then(|| from[self.index(from.len())])
	}
}

/// Some loan of this kind; one in twenty is any other.
fn loan(world: &World, chance: &mut Chance, kind: impl Fn(&Loan) -> bool) -> Option<usize> {
	let any = chance.one_in(20);
	let fitting: Vec<_> = (0..world.loans.len()).filter(|id| any || kind(&world.loans[*id])).collect();
	chance.pick(&fitting)
}

fn running(loan: &Loan) -> bool {
	loan.stage == Stage::Funded && loan.state != State::Closed
}

fn stated(loan: &Loan) -> bool {
	matches!(loan.stage, Stage::Disbursed { .. } | Stage::Disputed { .. })
}

/// A reference as somebody types it.
fn typed(reference: &str, chance: &mut Chance) -> String {
	match chance.below(4) {
		0 => reference.to_lowercase(),
		1 => format!(" {reference}"),
		2 => reference.chars().flat_map(|c| [c, ' ']).collect(),
		_ => reference.to_string(),
	}
}

fn new_reference(chance: &mut Chance) -> String {
	let reference = format!("PAY {}", chance.below(100_000));
	match chance.below(60) {
		0 => " ".into(),
		1 => "付款1".into(),
		_ => typed(&reference, chance),
	}
}

fn repayment(world: &World, chance: &mut Chance) -> Option<Op> {
	let id = loan(world, chance, |loan| running(loan) || stated(loan))?;
	let loan = &world.loans[id];
	// The first firm seldom pays: without it little would ever come to an end in default.
	if loan.firm == 0 && loan.claims.is_empty() && !chance.one_in(8) {
		return None;
	}
	let known: Vec<&str> = loan.entries.iter().filter_map(|entry| entry.reference.as_deref()).collect();
	let claimed: Vec<(&str, u32)> = loan.claims.iter().map(|claim| (claim.reference.as_str(), claim.on)).collect();
	let mut on = if chance.one_in(3) { world.today - chance.days(35) } else { world.today };
	let reference = match chance.below(8) {
		0 => chance.pick(&known).map(|known| typed(known, chance)),
		1..=3 => chance.pick(&claimed).map(|(claimed, day)| {
			on = day;
			typed(claimed, chance)
		}),
		_ => None,
	};
	let reference = reference.unwrap_or_else(|| new_reference(chance));
	let books = loan.standing(world.today);
	let (due, payoff) =
		books.map_or((0, 1_000), |books| (books.due.charges + books.due.interest + books.due.principal, books.payoff));
	let amount = match chance.below(12) {
		0..=4 if due > 0 => due,
		5 if due > 1 => due - 1,
		6 => payoff,
		7 => payoff + 1,
		8 => payoff.saturating_sub(1),
		_ => chance.below(payoff / 3 + 2),
	};
	Some(Op::Repay { loan: id, amount, reference, on })
}

fn apply(world: &World, chance: &mut Chance) -> Option<Op> {
	let (firm, bank) = (chance.index(FIRMS), chance.index(BANKS));
	let pledged: Vec<_> = (0..world.register.assets.len())
		.filter(|id| {
			let asset = &world.register.assets[*id];
			let first = asset.ranking.first().is_some_and(|lien| world.register.liens[*lien].bank == bank);
			asset.firm == firm && asset.financed.is_none() && (first || chance.one_in(10))
		})
		.collect();
	let mut assets = Vec::new();
	if !(PRODUCTS[bank].unsecured && chance.one_in(3)) {
		for _ in 0..=chance.below(2) {
			assets.extend(chance.pick(&pledged));
		}
		if !chance.one_in(30) {
			assets.dedup();
		}
	}
	let most = match chance.below(3) {
		0 => 20_000_000,
		1 => 5_000_000,
		_ => 300_000,
	};
	let method = Method::ALL[chance.index(4)];
	let tenor = chance.days(PRODUCTS[bank].longest.into()) + u32::from(!chance.one_in(20));
	let tenor = if chance.one_in(2) { tenor.min(3) } else { tenor };
	Some(Op::Apply { firm, bank, amount: chance.below(most) + 5_000, tenor, method, assets })
}

fn security(world: &World, chance: &mut Chance) -> Option<Op> {
	let register = &world.register;
	let assets: Vec<_> = (0..register.assets.len()).collect();
	let liens: Vec<_> = (0..register.liens.len()).collect();
	match chance.below(20) {
		0..=6 => Some(Op::Register { firm: chance.index(FIRMS), document: chance.index(register.documents.len()) }),
		7..=8 => Some(Op::Confirm { asset: chance.pick(&assets)? }),
		9 => Some(Op::WithdrawAttestation { document: chance.index(register.documents.len()) }),
		10 if chance.one_in(4) => Some(Op::Cancel { asset: chance.pick(&assets)? }),
		11 => Some(Op::Release { lien: chance.pick(&liens)? }),
		12 => Some(Op::Lapse { lien: chance.pick(&liens)? }),
		_ => {
			let secured = if chance.one_in(5) { chance.below(1_000_000) + 1 } else { 20_000_000 };
			let until = world.today + if chance.one_in(6) { chance.days(200) } else { 100 + chance.days(900) };
			Some(Op::Pledge { asset: chance.pick(&assets)?, bank: chance.index(2), secured, until })
		},
	}
}

fn enforcement(world: &World, chance: &mut Chance) -> Option<Op> {
	let register = &world.register;
	let defaulted = |id: &usize| register.liens[*id].state == LienState::Defaulted || chance.one_in(50);
	let liens: Vec<_> = (0..register.liens.len()).filter(defaulted).collect();
	let lien = chance.pick(&liens)?;
	if register.liens[lien].proposed.is_some() && !chance.one_in(4) {
		return Some(Op::Enforce { lien });
	}
	let face = register.documents[register.assets[register.liens[lien].asset].document].face;
	let proceeds = chance.below(face) + 1;
	Some(Op::Propose { lien, proceeds, costs: chance.below(proceeds / 10 + 2) })
}

fn towards_money(world: &World, chance: &mut Chance) -> Option<Op> {
	match chance.below(12) {
		0..=3 => {
			let id = loan(world, chance, |loan| loan.stage == Stage::Open)?;
			let deal = &world.loans[id].deal;
			let amount = if chance.one_in(20) { deal.amount + 1 } else { deal.amount - chance.below(deal.amount / 10) };
			let fee = if chance.one_in(3) { amount / 100 } else { 0 };
			let (rate, penalty) = (100 + chance.days(1_400), chance.days(2_400));
			Some(Op::Offer { loan: id, amount, rate, penalty, fee, tenor: deal.tenor, days: 1 + chance.days(30) })
		},
		4..=7 => Some(Op::Accept { loan: loan(world, chance, |loan| matches!(loan.stage, Stage::Offered { .. }))? }),
		8..=10 => {
			let id = loan(world, chance, |loan| matches!(loan.stage, Stage::Accepted { .. }))?;
			let on = world.today - if chance.one_in(2) { 0 } else { chance.days(12) };
			Some(Op::Disburse { loan: id, reference: new_reference(chance), on })
		},
		_ => {
			let waiting =
				|loan: &Loan| matches!(loan.stage, Stage::Open | Stage::Offered { .. } | Stage::Accepted { .. });
			let id = loan(world, chance, |loan| waiting(loan) || stated(loan))?;
			match chance.below(6) {
				0 => Some(Op::Refuse { loan: id }),
				1 => Some(Op::Withdraw { loan: id }),
				2 => Some(Op::Decline { loan: id, came_back: chance.one_in(2) }),
				_ => Some(Op::Expire { loan: id }),
			}
		},
	}
}

fn payment_stated(world: &World, chance: &mut Chance) -> Option<Op> {
	let id = loan(world, chance, stated)?;
	match chance.below(9) {
		0..=3 => {
			let stated = match &world.loans[id].stage {
				Stage::Disbursed { reference, .. } | Stage::Disputed { reference, .. } => reference.clone(),
				_ => "X".into(),
			};
			let wrong = chance.one_in(10);
			let reference = if wrong { new_reference(chance) } else { typed(&stated, chance) };
			Some(Op::ConfirmReceipt { loan: id, reference })
		},
		4 => Some(Op::Dispute { loan: id }),
		5 => Some(Op::Answer { loan: id }),
		6 if chance.one_in(2) => Some(Op::Decide { loan: id, paid: chance.one_in(2) }),
		_ => Some(Op::Start { loan: id }),
	}
}

fn on_loan(world: &World, chance: &mut Chance) -> Option<Op> {
	let id = loan(world, chance, |loan| running(loan) || stated(loan))?;
	let of_loan = &world.loans[id];
	match chance.below(24) {
		0..=3 => {
			let ended = |loan: &Loan| loan.stage == Stage::Funded && !loan.entries.is_empty();
			let id = loan(world, chance, ended)?;
			let entry = world.loans[id].entries.len().saturating_sub(1 + chance.index(3));
			Some(Op::Reverse { loan: id, entry, lender: !chance.one_in(3) })
		},
		4 => Some(Op::Charge { loan: id, amount: chance.below(of_loan.deal.amount / 20 + 2) }),
		5 => {
			let (amount, on) = (chance.below(100_000), world.today - chance.days(50));
			Some(Op::Claim { loan: id, amount, reference: new_reference(chance), on })
		},
		6 => {
			let claimed = of_loan.claims.first().map(|claim| claim.reference.clone());
			let reference = match claimed {
				Some(claimed) => typed(&claimed, chance),
				None => new_reference(chance),
			};
			Some(Op::RefuseClaim { loan: id, reference })
		},
		7..=9 => Some(Op::Note { loan: id }),
		10 | 18 | 19 => {
			let uncalled = |loan: &Loan| loan.state == State::InDefault && loan.called.is_none();
			Some(Op::Call { loan: loan(world, chance, uncalled)? })
		},
		11 => Some(Op::Call { loan: id }),
		12 => Some(Op::WriteOff { loan: id, share: chance.days(10_100) }),
		13..=15 => Some(Op::Ask { loan: loan(world, chance, |loan| running(loan) && loan.called.is_some())? }),
		16..=17 => {
			Some(Op::Approve { loan: loan(world, chance, |loan| loan.asked.is_some() && loan.cover.is_none())? })
		},
		_ => enforcement(world, chance),
	}
}

pub fn choose(world: &World, chance: &mut Chance) -> Op {
	loop {
		let op = match chance.below(100) {
			0..=24 => security(world, chance),
			25..=34 => apply(world, chance),
			35..=56 => towards_money(world, chance),
			57..=64 => payment_stated(world, chance),
			65..=79 => repayment(world, chance),
			80..=98 => on_loan(world, chance),
			_ => {
				let limit = (!chance.one_in(2)).then(|| chance.below(20_000_000) + 3_000_000);
				Some(Op::Limit { bank: chance.index(BANKS), limit })
			},
		};
		if let Some(op) = op {
			return op;
		}
	}
}

/// Days until the next thing happens, mostly none.
pub fn pause(chance: &mut Chance) -> u32 {
	match chance.below(60) {
		0..=14 => 1 + chance.days(3),
		15..=17 => chance.days(20),
		18 => 30 + chance.days(70),
		_ => 0,
	}
}
