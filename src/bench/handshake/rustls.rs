//! Handshakes of rustls with the code of AWS-LC.

use std::net::TcpListener;
use std::rc::Rc;

use rustls::crypto::{SupportedKxGroup, aws_lc_rs};

use super::certificates::{self, NAMES};
use super::memory::{Ends, Sample};
use super::request::Carrier;
use super::rounds::{Chain, Library, Shake};

pub(super) fn library() -> Library {
    Library {
        // As `Cargo.lock` has them.
        name: "rustls 0.23 + aws-lc-rs 1".to_owned(),
        groups: aws_lc_rs::ALL_KX_GROUPS.iter().map(|group| title(*group)).collect(),
        chains: &NAMES,
        carriers: &[Carrier::Memory, Carrier::Loopback],
        chain: |name| match certificates::chain(name) {
            Ok(chain) => Ok(Box::new(chain)),
            Err(error) => Err(error.to_string()),
        },
    }
}

impl Chain for certificates::Chain {
    fn certificates(&self) -> Vec<usize> {
        self.sent.iter().map(|certificate| certificate.len()).collect()
    }

    fn ends(&self, group: &str) -> Result<Rc<dyn Shake>, String> {
        let group = aws_lc_rs::ALL_KX_GROUPS.iter().find(|one| title(**one) == group);
        let group = group.ok_or_else(|| "no such group here".to_owned())?;
        let ends = Ends::new(*group, self).map_err(|error| error.to_string())?;
        Ok(Rc::new(ends))
    }
}

impl Shake for Ends {
    fn in_memory(&self) -> Result<Sample, String> {
        self.shake().map_err(|error| error.to_string())
    }

    fn over_loopback(&self, listener: &TcpListener) -> Result<Sample, String> {
        self.shake_over_loopback(listener).map_err(|error| error.to_string())
    }
}

/// Groups as their registry spells them; rustls spells some in capitals.
fn title(group: &dyn SupportedKxGroup) -> String {
    match format!("{:?}", group.name()).as_str() {
        "secp256r1" => "secp256r1".to_owned(),
        "secp256r1MLKEM768" => "SecP256r1MLKEM768".to_owned(),
        other => other.to_owned(),
    }
}
