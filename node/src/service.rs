//! The parts of a node and how they are put together: database and client, Aura for authoring, GRANDPA for finality,
//! the transaction pool, the network and the RPC server.

use crate::{
	equivocation,
	executor::Executor,
	genesis, metrics,
	peers::{self, Connections, Door, Guarded, Register},
	rpc,
	turns::Turns,
};
use futures::FutureExt;
use lingnan_runtime::{constants::MILLISECONDS_PER_BLOCK, RuntimeApi};
use sc_chain_spec::GenesisBlockBuilder;
use sc_client_api::{Backend as _, BlockBackend};
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{
	warp_proof, BeforeBestBlockBy, FinalityProofProvider, GrandpaBlockImport, LinkHalf, SharedVoterState,
	ThreeQuartersOfTheUnfinalizedChain, VotingRulesBuilder,
};
use sc_network::{config::NonReservedPeerMode, NetworkBackend};
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	error::Error as ServiceError, BuildNetworkParams, Configuration, PartialComponents, SpawnTasksParams, TFullBackend,
	TFullClient, TaskManager, WarpSyncConfig,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use std::{path::Path, sync::Arc, time::Duration};

pub use lingnan_runtime::{opaque::Block, Hash};

pub type Client = TFullClient<Block, RuntimeApi, Executor>;
type Backend = TFullBackend<Block>;
type SelectChain = sc_consensus::LongestChain<Backend, Block>;
type BlockImport = GrandpaBlockImport<Backend, Block, Client, SelectChain>;
type GrandpaLink = LinkHalf<Block, Client, SelectChain>;
pub type Pool = TransactionPoolHandle<Block, Client>;

/// A finality proof is kept for one block in so many, so that light clients and the relayers of the corridors find one
/// after an absence. The SDK's usual 512 would leave 17 minutes without any.
const JUSTIFICATION_PERIOD: u32 = 16;

/// The proposer counts a block's bytes against this; the runtime's own limit, in weight, is the one that binds.
const PROPOSER_BLOCK_SIZE: usize = 16 * 1024 * 1024;

type Partial = PartialComponents<
	Client,
	Backend,
	SelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	Pool,
	(BlockImport, GrandpaLink, Turns, Register, Option<Telemetry>),
>;

/// What every command needs that opens the database.
pub fn new_partial(config: &Configuration, compiled: Option<&Path>) -> Result<Partial, ServiceError> {
	let endpoints = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty());
	let telemetry = endpoints
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let turns = Turns::default();
	let executor = Executor::new(&config.executor, compiled, turns.clone());
	let backend = sc_service::new_db_backend(config.db_config())?;
	let genesis = genesis::storage(&*config.chain_spec, &executor)?;
	let register = Register::of(&genesis)?;
	let genesis =
		GenesisBlockBuilder::new_with_storage(genesis, !config.no_genesis(), backend.clone(), executor.clone())?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			backend,
			genesis,
			false,
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let handle = telemetry.as_ref().map(|telemetry| telemetry.handle());

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = sc_transaction_pool::Builder::new(
		task_manager.spawn_essential_handle(),
		client.clone(),
		config.role.is_authority().into(),
	)
	.with_options(config.transaction_pool.clone())
	.with_prometheus(config.prometheus_registry())
	.build();

	let (block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		handle.clone(),
	)?;

	let cidp_client = client.clone();
	let import_queue = sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
		block_import: block_import.clone(),
		justification_import: Some(Box::new(block_import.clone())),
		client: client.clone(),
		create_inherent_data_providers: move |parent, _| {
			let client = cidp_client.clone();
			async move {
				let slot_duration = sc_consensus_aura::standalone::slot_duration_at(&*client, parent)?;
				let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
				let slot = sp_consensus_aura::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
					*timestamp,
					slot_duration,
				);
				Ok((slot, timestamp))
			}
		},
		spawner: &task_manager.spawn_essential_handle(),
		registry: config.prometheus_registry(),
		check_for_equivocation: Default::default(),
		telemetry: handle,
		compatibility_mode: Default::default(),
	})?;

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool: Arc::new(transaction_pool),
		other: (block_import, grandpa_link, turns, register, telemetry),
	})
}

