//! What happens next to applications and loans.

use crate::choose::{some, Chance};
use lingnan_model::{
	assets::{Paper, What},
	books::Method,
	loans::{Loan, Stage, State},
	op::Op,
	parties::*,
	world::World,
};

fn loan(world: &World, chance: &mut Chance, kind: impl Fn(&Loan) -> bool) -> Option<usize> {
	some(&world.loans, chance, |_, loan| kind(loan))
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
	// Two firms seldom pay: without them little would ever come to an end in default.
	if loan.firm < 2 && loan.claims.is_empty() && !chance.one_in(5) {
		return None;
	}
	let known: Vec<&str> = loan.entries.iter().filter_map(|entry| entry.reference.as_deref()).collect();
	let claimed: Vec<_> = loan.claims.iter().map(|claim| (claim.reference.as_str(), claim.on, claim.amount)).collect();
	let mut on = if chance.one_in(3) { world.today - chance.days(35) } else { world.today };
	let books = loan.standing(world.today);
	let (due, payoff) = books.map_or((0, 1_000), |books| (books.due.all(), books.payoff));
	let mut amount = match chance.below(12) {
		0..=4 if due > 0 => due,
		5 if due > 1 => due - 1,
		6 => payoff,
		7 => payoff + 1,
		8 => payoff.saturating_sub(1),
		_ => chance.below(payoff / 3 + 2),
	};
	let reference = match chance.below(8) {
		0 => chance.pick(&known).map(|known| typed(known, chance)),
		1..=4 => chance.pick(&claimed).map(|(claimed, day, stated)| {
			on = day;
			amount = if chance.one_in(3) { amount } else { stated.min(payoff) };
			typed(claimed, chance)
		}),
		_ => None,
	};
	let reference = reference.unwrap_or_else(|| new_reference(chance));
	Some(Op::Repay { loan: id, amount, reference, on })
}

/// What an asset carries of a loan by and large, and for how many months.
fn carries(world: &World, id: usize) -> (u64, u32) {
	let asset = &world.assets[id];
	let (value, last) = match &asset.what {
		What::Paper(paper) => (paper.face * 7 / 10, world.documents[paper.document].due),
		What::Right(right) => {
			let life = (right.expires.saturating_sub(world.today) / 31).min(36);
			(right.valuation.map_or(0, |(_, value, _)| value / 6 * u64::from(life) / 36), right.expires)
		},
	};
	let until = asset.ranking.first().map_or(0, |lien| world.liens[*lien].until);
	(value, last.min(until).saturating_sub(world.today + 20) / 31)
}

/// A firm and a product: mostly a bank's that has the first lien on something of the firm's, and has made no loan on it.
fn whoever(world: &World, chance: &mut Chance) -> (usize, usize) {
	let bank = |id: &usize| world.assets[*id].ranking.first().map(|lien| world.liens[*lien].bank);
	let fits = |id: &usize, product: &Product| {
		let paper = world.assets[*id].paper();
		let kind = if paper.is_some() { product.documents } else { product.rights };
		let agency = paper.is_none_or(|paper| paper.confirmed || product.unconfirmed);
		let currency = paper.map_or(Some(0), |paper| Some(world.documents[paper.document].currency));
		bank(id) == Some(product.bank) && kind && agency && currency == Some(product.currency)
	};
	let ready = |id: &usize| {
		let asset = &world.assets[*id];
		let free = asset.ranking.iter().any(|lien| world.liens[*lien].loan.is_none());
		let said =
			|paper: &Paper| world.attested.iter().find(|word| word.document == paper.document).map(|word| word.firm);
		let sound = |paper: &Paper| paper.rest() > 0 && said(paper).is_none_or(|firm| firm == paper.creditor);
		free && carries(world, *id) > (20_000, 0) && asset.paper().is_none_or(sound)
	};
	let mut all: Vec<_> = (0..world.assets.len()).filter(ready).collect();
	// Of those who seldom pay, if there is one: what secures their loans is enforced.
	if !chance.one_in(3) {
		let bad: Vec<_> =
			all.iter().copied().filter(|id| world.assets[*id].owners()[..].iter().any(|o| *o < 2)).collect();
		all = if bad.is_empty() { all } else { bad };
	}
	let found = chance.pick(&all).and_then(|id| {
		let products: Vec<_> = (0..PRODUCTS.len()).filter(|product| fits(&id, &PRODUCTS[*product])).collect();
		Some((*world.assets[id].owners().first()?, chance.pick(&products)?))
	});
	let otherwise = (chance.index(FIRMS), chance.index(PRODUCTS.len()));
	found.filter(|_| !chance.one_in(4)).unwrap_or(otherwise)
}

