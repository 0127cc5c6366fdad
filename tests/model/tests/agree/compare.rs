//! Both sides of one thing: what people read of the pallets, and what the model says.

use crate::mock::*;
use lingnan_model::{
	assets::What,
	books::Split,
	enforcement::Payout,
	liens::LienState as Stands,
	loans::{Loan, Stage, State},
	op,
	parties::*,
	world::{Told, World},
};
use lingnan_support::{
	ApplicationId, AssetId, Currency, FinancedDocuments, InstitutionId, LienId, LoanId, Paging, RegistrationNumber,
	ScorecardId,
};
use pallet_collateral::{Encumbrance, Event, LienState, Liens, Price, Realisation, RightStatus, Substance};
use pallet_financing::{ApplicationState, Entry, Event as Credited, LoanState, Postings};
use sp_core::H256;
use std::{collections::BTreeSet, fmt::Debug};

pub fn firm(n: usize) -> RegistrationNumber {
	format!("MO:F-{n}").parse().expect("it is one")
}

pub fn token(document: usize) -> H256 {
	H256::from_low_u64_be(1 + document as u64)
}

/// The token of a declaration.
pub fn declaration(n: usize) -> H256 {
	H256::from_low_u64_be(5_000 + n as u64)
}

pub fn deal(deal: &op::Realisation) -> Realisation {
	let price = match deal.price {
		op::Price::Agreed => Price::Agreed,
		op::Price::Appraised => Price::Appraised,
		op::Price::Evidenced => Price::Evidenced,
	};
	let op::Realisation { proceeds, costs, .. } = *deal;
	Realisation { buyer: deal.buyer.map(firm), proceeds, costs, price, evidence: H256::repeat_byte(7) }
}

fn same<T: PartialEq + Debug>(what: impl Fn() -> String, pallet: T, model: T) -> Result<(), String> {
	if pallet == model {
		Ok(())
	} else {
		Err(format!("{}: the pallet says {pallet:?}, the model {model:?}", what()))
	}
}

fn stage(state: ApplicationState) -> String {
	match state {
		ApplicationState::Disbursed { value_date, confirm_by, .. } => format!("Disbursed {value_date} {confirm_by}"),
		ApplicationState::Disputed { value_date, answer, decide_by, .. } => {
			format!("Disputed {value_date} {} {decide_by}", answer.is_some())
		},
		ApplicationState::Declined { .. } => "Declined".into(),
		other => format!("{other:?}"),
	}
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
	let view = Financing::application(ApplicationId(id as u64)).ok_or(format!("no application {id}"))?;
	let what = |what: &'static str| move || format!("loan {id}, {what}");
	same(what("state"), stage(view.state), model_stage(&model.stage))?;
	let late = model.stage == Stage::Open && world.today > model.decide_by;
	same(what("missed deadline"), view.deadline_missed, model.missed || late)?;
	let kept = match model.stage {
		Stage::Accepted { since, pay_by, withdrawn } => Some((since, pay_by, withdrawn)),
		_ => None,
	};
	let reservation = view.reservation.filter(|_| kept.is_some());
	same(what("reservation"), reservation.map(|kept| (kept.since, kept.pay_by, kept.withdrawn)), kept)?;
	match model.stage {
		Stage::Funded => money(world, id, model),
		Stage::Disbursed { .. } | Stage::Disputed { .. } => {
			let view = Financing::loan(LoanId(id as u64)).ok_or(format!("no loan {id}"))?;
			let unsettled =
				if matches!(model.stage, Stage::Disputed { .. }) { LoanState::Disputed } else { LoanState::Stated };
			let state = if world.stands(id) { LoanState::Active } else { unsettled };
			same(what("state of the loan"), view.state, state)
		},
		_ => Ok(()),
	}
}

fn split(owed: pallet_financing::Owed) -> Split {
	let pallet_financing::Owed { costs, penalty, interest, fees, principal, .. } = owed;
	Split { costs, penalty, interest, fees, principal }
}

