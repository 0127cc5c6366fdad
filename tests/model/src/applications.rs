//! From an application to a loan: terms, what is reserved, the payment and what its receiver says of it.

use crate::{
	assets::Worth,
	books::Deal,
	calendar::add_months,
	liens::Keeper,
	loans::{normal, Loan, Stage},
	op::Op,
	parties::*,
	world::{yes, Told, World},
};

/// An application that nobody decides on ends so long after its deadline.
const LAST_CALL: u32 = 90;
const MOST_APPLICATIONS: usize = 32;

/// What somebody asks for, and what each asset offered for it is worth.
#[derive(Clone, Copy)]
struct Asked<'a> {
	deal: &'a Deal,
	worth: &'a [Worth],
}

impl World {
	/// Whether the product takes it from somebody who applies now: a product that is withdrawn takes nothing.
	fn takes(&self, firm: usize, product: usize, asked: Asked) -> bool {
		self.open[product] && self.fits(firm, product, asked)
	}

	/// Whether the product fits. Whoever applied before goes on when it is withdrawn.
	fn fits(&self, firm: usize, product: usize, asked: Asked) -> bool {
		let Asked { deal, worth } = asked;
		let Product { bank, currency, .. } = PRODUCTS[product];
		let spec = PRODUCTS[product];
		let standing = self.firms[firm].active && !self.banks[bank].suspended;
		let rated = self.firms[firm].rating.is_some_and(|rating| rating.good || spec.bad);
		let value: u64 = worth.iter().filter(|worth| worth.currency == currency).map(|worth| worth.value).sum();
		let takes = |worth: &Worth| {
			let kind = if worth.is_paper { spec.documents } else { spec.rights };
			kind && worth.currency == currency && (worth.confirmed || !worth.is_paper || spec.unconfirmed)
		};
		let secured = match worth {
			[] => spec.unsecured,
			_ => worth.iter().all(takes) && deal.amount <= value * spec.loan_to_value / 10_000,
		};
		let traded = !spec.trade_record || worth.iter().any(|worth| worth.confirmed);
		let (all, own) = self.room(firm, bank, currency);
		let within = (spec.least..=spec.most).contains(&deal.amount) && (1..=spec.longest).contains(&deal.tenor);
		standing && rated && within && secured && traded && deal.amount <= all && deal.amount <= own
	}

	/// Nobody's objection stands any longer against the loan that the bank stated.
	pub fn stands(&self, id: usize) -> bool {
		match self.loans[id].stage {
			Stage::Disbursed { confirm_by, .. } => self.today > confirm_by,
			Stage::Disputed { answered, decide_by, .. } => answered && self.today > decide_by,
			_ => false,
		}
	}

	fn note_missed(&mut self, id: usize) -> bool {
		let loan = &mut self.loans[id];
		let late = !loan.missed && self.today > loan.decide_by;
		if late {
			loan.missed = true;
			self.banks[loan.product().bank].missed += 1;
		}
		late
	}

	/// What was reserved is free.
	fn end(&mut self, id: usize, stage: Stage) {
		if self.loans[id].is_reserved() {
			for asset in self.loans[id].assets.clone() {
				self.let_go(asset, id);
			}
		}
		self.loans[id].stage = stage;
	}

	fn begin(&mut self, id: usize) -> Option<()> {
		let (Stage::Disbursed { on, .. } | Stage::Disputed { on, .. }) = self.loans[id].stage else { return None };
		for asset in self.loans[id].assets.clone() {
			self.bind(asset, id);
		}
		let loan = &mut self.loans[id];
		loan.stage = Stage::Funded;
		loan.deal.start = on;
		self.told.push(Told::Granted(loan.firm, loan.scorecard, loan.deal.amount, on));
		Some(())
	}

	/// A loan, which begins by any call on it once nobody can object.
	pub(crate) fn started(&mut self, id: usize) -> Option<()> {
		match self.loans[id].stage {
			Stage::Funded => Some(()),
			_ if self.stands(id) => self.begin(id),
			_ => None,
		}
	}

	fn apply(&mut self, firm: usize, product: usize, deal: Deal, assets: Vec<usize>) -> Option<()> {
		let open = self.loans.iter().filter(|loan| loan.firm == firm && loan.is_open());
		yes(open.clone().count() < MOST_APPLICATIONS && !open.clone().any(|loan| loan.product == product))?;
		let until = add_months(self.today, deal.tenor);
		let mut worth = Vec::new();
		for (place, asset) in assets.iter().enumerate() {
			yes(!assets[..place].contains(asset))?;
			worth.push(self.worth(*asset, firm, until)?);
		}
		yes(deal.tenor > 0 && self.takes(firm, product, Asked { deal: &deal, worth: &worth }))?;
		let decide_by = self.today + PRODUCTS[product].decision_days;
		self.loans.push(Loan { firm, product, assets, decide_by, ..Loan::of(deal) });
		Some(())
	}

