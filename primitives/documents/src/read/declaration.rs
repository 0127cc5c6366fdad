//! Customs declarations as the single window exchanges them.

use super::{seller, xml::At, Kind, Known, Reading, Unread};
use crate::{Firm, Form};
use roxmltree::Node;

const NUMBER: &str = "DecHead/EntryId";
const TYPED: &str = "DecHead/PreEntryId";
const TRADER: &str = "DecHead/TradeCoScc";

/// The layout is taken from programs that exchange it; no published wording of it was found: UNVERIFIED.
pub fn xml(root: Node, known: &Known) -> Result<Reading, Unread> {
	let at = At::root(root, &[]);
	let number = match (at.text(NUMBER)?, at.text(TYPED)?) {
		(Some(number), _) => number,
		(None, Some(_)) => {
			let reason =
				"only the pre-entry number is there, and it is not the customs' number though it has its form. \
			              Give the declaration as the customs returned it";
			return Err(Unread::new(NUMBER, reason));
		},
		(None, None) => {
			return Err(Unread::new(NUMBER, "it is missing or empty. Give the number with --declaration"));
		},
	};
	let form = Form::customs_declaration(&number).map_err(|flaw| Unread::flaw(NUMBER, &flaw))?;
	let named = at.text(TRADER)?.and_then(|number| Firm::read(&number, known.rules).ok());
	let firm = seller(TRADER, named, known)?;
	Ok(Reading { kind: Kind::CustomsDeclaration, form, coarse: None, firm })
}