fn money(world: &World, id: usize, model: &Loan) -> Result<(), String> {
	let what = |what: &'static str| move || format!("loan {id}, {what}");
	let today = world.today;
	let view = Financing::loan(LoanId(id as u64)).ok_or(format!("no loan {id}"))?;
	let books = model.standing(today).ok_or(format!("loan {id}: more is paid than owed"))?;
	let state = match model.state {
		State::Active => LoanState::Active,
		State::InDefault => LoanState::InDefault,
		State::Closed => LoanState::Closed,
	};
	same(what("state of the loan"), view.state, state)?;
	same(what("started"), view.started, model.deal.start)?;
	let (due, paid) = (view.due, view.repaid);
	same(what("due"), split(due), books.due)?;
	same(what("repaid"), split(paid), books.paid)?;
	same(what("principal"), view.outstanding_principal, books.outstanding)?;
	same(what("payoff"), view.payoff, books.payoff)?;
	same(what("arrears since"), view.arrears_since, books.late_since(0, today))?;
	let material = model.material_since(&books, today).map_or(0, |since| today - since);
	same(what("material days"), view.material_days, material)?;
	same(what("noted"), view.noted.map(|noted| (noted.on, noted.days)), model.noted)?;
	let days = (view.defaulted_on, view.called_on, view.closed_on);
	same(what("days of default, call, closing"), days, (model.defaulted, model.called, model.closed))?;
	same(what("written off"), view.written_off, model.written_off)?;
	same(what("asked the fund on"), view.asked_on, model.asked)?;
	same(what("borne by the fund"), view.compensated, model.borne)?;
	let claims = view.claims.iter().map(|view| (view.claim.amount, view.claim.answer_by, view.overdue));
	let mut expected: Vec<_> =
		model.claims.iter().map(|claim| (claim.amount, claim.answer_by(), today > claim.answer_by())).collect();
	let mut claims: Vec<_> = claims.collect();
	claims.sort_unstable();
	expected.sort_unstable();
	same(what("claims"), claims, expected)
}

/// The entries of a loan's account.
pub fn account(world: &World, id: usize) -> Result<(), String> {
	let model = &world.loans[id];
	if model.stage != Stage::Funded {
		return Ok(());
	}
	let mut lines = Vec::new();
	let mut page = Some(Paging::FIRST);
	while let Some(asked) = page {
		let answer = Financing::statement(LoanId(id as u64), asked).unwrap_or_default();
		lines.extend(answer.items);
		page = answer.next.map(Paging::after);
	}
	let mut shown: Vec<_> = lines
		.iter()
		.map(|line| {
			let asked = line.reversal_asked.as_ref().map(|asked| asked.by_lender);
			(line.posting as usize, line.entry.value_date, line.entry.reversed.is_some(), asked)
		})
		.collect();
	shown.sort_unstable();
	let entries = model.entries.iter().enumerate().map(|(number, entry)| {
		let asked = entry.asked.filter(|(_, until)| world.today <= *until);
		(number, entry.on, entry.reversed, asked.map(|(by_lender, _)| by_lender))
	});
	same(|| format!("loan {id}, account"), shown, entries.collect())
}

/// Limits, the fund, outcomes, missed deadlines.
pub fn sums(world: &World) -> Result<(), String> {
	use pallet_financing::{Exposure, ExposureTo, Funds, ReservedExposure};
	use pallet_institutions::Institutions;
	let counted = world.counted();
	for (number, to_banks) in counted.iter().enumerate() {
		let name = firm(number);
		for (currency, unit) in Currency::ALL.into_iter().enumerate() {
			let all: Vec<_> = to_banks.iter().map(|bank| bank[currency]).collect();
			let agreed: u64 = all.iter().map(|sum| sum.agreed).sum();
			let drawn: u64 = all.iter().map(|sum| sum.drawn).sum();
			let shown = (ReservedExposure::<Test>::get(&name, unit), Exposure::<Test>::get(&name, unit));
			same(|| format!("exposure of firm {number} in {unit:?}"), shown, (agreed, agreed + drawn))?;
			for (bank, sum) in all.iter().enumerate() {
				let shown = ExposureTo::<Test>::get(InstitutionId(bank as u32), (&name, unit));
				let what = || format!("exposure of firm {number} in {unit:?} to bank {bank}");
				same(what, shown, sum.agreed + sum.drawn)?;
			}
		}
	}
	for (currency, unit) in Currency::ALL.into_iter().enumerate() {
		let fund = Funds::<Test>::get(unit);
		let shown = fund.map(|fund| Fund { share: fund.share.into(), budget: fund.budget, bears: fund.paid });
		same(|| format!("fund in {unit:?}"), shown, world.funds[currency])?;
	}
	for (id, bank) in world.banks.iter().enumerate() {
		let shown =
			Institutions::<Test>::get(InstitutionId(id as u32)).map(|bank| (bank.suspended, bank.missed_deadlines));
		same(|| format!("bank {id}"), shown, Some((bank.suspended, bank.missed)))?;
	}
	let told = world.told.iter().map(|told| match *told {
		Told::Granted(who, card, amount, on) => (0, firm(who), ScorecardId(card), amount, on),
		Told::Defaulted(who, card, amount, on) => (1, firm(who), ScorecardId(card), amount, on),
		Told::Undone(who, card, amount, on) => (2, firm(who), ScorecardId(card), amount, on),
	});
	same(|| "outcomes".into(), Monitor::told(), told.collect())
}

