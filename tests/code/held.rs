//! Functions that variables hold, and calls that say more than what is called.

use super::flows::found;

#[test]
fn a_variable_that_is_one_of_several_functions_calls_each() {
    for text in [
        "import hashlib\ndef f(x, d):\n    if x: h = hashlib.sha1\n    else: h = hashlib.sha384\n    return h(d)\n",
        "import hashlib\ndef f(x, d):\n    match x:\n        case 1: h = hashlib.sha1\n        case _: h = hashlib.sha384\n    return h(d)\n",
        "from hashlib import sha1, sha384\ndef f(x, d):\n    h = sha384\n    if x:\n        h = sha1\n    return h(d)\n",
    ] {
        let mut all = found(&[("a.py", text)]);
        all.sort();
        assert_eq!(all, ["SHA-1", "SHA-384"], "{text}");
    }
    // One that may be a function of the file is the library's where it is that.
    assert_eq!(
        found(&[(
            "a.py",
            "import hashlib\ndef own(d): return d\ndef f(x, d):\n    h = hashlib.sha384 if x else own\n    return h(d)\n",
        )]),
        ["SHA-384"]
    );
}

#[test]
fn functions_of_javascript_are_called_with_what_this_is() {
    assert_eq!(
        found(&[(
            "a.js",
            "const crypto = require('node:crypto');\nconst { createHash } = crypto;\n\
             const stamp = createHash.bind(null, 'sha1');\n\
             exports.a = (t) => stamp().update(t).digest();\n\
             exports.b = (t) => createHash.call(crypto, 'md5').update(t).digest();\n\
             exports.c = (t) => crypto.createHmac.apply(crypto, ['sha384', t]);\n\
             exports.d = (list, t) => list.push.apply(list, ['sha512']);\n",
        )]),
        ["SHA-1", "MD5", "HMAC-SHA-384"]
    );
}

#[test]
fn what_a_class_of_javascript_has_itself_is_that_of_the_objects_class() {
    assert_eq!(
        found(&[(
            "a.js",
            "const crypto = require('node:crypto');\n\
             class Seal { static digest = 'sha384'; of(t) { return crypto.createHash(this.constructor.digest).update(t); } }\n\
             exports.a = (t) => new Seal().of(t);\n",
        )]),
        ["SHA-384"]
    );
}

#[test]
fn a_function_of_a_script_is_called_on_nothing() {
    assert_eq!(
        found(&[(
            "a.rb",
            "require 'openssl'\ndef digest(name = 'SHA384') = OpenSSL::Digest.new(name)\n\
             digest()\nlist.each { |one| one.digest('z') }\nself.digest('SHA1')\n",
        )]),
        ["SHA-384", "SHA-1"]
    );
}

#[test]
fn a_lambda_of_cpp_gets_what_it_is_called_with() {
    assert_eq!(
        found(&[(
            "a.cpp",
            "#include <botan/hash.h>\n#include <string>\n\
             auto make = [](const std::string &name) { return Botan::HashFunction::create(name); };\n\
             void f() { make(\"Whirlpool\"); }\n\
             void g() { auto own = [&](const std::string &name) { return Botan::HashFunction::create(name); }; own(\"MD5\"); }\n",
        )]),
        ["Whirlpool", "MD5"]
    );
}

#[test]
fn an_alias_of_a_template_is_made_with_what_it_is_given() {
    assert_eq!(
        found(&[(
            "a.cpp",
            "#include <cryptopp/rsa.h>\n#include <cryptopp/pssr.h>\n#include <cryptopp/sha.h>\nnamespace cp = CryptoPP;\n\
             template <class Hash> using Seal = typename cp::RSASS<cp::PSS, Hash>::Signer;\n\
             void f(const cp::RSA::PrivateKey &key) { Seal<cp::SHA512> seal(key); }\n",
        )]),
        ["RSA-PSS-SHA-512"]
    );
}

#[test]
fn texts_of_macros_stand_side_by_side() {
    const USE: &str = "#include <openssl/evp.h>\n#include \"sizes.h\"\n#define NAME \"SHA\" SIZE\n#define KIND \"aes-\" BITS \"-cbc\"\n\
                       const EVP_MD *a(void) { return EVP_get_digestbyname(NAME); }\n\
                       const EVP_CIPHER *b(void) { return EVP_get_cipherbyname(KIND); }\n";
    assert_eq!(
        found(&[("a.c", USE), ("sizes.h", "#define SIZE \"384\"\n#define BITS \"256\"\n")]),
        ["SHA-384", "AES-256-CBC"]
    );
    assert_eq!(found(&[("a.c", USE)]), ["indeterminate", "AES-CBC"]);
}

