//! Every scheme against the registry, and the list of files against the folder.

use std::collections::BTreeSet;
use std::path::Path;

use y2q::registry;
use y2q::scheme::{self, Role, Scheme};

fn with_id(id: &str) -> &'static Scheme {
    scheme::all().iter().find(|scheme| scheme.id == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn schemes_agree_with_the_registry() {
    for scheme in scheme::all() {
        let known = registry::by_name(scheme.name)
            .unwrap_or_else(|| panic!("the registry does not know {}", scheme.name));
        assert_eq!(known.name, scheme.name);
        assert_eq!(known.family.as_deref(), Some(scheme.family), "{}", scheme.id);
        assert_eq!(known.components.len() > 1, scheme.hybrid, "{}", scheme.id);
        let facts = registry::facts(&known);
        assert_eq!(facts.nist_category, scheme.nist_category, "category of {}", scheme.id);
        assert_eq!(facts.maturity, scheme.maturity, "maturity of {}", scheme.id);
        for (what, own, theirs) in [
            ("public key", scheme.public_key, facts.sizes.public_key),
            ("output", scheme.output, facts.sizes.output),
        ] {
            assert_eq!(theirs.unwrap_or(own), own, "{what} of {}", scheme.id);
        }
        assert_eq!(y2q::risk::exposure(&known), y2q::model::Exposure::None, "{}", scheme.id);
    }
}

/// FIPS 203 Table 3, FIPS 204 Table 2, FIPS 205 Table 2, RFC 10024; sums for composites.
#[test]
fn sizes_by_hand() {
    let table = [
        ("ml-kem-768", 1184, 1088),
        ("ml-dsa-65", 1952, 3309),
        ("slh-dsa-sha2-128s", 32, 7856),
        ("x25519mlkem768", 1184 + 32, 1088 + 32),
        ("secp256r1mlkem768", 65 + 1184, 65 + 1088),
        ("mlkem768x25519-sha256", 1184 + 32, 1088 + 32),
        ("sntrup761x25519-sha512", 1158 + 32, 1039 + 32),
        ("mldsa44-ed25519-sha512", 1312 + 32, 2420 + 64),
        ("mldsa65-ecdsa-p256-sha512", 1952 + 65, 3309 + 72),
        ("mldsa87-ecdsa-p384-sha512", 2592 + 97, 4627 + 104),
        // RFC 8554 §5.4: 4 + (4 + n + p n) + 4 + h n.
        ("lms-sha256-m32-h10", 56, 4 + (4 + 32 + 34 * 32) + 4 + 10 * 32),
        ("lms-sha256-m24-h20", 48, 4 + (4 + 24 + 26 * 24) + 4 + 20 * 24),
        // RFC 8391 §4.1.8: 4 + n + (67 + h) n.
        ("xmss-sha2-10-256", 64, 4 + 32 + (67 + 10) * 32),
        ("xmss-sha2-20-256", 64, 4 + 32 + (67 + 20) * 32),
        // AIM3, not AIM2.
        ("aimer-128f", 32, 6944),
    ];
    for (id, public_key, output) in table {
        let scheme = with_id(id);
        assert_eq!((scheme.public_key, scheme.output), (public_key, output), "{id}");
    }
}

#[test]
fn ids_are_sorted_unique_and_described() {
    let ids: Vec<&str> = scheme::all().iter().map(|scheme| scheme.id).collect();
    assert!(ids.is_sorted());
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for scheme in scheme::all() {
        let kebab =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(scheme.id.chars().all(kebab), "{}", scheme.id);
        assert!(
            !scheme.source.is_empty() && !scheme.standard.is_empty() && !scheme.note.is_empty()
        );
        assert!(
            scheme.protocols.is_empty() || !scheme.kpqc,
            "{}: no national code points",
            scheme.id
        );
        let page = scheme::describe(scheme);
        assert!(page.contains(scheme.name) && page.contains(scheme.source), "{page}");
    }
    // Every protocol has a key establishment to go to.
    for protocol in ["tls", "ssh", "x509", "cms", "ike"] {
        let fits =
            |scheme: &&&Scheme| scheme.role == Role::Kem && scheme.protocols.contains(&protocol);
        assert!(scheme::all().iter().any(|scheme| fits(&scheme)), "{protocol}");
    }
}

#[test]
fn the_list_of_files_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scheme");
    let mut stems: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|stem| stem != "mod")
        .collect();
    stems.sort();
    let modules: String = stems.iter().map(|stem| format!("mod {stem};\n")).collect();
    let files: String =
        stems.iter().map(|stem| format!("    (\"{stem}\", {stem}::SCHEMES),\n")).collect();
    let list = folder.join("mod.rs");
    let text = std::fs::read_to_string(&list).unwrap();
    let wanted = replaced(&replaced(&text, "modules", &modules), "files", &files);
    if text != wanted && std::env::var_os("BLESS").is_some() {
        std::fs::write(&list, wanted).unwrap();
        return;
    }
    assert_eq!(text, wanted, "BLESS=1 cargo test rewrites the blocks");
}

fn replaced(text: &str, block: &str, content: &str) -> String {
    let (begin, end) =
        (format!("// begin generated {block}\n"), format!("// end generated {block}"));
    let start = text.find(&begin).unwrap() + begin.len();
    let stop = text.find(&end).unwrap();
    let indent = text[..stop].rfind('\n').unwrap() + 1;
    format!("{}{content}{}", &text[..start], &text[indent..])
}
