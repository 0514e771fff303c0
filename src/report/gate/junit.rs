use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{title, told};
use crate::estate::Level;
use crate::gate::Record;

/// `JUnit` XML: one test for every rule and file that anything new or worse breaks, and one for all the rest.
///
/// # Errors
/// `out` cannot be written.
pub fn junit(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    let mut suite = TestSuite::new("y2q gate");
    let tally = record.tally();
    for finding in record.shown(Level::Warn) {
        let status = if finding.level == Level::Deny {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(finding.item.rule()).set_message(title(finding));
            status.set_description(told(&finding.item).collect::<Vec<_>>().join("\n"));
            status
        } else {
            let mut status = TestCaseStatus::skipped();
            status.set_message(title(finding));
            status
        };
        let line = finding.item.colon_line();
        let mut case =
            TestCase::new(format!("{}{line} {}", finding.item.path(), finding.item.rule()), status);
        case.set_classname(finding.item.rule());
        suite.add_test_case(case);
    }
    for waiver in &record.decision.expired {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(format!("expired on {}", waiver.expires));
        let mut case = TestCase::new(format!("waiver of y2q.toml line {}", waiver.line), status);
        case.set_classname("waiver");
        suite.add_test_case(case);
    }
    let rest = format!("{} accepted before, {} waived", tally.known, tally.waived);
    let mut case = TestCase::new(rest, TestCaseStatus::success());
    case.set_classname("accepted");
    suite.add_test_case(case);
    let mut report = Report::new("y2q gate");
    report.add_test_suite(suite);
    let text = report.to_string().map_err(io::Error::other)?;
    // The schema of Jenkins has no such attribute of all suites together, only of each.
    let skipped = format!(
        " skipped=\"{}\"",
        report.test_suites.iter().map(|suite| suite.skipped).sum::<usize>()
    );
    out.write_all(text.replacen(&skipped, "", 1).as_bytes())
}
