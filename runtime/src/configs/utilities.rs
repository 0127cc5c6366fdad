//! Ways to sign: together, in batches, for another.

use crate::{
	configs::deposits::{deposit, Deposits},
	*,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_utility::WeightInfo<Runtime>;
}

parameter_types! {
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	pub const ProxyDepositFactor: Balance = deposit(0, 33);
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	pub const AnnouncementDepositFactor: Balance = deposit(0, 66);
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Deposits;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<32>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_multisig::WeightInfo<Runtime>;
}

/// What an account may let another do in its name.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// An agency's daily work: statements and the register.
	Attesting,
	/// An institution's or an enterprise's daily work: ratings, security, applications, loans.
	Lending,
	/// An enterprise's consents.
	Consenting,
	/// Votes of a council.
	Voting,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			ProxyType::Any => true,
			ProxyType::Attesting => matches!(call, RuntimeCall::Attestations(_) | RuntimeCall::EnterpriseRegistry(_)),
			ProxyType::Lending => {
				matches!(
					call,
					RuntimeCall::CreditScoring(_)
						| RuntimeCall::Collateral(_)
						| RuntimeCall::Financing(_)
						| RuntimeCall::CrossBorder(_)
				)
			},
			ProxyType::Consenting => matches!(call, RuntimeCall::Consents(_)),
			ProxyType::Voting => matches!(call, RuntimeCall::AgenciesCouncil(_) | RuntimeCall::InstitutionsCouncil(_)),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == &ProxyType::Any || self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Deposits;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
}

impl pallet_parameters::Config for Runtime {
	type AdminOrigin = parameters::Keepers;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type WeightInfo = ();
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_proxy_does_what_its_kind_says_and_no_more() {
		let consent = RuntimeCall::Consents(pallet_consents::Call::revoke { consent: 0 });
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: Vec::new() });
		let vote = RuntimeCall::AgenciesCouncil(pallet_collective::Call::disapprove_proposal {
			proposal_hash: Default::default(),
		});
		for (proxy, consents, remarks, votes) in [
			(ProxyType::Any, true, true, true),
			(ProxyType::Attesting, false, false, false),
			(ProxyType::Lending, false, false, false),
			(ProxyType::Consenting, true, false, false),
			(ProxyType::Voting, false, false, true),
		] {
			assert_eq!(proxy.filter(&consent), consents, "{proxy:?}");
			assert_eq!(proxy.filter(&remark), remarks, "{proxy:?}");
			assert_eq!(proxy.filter(&vote), votes, "{proxy:?}");
		}
		assert!(ProxyType::Any.is_superset(&ProxyType::Lending));
		assert!(!ProxyType::Lending.is_superset(&ProxyType::Any));
	}
}
