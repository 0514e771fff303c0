//! The packs of rules as a user and an editor see them.

use std::collections::BTreeSet;

use y2q::detect::SHIPPED_RULES;
use y2q::detect::code::{examples, pack_file, packs, schema};
use y2q::registry::{Problem, facts};

#[test]
fn every_pack_holds_what_its_examples_say() {
    let packs = packs::shipped().unwrap();
    assert!(!packs.is_empty());
    let mut wrong = Vec::new();
    let mut shown = BTreeSet::new();
    for pack in &packs {
        let outcome = examples::run(pack, &SHIPPED_RULES);
        for failure in outcome.failures {
            let text = packs::shipped_text(&pack.id).unwrap();
            let line = pack_file::line_of(text, failure.rule, failure.example);
            let (actual, expected) = (failure.actual, failure.expected);
            wrong.push(format!("{}.toml:{line}: {actual:?}, not {expected:?}", pack.id));
        }
        shown.extend(outcome.shown);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let hidden: Vec<String> = packs
        .iter()
        .flat_map(|pack| pack.rules.iter().map(move |rule| format!("{} {}", pack.id, rule.id)))
        .filter(|rule| !shown.contains(rule.split(' ').nth(1).unwrap()))
        .collect();
    if std::env::var_os("Y2Q_HIDDEN").is_some() {
        println!("{}", hidden.join("\n"));
    }
    // Rules that no example shows at work: fewer of them, never more.
    assert!(hidden.len() <= HIDDEN, "{} rules are shown by no example", hidden.len());
    let without_miss: Vec<&str> = packs
        .iter()
        .filter(|pack| pack.rules.iter().all(|rule| rule.miss.is_empty()))
        .map(|pack| pack.id.as_str())
        .collect();
    assert!(without_miss.is_empty(), "{without_miss:?} have no miss");
}

/// Rules that no example shows at work.
const HIDDEN: usize = 1649;

#[test]
fn every_shipped_pack_passes_the_checks_of_a_user_s() {
    let mut ids = BTreeSet::new();
    for (stem, text) in packs::SHIPPED {
        let pack = pack_file::read(stem, text).unwrap_or_else(|fault| {
            panic!("{stem}.toml:{}: {fault} {:?}", fault.line(text), fault.help)
        });
        for rule in pack.rules {
            assert!(ids.insert(rule.id.clone()), "{stem}: there are two rules {}", rule.id);
        }
    }
}

#[test]
fn the_schema_of_packs_is_the_one_that_is_checked_in() {
    let path = "docs/schemas/y2q-rules-1.schema.json";
    let schema = format!("{:#}\n", schema::schema());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        schema,
        "BLESS=1 cargo test rewrites {path}"
    );
    let validator = jsonschema::validator_for(schema::schema()).unwrap();
    for (stem, text) in packs::SHIPPED {
        let pack: toml::Value = toml::from_str(text).unwrap();
        let pack = serde_json::to_value(pack).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&pack)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{stem}: {faults:#?}");
        let mut misspelt = pack.clone();
        misspelt["rule"][0]["algoritm"] = "AES".into();
        assert!(!validator.is_valid(&misspelt), "{stem}");
        misspelt = pack;
        misspelt["rule"][0]["bits"] = serde_json::json!({ "argument": 0, "defualt": "1" });
        assert!(!validator.is_valid(&misspelt), "{stem}");
    }
}

#[test]
fn files_are_opened_for_uses_and_not_for_prose() {
    let opens =
        |language: &str, text: &str| SHIPPED_RULES.of(language).open(text.as_bytes()).is_some();
    for text in [
        "head -c 16 /dev/urandom | base64\n",
        "tr -dc a-z </dev/urandom\n",
        "sh -c \"dd if=/dev/urandom bs=1\"\n",
        "az keyvault key create --kty RSA\n",
        "az keyvault key \\\n  create \\\n  --kty RSA\n",
        "gcloud kms keys create k --default-algorithm=x\n",
        "age -r \"$KEY\" -o out in\n",
        "$AGE -r \"$KEY\" # age is found above\n",
    ] {
        assert!(opens("shell", text), "{text}");
    }
    for text in [
        "# reads /dev/urandom\n",
        "echo \"checking for /dev/urandom... \"\n",
        "die \"OpenSSL or\n/dev/urandom as a source of numbers.\" 1\n",
        "# step\ndie \"cannot create x\"\nlibrary 'crypto' is there\n",
        "echo \"$name: AGE of the message\"\n",
    ] {
        assert!(!opens("shell", text), "{text}");
    }
    assert!(opens("javascript", "import jwt from 'jsonwebtoken';\njwt.sign(claims, key);\n"));
    assert!(opens("javascript", "const { sign } = require('jsonwebtoken')\nsign\n(a, b)\n"));
    assert!(!opens("javascript", "// with jsonwebtoken nobody would sign of xn\n"));
}

#[test]
fn every_algorithm_that_a_rule_names_is_known_to_the_registry() {
    let mut unknown = BTreeSet::new();
    for pack in packs::shipped().unwrap() {
        let text = packs::shipped_text(&pack.id).unwrap();
        let names = text.lines().filter_map(|line| line.strip_prefix("algorithm = \""));
        for name in names.filter_map(|rest| rest.split('"').next()) {
            let algorithm = y2q::registry::by_name(name);
            // Which key encapsulation HPKE is made of is said elsewhere.
            if !["indeterminate", "HPKE"].contains(&name)
                && algorithm.is_none_or(|known| facts(&known).problem == Problem::Unknown)
            {
                unknown.insert(name.to_owned());
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}
