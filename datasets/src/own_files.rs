//! A network's own files (`chain-spec/<place>/*.json`) name agencies and indicators by codes. A chain knows numbers and names:
//! what connects them is the file with the codes, which stands beside the one that is read.

use crate::{
	client::{
		calls::attestations::DefineIndicator,
		register::{Listed, Register},
		Call, Client,
	},
	error::{Error, Result},
	files::read_json,
};
use lingnan_types::{
	indicator::{Class, IndicatorSpec, MAX_BINS},
	product::ProductSpec,
	scorecard::ScorecardSpec,
	AgencyId, IndicatorId,
};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::{collections::BTreeSet, path::Path};

/// A list of the chain, with the codes that the network's own file beside the one that is read gives its entries.
pub async fn register<Id: Listed>(client: &Client, beside: &Path) -> Result<Register<Id>> {
	let codes = codes_in(&beside.with_file_name(format!("{}.json", Id::KIND.all())))?;
	Ok(Register::of(client).await?.with_codes(codes))
}

/// Codes and names of a network's file; none where there is no such file.
pub fn codes_in(file: &Path) -> Result<Vec<(String, String)>> {
	if !file.exists() {
		return Ok(Vec::new());
	}
	Ok(codes(&read_json(file)?))
}

/// Codes and names of what was read of a network's file.
pub fn codes(read: &Value) -> Vec<(String, String)> {
	let word = |one: &Value, field: &str| one[field].as_str().map(str::to_string);
	read.as_array().into_iter().flatten().filter_map(|one| word(one, "code").zip(word(one, "name"))).collect()
}

/// The number of what a file gives by its number, its name or its code.
fn number<Id: Listed>(register: &Register<Id>, given: &Value) -> Result<Id, String> {
	let found = match given {
		Value::String(text) => register.number(text),
		other => register.number(&other.to_string()),
	};
	found.map_err(|why| match register.has_codes() {
		true => why,
		false => format!("{why}. A network's {}.json beside this file has its codes", register.kind().all()),
	})
}

/// The scorecard of a file, its indicators by their numbers.
pub fn scorecard(place: &str, mut card: Value, indicators: &Register<IndicatorId>) -> Result<ScorecardSpec> {
	drop_names_of_files(&mut card);
	for (at, part) in card["characteristics"].as_array_mut().into_iter().flatten().enumerate() {
		let number = number(indicators, &part["indicator"]);
		part["indicator"] =
			json!(number.map_err(|e| Error::input(format!("{place}, characteristics[{at}].indicator"), e))?);
	}
	typed(place, card)
}

/// What was read of a file as the chain takes it. What is wrong in it is named with its place.
fn typed<T: DeserializeOwned>(place: &str, read: Value) -> Result<T> {
	serde_path_to_error::deserialize(read).map_err(|e| Error::input(place, e))
}

/// Whether this is a list of indicators as a network's file has them, and not one of calls.
pub fn is_indicators(list: &[Value]) -> bool {
	!list.is_empty() && list.iter().all(|one| one["edges"].is_array() && one["call"].is_null())
}

/// A network's own list of indicators.
pub struct Definitions<'a> {
	/// What errors name.
	pub place: &'a str,
	pub list: &'a [Value],
	/// The indicators and the agencies that the chain has, with the codes of the network's files.
	pub there: Register<IndicatorId>,
	pub agencies: Register<AgencyId>,
}

