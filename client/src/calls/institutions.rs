//! Calls about the financial institutions that are members.

use lingnan_types::{institution::InstitutionSpec, InstitutionId};
use subxt::utils::AccountId32;

super::calls! { "Financing":
	/// Registers an institution (governance).
	Register = register_institution { institution: InstitutionSpec<AccountId32> }
	/// Suspends an institution (governance).
	Suspend = suspend_institution { institution: InstitutionId }
	/// Ends an institution's suspension (governance).
	Reinstate = reinstate_institution { institution: InstitutionId }
	/// Gives an institution another key (governance).
	Rekey = rekey_institution { institution: InstitutionId, key: AccountId32 }
}
