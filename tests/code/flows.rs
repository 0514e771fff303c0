//! Values that come a long way: through lists, tables, structures, classes and functions of other files.

use std::sync::Arc;

use y2q::detect::SHIPPED_RULES;
use y2q::detect::code::surroundings::Tree;
use y2q::detect::code::{describe, language_of, uses};

/// Files by their paths.
struct Files<'a>(&'a [(&'a str, &'a str)]);

impl Tree for Files<'_> {
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.as_bytes().into())
    }

    fn list(&self, folder: &str) -> Arc<[String]> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.0.iter().filter_map(|(name, _)| name.strip_prefix(&prefix));
        let mut names: Vec<String> = below
            .map(|rest| match rest.split_once('/') {
                Some((folder, _)) => format!("{folder}/"),
                None => rest.to_owned(),
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names.into()
    }
}

/// What is found in the first of the files, in the order of the text.
pub fn found(files: &[(&str, &str)]) -> Vec<String> {
    let (path, text) = files[0];
    let language = language_of(path, text.as_bytes()).unwrap();
    let rules = SHIPPED_RULES.of(language.id);
    let all = uses(language, rules, path, text.as_bytes(), Some(&Files(files)))
        .unwrap()
        .unwrap_or_default();
    all.iter().map(|one| describe::asset(&one.parts).name()).collect()
}

#[test]
fn elements_of_loops_and_ends_of_lists() {
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; import java.util.*; class A {\n\
             static final List<String> ALL = List.of(\"SHA-224\", \"SHA-384\");\n\
             void f() throws Exception { for (String n : ALL) { MessageDigest.getInstance(n); } }\n\
             void g() throws Exception { MessageDigest.getInstance(ALL.getFirst()); } }",
        )]),
        ["SHA-224", "SHA-384", "SHA-224"]
    );
    assert_eq!(
        found(&[(
            "a.kt",
            "import java.security.MessageDigest\nfun pair() = \"SHA-512\" to 64\n\
             fun f() { for (n in listOf(\"MD5\", \"SHA-1\")) MessageDigest.getInstance(n) }\n\
             fun g() { val (name, size) = pair(); MessageDigest.getInstance(name) }\n",
        )]),
        ["MD5", "SHA-1", "SHA-512"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\n['sum' => $sum] = ['sum' => 'sha224'];\nhash($sum, $d);\n\
             $o = []; $o['private_key_bits'] = 3072; $o['private_key_type'] = OPENSSL_KEYTYPE_RSA;\n\
             openssl_pkey_new($o);\n",
        )]),
        ["SHA-224", "RSA-3072"]
    );
}

#[test]
fn clauses_and_structures_of_elixir() {
    assert_eq!(
        found(&[(
            "a.ex",
            "defmodule A do\n  defstruct sum: :sha384\n  def cipher(:new), do: :aes_256_gcm\n\
             \x20 def cipher(:old), do: :des_ede3_cbc\n\
             \x20 def f(k, iv, d), do: :crypto.crypto_one_time(cipher(:old), k, iv, d, true)\n\
             \x20 def g(d), do: :crypto.hash(%__MODULE__{}.sum, d)\n\
             \x20 def h(d, old) do\n    sum = if old, do: :md5, else: :sha256\n\
             \x20   :crypto.hash(sum, d)\n  end\nend\n",
        )]),
        ["3DES-168-CBC", "SHA-384", "MD5", "SHA-256"]
    );
}

#[test]
fn classes_and_functions_of_other_files() {
    assert_eq!(
        found(&[
            (
                "a.ts",
                "import crypto from 'crypto';\nimport Settings, { Old } from './b';\n\
                 crypto.createHash(new Settings().sum);\ncrypto.createHash(Settings.tag);\n\
                 crypto.createHash(Old.SUM);\n",
            ),
            (
                "b.ts",
                "export default class Settings { static readonly tag = 'sha384';\n\
                 constructor(readonly sum: string = 'sha224') {} }\n\
                 export namespace Old { export const SUM = 'md5'; }\n",
            ),
        ]),
        ["SHA-224", "SHA-384", "MD5"]
    );
    assert_eq!(
        found(&[
            (
                "Signer.java",
                "import java.security.*; public class Signer {\n\
                 static KeyPair make(int bits) throws Exception {\n\
                 KeyPairGenerator g = KeyPairGenerator.getInstance(\"RSA\");\n\
                 g.initialize(bits); return g.generateKeyPair(); } }",
            ),
            (
                "Main.java",
                "class Main { Object a() throws Exception { return Signer.make(4096); } }"
            ),
        ]),
        ["RSA-4096"]
    );
}

