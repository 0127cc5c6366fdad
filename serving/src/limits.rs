//! What one client may have of a service.

use crate::answer::Refused;
use governor::{
	clock::{Clock, DefaultClock},
	DefaultKeyedRateLimiter, Quota, RateLimiter,
};
use std::{
	collections::HashMap,
	net::IpAddr,
	num::NonZeroU32,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::Duration,
};

/// What an operator says that a service bears.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Requests from one address in a minute; as many may come at once. A service may count other things than requests.
	pub per_minute: NonZeroU32,
	/// Connections at a time.
	pub connections: usize,
}

/// All that a service bears.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
	pub limits: Limits,
	/// Bytes of a request's body.
	pub body: usize,
	/// For a handshake, a head or a body to arrive.
	pub patience: Duration,
	/// For a connection, from its first byte to the last of the answer: who does not read must not hold it.
	pub lifetime: Duration,
	/// Connections of one address at a time; further ones are closed.
	pub of_one_address: usize,
	/// Addresses that are remembered at a time; beyond them strangers wait.
	pub addresses: usize,
}

impl Bounds {
	/// The usual ones; `body` in bytes.
	pub const fn new(limits: Limits, body: usize) -> Self {
		Self {
			limits,
			body,
			patience: Duration::from_secs(10),
			lifetime: Duration::from_secs(60),
			of_one_address: 16,
			addresses: 65_536,
		}
	}
}

/// Whom the limits count: an address, or a network of 64 bits, which one household can have.
pub fn client_of(address: IpAddr) -> IpAddr {
	match address.to_canonical() {
		IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
		v4 => v4,
	}
}

/// Counts what each address asks.
pub(crate) struct Counter {
	limiter: DefaultKeyedRateLimiter<IpAddr>,
	addresses: usize,
}

impl Counter {
	pub fn new(bounds: &Bounds) -> Self {
		let limiter = RateLimiter::keyed(Quota::per_minute(bounds.limits.per_minute));
		Self { limiter, addresses: bounds.addresses }
	}

	/// Takes so much of an address's minute.
	pub fn spend(&self, client: IpAddr, much: u32) -> Result<(), Refused> {
		let Some(much) = NonZeroU32::new(much) else { return Ok(()) };
		if self.limiter.len() >= self.addresses {
			self.limiter.retain_recent();
			if self.limiter.len() >= self.addresses {
				return Err(Refused::Busy);
			}
		}
		let taken = self.limiter.check_key_n(&client, much).map_err(|_| Refused::TooManyAtOnce)?;
		taken.map_err(|until| {
			let wait = until.wait_time_from(DefaultClock::default().now());
			Refused::TooManyRequests { after: wait.as_secs().saturating_add(1) }
		})
	}
}

/// Connections by address.
#[derive(Clone, Default)]
pub(crate) struct Open(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One of an address's connections, until it is dropped.
pub(crate) struct Place {
	open: Open,
	client: IpAddr,
}

impl Open {
	fn held(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Nothing if the address has as many as one may.
	pub fn enter(&self, client: IpAddr, most: usize) -> Option<Place> {
		let mut held = self.held();
		let count = held.entry(client).or_default();
		if *count >= most {
			return None;
		}
		*count += 1;
		Some(Place { open: self.clone(), client })
	}
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut held = self.open.held();
		if let Some(count) = held.get_mut(&self.client) {
			*count -= 1;
			if *count == 0 {
				held.remove(&self.client);
			}
		}
	}
}
