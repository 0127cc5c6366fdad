//! A validator runs on two machines at once, as after a failover gone wrong, and loses its seat. A new node then joins by
//! warp sync, over the change of authorities.

use lingnan_network_tests::Network;

#[test]
fn a_validator_on_two_machines_loses_its_seat_and_a_new_node_warps_over_the_change() {
	let mut network = Network::new(4);
	let nodes = network.start_validators(4);
	nodes[0].wait_for_finalised(2);
	let all = nodes[0].authors();
	assert_eq!(all.len(), 4);

	let twin = network.start("daves-twin", &["--dave"], None);
	let rest = nodes[0].wait("one of four lost its seat", || {
		let authors = nodes[0].authors();
		(authors.len() < 4).then_some(authors)
	});
	assert_eq!(rest, all[..3], "the seat lost is Dave's");
	let seen = nodes.iter().chain([&twin]).any(|node| node.log().contains("Two blocks for slot"));
	let voted = nodes.iter().chain([&twin]).any(|node| node.log().contains("Submitted equivocation report"));
	assert!(seen || voted, "somebody saw it");

	// Three are left and go on.
	let goal = nodes[0].finalised() + 5;
	nodes[0].wait_for_finalised(goal);

	let new = network.start("new", &["--sync", "warp"], None);
	new.wait("warp sync is complete", || new.log().contains("Warp sync is complete").then_some(()));
	new.wait_for_finalised(goal);
	assert_eq!(new.authors(), rest);
	// What lies before the block it warped to is fetched later.
	let last = new.finalised();
	assert_eq!(new.hash(last), nodes[0].hash(last));
}
