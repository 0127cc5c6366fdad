//! From a network's data to the specification that a node starts from.

use crate::network::{Network, NetworkType, Problem, Validator, EMBEDDED};
use lingnan_runtime::{
	configs::{
		corridors::{
			counterpart::{lane, Pallets},
			LaneConfig,
		},
		system::SS58Prefix,
	},
	constants::{TOKEN_DECIMALS, TOKEN_SYMBOL},
	AttestationsConfig, BalancesConfig, BusinessClockConfig, CalendarsConfig, CollateralConfig, CreditScoringConfig,
	CrossBorderConfig, FinancingConfig, GuaranteesConfig, InstitutionsConfig, PeersConfig, ProductsConfig,
	ReferenceRatesConfig, SessionConfig, SessionKeys, TimelockConfig, ValidatorsConfig, WASM_BINARY,
};
use lingnan_support::Corridor;
use sc_service::{ChainType, GenericChainSpec, Properties};
use serde::Serialize;
use serde_json::{json, Value};
use std::path::Path;

pub type ChainSpec = GenericChainSpec;

/// Where a name such as the value of `--chain` leads: to a network that is part of this program, a directory of network
/// files, or a file that holds a chain specification.
pub fn load(id: &str) -> Result<ChainSpec, String> {
	match named(id) {
		Some(network) => build(network?),
		None if Path::new(id).is_file() => ChainSpec::from_json_file(id.into()),
		None => build(network(id).map_err(|e| e.to_string())?),
	}
}

/// A network by a name that is made from another: `dev`, `local-4`, and each of them, or one of the three, with blocks four
/// times as fast.
fn named(id: &str) -> Option<Result<Network, String>> {
	let embedded = |name| network(name).map_err(|e| e.to_string());
	if let Some(slow) = id.strip_suffix("-quick") {
		let found = named(slow).or_else(|| Network::embedded(slow).map(|found| found.map_err(|e| e.to_string())))?;
		return Some(found.map(Network::quick));
	}
	if let Some(validators) = id.strip_prefix("local-").and_then(|n| n.parse().ok()) {
		return Some(local("guangdong", &NAMES, validators));
	}
	if let Some((place, validators)) = id.split_once("-local-").and_then(|(place, n)| Some((place, n.parse().ok()?))) {
		return Some(match NAMES_BY_PLACE.iter().find(|(name, _)| *name == place) {
			Some((place, names)) => local(place, names, validators),
			None => Err(format!("{id}: {place} is not a network of this program ({})", EMBEDDED.join(", "))),
		});
	}
	match id {
		"dev" => Some(embedded("guangdong").map(one_machine)),
		"local" => Some(local("guangdong", &NAMES, 4)),
		"" => Some(embedded("guangdong")),
		_ => None,
	}
}

/// The network of a directory, or one that is part of this program. A directory goes before a name.
pub fn network(id: &str) -> Result<Network, Problem> {
	let path = Path::new(id);
	if path.is_dir() {
		return Network::from_directory(path);
	}
	let unknown = || {
		let known = EMBEDDED.join(", ");
		Problem::new(
			id,
			"",
			format!("no such directory, and not a network of this program ({known}, dev, local, local-N, NETWORK-local-N; NAME-quick for faster blocks)"),
		)
	};
	Network::embedded(id).ok_or_else(unknown)?
}

/// The same network with its first validator alone, so that one machine finalises, and open, so that a laptop needs no
/// motion to try a second node or a light client.
fn one_machine(network: Network) -> Network {
	let mut network = network.open_to_all();
	network.validators.truncate(1);
	network.kind = NetworkType::Development;
	network.id = format!("{}-dev", network.id);
	network.name = format!("{} Development", network.name);
	network
}

/// The names behind `--alice` and so on, whose keys a node holds by that option alone.
const NAMES: [&str; 8] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two"];

/// The same names shared among the three places. A light client knows a chain by its voters' keys, so that no two chains
/// that are joined may have any in common.
const NAMES_BY_PLACE: [(&str, &[&str]); 3] =
	[("guangdong", &["Alice", "Dave"]), ("hong-kong", &["Bob", "Eve"]), ("macao", &["Charlie", "Ferdie"])];

/// Blocks in a session of a local network: half a minute, so that one sees seats change.
const LOCAL_SESSION: u32 = 15;

/// A network with so many validators on one machine.
fn local(place: &str, names: &[&str], validators: usize) -> Result<Network, String> {
	let most = names.len();
	let names = names.get(..validators).filter(|names| !names.is_empty());
	let names = names.ok_or_else(|| format!("local-{validators}: a local network has 1 to {most} validators"))?;
	let mut network = network(place).map_err(|e| e.to_string())?.open_to_all();
	network.validators = names.iter().map(|name| Validator::well_known(name)).collect::<Result<_, _>>()?;
	network.session_blocks = Some(LOCAL_SESSION);
	network.kind = NetworkType::Local;
	network.id = format!("{}-local", network.id);
	network.name = format!("{} Local", network.name);
	Ok(network)
}