#[test]
fn what_stands_on_one_line_of_kotlin_has_its_places() {
    let text = "import java.security.*\nclass K { companion object { const val SUM = \"MD5\" } }\n\
                class D { val sum get() = \"SHA-384\"; fun a() = MessageDigest.getInstance(sum) }\n\
                fun b() = MessageDigest.getInstance(K.SUM)\n";
    let language = language_of("a.kt", text.as_bytes()).unwrap();
    let all =
        uses(language, SHIPPED_RULES.of("kotlin"), "a.kt", text.as_bytes(), None).unwrap().unwrap();
    let places: Vec<(String, u32)> =
        all.iter().map(|one| (describe::asset(&one.parts).name(), one.place.line)).collect();
    assert_eq!(places, [("SHA-384".to_owned(), 3), ("MD5".to_owned(), 4)]);
    let at = text.lines().nth(2).unwrap().find("getInstance").unwrap();
    assert_eq!(all[0].place.column as usize, at + 1);
}

#[test]
fn an_operation_in_another_function_is_a_use_of_its_own() {
    assert_eq!(
        found(&[(
            "a.swift",
            "import CryptoKit\nfinal class A {\n  private let key = P384.Signing.PrivateKey()\n\
             \x20 func sign(_ d: Data) throws -> Data { try key.signature(for: d).rawRepresentation }\n\
             \x20 func once(_ d: Data) throws -> Data {\n    let own = P256.Signing.PrivateKey()\n\
             \x20   return try own.signature(for: d).rawRepresentation\n  }\n}\n",
        )]),
        ["ECDSA-P-384", "ECDSA-P-384", "ECDSA-P-256"]
    );
}

#[test]
fn members_that_subclasses_override() {
    // Values of different subclasses do not go together: there is no RSA-1024 here, and no DSA-2048.
    assert_eq!(
        found(&[
            (
                "Mould.java",
                "import java.security.*; abstract class Mould { abstract String family(); int bits() { return 2048; }\n\
                 void f() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance(family());\n\
                 g.initialize(bits()); }\n\
                 String digest() { return \"SHA-256\"; }\n\
                 void g() throws Exception { MessageDigest.getInstance(digest()); } }",
            ),
            (
                "Moulds.java",
                "class Iron extends Mould { String family() { return \"RSA\"; } }\n\
                 class Tin extends Mould { String family() { return \"DSA\"; } int bits() { return 1024; } String digest() { return \"SHA-1\"; } }",
            ),
        ]),
        ["RSA-2048", "DSA-1024", "SHA-256", "SHA-1"]
    );
    assert_eq!(
        found(&[(
            "A.cs",
            "using System.Security.Cryptography;\n\
             abstract class Arm { protected virtual int Bits => 2048; public RSA Key() => RSA.Create(Bits); }\n\
             class Far : Arm { protected override int Bits => 1024; }",
        )]),
        ["RSA-2048", "RSA-1024"]
    );
}

#[test]
fn a_choice_of_keys_gives_no_curve_a_size() {
    assert_eq!(
        found(&[(
            "a.js",
            "const c = require('crypto');\n\
             c.generateKeyPairSync(m ? 'ed25519' : 'rsa', { modulusLength: 4096 });",
        )]),
        ["Ed25519", "RSA-4096"]
    );
}

#[test]
fn names_of_which_the_ends_are_known() {
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; import javax.crypto.*; import java.util.*; import java.util.function.*; class A {\n\
             void a(String n) throws Exception { Signature.getInstance(\"SHA\" + n + \"withECDSA\"); }\n\
             void b() throws Exception { Mac.getInstance(new StringBuilder(\"Hmac\").append(\"SHA\").append(512).toString()); }\n\
             void c() throws Exception { Supplier<String> s = () -> \"RSA/ECB/PKCS1Padding\"; Cipher.getInstance(s.get()); }\n\
             static final Map<String, String> T = Map.of(\"a\", \"AES/CTR/NoPadding\");\n\
             void d(String k) throws Exception { Cipher.getInstance(T.getOrDefault(k, \"AES/GCM/NoPadding\")); } }",
        )]),
        ["ECDSA", "HMAC-SHA-512", "RSAES-PKCS1-1.5", "AES-CTR", "AES-GCM"]
    );
}

