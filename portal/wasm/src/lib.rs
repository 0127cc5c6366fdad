#![doc = include_str!("../README.md")]
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod abi;
pub mod credit;
pub mod loans;
pub mod market;
pub mod numbers;
pub mod proofs;
pub mod refused;
pub mod rows;

use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use refused::Refused;

/// Declares what a page can call: each by its name, with what makes its answer of its arguments.
macro_rules! exports {
	($($(#[$doc:meta])* $name:ident = $by:path;)+) => {
		/// What is called, by its name: for tests, which have no wasm.
		pub fn call(name: &str, arguments: &[u8]) -> Option<Vec<u8>> {
			match name {
				$(stringify!($name) => Some(answer(arguments, $by)),)+
				_ => None,
			}
		}

		/// The names of all.
		pub const NAMES: &[&str] = &[$(stringify!($name)),+];

		#[cfg(target_arch = "wasm32")]
		mod exported {
			$(
				$(#[$doc])*
				#[allow(unsafe_code)]
				#[no_mangle]
				pub extern "C" fn $name(at: *mut u8, length: usize) -> u64 {
					crate::abi::exported(at, length, |arguments| crate::answer(arguments, $by))
				}
			)+
		}
	};
}

exports! {
	/// The proof of a grade.
	prove_grade = crate::credit::prove_grade;
	/// The proofs that sealed attestations hold a single 1.
	prove_form = crate::credit::prove_form;
	/// Points, reasons, and what lifts the grade.
	explain = crate::credit::explain;
	/// One figure as an agency attests it, and what opens it.
	seal_row = crate::credit::seal_row;
	/// A clerk's rows, each read or with its faults.
	check_rows = crate::rows::check_rows;
	/// Whether an indicator that a firm opens is what the agency sealed.
	check_shown = crate::credit::check_shown;
	/// Products against a request.
	match_products = crate::market::match_products;
	/// Schedule and yearly cost of conditions.
	quote = crate::loans::quote;
	/// What is owed on a loan on a day.
	books = crate::loans::books;
	/// By what terms are accepted.
	hash_terms = crate::loans::hash_terms;
	/// By what the terms of a credit line are accepted.
	hash_line = crate::loans::hash_line;
	/// By what an amendment is agreed to.
	hash_amendment = crate::loans::hash_amendment;
	/// A registration number as people write it.
	read_number = crate::numbers::read_number;
	/// What a header holds.
	read_header = crate::proofs::read_header;
	/// Whether validators finalised a block.
	verify_justification = crate::proofs::verify_justification;
	/// What a state held.
	verify_storage_proof = crate::proofs::verify_storage_proof;
}

/// The answer in SCALE: what was asked for, or why there is none.
fn answer<A: DecodeAll, T: Encode>(arguments: &[u8], by: impl Fn(A) -> Result<T, Refused>) -> Vec<u8> {
	let mut rest = arguments;
	match A::decode_all(&mut rest) {
		Ok(arguments) => by(arguments).encode(),
		Err(_) => Err::<T, _>(Refused::Malformed).encode(),
	}
}
