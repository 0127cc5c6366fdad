//! Liens and their ranks.

use crate::{
	assets::What,
	enforcement::Proposal,
	loans::State,
	op::Op,
	world::{yes, World},
};

const MOST_LIENS: usize = 16;
/// Loans that an asset secures at a time.
const MOST_SECURED: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LienState {
	Live,
	Defaulted,
	Released,
	Lapsed,
	/// What it brought, and what of it was the owner's.
	Enforced {
		proceeds: u64,
		surplus: u64,
	},
	Extinguished,
}

/// Who keeps an asset for a loan, and until when.
pub(crate) struct Keeper {
	pub firm: usize,
	pub bank: usize,
	pub loan: usize,
	pub until: u32,
}

#[derive(Clone, Debug)]
pub struct Lien {
	pub asset: usize,
	pub pledgor: usize,
	pub bank: usize,
	pub secured: u64,
	pub until: u32,
	/// Kept for it, or securing it.
	pub loan: Option<usize>,
	pub state: LienState,
	/// It ended because its loan closed.
	pub discharged: bool,
	pub proposal: Option<Proposal>,
	/// A court refused this price, and any lower one until the day.
	pub barred: Option<(u64, u32)>,
}

impl Lien {
	pub fn stands(&self) -> bool {
		matches!(self.state, LienState::Live | LienState::Defaulted)
	}
}

impl World {
	/// The fund bears a part of the loan that it secures.
	fn fund_has_paid(&self, lien: &Lien) -> bool {
		lien.loan.is_some_and(|loan| self.loans[loan].state != State::Closed && self.loans[loan].borne > 0)
	}

	fn is_kept(&self, lien: &Lien) -> bool {
		lien.loan.is_some_and(|loan| self.assets[lien.asset].kept.contains(&loan))
	}

	/// What is kept of an asset for loans whose money has not gone.
	pub(crate) fn kept_of(&self, asset: usize) -> u64 {
		let liens = self.assets[asset].ranking.iter().map(|lien| &self.liens[*lien]);
		liens.filter(|lien| self.is_kept(lien)).map(|lien| lien.secured).sum()
	}

	pub(crate) fn end_lien(&mut self, id: usize, state: LienState) {
		let lien = &mut self.liens[id];
		(lien.state, lien.proposal, lien.barred) = (state, None, None);
		self.assets[lien.asset].ranking.retain(|other| *other != id);
	}

	pub(crate) fn act_on_liens(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		match op {
			Op::Pledge { asset, firm, bank, secured, until } => {
				self.pledge(asset, firm, bank, until)?;
				yes(secured > 0)?;
				let lien = Lien {
					asset,
					pledgor: firm,
					bank,
					secured,
					until,
					loan: None,
					state: LienState::Live,
					discharged: false,
					proposal: None,
					barred: None,
				};
				self.assets[asset].ranking.push(self.liens.len());
				self.liens.push(lien);
			},
			Op::Release { lien: id, by_governance } => {
				let lien = &self.liens[id];
				yes(lien.stands() && !self.is_kept(lien) && self.fund_has_paid(lien) == by_governance)?;
				self.end_lien(id, LienState::Released);
			},
			Op::Continue { lien: id, until } => {
				let lien = &self.liens[id];
				yes(lien.stands() && lien.loan.is_some() && until > lien.until)?;
				yes(self.assets[lien.asset].right().is_none_or(|right| until <= right.expires))?;
				self.liens[id].until = until;
			},
			Op::Subordinate { lien: id, below } => {
				let (lien, other) = (&self.liens[id], &self.liens[below]);
				yes(lien.stands() && other.stands() && lien.asset == other.asset)?;
				yes(!self.is_kept(lien) && !self.fund_has_paid(lien))?;
				let ranking = &mut self.assets[lien.asset].ranking;
				let from = ranking.iter().position(|other| *other == id)?;
				let to = ranking.iter().position(|other| *other == below)?;
				yes(from < to)?;
				ranking.remove(from);
				ranking.insert(to, id);
			},
			Op::Lapse { lien: id } => {
				let lien = &self.liens[id];
				yes(lien.stands() && lien.until < today && lien.loan.is_none())?;
				self.end_lien(id, LienState::Lapsed);
			},
			op => return self.act_on_enforcement(op),
		}
		Some(())
	}

