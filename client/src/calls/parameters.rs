//! The chain's parameters.

super::calls! { "Parameters":
	/// Sets a parameter (the council that its track names).
	SetParameter<KeyValue> = set_parameter { key_value: KeyValue }
}
