pub mod branch;
pub mod cards;
pub mod loans;

pub use cards::CardScheme as Scheme;