	fn pledge(&mut self, id: usize, firm: usize, bank: usize, until: u32) -> Option<()> {
		let today = self.today;
		yes(self.firms[firm].active && !self.banks[bank].suspended && until >= today)?;
		yes(self.assets[id].owners().contains(&firm) && self.assets[id].ranking.len() < MOST_LIENS)?;
		match &self.assets[id].what {
			What::Paper(paper) => yes(self.is_usable(paper))?,
			What::Right(right) => {
				let agreed = right.owners.iter().all(|owner| *owner == firm || right.agreed.contains(owner));
				let informed = !right.invalidation || right.acknowledged.contains(&bank);
				yes(right.is_good(today, until) && agreed && informed && self.assets[id].ranking.is_empty())?;
			},
		}
		if let What::Right(right) = &mut self.assets[id].what {
			// An agreement is for one pledge.
			right.agreed.clear();
		}
		Some(())
	}

	/// Keeps an asset for a loan that lasts until a day: the first lien of this bank that is free, from this firm, that lasts as
	/// long, with no other bank's before it. No other bank has lent on it or is about to, and no loan on it is called; something
	/// of a paper is neither financed nor kept for another. Answers what the lien secures.
	pub(crate) fn keep(&mut self, id: usize, keeper: Keeper) -> Option<u64> {
		let Keeper { firm, bank, loan, until } = keeper;
		let asset = &self.assets[id];
		let liens = || asset.ranking.iter().map(|lien| &self.liens[*lien]);
		yes(liens().all(|lien| lien.state != LienState::Defaulted))?;
		if let Some(paper) = asset.paper() {
			let of_others = |lien: &Lien| lien.bank != bank && lien.loan.is_some();
			yes(!liens().any(of_others) && paper.rest() > self.kept_of(id))?;
			yes(paper.financed.len() + asset.kept.len() < MOST_LIENS)?;
			yes(liens().filter(|lien| lien.loan.is_some()).count() < MOST_SECURED)?;
		}
		let mine = asset.ranking.iter().take_while(|lien| self.liens[**lien].bank == bank);
		let is_free = |lien: &Lien| lien.pledgor == firm && lien.loan.is_none() && lien.until >= self.today;
		let first = mine.copied().find(|lien| is_free(&self.liens[*lien]))?;
		yes(self.liens[first].until >= until)?;
		yes(!self.has_rival(id, |other, _| !other.kept.is_empty()))?;
		self.liens[first].loan = Some(loan);
		self.assets[id].kept.insert(loan);
		Some(self.liens[first].secured)
	}

	fn lien_of(&self, asset: usize, loan: usize) -> Option<usize> {
		self.assets[asset].ranking.iter().copied().find(|id| self.liens[*id].loan == Some(loan))
	}

	/// The loan came to nothing.
	pub(crate) fn let_go(&mut self, asset: usize, loan: usize) {
		if let Some(lien) = self.lien_of(asset, loan) {
			self.liens[lien].loan = None;
		}
		self.assets[asset].kept.remove(&loan);
	}

	/// The money went.
	pub(crate) fn bind(&mut self, asset: usize, loan: usize) {
		self.assets[asset].kept.remove(&loan);
		let secured = self.lien_of(asset, loan).map_or(0, |lien| self.liens[lien].secured);
		let Some(paper) = self.assets[asset].paper_mut() else { return };
		let first = paper.financed.is_empty();
		paper.financed.push((loan, secured));
		if paper.confirmed && first {
			let document = paper.document;
			self.tell_abroad(document);
		}
	}

	/// The loan is called.
	pub(crate) fn expose(&mut self, asset: usize, loan: usize) {
		if let Some(lien) = self.lien_of(asset, loan) {
			self.liens[lien].state = LienState::Defaulted;
		}
	}

	pub(crate) fn discharge(&mut self, asset: usize, loan: usize) {
		if let Some(lien) = self.lien_of(asset, loan) {
			self.end_lien(lien, LienState::Released);
			self.liens[lien].discharged = true;
		}
	}

	/// What the closing of the loan freed stands again, behind what was registered meanwhile: unless the asset has another owner,
	/// or bears the one pledge that it can.
	pub(crate) fn restore(&mut self, asset: usize, loan: usize) {
		let freed = |lien: &Lien| lien.asset == asset && lien.loan == Some(loan) && lien.discharged;
		let Some(id) = self.liens.iter().position(freed) else { return };
		let record = &self.assets[asset];
		let most = if record.right().is_some() { 1 } else { MOST_LIENS };
		if !record.owners().contains(&self.liens[id].pledgor) || record.ranking.len() >= most {
			return;
		}
		self.assets[asset].ranking.push(id);
		self.liens[id].state = LienState::Live;
		self.liens[id].discharged = false;
	}
}
