use super::{camel, ident, resolve, text_form};
use codec::{Compact, Encode};
use lingnan_types::{
	peer::PeerId, Currency, CustomsDeclaration, Grade, Industry, Lei, PatentNumber, RegistrationNumber,
};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive, Variant};
use serde_json::{Map, Value};
use subxt::metadata::Metadata;

type Outcome = Result<(), String>;

/// A JSON value as the bytes of a type.
pub fn encode(types: &PortableRegistry, id: u32, value: &Value) -> Result<Vec<u8>, String> {
	let mut out = Vec::new();
	Encoder { types, metadata: None }.value(id, value, &mut out).map_err(|e| e.text())?;
	Ok(out)
}

/// The bytes of `fields`, from a JSON object by name or a JSON array by position.
pub fn encode_fields(metadata: &Metadata, fields: &[Field<PortableForm>], value: &Value) -> Result<Vec<u8>, String> {
	let mut out = Vec::new();
	let encoder = Encoder { types: metadata.types(), metadata: Some(metadata) };
	encoder.fields(fields, value, &mut out).map_err(|e| e.text())?;
	Ok(out)
}

/// A whole call: the pallet's and the call's index, and the arguments.
pub fn encode_call(metadata: &Metadata, pallet: &str, call: &str, args: &Value) -> Result<Vec<u8>, String> {
	let of = metadata.pallet_by_name(pallet).ok_or_else(|| format!("this chain has no pallet {pallet}"))?;
	let variant = of.call_variant_by_name(call).ok_or_else(|| format!("the pallet {pallet} has no call {call}"))?;
	let mut out = vec![of.call_index(), variant.index];
	out.extend(encode_fields(metadata, &variant.fields, args).map_err(|e| format!("{pallet}.{call}: {e}"))?);
	Ok(out)
}

/// Where in the value, innermost last, and what is wrong there.
struct Fault {
	path: Vec<String>,
	reason: String,
}

impl Fault {
	fn at(mut self, step: impl Into<String>) -> Self {
		self.path.push(step.into());
		self
	}

	fn text(self) -> String {
		let mut path = String::new();
		for step in self.path.iter().rev() {
			if !path.is_empty() && !step.starts_with('[') {
				path.push('.');
			}
			path.push_str(step);
		}
		match path.is_empty() {
			true => self.reason,
			false => format!("{path}: {}", self.reason),
		}
	}
}

impl From<String> for Fault {
	fn from(reason: String) -> Self {
		Self { path: Vec::new(), reason }
	}
}

struct Encoder<'a> {
	types: &'a PortableRegistry,
	metadata: Option<&'a Metadata>,
}

