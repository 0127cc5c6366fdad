//! The arrows that `docs/code-map.md` draws, checked over what cargo itself knows of this workspace, and the map against
//! the tree. Starts no node.

use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
	process::Command,
};

/// From which folders a crate may take, by its own folder; the first line that fits counts. A crate in a folder that
/// stands in no line fails: say here and in the map from where it may take.
const ARROWS: &[(&str, &[&str])] = &[
	("primitives/", &["primitives/"]),
	("pallets/support", &["primitives/"]),
	("pallets/", &["pallets/support", "primitives/"]),
	("runtime", &["pallets/", "primitives/"]),
	("node", &["runtime", "pallets/", "primitives/", "tests/support"]),
	("client", &["primitives/"]),
	("serving", &["client"]),
	("datasets", &["client", "sealing", "serving", "primitives/"]),
	("sealing", &["client", "gateway", "serving", "primitives/"]),
	("gateway/notices", &["client", "gateway", "serving", "primitives/", "tests/support"]),
	("gateway/rest", &["client", "serving", "statements", "primitives/"]),
	("gateway", &["client", "serving", "primitives/"]),
	("statements", &["client", "primitives/"]),
	("tokens", &["client", "serving", "primitives/"]),
	("demo", &["client", "datasets", "sealing", "tokens", "primitives/"]),
	(
		"cli",
		&[
			"client",
			"datasets",
			"demo",
			"gateway",
			"gateway/notices",
			"gateway/rest",
			"sealing",
			"serving",
			"statements",
			"tokens",
			"primitives/",
		],
	),
	("portal/wasm", &["primitives/"]),
	("relayer", &["client", "primitives/"]),
	("scripts/", &[]),
	("tests/e2e", &["client", "datasets", "demo", "gateway", "sealing", "primitives/", "tests/support"]),
	("tests/model", &["pallets/"]),
	(
		"tests/network",
		&[
			"cli",
			"client",
			"demo",
			"node",
			"pallets/",
			"primitives/",
			"relayer",
			"runtime",
			"tests/e2e",
			"tests/runtime-101",
			"tests/support",
			"tokens",
		],
	),
	("tests/runtime-101", &["primitives/", "runtime"]),
	("tests/support", &[]),
];

/// Folders whose programs and mathematics do without FRAME.
const WITHOUT_FRAME: &[&str] = &[
	"primitives/",
	"client",
	"datasets",
	"sealing",
	"serving",
	"statements",
	"tokens",
	"gateway/notices",
	"gateway/rest",
	"gateway",
	"demo",
	"cli",
	"portal/wasm",
	"relayer",
	"scripts/",
	"tests/e2e",
];

/// The only ways by which FRAME still comes into one of them: from, to, why. Nothing is excepted that is not so any more.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
	("lingnan-relayer", "bp-header-chain", "headers, votes and their check: decision 92"),
	("lingnan-relayer", "bp-messages", "lanes and messages: decision 92"),
	("lingnan-relayer", "bp-runtime", "storage proofs: decision 92"),
];

/// The SDK's framework and what is built on it. The two left out are formats of metadata, which clients read too.
fn is_frame(name: &str) -> bool {
	let framework = name.starts_with("frame-") && !["frame-metadata", "frame-decode"].contains(&name);
	framework || name.starts_with("pallet-")
}

fn root() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there")
}