#[test]
fn constants_of_enumerations() {
    assert_eq!(
        found(&[
            (
                "Line.kt",
                "import javax.crypto.Cipher\nfun f(tin: Tin) = Cipher.getInstance(tin.way)\n",
            ),
            (
                "Tin.kt",
                "enum class Tin(val way: String) { A(\"AES/GCM/NoPadding\"), B(\"DESede/CBC/PKCS5Padding\") }\n",
            ),
        ]),
        ["AES-GCM", "3DES-CBC"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php enum Grain: string { case A = 'sha3-256'; case B = 'sha1';\n\
             function f(string $d): string { return hash($this->value, $d); } }",
        )]),
        ["SHA3-256", "SHA-1"]
    );
    assert_eq!(
        found(&[(
            "a.cpp",
            "#include <openssl/rsa.h>\nenum class A : int { Low = 1024 }; enum class B { Low = 4096 };\n\
             EVP_PKEY* f() { return EVP_RSA_gen(static_cast<int>(A::Low)); }",
        )]),
        ["RSA-1024"]
    );
}

#[test]
fn options_in_tables_and_patterns() {
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives import hashes\n\
             from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC\n\
             from Crypto.PublicKey import ECC\n\
             def f(s):\n    o = {'algorithm': hashes.SHA512(), 'salt': s}\n    return PBKDF2HMAC(**o, iterations=4)\n\
             def g():\n    return [ECC.generate(curve=n) for n in ('p256', 'ed25519')]\n",
        )]),
        ["PBKDF2-SHA-512", "EC-P-256", "Ed25519"]
    );
}

#[test]
fn versions_that_are_one_of_two_lists() {
    assert_eq!(
        found(&[(
            "A.java",
            "import javax.net.ssl.*; class A { void f(boolean s, SSLParameters p) { p.setProtocols(\n\
             s ? new String[] {\"TLSv1.3\"} : new String[] {\"TLSv1\", \"TLSv1.2\"}); } }",
        )]),
        ["TLS 1.3", "TLS 1.0"]
    );
}

#[test]
fn values_of_different_calls_branches_and_rows_do_not_mix() {
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\n\
             ROWS = {'a': {'cls': algorithms.AES, 'mode': modes.CTR},\n\
             'b': {'cls': algorithms.TripleDES, 'mode': modes.CBC}}\n\
             def seal(kind, key, iv):\n    info = ROWS[kind]\n    \
             return Cipher(info['cls'](key), info['mode'](iv))\n",
        )]),
        ["AES-CTR", "3DES-CBC"]
    );
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; class A {\n\
             KeyPair make(String name, int bits) throws Exception {\n\
             KeyPairGenerator g = KeyPairGenerator.getInstance(name); g.initialize(bits);\n\
             return g.generateKeyPair(); }\n\
             void f() throws Exception { make(\"RSA\", 3072); make(\"DSA\", 1024); } }",
        )]),
        ["RSA-3072", "DSA-1024"]
    );
    assert_eq!(
        found(&[(
            "a.sh",
            "if [ -n \"$OLD\" ]; then\n  type=dsa; bits=1024\nelse\n  type=rsa; bits=4096\nfi\n\
             ssh-keygen -t $type -b $bits -f key\n",
        )]),
        ["RSA-4096", "DSA-1024"]
    );
}

#[test]
fn functions_of_shells_get_words_and_print_them() {
    assert_eq!(
        found(&[(
            "a.sh",
            "make() { local kind=$1; shift; openssl genpkey -algorithm \"$kind\" \"$@\"; }\n\
             make RSA -pkeyopt rsa_keygen_bits:1024\nmake ED25519\n\
             curve() { echo secp384r1; }\nopenssl ecparam -genkey -name \"$(curve)\"\n\
             sum() { \"${1}sum\" file; }\nsum md5\nhash=sha512\n${hash}sum file\n\
             openssl genrsa $((1024 * 3))\nsign=\"openssl dgst -sha1\"\n$sign file\n\
             for pair in rsa:2048 ecdsa:521; do ssh-keygen -t \"${pair%%:*}\" -b \"${pair##*:}\"; done\n",
        )]),
        [
            "RSA-1024",
            "Ed25519",
            "ECDSA-P-384",
            "MD5",
            "SHA-512",
            "RSA-3072",
            "SHA-1",
            "RSA-2048",
            "ECDSA-P-521"
        ]
    );
}

