//! How a lien is enforced: a price, time to object, a court, and the money to each in turn.

use crate::{
	assets::What,
	liens::LienState,
	loans::{self, State},
	op::{Encumbrance, Op, Price, Realisation},
	parties::*,
	world::{yes, World},
};
use std::collections::BTreeSet;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
	pub deal: Realisation,
	/// Last day on which an owner can object.
	pub object_until: u32,
	pub agreed: BTreeSet<usize>,
	/// The owner, and the day.
	pub objection: Option<(usize, u32)>,
	/// Junior liens, and what their holders say that they are owed.
	pub claims: Vec<(usize, u64)>,
}

/// Who got what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payout {
	pub costs: u64,
	pub claim: u64,
	/// By rank.
	pub juniors: Vec<u64>,
	pub owner: u64,
	pub deposited: u64,
}

impl World {
	/// The lien's open loan, if it is in default and ranks first.
	fn enforceable(&self, id: usize) -> Option<usize> {
		let lien = &self.liens[id];
		yes(lien.state == LienState::Defaulted && self.assets[lien.asset].ranking.first() == Some(&id))?;
		lien.loan.filter(|loan| self.loans[*loan].state != State::Closed)
	}

	fn waits_for_a_court(&self, proposal: &Proposal) -> bool {
		proposal.objection.is_some_and(|(_, raised)| self.today <= raised + DECISION_DAYS)
	}

	fn owns(&self, lien: usize, firm: usize) -> bool {
		self.assets[self.liens[lien].asset].owners().contains(&firm)
	}

	pub(crate) fn act_on_enforcement(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		match op {
			Op::Propose { lien, deal } => self.propose(lien, deal)?,
			Op::AgreeToEnforcement { lien, firm, deal } => {
				yes(self.owns(lien, firm))?;
				let proposal = self.liens[lien].proposal.as_mut()?;
				yes(proposal.deal == deal && proposal.agreed.insert(firm))?;
			},
			Op::Object { lien, firm } => {
				let proposal = self.liens[lien].proposal.as_ref()?;
				yes(self.owns(lien, firm) && today <= proposal.object_until && !proposal.agreed.contains(&firm))?;
				yes(!self.waits_for_a_court(proposal))?;
				self.liens[lien].proposal.as_mut()?.objection = Some((firm, today));
			},
			Op::Judge { lien, upheld } => {
				let proposal = self.liens[lien].proposal.as_ref()?;
				yes(self.waits_for_a_court(proposal))?;
				if upheld {
					self.liens[lien].barred =
						Some((proposal.deal.proceeds - proposal.deal.costs, today + OBJECTION_DAYS));
					self.liens[lien].proposal = None;
				} else {
					self.liens[lien].proposal.as_mut()?.objection = None;
				}
			},
			Op::StateClaim { lien: id, amount } => {
				let lien = &self.liens[id];
				yes(lien.stands() && lien.loan.is_none() && (1..=lien.secured).contains(&amount))?;
				let first = *self.assets[lien.asset].ranking.first()?;
				let proposal = self.liens[first].proposal.as_mut()?;
				yes(first != id && proposal.claims.iter().all(|(claimant, _)| *claimant != id))?;
				proposal.claims.push((id, amount));
				proposal.agreed.clear();
				proposal.object_until = proposal.object_until.max(today + OBJECTION_DAYS);
			},
			Op::Enforce { lien } => self.enforce(lien)?,
			op => return self.act_on_application(op),
		}
		Some(())
	}