fn cargo(arguments: &[&str]) -> String {
	let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
	let out = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo runs");
	assert!(out.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
	String::from_utf8(out.stdout).expect("cargo writes UTF-8")
}

/// What cargo knows.
struct Workspace {
	/// Folder of each crate of ours, by name.
	folders: BTreeMap<String, String>,
	/// What the manifests of ours name of ours, for whatever purpose and with whatever feature.
	named: BTreeSet<(String, String)>,
	/// What is compiled into what, by names: ours and everybody's. Tests and build scripts do not count.
	linked: BTreeMap<String, BTreeSet<String>>,
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
	value[field].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value, field: &str) -> String {
	value[field].as_str().unwrap_or_default().to_string()
}

impl Workspace {
	fn read() -> Self {
		let version = cargo(&["-vV"]);
		let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo says for what it builds");
		let known = cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform", host]);
		Self::of(&serde_json::from_str(&known).expect("cargo writes JSON"))
	}

	fn of(known: &Value) -> Self {
		let root = PathBuf::from(text(known, "workspace_root"));
		let members: BTreeSet<&str> = list(known, "workspace_members").iter().filter_map(Value::as_str).collect();
		let names: BTreeMap<String, String> =
			list(known, "packages").iter().map(|package| (text(package, "id"), text(package, "name"))).collect();
		let mut folders = BTreeMap::new();
		let mut named = BTreeSet::new();
		for package in list(known, "packages").iter().filter(|p| members.contains(text(p, "id").as_str())) {
			let manifest = PathBuf::from(text(package, "manifest_path"));
			let folder = manifest.parent().and_then(|folder| folder.strip_prefix(&root).ok()).expect("it is inside");
			folders.insert(text(package, "name"), folder.to_string_lossy().replace('\\', "/"));
			let ours = list(package, "dependencies").iter().filter(|dependency| dependency["path"].is_string());
			named.extend(ours.map(|dependency| (text(package, "name"), text(dependency, "name"))));
		}
		let mut linked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
		for node in list(&known["resolve"], "nodes") {
			let normal = |dependency: &&Value| list(dependency, "dep_kinds").iter().any(|kind| kind["kind"].is_null());
			let into =
				list(node, "deps").iter().filter(normal).map(|dependency| names[&text(dependency, "pkg")].clone());
			linked.entry(names[&text(node, "id")].clone()).or_default().extend(into);
		}
		Self { folders, named, linked }
	}

	/// Arrows that no line of the table allows.
	fn forbidden(&self) -> Vec<String> {
		let inside = |folder: &str, rule: &str| folder == rule || (rule.ends_with('/') && folder.starts_with(rule));
		let mut found = Vec::new();
		for (name, folder) in &self.folders {
			let Some((_, from)) = ARROWS.iter().find(|(rule, _)| inside(folder, rule)) else {
				found.push(format!("{name}: nobody has said from where a crate in {folder} may take"));
				continue;
			};
			for (_, other) in self.named.iter().filter(|(of, _)| of == name) {
				let Some(there) = self.folders.get(other) else { continue };
				if !from.iter().any(|rule| inside(there, rule)) {
					found.push(format!("{name} ({folder}) depends on {other} ({there})"));
				}
			}
		}
		found
	}

	/// The way from a crate to FRAME, if there is one that uses none of these arrows.
	fn way_to_frame(&self, from: &str, without: &[(&str, &str)]) -> Option<Vec<String>> {
		let mut seen = BTreeSet::new();
		let mut ways = vec![vec![from.to_string()]];
		while let Some(way) = ways.pop() {
			let last = way.last()?;
			if way.len() > 1 && is_frame(last) {
				return Some(way);
			}
			for next in self.linked.get(last).into_iter().flatten() {
				if !without.contains(&(last.as_str(), next.as_str())) && seen.insert(next.clone()) {
					ways.push([way.as_slice(), &[next.clone()]].concat());
				}
			}
		}
		None
	}
}

#[test]
fn arrows_run_one_way_and_no_pallet_depends_on_a_pallet() {
	let forbidden = Workspace::read().forbidden();
	assert!(forbidden.is_empty(), "docs/code-map.md allows no such arrow:\n{}", forbidden.join("\n"));
}

#[test]
fn no_program_but_the_node_contains_frame_except_where_it_is_said() {
	let workspace = Workspace::read();
	let excepted: Vec<(&str, &str)> = EXCEPTIONS.iter().map(|(from, to, _)| (*from, *to)).collect();
	for (name, folder) in &workspace.folders {
		let free = WITHOUT_FRAME.iter().any(|rule| folder == rule || (rule.ends_with('/') && folder.starts_with(rule)));
		if let Some(way) = workspace.way_to_frame(name, &excepted).filter(|_| free) {
			panic!("FRAME comes into {name}: {}", way.join(" -> "));
		}
	}
	for (from, to, why) in EXCEPTIONS {
		let there = workspace.linked.get(*from).is_some_and(|into| into.contains(*to));
		let leads = is_frame(to) || workspace.way_to_frame(to, &[]).is_some();
		assert!(there && leads, "{from} -> {to} ({why}) brings no FRAME any more: take the exception away");
	}
}

/// The words of the wire are without FRAME, so whoever speaks to the chain needs no crate of the pallets for them.
#[test]
fn a_client_that_took_the_words_of_the_wire_from_the_pallets_would_be_found() {
	let mut workspace = Workspace::read();
	for name in ["lingnan-types", "lingnan-client", "lingnan-cli"] {
		assert_eq!(workspace.way_to_frame(name, &[]), None);
	}
	workspace.named.insert(("lingnan-client".into(), "lingnan-support".into()));
	workspace.linked.entry("lingnan-client".into()).or_default().insert("lingnan-support".into());
	let planted = "lingnan-client (client) depends on lingnan-support (pallets/support)";
	assert!(workspace.forbidden().iter().any(|found| found == planted));
	let way = workspace.way_to_frame("lingnan-client", &[]).expect("there is one now");
	assert_eq!(way[..2], ["lingnan-client", "lingnan-support"]);
}

/// Planted dependencies: what the two tests above are for is found.
#[test]
fn a_pallet_on_a_pallet_and_frame_below_the_mathematics_are_found() {
	let mut workspace = Workspace::read();
	workspace.named.insert(("pallet-consents".into(), "pallet-financing".into()));
	let planted = "pallet-consents (pallets/consents) depends on pallet-financing (pallets/financing)";
	assert!(workspace.forbidden().iter().any(|found| found == planted));
	assert_eq!(workspace.way_to_frame("lingnan-sealed", &[]), None);
	workspace.linked.entry("lingnan-sealed".into()).or_default().insert("lingnan-support".into());
	let way = workspace.way_to_frame("lingnan-sealed", &[]).expect("there is one now");
	assert_eq!(way[..2], ["lingnan-sealed", "lingnan-support"]);
}

/// The first two cells of each row of the map's first table.
fn rows(map: &str) -> BTreeMap<String, String> {
	let cell = |text: &str| text.trim().trim_matches('`').trim_end_matches('/').to_string();
	let table = map.lines().skip_while(|line| !line.starts_with("| folder | crate |")).skip(2);
	let rows = table.take_while(|line| line.starts_with('|')).map(|line| line.split('|').collect::<Vec<_>>());
	rows.map(|cells| (cell(cells[2]), cell(cells[1]))).collect()
}

#[test]
fn every_crate_has_its_line_in_the_map() {
	let map = std::fs::read_to_string(root().join("docs/code-map.md")).expect("the map is there");
	let (told, there) = (rows(&map), Workspace::read().folders);
	let missing: Vec<_> = there.iter().filter(|(name, folder)| told.get(*name) != Some(*folder)).collect();
	let gone: Vec<_> = told.iter().filter(|(name, folder)| there.get(*name) != Some(*folder)).collect();
	assert!(
		missing.is_empty() && gone.is_empty(),
		"docs/code-map.md lacks {missing:?}; not in the workspace: {gone:?}"
	);
}

/// A file that was moved is moved in the map. What stands between angle brackets is for the reader to fill in.
#[test]
fn every_place_that_the_map_names_is_there() {
	let root = root();
	let map = std::fs::read_to_string(root.join("docs/code-map.md")).expect("the map is there");
	let top: BTreeSet<String> = std::fs::read_dir(&root)
		.expect("the workspace can be read")
		.filter_map(|entry| entry.ok()?.file_name().into_string().ok())
		.collect();
	let mut gone = Vec::new();
	for word in map.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains(' ')) {
		let known = word.split('<').next().unwrap_or_default();
		// Of a name that is to be filled in, the folder around it.
		let known = if known == word { known } else { known.rsplit_once('/').map_or("", |(folder, _)| folder) };
		if top.contains(known.split('/').next().unwrap_or_default()) && !root.join(known).exists() {
			gone.push(word);
		}
	}
	assert!(gone.is_empty(), "docs/code-map.md names what is not there: {gone:?}");
}
