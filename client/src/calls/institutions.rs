//! Calls about the financial institutions that are members.

use lingnan_types::{institution::InstitutionSpec, InstitutionId};
use subxt::utils::AccountId32;

super::calls! { "Institutions":
	/// Registers an institution (governance).
	Register = register { institution: InstitutionSpec<AccountId32> }
	/// Suspends an institution (governance).
	Suspend = suspend { institution: InstitutionId }
	/// Ends an institution's suspension (governance).
	Reinstate = reinstate { institution: InstitutionId }
	/// Gives an institution another key (governance).
	Rekey = rekey { institution: InstitutionId, key: AccountId32 }
}