impl Encoder<'_> {
	fn value(&self, id: u32, value: &Value, out: &mut Vec<u8>) -> Result<(), Fault> {
		let ty = resolve(self.types, id)?;
		if let (Some(form), Value::String(text)) = (text_form(ty), value) {
			return Ok(text_to_bytes(form, text, out)?);
		}
		match &ty.type_def {
			TypeDef::Composite(composite) => match composite.fields.as_slice() {
				[field] if field.name.is_none() => self.value(field.ty.id, value, out),
				fields => self.fields(fields, value, out),
			},
			TypeDef::Variant(variant) => match ident(ty) {
				"Option" => self.option(&variant.variants, value, out),
				"RuntimeCall" => self.call(value, out),
				_ => self.variant(&variant.variants, value, out),
			},
			TypeDef::Sequence(sequence) => {
				if let (true, Value::String(text)) = (self.is_byte(sequence.type_param.id), value) {
					let bytes = if text.starts_with("0x") { hex_bytes(text)? } else { text.as_bytes().to_vec() };
					bytes.encode_to(out);
					return Ok(());
				}
				let items = value.as_array().ok_or_else(|| expected("a list", value))?;
				Compact(items.len() as u32).encode_to(out);
				self.items(sequence.type_param.id, items, out)
			},
			TypeDef::Array(array) => {
				if let (true, Value::String(text)) = (self.is_byte(array.type_param.id), value) {
					let bytes = hex_bytes(text)?;
					if bytes.len() != array.len as usize {
						return Err(format!("{} bytes expected, {} given", array.len, bytes.len()).into());
					}
					out.extend(bytes);
					return Ok(());
				}
				let items = value.as_array().ok_or_else(|| expected("a list", value))?;
				if items.len() != array.len as usize {
					return Err(format!("{} items expected, {} given", array.len, items.len()).into());
				}
				self.items(array.type_param.id, items, out)
			},
			TypeDef::Tuple(tuple) => {
				let none = Vec::new();
				let items = match value {
					Value::Null => &none,
					Value::Array(items) => items,
					_ => return Err(expected("a list", value).into()),
				};
				if items.len() != tuple.fields.len() {
					return Err(format!("{} items expected, {} given", tuple.fields.len(), items.len()).into());
				}
				for (i, (field, item)) in tuple.fields.iter().zip(items).enumerate() {
					self.value(field.id, item, out).map_err(|e| e.at(format!("[{i}]")))?;
				}
				Ok(())
			},
			TypeDef::Primitive(primitive) => Ok(number_or_text(primitive, value, out)?),
			TypeDef::Compact(_) => {
				Compact(integer::<u128>(value)?).encode_to(out);
				Ok(())
			},
			TypeDef::BitSequence(_) => Err(String::from("bit sequences are not written by this program").into()),
		}
	}

	fn items(&self, id: u32, items: &[Value], out: &mut Vec<u8>) -> Result<(), Fault> {
		for (i, item) in items.iter().enumerate() {
			self.value(id, item, out).map_err(|e| e.at(format!("[{i}]")))?;
		}
		Ok(())
	}

	fn fields(&self, fields: &[Field<PortableForm>], value: &Value, out: &mut Vec<u8>) -> Result<(), Fault> {
		match value {
			Value::Null if fields.is_empty() => Ok(()),
			Value::Array(items) if items.len() == fields.len() => {
				for (i, (field, item)) in fields.iter().zip(items).enumerate() {
					let name = field.name.clone().unwrap_or_else(|| format!("[{i}]"));
					self.value(field.ty.id, item, out).map_err(|e| e.at(name))?;
				}
				Ok(())
			},
			Value::Object(object) => self.named(fields, object, out),
			_ => Err(expected(&format!("an object of {} fields", fields.len()), value).into()),
		}
	}

	fn named(
		&self,
		fields: &[Field<PortableForm>],
		object: &Map<String, Value>,
		out: &mut Vec<u8>,
	) -> Result<(), Fault> {
		let mut known = 0;
		for field in fields {
			let snake = field.name.as_deref().unwrap_or_default();
			let name = camel(snake);
			match object.get(&name).or_else(|| object.get(snake)) {
				Some(value) => {
					known += 1;
					self.value(field.ty.id, value, out).map_err(|e| e.at(name))?;
				},
				None if ident(resolve(self.types, field.ty.id)?) == "Option" => out.push(0),
				None => return Err(Fault::from(String::from("missing")).at(name)),
			}
		}
		if known < object.len() {
			let is_known =
				|key: &String| fields.iter().filter_map(|f| f.name.as_ref()).any(|n| n == key || camel(n) == *key);
			let unknown = object.keys().find(|key| !is_known(key)).cloned().unwrap_or_default();
			return Err(format!("unknown field {unknown}").into());
		}
		Ok(())
	}

	fn option(&self, variants: &[Variant<PortableForm>], value: &Value, out: &mut Vec<u8>) -> Result<(), Fault> {
		if value.is_null() {
			out.push(0);
			return Ok(());
		}
		out.push(1);
		let some = variants.iter().find(|v| v.name == "Some").and_then(|v| v.fields.first());
		self.value(some.ok_or_else(|| String::from("an Option without Some"))?.ty.id, value, out)
	}

	/// `"Name"` for a variant without content, `{ "Name": content }` for one with.
	fn variant(&self, variants: &[Variant<PortableForm>], value: &Value, out: &mut Vec<u8>) -> Result<(), Fault> {
		let (name, content) = match value {
			Value::String(name) => (name, &Value::Null),
			Value::Object(object) if object.len() == 1 => {
				let (name, content) = object.iter().next().ok_or_else(|| String::from("empty"))?;
				(name, content)
			},
			_ => return Err(format!("{} ({value} given)", one_of(variants)).into()),
		};
		let Some(variant) = variants.iter().find(|v| v.name == *name) else {
			return Err(format!("{} ({name:?} given)", one_of(variants)).into());
		};
		out.push(variant.index);
		match variant.fields.as_slice() {
			[field] if field.name.is_none() => self.value(field.ty.id, content, out).map_err(|e| e.at(name.clone())),
			fields => self.fields(fields, content, out).map_err(|e| e.at(name.clone())),
		}
	}

	/// `{ "pallet": …, "call": …, "args": … }`, or the call's bytes in hexadecimal.
	fn call(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), Fault> {
		if let Value::String(text) = value {
			out.extend(hex_bytes(text)?);
			return Ok(());
		}
		let metadata = self.metadata.ok_or_else(|| String::from("calls need the chain's metadata"))?;
		match (value["pallet"].as_str(), value["call"].as_str()) {
			(Some(pallet), Some(call)) => {
				out.extend(encode_call(metadata, pallet, call, &value["args"])?);
				Ok(())
			},
			_ => Err(expected("a call: {\"pallet\", \"call\", \"args\"}", value).into()),
		}
	}

	fn is_byte(&self, id: u32) -> bool {
		let byte =
			|ty: &scale_info::Type<PortableForm>| matches!(ty.type_def, TypeDef::Primitive(TypeDefPrimitive::U8));
		self.types.resolve(id).is_some_and(byte)
	}
}