pub fn build(network: Network) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or("this program was built without its runtime: build it without SKIP_WASM_BUILD")?;
	let patch = genesis(&network).map_err(|e| format!("{}: the genesis cannot be written: {e}", network.id))?;
	let chain_type = match network.kind {
		NetworkType::Development => ChainType::Development,
		NetworkType::Local => ChainType::Local,
		NetworkType::Live => ChainType::Live,
	};
	let mut properties = Properties::new();
	properties.insert("ss58Format".into(), SS58Prefix::get().into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("jurisdiction".into(), json!(network.jurisdiction));
	Ok(ChainSpec::builder(code, None)
		.with_name(&network.name)
		.with_id(&network.id)
		.with_protocol_id(&format!("lingnan-{}", network.id))
		.with_chain_type(chain_type)
		.with_properties(properties)
		.with_genesis_config_patch(patch)
		.build())
}

/// The genesis as a patch of the runtime's default, made from the pallets' own types, so that a field that a pallet
/// does not know fails to compile here.
fn genesis(network: &Network) -> Result<Value, serde_json::Error> {
	let keys = network.validators.iter().map(|v| {
		let keys = SessionKeys { aura: v.aura.into(), grandpa: v.grandpa.into() };
		(v.account.clone(), v.account.clone(), keys)
	});
	let mut genesis = json!({
		"balances": value(BalancesConfig { balances: network.endowed.clone(), ..Default::default() })?,
		"session": value(SessionConfig { keys: keys.collect(), ..Default::default() })?,
		"validators": value(ValidatorsConfig { session_length: network.session_blocks })?,
		"peers": value(PeersConfig {
			in_force: network.members_only,
			peers: network.peers.clone(),
			..Default::default()
		})?,
		"businessClock": value(BusinessClockConfig {
			clock_admin: network.clock_admin.clone(),
			slot: network.block_milliseconds,
		})?,
		"timelock": value(TimelockConfig { times: network.times, ..Default::default() })?,
		"attestations": value(AttestationsConfig {
			agencies: network.agencies.clone(),
			indicators: network.indicators.clone(),
		})?,
		"calendars": value(CalendarsConfig { years: network.calendars.clone(), ..Default::default() })?,
		"referenceRates": value(ReferenceRatesConfig {
			references: network.reference_rates.clone(),
			examples: network.quotes.clone(),
			..Default::default()
		})?,
		"creditScoring": value(CreditScoringConfig { champion: Some(network.scorecard.clone()), ..Default::default() })?,
		"collateral": value(CollateralConfig { appraisers: network.appraisers.clone() })?,
		"institutions": value(InstitutionsConfig { institutions: network.institutions.clone() })?,
		"guarantees": value(GuaranteesConfig { guarantors: network.guarantors.clone() })?,
		"products": value(ProductsConfig { products: network.products.clone(), ..Default::default() })?,
		"financing": value(FinancingConfig { compensation: network.compensation.clone(), ..Default::default() })?,
		"crossBorder": value(CrossBorderConfig {
			home: Some(network.jurisdiction),
			open: network.open.clone(),
			recognised: network.recognised.clone(),
			..Default::default()
		})?,
	});
	// A lane for each corridor that the network names; what crosses it waits for the light clients.
	for corridor in Corridor::ALL {
		let open = network.corridors.contains(&corridor).then(|| lane(corridor));
		let opened_lanes = open.into_iter().collect();
		genesis[camel_case(Pallets::of(corridor).lane)] = value(LaneConfig { opened_lanes, ..Default::default() })?;
	}
	Ok(genesis)
}

/// A pallet's name as a genesis has it.
fn camel_case(pallet: &str) -> String {
	let (first, rest) = pallet.split_at(1);
	first.to_lowercase() + rest
}

