//! Estate files with one fault each: message, line and help.

use proptest::prelude::*;
use y2q::estate;

/// Text, line of the fault, part of the message, part of the help.
const FAULTS: &[(&str, usize, &str, &str)] = &[
    ("", 1, "the file has no `schema`", "schema = …"),
    ("schema = 2", 1, "not schema 1", "a newer schema needs a newer y2q"),
    ("schema = \"1\"", 1, "not schema 1", "write `schema = 1`"),
    ("schema = 1\nsystems = []", 2, "the file has no key `systems`", "did you mean `system`?"),
    ("schema = 1\n[estate]\nnam = \"x\"", 3, "[estate] has no key `nam`", "did you mean `name`?"),
    ("schema = 1\n[estate]\nname = \" \"", 3, "`name` is blank", ""),
    ("schema = 1\n[estate]\nname = 7", 3, "`name` is not text in quotes but of type integer", ""),
    (
        "schema = 1\n[estate]\ncrqc_year = 10",
        3,
        "`crqc_year` is not between 2024 and 2100",
        "calendar year",
    ),
    ("schema = 1\n[estate]\ncrqc_year = 2035.5", 3, "`crqc_year` is not a whole number", ""),
    ("schema = 1\nestate = 1", 2, "`[estate]` is not a table", ""),
    (
        "schema = 1\n[defaults]\nexposure = \"internett\"",
        3,
        "`internett` is no exposure",
        "did you mean `internet`?",
    ),
    (
        "schema = 1\n[defaults]\ndata_tier = \"secret\"",
        3,
        "`secret` is no data tier",
        "known: `open`, `sensitive`, `classified`",
    ),
    (
        "schema = 1\n[defaults]\nconfidentiality_years = 2045",
        3,
        "`confidentiality_years` is not between 0 and 100",
        "not a calendar year",
    ),
    ("schema = 1\n[defaults]\nsignature_years = -1", 3, "`signature_years` is not between", ""),
    ("schema = 1\n[defaults]\nsignature_years = 99999999999999999999999", 3, "", ""),
    ("schema = 1\n[defaults]\njurisdictions = \"kr\"", 3, "`jurisdictions` is not a list", ""),
    (
        "schema = 1\n[defaults]\njurisdictions = [\"kr\",\n \"US Federal\"]",
        4,
        "`US Federal` is no jurisdiction",
        "us-federal",
    ),
    ("schema = 1\n[defaults]\nowner = \"ops\"", 3, "there is no team `ops`", "known: `owner`"),
    (
        "schema = 1\n[[team]]\nid = \"a\"\ncapacity = 1\n[[team]]\nid = \"a\"\ncapacity = 2",
        6,
        "there are two teams `a`",
        "another id",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.demand]\nhandshake = 9",
        5,
        "[system.demand] has no key `handshake`",
        "did you mean `handshakes`?",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.demand]\ncores = -1",
        5,
        "`cores` is no number between 0 and 1000000",
        "as in `cores = 2`",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.demand]\nhandshake_bytes = 12.5",
        5,
        "`handshake_bytes` is not a whole number",
        "bytes both ways",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.demand]\nsignatures = nan",
        5,
        "`signatures` is no number",
        "",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.demand]\nstateful_signing = true",
        5,
        "`stateful_signing` is not text",
        "",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.link]\nrtt_ms = 5",
        4,
        "[system.link] has no `preset`",
        "add `preset = …`",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.link]\npreset = \"satelite\"",
        5,
        "`satelite` is no preset",
        "did you mean `satellite`?",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.verifier]\nslowdown = \"slow\"",
        5,
        "`slowdown` is no number",
        "as in `slowdown = 40`",
    ),
    ("schema = 1\n[[team]]\nid = \"a b\"\ncapacity = 1", 3, "`a b` is no id", "web-front"),
    ("schema = 1\n[[team]]\ncapacity = 1", 2, "[[team]] has no `id`", "add `id = …`"),
    ("schema = 1\n[[team]]\nid = \"a\"", 2, "[[team]] has no `capacity`", ""),
    (
        "schema = 1\n[[team]]\nid = \"a\"\ncapacity = -1",
        4,
        "not a number of person-days",
        "zero or more",
    ),
    ("schema = 1\n[[team]]\nid = \"a\"\ncapacity = nan", 4, "not a number of person-days", ""),
    ("schema = 1\n[[team]]\nid = \"a\"\ncapacity = inf", 4, "not a number of person-days", ""),
    ("schema = 1\n[[team]]\nid = \"a\"\ncapacity = \"ten\"", 4, "`capacity` is not a number", ""),
    (
        "schema = 1\n[[team]]\nid = \"a\"\ncapacity = 1\n[[team.override]]\nfrom = \"2028-Q1\"\nuntil = \"2027-Q4\"\ncapacity = 0",
        7,
        "`until` 2027-Q4 is before `from` 2028-Q1",
        "a later one",
    ),
    (
        "schema = 1\n[[team]]\nid = \"a\"\ncapacity = 1\n[[team.override]]\nfrom = \"2028\"\nuntil = \"2027-Q4\"\ncapacity = 0",
        6,
        "`from` is no quarter",
        "2027-Q3",
    ),
    (
        "schema = 1\n[[team]]\nid = \"a\"\ncapacity = 1\n[[team.override]]\nfrom = \"2027-Q4\"\ncapacity = 0",
        5,
        "[[team.override]] has no `until`",
        "",
    ),
    ("schema = 1\n[[system]]\nid = \"a\"\nowner = \"nobody\"", 4, "there is no team `nobody`", ""),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[[system]]\nid = \"a\"",
        5,
        "there are two systems `a`",
        "",
    ),
    (
        "schema = 1\n[[system]]\nid = \"unassigned\"",
        3,
        "`unassigned` is the system of what no other claims",
        "[defaults]",
    ),
    ("schema = 1\n[[system]]\nid = \"a/b\"", 3, "`a/b` is no id", ""),
    (
        "schema = 1\n[[system]]\nid = \"a\"\npath = [\"x\"]",
        4,
        "[[system]] has no key `path`",
        "did you mean `paths`?",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\npaths = [\"ok/**\",\n  \"bad[\"]",
        5,
        "`bad[` is no pattern",
        "literal bracket",
    ),
    ("schema = 1\n[[system]]\nid = \"a\"\npaths = [7]", 4, "`paths` is not text", ""),
    ("schema = 1\n[[system]]\nid = \"a\"\nhosts = [\"{a\"]", 4, "`{a` is no pattern", ""),
    (
        "schema = 1\n[[system]]\nid = \"web\"\n[[system]]\nid = \"b\"\ndepends_on = [\"wbe\"]",
        6,
        "there is no system `wbe`",
        "did you mean `web`?",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\ndepends_on = [\"a\"]",
        4,
        "system `a` depends on itself",
        "",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.supplier]\nname = \"V\"",
        4,
        "[system.supplier] has no `kind`",
        "",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.supplier]\nname = \"V\"\nkind = \"seller\"",
        6,
        "`seller` is no kind",
        "`vendor`",
    ),
    (
        "schema = 1\n[[system]]\nid = \"a\"\n[system.supplier]\nname = \"V\"\nkind = \"vendor\"\nearliest = \"2027-13\"",
        7,
        "`earliest` is no quarter",
        "YYYY-Qn",
    ),
    (
        "schema = 1\n[effort.rekey]\nfixed = [0, 0, 0]\neach = [0, 0, 0]",
        2,
        "`rekey` would be work without effort",
        "above 0",
    ),
    ("schema = 1\n[effort.rekey]\neach = [0, 0, 9]", 2, "`rekey` would be work without", ""),
    (
        "schema = 1\n[effort.rekey]\nfixed = [1, 1, 36500]",
        3,
        "`fixed` is more than a century of one person's work",
        "at most 22000",
    ),
    ("schema = 1\n[effort.rekey]\neach = [1, inf, inf]", 3, "`each` is no low, likely", ""),
    ("schema = 1\n[effort.weights]\npinning = [0, 0, 0]", 3, "`pinning` is no factor", "above 0"),
    ("schema = 1\nschema = 1", 2, "", ""),
    ("schema = 1\n[[system]\nid = 1", 2, "", ""),
];

