use frame_support::{pallet_prelude::DispatchResult, weights::Weight};
use lingnan_types::{
	application::UseOfFunds, conditions::Rate, product::RepaymentMethod, Amount, Currency, Date, InstitutionId, LineId,
	RegistrationNumber,
};
use sp_runtime::DispatchError;

/// A loan that is to be drawn under a credit line.
pub struct Drawdown<'a> {
	pub enterprise: &'a RegistrationNumber,
	pub institution: InstitutionId,
	pub currency: Currency,
	pub amount: Amount,
	/// The last day of the loan.
	pub until: Date,
	/// Months.
	pub tenor: u16,
	pub method: RepaymentMethod,
	pub use_of_funds: UseOfFunds,
	/// The rate as known at signing. None while it is applied for.
	pub rate: Option<Rate>,
}

/// Answered by `credit-lines`.
pub trait Lines {
	/// Whether the line would take it: in force, of this firm, institution and currency, with room for the amount. Changes
	/// nothing.
	fn check(line: LineId, drawdown: &Drawdown) -> DispatchResult;

	/// The terms were accepted: counts it as drawn, after the same judgement.
	fn draw(line: LineId, drawdown: &Drawdown) -> DispatchResult;

	/// So much of a drawdown's principal came back, in whatever way.
	fn repaid(line: LineId, amount: Amount);

	/// That was reversed: it counts as drawn again, above the limit if it must.
	fn redrawn(line: LineId, amount: Amount);

	/// A reservation came to nothing, as if it was never drawn.
	fn release(line: LineId, amount: Amount);

	/// What each of these costs at most.
	fn weight() -> Weight;
}

/// There are none.
impl Lines for () {
	fn check(_: LineId, _: &Drawdown) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn draw(line: LineId, drawdown: &Drawdown) -> DispatchResult {
		Self::check(line, drawdown)
	}

	fn repaid(_: LineId, _: Amount) {}
	fn redrawn(_: LineId, _: Amount) {}
	fn release(_: LineId, _: Amount) {}
	fn weight() -> Weight {
		Weight::zero()
	}
}
