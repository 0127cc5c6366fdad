//! Payment references as they are compared. Pure.

use crate::Text;
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};

/// The reference without blanks and control characters, in capital letters; none if nothing is left of it or it holds
/// anything but ASCII. So `pay 0017` and `PAY0017` are one payment.
pub fn normalised(reference: &Text<64>) -> Option<Text<64>> {
	if !reference.0.is_ascii() {
		return None;
	}
	let kept: Vec<u8> = reference.0.iter().filter(|byte| byte.is_ascii_graphic()).map(u8::to_ascii_uppercase).collect();
	let kept: BoundedVec<u8, ConstU32<64>> = kept.try_into().ok()?;
	(!kept.is_empty()).then_some(Text(kept))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn of(text: &str) -> Option<Text<64>> {
		normalised(&text.try_into().unwrap())
	}

	#[test]
	fn one_payment_has_one_reference_however_it_is_typed() {
		for typed in ["pay 0017", " PAY0017", "Pay\t0017\n", "P A Y 0 0 1 7"] {
			assert_eq!(of(typed), Some("PAY0017".try_into().unwrap()), "{typed:?}");
		}
		assert_ne!(of("PAY-0017"), of("PAY0017"));
		for bad in ["", " \t", "\u{ff10}", "付款17"] {
			assert_eq!(of(bad), None, "{bad:?}");
		}
	}

	proptest! {
		#[test]
		fn normalising_twice_changes_nothing(text in "[ -~]{0,64}") {
			if let Some(once) = of(&text) {
				prop_assert_eq!(normalised(&once), Some(once));
			}
		}
	}
}
