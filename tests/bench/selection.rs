use y2q::bench::action::Action;
use y2q::bench::selection::{Selection, SelectionError};

fn schemes(names: &[&str]) -> Selection {
    Selection {
        schemes: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Selection::default()
    }
}

#[test]
fn a_beginning_names_a_family() {
    let found = schemes(&["rsa"]).subjects().unwrap();
    let found = found.iter().filter(|subject| subject.backend.id == "ring");
    let names = found.map(|subject| subject.candidate.scheme).collect::<Vec<_>>();
    assert_eq!(names, ["rsa-2048", "rsa-3072", "rsa-4096"]);
    assert!(schemes(&["rsa-20"]).subjects().is_err(), "half a word is no name");
    assert!(schemes(&["X25519"]).subjects().is_ok());
}

#[test]
fn unknown_names_are_told_with_what_may_be_meant() {
    let said = schemes(&["x25591"]).subjects().unwrap_err().to_string();
    assert_eq!(said, "no scheme `x25591` in this build; did you mean `x25519`?");
    let backends = Selection { backends: vec!["rings".to_owned()], ..Selection::default() };
    let said = backends.subjects().unwrap_err().to_string();
    assert_eq!(said, "no backend `rings`; did you mean `ring`?");
    assert!(
        schemes(&["something-else-entirely"])
            .subjects()
            .unwrap_err()
            .to_string()
            .ends_with("; y2q bench --list names what there is")
    );
    let said = Selection::action("signing").unwrap_err().to_string();
    assert!(said.contains("key-generation, encapsulate, decapsulate, sign, verify"), "{said}");
    assert_eq!(Selection::action("key generation"), Ok(Action::KeyGeneration));
}

#[cfg(not(feature = "bench-kpqc"))]
#[test]
fn a_backend_that_was_left_out_names_its_feature() {
    let kpqc = Selection { backends: vec!["kpqc".to_owned()], ..Selection::default() };
    assert_eq!(
        kpqc.subjects().unwrap_err().to_string(),
        "this build has no kpqc: build it with --features bench-kpqc"
    );
}

#[test]
fn nothing_left_is_an_error() {
    let nothing = Selection { actions: vec![Action::Sign], ..schemes(&["x25519"]) };
    assert_eq!(nothing.subjects().unwrap_err(), SelectionError::Nothing);
}
