use std::io;

use super::worker::source_fault;
use crate::model::{Unknown, UnknownReason};
use crate::source::container::{Breach, Meter};

/// Counts what could not be told of the members of one container, and bounds how much of it is listed.
#[derive(Default)]
pub(super) struct Faults {
    met: u64,
}

impl Faults {
    /// Members listed one by one.
    const LISTED: u64 = 100;

    /// Whether one more is listed by itself.
    pub(super) const fn admit(&mut self) -> bool {
        self.met += 1;
        self.met <= Self::LISTED
    }

    /// One unknown for all that were not listed.
    pub(super) fn rest(&self, title: &str) -> Option<Unknown> {
        let rest = self.met.checked_sub(Self::LISTED).filter(|rest| *rest > 0)?;
        let detail = format!("{title} with {rest} more members of which nothing can be told");
        Some(source_fault(UnknownReason::TooLarge, detail))
    }
}

/// What an error means that ended the reading of `title`; nothing when it is another's to tell.
pub(super) fn fault(title: &str, error: &io::Error, meter: &Meter<'_>) -> Option<Unknown> {
    if meter.outer_breach().is_some() {
        return None;
    }
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Breach>()).copied();
    let (reason, detail) = match meter.breach().or(own) {
        Some(Breach::Stopped) => return None,
        Some(breach) => (UnknownReason::TooLarge, breach.to_string()),
        None => cause(error),
    };
    Some(source_fault(reason, format!("{title}: {detail}")))
}

fn cause(error: &io::Error) -> (UnknownReason, String) {
    const KEPT: &str = "what lies before the fault was read";
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            (UnknownReason::Malformed, format!("it ends before it is complete; {KEPT}"))
        }
        io::ErrorKind::Unsupported => (
            UnknownReason::Unsupported,
            "a method that is not read; unpack it and scan what comes out".to_owned(),
        ),
        kind if error.raw_os_error().is_some() => {
            (UnknownReason::Unreadable, format!("cannot be read: {kind}"))
        }
        _ => (UnknownReason::Malformed, format!("its bytes break the format; {KEPT}")),
    }
}
