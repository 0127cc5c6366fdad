//! The terms that an enterprise signs: read, encoded and hashed on its own machine, so that a node cannot put others in
//! their place.

use crate::{scale, units, values, Error, Result};
use lingnan_types::ApplicationId;
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};
use serde_json::{json, Value};
use subxt::utils::H256;

/// Terms as they were offered, and the hash that accepts them and no others.
#[derive(Debug)]
pub struct Terms {
	id: u32,
	terms: Value,
	pub hash: H256,
}

/// What this command knows of the terms, in the order in which they are hashed, and how each is written. A node that gives
/// a field another name or another place is found out; a runtime may add fields, and they are shown by their own names.
const KNOWN: [(&str, &str); 13] = [
	("application", "ApplicationId"),
	("product", "ProductId"),
	("institution", "InstitutionId"),
	("enterprise", "RegistrationNumber"),
	("currency", "Currency"),
	("amount", "Amount"),
	("rate", "BasisPoints"),
	("tenor", "u16"),
	("method", "RepaymentMethod"),
	("penalty_rate", "BasisPoints"),
	("arrangement_fee", "Amount"),
	("security", "Assets"),
	("valid_until", "Timestamp"),
];

impl Terms {
	/// The terms of an application as a node shows it, if they hash to what it says that they do, and are of this
	/// application.
	pub fn of(types: &PortableRegistry, number: ApplicationId, application: &Value) -> Result<Self> {
		let offered = &application["offeredTermsHash"];
		let terms = application["terms"].clone();
		if offered.is_null() || terms.is_null() {
			return Err(Error::NotFound(format!("no offer stands on application {number}")));
		}
		for (field, expected) in [("application", &json!(number)), ("enterprise", &application["enterprise"])] {
			if terms[field] != *expected {
				return Err(differ(format!("they are of {field} {} and not of {expected}", terms[field])));
			}
		}
		let id = type_of(types)?;
		let bytes = scale::encode(types, id, &terms)
			.map_err(|e| differ(format!("they cannot be encoded as this chain's terms: {e}")))?;
		let hash = values::fingerprint(&bytes);
		match serde_json::from_value::<H256>(offered.clone()) {
			Ok(offered) if offered == hash => Ok(Self { id, terms, hash }),
			_ => Err(differ(format!("they hash to {hash:?}, and the offer's hash is {offered}"))),
		}
	}

	/// With every number as people read it.
	pub fn told(&self, types: &PortableRegistry) -> Value {
		units::of_type(types, self.id, &self.terms)
	}
}

fn differ(reason: String) -> Error {
	let reason = format!("{reason}. Nothing was signed: do not trust this node, and ask another (--url).");
	Error::DoesNotHold { name: "TermsDiffer", reason }
}

/// The type of the terms, if its fields are those that this command knows, where it knows them.
fn type_of(types: &PortableRegistry) -> Result<u32> {
	let is_terms = |path: &scale_info::Path<PortableForm>| {
		path.segments.first().is_some_and(|s| s == "lingnan_types")
			&& path.segments.last().is_some_and(|s| s == "Terms")
	};
	let found = types.types.iter().find(|ty| is_terms(&ty.ty.path));
	let ty = found.ok_or_else(|| Error::NotFound("this chain knows no terms of loans".into()))?;
	let TypeDef::Composite(composite) = &ty.ty.type_def else { return Err(unknown_terms("they are not a record")) };
	let mut fields = composite.fields.iter();
	for (name, written) in KNOWN {
		let field = fields.find(|field| field.name.as_deref() == Some(name));
		let field = field.ok_or_else(|| unknown_terms(&format!("{name} is missing or stands elsewhere")))?;
		if field.type_name.as_deref() != Some(written) || !is_as_written(types, field.ty.id, written) {
			return Err(unknown_terms(&format!("{name} is no {written}")));
		}
	}
	Ok(ty.id)
}

/// Whether a number has the width that its type has.
fn is_as_written(types: &PortableRegistry, id: u32, written: &str) -> bool {
	use scale_info::TypeDefPrimitive::{U16, U32, U64};
	let width = match written {
		"Amount" | "ApplicationId" | "Timestamp" => U64,
		"BasisPoints" | "ProductId" | "InstitutionId" => U32,
		"u16" => U16,
		_ => return true,
	};
	let Some(ty) = types.resolve(id) else { return false };
	match &ty.type_def {
		TypeDef::Primitive(primitive) => *primitive == width,
		// The number of a record is a type of its own around the number.
		TypeDef::Composite(record) => match record.fields.as_slice() {
			[field] if field.name.is_none() => is_as_written(types, field.ty.id, written),
			_ => false,
		},
		_ => false,
	}
}

