//! Values that several pallets name. No type here knows a `Config`.

mod asset;
mod calendar;
mod classification;
mod corridor;
mod documents;
mod grade;
mod ids;
mod money;
mod registration;
mod text;

pub use asset::AssetKind;
pub use calendar::*;
pub use classification::*;
pub use corridor::*;
pub use documents::*;
pub use grade::Grade;
pub use ids::*;
pub use money::*;
pub use registration::*;
pub use text::{Text, NOT_UTF8};
