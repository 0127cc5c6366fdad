//! All that there is, who may do what, what counts towards limits. Whatever is refused changes nothing.

use crate::{
	assets::{Asset, Attestation, Document},
	enforcement,
	liens::Lien,
	loans::{Loan, Stage, State},
	op::{By, Op},
	parties::*,
};

/// What the monitor of scorecards is told: firm, scorecard, amount, day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
	Granted(usize, u32, u64, u32),
	Defaulted(usize, u32, u64, u32),
	Undone(usize, u32, u64, u32),
}

/// What a firm's act is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
	/// It binds the firm for so much: no frozen firm, and no officer above the mandate.
	Binds(u64),
	/// It binds the firm to nothing: any officer, frozen or not.
	Free,
}

enum Signer {
	Firm(usize, Act),
	/// A bank, an agency, governance.
	Office,
	Anybody,
}

#[derive(Clone, Default, Debug)]
pub struct World {
	pub today: u32,
	pub firms: Vec<Firm>,
	pub banks: Vec<Bank>,
	/// Whether each product is open.
	pub open: Vec<bool>,
	pub funds: [Option<Fund>; CURRENCIES],
	pub documents: Vec<Document>,
	pub attested: Vec<Attestation>,
	pub assets: Vec<Asset>,
	pub liens: Vec<Lien>,
	pub loans: Vec<Loan>,
	pub told: Vec<Told>,
	/// Documents and declarations of which the other places were told that they are financed here.
	pub told_abroad: Vec<(Option<usize>, Option<usize>)>,
	/// How the proceeds of the last enforcement were shared.
	pub payout: Option<enforcement::Payout>,
}

/// Principal that counts towards limits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counted {
	/// Agreed, and the loan has not begun.
	pub agreed: u64,
	pub drawn: u64,
}

impl World {
	pub fn new(today: u32, documents: Vec<Document>, funds: [Option<Fund>; CURRENCIES]) -> Self {
		let firm = Firm { active: true, frozen: false, rating: Some(Rating { scorecard: 1, good: true }) };
		let (firms, banks) = (vec![firm; FIRMS], vec![Bank::default(); BANKS]);
		Self { today, documents, funds, firms, banks, open: vec![true; PRODUCTS.len()], ..Default::default() }
	}

	/// Does it, or changes nothing.
	pub fn take(&mut self, op: &Op, by: By) -> bool {
		let before = self.clone();
		let done = self.may(op, by) && self.act(op).is_some();
		if !done {
			*self = before;
		}
		done
	}

	/// Whether all that the step names is there.
	pub fn knows(&self, op: &Op) -> bool {
		use crate::op::Thing;
		op.clone().names().into_iter().all(|(thing, number)| match thing {
			Thing::Asset => *number < self.assets.len(),
			Thing::Lien => *number < self.liens.len(),
			Thing::Loan => *number < self.loans.len(),
		})
	}

	fn may(&self, op: &Op, by: By) -> bool {
		match (self.signer(op), by) {
			(Signer::Anybody, _) => true,
			(_, By::Stranger) | (Signer::Office, By::Officer) => false,
			(Signer::Office, By::Themselves) | (Signer::Firm(_, Act::Free), _) => true,
			(Signer::Firm(_, Act::Binds(amount)), By::Officer) if amount > OFFICER_LIMIT => false,
			(Signer::Firm(firm, Act::Binds(_)), _) => !self.firms[firm].frozen,
		}
	}

	/// The firm that acts, if it is a firm.
	pub fn firm_of(&self, op: &Op) -> Option<usize> {
		match self.signer(op) {
			Signer::Firm(firm, _) => Some(firm),
			_ => None,
		}
	}