impl Definitions<'_> {
	/// The calls that define those of these codes, or all that the chain does not have yet.
	pub fn calls(&self, codes: &[String]) -> Result<Vec<Call>> {
		let Self { place, list, .. } = self;
		let code = |one: &Value| one["code"].as_str().unwrap_or_default().to_string();
		if let Some(unknown) = codes.iter().find(|wanted| !list.iter().any(|one| code(one) == **wanted)) {
			return Err(Error::input(place, format!("it has no indicator {unknown}: {}", all_codes(list))));
		}
		let is_there = |one: &Value| self.there.has(one["name"].as_str().unwrap_or_default());
		if let Some(twice) = list.iter().find(|one| codes.contains(&code(one)) && is_there(one)) {
			return Err(Error::input(
				place,
				format!("the chain has {} already: an indicator has one definition", twice["name"]),
			));
		}
		let wanted = |one: &&Value| match codes.is_empty() {
			true => !is_there(one),
			false => codes.contains(&code(one)),
		};
		let wanted: Vec<&Value> = list.iter().filter(wanted).collect();
		if wanted.is_empty() {
			return Err(Error::input(place, "the chain has all of these indicators: name those of another file"));
		}
		// All faults at once: who corrects a long list corrects it once.
		let (mut calls, mut faults) = (Vec::new(), self.twice());
		for one in &wanted {
			match self.definition(one) {
				Ok(call) => calls.push(call),
				Err(error) => faults.push(error),
			}
		}
		match faults.is_empty() {
			true => Ok(calls),
			false => {
				let told: String = faults.iter().map(|fault| format!("\n  {fault}")).collect();
				Err(Error::input(place, format!("nothing was sent, for {} faults:{told}", faults.len())))
			},
		}
	}

	/// Names and codes that two of the list have.
	fn twice(&self) -> Vec<String> {
		let mut faults = Vec::new();
		for field in ["code", "name"] {
			let mut seen = BTreeSet::new();
			let all = self.list.iter().filter_map(|one| one[field].as_str());
			let twice: BTreeSet<&str> = all.filter(|text| !seen.insert(*text)).collect();
			faults.extend(twice.into_iter().map(|text| format!("the {field} {text} stands there twice")));
		}
		faults
	}

	fn definition(&self, one: &Value) -> Result<Call, String> {
		let code = one["code"].as_str().or(one["name"].as_str()).unwrap_or("one without a code").to_string();
		let owner = number(&self.agencies, &one["owner"]).map_err(|why| format!("{code}.owner: {why}"))?;
		let mut indicator = one.clone();
		drop_names_of_files(&mut indicator);
		if let Some(fields) = indicator.as_object_mut() {
			// For readers of the file: why its values may stand open.
			fields.remove("source");
		}
		indicator["owner"] = json!(owner);
		let spec: IndicatorSpec = typed(&code, indicator).map_err(|error| error.to_string())?;
		match fault(&spec) {
			Some((field, why)) => Err(format!("{code}.{field}: {why}")),
			None => Ok(DefineIndicator { indicator: spec }.into()),
		}
	}
}

/// What the chain would refuse of a definition: the field, and why.
fn fault(spec: &IndicatorSpec) -> Option<(&'static str, &'static str)> {
	const LONGEST: u32 = 3_660;
	let faults = [
		("name", !spec.name.is_valid(), "it is empty, or has control characters"),
		("unit", !spec.unit.is_valid(), "it is empty, or has control characters"),
		("personal", spec.personal, "what is about a person is not for this chain"),
		("edges", spec.edges.is_empty(), "one edge at least makes two bins"),
		(
			"edges",
			spec.class == Class::Figure && spec.edges.len() >= MAX_BINS as usize,
			"7 at most where values are sealed",
		),
		("edges", !spec.edges.is_sorted_by(|low, high| low < high), "they do not rise"),
		("validityDays", !(1..=LONGEST).contains(&spec.validity_days), "1 to 3,660 days"),
	];
	faults.into_iter().find(|(_, is_wrong, _)| *is_wrong).map(|(field, _, why)| (field, why))
}

