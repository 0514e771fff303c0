//! What the evidence shows of fragility multiplies the effort, and the estate file says by how much.

use y2q::estate;
use y2q::model::{CodePlace, Exposure, Fragility, Purpose, Supplier, SupplierKind};
use y2q::plan::{Plan, explain};

use super::holdings::{LATER, algorithm, context, judged, plan, system};

fn place(is_test: bool, part: &str) -> CodePlace {
    let step = y2q::model::CodeStep {
        path: "a.java".into(),
        line: 3,
        what: "x".into(),
        part: part.into(),
    };
    CodePlace {
        symbol: "java.security.Signature.getInstance".into(),
        is_test,
        steps: vec![step],
        ..CodePlace::default()
    }
}

/// One algorithm in `calls` places of code of an application.
fn made(calls: &[CodePlace], change: impl Fn(&mut y2q::model::Context)) -> Plan {
    let uses = judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let mut holding = algorithm("app", "RSA", uses);
    let found = holding.occurrences[0].clone();
    holding.occurrences.clear();
    for (at, code) in calls.iter().enumerate() {
        let mut one = found.clone();
        one.occurrence.offset = at as u64;
        one.occurrence.code = Some(Box::new(code.clone()));
        holding.occurrences.push(one);
    }
    let mut context = context(vec![system("app", &[])]);
    change(&mut context);
    plan(&context, &[], &[holding])
}

fn effort(plan: &Plan) -> ([f64; 3], String) {
    let package = plan.packages.iter().find(|one| one.id.starts_with("app/replacement")).unwrap();
    (package.effort_days, explain(plan, &package.id))
}

#[test]
fn calls_and_written_algorithms_are_counted_outside_of_tests() {
    // One place in code: 3 + 1, 8 + 3 and 20 + 8 days.
    let (days, told) = effort(&made(&[place(true, "algorithm"), place(false, "setting")], |_| {}));
    assert_eq!(days, [4.0, 11.0, 28.0], "a single call that a setting decides");
    assert!(!told.contains("Harder"), "{told}");
    let calls = vec![place(false, "algorithm"); 8];
    let (days, told) = effort(&made(&calls, |_| {}));
    // Hard-coded 1, 1.1, 1.4; eight calls are three doublings of 1.02, 1.05, 1.12; up to half days.
    let factor = [1.02_f64.powi(3), 1.1 * 1.05_f64.powi(3), 1.4 * 1.12_f64.powi(3)];
    let expected =
        [4.0, 11.0, 28.0].iter().zip(factor).map(|(days, by)| (days * by * 2.0).ceil() / 2.0);
    assert_eq!(days.to_vec(), expected.collect::<Vec<f64>>());
    assert!(
        told.contains("8 calls with the algorithm written into code (times 1, 1.1 and 1.4)"),
        "{told}"
    );
    assert!(told.contains("8 calls in code"), "{told}");
}

#[test]
fn owners_say_the_rest_and_set_the_weights() {
    let calls = [place(false, "setting")];
    let (days, told) = effort(&made(&calls, |context| {
        context.systems[0].fragile = vec![Fragility::FixedWidth];
        context.systems[0].supplier =
            Some(Supplier { name: "Maker".into(), kind: SupplierKind::Vendor, earliest: None });
        context.efforts.weights.insert(Fragility::ThirdParty, [1.0, 2.0, 3.0]);
    }));
    // 1.3 times 2 and 2 times 3, which is more than 4 in all.
    assert_eq!(days, [4.0, 29.0, 112.0]);
    assert!(told.contains("fixed-width, as the estate file says"), "{told}");
    assert!(told.contains("Maker supplies it (times 1, 2 and 3)"), "{told}");
}

#[test]
fn an_estate_file_replaces_the_efforts() {
    let text = "schema = 1\n[effort.replacement]\nfixed = [1, 2, 3]\neach = [0.5, 1, 1.5]\n\
                [effort.weights]\npinning = [1, 1.4, 2]\n[[system]]\nid = \"app\"\nfragile = [\"pinning\"]\n";
    let read = estate::parse(text).unwrap();
    assert_eq!(read.efforts.weights[&Fragility::Pinning], [1.0, 1.4, 2.0]);
    let (days, told) = effort(&made(&[place(false, "setting")], |context| {
        context.efforts = read.efforts.clone();
    }));
    assert_eq!(days, [1.5, 3.0, 4.5]);
    assert!(told.contains("Figures of the estate file"), "{told}");
    for (text, message, help) in [
        ("schema = 1\n[effort.rekye]\nfixed = [1, 2, 3]\n", "rekye", "rekey"),
        ("schema = 1\n[effort.rekey]\nfixed = [3, 2, 1]\n", "low, likely", "do not fall"),
        ("schema = 1\n[effort.rekey]\nfixed = [1, 2]\n", "low, likely", "three numbers"),
        ("schema = 1\n[[system]]\nid = \"a\"\nfragile = [\"pining\"]\n", "pining", "pinning"),
        ("schema = 1\n[[system]]\nid = \"a\"\nfragile = [\"peers\"]\n", "peers", "pinning"),
    ] {
        let fault = estate::parse(text).unwrap_err();
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
        assert!(fault.help.as_deref().unwrap_or_default().contains(help), "{text}: {fault:?}");
    }
}
