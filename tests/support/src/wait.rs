//! Waiting for what comes about by itself. What it says when it does not come is the caller's: he knows what to look at.

use std::{
	thread,
	time::{Duration, Instant},
};

const PAUSE: Duration = Duration::from_millis(100);

/// Looks until there is something; nothing, if it does not come in time.
pub fn wait<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
	let start = Instant::now();
	loop {
		match look() {
			None if start.elapsed() < patience => thread::sleep(PAUSE),
			found => return found,
		}
	}
}

/// The same where looking takes its time.
pub async fn wait_for<T>(patience: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
	let start = Instant::now();
	loop {
		match look().await {
			None if start.elapsed() < patience => tokio::time::sleep(PAUSE).await,
			found => return found,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_comes_is_waited_for_and_what_does_not_come_is_given_up() {
		let mut looked = 0;
		let third = wait(Duration::from_secs(20), || {
			looked += 1;
			(looked == 3).then_some(looked)
		});
		assert_eq!(third, Some(3));
		assert_eq!(wait(Duration::ZERO, || None::<()>), None);
	}

	#[tokio::test]
	async fn the_same_where_looking_takes_its_time() {
		assert_eq!(wait_for(Duration::ZERO, async || Some(3)).await, Some(3));
		assert_eq!(wait_for(Duration::ZERO, async || None::<()>).await, None);
	}
}
