//! Guarantees, credit lines and policies, as tests set them.

use core::cell::RefCell;
use frame_support::{pallet_prelude::DispatchResult, weights::Weight};
use lingnan_support::{
	Amount, ApplicationId, Decision, Drawdown, Facts, LineId, LoanId, PolicyId, ProductId, Timestamp,
};
use sp_core::H256;
use sp_runtime::DispatchError;

/// What neighbours were told, in its order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
	Bound(LoanId),
	Called(LoanId),
	Discharged(LoanId),
	Restored(LoanId),
	Lapsed(LoanId),
	Drawn(LineId, Amount),
	Repaid(LineId, Amount),
	Redrawn(LineId, Amount),
	Released(LineId, Amount),
	Used(PolicyId),
}

#[derive(Default)]
struct Table {
	line: Option<Amount>,
	decision: Option<Decision>,
	/// To what those agreed who stand behind loans. None: nobody does.
	agreed: Option<Option<(H256, Timestamp)>>,
	/// Behind which loans somebody stands.
	guaranteed: Vec<LoanId>,
	told: Vec<Told>,
}

std::thread_local! {
	static TABLE: RefCell<Table> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Table) -> R) -> R {
	TABLE.with(|table| f(&mut table.borrow_mut()))
}

fn tell(what: Told) {
	with(|table| table.told.push(what));
}

pub fn reset() {
	with(|table| *table = Table::default());
}

/// What neighbours were told since this was asked last.
pub fn told() -> Vec<Told> {
	with(|table| core::mem::take(&mut table.told))
}

/// What can be drawn under every line.
pub fn set_line(room: Amount) {
	with(|table| table.line = Some(room));
}

/// What every application is decided by.
pub fn set_decision(decision: Decision) {
	with(|table| table.decision = Some(decision));
}

/// Somebody stands behind this loan.
pub fn guarantee(loan: LoanId) {
	with(|table| table.guaranteed.push(loan));
}

/// Somebody stands behind every loan, and agreed to this amendment alone, as it stands until then.
pub fn set_agreed(agreed: Option<(H256, Timestamp)>) {
	with(|table| table.agreed = Some(agreed));
}

pub struct Guarantees;
impl lingnan_support::Guarantees for Guarantees {
	fn bind(loan: LoanId) {
		tell(Told::Bound(loan));
	}
	fn called(loan: LoanId) {
		tell(Told::Called(loan));
	}
	fn discharged(loan: LoanId) {
		tell(Told::Discharged(loan));
	}
	fn restored(loan: LoanId) {
		tell(Told::Restored(loan));
	}
	fn released(_: ApplicationId) {}
	fn stand_behind(loan: LoanId) -> bool {
		with(|table| table.guaranteed.contains(&loan))
	}
	fn agreed(_: LoanId, amendment: H256, valid_until: Timestamp) -> bool {
		with(|table| table.agreed.is_none_or(|agreed| agreed == Some((amendment, valid_until))))
	}
	fn lapsed(loan: LoanId) {
		tell(Told::Lapsed(loan));
	}
	fn weight() -> Weight {
		Weight::from_parts(7, 7)
	}
	fn weight_of(loan: LoanId) -> Weight {
		if Self::stand_behind(loan) {
			Self::weight()
		} else {
			Weight::zero()
		}
	}
}

pub struct Lines;
impl lingnan_support::Lines for Lines {
	fn check(_: LineId, drawdown: &Drawdown) -> DispatchResult {
		let room = with(|table| table.line).ok_or(DispatchError::Other("no line"))?;
		(drawdown.amount <= room).then_some(()).ok_or(DispatchError::Other("no room under the line"))
	}
	fn draw(line: LineId, drawdown: &Drawdown) -> DispatchResult {
		Self::check(line, drawdown)?;
		tell(Told::Drawn(line, drawdown.amount));
		Ok(())
	}
	fn repaid(line: LineId, amount: Amount) {
		tell(Told::Repaid(line, amount));
	}
	fn redrawn(line: LineId, amount: Amount) {
		tell(Told::Redrawn(line, amount));
	}
	fn release(line: LineId, amount: Amount) {
		tell(Told::Released(line, amount));
	}
	fn weight() -> Weight {
		Weight::from_parts(5, 5)
	}
}

pub struct Policies;
impl lingnan_support::Policies for Policies {
	fn decide(_: ProductId, _: &Facts) -> Decision {
		with(|table| table.decision.clone()).unwrap_or(Decision::None)
	}
	fn used(policy: PolicyId) {
		tell(Told::Used(policy));
	}
	fn weight() -> Weight {
		Weight::zero()
	}
}