/// Assets, and what else is known of documents.
pub fn assets(world: &World) -> Result<(), String> {
	use pallet_collateral::{Acknowledged, Agreed, Assets, Kept, Ranking, Valuations};
	for (number, model) in world.assets.iter().enumerate() {
		let id = AssetId(number as u64);
		let asset = Assets::<Test>::get(id).ok_or(format!("no asset {id}"))?;
		let what = |what: &'static str| move || format!("asset {id}, {what}");
		let owners: Vec<_> = model.owners().into_iter().map(firm).collect();
		same(what("owners"), asset.owners(), owners)?;
		let kept: BTreeSet<_> = Kept::<Test>::iter_key_prefix(id).map(|loan| loan.0 as usize).collect();
		same(what("kept"), &kept, &model.kept)?;
		let ranking: Vec<_> = Ranking::<Test>::get(id).iter().map(|lien| lien.0 as usize).collect();
		same(what("ranks"), &ranking, &model.ranking)?;
		match (&asset.substance, &model.what) {
			(Substance::Receivable(shown), What::Paper(paper)) => {
				let parts: Vec<_> = shown.parts.iter().filter_map(Liens::<Test>::get).collect();
				let parts: Vec<_> = parts.iter().map(|lien| (lien.loan, lien.secured_amount)).collect();
				let financed: Vec<_> =
					paper.financed.iter().map(|(loan, secured)| (Some(LoanId(*loan as u64)), *secured)).collect();
				same(what("financed"), parts, financed)?;
				let shown = (shown.document.is_some(), shown.cancelled, shown.collected);
				same(
					what("confirmed, cancelled, collected"),
					shown,
					(paper.confirmed, paper.cancelled, paper.collected),
				)?;
			},
			(Substance::Right(shown), What::Right(right)) => {
				let facts = (shown.status == RightStatus::Granted, shown.expires, shown.fee_paid_until);
				same(what("right"), facts, (right.granted, right.expires, right.fee_until))?;
				let encumbrance = match right.encumbrance {
					op::Encumbrance::None => Encumbrance::None,
					op::Encumbrance::Dispute => Encumbrance::Dispute,
					op::Encumbrance::Preservation => Encumbrance::Preservation,
				};
				let stands = (shown.encumbrance, shown.invalidation_pending);
				same(what("what stands against it"), stands, (encumbrance, right.invalidation))?;
				let agreed: BTreeSet<_> = Agreed::<Test>::iter_key_prefix(id).collect();
				same(what("agreed"), agreed, right.agreed.iter().map(|owner| firm(*owner)).collect())?;
				let informed: BTreeSet<_> = Acknowledged::<Test>::iter_key_prefix(id).collect();
				let expected = right.acknowledged.iter().map(|bank| InstitutionId(*bank as u32)).collect();
				same(what("acknowledged"), informed, expected)?;
				let valued = Valuations::<Test>::get(id).map(|v| (v.currency, v.value, v.valued_on));
				let expected = right.valuation.map(|(currency, value, on)| (Currency::ALL[currency], value, on));
				same(what("valuation"), valued, expected)?;
			},
			_ => return Err(format!("asset {id} is of another kind")),
		}
	}
	for document in 0..world.documents.len() {
		let confirmed = world.assets.iter().filter_map(|asset| Some((asset, asset.paper()?)));
		let mut confirmed = confirmed.filter(|(_, paper)| paper.document == document && paper.confirmed);
		let financed = confirmed.clone().any(|(_, paper)| !paper.financed.is_empty());
		let kept = confirmed.any(|(asset, _)| !asset.kept.is_empty());
		// Another document that names the same declaration speaks for that, and not for this token.
		let token = token(document);
		let shown = (
			<Collateral as FinancedDocuments>::is_financed(token),
			<Collateral as FinancedDocuments>::is_reserved(token),
			<Collateral as FinancedDocuments>::holder_of(token),
		);
		let holder = world.attested.iter().find(|word| word.document == document).map(|word| firm(word.firm));
		same(|| format!("document {document}, financed, reserved, holder"), shown, (financed, kept, holder))?;
	}
	let told = world.told_abroad.iter().map(|(document, named)| match (document, named) {
		(Some(document), _) => token(*document),
		(None, named) => named.map(declaration).unwrap_or_default(),
	});
	same(|| "told abroad".into(), Abroad::told(), told.collect())
}

