use crate::mock::*;
use crate::Host;

#[test]
fn a_network_starts_with_its_nodes_and_closed() {
	build(true, vec![peer(9), peer(1)]).execute_with(|| {
		let shown = Peers::peers();
		assert!(shown.in_force);
		let peers: Vec<_> = shown.peers.into_iter().map(|entered| (entered.id, entered.host)).collect();
		let mut both = [(peer(1), Host::Governance), (peer(9), Host::Governance)];
		both.sort_by_key(|(id, _)| *id);
		assert_eq!(peers, both);
		Peers::do_try_state().unwrap();
	});
}

#[test]
fn a_network_is_open_unless_its_genesis_says_otherwise() {
	bare().execute_with(|| assert!(!Peers::peers().in_force));
}

#[test]
#[should_panic(expected = "genesis peer")]
fn a_peer_that_stands_there_twice_stops_the_build() {
	build(true, vec![peer(1), peer(1)]);
}
