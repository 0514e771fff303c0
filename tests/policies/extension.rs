//! Policies that change others, the template, the schema, the comparison.

use std::path::Path;

use serde_json::Value;
use y2q::model::{Exposure, Primitive, Purpose};
use y2q::policy::{
    Library, Outcome, Status, base_of, compare, judge, parse, parse_in, parse_untested, schema,
    template, template_of, test,
};

use super::builder::{date, policy, subject};

const OURS: &str = r#"
schema = 1
id = "ours"
extends = "nist-ir-8547"
title = "Ours"
drop = ["dsa"]

[[rule]]
id = "aes"
title = "AES-128 ends with 2032 here"
clause = "our §1"
steps = [{ status = "acceptable" }, { from = 2033-01-01, status = "disallowed" }]
select = { family = ["AES"], strength_max = 128, purpose = ["encryption"] }

[[rule.example]]
algorithm = "AES-128-GCM"
family = "AES"
strength = 128
exposure = "grover"
purposes = ["encryption"]
at = [2032-12-30, 2032-12-31]
expect = "acceptable"
deadline = 2032-12-31
next = 2032-12-31

[[rule.example]]
algorithm = "AES-128-GCM"
family = "AES"
strength = 128
exposure = "grover"
purposes = ["encryption"]
at = [2033-01-01, 2033-01-02]
expect = "disallowed"
"#;

#[test]
fn an_extension_replaces_drops_and_inherits() {
    let ours = parse(OURS).unwrap();
    let base = policy("nist-ir-8547");
    assert_eq!((ours.id.as_str(), ours.title.as_str()), ("ours", "Ours"));
    assert_eq!((ours.binding, ours.draft, &ours.url), (base.binding, true, &base.url));
    assert_eq!(ours.milestones, base.milestones);
    assert!(ours.rule("dsa").is_none());
    assert_eq!(ours.rule("key-establishment-128-bit"), base.rule("key-establishment-128-bit"));
    let cipher = subject("AES-128-GCM", "AES")
        .primitive(Primitive::Ae)
        .strength(128)
        .exposure(Exposure::Grover)
        .known(&[Purpose::Encryption])
        .build();
    assert_eq!(judge(&ours, &cipher, &[], date("2033-01-01")).status, Status::Disallowed);
    assert_eq!(judge(&base, &cipher, &[], date("2033-01-01")).status, Status::Acceptable);
    let changes = compare(&base, &ours);
    assert!(changes.iter().any(|one| one.what == "dsa" && one.after.is_none()));
    assert!(changes.iter().any(|one| one.what == "aes: status"));
    assert!(compare(&base, &base).is_empty());
}

#[test]
fn faults_of_an_extension_are_told_where_they_are() {
    let fault = |text: &str| {
        let fault = parse(text).unwrap_err();
        (fault.message.clone(), text[fault.span.clone()].to_owned(), fault.help)
    };
    let (message, at, help) = fault(&OURS.replace("\"nist-ir-8547\"", "\"nist-ir-8574\""));
    assert_eq!(message, "there is no policy `nist-ir-8574` to extend");
    assert_eq!(at, "\"nist-ir-8574\"");
    assert!(help.unwrap().ends_with("did you mean `nist-ir-8547`?"));
    let (message, at, _) = fault(&OURS.replace("[\"dsa\"]", "[\"dsa\", \"rsa\"]"));
    assert_eq!((message.as_str(), at.as_str()), ("`nist-ir-8547` has no rule `rsa`", "\"rsa\""));
    // An override that breaks an example of a rule that stays.
    let broken = OURS
        .replace("id = \"aes\"", "id = \"signature-128-bit\"")
        .replace("\"AES\"", "\"RSA\"")
        .replace("[\"encryption\"]", "[\"signature\"]");
    let (message, ..) = fault(&broken);
    assert!(message.contains("of `nist-ir-8547`, which it extends: "), "{message}");
    let nobody = OURS.replace("drop = [\"dsa\"]", "applies_to = [\"de\"]\nexcludes = [\"de\"]");
    let (message, at, help) = fault(&nobody);
    assert!(message.contains("of `nist-ir-8547`, which it extends: "), "{message}");
    assert_eq!(at, "\"nist-ir-8547\"");
    assert!(help.unwrap().contains("`drop`"));
}