	/// Everything is judged again, and reserved.
	fn accept(&mut self, id: usize) -> Option<()> {
		let Loan { firm, product, assets, deal, stage, .. } = self.loans[id].clone();
		let Stage::Offered { until } = stage else { return None };
		let pay_by = self.today + RESERVATION_DAYS;
		let last = add_months(pay_by, deal.tenor);
		let (mut worth, mut secured) = (Vec::new(), 0);
		for asset in &assets {
			worth.push(self.worth_beside(*asset, firm, last)?);
			let bank = PRODUCTS[product].bank;
			secured += self.keep(*asset, Keeper { firm, bank, loan: id, until: last })?;
		}
		let enough = assets.is_empty() || secured >= deal.amount;
		yes(self.today < until && enough && self.fits(firm, product, Asked { deal: &deal, worth: &worth }))?;
		self.loans[id].scorecard = self.firms[firm].rating?.scorecard;
		self.loans[id].stage = Stage::Accepted { since: self.today, pay_by, withdrawn: false };
		Some(())
	}

	pub(crate) fn act_on_application(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		match op {
			Op::Apply { firm, product, amount, tenor, method, assets } => {
				let deal = Deal { amount, rate: 0, surcharge: 0, tenor, method, fee: 0, start: 0 };
				self.apply(firm, product, deal, assets)?;
			},
			Op::Offer { loan: id, amount, rate, surcharge, fee, tenor, days } => {
				let product = self.loans[id].product();
				let deal = &self.loans[id].deal;
				let fits = (product.least..=deal.amount).contains(&amount) && (1..=product.longest).contains(&tenor);
				yes(self.loans[id].stage == Stage::Open && !self.banks[product.bank].suspended)?;
				yes(fits && fee <= amount && (1..=90).contains(&days))?;
				self.note_missed(id);
				let loan = &mut self.loans[id];
				loan.deal = Deal { amount, rate, surcharge, tenor, fee, ..loan.deal.clone() };
				loan.stage = Stage::Offered { until: today + days };
			},
			Op::Accept { loan: id, as_offered } => {
				yes(as_offered)?;
				self.accept(id)?;
			},
			Op::Refuse { loan: id } => {
				yes(matches!(self.loans[id].stage, Stage::Offered { .. }))?;
				self.end(id, Stage::Refused);
			},
			Op::Withdraw { loan: id } => match self.loans[id].stage.clone() {
				stage @ (Stage::Open | Stage::Offered { .. }) => {
					if stage == Stage::Open {
						self.note_missed(id);
					}
					self.end(id, Stage::Withdrawn);
				},
				Stage::Accepted { since, pay_by, withdrawn: false } => {
					self.loans[id].stage = Stage::Accepted { since, pay_by: pay_by.min(today), withdrawn: true };
				},
				_ => return None,
			},
			Op::Decline { loan: id, came_back } => {
				yes(self.loans[id].is_open() && !self.stands(id))?;
				let sent = matches!(self.loans[id].stage, Stage::Disbursed { .. } | Stage::Disputed { .. });
				yes(sent == came_back)?;
				if self.loans[id].stage == Stage::Open {
					self.note_missed(id);
				}
				self.end(id, Stage::Declined);
			},
			Op::Expire { loan: id } => {
				let ends = match self.loans[id].stage {
					Stage::Open if today > self.loans[id].decide_by + LAST_CALL => {
						self.note_missed(id);
						Stage::Expired
					},
					Stage::Open => return yes(self.note_missed(id)),
					Stage::Offered { until } if today >= until => Stage::Expired,
					Stage::Accepted { pay_by, withdrawn, .. } if today > pay_by + STATEMENT_DAYS => match withdrawn {
						true => Stage::Withdrawn,
						false => Stage::Expired,
					},
					Stage::Disputed { answered: false, decide_by, .. } if today > decide_by => Stage::Annulled,
					_ => return None,
				};
				self.end(id, ends);
			},
			Op::Disburse { loan: id, reference, on } => {
				let Stage::Accepted { since, pay_by, .. } = self.loans[id].stage else { return None };
				let reference = normal(&reference)?;
				yes((since..=pay_by.min(today)).contains(&on) && today <= on + STATEMENT_DAYS)?;
				self.loans[id].stage = Stage::Disbursed { reference, on, confirm_by: today + CONFIRMATION_DAYS };
			},
			Op::ConfirmReceipt { loan: id, reference: written } => {
				let (Stage::Disbursed { reference, .. } | Stage::Disputed { reference, .. }) = &self.loans[id].stage
				else {
					return None;
				};
				yes(normal(&written).as_ref() == Some(reference))?;
				self.begin(id)?;
			},
			Op::Dispute { loan: id } => {
				let Stage::Disbursed { reference, on, confirm_by } = self.loans[id].stage.clone() else { return None };
				yes(today <= confirm_by)?;
				let decide_by = today + DISPUTE_DAYS;
				self.loans[id].stage = Stage::Disputed { reference, on, answered: false, decide_by };
			},
			Op::Answer { loan: id } => match &mut self.loans[id].stage {
				Stage::Disputed { answered, decide_by, .. } if today <= *decide_by => *answered = true,
				_ => return None,
			},
			Op::Decide { loan: id, paid } => {
				let Stage::Disputed { decide_by, .. } = self.loans[id].stage else { return None };
				yes(today <= decide_by)?;
				match paid {
					true => self.begin(id)?,
					false => self.end(id, Stage::Annulled),
				}
			},
			Op::Start { loan: id } => {
				yes(self.stands(id))?;
				self.begin(id)?;
			},
			op => return self.act_on_loan(op),
		}
		Some(())
	}
}
