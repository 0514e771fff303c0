//! Where detectors report to.

use crate::model::{Finding, Unknown, UnknownReason};

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