/// Liens and what is proposed of them.
pub fn liens(world: &World) -> Result<(), String> {
	use pallet_collateral::{Enforcements, Liens, Upheld};
	for (number, model) in world.liens.iter().enumerate() {
		let id = LienId(number as u64);
		let lien = Liens::<Test>::get(id).ok_or(format!("no lien {id}"))?;
		let what = |what: &'static str| move || format!("lien {id}, {what}");
		let state = match lien.state {
			LienState::Live => Stands::Live,
			LienState::Defaulted => Stands::Defaulted,
			LienState::Released => Stands::Released,
			LienState::Lapsed => Stands::Lapsed,
			LienState::Enforced { proceeds, surplus } => Stands::Enforced { proceeds, surplus },
			LienState::Extinguished => Stands::Extinguished,
		};
		same(what("state"), state, model.state)?;
		let loan = model.loan.map(|loan| LoanId(loan as u64));
		same(what("until, loan"), (lien.until, lien.loan), (model.until, loan))?;
		if !model.stands() {
			continue;
		}
		same(what("price barred"), Upheld::<Test>::get(id), model.barred)?;
		let shown = Enforcements::<Test>::get(id).map(|shown| {
			let agreed: BTreeSet<_> = shown.agreed.iter().cloned().collect();
			let objection = shown.objection.map(|objection| (objection.owner, objection.raised_on));
			(shown.realisation, shown.object_until, agreed, objection, shown.claims.into_inner())
		});
		let expected = model.proposal.as_ref().map(|model| {
			let agreed: BTreeSet<_> = model.agreed.iter().map(|owner| firm(*owner)).collect();
			let objection = model.objection.map(|(owner, on)| (firm(owner), on));
			let claims = model.claims.iter().map(|(lien, amount)| (LienId(*lien as u64), *amount)).collect::<Vec<_>>();
			(deal(&model.deal), model.object_until, agreed, objection, claims)
		});
		same(what("proposal"), shown, expected)?;
	}
	Ok(())
}

/// How the proceeds of the enforcement of this step were shared.
pub fn payout(world: &World) -> Result<(), String> {
	let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
	// What of the enforcement of a lien became an entry of a loan.
	let entered = |lien: LienId| {
		let entries = events.iter().filter_map(|event| match event {
			RuntimeEvent::Financing(Credited::ProceedsCredited { loan, lien: of, posting }) if *of == lien => {
				Postings::<Test>::get(loan, posting).map(|posting| posting.entry)
			},
			_ => None,
		});
		entries.map(|entry| if let Entry::Proceeds { amount, .. } = entry { amount } else { 0 }).sum::<u64>()
	};
	let mut shown = Payout { costs: 0, claim: 0, juniors: Vec::new(), owner: 0, deposited: 0 };
	for event in &events {
		match event {
			RuntimeEvent::Collateral(Event::LienExtinguished { lien, paid } | Event::LienPaid { lien, paid }) => {
				shown.juniors.push(paid.unwrap_or_else(|| entered(*lien)));
			},
			RuntimeEvent::Collateral(Event::LienEnforced { lien, costs, deposited, .. }) => {
				let state = Liens::<Test>::get(lien).map(|lien| lien.state);
				let owner = if let Some(LienState::Enforced { surplus, .. }) = state { surplus } else { 0 };
				shown = Payout { costs: *costs, claim: entered(*lien), owner, deposited: *deposited, ..shown };
			},
			_ => {},
		}
	}
	same(|| "shares of the proceeds".into(), Some(shown), world.payout.clone())
}
