//! The file that says which chains, by which nodes, under whose name, and which corridors between them.

use lingnan_client::keys::{self, Key};
use lingnan_types::{Corridor, Jurisdiction};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt, net::SocketAddr, path::Path, time::Duration};

/// What the file holds, as `README.md` documents it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Config {
	pub chains: BTreeMap<Jurisdiction, Chain>,
	pub corridors: Vec<Corridor>,
	/// Where Prometheus finds the metrics.
	pub metrics: Option<SocketAddr>,
	/// Between two looks at a chain.
	#[serde(default = "Config::usual_poll")]
	pub poll_milliseconds: u64,
	/// For so long another relayer may do a piece of work before this one does.
	#[serde(default)]
	pub standby_seconds: u64,
	/// Messages in one delivery at most.
	#[serde(default = "Config::usual_batch")]
	pub batch: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Chain {
	/// Nodes of the chain; the next one is asked when one does not answer.
	pub urls: Vec<String>,
	/// Who signs on this chain: the path of a file with a secret URI, or a development path.
	pub key: String,
}

/// What is wrong with the file, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
	file: String,
	field: String,
	reason: String,
}

impl fmt::Display for Problem {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self.field.as_str() {
			"" | "." => write!(f, "{}: {}", self.file, self.reason),
			field => write!(f, "{}: {field}: {}", self.file, self.reason),
		}
	}
}

impl std::error::Error for Problem {}

impl Config {
	const POLL: std::ops::RangeInclusive<u64> = 100..=60_000;
	const BATCH: std::ops::RangeInclusive<u32> = 1..=256;

	fn usual_poll() -> u64 {
		500
	}

	fn usual_batch() -> u32 {
		64
	}

	pub fn read(path: &Path) -> Result<Self, Problem> {
		let file = path.display().to_string();
		let text = std::fs::read_to_string(path).map_err(|e| Problem {
			file: file.clone(),
			field: String::new(),
			reason: format!("cannot be read: {e}: give the path of the relayer's configuration"),
		})?;
		Self::parse(&file, &text)
	}

	fn parse(file: &str, text: &str) -> Result<Self, Problem> {
		let problem = |field: &str, reason: String| Problem {
			file: file.into(),
			field: field.into(),
			reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
		};
		let mut json = serde_json::Deserializer::from_str(text);
		let config: Self = serde_path_to_error::deserialize(&mut json)
			.map_err(|e| problem(&e.path().to_string(), format!("{}: see relayer/README.md", e.inner())))?;
		json.end().map_err(|e| problem("", e.to_string()))?;
		config.check().map_err(|(field, reason)| problem(&field, reason))?;
		Ok(config)
	}

	fn check(&self) -> Result<(), (String, String)> {
		if self.corridors.is_empty() {
			return Err(("corridors".into(), format!("none: name one of {:?}", Corridor::ALL)));
		}
		for (i, corridor) in self.corridors.iter().enumerate() {
			if self.corridors[..i].contains(corridor) {
				return Err((format!("corridors[{i}]"), format!("{corridor:?} is named twice: take one away")));
			}
			let (one, other) = corridor.ends();
			for end in [one, other] {
				if !self.chains.contains_key(&end) {
					let reason = format!("missing: {corridor:?} ends there, so give its urls and key");
					return Err((format!("chains.{end:?}"), reason));
				}
			}
		}
		for (place, chain) in &self.chains {
			if chain.urls.is_empty() {
				return Err((
					format!("chains.{place:?}.urls"),
					"none: give a node's, such as ws://127.0.0.1:9944".into(),
				));
			}
			for (i, url) in chain.urls.iter().enumerate() {
				if !url.starts_with("ws://") && !url.starts_with("wss://") {
					let reason = format!("{url}: a node's address begins with ws:// or wss://");
					return Err((format!("chains.{place:?}.urls[{i}]"), reason));
				}
			}
			chain.signer().map_err(|e| (format!("chains.{place:?}.key"), e))?;
		}
		if !Self::POLL.contains(&self.poll_milliseconds) {
			return Err(("pollMilliseconds".into(), format!("{}: from 100 to 60000", self.poll_milliseconds)));
		}
		if !Self::BATCH.contains(&self.batch) {
			return Err(("batch".into(), format!("{}: from 1 to 256", self.batch)));
		}
		Ok(())
	}

