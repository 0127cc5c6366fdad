//! Forms in which offices print dates, numbers and codes, as the chain's own forms.

pub use lingnan_cells::forms::*;
