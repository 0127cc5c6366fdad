use crate::types::LineView;
use lingnan_support::{InstitutionId, LineId, Page, Paging, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What can be asked about credit lines.
	pub trait CreditLinesApi {
		/// A line, with what is drawn and what can be drawn today.
		fn line(id: LineId) -> Option<LineView>;
		/// The lines of an enterprise.
		fn lines_of(enterprise: RegistrationNumber, page: Paging) -> Page<LineView>;
		/// The lines that an institution gave.
		fn lines_by(institution: InstitutionId, page: Paging) -> Page<LineView>;
	}
}
