//! Blocks of base64 in unusual frames: one column, string literals, excerpts; and names that are easy to misread.

use std::collections::BTreeSet;

use y2q::detect::Sink;
use y2q::model::Asset;

use super::certificates::{der, fixture, look, material, pem};

/// The certificate of the fixture as PEM and as the asset that it is.
fn root() -> (String, Asset) {
    let text = String::from_utf8(fixture("root.pem")).unwrap();
    let asset = look("root.pem", text.as_bytes()).findings.remove(0).asset;
    (text, asset)
}

fn assert_same(name: &str, text: &str, expected: &Asset) {
    let sink = look(name, text.as_bytes());
    assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    let assets = sink.findings.iter().map(|finding| &finding.asset).collect::<Vec<_>>();
    assert_eq!(assets, [expected], "{name}");
}

#[test]
fn one_column_of_base64_keeps_its_plus_signs() {
    let (text, expected) = root();
    let is_frame = |line: &&str| line.starts_with("-----");
    let column = |line: &str| line.chars().map(|letter| format!("{letter}\n")).collect::<String>();
    let narrow = text
        .lines()
        .map(|line| if is_frame(&line) { format!("{line}\n") } else { column(line) })
        .collect::<String>();
    assert!(narrow.contains("\n+\n"));
    assert_same("column.pem", &narrow, &expected);
}

#[test]
fn string_literals_are_read_as_the_languages_join_them() {
    let (text, expected) = root();
    let join = |start: &str, end: &str, between: &str| {
        let lines = text.lines().map(|line| format!("{start}{line}{end}"));
        format!("let pem = {};\n", lines.collect::<Vec<_>>().join(between))
    };
    // C joins neighbours, with and without line ends; Java and JavaScript add, before or after the line break.
    assert_same("neighbours.c", &join("\"", "\\n\"", "\n  "), &expected);
    assert_same("no-line-ends.c", &join("\"", "\"", "\n  "), &expected);
    assert_same("Leading.java", &join("\"", "\\r\"", "\n     + "), &expected);
    assert_same("NoLineEnds.java", &join("\"", "\"", "\n     + "), &expected);
    assert_same("trailing.js", &join("'", "'", " +\n  "), &expected);
    assert_same("list.py", &join("    \"", "\",", "\n"), &expected);
}

#[test]
fn what_a_manual_cuts_or_masks_is_no_object() {
    let (text, _) = root();
    let lines = text.lines().collect::<Vec<_>>();
    let with = |line: &str| {
        let mut changed = lines.clone();
        changed[4] = line;
        changed.join("\n")
    };
    for masked in
        ["...", "\u{2026}", "<snip>", "  [... 12 lines ...]", "MIIEXAMPLEkqhkiG9w0BAQEFAAOCAQ8A"]
    {
        let sink = look("manual.txt", with(masked).as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{masked}: {sink:?}");
    }
    // A header may say what it likes.
    let headed = text.replacen("-----\n", "-----\nComment: cut here ... EXAMPLE\n\n", 1);
    assert_eq!(look("headed.pem", headed.as_bytes()).findings.len(), 1);
    // Damage is not a cut, and is told.
    let sink = look("damaged.pem", with("MIIC!!wkqhkiG9w0BAQEFAAOCAQ8A").as_bytes());
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (0, 1), "{sink:?}");
}

/// X.690 §8.19.4: below the joint arc 2, the second arc is not bounded by 39.
#[test]
fn object_identifiers_below_the_joint_arc_are_exact() {
    for (octets, text) in [
        (&[0x88, 0x37, 0x01][..], "2.999.1"),
        (&[0x78, 0x01], "2.40.1"),
        (&[0x50, 0x01], "2.0.1"),
        (&[0x81, 0x34, 0x01], "2.100.1"),
        (&[0x2A, 0x03], "1.2.3"),
        (&[0x4F, 0x01], "1.39.1"),
    ] {
        let identifier = der(0x30, &der(0x06, octets));
        let spki = der(0x30, &[identifier, der(0x03, &[0, 1, 2, 3, 4])].concat());
        let sink = look("key.pem", pem("PUBLIC KEY", &spki).as_bytes());
        assert_eq!(sink.findings[0].asset.algorithm().unwrap().name, text);
    }
}