fn apply(world: &World, chance: &mut Chance) -> Option<Op> {
	let (firm, product) = whoever(world, chance);
	let spec = PRODUCTS[product];
	// Loans without security are easily had, and crowd out the others.
	if !spec.documents && !chance.one_in(3) {
		return None;
	}
	let standing = &world.firms[firm];
	let busy = world.loans.iter().any(|loan| loan.firm == firm && loan.product == product && loan.is_open());
	if (busy || !standing.active || standing.frozen || standing.rating.is_none()) && !chance.one_in(12) {
		return None;
	}
	let pledged: Vec<_> = (0..world.assets.len())
		.filter(|id| {
			let asset = &world.assets[*id];
			let free = |lien: &usize| world.liens[*lien].bank == spec.bank && world.liens[*lien].loan.is_none();
			let first = asset.ranking.iter().any(free);
			let idle = asset.paper().is_none_or(|paper| paper.rest() > 0);
			asset.owners().contains(&firm) && idle && (first || chance.one_in(20))
		})
		.collect();
	let mut assets = Vec::new();
	if !spec.unsecured || (spec.documents && !pledged.is_empty() && !chance.one_in(8)) {
		for _ in 0..=chance.below(2) {
			assets.extend(chance.pick(&pledged));
		}
		if !chance.one_in(30) {
			assets.dedup();
		}
		if assets.is_empty() && !chance.one_in(12) {
			return None;
		}
	}
	let most = [4_000_000, 1_500_000, 600_000, 150_000][chance.index(4)] * 1_000_000 / RATES[spec.currency];
	let (mut worth, mut months) = (u64::MAX, spec.longest);
	if !assets.is_empty() && !chance.one_in(8) {
		worth = assets.iter().map(|asset| carries(world, *asset).0).sum();
		months = assets.iter().map(|asset| carries(world, *asset).1).min().unwrap_or(0).min(months);
	}
	if months == 0 && !chance.one_in(8) {
		return None;
	}
	let method = Method::ALL[chance.index(4)];
	let tenor = chance.days(months.saturating_sub(1).into()) + u32::from(!chance.one_in(20));
	let tenor = if chance.one_in(3) { tenor } else { tenor.min(2) };
	// Now and then all that the limits leave, or one more.
	let (all, own) = world.room(firm, spec.bank, spec.currency);
	let amount = match chance.below(10) {
		0 => all.min(own) + chance.below(2),
		_ => chance.below(most.min(worth)) + 9_000,
	};
	Some(Op::Apply { firm, product, amount, tenor, method, assets })
}

fn towards_money(world: &World, chance: &mut Chance) -> Option<Op> {
	let today = world.today;
	let id = loan(world, chance, |loan| loan.is_open() && !stated(loan))?;
	let deal = &world.loans[id].deal;
	if chance.one_in(14) {
		return Some(match chance.below(6) {
			0 => Op::Refuse { loan: id },
			1..=2 => Op::Withdraw { loan: id },
			3 => Op::Decline { loan: id, came_back: chance.one_in(4) },
			_ => Op::Expire { loan: id },
		});
	}
	Some(match world.loans[id].stage {
		Stage::Open => {
			let amount = match chance.below(20) {
				0 => deal.amount + 1,
				1..=6 => deal.amount,
				_ => deal.amount - chance.below(deal.amount / 10),
			};
			let fee = if chance.one_in(3) { amount / 100 } else { 0 };
			let (rate, surcharge) = (100 + chance.days(1_400), chance.days(5_000));
			Op::Offer { loan: id, amount, rate, surcharge, fee, tenor: deal.tenor, days: 1 + chance.days(30) }
		},
		Stage::Offered { until } if today >= until && !chance.one_in(6) => Op::Expire { loan: id },
		Stage::Offered { .. } => Op::Accept { loan: id, as_offered: !chance.one_in(30) },
		Stage::Accepted { pay_by, .. } if today > pay_by + STATEMENT_DAYS && !chance.one_in(6) => {
			Op::Expire { loan: id }
		},
		Stage::Accepted { since, pay_by, .. } => {
			let on = (today - chance.days(12)).clamp(since, pay_by.max(since));
			let on = if chance.one_in(8) { today - chance.days(12) } else { on.min(today) };
			Op::Disburse { loan: id, reference: new_reference(chance), on }
		},
		_ => return None,
	})
}

