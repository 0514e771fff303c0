//! Source code that no one wrote for a reader: each file is read or refused with a reason, in bounded time, and its
//! neighbours are read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use y2q::detect::{DETECTORS, Detector};
use y2q::inventory::Record;
use y2q::model::{Algorithm, Asset, UnknownReason};
use y2q::scan::{Progress, examine};

use crate::scanning::{collect, walk};

/// What one file may take; the program under test is not optimised.
const BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 4 });

/// The one detector that is in question.
fn source_code() -> Vec<&'static Detector> {
    DETECTORS.iter().filter(|detector| detector.id == "source-code").copied().collect()
}

/// Algorithms that are found in a file, with line, column and offset.
fn found(path: &str, bytes: &[u8]) -> Vec<(String, u32, u32, u64)> {
    let started = Instant::now();
    let sink = examine(&source_code(), path, bytes);
    assert!(started.elapsed() < BOUND, "{path}: {:?}", started.elapsed());
    assert!(sink.unknowns.is_empty(), "{path}: {:?}", sink.unknowns);
    let of = |finding: &y2q::model::Finding| {
        let code = finding.occurrence.code.as_ref()?;
        let name = finding.asset.name();
        Some((name, finding.occurrence.line?, code.column, finding.occurrence.offset))
    };
    sink.findings.iter().filter_map(of).collect()
}

/// What is told of a file that is too much: nothing found, or a reason.
fn told(path: &str, bytes: &[u8]) -> (usize, Vec<UnknownReason>) {
    let started = Instant::now();
    let sink = examine(&source_code(), path, bytes);
    assert!(started.elapsed() < BOUND, "{path}: {:?}", started.elapsed());
    (sink.findings.len(), sink.unknowns.iter().map(|unknown| unknown.reason).collect())
}

const PYTHON: &str = "import hashlib\nkey = 1\nhashlib.md5(b'a')\n";

#[test]
fn the_writing_of_a_file_changes_nothing_but_offsets() {
    let plain = [("MD5".to_owned(), 3, 9, 31)];
    assert_eq!(found("a.py", PYTHON.as_bytes()), plain);
    // With a byte order mark the first line has one more character; this is the third.
    let marked = format!("\u{FEFF}{PYTHON}");
    assert_eq!(found("a.py", marked.as_bytes()), [("MD5".to_owned(), 3, 9, 34)]);
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let units = format!("\u{FEFF}# 암호 🔑\n{PYTHON}");
        let bytes: Vec<u8> = units.encode_utf16().flat_map(unit).collect();
        // The comment is 8 units and the new line one more.
        assert_eq!(found("a.py", &bytes), [("MD5".to_owned(), 4, 9, 2 + 2 * (8 + 31))]);
        // Half a unit at the end, half of a pair of surrogates within.
        let mut broken = bytes.clone();
        broken.push(0x30);
        assert_eq!(found("a.py", &broken).len(), 1);
    }
    // EUC-KR.
    let korean = [b"# \xBE\xCF\xC8\xA3\n".as_slice(), PYTHON.as_bytes()].concat();
    assert_eq!(found("a.py", &korean), [("MD5".to_owned(), 4, 9, 7 + 31)]);
    let returns = PYTHON.replace('\n', "\r\n");
    assert_eq!(found("a.py", returns.as_bytes()), [("MD5".to_owned(), 3, 9, 33)]);
    // Two returns stand before it, of a byte in EUC-KR and of a unit in UTF-16.
    let korean = [b"# \xBE\xCF\xC8\xA3\n".as_slice(), returns.as_bytes()].concat();
    assert_eq!(found("a.py", &korean), [("MD5".to_owned(), 4, 9, 7 + 33)]);
    let marked = format!("\u{FEFF}{returns}");
    let units: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(found("a.py", &units), [("MD5".to_owned(), 3, 9, 2 + 2 * 33)]);
    let one_line = PYTHON.replace('\n', ";");
    assert_eq!(found("a.py", one_line.as_bytes()), [("MD5".to_owned(), 1, 32, 31)]);
}

