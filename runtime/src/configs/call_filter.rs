//! What comes into no block: transactions that the runtime refuses before they are written down for good.

use super::corridors::obsolete;
use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::TransactionSource, weights::Weight};
use lingnan_support::{attestation::Value, error_code::FIGURE_IN_CLEAR, indicator::Class, IndicatorId};
use pallet_attestations::{Call as Attestation, Indicators};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{DispatchInfoOf, Implication, TransactionExtension},
	transaction_validity::{InvalidTransaction, TransactionValidityError, ValidTransaction},
};

/// Refuses what brings a corridor nothing, and what states a figure openly: that is refused by its call too, but would then
/// stand in the block that every member keeps. Reads what the call itself reads.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct CallFilter;

impl TransactionExtension<RuntimeCall> for CallFilter {
	/// A name under which wallets know an extension that carries nothing.
	const IDENTIFIER: &'static str = "TransactionCallFilter";
	type Implicit = ();
	type Pre = ();
	type Val = ();

	fn weight(&self, _: &RuntimeCall) -> Weight {
		Weight::zero()
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		_: &DispatchInfoOf<RuntimeCall>,
		_: usize,
		_: (),
		_: &impl Implication,
		_: TransactionSource,
	) -> Result<(ValidTransaction, (), RuntimeOrigin), TransactionValidityError> {
		obsolete::ensure_new(call)?;
		ensure_no_figure_in_clear(call)?;
		Ok((ValidTransaction::default(), (), origin))
	}

	fn prepare(
		self,
		_: (),
		_: &RuntimeOrigin,
		_: &RuntimeCall,
		_: &DispatchInfoOf<RuntimeCall>,
		_: usize,
	) -> Result<(), TransactionValidityError> {
		Ok(())
	}
}

/// Looks into calls that hold others: a batch, a proxy's call, what several people sign, what a council moves.
fn ensure_no_figure_in_clear(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
	let (mut calls, mut figures) = (Vec::from([call]), BTreeMap::new());
	let mut is_clear_figure = |indicator: IndicatorId, value: &Value| {
		let is_figure = |id| Indicators::<Runtime>::get(id).is_some_and(|known| known.spec.class == Class::Figure);
		matches!(value, Value::Open(_)) && *figures.entry(indicator).or_insert_with(|| is_figure(indicator))
	};
	while let Some(call) = calls.pop() {
		let states_one = match call {
			RuntimeCall::Attestations(Attestation::attest { attestation }) => {
				is_clear_figure(attestation.indicator, &attestation.value)
			},
			RuntimeCall::Attestations(Attestation::attest_many { attestations }) => {
				attestations.iter().any(|one| is_clear_figure(one.indicator, &one.value))
			},
			RuntimeCall::Attestations(Attestation::correct { indicator, value, .. }) => {
				is_clear_figure(*indicator, value)
			},
			RuntimeCall::Attestations(Attestation::materialise { leaf, .. }) => {
				is_clear_figure(IndicatorId(leaf.indicator), &leaf.value)
			},
			other => {
				calls.extend(within(other));
				false
			},
		};
		if states_one {
			return Err(InvalidTransaction::Custom(FIGURE_IN_CLEAR).into());
		}
	}
	Ok(())
}

/// The calls that a call holds.
fn within(call: &RuntimeCall) -> Vec<&RuntimeCall> {
	use pallet_collective::Call as Council;
	use pallet_multisig::Call as Multisig;
	use pallet_proxy::Call as Proxy;
	use pallet_utility::Call as Utility;
	match call {
		RuntimeCall::Utility(
			Utility::batch { calls } | Utility::batch_all { calls } | Utility::force_batch { calls },
		) => calls.iter().collect(),
		RuntimeCall::Utility(
			Utility::as_derivative { call, .. }
			| Utility::dispatch_as { call, .. }
			| Utility::dispatch_as_fallible { call, .. }
			| Utility::with_weight { call, .. },
		) => Vec::from([&**call]),
		RuntimeCall::Utility(Utility::if_else { main, fallback }) => Vec::from([&**main, &**fallback]),
		RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. }) => Vec::from([&**call]),
		RuntimeCall::Multisig(Multisig::as_multi { call, .. } | Multisig::as_multi_threshold_1 { call, .. }) => {
			Vec::from([&**call])
		},
		RuntimeCall::AgenciesCouncil(Council::propose { proposal, .. } | Council::execute { proposal, .. }) => {
			Vec::from([&**proposal])
		},
		RuntimeCall::InstitutionsCouncil(Council::propose { proposal, .. } | Council::execute { proposal, .. }) => {
			Vec::from([&**proposal])
		},
		_ => Vec::new(),
	}
}
