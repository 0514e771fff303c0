//! Files so large that they are read piece by piece: what a use means does not depend on where in the file it stands.

use std::fmt::Write as _;

use y2q::detect::{DETECTORS, Detector};
use y2q::scan::examine;

/// Larger than two pieces.
const LARGE: usize = 1_200_000;

/// A text of repeated parts with a use in every so many, and lines and names of the uses.
struct Large {
    path: &'static str,
    text: String,
    expected: Vec<(u32, &'static str)>,
}

/// `head`, then as many of `filler` as it takes, in which `#` stands for a number, with `used` in every fiftieth, then
/// `tail`. `name` is what `used` is, in the line of it that is `down`.
fn large(
    path: &'static str,
    [head, filler, used, tail]: [&str; 4],
    (name, down): (&'static str, u32),
) -> Large {
    let mut text = head.to_owned();
    let mut expected = Vec::new();
    let mut line = 1 + u32::try_from(head.matches('\n').count()).unwrap();
    for number in 0.. {
        if text.len() > LARGE {
            break;
        }
        let part = if number % 50 == 49 { used } else { filler };
        if number % 50 == 49 {
            expected.push((line + down, name));
        }
        let part = part.replace('#', &number.to_string());
        line += u32::try_from(part.matches('\n').count()).unwrap();
        write!(text, "{part}").unwrap();
    }
    text.push_str(tail);
    Large { path, text, expected }
}

fn found(path: &str, text: &str) -> Vec<(u32, String)> {
    let detectors: Vec<&Detector> =
        DETECTORS.iter().filter(|detector| detector.id == "source-code").copied().collect();
    let sink = examine(&detectors, path, text.as_bytes());
    assert!(sink.unknowns.is_empty(), "{path}: {:?}", sink.unknowns);
    let mut all: Vec<(u32, String)> = sink
        .findings
        .iter()
        .map(|finding| (finding.occurrence.line.unwrap(), finding.asset.name()))
        .collect();
    all.sort();
    all
}

#[test]
fn a_use_is_read_wherever_it_stands_in_a_large_file() {
    let all = [
        large(
            "a.go",
            [
                "package a\nimport \"crypto/rsa\"\nimport \"crypto/rand\"\nconst bits = 1024\n",
                "func f#(a int) int {\n\tif a > # {\n\t\treturn g(a, \"some text\")\n\t}\n\treturn a\n}\n",
                "func k#() {\n\tk, err := rsa.GenerateKey(rand.Reader, bits)\n\tuse(k, err)\n}\n",
                "",
            ],
            ("RSA-1024", 1),
        ),
        large(
            "a.c",
            [
                "#include <openssl/rsa.h>\n#define BITS 1024\n",
                "static int f#(int a)\n{\n    if (a > #) {\n        return g(a, \"some text\");\n    }\n    return a;\n}\n",
                "int k#(RSA *c, BIGNUM *e)\n{\n    return RSA_generate_key_ex(c, BITS, e, NULL);\n}\n",
                "",
            ],
            ("RSA-1024", 2),
        ),
        large(
            "a.sh",
            [
                "#!/bin/sh\nBITS=1024\n",
                "if test \"$a#\" = yes; then\n  echo \"some text\" >&5\n  b#=$(cat conf#.h)\nfi\n",
                "if test -n \"$c#\"; then\n  openssl genrsa -out k.pem $BITS\nfi\n",
                "",
            ],
            ("RSA-1024", 1),
        ),
        large(
            "a.py",
            [
                "import hashlib\nNAME = 'md5'\n",
                "def f#(a):\n    if a > #:\n        return g(a, 'some text')\n    return a\n\n",
                "def k#(a):\n    return hashlib.new(NAME, a)\n\n",
                "",
            ],
            ("MD5", 1),
        ),
        // One class: torn, whatever is done.
        large(
            "A.java",
            [
                "import java.security.MessageDigest;\npublic class A {\n    static final String NAME = \"MD5\";\n",
                "    int f#(int a) {\n        if (a > #) {\n            return g(a, \"some text\");\n        }\n        return a;\n    }\n",
                "    Object k#() throws Exception {\n        return MessageDigest.getInstance(\"MD5\");\n    }\n",
                "}\n",
            ],
            ("MD5", 1),
        ),
        // One expression, as bundlers write it.
        large(
            "a.js",
            [
                "(function (modules) { return modules; })({\n",
                "/***/ #:\n/***/ (function(module, exports, load) {\n  var a = load(#);\n  exports.f = function (b) { return a.g(b, \"some text\"); };\n/***/ }),\n",
                "/***/ #:\n/***/ (function(module, exports, load) {\n  var c = require(\"crypto\");\n  exports.f = function (b) { return c.createHash(\"md5\"); };\n/***/ }),\n",
                "});\n",
            ],
            ("MD5", 3),
        ),
        large(
            "b.js",
            [
                "!function(m){m(0)}([",
                "function(t,e,n){\"use strict\";var r=n(#);e.a=function(o){return r.g(o,\"some text\")}},",
                "function(t,e,n){var c=require(\"crypto\");e.f=function(b){return c.createHash(\"md5\")}},\n",
                "]);",
            ],
            ("MD5", 0),
        ),
    ];
    let mut wrong = Vec::new();
    for Large { path, text, expected } in all {
        let expected: Vec<(u32, String)> =
            expected.into_iter().map(|(line, name)| (line, name.to_owned())).collect();
        assert!(expected.len() > 100, "{path}");
        let found = found(path, &text);
        let missed: Vec<_> = expected.iter().filter(|one| !found.contains(one)).take(9).collect();
        let other: Vec<_> = found.iter().filter(|one| !expected.contains(one)).take(9).collect();
        if !missed.is_empty() || !other.is_empty() || found.len() != expected.len() {
            wrong.push(format!("{path}: missed {missed:?}, other {other:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A script of more bytes than a file that is parsed may have: an unknown where it may hold something.
fn is_read(lines: &str) -> bool {
    let filler =
        "if test \"$enable_a\" = yes; then\n  LIBS=\"-lk $LIBS\"\n  echo \"$LIBS\" >&5\nfi\n";
    let text = format!("#! /bin/sh\n{}\n{lines}\n{}", filler.repeat(60_000), ":\n".repeat(2000));
    assert!(text.len() > 4 << 20);
    let detectors: Vec<&Detector> =
        DETECTORS.iter().filter(|detector| detector.id == "source-code").copied().collect();
    let sink = examine(&detectors, "configure", text.as_bytes());
    assert!(sink.findings.is_empty(), "{lines}");
    !sink.unknowns.is_empty()
}

#[test]
fn large_scripts_that_only_name_a_program_are_not_parsed() {
    for lines in [
        "  ext_dir=ext/curl\n    EXT_STATIC=\"$EXT_STATIC curl;$ext_dir\"\n    PHP_PECL_EXTENSION=curl",
        "fail \"rand (openssl 3) not met:\n$LIBS\"\nLIBS=`$PKG_CONFIG --libs \"openssl >= 1.0.2\" 2>/dev/null`",
    ] {
        assert!(!is_read(lines), "{lines}");
    }
    for lines in [
        "curl \\\n  --silent \\\n  -k https://a.example",
        "fetch=curl\n$fetch -k https://a.example",
        "curl $options https://a.example",
        "openssl rand -hex 8",
        "\"$SSL\" genpkey -algorithm RSA",
    ] {
        assert!(is_read(lines), "{lines}");
    }
}

#[test]
fn options_are_read_over_the_lines_of_a_command() {
    let text = "#! /bin/sh\ncurl \\\n  --silent \\\n  -k https://a.example\nfetch=curl\n$fetch -k https://b.example\n";
    let lines: Vec<u32> = found("configure", text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [2, 6]);
}
