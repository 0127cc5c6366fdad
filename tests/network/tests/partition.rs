//! Two and two validators lose sight of each other: both halves make blocks, neither finalises, and when the line is
//! mended all agree again.

use lingnan_network_tests::{assert_agree, namespaces::Places, Network, Node};

#[test]
fn a_network_cut_in_two_heals_without_conflicting_finality() {
	let places = match Places::new() {
		Ok(places) => places,
		Err(why) => {
			eprintln!("skipped: no network namespaces here ({why}); run it as root on Linux with iproute2");
			return;
		},
	};
	let mut network = Network::new(4);
	let mut start = |name: &str, place: &_| network.start(name, &[&format!("--{name}")], Some(Clone::clone(place)));
	let nodes = [
		start("alice", &places.one),
		start("bob", &places.one),
		start("charlie", &places.other),
		start("dave", &places.other),
	];
	for node in &nodes {
		node.wait_for_finalised(3);
	}

	places.cut();
	let before: Vec<_> = nodes.iter().map(Node::wait_until_nothing_more_is_finalised).collect();
	let best: Vec<_> = nodes.iter().map(Node::best).collect();
	nodes[0].wait("one half makes blocks", || (nodes[0].best() >= best[0] + 3).then_some(()));
	nodes[2].wait("so does the other", || (nodes[2].best() >= best[2] + 3).then_some(()));
	let fork = nodes[0].best().min(nodes[2].best());
	assert_ne!(nodes[0].hash(fork), nodes[2].hash(fork), "the halves went different ways");
	assert_eq!(nodes.iter().map(Node::finalised).collect::<Vec<_>>(), before, "a half must not finalise");

	places.mend();
	for node in &nodes {
		node.wait_for_finalised(fork + 3);
	}
	let all: Vec<_> = nodes.iter().collect();
	for number in 0..=fork + 3 {
		assert_agree(&all, number);
	}
}
