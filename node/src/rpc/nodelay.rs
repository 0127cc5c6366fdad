//! Answers leave at once. The SDK's RPC server leaves Nagle's algorithm on: of an answer by websocket that fills more than one
//! segment, the last waits until the client has acknowledged the ones before, which it does with a delay of 40 ms. The SDK
//! turns it off after 2609.2.0 (polkadot-sdk pull request 12797); then this can go.
//!
//! A connection takes the option from the socket that listens, and the SDK does not give that out. It is among this process's
//! own files: a copy of each socket is asked for and told. What is no TCP socket refuses, and stays as it is. Of other files no
//! copy is made: when one of a file is closed, its process loses the locks on it (fcntl), and RocksDB holds its database by one.

use rustix::process::{getpid, pidfd_getfd, pidfd_open, PidfdFlags, PidfdGetfdFlags};
use std::{fs, io, net::TcpStream};

/// For every TCP socket that is open, and every connection that one of them takes from now on. Answers how many there were.
pub fn answer_at_once() -> io::Result<usize> {
	let this = pidfd_open(getpid(), PidfdFlags::empty())?;
	let sockets = fs::read_dir("/proc/self/fd")?.filter_map(|entry| {
		let entry = entry.ok()?;
		let is_socket = fs::read_link(entry.path()).ok()?.to_str()?.starts_with("socket:");
		entry.file_name().to_str()?.parse().ok().filter(|_| is_socket)
	});
	let copies = sockets.filter_map(|file| pidfd_getfd(&this, file, PidfdGetfdFlags::empty()).ok());
	Ok(copies.map(TcpStream::from).filter(|socket| socket.set_nodelay(true).is_ok()).count())
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::net::TcpListener;

	#[test]
	fn a_connection_that_is_taken_afterwards_does_not_wait() {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let connected = || {
			let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
			(client, listener.accept().unwrap().0)
		};
		let (_client, before) = connected();
		assert!(!before.nodelay().unwrap(), "nothing is left to do");
		assert!(answer_at_once().unwrap() > 0);
		let (_client, after) = connected();
		assert!(after.nodelay().unwrap() && before.nodelay().unwrap());
	}
}