#[test]
fn a_partial_call_of_python_is_one_of_what_it_holds() {
    assert_eq!(
        found(&[(
            "a.py",
            "from functools import partial\nfrom cryptography.hazmat.primitives import hashes\n\
             from cryptography.hazmat.primitives.asymmetric import padding\n\
             PSS = partial(padding.PSS, mgf=padding.MGF1(hashes.SHA256()))\n\
             def f(key, t): return key.sign(t, PSS(salt_length=padding.PSS.MAX_LENGTH), hashes.SHA256())\n",
        )]),
        ["RSA-PSS-SHA-256"]
    );
}

#[test]
fn a_loop_of_the_shell_reads_lines_that_stand_there() {
    for (text, all) in [
        (
            "while read -r name bits; do\n  mkdir -p \"$name\"\n  openssl genrsa -out \"$name/k\" \"$bits\"\ndone <<EOF\none 1024\ntwo 4096\nEOF\n",
            vec!["RSA-1024", "RSA-4096"],
        ),
        (
            "printf '%s\\n' sha224 sha3-256 | while read -r kind; do\n  openssl dgst -\"$kind\" file\n  echo \"$kind\" >> done\ndone\n",
            vec!["SHA-224", "SHA3-256"],
        ),
        (
            "while read -r curve; do\n  openssl ecparam -name \"$curve\" -genkey -out \"$curve.pem\"\n  chmod 600 \"$curve.pem\"\ndone < <(printf '%s\\n' secp384r1 prime256v1)\n",
            vec!["ECDSA-P-384", "ECDSA-P-256"],
        ),
        (
            "cat names | while read -r curve; do\n  openssl ecparam -name \"$curve\" -genkey -out \"$curve.pem\"\n  chmod 600 \"$curve.pem\"\ndone\n",
            vec!["ECDSA"],
        ),
    ] {
        assert_eq!(found(&[("a.sh", &format!("#!/bin/bash\n{text}"))]), all, "{text}");
    }
}

#[test]
fn a_program_that_is_set_under_a_condition_may_be_the_one_before() {
    let mut all = found(&[(
        "a.sh",
        "#!/bin/bash\ntool=md5sum\ncommand -v sha384sum >/dev/null && tool=sha384sum\n$tool file\n",
    )]);
    all.sort();
    assert_eq!(all, ["MD5", "SHA-384"]);
}

#[test]
fn loops_over_tables_have_their_keys_and_values() {
    const SCALA: &str = "package b\nimport java.security.MessageDigest\nobject B { val m = Map(\"x\" -> \"SHA-224\", \"y\" -> \"SHA-512\")\n";
    for (path, text) in [
        ("a.py", "import hashlib\nT = {'x': 'sha224', 'y': 'sha512'}\nfor k, v in T.items():\n    hashlib.new(v)\n".to_owned()),
        ("a.py", "import hashlib\nT = {'sha224': 1, 'sha512': 2}\nfor k, v in T.items():\n    hashlib.new(k)\n".to_owned()),
        ("a.js", "const c = require('crypto');\nconst m = new Map([['x', 'sha224'], ['y', 'sha512']]);\nfor (const [k, v] of m) c.createHash(v);\n".to_owned()),
        ("a.js", "const c = require('crypto');\nconst m = new Map([['x', 'sha224'], ['y', 'sha512']]);\nm.forEach((v, k) => c.createHash(v));\n".to_owned()),
        ("a.js", "const c = require('crypto');\nconst m = new Map([['x', 'sha224'], ['y', 'sha512']]);\nfor (const v of m.values()) c.createHash(v);\n".to_owned()),
        ("A.java", "import java.util.*;\nimport java.security.*;\nclass A { void f() { Map<String, String> m = Map.of(\"x\", \"SHA-224\", \"y\", \"SHA-512\"); m.forEach((k, v) -> g(MessageDigest.getInstance(v))); } }\n".to_owned()),
        ("b.scala", format!("{SCALA} def a() = for ((k, v) <- m) MessageDigest.getInstance(v) }}\n")),
        ("b.scala", format!("{SCALA} def a() = m.values.foreach(v => MessageDigest.getInstance(v)) }}\n")),
    ] {
        assert_eq!(found(&[(path, &text)]), ["SHA-224", "SHA-512"], "{text}");
    }
    // A table that is filled elsewhere is not known.
    assert_eq!(
        found(&[(
            "a.py",
            "import hashlib\ndef f(table):\n    for k, v in table.items():\n        hashlib.new(v)\n"
        )]),
        ["indeterminate"]
    );
}
