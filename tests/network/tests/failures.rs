//! Four validators bear the loss of one; the loss of two stops finality and nothing else, until they are back.

use lingnan_network_tests::{assert_agree, Network, Node};

#[test]
fn one_lost_validator_is_borne_and_two_stop_finality_until_they_are_back() {
	let mut network = Network::new(4);
	let mut nodes = network.start_validators(4);
	for node in &nodes {
		node.wait_for_finalised(4);
	}
	assert_agree(&nodes.iter().collect::<Vec<_>>(), 4);

	// One is killed. The others go on; it comes back and catches up.
	nodes[3].kill();
	let (rest, dave) = nodes.split_at_mut(3);
	let goal = rest[0].finalised() + 4;
	rest[0].wait_for_finalised(goal);
	dave[0].restart();
	dave[0].wait_for_finalised(goal + 2);
	assert_agree(&nodes.iter().collect::<Vec<_>>(), goal);

	// Two are killed. Blocks go on, finality does not.
	nodes[2].kill();
	nodes[3].kill();
	let (left, lost) = nodes.split_at_mut(2);
	let stopped = left.iter().map(Node::wait_until_nothing_more_is_finalised).max().expect("two are left");
	let best = left[0].best();
	left[0].wait("two go on making blocks", || (left[0].best() >= best + 3).then_some(()));
	assert_eq!(left[0].finalised().max(left[1].finalised()), stopped, "two of four must not finalise");
	let kept: Vec<_> = (0..=stopped).map(|number| left[0].hash(number)).collect();

	// They are back, and so is finality, over the very same blocks.
	for node in lost.iter_mut() {
		node.restart();
	}
	for node in &nodes {
		node.wait_for_finalised(stopped + 4);
	}
	let same = |node: &Node| kept.iter().zip(0..).all(|(hash, number)| node.hash(number) == *hash);
	assert!(nodes.iter().all(same), "a finalised block was lost");
	assert_agree(&nodes.iter().collect::<Vec<_>>(), stopped + 4);
}
