use serde::{Deserialize, Serialize};
use std::fmt;

/// Lines of a file, as ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lines(Vec<(u64, u64)>);

impl Lines {
	pub fn insert(&mut self, line: u64) {
		let after = self.0.partition_point(|(first, _)| *first <= line);
		let before = after.checked_sub(1).and_then(|place| self.0.get(place).copied());
		if before.is_some_and(|(_, last)| line <= last) {
			return;
		}
		let joins_before = before.is_some_and(|(_, last)| last + 1 == line);
		let joins_after = self.0.get(after).is_some_and(|(first, _)| line + 1 == *first);
		match (joins_before, joins_after) {
			(true, true) => {
				let (_, last) = self.0.remove(after);
				self.0[after - 1].1 = last;
			},
			(true, false) => self.0[after - 1].1 = line,
			(false, true) => self.0[after].0 = line,
			(false, false) => self.0.insert(after, (line, line)),
		}
	}

	pub fn count(&self) -> u64 {
		self.0.iter().map(|(first, last)| last - first + 1).sum()
	}

	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// Those up to a line.
	pub fn up_to(&self, line: u64) -> Self {
		let kept = self.0.iter().filter(|(first, _)| *first <= line);
		Self(kept.map(|(first, last)| (*first, line.min(*last))).collect())
	}
}

impl FromIterator<u64> for Lines {
	fn from_iter<I: IntoIterator<Item = u64>>(lines: I) -> Self {
		let mut all = Self::default();
		lines.into_iter().for_each(|line| all.insert(line));
		all
	}
}

impl fmt::Display for Lines {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (place, (first, last)) in self.0.iter().enumerate() {
			let comma = if place == 0 { "" } else { ", " };
			match first == last {
				true => write!(f, "{comma}{first}")?,
				false => write!(f, "{comma}{first} to {last}")?,
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_that_follow_each_other_are_one_range() {
		let lines: Lines = [7, 3, 2, 5, 4, 4, 9].into_iter().collect();
		assert_eq!((lines.to_string().as_str(), lines.count()), ("2 to 5, 7, 9", 6));
		assert_eq!(lines.up_to(4).to_string(), "2 to 4");
		assert_eq!(lines.up_to(1), Lines::default());
		assert_eq!(serde_json::to_string(&lines).unwrap(), "[[2,5],[7,7],[9,9]]");
	}
}
