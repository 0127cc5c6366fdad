//! Calls about credit lines.

use lingnan_types::{line::LineSpec, Amount, Date, LineId, Text};
use subxt::utils::H256;

super::calls! { "CreditLines":
	/// Offers a firm a line (institution).
	Offer = offer { spec: LineSpec }
	/// Accepts a line by the hash of its terms (enterprise).
	Accept = accept { line: LineId, terms_hash: H256 }
	/// Stops new drawdowns (institution).
	Freeze = freeze { line: LineId, reason: Text<64> }
	/// Lets it be drawn on again (institution).
	Unfreeze = unfreeze { line: LineId }
	/// Takes an offer back, refuses it, or ends a line on which nothing is drawn (either side).
	Cancel = cancel { line: LineId }
	/// Levies the commitment fee of every settlement that is over (anybody).
	Levy = levy { line: LineId }
	/// Records what the firm paid of the commitment fee (institution).
	RecordFee = record_fee { line: LineId, amount: Amount, reference: Text<64>, value_date: Date }
	/// Clears an offer away whose time is over (anybody).
	Clear = clear { line: LineId }
}
