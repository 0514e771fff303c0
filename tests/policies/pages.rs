//! Pages for `policy list`, `policy show` and `explain`.

use y2q::policy::{describe, explain, list, shipped};

#[test]
fn the_list_has_one_line_a_policy() {
    let policies = shipped();
    let page = list(&policies);
    assert_eq!(page.lines().count(), policies.len());
    for (line, policy) in page.lines().zip(&policies) {
        assert!(line.starts_with(&policy.id), "{line}");
        assert!(line.contains(policy.binding.name()), "{line}");
    }
    assert!(
        page.contains("nist-ir-8547          draft                      2024-11-12  general\n"),
        "{page}"
    );
}

#[test]
fn a_page_shows_everything_in_100_columns() {
    for policy in shipped() {
        let page = describe(&policy);
        for line in page.lines().filter(|line| !line.contains("https://")) {
            assert!(line.chars().count() <= 100, "{line}");
        }
        for rule in &policy.rules {
            assert!(page.contains(&rule.id), "{}", rule.id);
            for step in rule.steps.iter().filter_map(|step| step.from) {
                assert!(page.contains(&format!("from {step}")), "{step}");
            }
        }
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for milestone in &policy.milestones {
            assert!(page.contains(&milestone.by.to_string()));
            for (key, statements) in milestone.statements() {
                for one in statements {
                    let line = format!("{key} {} ({})", one.text, one.clause);
                    assert!(words.contains(&line), "{line}\n{page}");
                }
            }
        }
        assert!(page.contains(&policy.url));
        assert!(page.contains(&policy.verified));
    }
}

#[test]
fn a_rule_is_explained_with_its_clause_and_reading() {
    let policies = shipped();
    let page = explain(&policies, "nist-ir-8547/signature-112-bit").unwrap();
    assert!(page.starts_with("signature-112-bit - "));
    for text in [
        "clause      Table 2 (§4.1.1), rows ECDSA and RSA, 112 bits",
        "status      acceptable; deprecated from 2031-01-01; disallowed from 2036-01-01",
        "quote       \"Deprecated after 2030; Disallowed after 2035\"",
        "strength 112 to 127 bits",
        "not final",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    // An id that several policies use shows every one.
    let hybrids = explain(&policies, "hybrid").unwrap();
    for policy in policies.iter().filter(|policy| policy.rule("hybrid").is_some()) {
        assert!(hybrids.contains(&policy.id), "{}", policy.id);
    }
    let korean = policies.iter().find(|policy| policy.id == "kr-pqc-2035").unwrap();
    assert_eq!(explain(&policies, "kr-pqc-2035").unwrap(), describe(korean));
    assert_eq!(explain(&policies, "no-such-thing"), None);
    assert_eq!(explain(&policies, "us-eo-14412/signature-112-bit"), None);
}
