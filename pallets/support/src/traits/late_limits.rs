use lingnan_lending::rates::SurchargeLimits;
use lingnan_types::Jurisdiction;

/// Answered by the runtime's parameters: by which shares of its rate a contract may raise it.
pub trait LateLimits {
	/// On what is overdue.
	fn overdue(place: Jurisdiction) -> SurchargeLimits;

	/// On what was not used as agreed.
	fn misuse(place: Jurisdiction) -> SurchargeLimits;
}

/// The mainland's, everywhere (PBoC Yinfa 2003 No. 251, item 3), and nothing as well.
impl LateLimits for () {
	fn overdue(_: Jurisdiction) -> SurchargeLimits {
		SurchargeLimits { least: 0, most: 5_000 }
	}

	fn misuse(_: Jurisdiction) -> SurchargeLimits {
		SurchargeLimits { least: 0, most: 10_000 }
	}
}