fn value(config: impl Serialize) -> Result<Value, serde_json::Error> {
	serde_json::to_value(config)
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::indicator::Class;

	#[test]
	fn the_genesis_of_every_network_is_one_the_runtime_reads() {
		for name in EMBEDDED {
			let patch = genesis(&network(name).unwrap_or_else(|e| panic!("{e}"))).unwrap_or_else(|e| panic!("{e}"));
			let mut whole = value(lingnan_runtime::RuntimeGenesisConfig::default()).unwrap_or_else(|e| panic!("{e}"));
			for (pallet, config) in patch.as_object().into_iter().flatten() {
				assert!(whole.get(pallet).is_some(), "{name}: the runtime has no {pallet}");
				whole[pallet] = config.clone();
			}
			serde_json::from_value::<lingnan_runtime::RuntimeGenesisConfig>(whole)
				.unwrap_or_else(|e| panic!("{name}: {e}"));
		}
	}

	#[test]
	fn the_three_networks_answer_members_alone_and_those_of_one_machine_everybody() {
		for name in ["guangdong", "hong-kong", "macao", "macao-quick"] {
			let find = |name: &str| named(name).unwrap_or_else(|| network(name).map_err(|e| e.to_string()));
			let patch = genesis(&find(name).unwrap_or_else(|e| panic!("{e}"))).unwrap_or_else(|e| panic!("{e}"));
			assert_eq!(patch["peers"]["inForce"], true, "{name}");
		}
		for name in ["dev", "dev-quick", "local", "local-2", "hong-kong-local-1"] {
			let network = named(name).unwrap_or_else(|| panic!("{name}")).unwrap_or_else(|e| panic!("{e}"));
			let patch = genesis(&network).unwrap_or_else(|e| panic!("{e}"));
			assert_eq!(patch["peers"]["inForce"], false, "{name}");
		}
	}

	/// The lanes of a genesis, by the pallets that keep them.
	fn opened(network: &Network) -> Vec<(&'static str, usize)> {
		let patch = genesis(network).unwrap_or_else(|e| panic!("{e}"));
		["guangdongHongKongMessages", "guangdongMacaoMessages", "hongKongMacaoMessages"]
			.map(|pallet| (pallet, patch[pallet]["openedLanes"].as_array().map(Vec::len).unwrap_or_default()))
			.into_iter()
			.filter(|(_, lanes)| *lanes > 0)
			.collect()
	}

	#[test]
	fn a_network_has_the_lanes_of_the_corridors_that_it_names_and_no_others() {
		let mut network = network("hong-kong").unwrap_or_else(|e| panic!("{e}"));
		assert_eq!(opened(&network), [("guangdongHongKongMessages", 1), ("hongKongMacaoMessages", 1)]);
		network.corridors.retain(|corridor| *corridor == Corridor::HongKongMacao);
		assert_eq!(opened(&network), [("hongKongMacaoMessages", 1)]);
		network.corridors.clear();
		assert_eq!(opened(&network), []);
	}

	/// No network is open: a figure is a figure on one machine, too.
	#[test]
	fn every_network_seals_what_no_register_publishes() {
		for (name, all, open) in [("guangdong", 35, 8), ("hong-kong", 15, 5), ("macao", 12, 3)] {
			let network = network(name).unwrap_or_else(|e| panic!("{e}"));
			let register = network.indicators.iter().filter(|one| one.class == Class::Register).count();
			assert_eq!((network.indicators.len(), register), (all, open), "{name}");
			assert!(network.indicators.iter().all(|one| !one.personal), "{name}");
		}
		let embedded = network("guangdong").unwrap_or_else(|e| panic!("{e}"));
		for name in ["dev", "dev-quick", "local"] {
			let made = named(name).unwrap_or_else(|| panic!("{name}")).unwrap_or_else(|e| panic!("{e}"));
			assert_eq!(made.indicators, embedded.indicators, "{name}");
		}
		assert!(load("dev-sealed").err().unwrap_or_default().contains("no such directory"), "there is no twin");
	}

	#[test]
	fn a_local_network_has_one_to_eight_validators() {
		for refused in ["local-0", "local-9"] {
			let message = load(refused).err().unwrap_or_default();
			assert!(message.contains("a local network has 1 to 8 validators"), "{message}");
		}
	}

	#[test]
	fn the_places_local_networks_share_no_voter() {
		for refused in ["hong-kong-local-0", "hong-kong-local-3"] {
			let message = load(refused).err().unwrap_or_default();
			assert!(message.contains("a local network has 1 to 2 validators"), "{message}");
		}
		let message = load("lantau-local-1").err().unwrap_or_default();
		assert!(message.contains("lantau is not a network of this program"), "{message}");
		let mut names: Vec<_> = NAMES_BY_PLACE.iter().flat_map(|(_, names)| names.iter()).collect();
		names.sort_unstable();
		names.dedup();
		assert_eq!(names.len(), 6);
		assert!(NAMES_BY_PLACE.iter().all(|(place, _)| EMBEDDED.contains(place)));
	}

	#[test]
	fn a_quick_network_has_blocks_four_times_as_fast_and_is_the_same_otherwise() {
		for name in ["dev", "local-3", "macao-local-1", "hong-kong"] {
			let find = |name: &str| named(name).unwrap_or_else(|| network(name).map_err(|e| e.to_string()));
			let slow = find(name).unwrap_or_else(|e| panic!("{name}: {e}"));
			let quick = find(&format!("{name}-quick")).unwrap_or_else(|e| panic!("{name}: {e}"));
			assert_eq!((slow.block_milliseconds, quick.block_milliseconds), (None, Some(500)), "{name}");
			assert_eq!(quick.id, format!("{}-quick", slow.id));
			assert_eq!((quick.kind, quick.validators.len()), (slow.kind, slow.validators.len()));
		}
		assert!(load("lantau-quick").err().unwrap_or_default().contains("no such directory"));
	}

	#[test]
	fn an_unknown_network_is_named_with_those_that_exist() {
		let message = load("guandong").err().unwrap_or_default();
		assert!(message.starts_with("guandong: no such directory"), "{message}");
		assert!(message.contains("guangdong, hong-kong, macao"), "{message}");
	}
}