#[test]
fn nothing_in_a_file_ends_the_scan_of_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("neighbour.py", PYTHON.as_bytes());
    write("empty.py", b"");
    write("nul.py", b"import hashlib\n\0\0\0\nhashlib.md5(b'a')\n\0");
    write("mark.py", &[0xFF, 0xFE]);
    write("odd.py", &[0xFE, 0xFF, 0x00]);
    write("surrogates.py", &[[0xFF, 0xFE].as_slice(), &[0x00, 0xD8].repeat(4096)].concat());
    write("bytes.py", &(0..=255_u8).cycle().take(100_000).collect::<Vec<_>>());
    write("invalid.py", &[b"import hashlib\n# ".as_slice(), &[0x80; 100_000]].concat());
    let errors = "import hashlib )]}( def class ''' hashlib.md5( if else ".repeat(2_000);
    write("errors.py", errors.as_bytes());
    write(
        "errors.c",
        format!("#include <openssl/evp.h>\n{}", "#if )( {{{ \" MD5_Init(\n".repeat(5_000))
            .as_bytes(),
    );
    write(
        "errors.java",
        format!(
            "import javax.crypto.Cipher;\n{}",
            "class { void } < > Cipher.getInstance(\" ".repeat(3_000)
        )
        .as_bytes(),
    );
    let scan = walk(&[folder.path()], 2);
    let started = Instant::now();
    let records = collect(&scan, DETECTORS, &Progress::default());
    assert!(started.elapsed() < 4 * BOUND, "{:?}", started.elapsed());
    assert!(has(&records["neighbour.py"], "MD5"));
    assert!(has(&records["nul.py"], "MD5"), "{:?}", records["nul.py"]);
    for (path, record) in &records {
        let crashed = record.unknowns.iter().any(|one| one.reason == UnknownReason::Crashed);
        assert!(!crashed, "{path}");
    }
}

fn has(record: &Record, wanted: &str) -> bool {
    record.findings.iter().any(|finding| {
        matches!(&finding.asset, Asset::Algorithm(Algorithm { name, .. }) if name == wanted)
    })
}

/// A grammar, a beginning with its gate, what is repeated before and behind a middle, and an end.
const NESTS: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("a.py", "import hashlib\nx = ", "(", "1", ")", "\n"),
    ("b.py", "import hashlib\nx = ", "[", "", "]", "\n"),
    ("c.py", "import hashlib\nx = ", "hashlib.md5(", "b''", ")", "\n"),
    ("d.py", "import hashlib\nx = a", ".b()", "", "", "\n"),
    ("e.py", "import hashlib\nx = a", " + a", "", "", "\n"),
    ("f.py", "import hashlib\nx = ", "not ", "a", "", "\n"),
    ("g.py", "import hashlib\nx = ", "lambda: ", "a", "", "\n"),
    ("a.js", "const c = require('crypto'); x = ", "[", "", "]", ";\n"),
    ("b.js", "const c = require('crypto'); x = ", "{a:", "1", "}", ";\n"),
    ("c.js", "const c = require('crypto'); ", "{", "", "}", "\n"),
    ("d.js", "const c = require('crypto'); ", "function f(){", "", "}", "\n"),
    ("e.js", "const c = require('crypto'); x = ", "c.createHash(", "'md5'", ")", ";\n"),
    ("f.js", "const c = require('crypto'); x = ", "() => ", "1", "", ";\n"),
    ("g.js", "const c = require('crypto'); x = ", "a ? 1 : ", "2", "", ";\n"),
    ("a.ts", "import * as c from 'crypto'; type T = ", "Array<", "string", ">", ";\n"),
    ("a.c", "#include <openssl/evp.h>\nint x = ", "(", "1", ")", ";\n"),
    ("b.c", "#include <openssl/evp.h>\nvoid f(void) ", "{", "", "}", "\n"),
    ("c.c", "#include <openssl/evp.h>\nint ", "*", "x", "", ";\n"),
    ("d.c", "#include <openssl/evp.h>\nvoid f(void) { ", "if (x) ", ";", "", "}\n"),
    ("a.cpp", "#include <openssl/evp.h>\n", "A<", "int", ">", " x;\n"),
    ("b.cpp", "#include <openssl/evp.h>\n", "namespace a {", "", "}", "\n"),
    ("A.java", "import javax.crypto.Cipher; class A { int x = ", "(", "1", ")", "; }\n"),
    ("B.java", "import javax.crypto.Cipher; ", "class A {", "", "}", "\n"),
    ("C.java", "import javax.crypto.Cipher; class A { String x = a", ".b()", "", "", "; }\n"),
    ("A.cs", "using System.Security.Cryptography; ", "class A {", "", "}", "\n"),
    ("B.cs", "using System.Security.Cryptography; class A { int x = ", "(", "1", ")", "; }\n"),
    ("a.go", "package a\nimport \"crypto/md5\"\nvar x = ", "(", "1", ")", "\n"),
    ("b.go", "package a\nimport \"crypto/md5\"\nvar x ", "[]", "int", "", "\n"),
    ("a.rs", "use sha2::Sha256; const X: u8 = ", "(", "1", ")", ";\n"),
    ("b.rs", "use sha2::Sha256; fn f() ", "{", "", "}", "\n"),
    ("c.rs", "use sha2::Sha256; fn f() { m!", "(", "", ")", "; }\n"),
    ("a.rb", "require 'openssl'\nx = ", "[", "", "]", "\n"),
    ("a.php", "<?php openssl_encrypt(", "[", "", "]", ");\n"),
    ("a.kt", "import javax.crypto.Cipher\nval x = ", "(", "1", ")", "\n"),
    ("a.scala", "import javax.crypto.Cipher\nval x = ", "(", "1", ")", "\n"),
    ("a.dart", "import 'package:crypto/crypto.dart';\nvar x = ", "[", "", "]", ";\n"),
    ("a.ex", "x = :crypto.hash(", "[", "", "]", ")\n"),
    ("a.erl", "-module(a).\nf() -> crypto:hash(", "[", "", "]", ").\n"),
    ("a.sh", "openssl ", "$(", "a", ")", "\n"),
    ("a.sql", "SELECT md5(", "(", "1", ")", ");\n"),
    ("a.sol", "contract A { bytes32 x = keccak256(", "(", "1", ")", "); }\n"),
];

