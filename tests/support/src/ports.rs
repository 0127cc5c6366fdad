//! Ports for the nodes of tests, of which several run at a time in processes of their own.

use std::{
	net::{TcpListener, UdpSocket},
	process,
	sync::Mutex,
};

/// Below the ports that the system gives away by itself: a port of these is nobody's before a test asks for it.
const FIRST: u32 = 20_000;
const COUNT: u32 = 12_000;

/// What this process has claimed, until it ends.
static CLAIMS: Mutex<Vec<UdpSocket>> = Mutex::new(Vec::new());

/// A TCP port that nobody listens on and that no other test gets while this process runs. A node opens its port long after
/// the test has chosen it, so the choice is marked: the UDP port of the same number is held, which nodes leave alone.
pub fn free_port() -> u16 {
	let start = process::id().wrapping_mul(16);
	for offset in 0..COUNT {
		let port = u16::try_from(FIRST + start.wrapping_add(offset) % COUNT).expect("the range ends below 65,536");
		let Ok(claim) = UdpSocket::bind(("127.0.0.1", port)) else { continue };
		if TcpListener::bind(("127.0.0.1", port)).is_ok() {
			CLAIMS.lock().expect("no test panics in here").push(claim);
			return port;
		}
	}
	panic!("none of {COUNT} ports from {FIRST} on is free");
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Two node tests at a time were given one port, and one of them spoke to the other's node.
	#[test]
	fn a_port_is_given_once() {
		let first = free_port();
		let second = free_port();
		assert_ne!(first, second);
		assert!(UdpSocket::bind(("127.0.0.1", first)).is_err(), "another process is refused the claim");
		TcpListener::bind(("127.0.0.1", first)).expect("a node can listen there");
	}
}
