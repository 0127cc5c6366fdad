//! Both sides of one thing: what people read of the pallets, and what the model says.

use crate::mock::*;
use lingnan_model::{
	security::LienState as Stands,
	world::{Loan, Stage, State, World, BANKS, FIRMS},
};
use lingnan_support::{Currency, RegistrationNumber};
use pallet_collateral::{LienState, Substance};
use pallet_financing::{ApplicationState, LoanState};
use std::fmt::Debug;

pub fn firm(n: usize) -> RegistrationNumber {
	format!("MO:F-{n}").parse().unwrap()
}

fn same<T: PartialEq + Debug>(what: &str, pallet: T, model: T) -> Result<(), String> {
	if pallet == model {
		Ok(())
	} else {
		Err(format!("{what}: the pallet says {pallet:?}, the model {model:?}"))
	}
}

fn stage(state: ApplicationState) -> String {
	let text = match state {
		ApplicationState::Disbursed { value_date, confirm_by, .. } => {
			return format!("Disbursed {value_date} {confirm_by}")
		},
		ApplicationState::Disputed { value_date, answer, decide_by, .. } => {
			return format!("Disputed {value_date} {} {decide_by}", answer.is_some())
		},
		ApplicationState::Declined { .. } => "Declined".into(),
		other => format!("{other:?}"),
	};
	text
}

fn model_stage(stage: &Stage) -> String {
	match stage {
		Stage::Disbursed { on, confirm_by, .. } => format!("Disbursed {on} {confirm_by}"),
		Stage::Disputed { on, answered, decide_by, .. } => format!("Disputed {on} {answered} {decide_by}"),
		Stage::Offered { .. } => "Offered".into(),
		Stage::Accepted { .. } => "Accepted".into(),
		other => format!("{other:?}"),
	}
}

/// One application, and the loan that it became.
pub fn loan(world: &World, id: usize) -> Result<(), String> {
	let model = &world.loans[id];
	let view = Financing::application(id as u64).ok_or(format!("no application {id}"))?;
	same("state", stage(view.state), model_stage(&model.stage))?;
	same(
		"missed deadline",
		view.deadline_missed,
		model.missed || (model.stage == Stage::Open && world.today > model.decide_by),
	)?;
	let kept = match model.stage {
		Stage::Accepted { since, pay_by, withdrawn } => Some((since, pay_by, withdrawn)),
		_ => None,
	};
	let reservation = view.reservation.filter(|_| kept.is_some());
	same("reservation", reservation.map(|kept| (kept.since, kept.pay_by, kept.withdrawn)), kept)?;
	if model.stage == Stage::Funded {
		money(world, id, model)?;
	}
	Ok(())
}

fn money(world: &World, id: usize, model: &Loan) -> Result<(), String> {
	let view = Financing::loan(id as u64).ok_or(format!("no loan {id}"))?;
	let books = model.standing(world.today).ok_or(format!("loan {id}: more is paid than owed"))?;
	let state = match model.state {
		State::Active => LoanState::Active,
		State::InDefault => LoanState::InDefault,
		State::Closed => LoanState::Closed,
	};
	same("state of the loan", view.state, state)?;
	same("started", view.started, model.deal.start)?;
	let (due, paid) = (view.due, view.repaid);
	same(
		"due",
		(due.charges, due.interest, due.principal),
		(books.due.charges, books.due.interest, books.due.principal),
	)?;
	same(
		"repaid",
		(paid.charges, paid.interest, paid.principal),
		(books.paid.charges, books.paid.interest, books.paid.principal),
	)?;
	same("principal", view.outstanding_principal, books.outstanding)?;
	same("payoff", view.payoff, books.payoff)?;
	same("arrears since", view.arrears_since, books.late_since(0, world.today))?;
	same("material days", view.material_days, model.material_days(world.today))?;
	same("noted", view.noted.map(|noted| (noted.on, noted.days)), model.noted)?;
	same("defaulted on", view.defaulted_on, model.defaulted)?;
	same("called on", view.called_on, model.called)?;
	same("closed on", view.closed_on, model.closed)?;
	same("written off", view.written_off, model.written_off)?;
	same("asked the fund on", view.asked_on, model.asked)?;
	same("borne by the fund", view.compensated, model.borne)?;
	same("entries", view.postings as usize, model.entries.len())?;
	same("claims", view.claims.len(), model.claims.len())
}

/// Limits, the fund, outcomes, missed deadlines.
pub fn sums(world: &World) -> Result<(), String> {
	use pallet_financing::{Exposure, ExposureTo, ReservedExposure};
	for number in 0..FIRMS {
		let name = firm(number);
		for currency in 0..2 {
			let (reserved, drawn) = world.exposure(number, currency, None);
			let unit = Currency::ALL[currency];
			let what = format!("exposure of firm {number} in {unit:?}");
			let shown = Exposure::<Test>::get(&name, unit);
			same(&what, (ReservedExposure::<Test>::get(&name, unit), shown), (reserved, reserved + drawn))?;
			for bank in 0..BANKS {
				let (reserved, drawn) = world.exposure(number, currency, Some(bank));
				let shown = ExposureTo::<Test>::get(bank as u32, (&name, unit));
				same(&format!("{what} to bank {bank}"), shown, reserved + drawn)?;
			}
		}
	}
	let funds: Vec<_> = Financing::funds().iter().map(|fund| (u64::from(fund.share), fund.budget, fund.paid)).collect();
	same("funds", funds, world.funds.to_vec())?;
	let missed: Vec<_> = Financing::institutions().iter().map(|bank| bank.missed_deadlines).collect();
	same("missed deadlines", missed, world.missed.to_vec())?;
	same("granted", Monitor::granted(), world.granted.clone())?;
	same("in default", Monitor::defaulted(), world.defaulted.clone())
}

/// Documents, liens, ranks.
pub fn security(world: &World) -> Result<(), String> {
	for (id, model) in world.register.assets.iter().enumerate() {
		let asset = pallet_collateral::Assets::<Test>::get(id as u64).ok_or(format!("no asset {id}"))?;
		let Substance::Receivable(receivable) = &asset.substance else { return Err("not a receivable".into()) };
		let shown = (receivable.confirmed, receivable.cancelled, asset.holder.is_some());
		same(&format!("asset {id}"), shown, (model.confirmed, model.cancelled, model.taken))?;
		let financed = model.financed.map(|loan| loan as u64);
		same(&format!("asset {id} financed"), receivable.financed, financed)?;
		same(
			&format!("asset {id} kept"),
			pallet_collateral::Kept::<Test>::get(id as u64),
			model.kept.map(|loan| loan as u64),
		)?;
		let ranking: Vec<_> =
			pallet_collateral::Ranking::<Test>::get(id as u64).iter().map(|lien| *lien as usize).collect();
		same(&format!("asset {id} ranks"), ranking, model.ranking.clone())?;
	}
	for (id, model) in world.register.liens.iter().enumerate() {
		let lien = pallet_collateral::Liens::<Test>::get(id as u64).ok_or(format!("no lien {id}"))?;
		let state = match lien.state {
			LienState::Live => Stands::Live,
			LienState::Defaulted => Stands::Defaulted,
			LienState::Released => Stands::Released,
			LienState::Lapsed => Stands::Lapsed,
			LienState::Enforced { .. } => Stands::Enforced,
			LienState::Extinguished => Stands::Extinguished,
		};
		same(&format!("lien {id}"), (state, lien.loan), (model.state, model.loan.map(|loan| loan as u64)))?;
	}
	Ok(())
}