	fn signer(&self, op: &Op) -> Signer {
		use Act::{Binds, Free};
		let firm = |loan: &usize, act| Signer::Firm(self.loans[*loan].firm, act);
		match op {
			Op::Lapse { .. } | Op::Expire { .. } | Op::Start { .. } | Op::Note { .. } => Signer::Anybody,
			Op::Register { firm, face, .. } => Signer::Firm(*firm, Binds(*face)),
			Op::Cancel { asset } => match self.assets[*asset].paper() {
				Some(paper) => Signer::Firm(paper.creditor, Free),
				None => Signer::Office,
			},
			Op::AgreeToPledge { firm, agreed, .. } => Signer::Firm(*firm, if *agreed { Binds(u64::MAX) } else { Free }),
			Op::Pledge { firm, secured, .. } => Signer::Firm(*firm, Binds(*secured)),
			Op::AgreeToEnforcement { firm, .. } => Signer::Firm(*firm, Binds(u64::MAX)),
			Op::Object { firm, .. } => Signer::Firm(*firm, Free),
			Op::Apply { firm, amount, .. } => Signer::Firm(*firm, Binds(*amount)),
			Op::Accept { loan, .. } | Op::ConfirmReceipt { loan, .. } => {
				firm(loan, Binds(self.loans[*loan].deal.amount))
			},
			Op::Withdraw { loan } => match self.loans[*loan].stage {
				Stage::Accepted { .. } => firm(loan, Binds(self.loans[*loan].deal.amount)),
				_ => firm(loan, Free),
			},
			Op::Refuse { loan } | Op::Dispute { loan } | Op::Claim { loan, .. } => firm(loan, Free),
			Op::Reverse { loan, entry, lender: false } => {
				let amount = self.loans[*loan].entries.get(*entry).map_or(0, |entry| entry.what.amount());
				firm(loan, Binds(amount))
			},
			_ => Signer::Office,
		}
	}

	fn act(&mut self, op: &Op) -> Option<()> {
		match op.clone() {
			Op::Freeze { firm, frozen } => self.firms[firm].frozen = frozen,
			Op::Status { firm, active } => self.firms[firm].active = active,
			Op::Rate { firm, rating } => self.firms[firm].rating = rating,
			Op::Suspend { bank, suspended } => {
				yes(self.banks[bank].suspended != suspended)?;
				self.banks[bank].suspended = suspended;
			},
			Op::Product { product, open } => {
				yes(self.open[product] != open && !self.banks[PRODUCTS[product].bank].suspended)?;
				self.open[product] = open;
			},
			Op::Limit { bank, currency, limit } => {
				yes(!self.banks[bank].suspended)?;
				self.banks[bank].limits[currency] = limit;
			},
			Op::Fund { currency, share, budget } => {
				let bears = self.funds[currency].map_or(0, |fund| fund.bears);
				yes(share <= 10_000 && budget >= bears)?;
				self.funds[currency] = Some(Fund { share, budget, bears });
			},
			op => return self.act_on_assets(op),
		}
		Some(())
	}

	/// What counts towards the limits, of each firm, bank and currency.
	pub fn counted(&self) -> Vec<[[Counted; CURRENCIES]; BANKS]> {
		let mut counted = vec![[[Counted::default(); CURRENCIES]; BANKS]; FIRMS];
		for loan in &self.loans {
			let Product { bank, currency, .. } = loan.product();
			let sum = &mut counted[loan.firm][bank][currency];
			match loan.stage {
				Stage::Accepted { .. } | Stage::Disbursed { .. } | Stage::Disputed { .. } => {
					sum.agreed += loan.deal.amount;
				},
				Stage::Funded if loan.state != State::Closed => {
					sum.drawn += loan.standing(loan.last_day()).map_or(0, |books| books.outstanding);
				},
				_ => {},
			}
		}
		counted
	}

	/// What more all together, and what more this bank, may lend to a firm in a currency.
	pub fn room(&self, firm: usize, bank: usize, currency: usize) -> (u64, u64) {
		let counted = &self.counted()[firm];
		let used = |bank: usize, currency: usize| counted[bank][currency].agreed + counted[bank][currency].drawn;
		let all = |currency| (0..BANKS).map(|bank| used(bank, currency)).sum::<u64>();
		let others = (0..CURRENCIES).filter(|other| *other != currency);
		let weighed: u64 = others.map(|other| (all(other) * RATES[other]).div_ceil(1_000_000)).sum();
		let most = ENTERPRISE_LIMIT.saturating_sub(weighed) * 1_000_000 / RATES[currency];
		let own = self.banks[bank].limits[currency];
		let own = own.map_or(u64::MAX, |limit| limit.saturating_sub(used(bank, currency)));
		(most.saturating_sub(all(currency)), own)
	}
}

/// Nothing, if it does not hold.
pub(crate) fn yes(holds: bool) -> Option<()> {
	holds.then_some(())
}