/// A whole node over the network backend `N`.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	mut config: Configuration,
	compiled: Option<&Path>,
) -> Result<TaskManager, ServiceError> {
	if config.network.ipfs_server {
		return Err("--ipfs-server gives data to whoever asks, and this chain indexes none for it: leave it out".into());
	}

	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: (block_import, grandpa_link, turns, genesis_register, mut telemetry),
	} = new_partial(&config, compiled)?;

	let registry = config.prometheus_registry().cloned();
	let options = peers::Options::of(&config.network);
	let register = peers::at_start(&client, genesis_register);
	if register.is_in_force() {
		log::info!("{register}");
		config.network.default_peers_set.non_reserved_mode = NonReservedPeerMode::Deny;
	}
	let strangers = metrics::Strangers::new(registry.as_ref())?;
	let door = Arc::new(Door::new(register, options.named.clone(), strangers));
	let mut net_config =
		Guarded::<N>::configure(&config.network, registry.clone(), door.clone(), task_manager.spawn_handle());
	let metrics = N::register_notification_metrics(registry.as_ref());

	let genesis_hash = client.block_hash(0)?.ok_or("the database holds no genesis block")?;
	let grandpa_protocol = sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
	let (grandpa_config, grandpa_notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, Guarded<N>>(
		grandpa_protocol.clone(),
		metrics.clone(),
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(grandpa_config);

	let warp_sync = Arc::new(warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let watch = peers::watch(
		client.clone(),
		door,
		Connections {
			own: network.local_peer_id(),
			network: network.clone(),
			sync: {
				let sync = sync_service.clone();
				move |members| sync.set_no_slot_peers(members)
			},
			announcements: peers::announcements(genesis_hash, config.chain_spec.fork_id()),
			options,
		},
	);
	task_manager.spawn_essential_handle().spawn("register-of-peers", Some("networking"), watch);

	if config.offchain_worker.enabled {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			keystore: Some(keystore_container.keystore()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
			network_provider: Arc::new(network.clone()),
			is_validator: config.role.is_authority(),
			enable_http_requests: false,
			custom_extensions: |_| Vec::new(),
		})?;
		let spawner = task_manager.spawn_handle();
		let run = workers.run(client.clone(), spawner.clone()).boxed();
		spawner.spawn("offchain-workers-runner", "offchain-worker", run);
	}

	let watch = equivocation::watch(client.clone(), transaction_pool.clone());
	task_manager.spawn_handle().spawn("equivocations", "block-import", watch);
	if let Some(registry) = registry.clone() {
		let watch = metrics::watch(client.clone(), registry);
		task_manager.spawn_handle().spawn_blocking("metrics", "metrics", watch);
	}

	let role = config.role;
	let name = config.network.node_name.clone();
	let force_authoring = config.force_authoring;
	let grandpa_enabled = !config.disable_grandpa;
	let voter_state = SharedVoterState::empty();

	let rpc_builder = {
		let client = client.clone();
		let pool = transaction_pool.clone();
		let voter_state = voter_state.clone();
		let authority_set = grandpa_link.shared_authority_set().clone();
		let justifications = grandpa_link.justification_stream();
		let proofs = FinalityProofProvider::new_for_service(backend.clone(), Some(authority_set.clone()));
		Box::new(move |executor| {
			let finality = rpc::Finality {
				voter_state: voter_state.clone(),
				authority_set: authority_set.clone(),
				justifications: justifications.clone(),
				proofs: proofs.clone(),
			};
			let (client, pool, turns) = (client.clone(), pool.clone(), turns.clone());
			rpc::create(rpc::Sources { client, pool, finality, executor, turns })
				.map_err(|e| ServiceError::Application(e.into()))
		})
	};

	sc_service::spawn_tasks(SpawnTasksParams {
		network: network.clone(),
		client: client.clone(),
		keystore: keystore_container.keystore(),
		task_manager: &mut task_manager,
		transaction_pool: transaction_pool.clone(),
		rpc_builder,
		backend,
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		config,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	if let Err(error) = rpc::answer_at_once() {
		log::info!("long answers of JSON-RPC by websocket wait for an acknowledgement, some 40 ms: {error}");
	}
	let telemetry = telemetry.as_ref().map(|telemetry| telemetry.handle());

	// Votes wait for each other a sixth of a slot. Where the state is still being fetched, the slot is the usual one.
	let slot = sc_consensus_aura::slot_duration(&*client).map_or(MILLISECONDS_PER_BLOCK, |slot| slot.as_millis());
	let gossip_duration = Duration::from_millis(slot / 6);

	if role.is_authority() {
		let mut proposer = sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			client.clone(),
			transaction_pool.clone(),
			registry.as_ref(),
			telemetry.clone(),
		);
		proposer.set_default_block_size_limit(PROPOSER_BLOCK_SIZE);
		let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
		let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
			slot_duration,
			client: client.clone(),
			select_chain,
			block_import,
			proposer_factory: proposer,
			create_inherent_data_providers: move |_, ()| async move {
				let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
				let slot = sp_consensus_aura::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
					*timestamp,
					slot_duration,
				);
				Ok((slot, timestamp))
			},
			force_authoring,
			backoff_authoring_blocks: None::<()>,
			keystore: keystore_container.keystore(),
			sync_oracle: sync_service.clone(),
			justification_sync_link: sync_service.clone(),
			block_proposal_slot_portion: SlotProportion::new(2f32 / 3f32),
			max_block_proposal_slot_portion: None,
			telemetry: telemetry.clone(),
			compatibility_mode: Default::default(),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
	}

	if grandpa_enabled {
		let grandpa = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration,
				justification_generation_period: JUSTIFICATION_PERIOD,
				name: Some(name),
				observer_enabled: false,
				// Only an authority votes; a full node still follows the votes of others.
				keystore: role.is_authority().then(|| keystore_container.keystore()),
				local_role: role,
				telemetry: telemetry.clone(),
				protocol_name: grandpa_protocol,
			},
			link: grandpa_link,
			network,
			sync: Arc::new(sync_service),
			notification_service: grandpa_notifications,
			// As the SDK's default, which stays two blocks behind: `docs/decisions/0300-votes-stay-one-block-behind.md`.
			voting_rule: VotingRulesBuilder::new()
				.add(BeforeBestBlockBy(1))
				.add(ThreeQuartersOfTheUnfinalizedChain)
				.build(),
			prometheus_registry: registry,
			shared_voter_state: voter_state,
			telemetry,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(transaction_pool),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, grandpa);
	}
	Ok(task_manager)
}
