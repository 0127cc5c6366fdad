/// Declares a record that is stored, sent and shown: the codec's derives, type information, and JSON. The crate that
/// uses it imports the derives' names.
#[macro_export]
macro_rules! record {
	($(#[$attribute:meta])* pub $kind:ident $name:ident $($rest:tt)*) => {
		#[derive(
			Clone,
			PartialEq,
			Eq,
			Debug,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
			Serialize,
			Deserialize,
		)]
		#[scale_info(capture_docs = "always")]
		$(#[$attribute])*
		pub $kind $name $($rest)*
	};
}
