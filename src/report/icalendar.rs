//! Phases, deadlines and packages as an iCalendar object (RFC 5545): events for the days, to-dos for
//! the work.

use std::io;

use crate::model::Date;
use crate::plan::{Package, Plan};

use super::plain::{counted, visible};
use super::uuid::name_based;
use super::{AssetTable, Format, answers, spending, words};

/// iCalendar.
pub const FORMAT: Format = Format {
    id: "ics",
    title: "deadlines and phases as events and packages as to-dos, for calendars (RFC 5545)",
    extension: "ics",
    write,
};

/// Octets of a line, without the line break (RFC 5545 §3.1).
const LINE: usize = 75;

/// Writes one calendar with whole-day events.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let mut calendar = Calendar { out: &mut io::BufWriter::new(out), plan };
    calendar.line("BEGIN", "VCALENDAR")?;
    calendar.line("VERSION", "2.0")?;
    calendar.text("PRODID", &format!("-//y2q//y2q {}//EN", plan.tool))?;
    calendar.line("CALSCALE", "GREGORIAN")?;
    calendar.text("X-WR-CALNAME", &format!("Transition plan: {}", plan.estate))?;
    for (index, phase) in plan.phases.iter().enumerate() {
        let name = format!("End of phase: {}", phase.name);
        calendar.event(&format!("phase {index}"), phase.until.last_day(), &name, &phase.source)?;
    }
    for (index, (deadline, packages)) in answers::clauses(plan).into_iter().enumerate() {
        let source = words::deadline_source(deadline);
        let packages = counted(packages, "package", "packages");
        let name = format!("Deadline of {}: {packages}", deadline.policy);
        calendar.event(&format!("deadline {index} {source}"), deadline.date, &name, &source)?;
    }
    plan.packages.iter().try_for_each(|package| calendar.work(package))?;
    calendar.line("END", "VCALENDAR")?;
    calendar.out.flush()
}

struct Calendar<'a> {
    out: &'a mut dyn io::Write,
    plan: &'a Plan,
}

impl Calendar<'_> {
    fn event(&mut self, what: &str, day: Date, name: &str, about: &str) -> io::Result<()> {
        self.line("BEGIN", "VEVENT")?;
        self.identity(what)?;
        self.day("DTSTART", day)?;
        self.text("SUMMARY", name)?;
        self.text("DESCRIPTION", about)?;
        // A day on which something ends takes nobody's time (§3.8.2.7).
        self.line("TRANSP", "TRANSPARENT")?;
        self.line("END", "VEVENT")
    }

    /// Planned work. `DUE` has to come after `DTSTART` (§3.8.2.3): it is the planned end, with no start where that is the
    /// same day, and the deadline stands in the text.
    fn work(&mut self, package: &Package) -> io::Result<()> {
        self.line("BEGIN", "VTODO")?;
        self.identity(&format!("package {}", package.id))?;
        let deadline = package.deadline.as_ref();
        match (package.start, package.finish) {
            (Some(start), Some(finish)) => {
                let first = self.plan.first_day(start);
                if first < finish.last_day() {
                    self.day("DTSTART", first)?;
                }
                self.day("DUE", finish.last_day())?;
            }
            _ => {
                if let Some(deadline) = deadline {
                    self.day("DUE", deadline.date)?;
                }
            }
        }
        self.text("SUMMARY", &package.title)?;
        self.text("CATEGORIES", words::change(package.change))?;
        let cost = spending::of(self.plan, package).map(|cost| format!(" Cost {cost}."));
        let about = format!(
            "{} in system {}, {}. {} {} {}.{}",
            package.id,
            package.system,
            self.plan.team(&package.team),
            words::due(package),
            words::bound_by(&package.bound_by),
            package.choice.why.trim_end_matches('.'),
            cost.unwrap_or_default()
        );
        self.text("DESCRIPTION", &about)?;
        self.line("STATUS", "NEEDS-ACTION")?;
        for before in &package.after {
            let uid = self.uid(&format!("package {before}"));
            self.line("RELATED-TO;RELTYPE=PARENT", &uid)?;
        }
        self.line("END", "VTODO")
    }

    /// The same thing in the next export is the same component: a name-based UUID, and the plan's day.
    fn identity(&mut self, what: &str) -> io::Result<()> {
        let uid = self.uid(what);
        self.line("UID", &uid)?;
        let stamp = format!("{}T000000Z", compact(self.plan.at));
        self.line("DTSTAMP", &stamp)
    }

    fn uid(&self, what: &str) -> String {
        name_based(&["calendar", &self.plan.estate, what])
    }

    fn day(&mut self, name: &str, day: Date) -> io::Result<()> {
        self.line(&format!("{name};VALUE=DATE"), &compact(day))
    }

    /// A text value: backslash, comma and semicolon escaped (§3.3.11).
    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let mut value = String::with_capacity(text.len());
        for character in visible(text).chars() {
            if matches!(character, '\\' | ';' | ',') {
                value.push('\\');
            }
            value.push(character);
        }
        self.line(name, &value)
    }

    /// One content line, folded between characters.
    fn line(&mut self, name: &str, value: &str) -> io::Result<()> {
        let mut used = 0;
        let mut text = [0_u8; 4];
        for character in name.chars().chain([':']).chain(value.chars()) {
            let bytes = character.encode_utf8(&mut text).as_bytes();
            if used + bytes.len() > LINE {
                self.out.write_all(b"\r\n ")?;
                used = 1;
            }
            self.out.write_all(bytes)?;
            used += bytes.len();
        }
        self.out.write_all(b"\r\n")
    }
}

/// `YYYYMMDD`.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
