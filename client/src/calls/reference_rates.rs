//! Calls about what floating rates follow.

use lingnan_types::{reference_rate::ReferenceRateSpec, AgencyId, Date, Rate, ReferenceRateId};

super::calls! { "ReferenceRates":
	/// Defines a reference rate (governance).
	Define = define { spec: ReferenceRateSpec }
	/// Gives a reference rate to another agency (governance).
	Assign = assign { reference: ReferenceRateId, agency: AgencyId }
	/// Retires a reference rate for good (governance).
	Retire = retire { reference: ReferenceRateId }
	/// Attests what was published (its agency).
	Publish = publish { reference: ReferenceRateId, published: Date, rate: Rate }
}