/// The product of a file as the chain takes it, of a network's list the one of that code; and the code of the institution
/// whose product it is, if the file tells. A reference rate is given by its number or, where `references` has the codes of the
/// network's own list in their order, by its code.
pub fn product(
	place: &str,
	read: Value,
	code: Option<&str>,
	references: &[String],
) -> Result<(ProductSpec, Option<String>)> {
	let mut product = match read {
		Value::Array(list) => match code {
			Some(code) => list
				.iter()
				.find(|one| one["code"] == code)
				.cloned()
				.ok_or_else(|| Error::input(place, format!("it has no product {code}: {}", all_codes(&list))))?,
			None if list.len() == 1 => list.into_iter().next().unwrap_or_default(),
			None => {
				let reason =
					format!("{} products stand in it: say with --code which. {}", list.len(), all_codes(&list));
				return Err(Error::input(place, reason));
			},
		},
		one => one,
	};
	drop_names_of_files(&mut product);
	let institution = product.as_object_mut().and_then(|fields| fields.remove("institution"));
	if let Some(code) = product["reference"].as_str() {
		let known = references.iter().position(|one| one == code);
		let number = known.ok_or_else(|| {
			let reason = format!(
				"there is no reference rate {code}: give its number (`lingnan reference-rate show`), or a code of the \
				 network's reference-rates.json beside this file"
			);
			Error::input(format!("{place}.reference"), reason)
		})?;
		product["reference"] = json!(number);
	}
	let spec: ProductSpec = typed(place, product)?;
	// Told with its field, as the check of a network's files tells it: the chain says that something contradicts.
	spec.check().map_err(|flaw| Error::input(format!("{place}, {}", flaw.path()), &flaw.fault))?;
	Ok((spec, institution.and_then(|code| code.as_str().map(str::to_string))))
}

/// Codes of the reference rates of the network's own list beside a file of products, in their order: their numbers on a chain
/// that began with it. None where there is no such file.
pub fn reference_codes(products: &Path) -> Result<Vec<String>> {
	let list = codes_in(&products.with_file_name("reference-rates.json"))?;
	Ok(list.into_iter().map(|(code, _)| code).collect())
}

/// Refuses to publish the product of one institution with the key of another: who signs is bound by it. `file` is that of the
/// products, `signer` the name that the chain has for the institution whose key signs.
pub fn ensure_own(file: &Path, code: &str, signer: Option<&str>) -> Result<()> {
	let names = codes_in(&file.with_file_name("institutions.json"))?;
	let name = names.iter().find(|(one, _)| one == code).map(|(_, name)| name.as_str());
	if name.is_some() && name == signer {
		return Ok(());
	}
	let owner = name.map_or_else(|| code.to_string(), |name| format!("{code} ({name})"));
	let signer = signer.unwrap_or("no institution");
	Err(Error::input(
		file.display(),
		format!(
			"it is a product of {owner}, and the key is that of {signer}. Sign with the key of its institution, or take the \
			 field `institution` out"
		),
	))
}

/// What a network's file needs and the chain does not know.
fn drop_names_of_files(one: &mut Value) {
	if let Some(fields) = one.as_object_mut() {
		fields.remove("code");
		fields.remove("$schema");
	}
}

