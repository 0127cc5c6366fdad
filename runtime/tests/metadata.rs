//! What clients read of the runtime before they ask it anything: what every item of ours means, in which unit its numbers are,
//! which bytes are text, and by what digest hardware signs.

use codec::{Decode, DecodeAll, Encode};
use frame_metadata::{v16, RuntimeMetadata, RuntimeMetadataPrefixed};
use lingnan_runtime::*;
use scale_info::{form::PortableForm, Field, PortableRegistry, Registry, Type, TypeDef, TypeDefPrimitive, TypeInfo};
use std::path::Path;

fn metadata(version: u32) -> RuntimeMetadata {
	let bytes = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata_at_version(version));
	let bytes = bytes.expect("the runtime speaks it");
	RuntimeMetadataPrefixed::decode(&mut &bytes[..]).expect("it is metadata").1
}

fn newest() -> v16::RuntimeMetadataV16 {
	match metadata(16) {
		RuntimeMetadata::V16(newest) => newest,
		_ => panic!("another version than was asked for"),
	}
}

/// Whether a crate is ours: a primitive, or a pallet of this repository.
fn is_our_crate(name: &str) -> bool {
	let pallet = |pallet: &str| {
		let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pallets");
		home.join(pallet.replace('_', "-")).is_dir()
	};
	name.starts_with("lingnan_") || name.strip_prefix("pallet_").is_some_and(pallet)
}

/// Whether we wrote a type's words. A macro of the SDK writes the rest and takes none: the enums of a runtime, the keys of its
/// parameters, the arguments of calls, which the call's own words explain.
fn is_ours(ty: &Type<PortableForm>) -> bool {
	let path = &ty.path.segments;
	let Some(name) = path.first().filter(|name| is_our_crate(name)) else { return false };
	let by_macro = match name.as_str() {
		"lingnan_runtime" => path.get(1).is_none_or(|module| module != "configs"),
		_ => path.last().is_some_and(|last| last == "Call"),
	};
	!by_macro
}

/// Words one of which says what is counted or how.
const UNITS: [&str; 42] = [
	"basis",
	"bin",
	"bins",
	"bit",
	"bits",
	"block",
	"blocks",
	"byte",
	"bytes",
	"count",
	"counted",
	"counts",
	"day",
	"days",
	"digits",
	"fen",
	"hundredths",
	"many",
	"minor",
	"month",
	"months",
	"nanoseconds",
	"number",
	"numbered",
	"numbers",
	"often",
	"picoseconds",
	"point",
	"points",
	"second",
	"seconds",
	"session",
	"sessions",
	"slot",
	"slots",
	"thousandths",
	"unit",
	"units",
	"version",
	"versions",
	"year",
	"years",
];

/// Names of types that have a unit of their own, and what must be said of it.
const BY_TYPE: [(&str, &[&str]); 5] = [
	("Amount", &["minor unit", "fen"]),
	("BasisPoints", &["basis point"]),
	("Date", &["1970"]),
	("Timestamp", &["unix"]),
	("Text", &["bytes"]),
];

struct Words<'a> {
	types: &'a PortableRegistry,
	found: Vec<String>,
}