fn text_to_bytes(form: &str, text: &str, out: &mut Vec<u8>) -> Outcome {
	fn parsed<T: std::str::FromStr<Err = &'static str> + Encode>(text: &str, out: &mut Vec<u8>) -> Outcome {
		text.parse::<T>().map(|t| t.encode_to(out)).map_err(|e| format!("{e} ({text:?} given)"))
	}
	match form {
		"RegistrationNumber" => text
			.parse::<RegistrationNumber>()
			.map(|n| n.encode_to(out))
			.map_err(|e| format!("{} ({text:?} given)", e.as_str())),
		"Industry" => parsed::<Industry>(text, out),
		"PeerId" => parsed::<PeerId>(text, out),
		"Lei" => parsed::<Lei>(text, out),
		"Currency" => {
			text.parse::<Currency>().map(|word| word.encode_to(out)).map_err(|e| format!("{e} ({text:?} given)"))
		},
		"Grade" => text.parse::<Grade>().map(|word| word.encode_to(out)).map_err(|e| format!("{e} ({text:?} given)")),
		"PatentNumber" => parsed::<PatentNumber>(text, out),
		"CustomsDeclaration" => parsed::<CustomsDeclaration>(text, out),
		"AccountId32" | "MultiAddress" => {
			if form == "MultiAddress" {
				out.push(0);
			}
			crate::keys::read_account(text).map(|account| account.encode_to(out)).map_err(|e| e.to_string())
		},
		_ => {
			text.as_bytes().encode_to(out);
			Ok(())
		},
	}
}

fn number_or_text(primitive: &TypeDefPrimitive, value: &Value, out: &mut Vec<u8>) -> Outcome {
	macro_rules! int {
		($($variant:ident $type:ty),*) => {
			match primitive {
				TypeDefPrimitive::Bool => value.as_bool().ok_or_else(|| expected("true or false", value))?.encode_to(out),
				TypeDefPrimitive::Str => value.as_str().ok_or_else(|| expected("text", value))?.encode_to(out),
				$(TypeDefPrimitive::$variant => integer::<$type>(value)?.encode_to(out),)*
				_ => return Err(String::from("a type that this program does not write")),
			}
		};
	}
	int!(U8 u8, U16 u16, U32 u32, U64 u64, U128 u128, I8 i8, I16 i16, I32 i32, I64 i64, I128 i128);
	Ok(())
}

/// A JSON integer, or a string of digits for what JSON numbers cannot hold.
fn integer<T: TryFrom<i128> + std::str::FromStr>(value: &Value) -> Result<T, String> {
	let number = match value {
		Value::Number(n) => n.as_i128().and_then(|n| T::try_from(n).ok()),
		Value::String(s) => s.parse().ok(),
		_ => None,
	};
	number.ok_or_else(|| expected(&format!("an integer that fits {}", std::any::type_name::<T>()), value))
}

fn hex_bytes(text: &str) -> Result<Vec<u8>, String> {
	let digits =
		text.strip_prefix("0x").ok_or_else(|| format!("0x and hexadecimal digits expected ({text:?} given)"))?;
	hex::decode(digits).map_err(|e| format!("not hexadecimal: {e}"))
}

fn expected(what: &str, value: &Value) -> String {
	format!("{what} expected ({value} given)")
}

fn one_of(variants: &[Variant<PortableForm>]) -> String {
	let names: Vec<&str> = variants.iter().map(|v| v.name.as_str()).collect();
	format!("one of {} expected", names.join(", "))
}
