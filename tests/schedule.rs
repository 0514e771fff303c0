//! Scheduling: fixtures and samples with known optima, faults of projects, the checker; at random in `schedule::random`.
//!
//! The files under `tests/schedule` are made by hand, each with its optimum and why in its first lines.

mod conflict;
mod random;

use std::path::PathBuf;

use y2q::schedule::{
    Demand, Edge, Fault, Model, Project, RULES, Schedule, Task, Violation, check, critical_path,
    justify, lower_bound, makespan, psplib, serial, shortest,
};

const FIXTURES: [(&str, u32, u32); 3] = [
    (include_str!("schedule/one_machine.sm"), 4, 9),
    (include_str!("schedule/two_machines.sm"), 3, 6),
    (include_str!("schedule/alone.sm"), 7, 11),
];

#[test]
fn fixtures_are_scheduled_optimally() {
    for (text, critical, optimum) in FIXTURES {
        let project = psplib::parse(text).unwrap();
        let model = Model::new(&project).unwrap();
        assert_eq!(critical_path(&model), critical);
        assert!((critical..=optimum).contains(&lower_bound(&model)));
        let result = shortest(&project, 500, 7).unwrap();
        assert_eq!((result.makespan, check(&project, &result.schedule)), (optimum, Vec::new()));
        assert_eq!(makespan(&project, &result.schedule), u64::from(optimum));
        assert!(result.schedules <= 500);
    }
}

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn samples_are_scheduled_close_to_their_optima() {
    let samples = std::env::var_os("Y2Q_SAMPLES").expect("Y2Q_SAMPLES names the samples");
    let folder = PathBuf::from(samples).join("psplib");
    let mut reader = csv::Reader::from_path(folder.join("truth.csv")).expect("the samples");
    let (mut files, mut found, mut best) = (0, 0, 0);
    for row in reader.deserialize().map(Result::<(u32, String, u32, u32), _>::unwrap) {
        let (_, instance, least, optimum) = row;
        let text = std::fs::read_to_string(folder.join(format!("{instance}.sm"))).unwrap();
        let project = psplib::parse(&text).unwrap();
        let result = shortest(&project, 300, 1).unwrap();
        assert_eq!(check(&project, &result.schedule), [], "{instance}");
        assert!(result.bound <= optimum && result.makespan >= least, "{instance}");
        assert!(result.schedules <= 300, "{instance}");
        files += 1;
        found += result.makespan;
        best += optimum;
    }
    assert!(files >= 55);
    assert!(found * 100 <= best * 103, "{found} against {best}");
}

/// Two tasks that hold a resource of 4, which rests in the periods 2 and 3.
fn pair() -> Project {
    let task = |duration, amount| Task {
        duration,
        demand: vec![Demand { resource: 0, amount }],
        ..Task::default()
    };
    Project {
        periods: 20,
        capacity: vec![vec![4, 4, 0, 0, 4]],
        tasks: vec![task(2, 3), task(3, 3)],
        edges: vec![],
    }
}

#[test]
fn tasks_wait_for_capacity_releases_and_lags() {
    let mut project = pair();
    assert_eq!(serial(&project, &[0, 1]).unwrap().start, [0, 4]);
    assert_eq!(serial(&project, &[1, 0]).unwrap().start, [0, 4]);
    project.tasks[0].release = 1;
    assert_eq!(serial(&project, &[0, 1]).unwrap().start, [4, 6]);
    project.edges.push(Edge { before: 0, after: 1, lag: 5 });
    assert_eq!(serial(&project, &[0, 1]).unwrap().start, [4, 11]);
    let late = Schedule { start: vec![6, 15] };
    assert_eq!(justify(&project, &late).unwrap().start, [4, 11]);
}

#[test]
fn a_milestone_holds_nothing_and_may_end_with_the_horizon() {
    let mut project = pair();
    project.tasks.push(Task { demand: project.tasks[0].demand.clone(), ..Task::default() });
    project.edges.push(Edge { before: 1, after: 2, lag: 13 });
    let schedule = serial(&project, &[1, 0, 2]).unwrap();
    assert_eq!((schedule.start.as_slice(), check(&project, &schedule)), (&[0, 4, 20][..], vec![]));
}

fn fault(change: impl FnOnce(&mut Project)) -> Fault {
    let mut project = pair();
    change(&mut project);
    let fault = Model::new(&project).unwrap_err();
    assert_eq!(shortest(&project, 100, 1).unwrap_err(), fault);
    assert_eq!(serial(&project, &[0, 1]).unwrap_err(), fault);
    fault
}

