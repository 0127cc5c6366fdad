/// A closed list of words, as the chain spells them and, with the feature `clap`, as a command line lists them.
macro_rules! words {
	($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
		$(#[$doc])*
		#[derive(Clone, Copy, Debug, PartialEq, Eq)]
		#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
		pub enum $name { $($variant),+ }

		impl $name {
			/// As the chain spells it.
			pub fn name(self) -> &'static str {
				match self { $(Self::$variant => stringify!($variant)),+ }
			}
		}

		impl serde::Serialize for $name {
			fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
				s.serialize_str(self.name())
			}
		}
	};
}

pub(crate) use words;
