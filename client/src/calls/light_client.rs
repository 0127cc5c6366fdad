//! Calls of the light clients by which a chain follows the others: one pallet for each corridor.

super::calls_of_each! { "Grandpa":
	/// Begins to follow a chain (governance).
	Initialize<InitData> = initialize { init_data: InitData }
	/// Follows a chain from another block and other voters on (governance).
	ForceSetPalletState<Authorities, Header> = force_set_pallet_state {
		new_current_set_id: u64, new_authorities: Authorities, new_best_header: Header,
	}
}