#[test]
fn functions_that_are_handed_on_get_what_they_are_called_with() {
    assert_eq!(
        found(&[(
            "a.ts",
            "import { createHash } from 'crypto';\n\
             function applied<T>(use: (name: string) => T): T { return use('sha1'); }\n\
             export const legacy = applied((name) => createHash(name));\n",
        )]),
        ["SHA-1"]
    );
    assert_eq!(
        found(&[(
            "a.kt",
            "import java.security.MessageDigest\n\
             inline fun <T> named(name: String, block: (String) -> T): T = block(name)\n\
             fun sum() = named(\"MD5\") { MessageDigest.getInstance(it) }\n",
        )]),
        ["MD5"]
    );
    assert_eq!(
        found(&[(
            "a.py",
            "import hashlib\ndef f(parts):\n    return list(map(hashlib.md5, parts))\n"
        )]),
        ["MD5"]
    );
    assert_eq!(found(&[("a.php", "<?php\nreturn array_map('md5', $parts);\n")]), ["MD5"]);
}

#[test]
fn variables_parameters_and_cases_of_sql() {
    assert_eq!(
        found(&[(
            "a.sql",
            "CREATE FUNCTION f(body text, algo text DEFAULT 'sha1') RETURNS bytea AS $$\n\
             DECLARE kind constant text := 'sha384';\nBEGIN\n\
             PERFORM digest(body, kind); RETURN digest(body, algo);\nEND; $$ LANGUAGE plpgsql;\n\
             SELECT digest(body, CASE WHEN old THEN 'md5' ELSE 'sha512' END) FROM notes;\n",
        )]),
        ["SHA-384", "SHA-1", "MD5", "SHA-512"]
    );
}

#[test]
fn names_that_macros_put_together() {
    assert_eq!(
        found(&[(
            "a.c",
            "#include <openssl/evp.h>\n#define DIGEST(bits) EVP_sha##bits()\n\
             const EVP_MD *f(void) { return DIGEST(384); }\n",
        )]),
        ["SHA-384"]
    );
}

#[test]
fn names_that_files_hand_on_and_classes_that_calls_make() {
    assert_eq!(
        found(&[
            (
                "a.ts",
                r#"import { createHash, generateKeyPairSync } from 'crypto';
import { Names, size } from './all';
createHash(Names.strong);
generateKeyPairSync('rsa', { modulusLength: parseInt(size, 10) });
"#
            ),
            (
                "all.ts",
                r#"export { Table as Names } from './table';
export * from './table';
"#
            ),
            (
                "table.ts",
                r#"export const Table = { strong: 'sha512' };
export const size = '3072';
"#
            ),
        ]),
        ["SHA-512", "RSA-3072"]
    );
    assert_eq!(
        found(&[
            (
                "a.rb",
                r#"require 'openssl'
P = Struct.new(:cipher, :bits)
MAIN = P.new('aes-128-cbc', 2048)
class Box
  class_attribute :digest_name, default: 'SHA224'
  CURVE = 'secp384r1'
  def a = OpenSSL::Cipher.new(MAIN.cipher)
  def b = OpenSSL::Digest.new(digest_name)
  def c = OpenSSL::PKey::EC.generate(self.class::CURVE)
  def d(o) = OpenSSL::Digest.new(o.fetch(:digest) { 'SHA512' })
  def e = OpenSSL::Digest.new(Kinds.new.digest)
  def f = "OpenSSL::Digest::MD5".constantize.new
end
"#
            ),
            (
                "kinds.rb",
                r#"class Kinds
  attr_reader :digest
  def initialize
    @digest = 'SHA1'
  end
end
"#
            )
        ]),
        ["AES-128-CBC", "SHA-224", "EC-P-384", "SHA-512", "SHA-1", "MD5"]
    );
    assert_eq!(
        found(&[(
            "a.erl",
            r#"-module(a).
f(X) -> apply(crypto, hash, [sha512, X]).
"#
        )]),
        ["SHA-512"]
    );
}