impl Words<'_> {
	fn has(&mut self, place: &str, docs: &[String]) {
		if docs.concat().trim().is_empty() {
			self.found.push(format!("{place} has no doc comment"));
		}
	}

	/// Whether values of a type are numbers: themselves, maybe, or several. Bytes are not.
	fn is_number(&self, id: u32) -> bool {
		let Some(ty) = self.types.resolve(id) else { return false };
		let is_byte = |id| self.types.resolve(id).is_some_and(|ty| ty.type_def == TypeDefPrimitive::U8.into());
		let list = |id| !is_byte(id) && self.is_number(id);
		match &ty.type_def {
			TypeDef::Primitive(primitive) => {
				!matches!(primitive, TypeDefPrimitive::Bool | TypeDefPrimitive::Char | TypeDefPrimitive::Str)
			},
			TypeDef::Compact(inner) => self.is_number(inner.type_param.id),
			TypeDef::Sequence(inner) => list(inner.type_param.id),
			TypeDef::Array(inner) => list(inner.type_param.id),
			TypeDef::Tuple(inner) => inner.fields.iter().any(|field| self.is_number(field.id)),
			TypeDef::Composite(inner) if ty.path.segments.last().is_some_and(|name| name == "BoundedVec") => {
				inner.fields.iter().any(|field| self.is_number(field.ty.id))
			},
			TypeDef::Variant(inner) if ty.path.segments.last().is_some_and(|name| name == "Option") => {
				inner.variants.iter().flat_map(|v| &v.fields).any(|field| self.is_number(field.ty.id))
			},
			_ => false,
		}
	}

	/// `written`: how the type is named in the source, where that is known.
	fn has_unit(&mut self, place: &str, id: u32, written: &str, docs: &[String]) {
		let names: Vec<&str> = written.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
		let words = docs.join(" ").to_lowercase();
		for (name, needed) in BY_TYPE {
			if names.contains(&name) && !needed.iter().any(|unit| words.contains(unit)) {
				self.found.push(format!("{place}: {written} must say one of {needed:?}, and says {words:?}"));
			}
		}
		// A number by which a record is known measures nothing, and its type's name says so.
		let is_id = names.iter().any(|name| name.len() > 2 && name.ends_with("Id"));
		let said = || words.split(|c: char| !c.is_alphabetic()).any(|word| UNITS.contains(&word));
		if self.is_number(id) && !is_id && !said() {
			self.found.push(format!("{place}: {written} is a number without a unit: {words:?}"));
		}
	}

	fn fields(&mut self, place: &str, fields: &[Field<PortableForm>], around: &[String]) {
		for field in fields {
			let written = field.type_name.as_deref().unwrap_or_default();
			match &field.name {
				Some(name) => {
					let place = format!("{place}.{name}");
					self.has(&place, &field.docs);
					self.has_unit(&place, field.ty.id, written, &field.docs);
				},
				// What has no name is explained by what is around it.
				None => self.has_unit(place, field.ty.id, written, around),
			}
		}
	}

	fn types(&mut self, ours: impl Fn(&Type<PortableForm>) -> bool) {
		let types = self.types;
		for known in types.types.iter().map(|known| &known.ty).filter(|ty| ours(ty)) {
			let place = known.path.segments.join("::");
			self.has(&place, &known.docs);
			match &known.type_def {
				TypeDef::Composite(composite) => self.fields(&place, &composite.fields, &known.docs),
				TypeDef::Variant(variant) => {
					for variant in &variant.variants {
						let place = format!("{place}::{}", variant.name);
						self.has(&place, &variant.docs);
						self.fields(&place, &variant.fields, &variant.docs);
					}
				},
				_ => {},
			}
		}
	}
}

#[test]
fn every_item_of_ours_is_explained_and_every_number_has_its_unit() {
	let metadata = newest();
	let mut words = Words { types: &metadata.types, found: Vec::new() };
	words.types(is_ours);
	let is_our_type = |id: u32| {
		let path = metadata.types.resolve(id).map(|ty| &ty.path.segments);
		path.and_then(|path| path.first()).is_some_and(|name| is_our_crate(name))
	};
	let mut pallets = 0;
	for pallet in &metadata.pallets {
		let known_by =
			pallet.error.as_ref().map(|error| error.ty.id).or(pallet.event.as_ref().map(|event| event.ty.id));
		if !known_by.is_some_and(is_our_type) {
			continue;
		}
		pallets += 1;
		for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
			let place = format!("storage {}.{}", pallet.name, entry.name);
			words.has(&place, &entry.docs);
			let value = match &entry.ty {
				v16::StorageEntryType::Plain(value) | v16::StorageEntryType::Map { value, .. } => value,
			};
			words.has_unit(&place, value.id, "", &entry.docs);
		}
		for constant in &pallet.constants {
			let place = format!("constant {}.{}", pallet.name, constant.name);
			words.has(&place, &constant.docs);
			words.has_unit(&place, constant.ty.id, "", &constant.docs);
		}
		for function in &pallet.view_functions {
			words.has(&format!("view function {}.{}", pallet.name, function.name), &function.docs);
		}
	}
	// The SDK's own are explained by the SDK.
	let apis = metadata.apis.iter().filter(|api| {
		let mut asked = api.methods.iter().flat_map(|m| m.inputs.iter().map(|input| input.ty.id).chain([m.output.id]));
		asked.any(|id| reaches(&metadata.types, id, &is_ours))
	});
	for api in apis {
		words.has(&api.name, &api.docs);
		for method in &api.methods {
			words.has(&format!("{}.{}", api.name, method.name), &method.docs);
		}
	}
	assert!(pallets >= 11, "only {pallets} pallets were looked at");
	assert!(words.found.is_empty(), "{} faults:\n{}", words.found.len(), words.found.join("\n"));
}

/// Whether a type is one of these, or a list, an option or a result of one.
fn reaches(types: &PortableRegistry, id: u32, these: &impl Fn(&Type<PortableForm>) -> bool) -> bool {
	let Some(ty) = types.resolve(id) else { return false };
	match &ty.type_def {
		_ if these(ty) => true,
		TypeDef::Sequence(inner) => reaches(types, inner.type_param.id, these),
		TypeDef::Variant(_) if ty.path.segments.len() == 1 => {
			ty.type_params.iter().filter_map(|of| of.ty).any(|of| reaches(types, of.id, these))
		},
		_ => false,
	}
}