#[test]
fn a_hundred_thousand_levels_overflow_no_stack() {
    const LEVELS: usize = 100_000;
    let one = |(path, begin, open, middle, close, end): &(&str, &str, &str, &str, &str, &str)| {
        let mut text = String::from(*begin);
        (0..LEVELS).for_each(|_| text.push_str(open));
        text.push_str(middle);
        (0..LEVELS).for_each(|_| text.push_str(close));
        text.push_str(end);
        let started = Instant::now();
        let (_, reasons) = told(path, text.as_bytes());
        assert!(!reasons.contains(&UnknownReason::Crashed), "{path} {open}");
        if std::env::var_os("Y2Q_TIMES").is_some() {
            println!("{path:8} {open:16} {:?} {reasons:?}", started.elapsed());
        }
    };
    // The stack of a thread that a scan starts, which is smaller than that of `main`.
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(move || NESTS.iter().for_each(one)).unwrap().join().unwrap();
}

#[test]
fn more_than_is_read_is_told_where_it_matters() {
    // A bundle of 50 MB on one line.
    let mut bundle = String::from("const c=require(\"crypto\");c.createHash(\"md5\");");
    let mut at = 0;
    while bundle.len() < 50_000_000 {
        let _ = write!(bundle, "function f{at}(a){{return a?b{at}(a,{at}):[a,\"x{at}\"]}};");
        at += 1;
    }
    assert_eq!(told("bundle.js", bundle.as_bytes()), (0, vec![UnknownReason::TooLarge]));
    // The same with nothing of cryptography is no concern of anyone.
    let plain = bundle.replacen("createHash(\"md5\")", "isBuffer(1)", 1);
    assert_eq!(told("bundle.js", plain.as_bytes()), (0, vec![]));
    drop((bundle, plain));
    // Two million lines.
    let lines = format!("#include <openssl/evp.h>\nMD5_Init();\n{}", "x();\n".repeat(2_000_000));
    assert_eq!(told("long.c", lines.as_bytes()), (0, vec![UnknownReason::TooLarge]));
    drop(lines);
    let lines =
        format!("#include <openssl/evp.h>\n{}EVP_MD *m = EVP_sha256();\n", "\n".repeat(2_000_000));
    let found = found("long.c", lines.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, 2_000_002);
}

