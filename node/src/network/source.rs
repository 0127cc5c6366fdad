//! Where the files of a network come from: a directory, or the networks that are part of this program.

use super::{Page, Problem};
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, fs, path::Path};

pub const NETWORK: &str = "network.json";
pub const AGENCIES: &str = "agencies.json";
pub const INDICATORS: &str = "indicators.json";
pub const INSTITUTIONS: &str = "institutions.json";
pub const PRODUCTS: &str = "products.json";
pub const SCORECARD: &str = "scorecard.json";
pub const CALENDARS: &str = "calendars.json";
pub const REFERENCE_RATES: &str = "reference-rates.json";
pub const NAMES: &str = "names.json";

const ALL: [&str; 9] =
	[NETWORK, AGENCIES, INDICATORS, INSTITUTIONS, PRODUCTS, SCORECARD, CALENDARS, REFERENCE_RATES, NAMES];

macro_rules! embedded {
	($($network:literal),*) => {
		/// The networks that are part of this program.
		pub const EMBEDDED: &[&str] = &[$($network),*];

		fn embedded_files(network: &str) -> Option<[&'static str; 9]> {
			match network {
				$($network => Some([
					include_str!(concat!("../../../chain-spec/", $network, "/network.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/agencies.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/indicators.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/institutions.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/products.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/scorecard.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/calendars.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/reference-rates.json")),
					include_str!(concat!("../../../chain-spec/", $network, "/names.json")),
				]),)*
				_ => None,
			}
		}
	};
}

embedded!("guangdong", "hong-kong", "macao");

/// The texts of a network's nine files.
#[derive(Clone, Debug)]
pub struct Source {
	/// What goes before a file's name in a message.
	label: String,
	files: BTreeMap<String, String>,
}

impl Source {
	/// A network that is part of this program.
	pub fn embedded(network: &str) -> Option<Self> {
		let files = ALL.iter().zip(embedded_files(network)?);
		let files = files.map(|(name, text)| (name.to_string(), text.to_string())).collect();
		Some(Self { label: format!("chain-spec/{network}"), files })
	}

	/// The `.json` files of a directory. Others are left alone; an unknown `.json` file is refused, because a misspelt
	/// name would otherwise be passed over in silence.
	pub fn directory(path: &Path) -> Result<Self, Problem> {
		let label = path.display().to_string();
		let entries = fs::read_dir(path).map_err(|e| Problem::new(&label, "", e))?;
		let mut files = BTreeMap::new();
		for entry in entries {
			let path = entry.map_err(|e| Problem::new(&label, "", e))?.path();
			if path.extension().is_none_or(|e| e != "json") || path.is_dir() {
				continue;
			}
			let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
			if !ALL.contains(&name.as_str()) {
				let reason = format!("not a file of a network; these are: {}", ALL.join(", "));
				return Err(Problem::new(path.display(), "", reason));
			}
			let text = fs::read_to_string(&path).map_err(|e| Problem::new(path.display(), "", e))?;
			files.insert(name, text);
		}
		Ok(Self { label, files })
	}

	/// The place of one file, for messages.
	pub fn page(&self, name: &str) -> Page {
		Page(format!("{}/{name}", self.label))
	}

	/// Reads one file into its form, and names the field that does not fit.
	pub fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, Problem> {
		let page = self.page(name);
		let text = self.files.get(name).ok_or_else(|| page.problem("", "there is no such file"))?;
		let mut json = serde_json::Deserializer::from_str(text);
		let form =
			serde_path_to_error::deserialize(&mut json).map_err(|e| page.problem(e.path().to_string(), e.inner()))?;
		json.end().map_err(|e| page.problem("", e))?;
		Ok(form)
	}

	/// The same files with one replaced, for tests that make a mistake.
	#[cfg(test)]
	pub fn with(mut self, name: &str, text: Option<String>) -> Self {
		match text {
			Some(text) => self.files.insert(name.into(), text),
			None => self.files.remove(name),
		};
		self
	}

	#[cfg(test)]
	pub fn text(&self, name: &str) -> &str {
		&self.files[name]
	}
}
