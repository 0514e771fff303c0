//! Plans that begin on the last day of a quarter, where that is no working day.

use y2q::model::{Date, Quarter};
use y2q::plan::Plan;

use super::{holdings, sample, written};

const NAMESPACE: &str = "http://schemas.microsoft.com/project";

/// The sample, begun on a day: what was planned for earlier is planned for the quarter of that day.
fn begun(at: &str) -> Plan {
    let mut plan = sample::plan();
    plan.at = sample::day(at);
    plan.from = Quarter::containing(plan.at);
    for package in &mut plan.packages {
        package.start = package.start.map(|start| start.max(plan.from));
        package.finish = package.finish.map(|finish| finish.max(plan.from));
    }
    plan.teams.retain(|load| load.quarter >= plan.from);
    plan
}

/// Begin, end, minutes and minutes of work of every task that has a place.
fn tasks(xml: &str) -> Vec<(Date, Date, String, Option<String>)> {
    let document = roxmltree::Document::parse(xml).unwrap();
    let tasks = document.descendants().filter(|node| node.has_tag_name((NAMESPACE, "Task")));
    let placed = tasks.filter_map(|task| {
        let text = |name: &str| {
            let child = task.children().find(|child| child.has_tag_name((NAMESPACE, name)))?;
            child.text().map(str::to_owned)
        };
        let day = |name: &str| -> Option<Date> { Some(sample::day(text(name)?.get(..10)?)) };
        Some((day("Start")?, day("Finish")?, text("Duration")?, text("Work")))
    });
    placed.collect()
}

fn is_working(day: Date) -> bool {
    day.weekday().to_monday_zero_offset() < 5
}

#[test]
fn no_task_starts_on_a_day_off_or_takes_no_time() {
    // A Sunday, a Saturday, and a Friday; the first working day of the plan.
    for (at, first) in [
        ("2028-12-31", "2029-01-01"),
        ("2028-09-30", "2028-10-02"),
        ("2027-12-31", "2027-12-31"),
        ("2026-11-21", "2026-11-23"),
    ] {
        let plan = begun(at);
        let xml = written("mspdi", &plan, &holdings::table(&plan));
        // Phases that are over are named with their end.
        let tasks: Vec<_> = tasks(&xml).into_iter().filter(|task| task.1 >= plan.at).collect();
        assert!(tasks.len() > plan.packages.len(), "{at}");
        for (start, finish, duration, work) in &tasks {
            assert!(is_working(*start) && is_working(*finish), "{at}: {start} to {finish}");
            assert!(*start >= sample::day(first) && start <= finish, "{at}: {start} to {finish}");
            let has_work = work.as_ref().is_some_and(|work| work != "PT0H0M0S");
            assert!(!has_work || duration != "PT0H0M0S", "{at}: {duration}, {work:?}");
        }
        let earliest = tasks.iter().map(|task| task.0).min().unwrap();
        assert_eq!(earliest, sample::day(first), "{at}");
    }
}

#[test]
fn no_to_do_begins_when_it_is_due() {
    for at in ["2028-12-31", "2028-09-30", "2027-12-31"] {
        let plan = begun(at);
        let calendar = written("ics", &plan, &holdings::table(&plan));
        let mut due = 0;
        for item in calendar.split("BEGIN:VTODO").skip(1) {
            let day = |name: &str| {
                let line = item.lines().find(|line| line.starts_with(name))?;
                line.rsplit(':').next().map(str::to_owned)
            };
            due += usize::from(day("DUE").is_some());
            assert!(day("DTSTART").is_none_or(|start| Some(start) < day("DUE")), "{at}: {item}");
        }
        assert!(due > 10, "{at}");
    }
}
