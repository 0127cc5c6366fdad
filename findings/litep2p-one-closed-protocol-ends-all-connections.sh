#!/usr/bin/env bash
# litep2p 0.15.3 makes no connection any more once the handle of one notification protocol is dropped.
#
# Nothing in its documentation says that the handles of all protocols must live as long as the node; to drop one unregisters its
# protocol, as the log tells ("Protocol fully unregistered"). The transports keep the list of protocols that they were made with,
# though, the closed one among them: each new connection has to be told to it too, that fails, and the connection is thrown away
# ("failed to notify protocols about connection"). So a request by another protocol, whose handle is alive, goes unanswered. Where
# the dialler has dropped the handle, no event of the node tells of it, and most often the request is not failed either, not even
# when its own time is over; where the listener has, the dialler sees each connection come and go. Who wants to do without a protocol
# does not register it, or keeps its handle all the same. Seen 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "closed-protocol"
version = "0.0.0"
edition = "2021"

[dependencies]
futures = "0.3"
litep2p = "=0.15.3"
tokio = { version = "1", features = ["macros", "rt-multi-thread", "time"] }
tracing-subscriber = { version = "0.3", default-features = false, features = ["fmt"] }
TOML
cat >src/main.rs <<'RUST'
use futures::StreamExt;
use litep2p::{
	config::ConfigBuilder,
	protocol::{
		notification::{ConfigBuilder as Notifications, NotificationHandle},
		request_response::{ConfigBuilder as Requests, DialOptions, RequestResponseEvent, RequestResponseHandle},
	},
	transport::tcp::config::Config as Tcp,
	types::protocol::ProtocolName,
	Litep2p, Litep2pEvent,
};
use std::{
	sync::{Arc, Mutex},
	time::Duration,
};
use tokio::{
	task::JoinSet,
	time::{sleep, timeout},
};
use tracing_subscriber::filter::LevelFilter;

/// What a node does with the notification protocol.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Notes {
	Kept,
	Dropped,
	Unregistered,
}

struct Node {
	litep2p: Litep2p,
	requests: RequestResponseHandle,
	_notes: Option<NotificationHandle>,
}

fn node(notes: Notes) -> Node {
	let tcp = Tcp { listen_addresses: vec!["/ip4/127.0.0.1/tcp/0".parse().unwrap()], ..Default::default() };
	let (requests, requests_handle) =
		Requests::new(ProtocolName::from("/requests/1")).with_max_size(64).with_timeout(Duration::from_secs(2)).build();
	let mut config = ConfigBuilder::new().with_tcp(tcp).with_request_response_protocol(requests);
	let mut kept = None;
	if notes != Notes::Unregistered {
		let (notifications, handle) =
			Notifications::new(ProtocolName::from("/notes/1")).with_max_size(64).with_handshake(vec![0]).build();
		config = config.with_notification_protocol(notifications);
		kept = Some(handle);
	}
	let litep2p = Litep2p::new(config.build()).unwrap();
	if notes == Notes::Dropped {
		drop(kept.take());
	}
	Node { litep2p, requests: requests_handle, _notes: kept }
}

/// Runs a node, and tells what it hears of connections.
fn run(tasks: &mut JoinSet<()>, mut litep2p: Litep2p) -> Arc<Mutex<Vec<&'static str>>> {
	let heard = Arc::new(Mutex::new(Vec::new()));
	let told = heard.clone();
	tasks.spawn(async move {
		while let Some(event) = litep2p.next_event().await {
			told.lock().unwrap().push(match event {
				Litep2pEvent::ConnectionEstablished { .. } => "established",
				Litep2pEvent::ConnectionClosed { .. } => "closed",
				_ => "failed",
			});
		}
	});
	heard
}

/// Asks twice, and returns how many answers came and what each side heard of connections.
async fn ask(dialler: Notes, listener: Notes) -> (usize, Vec<&'static str>, Vec<&'static str>) {
	let (mut asks, mut answers) = (node(dialler), node(listener));
	let peer = *answers.litep2p.local_peer_id();
	asks.litep2p.add_known_address(peer, answers.litep2p.listen_addresses().cloned());
	let mut tasks = JoinSet::new();
	let (here, there) = (run(&mut tasks, asks.litep2p), run(&mut tasks, answers.litep2p));
	tasks.spawn(async move {
		let _notes = answers._notes;
		while let Some(event) = answers.requests.next().await {
			if let RequestResponseEvent::RequestReceived { request_id, request, .. } = event {
				answers.requests.send_response(request_id, request);
			}
		}
	});
	// Time enough to learn of the drop.
	sleep(Duration::from_millis(500)).await;
	println!("The notification handle: {dialler:?} by the dialler, {listener:?} by the listener");
	let mut came = 0;
	for request in [1, 2] {
		asks.requests.send_request(peer, vec![request], DialOptions::Dial).await.unwrap();
		match timeout(Duration::from_secs(4), asks.requests.next()).await {
			Ok(Some(RequestResponseEvent::ResponseReceived { response, .. })) => {
				came += usize::from(response == [request]);
				println!("  request {request}: answered");
			},
			Ok(Some(RequestResponseEvent::RequestFailed { error, .. })) => println!("  request {request}: {error:?}"),
			Ok(other) => println!("  request {request}: {other:?}"),
			Err(_) => println!("  request {request}: neither answer nor failure in 4 s"),
		}
		sleep(Duration::from_millis(500)).await;
	}
	// The nodes first, then the handles that were kept.
	tasks.shutdown().await;
	let (here, there) = (here.lock().unwrap().clone(), there.lock().unwrap().clone());
	println!("  connections, as the dialler hears: {here:?}; as the listener hears: {there:?}");
	(came, here, there)
}

#[tokio::main]
async fn main() {
	tracing_subscriber::fmt().with_max_level(LevelFilter::INFO).with_writer(std::io::stderr).with_ansi(false).init();
	for dialler in [Notes::Kept, Notes::Unregistered] {
		let (answers, ..) = ask(dialler, Notes::Kept).await;
		assert_eq!(answers, 2, "CHANGED: no answer where no handle was dropped");
	}
	let (answers, here, there) = ask(Notes::Dropped, Notes::Kept).await;
	assert_eq!(answers, 0, "CHANGED: an answer though the dialler has dropped the handle");
	assert!(!here.contains(&"established"), "CHANGED: the dialler hears of a connection");
	assert!(there.contains(&"established"), "CHANGED: the dialler does not reach the listener");
	let (answers, here, there) = ask(Notes::Kept, Notes::Dropped).await;
	assert_eq!(answers, 0, "CHANGED: an answer though the listener has dropped the handle");
	assert!(!there.contains(&"established"), "CHANGED: the listener hears of a connection");
	assert!(here.contains(&"established"), "CHANGED: the dialler does not reach the listener");
}
RUST
export CARGO_TARGET_DIR="$work/target"
cargo build --quiet --jobs 2
echo "$(cargo tree --depth 1 --prefix none | grep '^litep2p '), $(rustc --version)"
timeout 120 cargo run --quiet 2>log || { grep -A1 -E 'panicked|^error' log; exit 1; }
for line in 'Protocol fully unregistered' 'failed to notify protocols about connection'; do
	grep -o "$line.*" log | sed -E 's/ (peer|endpoint)=.*error=/ error=/' | sort | uniq -c |
		grep . || { echo "CHANGED: the log does not say \"$line\""; exit 1; }
done
echo "As described: a dropped notification handle leaves the node without connections."