/// `Its codes: a, b, c`, not too many.
fn all_codes(list: &[Value]) -> String {
	const SHOWN: usize = 12;
	let codes: Vec<&str> = list.iter().filter_map(|one| one["code"].as_str()).collect();
	let more = if codes.len() > SHOWN { format!(" and {} more", codes.len() - SHOWN) } else { String::new() };
	match codes.is_empty() {
		true => String::from("its entries have no codes"),
		false => format!("its codes are {}{more}", codes[..codes.len().min(SHOWN)].join(", ")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn file(name: &str) -> Value {
		let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain-spec/guangdong").join(name);
		serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
	}

	/// As a chain lists them that began with the file.
	fn listed(name: &str) -> Vec<String> {
		let list = file(name).as_array().cloned().unwrap();
		list.iter().map(|one| one["name"].as_str().unwrap().to_string()).collect()
	}

	fn register<Id: Listed>(there: &[String]) -> Register<Id> {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain-spec/guangdong");
		of(there).with_codes(codes_in(&folder.join(format!("{}.json", Id::KIND.all()))).unwrap())
	}

	fn of<Id: Listed>(there: &[String]) -> Register<Id> {
		Register::new((0..).map(Id::of).zip(there.iter().cloned()).collect())
	}

	#[test]
	fn a_networks_own_scorecard_is_proposed_as_it_is() {
		let indicators = register(&listed("indicators.json"));
		let card = scorecard("scorecard.json", file("scorecard.json"), &indicators).unwrap();
		assert!(card.characteristics.len() > 20, "{card:?}");
		let own = file("indicators.json");
		let first = file("scorecard.json")["characteristics"][0]["indicator"].clone();
		let place = own.as_array().unwrap().iter().position(|one| one["code"] == first).unwrap();
		assert_eq!(card.characteristics[0].indicator.0 as usize, place);
		// By number and by name, too.
		let mut mixed = file("scorecard.json");
		for (at, given) in [json!(3), own[place]["name"].clone(), json!("7")].into_iter().enumerate() {
			mixed["characteristics"][at]["indicator"] = given;
		}
		let card = scorecard("f", mixed, &indicators).unwrap();
		let numbers: Vec<_> = card.characteristics[..3].iter().map(|part| part.indicator.0 as usize).collect();
		assert_eq!(numbers, [3, place, 7]);
	}

	#[test]
	fn what_is_wrong_in_a_file_is_named_with_its_place() {
		let indicators = register(&listed("indicators.json"));
		let mut card = file("scorecard.json");
		card["characteristics"][2]["missing"] = json!("none");
		let text = scorecard("f.json", card, &indicators).unwrap_err().to_string();
		assert!(text.contains("f.json") && text.contains("characteristics[2].missing"), "{text}");
		let mut one = file("products.json")[0].clone();
		one["minAmounts"] = json!(1);
		let text = product("f.json", one, None, &[]).unwrap_err().to_string();
		assert!(text.contains("f.json") && text.contains("minAmounts"), "{text}");
	}

	#[test]
	fn an_indicator_that_is_not_there_is_named_with_the_way_out() {
		let bare = of(&listed("indicators.json"));
		let card = json!({ "characteristics": [{ "indicator": "tax-paid-12m" }] });
		let text = scorecard("f.json", card.clone(), &bare).unwrap_err().to_string();
		for part in ["f.json, characteristics[0].indicator", "indicators.json", "lingnan show indicators"] {
			assert!(text.contains(part), "{part} in {text}");
		}
		let other_chain = register(&["Something else".into()]);
		let text = scorecard("f.json", card, &other_chain).unwrap_err().to_string();
		assert!(text.contains("Taxes paid in 12 months") && text.contains("none of that name"), "{text}");
	}

	#[test]
	fn a_networks_own_indicators_are_defined_with_the_codes_of_agencies() {
		let agencies = register(&listed("agencies.json"));
		let list = file("indicators.json").as_array().cloned().unwrap();
		assert!(is_indicators(&list) && !is_indicators(&[json!({ "call": "A.b" })]) && !is_indicators(&[]));
		let defined = |there: Register<IndicatorId>, codes: &[String]| {
			Definitions { place: "f", list: &list, there, agencies: agencies.clone() }.calls(codes)
		};
		let has = |names: &[String]| of(names);
		assert_eq!(defined(has(&[]), &[]).unwrap().len(), list.len());
		let codes = ["tax-paid-12m".to_string()];
		let calls = defined(has(&[]), &codes).unwrap();
		let [Call { args, .. }] = &calls[..] else { panic!("one") };
		let tax = file("agencies.json").as_array().unwrap().iter().position(|one| one["code"] == "tax").unwrap();
		assert_eq!((&args["indicator"]["owner"], &args["indicator"]["code"]), (&json!(tax), &Value::Null));
		// What the chain has already is left out.
		let all = listed("indicators.json");
		assert_eq!(defined(has(&all[1..]), &[]).unwrap().len(), 1);
		assert!(defined(has(&all), &[]).is_err());
		let twice = defined(has(&all), &codes).unwrap_err().to_string();
		assert!(twice.contains("already"), "{twice}");
		let unknown = defined(has(&all), &["x".into()]).unwrap_err().to_string();
		assert!(unknown.contains("no indicator x") && unknown.contains("months-in-business"), "{unknown}");
	}

	/// The first fault ended the check, and the next was found after the next correction.
	#[test]
	fn every_fault_of_a_list_of_indicators_is_named_before_anything_is_sent() {
		let mut list = file("indicators.json").as_array().cloned().unwrap();
		list.truncate(6);
		let code = |one: &Value| one["code"].as_str().unwrap().to_string();
		list[0]["owner"] = json!("no-such-agency");
		list[1]["edges"] = json!([5, 5]);
		list[2]["validityDays"] = json!(0);
		list[3]["direction"] = json!("Up");
		list[4]["personal"] = json!(true);
		list[5]["name"] = list[4]["name"].clone();
		let definitions =
			Definitions { place: "f.json", list: &list, there: of(&[]), agencies: register(&listed("agencies.json")) };
		let text = definitions.calls(&[]).unwrap_err().to_string();
		for part in [
			"nothing was sent, for 6 faults".to_string(),
			format!("{}.owner: ", code(&list[0])),
			format!("{}.edges: they do not rise", code(&list[1])),
			format!("{}.validityDays: 1 to 3,660 days", code(&list[2])),
			format!("{}: direction", code(&list[3])),
			format!("{}.personal: ", code(&list[4])),
			format!("the name {} stands there twice", list[4]["name"].as_str().unwrap()),
		] {
			assert!(text.contains(&part), "{part} in\n{text}");
		}
	}

	#[test]
	fn a_product_of_a_networks_list_is_published_by_its_code() {
		let read = || file("products.json");
		let text = product("products.json", read(), None, &[]).unwrap_err().to_string();
		assert!(text.contains("--code") && text.contains("ccb-technology-credit"), "{text}");
		let (one, institution) = product("products.json", read(), Some("ccb-tax-credit"), &[]).unwrap();
		assert_eq!(institution.as_deref(), Some("ccb"));
		assert_eq!(one.name.as_str(), "Credit loan on tax record");
		// As in the network's files: who says nothing lends on nothing unconfirmed.
		assert!(!one.unconfirmed);
		assert!(product("f", read(), Some("no-such"), &[]).unwrap_err().to_string().contains("no product no-such"));
		let (alone, _) = product("f", read()[0].clone(), None, &[]).unwrap();
		assert_eq!(alone.name.as_str(), "Credit loan for technology start-ups");
	}

	#[test]
	fn a_product_follows_the_reference_rate_that_the_networks_list_names() {
		let read = || file("products.json");
		let list = read().as_array().cloned().unwrap();
		let floating = list.iter().find(|one| one["reference"] == "lpr-1y").unwrap()["code"].clone();
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain-spec/guangdong");
		let references = reference_codes(&folder.join("products.json")).unwrap();
		let (spec, _) = product("f", read(), floating.as_str(), &references).unwrap();
		assert_eq!(spec.reference.map(|one| one.0), Some(0));
		let refused = product("f", read(), floating.as_str(), &[]).unwrap_err().to_string();
		assert!(refused.contains("f.reference") && refused.contains("reference-rates.json"), "{refused}");
		let mut by_number = list.into_iter().find(|one| one["code"] == floating).unwrap();
		by_number["reference"] = json!(7);
		assert_eq!(product("f", by_number, None, &[]).unwrap().0.reference.map(|one| one.0), Some(7));
	}

	#[test]
	fn the_product_of_one_bank_is_not_published_with_the_key_of_another() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("products.json");
		let banks = r#"[{ "code": "a", "name": "Bank A" }, { "code": "b", "name": "Bank B" }]"#;
		std::fs::write(folder.path().join("institutions.json"), banks).unwrap();
		assert!(ensure_own(&file, "a", Some("Bank A")).is_ok());
		for (code, signer) in [("a", Some("Bank B")), ("a", None), ("c", Some("Bank A")), ("c", None)] {
			let refused = ensure_own(&file, code, signer).unwrap_err().to_string();
			assert!(refused.contains("Sign with the key of its institution"), "{code} {signer:?}: {refused}");
		}
	}
}
