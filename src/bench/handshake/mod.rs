//! Full TLS 1.3 handshakes: processor time of each side, and every byte of every flight.
//!
//! In memory both sides run on one thread, each timed by itself; over loopback each has a thread of its own,
//! whose processor time counts. Pairs of group and chain are measured in turn, round after round, so that
//! a machine that slows down slows all of them.

#[cfg(feature = "bench-handshake")]
mod certificates;
#[cfg(feature = "bench-handshake")]
mod clock;
#[cfg(feature = "bench-handshake")]
mod loopback;
#[cfg(feature = "bench-handshake")]
mod memory;
#[cfg(feature = "bench-openssl")]
mod openssl;
#[cfg(feature = "bench-openssl")]
mod openssl_chain;
mod request;
#[cfg(feature = "bench-handshake")]
mod rounds;
#[cfg(feature = "bench-handshake")]
mod rustls;
mod wire;

pub use request::{Carrier, Request};
pub use wire::Flights;

use super::report::{Handshake, Omission, Time};

/// Measures what `request` asks for; `progress` is told how many rounds of how many are done.
///
/// A pair that fails once is an [`Omission`] with the reason and has no row.
#[cfg(feature = "bench-handshake")]
pub fn measure(
    request: &Request,
    progress: &mut dyn FnMut(u32, u32),
) -> (Vec<Handshake>, Vec<Omission>) {
    rounds::measure(request, progress)
}

/// Without the feature there is nothing to measure with: one [`Omission`] says so.
#[cfg(not(feature = "bench-handshake"))]
pub fn measure(
    _request: &Request,
    _progress: &mut dyn FnMut(u32, u32),
) -> (Vec<Handshake>, Vec<Omission>) {
    let omission = Omission {
        subject: "TLS 1.3 handshakes".into(),
        backend: "rustls".into(),
        reason: "this y2q was built without the feature bench-handshake".into(),
    };
    (Vec::new(), vec![omission])
}

/// Handshakes a second that one core can do on one side; the mean counts, because signing may reject.
#[must_use]
pub fn per_core_second(time: &Time) -> f64 {
    if time.mean > 0.0 { 1e9 / time.mean } else { 0.0 }
}
