//! Templates of C++: specialisations, aliases of headers, functions that make what they are made with.

use super::flows::found;

const TRAITS: (&str, &str) = (
    "grade.hpp",
    "#include <cryptopp/aes.h>\n#include <cryptopp/camellia.h>\n#include <cryptopp/modes.h>\nnamespace cp = CryptoPP;\n\
     template <int N> struct Grade;\n\
     template <> struct Grade<0> { using Block = cp::Camellia; static constexpr int octets = 24; };\n\
     template <> struct Grade<1> { using Block = cp::AES; static constexpr int octets = 32; };\n\
     inline constexpr int usual = 1;\nusing Stream = cp::CTR_Mode<cp::AES>;\n",
);

#[test]
fn the_specialisation_that_is_named_has_its_own_members() {
    assert_eq!(
        found(&[
            (
                "a.cpp",
                "#include \"grade.hpp\"\n#include <cryptopp/secblock.h>\nvoid f(const unsigned char* iv) {\n\
                 \x20 cp::SecByteBlock key(Grade<usual>::octets);\n\
                 \x20 cp::CBC_Mode<Grade<usual>::Block>::Encryption enc(key, key.size(), iv);\n}\n\
                 void g(const unsigned char* iv) {\n  cp::SecByteBlock key(Grade<0>::octets);\n\
                 \x20 cp::CBC_Mode<Grade<0>::Block>::Encryption enc(key, key.size(), iv);\n}\n",
            ),
            TRAITS,
        ]),
        ["AES-256-CBC", "CAMELLIA-192-CBC"]
    );
}

#[test]
fn a_template_of_a_function_takes_what_each_call_makes_it_with() {
    assert_eq!(
        found(&[
            (
                "a.cpp",
                "#include \"grade.hpp\"\n#include <cryptopp/secblock.h>\ntemplate <int L>\nvoid f(const unsigned char* iv) {\n\
                 \x20 cp::SecByteBlock key(Grade<L>::octets);\n\
                 \x20 typename cp::CBC_Mode<typename Grade<L>::Block>::Encryption enc(key, key.size(), iv);\n}\n\
                 void g(const unsigned char* iv) { f<usual>(iv); f<0>(iv); }\n",
            ),
            TRAITS,
        ]),
        ["AES-256-CBC", "CAMELLIA-192-CBC"]
    );
}

#[test]
fn an_alias_of_a_header_brings_what_its_template_is_made_with() {
    assert_eq!(
        found(&[
            (
                "a.cpp",
                "#include \"grade.hpp\"\n#include <cryptopp/secblock.h>\nvoid f(const unsigned char* iv) {\n\
                 \x20 cp::SecByteBlock key(16);\n  Stream::Encryption enc(key, key.size(), iv);\n}\n",
            ),
            TRAITS,
        ]),
        ["AES-128-CTR"]
    );
}

#[test]
fn a_map_of_structures_has_what_each_is_made_with() {
    const HEADER: (&str, &str) = (
        "grades.hpp",
        "#include <map>\n#include <string>\nenum class Wood { Elm, Ash, Fir };\n\
         struct Grade { std::string key = \"RSA\"; std::string set = \"2048\"; int aes = 128; };\n\
         inline const std::map<Wood, Grade>& grades() {\n  static const std::map<Wood, Grade> all{\n\
         \x20   {Wood::Elm, {\"ML-KEM\", \"ML-KEM-768\", 256}},\n    {Wood::Ash, {\"RSA\", \"4096\", 192}},\n    {Wood::Fir, {}},\n  };\n\
         \x20 return all;\n}\n",
    );
    const USE: &str = "#include \"grades.hpp\"\n#include <botan/aead.h>\n#include <botan/pk_algs.h>\n\
        auto elm(Botan::RandomNumberGenerator& r) { const Grade& g = grades().at(Wood::Elm); return Botan::create_private_key(g.key, r, g.set); }\n\
        auto fir(Botan::RandomNumberGenerator& r) { const Grade& g = grades().at(Wood::Fir); return Botan::create_private_key(g.key, r, g.set); }\n\
        class Yard {\n public:\n  explicit Yard(Wood wood = Wood::Ash) : grade_(grades().at(wood)) {}\n\
        \x20 auto stack() { return Botan::AEAD_Mode::create_or_throw(\"AES-\" + std::to_string(grade_.aes) + \"/OCB\", Botan::Cipher_Dir::Encryption); }\n\
        \x20private:\n  const Grade& grade_;\n};\n";
    assert_eq!(found(&[("a.cpp", USE), HEADER]), ["ML-KEM-768", "RSA-2048", "AES-192-OCB"]);
}

#[test]
fn what_a_function_gives_is_not_what_its_class_has_where_nothing_is_given() {
    const USE: &str = "#include <botan/aead.h>\nstruct Grade { int aes = 128; };\nconst Grade& chosen(const char* file);\n\
        auto stack(const char* file) {\n  const Grade& g = chosen(file);\n\
        \x20 return Botan::AEAD_Mode::create_or_throw(\"AES-\" + std::to_string(g.aes) + \"/OCB\", Botan::Cipher_Dir::Encryption);\n}\n";
    assert!(!found(&[("a.cpp", USE)]).iter().any(|name| name.contains("128")));
}
