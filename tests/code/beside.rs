//! Values that files beside one give: settings, types, other scripts.

use super::flows::found;

#[test]
fn what_files_of_settings_say_in_c_and_rust() {
    assert_eq!(
        found(&[
            (
                "seal.c",
                "#include <openssl/evp.h>\n#include \"conf.h\"\n\
                 void f(const struct conf *c) { EVP_MD_fetch(NULL, c->digest, NULL); EVP_RSA_gen(standard.bits); }\n",
            ),
            (
                "conf.c",
                "#include \"conf.h\"\nconst struct conf standard = { .bits = 3072 };\n\
                 void load(struct conf *c, const char *key, const char *value) {\n\
                 strcpy(c->digest, \"md5\");\n\
                 if (strcmp(key, \"digest\") == 0) strcpy(c->digest, value); }\n",
            ),
            (
                "conf.h",
                "struct conf { char digest[16]; int bits; };\nextern const struct conf standard;\n"
            ),
            ("app.conf", "digest = sha384\n"),
        ]),
        ["SHA-384", "RSA-3072"]
    );
    assert_eq!(
        found(&[
            (
                "main.rs",
                "use rsa::RsaPrivateKey;\n#[derive(Deserialize)]\nstruct Dock { bits: usize }\n\
                 fn key(dock: &Dock) { RsaPrivateKey::new(&mut OsRng, dock.bits).unwrap(); }\n",
            ),
            ("app.toml", "bits = 1536\n"),
        ]),
        ["RSA-1536"]
    );
}

#[test]
fn types_that_rust_and_templates_of_cpp_are_made_with() {
    assert_eq!(
        found(&[(
            "a.rs",
            "use openssl::rsa::Rsa;\nuse sha2::Digest;\n\
             trait Berth { const BITS: u32 = 2048; }\nstruct North;\nimpl Berth for North { const BITS: u32 = 4096; }\n\
             struct Gate<B> { b: B }\n\
             impl<B: Berth> Gate<B> { fn key(&self) { Rsa::generate(B::BITS).unwrap(); } }\n\
             fn north() { Gate::<North>::new().key(); }\n\
             fn sum<D: Digest>(data: &[u8]) { D::digest(data); }\nfn old(data: &[u8]) { sum::<sha1::Sha1>(data); }\n\
             macro_rules! of { ($hash:ty) => { <$hash>::digest(b\"a\") } }\nfn wide() { of!(sha2::Sha512); }\n",
        )]),
        ["RSA-4096", "SHA-1", "SHA-512"]
    );
    assert_eq!(
        found(&[(
            "a.rs",
            "use openssl::{cipher::Cipher, symm};\nconst MODE: &str = \"ctr\";\n\
             fn f() { let bits = 8 * 24; Cipher::fetch(None, &format!(\"aes-{bits}-{MODE}\"), None); }\n\
             fn g(key: &[u8; 16]) { rc4::Rc4::<rc4::consts::U16>::new(key.into()); }\n",
        )]),
        ["AES-192-CTR", "RC4-128"]
    );
    assert_eq!(
        found(&[
            (
                "press.hpp",
                "#include <openssl/evp.h>\nstruct Sound { static constexpr int bits = 3072; };\n\
                 template <class P> class Press { public: EVP_PKEY* key() { return EVP_RSA_gen(P::bits); } };\n",
            ),
            (
                "press.cpp",
                "#include \"press.hpp\"\nEVP_PKEY* good() { return Press<Sound>{}.key(); }\n"
            ),
        ]),
        ["RSA-3072"]
    );
}

#[test]
fn constants_and_defaults_of_packages_of_sql() {
    assert_eq!(
        found(&[
            (
                "ledger.pkb",
                "CREATE OR REPLACE PACKAGE BODY ledger AS\n\
                 FUNCTION seal(p RAW, k RAW) RETURN RAW IS\nBEGIN\n\
                 RETURN DBMS_CRYPTO.ENCRYPT(p, c_seal, k);\nEND seal;\n\
                 FUNCTION tag(p RAW, k RAW, t PLS_INTEGER DEFAULT c_mac) RETURN RAW IS\nBEGIN\n\
                 RETURN DBMS_CRYPTO.MAC(p, t, k);\nEND tag;\nEND ledger;\n",
            ),
            (
                "ledger.pks",
                "CREATE OR REPLACE PACKAGE ledger AS\n\
                 c_seal CONSTANT PLS_INTEGER := DBMS_CRYPTO.ENCRYPT_AES192 + DBMS_CRYPTO.CHAIN_CFB;\n\
                 c_mac CONSTANT PLS_INTEGER := DBMS_CRYPTO.HMAC_SH512;\n\
                 FUNCTION seal(p RAW, k RAW) RETURN RAW;\nEND ledger;\n",
            ),
            (
                "other.pks",
                "CREATE PACKAGE other AS\nc_mac CONSTANT PLS_INTEGER := DBMS_CRYPTO.HMAC_MD5;\nEND other;\n",
            ),
        ]),
        ["AES-192-CFB", "HMAC-SHA-512"]
    );
}

#[test]
fn what_other_scripts_say() {
    assert_eq!(
        found(&[
            (
                "b.sql",
                "CREATE FUNCTION mark(note text) RETURNS bytea LANGUAGE sql AS $$\n\
                 SELECT digest(note, current_setting('app.hash')) $$;\n\
                 SELECT digest('a', (SELECT value FROM setting WHERE name = 'sum'));\n",
            ),
            (
                "a.sql",
                "INSERT INTO setting (name, value) VALUES ('sum', 'sha384'), ('pin', 'md5');\n\
                 ALTER DATABASE app SET app.hash TO 'sha224';\n",
            ),
        ]),
        ["SHA-224", "SHA-384"]
    );
    assert_eq!(
        found(&[
            ("run.sh", ". ./lib.sh\nbits=$(conf bits 2048)\nopenssl genrsa -out k \"$bits\"\n"),
            (
                "lib.sh",
                "conf() {\n  local value\n  value=$(sed -n \"s/^$1=//p\" app.conf | tail -n1)\n\
                 \x20 printf '%s' \"${value:-${2-}}\"\n}\n",
            ),
            ("app.conf", "bits=4096\n"),
        ]),
        ["RSA-4096"]
    );
}

#[test]
fn libraries_come_through_headers_of_the_project() {
    const USER: (&str, &str) = (
        "src/record.c",
        "#include <string.h>\n#include \"record.h\"\n\
         int id(unsigned char *out, const unsigned char *in, unsigned long n) {\n\
         \treturn crypto_hash_sha256(out, in, n);\n}\n",
    );
    let outer = ("src/record.h", "#include \"deep/all.h\"\n");
    let inner = ("src/deep/all.h", "#  include <sodium.h>\n");
    assert_eq!(found(&[USER, outer, inner]), ["SHA-256"]);
    // The same names are any function's where no header says so.
    let other = ("src/deep/all.h", "#include <stdio.h>\n");
    assert!(found(&[USER, outer, other]).is_empty());
    // Headers that include one another come to an end.
    let round = ("src/deep/all.h", "#include \"../record.h\"\n");
    assert!(found(&[USER, outer, round]).is_empty());
}