fn payment_stated(world: &World, chance: &mut Chance) -> Option<Op> {
	let id = loan(world, chance, stated)?;
	let disputed = matches!(world.loans[id].stage, Stage::Disputed { .. });
	Some(match chance.below(12) {
		0..=3 => {
			let stated = match &world.loans[id].stage {
				Stage::Disbursed { reference, .. } | Stage::Disputed { reference, .. } => reference.clone(),
				_ => "X".into(),
			};
			let wrong = chance.one_in(10);
			let reference = if wrong { new_reference(chance) } else { typed(&stated, chance) };
			Op::ConfirmReceipt { loan: id, reference }
		},
		4..=6 if !disputed => Op::Dispute { loan: id },
		4..=7 => Op::Answer { loan: id },
		8..=9 if disputed => Op::Decide { loan: id, paid: chance.one_in(2) },
		8 if chance.one_in(4) => Op::Decline { loan: id, came_back: !chance.one_in(4) },
		10 if disputed && chance.one_in(2) => Op::Expire { loan: id },
		_ if world.stands(id) || chance.one_in(5) => Op::Start { loan: id },
		_ => return None,
	})
}

fn reversal(world: &World, chance: &mut Chance) -> Option<Op> {
	let ended = |loan: &Loan| loan.stage == Stage::Funded && !loan.entries.is_empty();
	let id = loan(world, chance, ended)?;
	let entries = &world.loans[id].entries;
	// What the other side asked for is mostly agreed to.
	if let Some((entry, asked)) = entries.iter().enumerate().find_map(|(n, entry)| Some((n, entry.asked?))) {
		return Some(Op::Reverse { loan: id, entry, lender: asked.0 == chance.one_in(3) });
	}
	let entry = entries.len().saturating_sub(1 + chance.index(3));
	Some(Op::Reverse { loan: id, entry, lender: !chance.one_in(3) })
}

/// What was paid in time becomes known when the loan is in default already.
fn paid_in_time(world: &World, chance: &mut Chance) -> Option<Op> {
	let uncalled = |loan: &Loan| loan.state == State::InDefault && loan.called.is_none();
	let id = loan(world, chance, |loan| running(loan) && uncalled(loan))?;
	let loan = &world.loans[id];
	let books = loan.standing(world.today)?;
	let since = loan.material_since(&books, world.today).unwrap_or(world.today);
	let on = (since + 85).clamp(world.today - 30, world.today) + 3 - chance.days(6);
	let amount = books.due.all();
	Some(Op::Repay { loan: id, amount, reference: new_reference(chance), on: on.min(world.today) })
}

fn is_late(world: &World, loan: &Loan, days: u32) -> bool {
	let books = loan.standing(world.today);
	let since = books.and_then(|books| loan.material_since(&books, world.today));
	since.is_some_and(|since| world.today - since >= days)
}

fn on_loan(world: &World, chance: &mut Chance) -> Option<Op> {
	let id = loan(world, chance, |loan| running(loan) || stated(loan))?;
	let of_loan = &world.loans[id];
	match chance.below(24) {
		0..=3 => reversal(world, chance),
		4 => Some(Op::Charge { loan: id, amount: chance.below(of_loan.deal.amount / 20 + 2) }),
		5..=6 => {
			let due = of_loan
				.standing(world.today)
				.map_or(0, |books| books.due.interest + books.due.fees + books.due.principal);
			let amount = if chance.one_in(3) { chance.below(100_000) } else { due };
			let on = world.today - chance.days(50);
			Some(Op::Claim { loan: id, amount, reference: new_reference(chance), on })
		},
		7 => {
			let claimed = of_loan.claims.first().map(|claim| claim.reference.clone());
			let reference = match claimed {
				Some(claimed) => typed(&claimed, chance),
				None => new_reference(chance),
			};
			Some(Op::RefuseClaim { loan: id, reference })
		},
		8..=10 => Some(Op::Note { loan: loan(world, chance, |loan| running(loan) && is_late(world, loan, 1))? }),
		11..=14 => {
			let late = |loan: &Loan| loan.called.is_none() && is_late(world, loan, DEFAULT_AFTER_DAYS);
			Some(Op::Call { loan: loan(world, chance, |loan| running(loan) && late(loan))? })
		},
		15 if chance.one_in(2) => paid_in_time(world, chance),
		15 => Some(Op::Call { loan: id }),
		16 => {
			let defaulted = |loan: &Loan| loan.state == State::InDefault;
			Some(Op::WriteOff { loan: loan(world, chance, defaulted)?, share: chance.days(10_100) })
		},
		17..=20 => {
			let waits = |called: u32| world.today >= called + COMPENSATION_DAYS;
			let called = |loan: &Loan| running(loan) && loan.called.is_some_and(waits) && loan.asked.is_none();
			Some(Op::Ask { loan: loan(world, chance, called)? })
		},
		_ => Some(Op::Approve { loan: loan(world, chance, |loan| loan.asked.is_some() && loan.cover.is_none())? }),
	}
}

pub fn choose(world: &World, chance: &mut Chance) -> Option<Op> {
	match chance.below(58) {
		0..=7 => apply(world, chance),
		8..=22 => towards_money(world, chance),
		23..=29 => payment_stated(world, chance),
		30..=40 => repayment(world, chance),
		_ => on_loan(world, chance),
	}
}
