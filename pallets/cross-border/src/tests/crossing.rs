//! What crosses is searched for what must not.

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use lingnan_support::{CorridorMessage, DocumentsAbroad};

/// A figure as somebody might write it: little and big endian, in full or without its leading zeros, as text.
fn forms(figure: u64) -> Vec<Vec<u8>> {
	let (little, big) = (figure.to_le_bytes(), figure.to_be_bytes());
	let short = |bytes: &[u8]| bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
	vec![
		little.to_vec(),
		big.to_vec(),
		short(&little),
		short(&big),
		codec::Compact(figure).encode(),
		figure.to_string().into_bytes(),
	]
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
	bytes.windows(part.len()).any(|window| window == part)
}

/// The attested figure, which the mock also gives as the registered capital, and the points of the rating.
#[test]
fn no_message_holds_a_figure_of_the_enterprise() {
	test(|| {
		assert_ok!(CrossBorder::send_passport(signed(BANK_KEY), TO_HONG_KONG, firm()));
		assert_ok!(CrossBorder::send_voucher(signed(BANK_KEY), TO_HONG_KONG, firm(), INDICATOR));
		let check = CorridorMessage::VoucherCheck { voucher: 1, check: 1, fingerprint: evidence() };
		assert_ok!(arrive(TO_HONG_KONG, check));
		assert_ok!(CrossBorder::claim_document(signed(BANK_KEY), document()));
		CrossBorder::financed(document(), similar());
		assert_ok!(CrossBorder::revoke_passport(signed(CONTROLLER), TO_HONG_KONG, firm()));
		idle();
		let crossed: Vec<u8> = sent(TO_HONG_KONG).iter().flat_map(|message| message.to_wire().into_inner()).collect();
		assert_eq!(sent(TO_HONG_KONG).len(), 6);
		for part in forms(FIGURE as u64) {
			assert!(!holds(&crossed, &part), "{part:?} crossed");
		}
		// The fingerprint went the other way, and the evidence does not cross from here.
		assert!(!holds(&crossed, evidence().as_bytes()));
		// The search finds what is there.
		assert!(holds(&crossed, document().as_bytes()));
		assert!(holds(&crossed, b"91440300708461136T"));
	});
}
