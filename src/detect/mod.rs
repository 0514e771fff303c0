//! Bytes in, findings out. Detectors are pure: no file, socket, clock, environment or thread.
//!
//! A detector is one file that exports one `const` [`Detector`]; [`DETECTORS`] lists them. The scan
//! asks every detector's cheap `wants` about an input's path and first bytes, and runs `detect` of
//! those that want it. A detector states what it saw and never whether that is good.

mod attribute_certificate;
mod base64_text;
mod ber;
mod cms_encrypted;
mod cms_message;
mod cms_recipients;
mod cms_signed;
mod domain_parameters;
mod embedded_object;
mod java_keystore;
mod kind;
mod nested;
mod objects;
mod ocsp_response;
mod openpgp_key;
mod openpgp_wire;
mod openssh_private_key;
mod openssh_public_key;
mod openssh_signature;
mod pem;
mod pkcs12_keystore;
mod private_encoding;
mod private_key;
mod public_key;
mod putty_private_key;
mod signature_algorithm;
mod spki;
mod ssh_algorithm_lists;
mod ssh_certificate_blob;
mod ssh_config;
mod ssh_directives;
mod ssh_key_blob;
mod ssh_key_lines;
mod ssh_protocol;
mod ssh_wire;
mod sshd_config;
mod timestamp_message;
mod utf16_pem;
mod x509_certificate;
mod x509_companions;
mod x509_crl;
mod x509_fields;
mod x509_request;

use crate::model::{Finding, Unknown, UnknownReason};

/// One detector: data and two functions.
pub struct Detector {
    /// Kebab-case id, equal to the file stem.
    pub id: &'static str,
    /// One line: what it finds.
    pub title: &'static str,
    /// A paragraph for `y2q explain`: formats, sources (RFC sections), bounds, what it leaves unknown.
    pub about: &'static str,
    /// Strings of which one in a text makes [`Peek::anchored`] true; the scan finds those of all detectors in one pass.
    pub anchors: &'static [&'static str],
    /// Cheap test on path, first bytes and anchors.
    pub wants: fn(&Peek<'_>) -> bool,
    /// Reads the whole input and reports to the sink.
    pub detect: fn(&Input<'_>, &mut Sink),
}

/// What `wants` may look at.
pub struct Peek<'a> {
    /// File name, without folders.
    pub name: &'a str,
    /// Path relative to the scanned root, `/`-separated.
    pub path: &'a str,
    /// The first bytes of the input (up to 64 KiB; all of it when it is shorter).
    pub head: &'a [u8],
    /// Size of the input in bytes.
    pub size: u64,
    /// Whether the input is text and holds one of the detector's anchors anywhere.
    pub anchored: bool,
}

/// Anchor of what is framed as in RFC 7468 and its kin.
pub const PEM_ANCHOR: &str = "-----BEGIN ";

/// What `detect` gets.
pub struct Input<'a> {
    /// File name, without folders.
    pub name: &'a str,
    /// Path relative to the scanned root, `/`-separated.
    pub path: &'a str,
    /// The whole input.
    pub bytes: &'a [u8],
}

/// Collects what detectors observe in one input; bounded.
#[derive(Debug, Default)]
pub struct Sink {
    /// Findings so far.
    pub findings: Vec<Finding>,
    /// Unknowns so far.
    pub unknowns: Vec<Unknown>,
    overflowed: bool,
}

impl Sink {
    /// Findings or unknowns kept of one input; what comes after is one `TooLarge` unknown.
    pub const LIMIT: usize = 200_000;

    /// Reports a finding.
    pub fn found(&mut self, finding: Finding) {
        if self.has_room() {
            self.findings.push(finding);
        }
    }

    /// Reports something that `detector` could not tell. `detail` says what it is and what would
    /// resolve it, and never quotes the input's content.
    pub fn unknown(
        &mut self,
        detector: &'static str,
        reason: UnknownReason,
        offset: u64,
        line: Option<u32>,
        detail: impl Into<String>,
    ) {
        if self.has_room() {
            let detector = Some(detector.to_owned());
            self.unknowns.push(Unknown { reason, detector, line, offset, detail: detail.into() });
        }
    }

    /// Adds an unknown that is made already.
    pub(crate) fn unknown_of(&mut self, unknown: Unknown) {
        if self.has_room() {
            self.unknowns.push(unknown);
        }
    }

    fn has_room(&mut self) -> bool {
        let room = self.findings.len() + self.unknowns.len() < Self::LIMIT;
        if !room && !self.overflowed {
            self.overflowed = true;
            self.unknowns.push(Unknown {
                reason: UnknownReason::TooLarge,
                detector: None,
                line: None,
                offset: 0,
                detail: format!(
                    "more than {} objects in one input; the rest is not listed",
                    Self::LIMIT
                ),
            });
        }
        room
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref())
}

/// Every detector, sorted by id.
pub const DETECTORS: &[&Detector] = &[
    // begin generated: detectors
    &attribute_certificate::DETECTOR,
    &cms_message::DETECTOR,
    &domain_parameters::DETECTOR,
    &embedded_object::DETECTOR,
    &java_keystore::DETECTOR,
    &ocsp_response::DETECTOR,
    &openpgp_key::DETECTOR,
    &openssh_private_key::DETECTOR,
    &openssh_public_key::DETECTOR,
    &openssh_signature::DETECTOR,
    &pkcs12_keystore::DETECTOR,
    &private_key::DETECTOR,
    &public_key::DETECTOR,
    &putty_private_key::DETECTOR,
    &ssh_config::DETECTOR,
    &sshd_config::DETECTOR,
    &timestamp_message::DETECTOR,
    &utf16_pem::DETECTOR,
    &x509_certificate::DETECTOR,
    &x509_crl::DETECTOR,
    &x509_request::DETECTOR,
    // end generated: detectors
];