	fn propose(&mut self, id: usize, deal: Realisation) -> Option<()> {
		let loan = self.enforceable(id)?;
		let lien = &self.liens[id];
		yes(deal.proceeds > 0 && deal.costs <= deal.proceeds / 10)?;
		yes(!lien.proposal.as_ref().is_some_and(|proposal| self.waits_for_a_court(proposal)))?;
		yes(!lien.barred.is_some_and(|(net, until)| deal.proceeds - deal.costs <= net && self.today <= until))?;
		let what = &self.assets[lien.asset].what;
		match deal.price {
			Price::Agreed => {},
			Price::Evidenced => yes(deal.buyer.is_some() || matches!(what, What::Paper(_)))?,
			Price::Appraised => {
				let (currency, value) = match what {
					What::Paper(paper) => (self.documents[paper.document].currency, paper.remaining()),
					What::Right(right) => right.valued(self.today)?,
				};
				yes(currency == self.loans[loan].product().currency && deal.proceeds - deal.costs >= value)?;
			},
		}
		let claims = lien.proposal.as_ref().map(|before| before.claims.clone()).unwrap_or_default();
		let object_until = self.today + OBJECTION_DAYS;
		self.liens[id].proposal =
			Some(Proposal { deal, object_until, agreed: BTreeSet::new(), objection: None, claims });
		Some(())
	}

	fn is_ripe(&self, id: usize, proposal: &Proposal) -> bool {
		let lien = &self.liens[id];
		let asset = &self.assets[lien.asset];
		let preserved = asset.right().is_some_and(|right| right.encumbrance == Encumbrance::Preservation);
		if preserved || self.waits_for_a_court(proposal) {
			return false;
		}
		let over = self.today > proposal.object_until;
		if asset.owners().iter().all(|owner| proposal.agreed.contains(owner)) {
			over || asset.ranking.iter().all(|other| self.liens[*other].bank == lien.bank)
		} else {
			over && proposal.deal.price != Price::Agreed
		}
	}

	fn enforce(&mut self, id: usize) -> Option<()> {
		let loan = self.enforceable(id)?;
		let proposal = self.liens[id].proposal.clone()?;
		yes(self.is_ripe(id, &proposal) && self.assets[self.liens[id].asset].kept.is_empty())?;
		let currency = self.loans[loan].product().currency;
		let asset = self.liens[id].asset;
		let juniors: Vec<_> = self.assets[asset].ranking.iter().copied().filter(|other| *other != id).collect();

		let Realisation { buyer, proceeds, costs, price, .. } = proposal.deal;
		let mut left = proceeds - costs;
		let mut take = |wanted: u64| {
			let taken = wanted.min(left);
			left -= taken;
			taken
		};
		let claim = take(self.loans[loan].standing(self.today)?.payoff);
		let mut credits = vec![(loan, claim)];
		let (mut paid, mut foreign) = (Vec::new(), false);
		for junior in &juniors {
			// A debt on the chain is reckoned; any other is what its holder stated.
			let owed = self.liens[*junior].loan.filter(|loan| self.loans[*loan].state != State::Closed);
			foreign |= owed.is_some_and(|loan| self.loans[loan].product().currency != currency);
			let wanted = match owed {
				Some(loan) => self.loans[loan].standing(self.today)?.payoff,
				None => proposal.claims.iter().find(|(lien, _)| lien == junior).map_or(0, |(_, amount)| *amount),
			};
			let amount = if foreign { 0 } else { take(wanted) };
			paid.push(amount);
			credits.extend(owed.map(|loan| (loan, amount)));
		}
		let (owner, deposited) = if foreign { (0, left) } else { (left, 0) };

		self.end_lien(id, LienState::Enforced { proceeds, surplus: owner });
		let collected = self.assets[asset].paper_mut().filter(|_| buyer.is_none() && price == Price::Evidenced);
		let stands = collected.is_some_and(|paper| {
			paper.collected += proceeds;
			paper.remaining() > 0
		});
		let is_paper = self.assets[asset].paper().is_some();
		if !stands {
			juniors.iter().for_each(|junior| self.end_lien(*junior, LienState::Extinguished));
		}
		match buyer {
			Some(buyer) => self.sell(asset, buyer),
			// Who collects a paper keeps nothing of it.
			None if is_paper && price == Price::Evidenced => {},
			None => self.take_over(asset),
		}
		for (loan, amount) in credits.into_iter().filter(|(_, amount)| *amount > 0) {
			self.enter(loan, self.today, loans::What::Paid(amount), None)?;
			self.finish(loan, self.today);
		}
		self.payout = Some(Payout { costs, claim, juniors: paid, owner, deposited });
		Some(())
	}
}
