use super::Policy;

/// A policy file to start from: it is read as it stands, and every line says what to put in its place.
#[must_use]
pub fn template(id: &str) -> String {
    TEMPLATE.replace("{id}", id)
}

/// A file that changes another policy.
#[must_use]
pub fn template_of(id: &str, base: &Policy) -> String {
    let rule = base.rules.first().map_or("", |rule| rule.id.as_str());
    EXTENSION.replace("{id}", id).replace("{base}", &base.id).replace("{rule}", rule)
}

const TEMPLATE: &str = r#"#:schema y2q-policy-1.schema.json
# `y2q policy schema > y2q-policy-1.schema.json` writes the schema for editors.
# Every key is described in policies/README.md. `y2q policy check` tells what is wrong, `y2q policy test` runs the examples.
schema = 1
id = "{id}" # the name of this file
title = "What the document is called"
authority = "Who issued it"
edition = "Which edition"
date = 2026-01-01
url = "https://example.org/policy"
binding = "guideline"
applies_to = ["general"] # whom it binds
verified = { state = "needs-primary-check", on = 2026-01-01, by = "what was read" }
stale_after_days = 180
note = "What a reader must know."

[[milestone]]
name = "transition complete (needs primary check)"
by = 2035-12-31
clause = "§1 (needs primary check)"
# after = "the milestone that the document puts before it"
# entry, exit and rollback: what the document asks for before and at the end, and says of a way back, each a list like
# exit = [{ text = "classical keys are destroyed", clause = "§1.2" }]

[[rule]]
id = "quantum-vulnerable"
title = "Quantum-vulnerable public-key cryptography ends with 2035"
clause = "§1"
interpretation = "What was read into the words, and why."
needs_primary_check = true
steps = [{ status = "acceptable" }, { from = 2036-01-01, status = "disallowed" }]

[rule.select]
exposure = ["shor", "classically-broken"]
purpose = ["key-establishment", "signature", "certificate-signing"]

[[rule.example]]
algorithm = "RSA-3072"
family = "RSA"
strength = 128
exposure = "shor"
purposes = ["signature"]
at = [2035-12-30, 2035-12-31]
expect = "acceptable"
deadline = 2035-12-31

[[rule.example]]
algorithm = "RSA-3072"
family = "RSA"
strength = 128
exposure = "shor"
purposes = ["signature"]
at = [2036-01-01, 2036-01-02]
expect = "disallowed"
"#;

const EXTENSION: &str = r#"# Changes {base}: what is not written here is as it is there.
schema = 1
id = "{id}" # the name of this file
extends = "{base}"
title = "What we ask for beyond {base}"
authority = "Us"
# drop = ["{rule}"]
# A [[rule]] with the id of one of its rules takes its place; any other is asked before those of its precedence.
"#;
