/// By how many something is stopped, and so for how long: what the origin of a stop answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StoppedBy {
	/// A third: for a time, and not again before it has rested.
	Few,
	/// More than half: for a time from now on, whether it is stopped already or rests.
	Most,
	/// Two thirds, or governance: until it is resumed.
	All,
}
