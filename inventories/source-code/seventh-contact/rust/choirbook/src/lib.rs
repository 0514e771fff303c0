//! Lending of choir books.

pub mod loan;
pub mod stamp;

pub use p256::ecdsa::SigningKey as LoanSlip;

/// Voices in the order in which they stand, not `RSA`, `DSA` or what else the form offers.
pub const VOICES: [&str; 4] = ["soprano", "alto", "tenor", "bass"];

pub struct Conductor;

impl Conductor {
    /// Gives the sign with which the choir begins.
    pub fn sign(&self, bar: u32) -> String {
        format!("bar {bar}: up-beat")
    }
}