#[test]
fn faults_are_told() {
    let edge = |before, after| Edge { before, after, lag: 0 };
    let demand = |resource, amount| vec![Demand { resource, amount }];
    let cycle = fault(|project| project.edges = vec![edge(0, 1), edge(1, 0)]);
    assert_eq!(cycle.to_string(), "tasks wait for each other: 0 -> 1 -> 0");
    assert_eq!(
        fault(|project| project.edges = vec![edge(0, 1), edge(1, 9)]),
        Fault::UnknownTask { edge: 1, task: 9 }
    );
    for amount in [0, 1] {
        assert_eq!(
            fault(|project| project.tasks[1].demand = demand(3, amount)),
            Fault::UnknownResource { task: 1, resource: 3 }
        );
    }
    assert_eq!(
        fault(|project| project.capacity[0] = vec![]),
        Fault::NoCapacity { task: 0, resource: 0 }
    );
    assert_eq!(
        fault(|project| project.tasks[1].demand = [demand(0, 3), demand(0, 2)].concat()),
        Fault::DemandOverCapacity { task: 1, resource: 0, amount: 5, most: 4 }
    );
    assert_eq!(
        fault(|project| project.tasks[1].release = 18),
        Fault::PastHorizon { task: 1, finish: 21, periods: 20 }
    );
    assert_eq!(
        fault(|project| project.edges = vec![Edge { before: 0, after: 1, lag: u32::MAX }]),
        Fault::PastHorizon { task: 1, finish: 2 + u64::from(u32::MAX) + 3, periods: 20 }
    );
    assert_eq!(
        fault(|project| project.tasks[0].duration = u32::MAX),
        Fault::PastHorizon { task: 0, finish: u32::MAX.into(), periods: 20 }
    );
    let many = fault(|project| project.periods = usize::MAX);
    assert!(many.to_string().contains("periods; at most"), "{many}");
}

#[test]
fn a_freeze_to_the_horizon_is_told() {
    // Ten years of days.
    let freeze = |project: &mut Project| {
        project.periods = 3_650;
        project.capacity[0] = vec![4, 4, 4, 0];
        project.tasks[0].duration = 4;
    };
    assert_eq!(fault(freeze), Fault::NoWindow { task: 0, duration: 4, release: 0 });
    let mut project = pair();
    freeze(&mut project);
    project.tasks[0].duration = 3;
    // Each fits alone; both do not.
    assert!(matches!(shortest(&project, 1_000, 1).unwrap_err(), Fault::NoRoom { .. }));
    assert_eq!(serial(&project, &[1, 0]).unwrap_err(), Fault::NoRoom { task: 0 });
}

#[test]
fn orders_are_checked() {
    let mut project = pair();
    for order in [&[0][..], &[0, 0], &[0, 7], &[0, 1, 1]] {
        assert_eq!(serial(&project, order).unwrap_err(), Fault::NotAPermutation);
    }
    project.edges.push(Edge { before: 0, after: 1, lag: 0 });
    assert_eq!(serial(&project, &[1, 0]).unwrap_err(), Fault::OutOfOrder { before: 0, after: 1 });
    let model = Model::new(&project).unwrap();
    assert_eq!(model.order_by_key(|task| -i64::from(task)), [0, 1]);
    for rule in RULES {
        assert_eq!(model.order_by_rule(rule), [0, 1]);
    }
}

#[test]
fn an_empty_project_has_a_schedule() {
    let result = shortest(&Project::default(), 10, 1).unwrap();
    assert_eq!((result.makespan, result.schedule.start.len()), (0, 0));
}

#[test]
fn the_checker_finds_every_violation() {
    let mut project = pair();
    project.tasks[0].release = 1;
    project.edges.push(Edge { before: 0, after: 1, lag: 1 });
    let found = |start: [u32; 2]| check(&project, &Schedule { start: start.to_vec() });
    let full = |period, used, capacity| Violation::Capacity { resource: 0, period, used, capacity };
    let waits = Violation::Precedence { edge: project.edges[0] };
    assert_eq!(found([4, 7]), []);
    assert_eq!(found([0, 4]), [Violation::Release { task: 0 }]);
    assert_eq!(found([4, 6]), std::slice::from_ref(&waits));
    assert_eq!(found([4, 18]), [Violation::Horizon { task: 1 }]);
    assert_eq!(found([4, u32::MAX]), [Violation::Horizon { task: 1 }]);
    assert_eq!(found([3, 6]), [full(3, 3, 0)]);
    assert_eq!(found([5, 5]), [waits, full(5, 6, 4), full(6, 6, 4)]);
    assert_eq!(
        check(&project, &Schedule { start: vec![0] }),
        [Violation::Starts { tasks: 2, starts: 1 }]
    );
    project.tasks[0].demand[0].resource = 9;
    let unknown = Violation::Resource { task: 0, resource: 9 };
    assert_eq!(check(&project, &Schedule { start: vec![1, 5] }), [unknown]);
}

#[test]
fn files_that_are_none_are_told_with_their_line() {
    let text = FIXTURES[0].0;
    let error =
        |from: &str, to: &str| psplib::parse(&text.replace(from, to)).unwrap_err().to_string();
    assert_eq!(error("horizon", "hor"), "no line `horizon`");
    assert_eq!(error("):  5", "):  99999999"), "line 6: no count, or too great a one");
    assert_eq!(error("):  5", "):  6"), "line 20: not a row of numbers");
    assert_eq!(
        error("nonrenewable              :  0", "nonrenewable              :  2"),
        "line 10: nonrenewable resources are not handled"
    );
    assert_eq!(
        error("   2        1", "   2        3"),
        "line 16: jobs with several modes are not handled"
    );
    assert_eq!(
        error("   2        1          1           5", "   2        1          1           8"),
        "line 16: there is no job of this number"
    );
    assert_eq!(
        error("   2        1          1", "   2        1          2"),
        "line 16: the count of successors is another"
    );
    assert_eq!(psplib::parse("").unwrap_err().to_string(), "no line `jobs`");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let _ = psplib::parse(&text[..end]);
    }
}