/// What a file says again and again costs in proportion to it.
#[test]
fn many_uses_and_long_ways_take_bounded_time() {
    let mut wide = String::from("import hashlib\n");
    (0..20_000).for_each(|at| {
        let _ = writeln!(wide, "hashlib.new(a{at})");
    });
    told("wide.py", wide.as_bytes());
    // Every name is another's value.
    let mut chain = String::from("import hashlib\na0 = 'md5'\n");
    (1..20_000).for_each(|at| {
        let _ = writeln!(chain, "a{at} = a{}", at - 1);
    });
    chain.push_str("hashlib.new(a19999)\n");
    told("chain.py", chain.as_bytes());
    // Every name is two others.
    let mut tree = String::from("import hashlib\n");
    (0..200).for_each(|at| {
        let _ = writeln!(tree, "a{at} = a{} if x else a{}", at + 1, at + 2);
    });
    tree.push_str("hashlib.new(a0)\n".repeat(200).as_str());
    told("tree.py", tree.as_bytes());
    // Functions that call each other.
    let mut mutual = String::from("import hashlib\n");
    (0..3_000).for_each(|at| {
        let _ = writeln!(mutual, "def f(name, other):\n    hashlib.new(name)\n    f(other, name)\n    f(name, other)  # {at}\n");
    });
    told("mutual.py", mutual.as_bytes());
    // One name bound over and over.
    let mut bound = String::from("import hashlib\n");
    (0..20_000).for_each(|_| bound.push_str("a = b\nhashlib.new(a)\n"));
    told("bound.py", bound.as_bytes());
    let script = "openssl enc -aes-256-cbc -in a | ".repeat(5_000);
    told("long.sh", script.as_bytes());
}

/// Objects that are made and used under one name, fields of one name, functions within functions, many parameters.
#[test]
fn what_is_made_again_and_again_takes_bounded_time() {
    const TIMES: usize = 6_000;
    let begin = "from Crypto.Cipher import AES\n";
    let made = "h = AES.new(k, AES.MODE_CBC)\n";
    told("file.py", format!("{begin}{}", format!("{made}h.encrypt(x)\n").repeat(TIMES)).as_bytes());
    let body = format!("  {made}  h.encrypt(x)\n").repeat(TIMES);
    told("function.py", format!("{begin}def f(k):\n{body}").as_bytes());
    let field = "o.h = AES.new(o.k, AES.MODE_CBC)\no.h.encrypt(o.k)\n";
    told("field.py", format!("{begin}{}", field.repeat(TIMES)).as_bytes());
    let other: String = (0..TIMES).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "o{at}.h = AES.new(k, AES.MODE_CBC)\no{at}.h.encrypt(k)");
        text
    });
    told("fields.py", format!("{begin}{other}").as_bytes());
    let nested = "function f(){c.createHash(n).update(x);".repeat(TIMES);
    let ends = "}".repeat(TIMES);
    told("nested.js", format!("const c=require('crypto');{nested}{ends}").as_bytes());
    let names: Vec<String> = (0..TIMES).map(|at| format!("a{at}")).collect();
    let calls: String = names.iter().map(|name| format!("c.createHash({name});")).collect();
    let wide = format!("const c=require('crypto');function f({}){{{calls}}}", names.join(","));
    told("parameters.js", wide.as_bytes());
}

/// As in a folder, where each thread has the stack that a scan gives it.
#[test]
fn a_folder_of_deep_files_is_scanned_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    deep(folder.path());
    fs::write(folder.path().join("neighbour.py"), PYTHON).unwrap();
    let records = collect(&walk(&[folder.path()], 2), DETECTORS, &Progress::default());
    assert!(has(&records["neighbour.py"], "MD5"));
    assert!(records.values().all(|record| {
        record.unknowns.iter().all(|unknown| unknown.reason != UnknownReason::Crashed)
    }));
}

fn deep(folder: &Path) {
    for (path, begin, open, middle, close, end) in &NESTS[..12] {
        let (open, close) = (open.repeat(20_000), close.repeat(20_000));
        fs::write(folder.join(path), format!("{begin}{open}{middle}{close}{end}")).unwrap();
    }
}
