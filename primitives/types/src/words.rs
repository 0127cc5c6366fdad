//! Closed lists of words: each is one enum, here and everywhere.

use core::fmt;

/// Why a text is none of the words of a list: it says which there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownWord(pub &'static [&'static str]);

impl fmt::Display for UnknownWord {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("one of ")?;
		for (place, word) in self.0.iter().enumerate() {
			if place > 0 {
				f.write_str(", ")?;
			}
			f.write_str(word)?;
		}
		Ok(())
	}
}

impl core::error::Error for UnknownWord {}

/// Gives an enum without data its list, the text of each word as the chain spells it, and the way back.
macro_rules! words {
	($name:ident { $($word:ident),+ $(,)? }) => {
		$crate::words::words!($name { $($word = stringify!($word)),+ });
	};
	// With the text of each, where generators of clients would spell the word otherwise.
	($name:ident { $($word:ident = $text:expr),+ $(,)? }) => {
		impl $name {
			/// Every word, in the order of the type.
			pub const ALL: [Self; Self::NAMES.len()] = [$(Self::$word),+];

			/// Every word as the chain spells it, in the same order.
			pub const NAMES: &'static [&'static str] = &[$($text),+];

			/// As the chain spells it.
			pub const fn name(self) -> &'static str {
				match self {
					$(Self::$word => $text),+
				}
			}
		}

		impl core::fmt::Display for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
				f.pad(self.name())
			}
		}

		impl core::str::FromStr for $name {
			type Err = $crate::UnknownWord;

			fn from_str(text: &str) -> Result<Self, Self::Err> {
				Self::ALL.into_iter().find(|word| word.name() == text).ok_or($crate::UnknownWord(Self::NAMES))
			}
		}
	};
}

pub(crate) use words;
