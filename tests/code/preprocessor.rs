//! What the preprocessor of C makes of a file: conditions, macros that choose, macros that paste names.

use super::flows::found;

#[test]
fn a_condition_on_a_number_of_the_file_takes_its_way() {
    const BEFORE: &str = "#include <openssl/evp.h>\n#define WIDE 2\n";
    const AFTER: &str = "void f(EVP_MD_CTX *c) { EVP_DigestInit_ex(c, SUM(), NULL); }\n";
    let summed = |between: &str| found(&[("a.c", &format!("{BEFORE}{between}{AFTER}"))]);
    assert_eq!(
        summed("#if WIDE > 1\n#define SUM EVP_sha512\n#else\n#define SUM EVP_sha256\n#endif\n"),
        ["SHA-512"]
    );
    assert_eq!(
        summed(
            "#if !defined(WIDE) || WIDE == 1\n#define SUM EVP_md5\n#elif WIDE == 2\n#define SUM EVP_sha384\n\
             #else\n#define SUM EVP_sha1\n#endif\n"
        ),
        ["SHA-384"]
    );
    // What is never compiled is no use.
    assert_eq!(
        found(&[(
            "a.c",
            "#include <openssl/evp.h>\n#if 0\nvoid g(EVP_MD_CTX *c) { EVP_DigestInit_ex(c, EVP_md5(), NULL); }\n#endif\n\
             void f(EVP_MD_CTX *c) { EVP_DigestInit_ex(c, EVP_sha256(), NULL); }\n",
        )]),
        ["SHA-256"]
    );
    // The default of a macro that may be given counts until it is.
    assert_eq!(
        summed(
            "#ifndef LONG\n#define LONG 0\n#endif\n#if LONG\n#define SUM EVP_sha512\n#else\n#define SUM EVP_sha224\n#endif\n"
        ),
        ["SHA-224"]
    );
}

#[test]
fn what_is_given_to_the_compiler_leaves_both_ways() {
    const HEADER: (&str, &str) = (
        "choice.h",
        "#ifndef CHOICE_H\n#define CHOICE_H\n#include <oqs/oqs.h>\n#ifdef TINY\n#define BOX OQS_KEM_alg_ml_kem_768\n\
         #else\n#define BOX OQS_KEM_alg_ml_kem_1024\n#endif\n#endif\n",
    );
    const USE: &str = "#include \"choice.h\"\nOQS_KEM *k(void) { return OQS_KEM_new(BOX); }\n";
    assert_eq!(found(&[("k.c", USE), HEADER]), ["ML-KEM-768", "ML-KEM-1024"]);
    // A name that was taken back is none.
    assert_eq!(
        found(&[(
            "a.c",
            "#include <openssl/evp.h>\n#define TINY 1\n#undef TINY\n#ifdef TINY\n#define SUM EVP_md5\n#else\n\
             #define SUM EVP_sha256\n#endif\nvoid f(EVP_MD_CTX *c) { EVP_DigestInit_ex(c, SUM(), NULL); }\n",
        )]),
        ["MD5", "SHA-256"]
    );
}

#[test]
fn a_macro_may_ask_for_what_it_gets() {
    assert_eq!(
        found(&[(
            "a.c",
            "#include <openssl/rsa.h>\n#define BITS(big) ((big) ? 3072 : 2048)\n\
             void f(RSA *r, BIGNUM *e) { RSA_generate_key_ex(r, BITS(1), e, NULL); }\n\
             void g(RSA *r, BIGNUM *e) { RSA_generate_key_ex(r, BITS(0), e, NULL); }\n",
        )]),
        ["RSA-3072", "RSA-2048"]
    );
}

#[test]
fn a_macro_that_pastes_a_name_into_a_call_is_that_call_where_it_is_used() {
    const HEADER: (&str, &str) = (
        "box.h",
        "#include <gcrypt.h>\n#define BOX_OPEN(h, of, bits, how) gcry_cipher_open((h), GCRY_CIPHER_##of##bits, GCRY_CIPHER_MODE_##how, 0)\n\
         #define SUM_OF(bits) EVP_sha##bits()\n#define SUM_AT_ONCE gcry_md_hash_buffer\n",
    );
    const USE: &str = "#include \"box.h\"\nint a(gcry_cipher_hd_t *h) { return BOX_OPEN(h, AES, 192, CTR); }\n\
                       int b(gcry_cipher_hd_t *h) { return BOX_OPEN(h, CAMELLIA, 256, CBC); }\n\
                       void c(void *d) { gcry_md_hash_buffer(GCRY_MD_SHA256, d, d, 4); }\n\
                       void e(void *d) { SUM_AT_ONCE(GCRY_MD_SHA512, d, d, 4); }\n";
    assert_eq!(
        found(&[("a.c", USE), HEADER]),
        ["AES-192-CTR", "CAMELLIA-256-CBC", "SHA-256", "SHA-512"]
    );
}