/// Held to the same rules, these are refused: the test above would see them.
#[test]
fn what_is_not_explained_is_refused() {
	type Amount = u64;

	/// A record.
	#[derive(TypeInfo)]
	#[scale_info(capture_docs = "always")]
	#[allow(dead_code)]
	struct Planted {
		undocumented: bool,
		/// What it weighs.
		unitless: Option<u32>,
		/// In points.
		amount: Amount,
		/// How many.
		fine: Vec<u16>,
		/// Hash of something.
		hash: [u8; 32],
	}

	let mut registry = Registry::new();
	registry.register_type(&scale_info::meta_type::<Planted>());
	let types: PortableRegistry = registry.into();
	let mut words = Words { types: &types, found: Vec::new() };
	words.types(|ty| ty.path.segments.last().is_some_and(|name| name == "Planted"));
	let about = |name: &str| words.found.iter().filter(|fault| fault.contains(name)).count();
	assert_eq!((about(".undocumented"), about(".unitless"), about(".amount")), (1, 1, 1), "{:?}", words.found);
	assert_eq!(words.found.len(), 3, "{:?}", words.found);
}

/// Names and reasons are strings to every client. Their bytes are those of a string, and what is no string is no call.
#[test]
fn bytes_that_are_no_text_are_no_call() {
	let metadata = newest();
	let spec = metadata.types.types.iter().find(|t| t.ty.path.segments.last().is_some_and(|n| n == "RegistrationSpec"));
	let TypeDef::Composite(spec) = &spec.expect("it is there").ty.type_def else { panic!("it is a record") };
	let name = spec.fields.iter().find(|field| field.name.as_deref() == Some("legal_name")).expect("it has a name");
	let name = metadata.types.resolve(name.ty.id).expect("it is there");
	assert_eq!(name.type_def, TypeDefPrimitive::Str.into());

	let call = |name: &str| {
		let registration = pallet_enterprise_registry::RegistrationSpec {
			legal_name: name.try_into().expect("it is short"),
			..crate::common::credit::registration(crate::common::credit::firm())
		};
		RuntimeCall::EnterpriseRegistry(pallet_enterprise_registry::Call::register { registration }).encode()
	};
	let honest = call("荔枝电子");
	assert!(RuntimeCall::decode_all(&mut &honest[..]).is_ok());
	let place = honest.windows(12).position(|part| part == "荔枝电子".as_bytes()).expect("it is in there as it is");
	let mut broken = honest;
	broken[place] = 0xff;
	let error = RuntimeCall::decode_all(&mut &broken[..]).expect_err("it is no call").to_string();
	assert!(error.contains("NotUtf8"), "{error}");
}

/// Whoever signs by hardware signs this digest, too, so the runtime must hold it: `runtime/build.rs` builds it in.
#[test]
fn the_digest_that_hardware_signs_is_that_of_the_metadata() {
	use merkleized_metadata::{generate_metadata_digest, ExtraInfo};
	let about = ExtraInfo {
		spec_version: VERSION.spec_version,
		spec_name: VERSION.spec_name.to_string(),
		base58_prefix: configs::system::SS58Prefix::get().into(),
		decimals: constants::TOKEN_DECIMALS,
		token_symbol: constants::TOKEN_SYMBOL.into(),
	};
	let digest = generate_metadata_digest(&metadata(15), about).expect("the metadata has a digest").hash();
	let digest = format!("{:?}", sp_core::H256(digest));
	let written = include_str!("../metadata-hash").trim();
	assert_eq!(written, digest, "calls or versions changed: write this into runtime/metadata-hash\n{digest}\n");
}

/// A loan's amounts stand in its record of terms and on its account. No event repeats one: the limit that an institution sets
/// itself and the public fund's budget and payments are no loan's.
#[test]
fn no_event_of_loans_repeats_an_amount() {
	let metadata = newest();
	let of_no_loan = [
		"ExposureLimitSet.limit",
		"CompensationSet.budget",
		// Of an asset, and of a lien that secures no loan of the chain.
		"ClaimStated.amount",
		"LienEnforced.costs",
		"LienEnforced.deposited",
		"LienExtinguished.paid",
		"LienPaid.paid",
		"SecurityShort.short",
	];
	let mut found = Vec::new();
	for pallet in ["Financing", "Collateral", "CreditLines", "Guarantees", "Classification", "Policies"] {
		let events = metadata.pallets.iter().find(|one| one.name == pallet).and_then(|one| one.event.as_ref());
		let ty = metadata.types.resolve(events.expect("it has events").ty.id).expect("it is there");
		let TypeDef::Variant(events) = &ty.type_def else { panic!("events are variants") };
		for event in &events.variants {
			for field in event.fields.iter().filter(|field| field.docs.concat().to_lowercase().contains("minor unit")) {
				found.push(format!("{}.{}", event.name, field.name.clone().unwrap_or_default()));
			}
		}
	}
	found.retain(|field| !of_no_loan.contains(&field.as_str()));
	assert!(found.is_empty(), "{found:?}");
}