fn unknown_terms(what: &str) -> Error {
	Error::DoesNotHold {
		name: "TermsUnknown",
		reason: format!(
			"this command does not know the terms of this chain: {what}. Nothing was signed: install the command that belongs \
			 to the chain's runtime."
		),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use lingnan_types::{
		Amount, ApplicationId, AssetId, BasisPoints, Currency, InstitutionId, ProductId, RegistrationNumber, Timestamp,
	};
	use scale_info::{meta_type, Registry, TypeInfo};

	type Assets = Vec<AssetId>;

	#[derive(Encode, TypeInfo)]
	enum RepaymentMethod {
		EqualInstalments,
	}

	macro_rules! terms {
		($module:ident { $($field:ident: $type:ty),* $(,)? }) => {
			mod $module {
				use super::*;

				/// Under the path that the runtime gives it.
				#[derive(Encode)]
				pub struct Terms { $(pub $field: $type),* }

				impl TypeInfo for Terms {
					type Identity = Self;

					fn type_info() -> scale_info::Type {
						let fields = scale_info::build::Fields::named();
						$(let fields = fields.field(|f| f.ty::<$type>().name(stringify!($field)).type_name(stringify!($type)));)*
						scale_info::Type::builder()
							.path(scale_info::Path::new("Terms", "lingnan_types::application"))
							.composite(fields)
					}
				}
			}
		};
	}

	terms!(real {
		application: ApplicationId,
		product: ProductId,
		institution: InstitutionId,
		enterprise: RegistrationNumber,
		currency: Currency,
		amount: Amount,
		rate: BasisPoints,
		tenor: u16,
		method: RepaymentMethod,
		penalty_rate: BasisPoints,
		arrangement_fee: Amount,
		security: Assets,
		valid_until: Timestamp,
	});

	// A lying node's: the fee is shown as the amount, and the amount as the fee.
	terms!(swapped {
		application: ApplicationId,
		product: ProductId,
		institution: InstitutionId,
		enterprise: RegistrationNumber,
		currency: Currency,
		arrangement_fee: Amount,
		rate: BasisPoints,
		tenor: u16,
		method: RepaymentMethod,
		penalty_rate: BasisPoints,
		amount: Amount,
		security: Assets,
		valid_until: Timestamp,
	});

	fn registry<T: TypeInfo + 'static>() -> PortableRegistry {
		let mut registry = Registry::new();
		registry.register_type(&meta_type::<T>());
		registry.into()
	}

	fn terms() -> real::Terms {
		real::Terms {
			application: ApplicationId(3),
			product: ProductId(4),
			institution: InstitutionId(5),
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			currency: Currency::Cny,
			amount: 150_000_000,
			rate: 385,
			tenor: 12,
			method: RepaymentMethod::EqualInstalments,
			penalty_rate: 600,
			arrangement_fee: 5_000,
			security: vec![AssetId(7), AssetId(8)],
			valid_until: 1_577_894_400,
		}
	}

	fn application() -> Value {
		json!({
			"id": 3, "enterprise": "CN:91440300708461136T", "offeredTermsHash": values::fingerprint(&terms().encode()),
			"terms": {
				"application": 3, "product": 4, "institution": 5, "enterprise": "CN:91440300708461136T", "currency": "CNY",
				"amount": 150_000_000, "rate": 385, "tenor": 12, "method": "EqualInstalments", "penaltyRate": 600,
				"arrangementFee": 5_000, "security": [7, 8], "validUntil": 1_577_894_400u64,
			},
		})
	}

	#[test]
	fn honest_terms_are_shown_in_full_with_the_hash_that_accepts_them() {
		let types = registry::<real::Terms>();
		let read = Terms::of(&types, ApplicationId(3), &application()).unwrap();
		assert_eq!(read.hash, values::fingerprint(&terms().encode()));
		let text = read.told(&types).to_string();
		for part in [
			"CNY 1,500,000.00",
			"3.85 %",
			"12 months",
			"EqualInstalments",
			"6.00 %",
			"CNY 50.00",
			r#"["7","8"]"#,
			"2020-01-02 00:00",
			"CN:91440300708461136T",
		] {
			assert!(text.contains(part), "{part} in {text}");
		}
	}

	#[test]
	fn a_node_that_shows_other_terms_than_those_of_the_hash_is_refused() {
		let types = registry::<real::Terms>();
		for (field, lie) in [
			("amount", json!(150_000_001)),
			("rate", json!(300)),
			("tenor", json!(24)),
			("penaltyRate", json!(500)),
			("arrangementFee", json!(0)),
			("security", json!([])),
			("method", json!("Bullet")),
			("validUntil", json!(0)),
			("extra", json!(1)),
		] {
			let mut lying = application();
			lying["terms"][field] = lie;
			let error = Terms::of(&types, ApplicationId(3), &lying).unwrap_err();
			assert!(matches!(error, Error::DoesNotHold { name: "TermsDiffer", .. }), "{field}: {error}");
			assert!(error.to_string().contains("Nothing was signed"), "{error}");
		}
	}

	#[test]
	fn a_node_that_gives_another_hash_or_the_terms_of_another_application_is_refused() {
		let types = registry::<real::Terms>();
		let mut lying = application();
		lying["offeredTermsHash"] = json!(H256::default());
		assert!(matches!(
			Terms::of(&types, ApplicationId(3), &lying),
			Err(Error::DoesNotHold { name: "TermsDiffer", .. })
		));
		assert!(matches!(
			Terms::of(&types, ApplicationId(4), &application()),
			Err(Error::DoesNotHold { name: "TermsDiffer", .. })
		));
		let mut other = application();
		other["enterprise"] = json!("CN:91350211M0000XUF46");
		assert!(matches!(
			Terms::of(&types, ApplicationId(3), &other),
			Err(Error::DoesNotHold { name: "TermsDiffer", .. })
		));
		lying["offeredTermsHash"] = Value::Null;
		assert!(matches!(Terms::of(&types, ApplicationId(3), &lying), Err(Error::NotFound(_))));
	}

	#[test]
	fn a_node_that_calls_the_fee_the_amount_is_refused() {
		let types = registry::<swapped::Terms>();
		let mut lying = application();
		lying["terms"]["amount"] = json!(5_000);
		lying["terms"]["arrangementFee"] = json!(150_000_000);
		let error = Terms::of(&types, ApplicationId(3), &lying).unwrap_err();
		assert!(matches!(error, Error::DoesNotHold { name: "TermsUnknown", .. }), "{error}");
	}
}