/// `openssl ecparam -text`: "Field Type: characteristic-two-field" of 113 bits, "prime-field" of 160 bits.
#[test]
fn explicit_curves_keep_the_size_of_their_field() {
    for (file, bits) in [
        ("ec-explicit-binary-parameters.pem", 113),
        ("ec-explicit-160-parameters.pem", 160),
        ("ec-explicit-parameters.pem", 256),
    ] {
        let sink = look(file, &fixture(file));
        let found = material(&sink.findings[0]);
        assert_eq!(found.size_bits, Some(bits), "{file}");
        assert_eq!(found.algorithm.as_ref().unwrap().curve.as_deref(), Some("explicit"), "{file}");
    }
}

/// OpenSSL's own tests keep OCSP responses as bare base64.
#[test]
fn ocsp_responses_are_read_in_base64_too() {
    let bytes = std::fs::read("inventories/fixtures/keystores/delegated.ocsp").unwrap();
    let expected = look("delegated.ocsp", &bytes);
    let framed = pem("OCSP RESPONSE", &bytes);
    let bare = framed.lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\n");
    for (name, text) in [("response.pem", framed.as_str()), ("response.ors", bare.as_str())] {
        let sink = look(name, text.as_bytes());
        assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
        let ids = |sink: &Sink| {
            sink.findings.iter().map(|finding| finding.asset.id()).collect::<BTreeSet<_>>()
        };
        assert_eq!(ids(&sink), ids(&expected), "{name}");
    }
}

/// One key in the clear and under two passwords is one asset; each place says how it lies there.
#[test]
fn the_place_of_a_closed_key_names_its_protection() {
    let closed = look("closed-pbes2.pem", &fixture("closed-pbes2.pem"));
    let note = &closed.findings[0].occurrence.note;
    assert!(note.starts_with("encrypted: PBES2 PBKDF2-HMAC-SHA-256 "), "{note}");
    let clear = look("rsa-pkcs8.pem", &fixture("rsa-pkcs8.pem"));
    assert_eq!(clear.findings[0].occurrence.note, "");
}

/// `openssl x509 -text` and `certtool -i` say 512 bits of such a key.
#[test]
fn a_modulus_without_its_sign_octet_has_the_size_that_every_reader_sees() {
    let number = |content: &[u8]| der(0x02, content);
    let numbers = der(0x30, &[number(&[0xF1; 64]), number(&[1, 0, 1])].concat());
    let rsa = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
    let identifier = der(0x30, &[der(0x06, &rsa), vec![0x05, 0x00]].concat());
    let key = der(0x30, &[identifier, der(0x03, &[vec![0], numbers].concat())].concat());
    let sink = look("key.pem", pem("PUBLIC KEY", &key).as_bytes());
    assert_eq!(material(&sink.findings[0]).size_bits, Some(512));
}

/// RFC 5280 §4.1.2.5.2 forbids fractions, and some certificates have them.
#[test]
fn a_fraction_of_a_second_is_still_a_date() {
    let root = fixture("root.der");
    let at = root.windows(2).position(|pair| pair == [0x17, 13]).unwrap();
    let before = |time: &[u8]| {
        let validity = der(0x30, &[der(0x18, time), der(0x18, b"20361118000000Z")].concat());
        let tbs = root[4..].to_vec();
        assert_eq!(root[0], 0x30);
        // The fields around validity, taken over as they are.
        let start = at - 4 - 2;
        let after = start + 2 + usize::from(tbs[start + 1]);
        let header = 4;
        let fields = [&tbs[header..start], &validity, &tbs[after..tbs_end(&tbs)]].concat();
        der(0x30, &[der(0x30, &fields), tbs[tbs_end(&tbs)..].to_vec()].concat())
    };
    for (time, expected) in [
        (&b"20080801103026.6Z"[..], "2008-08-01T10:30:26Z"),
        (b"20080801103026.Z", "2008-08-01T10:30:26Z"),
    ] {
        let sink = look("root.der", &before(time));
        let Asset::Certificate(found) = &sink.findings[0].asset else { panic!("{sink:?}") };
        assert_eq!(found.not_before.unwrap().to_string(), expected);
    }
}

/// Where the first element of `bytes`, with a length in two octets, ends.
fn tbs_end(bytes: &[u8]) -> usize {
    assert_eq!(&bytes[..2], [0x30, 0x82]);
    4 + usize::from(u16::from_be_bytes([bytes[2], bytes[3]]))
}
