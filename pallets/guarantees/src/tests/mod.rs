mod agree_to_amendment;
mod call;
mod invariants;
mod pool;
mod propose;
mod record_payment;
mod record_reimbursement;
mod refuse;
mod register;
mod release;
mod sign;
mod state_payment;
mod withdraw;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Timestamp};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn view(id: lingnan_support::GuaranteeId) -> GuaranteeView {
	Backing::guarantee(id).unwrap()
}

fn state(id: lingnan_support::GuaranteeId) -> GuaranteeState {
	view(id).state
}

/// Half of it is the company's, by the model; the loan owes 200,000.00 and was called, and so was the guarantee.
fn half_called(model: PaymentModel) {
	sign_all(GuaranteeSpec { model, ..spec(vec![part(COMPANY, 5_000)]) });
	begin(20_000_000);
	call_loan();
	if model == PaymentModel::Advance {
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
	}
}
