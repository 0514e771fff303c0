//! Messages of SSL 2 to TLS 1.3 that stand in the clear (RFC 6101, 2246, 4346, 5246, 8446): records, handshake
//! messages, alerts, and the greetings that probes send.
//!
//! Readers keep what they do not know by its number, stop at what is out of bounds, and say so; none of them panics or
//! copies more than it was given.

mod alert;
mod cursor;
mod extension;
mod greeting;
mod handshake;
mod hello;
mod key_exchange;
mod record;
mod speech;
mod ssl2;
mod version;

pub use alert::{Alert, alert_name};
pub use cursor::Cursor;
pub use extension::{Extension, kind};
pub use greeting::{Carriage, Greeting};
pub use handshake::{
    CertificateRequest, Entry, Handshake, SessionTicket, certificates, certificates_of_13,
    verified, what,
};
pub use hello::{ClientHello, ServerHello, is_as_offered};
pub use key_exchange::{ExplicitDh, ServerKeyExchange, Share};
pub use record::{Fault, Record, Records, content};
pub use speech::Speech;
pub use ssl2::{Ssl2ClientHello, Ssl2ServerHello, Ssl2Suite, ssl2_suite};
pub use version::Version;
