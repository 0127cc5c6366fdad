use frame_support::weights::Weight;
use lingnan_types::{ApplicationId, LoanId, Timestamp};
use sp_core::H256;

/// Answered by `guarantees`. Nothing here fails: what cannot be is refused before.
pub trait Guarantees {
	/// Terms were accepted: what guarantors have signed for the application binds when the loan begins.
	fn bind(loan: LoanId);

	/// The lender called the loan: guarantors can be called.
	fn called(loan: LoanId);

	/// Repaid, or settled: guarantors are free.
	fn discharged(loan: LoanId);

	/// The payment that closed it was reversed: they are bound again.
	fn restored(loan: LoanId);

	/// The application came to nothing.
	fn released(application: ApplicationId);

	/// Whether anybody stands behind the loan.
	fn stand_behind(loan: LoanId) -> bool;

	/// Whether everybody who stands behind the loan agreed to exactly this amendment of it, as it stands until then. The same one
	/// proposed later moves the end of the loan further.
	fn agreed(loan: LoanId, amendment: H256, valid_until: Timestamp) -> bool;

	/// What was agreed to of amendments of the loan is over: the proposal was taken back, or there is another.
	fn lapsed(loan: LoanId);

	/// What each of these costs at most, of any loan.
	fn weight() -> Weight;

	/// The same of this loan: nothing where nobody stands behind it, or was asked to.
	fn weight_of(loan: LoanId) -> Weight;
}

/// There are none.
impl Guarantees for () {
	fn bind(_: LoanId) {}
	fn called(_: LoanId) {}
	fn discharged(_: LoanId) {}
	fn restored(_: LoanId) {}
	fn released(_: ApplicationId) {}
	fn stand_behind(_: LoanId) -> bool {
		false
	}
	fn agreed(_: LoanId, _: H256, _: Timestamp) -> bool {
		true
	}
	fn lapsed(_: LoanId) {}
	fn weight() -> Weight {
		Weight::zero()
	}
	fn weight_of(_: LoanId) -> Weight {
		Weight::zero()
	}
}