#[test]
fn a_cycle_is_told_with_its_way() {
    let text = |id: &str, base: &str| format!("schema = 1\nid = \"{id}\"\nextends = \"{base}\"\n");
    let mut library = Library::default();
    library.add("b", text("b", "c"));
    library.add("c", text("c", "a"));
    let a = text("a", "b");
    assert_eq!(base_of(&a).as_deref(), Some("b"));
    let fault = parse_in(&a, &library).unwrap_err();
    assert_eq!(fault.message, "the policy extends itself: a -> b -> c -> a");
    assert_eq!(&a[fault.span.clone()], "\"b\"");
    assert_eq!(fault.line(&a), 3);
    let alone = text("a", "a");
    assert_eq!(parse(&alone).unwrap_err().message, "the policy extends itself: a -> a");
    library.add("d", "schema = 1\nid = \"d\"\n");
    let fault = parse_in(&text("e", "d"), &library).unwrap_err();
    assert!(fault.message.starts_with("line 1 of `d`, which it extends: "), "{}", fault.message);
}

#[test]
fn templates_are_read_as_they_stand() {
    let written = parse(&template("our-rules")).unwrap();
    assert_eq!(written.id, "our-rules");
    let base = policy("us-eo-14412");
    let extension = parse(&template_of("our-rules", &base)).unwrap();
    assert_eq!(extension.rules, base.rules);
    assert_eq!(extension.extends.as_deref(), Some("us-eo-14412"));
}

#[test]
fn every_example_is_told_even_after_one_that_fails() {
    let text = template("mine").replace("expect = \"disallowed\"", "expect = \"deprecated\"");
    let untested = parse_untested(&text, &Library::default()).unwrap();
    let told = test(&untested);
    assert_eq!(told.len(), 4);
    let failed: Vec<_> =
        told.iter().filter(|one| matches!(one.outcome, Outcome::Fails(_))).collect();
    assert_eq!(failed.len(), 2);
    assert_eq!(
        failed[0].outcome,
        Outcome::Fails("`RSA-3072` is disallowed on 2036-01-01, not deprecated".into())
    );
    assert!(test(&policy("cnsa-2.0")).iter().all(|one| one.outcome == Outcome::Holds));
}

#[test]
fn the_schema_is_the_checked_in_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas/y2q-policy-1.schema.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, schema()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), schema(), "run BLESS=1 cargo test");
}

/// TOML as JSON, dates as text.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), json(value))).collect()
        }
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Datetime(day) => Value::String(day.to_string()),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Float(number) => (*number).into(),
    }
}

#[test]
fn the_schema_takes_what_ships_and_refuses_misspelt_keys_and_words() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let as_json = |text: &str| json(&toml::Value::Table(text.parse().unwrap()));
    for (stem, text) in y2q::policy::SHIPPED {
        let value = as_json(text);
        let wrong: Vec<String> =
            validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert!(wrong.is_empty(), "{stem}: {wrong:#?}");
    }
    assert!(validator.is_valid(&as_json(OURS)));
    assert!(validator.is_valid(&as_json(&template("mine"))));
    for (from, to) in [
        ("extends", "extnds"),
        ("\"disallowed\"", "\"forbidden\""),
        ("[\"encryption\"]", "[\"enciphering\"]"),
        ("strength_max = 128", "strength_max = \"128\""),
    ] {
        assert!(!validator.is_valid(&as_json(&OURS.replacen(from, to, 1))), "{to}");
    }
}
