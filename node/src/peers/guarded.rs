//! A network of which every protocol that answers requests has a door before it, whichever of the SDK's two networks it is.
//!
//! The SDK makes each of these protocols itself: blocks, state, proofs of finality, light clients. All of them are made by
//! [`NetworkBackend::request_response_config`], so it is there that the door is put in. What is made here belongs to the
//! network within, and the SDK's configuration of this type cannot be taken apart; so the network within has one of its own
//! from the start, which collects what is made.

use super::door::{kind, Door};
use crate::service::{Block, Hash};
use sc_network::{
	config::{
		FullNetworkConfiguration, IncomingRequest, NetworkConfiguration, NotificationHandshake, Params, SetConfig,
	},
	error::Error,
	peer_store::PeerStoreProvider,
	service::traits::{NetworkService, RequestResponseConfig},
	NetworkBackend, NotificationConfig, NotificationMetrics, NotificationService, PeerId, ProtocolName,
};
use sc_service::SpawnTaskHandle;
use std::{
	any::Any,
	cell::RefCell,
	fmt,
	future::Future,
	pin::Pin,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use substrate_prometheus_endpoint::Registry;

type Full<N> = FullNetworkConfiguration<Block, Hash, N>;

/// The network `N` behind a door.
pub struct Guarded<N>(N);

/// What is made of the network `N` until it starts.
struct Building<N: NetworkBackend<Block, Hash>> {
	door: Arc<Door>,
	spawner: SpawnTaskHandle,
	config: Full<N>,
}

thread_local! {
	/// The SDK makes protocols by functions of the type, without a value that could know the door. A node's network is put
	/// together by one thread in one go.
	static BUILDING: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

fn building<N: NetworkBackend<Block, Hash>, T>(with: impl FnOnce(&mut Building<N>) -> T) -> T {
	BUILDING.with_borrow_mut(|building| {
		let building = building.as_mut().and_then(|building| building.downcast_mut::<Building<N>>());
		with(building.expect("`Guarded::configure` comes first"))
	})
}

impl<N: NetworkBackend<Block, Hash>> Guarded<N> {
	/// The configuration of a network behind this door. The network must be started by the same thread.
	pub fn configure(
		config: &NetworkConfiguration,
		registry: Option<Registry>,
		door: Arc<Door>,
		spawner: SpawnTaskHandle,
	) -> Full<Self> {
		let within = Building::<N> { door, spawner, config: Full::<N>::new(config, registry.clone()) };
		BUILDING.set(Some(Box::new(within)));
		Full::<Self>::new(config, registry)
	}
}

/// A protocol of the network within, until it is handed over.
pub struct Notifications<C> {
	set: SetConfig,
	name: ProtocolName,
	within: Mutex<Option<C>>,
}

impl<C> Notifications<C> {
	fn hand_over(&self) -> Option<C> {
		self.within.lock().unwrap_or_else(PoisonError::into_inner).take()
	}
}

impl<C> fmt::Debug for Notifications<C> {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.debug_tuple("Notifications").field(&self.name).finish()
	}
}

impl<C> NotificationConfig for Notifications<C> {
	fn set_config(&self) -> &SetConfig {
		&self.set
	}

	fn protocol_name(&self) -> &ProtocolName {
		&self.name
	}
}

/// A protocol of requests that the network within has already.
#[derive(Debug)]
pub struct Requests(ProtocolName);

impl RequestResponseConfig for Requests {
	fn protocol_name(&self) -> &ProtocolName {
		&self.0
	}
}

impl<N: NetworkBackend<Block, Hash>> NetworkBackend<Block, Hash> for Guarded<N> {
	type NetworkService<B, H> = N::NetworkService<B, H>;
	type NotificationProtocolConfig = Notifications<N::NotificationProtocolConfig>;
	type PeerStore = N::PeerStore;
	type RequestResponseProtocolConfig = Requests;

	fn new(params: Params<Block, Hash, Self>) -> Result<Self, Error> {
		let Params { network_config, .. } = params;
		let within = BUILDING.take().and_then(|building| building.downcast::<Building<N>>().ok());
		let mut config = within.expect("`Guarded::configure` comes first").config;
		network_config.notification_protocols().iter().filter_map(Notifications::hand_over).for_each(|protocol| {
			config.add_notification_protocol(protocol);
		});
		config.network_config = network_config.network_config;
		N::new(Params {
			role: params.role,
			executor: params.executor,
			network_config: config,
			protocol_id: params.protocol_id,
			genesis_hash: params.genesis_hash,
			fork_id: params.fork_id,
			metrics_registry: params.metrics_registry,
			block_announce_config: params.block_announce_config.hand_over().expect("it is handed over once"),
			// It would answer whoever asks.
			ipfs_config: None,
			notification_metrics: params.notification_metrics,
		})
		.map(Self)
	}

	fn network_service(&self) -> Arc<dyn NetworkService> {
		self.0.network_service()
	}

	/// The one that the network within reports to.
	fn peer_store(_: Vec<PeerId>, _: Option<Registry>) -> Self::PeerStore {
		building::<N, _>(|within| within.config.take_peer_store())
	}

	fn register_notification_metrics(registry: Option<&Registry>) -> NotificationMetrics {
		N::register_notification_metrics(registry)
	}

	fn notification_config(
		protocol_name: ProtocolName,
		fallback_names: Vec<ProtocolName>,
		max_notification_size: u64,
		handshake: Option<NotificationHandshake>,
		set_config: SetConfig,
		metrics: NotificationMetrics,
		peerstore_handle: Arc<dyn PeerStoreProvider>,
	) -> (Self::NotificationProtocolConfig, Box<dyn NotificationService>) {
		let (within, service) = N::notification_config(
			protocol_name.clone(),
			fallback_names,
			max_notification_size,
			handshake,
			set_config.clone(),
			metrics,
			peerstore_handle,
		);
		(Notifications { set: set_config, name: protocol_name, within: Mutex::new(Some(within)) }, service)
	}

	fn request_response_config(
		protocol_name: ProtocolName,
		fallback_names: Vec<ProtocolName>,
		max_request_size: u64,
		max_response_size: u64,
		request_timeout: Duration,
		inbound_queue: Option<async_channel::Sender<IncomingRequest>>,
	) -> Requests {
		building::<N, _>(|within| {
			let inbound_queue = inbound_queue.map(|handler| {
				let (guarded, come) = async_channel::bounded(handler.capacity().unwrap_or(20));
				let guard = within.door.clone().guard(kind(&protocol_name), come, handler);
				within.spawner.spawn("door", Some("networking"), guard);
				guarded
			});
			let config = N::request_response_config(
				protocol_name.clone(),
				fallback_names,
				max_request_size,
				max_response_size,
				request_timeout,
				inbound_queue,
			);
			within.config.add_request_response_protocol(config);
		});
		Requests(protocol_name)
	}

	fn run<'a>(self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>
	where
		Self: 'a,
	{
		self.0.run()
	}
}