#[test]
fn a_library_without_a_name_of_its_own_is_known_by_the_header_that_includes_it() {
    const HEADER: (&str, &str) = ("all.h", "#include <gcrypt.h>\n#include <sodium.h>\n");
    const USE: &str = "#include \"all.h\"\nvoid f(unsigned char *p, unsigned char *s) {\n\
                       \x20 gcry_md_hash_buffer(GCRY_MD_SHA256, p, s, 4);\n  crypto_sign_keypair(p, s);\n}\n";
    assert_eq!(found(&[("a.c", USE), HEADER]), ["SHA-256", "Ed25519"]);
    // A function of the program of that name is none.
    const OWN: (&str, &str) =
        ("all.h", "#include <gcrypt.h>\nvoid crypto_sign_keypair(void *, void *);\n");
    assert_eq!(found(&[("a.c", USE), OWN]), ["SHA-256"]);
}

#[test]
fn an_expression_that_is_built_names_the_key_where_it_is_made() {
    assert_eq!(
        found(&[(
            "a.c",
            "#include <gcrypt.h>\nstatic const unsigned size = 3u << 10;\nvoid f(gcry_sexp_t *pair) {\n  gcry_sexp_t s;\n\
             \x20 gcry_sexp_build(&s, NULL, \"(genkey (rsa (nbits %u)))\", size);\n  gcry_pk_genkey(pair, s);\n}\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn a_table_that_a_header_declares_is_the_one_of_another_file() {
    const HEADER: (&str, &str) = (
        "links.h",
        "#include <psa/crypto.h>\nenum link { RADIO, CABLE };\nstruct rule { size_t bits; psa_algorithm_t how; };\n\
         extern const struct rule rules[2];\n",
    );
    const TABLE: (&str, &str) = (
        "links.c",
        "#include \"links.h\"\nconst struct rule rules[2] = {\n  [RADIO] = { 128, PSA_ALG_CCM },\n\
         \x20 [CABLE] = { 256, PSA_ALG_CHACHA20_POLY1305 },\n};\n",
    );
    const USE: &str = "#include \"links.h\"\n\
        int f(int id, void *d) { return psa_aead_encrypt(id, rules[RADIO].how, d, 13, NULL, 0, d, 3, d, 3, d); }\n\
        static int g(enum link link, void *d) {\n  const struct rule *rule = &rules[link];\n\
        \x20 return psa_aead_encrypt(1, rule->how, d, 12, NULL, 0, d, 3, d, 3, d);\n}\n\
        int h(void *d) { return g(CABLE, d); }\n";
    assert_eq!(found(&[("a.c", USE), HEADER, TABLE]), ["AES-CCM", "ChaCha20-Poly1305"]);
}

#[test]
fn a_macro_without_a_semicolon_takes_nothing_of_the_file_away() {
    // The grammar takes what follows the macro for a function of the old style, the rest of the file for its body.
    const SWALLOWED: &str = r"#include <openssl/evp.h>
DECLARE_GLOBALS(sums)

enum sum_kind {
    SUM_FIRST,
    SUM_SECOND,
    SUM_THIRD,
    SUM_USUAL = SUM_FIRST,
#ifdef WITH_LAST
    SUM_LAST = SUM_THIRD + 1
#endif
};

enum sum_length {
    LENGTH_SHORT,
    LENGTH_LONG,

    LENGTH_USUAL = LENGTH_LONG
};

static int sum_of(EVP_MD_CTX *c)
{
    return EVP_DigestInit_ex(c, EVP_md5(), NULL);
}
}
";
    assert_eq!(found(&[("a.c", SWALLOWED)]), ["MD5"]);
}

#[test]
fn a_function_that_a_macro_declares_is_one() {
    let used = "{ return EVP_DigestInit_ex(c, EVP_md5(), NULL); }\n";
    for declared in ["EXPORTED(sum)", "static EXPORTED(sum)", "EXPORTED(group, sum)", "TEST_OF sum"]
    {
        let text = format!("#include <openssl/evp.h>\n{declared}\n{used}");
        assert_eq!(found(&[("a.c", &text)]), ["MD5"], "{declared}");
        assert_eq!(found(&[("a.cc", &text)]), ["MD5"], "{declared}");
    }
}