	pub fn poll(&self) -> Duration {
		Duration::from_millis(self.poll_milliseconds)
	}

	pub fn standby(&self) -> Duration {
		Duration::from_secs(self.standby_seconds)
	}
}

impl Chain {
	/// The key; what is wrong with it never shows it.
	pub fn signer(&self) -> Result<Key, String> {
		keys::read(&self.key).map_err(|e| e.to_string().replace("--key: ", "").replace(&self.key, "the key"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const GOOD: &str = r#"{
		"chains": {
			"Guangdong": { "urls": ["ws://127.0.0.1:9944"], "key": "//Alice" },
			"HongKong": { "urls": ["ws://127.0.0.1:9945"], "key": "//Bob" }
		},
		"corridors": ["GuangdongHongKong"],
		"metrics": "127.0.0.1:9650"
	}"#;

	fn complaint(from: &str, to: &str) -> String {
		let text = GOOD.replace(from, to);
		assert_ne!(text, GOOD, "{from}");
		Config::parse("relayer.json", &text).map(drop).unwrap_err().to_string()
	}

	#[test]
	fn a_short_file_is_enough() {
		let config = Config::parse("relayer.json", GOOD).unwrap();
		assert_eq!((config.poll_milliseconds, config.standby_seconds, config.batch), (500, 0, 64));
		assert_eq!(config.corridors, [Corridor::GuangdongHongKong]);
	}

	#[test]
	fn a_bad_file_is_refused_in_one_line_with_the_place() {
		for (from, to, says) in [
			("\"corridors\": [\"GuangdongHongKong\"]", "\"corridors\": []", "relayer.json: corridors: none"),
			("GuangdongHongKong", "GuangdongHongkong", "relayer.json: corridors[0]: unknown variant"),
			(
				"\"GuangdongHongKong\"",
				"\"GuangdongHongKong\", \"GuangdongHongKong\"",
				"corridors[1]: GuangdongHongKong is named twice",
			),
			("GuangdongHongKong", "GuangdongMacao", "relayer.json: chains.Macao: missing: GuangdongMacao ends there"),
			("[\"ws://127.0.0.1:9945\"]", "[]", "chains.HongKong.urls: none"),
			(
				"ws://127.0.0.1:9945",
				"http://127.0.0.1:9945",
				"chains.HongKong.urls[0]: http://127.0.0.1:9945: a node's",
			),
			("\"//Bob\"", "\"a b c\"", "chains.HongKong.key: write a 12 or 24 word mnemonic"),
			("\"metrics\"", "\"metric\"", "unknown field `metric`"),
			("127.0.0.1:9650", "somewhere", "metrics: invalid socket address"),
			("\"metrics\"", "\"batch\": 0, \"metrics\"", "batch: 0: from 1 to 256"),
			("\"metrics\"", "\"pollMilliseconds\": 1, \"metrics\"", "pollMilliseconds: 1: from 100"),
			("{\n", "{,\n", "relayer.json: "),
		] {
			let line = complaint(from, to);
			assert!(line.contains(says), "{line} does not say {says}");
			assert!(!line.contains('\n') && line.starts_with("relayer.json: "), "{line}");
		}
	}

	#[test]
	fn a_bad_key_is_not_repeated() {
		let line = complaint("//Bob", "words that are secret");
		assert!(!line.contains("words that are secret"), "{line}");
	}

	#[test]
	fn a_missing_file_is_named() {
		let problem = Config::read(Path::new("no/such/relayer.json")).unwrap_err().to_string();
		assert!(problem.starts_with("no/such/relayer.json: cannot be read"), "{problem}");
	}
}
