use super::{Known, Stands, are_options, is_program};

fn is_there(name: &str, text: &str) -> bool {
    is_there_in("java", name, text)
}

fn is_there_in(language: &str, name: &str, text: &str) -> bool {
    let word = crate::detect::code::words::longest(name.rsplit('.').next().unwrap()).unwrap();
    let lower = text.to_ascii_lowercase();
    let start = lower.find(&word.to_ascii_lowercase()).unwrap();
    Stands::of_call(language, name).at(&Known::new(text.as_bytes()), (start, start + word.len()))
}

#[test]
fn programs_go_by_variables_and_options_by_letters() {
    for word in ["cosign", "COSIGN_BIN", "cosignBin", "COSIGNCMD", "cosign2", "cosignbin"] {
        assert!(is_program(b"cosign", word.as_bytes()), "{word}");
    }
    assert!(!is_program(b"ca", b"cat") && !is_program(b"ca", b"CASE"));
    assert!(are_options(b"curl -") && !are_options(b"curl --") && !are_options(b"a-"));
}

#[test]
fn calls_are_seen_and_other_places_of_the_name_are_not() {
    for (name, calls, others) in [
        (
            "java.security.SecureRandom",
            &[
                "a = new SecureRandom();",
                "new java.security.SecureRandom ()",
                "f(SecureRandom::new)",
                "class A extends SecureRandom {",
                "new // seeded\n    SecureRandom()",
                "new /* seeded */ SecureRandom()",
            ][..],
            &[
                "import java.security.SecureRandom;",
                "void init(SecureRandom random) {",
                "(SecureRandom)given",
                "    SecureRandom random;",
                "public SecureRandom(byte[] seed) {",
            ][..],
        ),
        (
            "javax.crypto.Cipher.getInstance",
            &[
                "Cipher.getInstance(a)",
                "javax.crypto.Cipher\n    .getInstance(a)",
                "f(Cipher::getInstance)",
                "import static javax.crypto.Cipher.getInstance;",
                "return getInstance(a);",
                "f(getInstance(a))",
                "Cipher. // of the provider\n  getInstance(a)",
            ],
            &[
                "ASN1Sequence.getInstance(a)",
                "MyCipher.getInstance(a)",
                "public static Key getInstance(Object o)",
                "static Key[] getInstance(Object o)",
            ],
        ),
        ("java.util.UUID.randomUUID", &["a.randomUUID()"], &[]),
    ] {
        for text in calls {
            assert!(is_there(name, text), "{text}");
        }
        for text in others {
            assert!(!is_there(name, text), "{text}");
        }
    }
    for (language, name, uses, others) in [
        (
            "shell",
            "gpg",
            &["gpg -e a", "\tgpg.exe -e", "x | /usr/bin/gpg -d", "${GPG} -e", "\"gpg\", \"-e\""][..],
            &[
                "# gpg -e",
                "gpg-agent",
                "$gpg",
                "gpg=1",
                "a.gpg",
                "gpg.conf",
                "gpg/a",
                "--gpg",
                "gpg: b",
            ][..],
        ),
        (
            "shell",
            "sha1",
            &["sha1 a", "x=$(sha1 a)", "for a in sha1 b", "sudo sha1 a", "a=sha1"],
            &["test a sha1", "the sha1 of", "$sha1", "sha1=a"],
        ),
        (
            "shell",
            "openssl.passwd",
            &["openssl passwd a", "\"passwd\"", "$tool passwd"],
            &["/etc/passwd", "passwd++", "passwd=a"],
        ),
        (
            "go",
            "crypto/md5.New",
            &[
                "md5.New()",
                "f(md5.New)",
                "md5 . New()",
                "md5.\n\tNew()",
                "md5 /* a */ .New()",
                "md5. // a\n\tNew()",
                "import sum \"crypto/md5\"\nvar a = sum.New()",
                "import (\n\tb \"c\"\n\tsum `crypto/md5`\n)\nvar a = sum.New()",
                "import . \"crypto/md5\"\nvar a = New()",
                "2*md5.New().Size()",
                "a*md5.New",
                "[]*md5.New{{}}",
            ],
            &[
                "errors.New()",
                "a *md5.New",
                "New()",
                "import \"crypto/md5\"\nvar a = sum.New()",
                "import sum \"crypto/md5\"\nvar a = errors.New()",
            ],
        ),
        (
            "php",
            "md5",
            &[
                "md5($a)",
                "\\md5 ($a)",
                "MD5 /* a */ ($a)",
                "/* a */ md5($a)",
                "// a\nmd5\n($a)",
                "md5(...)",
                "array_map('md5', $a)",
                "$f = \"md5\";",
                "'\\md5'",
                "use function md5;",
                "use function md5 as f;",
                "#[A(md5('a'))]",
                "= $a\n    * md5($b)",
                "/* a */\n$a = 2\n    * md5($b)",
            ],
            &[
                "$a->md5($b)",
                "A::md5($b)",
                "function md5($a) {}",
                "function &md5($a) {}",
                "// md5($a)",
                "# md5($a)",
                "/**\n * a\n * md5() of it\n */",
                "/* md5() */",
                "the md5 of",
                "$md5 = 1",
            ],
        ),
        (
            "javascript",
            "crypto.sign",
            &[
                "crypto.sign(a)",
                "crypto?.sign(a)",
                "crypto.sign?.(a)",
                "crypto\n  .sign(a)",
                "crypto!.sign(a)",
                "crypto /* a */ .sign(a)",
                "crypto // a\n  .sign(a)",
                "(crypto as any).sign(a)",
                "crypto. /* a */ sign(a)",
                "crypto. // a\n  sign(a)",
                "window.crypto.sign(a)",
                "crypto['sign'](a)",
                "crypto[`sign`](a)",
                "const { sign } = crypto",
                "const { verify, sign } = crypto",
                "const {\n  verify,\n  sign\n} = crypto",
                "const { sign: own = f } = crypto",
                "import { sign as own } from 'crypto'",
                "const own = crypto.sign;",
                "const own = crypto.sign || f",
                "promisify(crypto.sign)",
                "c.sign(a); const c = require('crypto')",
                "c.sign(a); import c from \"node:crypto\"",
                "c.sign(a); import * as c from 'crypto'",
                "c.sign(a); const c = window.crypto || window.msCrypto",
                "f = (c) => c.sign(a); f(crypto)",
                "require('crypto').sign(a)",
                "(await import('crypto')).sign(a)",
                "require('crypto/sign')",
                "const { webcrypto: { sign } } = crypto",
                "crypto?.['sign'](a)",
                "f('sign'); f = (a) => crypto[a](b)",
                "f(crypto, 'sign')",
                "crypto // a\n  // b\n  .sign(a)",
                "const { sign, verify = { a: [';'] } } = crypto",
                "import c, { sign } from 'crypto'",
                "f(crypto, ({ sign }) => sign(a))",
                "function f({ verify, sign }, a) {} f(crypto, b)",
                "f(({ sign }: Crypto) => sign(a), crypto)",
                "f('http://a', crypto.sign(b))",
                "const { a = '//', sign } = crypto",
                "const { // a\n  sign\n} = crypto",
            ],
            &[
                "Math.sign(a)",
                "a.sign(b)",
                "a.sign(b); crypto.verify(c)",
                "a.sign(b); typeof crypto === 'object' && crypto.verify",
                "a.sign(b);\n// the crypto of it",
                "crypto.sign && a()",
                "typeof crypto.sign === 'function'",
                "crypto.sign.bind(crypto)",
                "'crypto.sign() not supported'",
                "// crypto.sign(a)",
                "sign(a)",
                "let sign = a",
                "crypto.verify(a); // lazy\n// sign\n sign = b",
                "crypto.verify(a); f('sign')",
                "crypto.verify(a); b['sign']",
                "crypto.verify(a); f({ sign: b })",
                "crypto.verify(a); b = { verify: c, sign: d };",
                "crypto.verify(a); module.exports = { sign, verify };",
                "crypto.verify(a); f(b, sign)",
                "crypto.verify(a); let b, sign = c;",
                "crypto.verify(a); // what they sign\nb()",
                "crypto.verify('http://a'); let sign = b;",
            ],
        ),
        ("shell", "ssh-keygen", &["ssh-keygen -t rsa"], &["a keygen", "puttykeygen"]),
        ("sql", "md5", &["SELECT md5 (a)", "\"md5\"(a)"], &["a md5, b", "-- md5(a)"]),
        (
            "sql",
            "tls_version",
            &["SET tls_version = a", "set tls_version to a"],
            &["tls_version, a"],
        ),
    ] {
        for text in uses {
            assert!(is_there_in(language, name, text), "{text}");
        }
        for text in others {
            assert!(!is_there_in(language, name, text), "{text}");
        }
    }
    let module = Stands::of_container("python", b"requests");
    for (text, is_there) in [
        ("import os, requests", true),
        ("try: from pip._vendor import requests", true),
        ("from a import (\n    requests,\n)", true),
        ("requests.get(a)", true),
        ("requests \\\n.get(a)", true),
        ("requests as r", true),
        ("from a import b; import requests", true),
        ("if a: from b import requests as r", true),
        ("of requests as they are", false),
        ("taken from the list of requests that", false),
        ("import_module('requests')", true),
        ("requests(a)", true),
        ("Only requests. With it", false),
        ("of requests, that", false),
        ("requests = 3", false),
    ] {
        let start = text.find("requests").unwrap();
        assert_eq!(module.at(&Known::new(text.as_bytes()), (start, start + 8)), is_there, "{text}");
    }
    for (text, is_there) in [
        ("a.verify = b", true),
        ("verify: bool = b", true),
        ("setattr(a, 'verify', b)", true),
        ("a.verify == b", false),
        ("get(url, verify=False)", true),
        ("{'verify': False}", true),
        ("to verify the certificate", false),
        ("def verify(b):", false),
        ("verify that", false),
    ] {
        let start = text.find("verify").unwrap();
        assert_eq!(
            Stands::Set.at(&Known::new(text.as_bytes()), (start, start + 6)),
            is_there,
            "{text}"
        );
    }
    let kotlin = Stands::of_call("kotlin", "java.security.SecureRandom");
    assert!(kotlin.at(&Known::new(b"SecureRandom()"), (0, 12)));
}
