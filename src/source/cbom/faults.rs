//! What a component says wrongly: lost, or read in spite of it.

use super::document::{Document, shown};
use crate::model::{Algorithm, Timestamp};
use crate::registry;

/// Sentences that begin with the field, from the component on.
#[derive(Default)]
pub(super) struct Faults {
    /// Something of the component is not in the inventory.
    pub(super) lost: Vec<String>,
    /// It was read all the same.
    pub(super) remarks: Vec<String>,
}

impl Faults {
    pub(super) fn lose(&mut self, field: &str, what: &str) {
        self.lost.push(format!(".{field}: {what}"));
    }

    pub(super) fn remark(&mut self, field: &str, what: &str) {
        self.remarks.push(format!(".{field}: {what}"));
    }

    /// Notes a reference that leads nowhere.
    pub(super) fn check(
        &mut self,
        document: &Document<'_>,
        field: &str,
        reference: Option<&String>,
    ) {
        if let Some(reference) = reference
            && document.find(reference).is_none()
        {
            let reference = shown(reference);
            self.lose(
                field,
                &format!("{reference} is no bom-ref of a cryptographic asset in the document; name one that is"),
            );
        }
    }

    /// The algorithm behind a field that no version has: some tools write names instead of references.
    pub(super) fn named(&mut self, field: &str, name: Option<&String>) -> Option<Algorithm> {
        let name = name.filter(|name| !name.trim().is_empty())?;
        self.remark(
            field,
            &format!(
                "the schema has no such field; {} was read as the name of an algorithm; describe the algorithm in \
                 a component of its own and refer to its bom-ref",
                shown(name)
            ),
        );
        Some(registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None)))
    }

    /// A time as RFC 3339 has it, or as mail, OpenSSL and plain dates have it.
    pub(super) fn time(&mut self, field: &str, text: Option<&str>) -> Option<Timestamp> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        if let Ok(time) = text.parse() {
            return Some(time);
        }
        let time = other_time(text);
        let said = format!("{} is no RFC 3339 time", shown(text));
        match &time {
            Some(time) => self.remark(field, &format!("{said}; read as {time}, write it so")),
            None => self.lose(field, &format!("{said}; write it as 2030-12-31T00:00:00Z")),
        }
        time
    }
}

fn other_time(text: &str) -> Option<Timestamp> {
    let utc = jiff::tz::TimeZone::UTC;
    if let Ok(time) = jiff::fmt::rfc2822::parse(text) {
        return Some(time.timestamp());
    }
    if let Ok(date) = text.parse::<jiff::civil::Date>()
        && text.len() == 10
    {
        return Some(date.to_zoned(utc).ok()?.timestamp());
    }
    // `notAfter=Nov 26 19:50:34 2027 GMT`
    let text = text.strip_suffix(" GMT")?;
    let time = jiff::civil::DateTime::strptime("%b %e %H:%M:%S %Y", text).ok()?;
    Some(time.to_zoned(utc).ok()?.timestamp())
}
