//! The JSON-RPC server's methods: this chain's own, each a typed question to the runtime at a block, next to the
//! SDK's. The table of methods, parameters, answers and error codes is in `node/README.md`.

mod allowance;
mod arity;
mod ask;
mod attestation;
mod calendar;
mod card;
mod collateral;
mod consent;
mod credit;
mod cross_border;
mod enterprise;
mod error;
mod financing;
mod guarantee;
mod inbox;
mod line;
mod nodelay;
mod params;
mod peer;
mod policy;
mod portfolio;
mod reference_rate;
mod validator;

use allowance::AllowanceRpcServer;
use ask::Ask;
use attestation::AttestationRpcServer;
use calendar::CalendarRpcServer;
use card::CardRpcServer;
use collateral::CollateralRpcServer;
use consent::ConsentRpcServer;
use credit::CreditRpcServer;
use cross_border::CrossBorderRpcServer;
use enterprise::EnterpriseRpcServer;
pub use error::Error;
use financing::FinancingRpcServer;
use guarantee::GuaranteeRpcServer;
use line::LineRpcServer;
pub use nodelay::answer_at_once;
use peer::PeerRpcServer;
use policy::PolicyRpcServer;
use portfolio::PortfolioRpcServer;
use reference_rate::ReferenceRateRpcServer;
use validator::ValidatorRpcServer;

use crate::{
	service::{Block, Client, Hash, Pool},
	turns::Turns,
};
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use lingnan_runtime::BlockNumber;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_grandpa::{FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_service::TFullBackend;
use sp_core::traits::SpawnNamed;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// What GRANDPA shows of itself.
pub struct Finality {
	pub voter_state: SharedVoterState,
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	pub justifications: GrandpaJustificationStream<Block>,
	pub proofs: Arc<FinalityProofProvider<TFullBackend<Block>, Block>>,
}

/// What the methods are answered from.
pub struct Sources {
	pub client: Arc<Client>,
	pub pool: Arc<Pool>,
	pub finality: Finality,
	pub executor: Arc<dyn SpawnNamed>,
	pub turns: Turns,
}

/// All methods that this node adds to those that the SDK's service brings (author, chain, state, chainHead and others).
pub fn create(sources: Sources) -> Result<RpcModule<()>, RegisterMethodError> {
	let Sources { client, pool, finality, executor, turns } = sources;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	let Finality { voter_state, authority_set, justifications, proofs } = finality;
	module.merge(Grandpa::new(executor, authority_set, voter_state, justifications, proofs).into_rpc())?;

	let ask = Ask::new(client, turns);
	let mut ours = RpcModule::new(());
	ours.merge(AllowanceRpcServer::into_rpc(ask.clone()))?;
	ours.merge(EnterpriseRpcServer::into_rpc(ask.clone()))?;
	ours.merge(ConsentRpcServer::into_rpc(ask.clone()))?;
	ours.merge(AttestationRpcServer::into_rpc(ask.clone()))?;
	ours.merge(CalendarRpcServer::into_rpc(ask.clone()))?;
	ours.merge(CardRpcServer::into_rpc(ask.clone()))?;
	ours.merge(CreditRpcServer::into_rpc(ask.clone()))?;
	ours.merge(CollateralRpcServer::into_rpc(ask.clone()))?;
	ours.merge(FinancingRpcServer::into_rpc(ask.clone()))?;
	ours.merge(LineRpcServer::into_rpc(ask.clone()))?;
	ours.merge(PolicyRpcServer::into_rpc(ask.clone()))?;
	ours.merge(GuaranteeRpcServer::into_rpc(ask.clone()))?;
	ours.merge(PortfolioRpcServer::into_rpc(ask.clone()))?;
	ours.merge(CrossBorderRpcServer::into_rpc(ask.clone()))?;
	ours.merge(PeerRpcServer::into_rpc(ask.clone()))?;
	ours.merge(ReferenceRateRpcServer::into_rpc(ask.clone()))?;
	ours.merge(ValidatorRpcServer::into_rpc(ask))?;
	module.merge(arity::strict(ours)?)?;
	Ok(module)
}