#[test]
fn every_fault_has_its_line_and_what_to_write_instead() {
    for (text, line, message, help) in FAULTS {
        let fault = estate::parse(text).expect_err(text);
        assert!(fault.message.contains(message), "{text}\n-> {fault:?}");
        assert_eq!(fault.line(text), *line, "{text}\n-> {fault:?}");
        assert!(fault.help.as_deref().unwrap_or_default().contains(help), "{text}\n-> {fault:?}");
        assert!(fault.span.end <= text.len(), "{text}\n-> {fault:?}");
    }
}

#[test]
fn the_first_fault_of_a_table_is_told_first() {
    let text = "schema = 1\n[estate]\nzzz = 1\naaa = 2\n";
    let fault = estate::parse(text).unwrap_err();
    assert_eq!((fault.message.as_str(), fault.line(text)), ("[estate] has no key `zzz`", 3));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in "(schema = 1\n)?([\\[\\]a-z=\"0-9.\n #{},*]|\\[\\[system\\]\\]\nid = \"a\"\n|paths = \\[){0,60}") {
        if let Err(fault) = estate::parse(&text) {
            prop_assert!(fault.span.start <= text.len());
            prop_assert!(!fault.message.is_empty());
        }
    }

    #[test]
    fn a_fault_anywhere_in_a_whole_file_is_told(at in 0_usize..super::WHOLE.len(), junk in "[a-z\"=\\[]{1,3}") {
        let mut text = super::WHOLE.to_owned();
        text.insert_str(at, &junk);
        // Within quotes or comments it may still be a good file; never a panic.
        if let Err(fault) = estate::parse(&text) {
            prop_assert!(fault.line(&text) <= text.lines().count() + 1);
        }
    }
}
