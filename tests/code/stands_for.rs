//! What stands for something of a library: fields, parameters and tokens of containers that hold its functions and names,
//! delegates, and parts of what modules hand on. And where a protocol stands that options of a call tell.

use y2q::detect::SHIPPED_RULES;
use y2q::detect::code::{language_of, uses};

use super::flows::found;

/// The lines on which something is found.
fn lines_of(path: &str, text: &str) -> Vec<u32> {
    let language = language_of(path, text.as_bytes()).unwrap();
    let rules = SHIPPED_RULES.of(language.id);
    let all = uses(language, rules, path, text.as_bytes(), None).unwrap().unwrap_or_default();
    all.iter().map(|one| one.place.line).collect()
}

#[test]
fn fields_and_parameters_hold_functions() {
    assert_eq!(
        found(&[(
            "seal.ts",
            "import { p256 } from '@noble/curves/p256';\nimport { sha3_384 } from '@noble/hashes/sha3';\n\
             export class Seal {\n  own = sha3_384.create;\n  constructor(private readonly by = p256.verify) {}\n\
             \x20 check(a: Uint8Array, b: Uint8Array, c: Uint8Array) { return this.by(a, b, c); }\n\
             \x20 fresh() { return this.own(); }\n}\n\
             export const check = (a: Uint8Array, b: Uint8Array, c: Uint8Array, by = p256.verify) => by(a, b, c);\n",
        )]),
        ["ECDSA-P-256", "SHA3-384", "ECDSA-P-256"]
    );
    // A method of the class is no function that a field holds.
    assert_eq!(
        found(&[(
            "seal.ts",
            "import { p256 } from '@noble/curves/p256';\nexport class Seal {\n  constructor(private by = p256.verify) {}\n\
             \x20 other(a: Uint8Array) { return a; }\n  check(a: Uint8Array) { return this.other(a); }\n}\n",
        )]),
        Vec::<String>::new()
    );
    assert_eq!(
        found(&[(
            "a.rb",
            "require 'digest'\ndef sum(text, by: Digest::SHA384.method(:hexdigest)) = by.call(text)\n",
        )]),
        ["SHA-384"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\nfinal class Box {\n  private \\Closure $by;\n\
             \x20 public function __construct(?\\Closure $by = null) { $this->by = $by ?? md5(...); }\n\
             \x20 public function a($t) { return ($this->by)($t); }\n\
             \x20 public function b($t, string $how = 'sha1') { return call_user_func($how, $t); }\n}\n",
        )]),
        ["MD5", "MD5", "SHA-1"]
    );
}

#[test]
fn patterns_of_php_take_tables_apart_that_lie_in_tables() {
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\nclass A {\n  function __construct(array $all) {\n\
             \x20   ['store' => ['cipher' => $this->cipher], 'sums' => ['new' => $new]] = $all;\n\
             \x20   [$this->first, $this->second] = ['md5', 'sha384'];\n    $this->new = $new;\n  }\n\
             \x20 function a($t, $k, $i) { return openssl_encrypt($t, $this->cipher, $k, 0, $i); }\n\
             \x20 function b($t) { return hash($this->new, $t) . hash($this->second, $t); }\n\
             \x20 static function make() { return new A(['store' => ['cipher' => 'aes-192-ctr'], 'sums' => ['new' => 'sha3-256']]); }\n}\n",
        )]),
        ["AES-192-CTR", "SHA3-256", "SHA-384"]
    );
}

#[test]
fn tokens_of_nest_stand_for_what_is_provided() {
    const USE: &str = "import { Inject } from '@nestjs/common';\nimport { createHash, createECDH } from 'node:crypto';\n\
                       import { SUM, LINK } from './parts.module';\n\
                       export class Post {\n  constructor(@Inject(SUM) private sum: string, @Inject('LOCK') private lock: { curve: string },\n\
                       \x20   @Inject(LINK) private link: { curve: string }) {}\n\
                       \x20 a(x: Buffer) { return createHash(this.sum).update(x); }\n\
                       \x20 b() { return createECDH(this.lock.curve); }\n  c() { return createECDH(this.link.curve); }\n}\n";
    const PARTS: &str = "import { Module } from '@nestjs/common';\nimport kept from './kept.json';\n\
                         export const SUM = Symbol('SUM');\nexport const LINK = Symbol('LINK');\n\
                         @Module({ providers: [{ provide: SUM, useValue: 'sha512' },\n\
                         \x20 { provide: 'LOCK', useFactory: () => kept.lock }, { provide: LINK, useClass: Other }] })\n\
                         export class PartsModule {}\n";
    assert_eq!(
        found(&[
            ("src/post.ts", USE),
            ("src/parts.module.ts", PARTS),
            ("src/kept.json", "{ \"lock\": { \"curve\": \"secp521r1\" } }"),
        ]),
        ["SHA-512", "ECDH-P-521", "ECDH"]
    );
    // Of two that provide it, none is told.
    let other = PARTS.replace("sha512", "md5");
    let all =
        [("src/post.ts", USE), ("src/parts.module.ts", PARTS), ("src/other.module.ts", &other)];
    assert_eq!(found(&all)[0], "indeterminate");
}

#[test]
fn parts_of_what_a_module_hands_on_are_parts_of_the_library() {
    assert_eq!(
        found(&[
            (
                "src/use.js",
                "import { sha512 } from '@noble/hashes/sha2';\nimport { curve } from './parts.js';\n\
                 export const key = () => curve.utils.randomPrivateKey();\nexport const sum = (x) => sha512(x);\n",
            ),
            ("src/parts.js", "export { p384 as curve } from '@noble/curves/p384';\n"),
        ]),
        ["ECDSA-P-384", "SHA-512"]
    );
}

#[test]
fn delegates_and_defaults_of_structures_of_elixir() {
    assert_eq!(
        found(&[(
            "lib/desk.ex",
            "defmodule Desk do\n  defstruct [:who, alg: \"PS512\"]\n\
             \x20 defdelegate keep(word), to: Pbkdf2, as: :hash_pwd_salt\n\
             \x20 def slip(%__MODULE__{} = desk, jwk), do: JOSE.JWT.sign(jwk, %{\"alg\" => desk.alg}, %{})\nend\n",
        )])[1..],
        ["RSA-PSS-SHA-512"]
    );
    // What is given counts, and not the default.
    assert_eq!(
        found(&[(
            "lib/desk.ex",
            "defmodule Desk do\n  defstruct [:who, alg: \"PS512\"]\n\
             \x20 def slip(%__MODULE__{} = desk, jwk), do: JOSE.JWT.sign(jwk, %{\"alg\" => desk.alg}, %{})\n\
             \x20 def own(jwk), do: slip(%Desk{alg: \"ES384\"}, jwk)\nend\n",
        )]),
        ["ECDSA-P-384-SHA-384"]
    );
}

#[test]
fn names_that_are_asked_in_the_way_of_a_language() {
    assert_eq!(
        found(&[(
            "a.kt",
            "import java.security.MessageDigest\nobject Sums {\n  private val all = mapOf(\"day\" to \"SHA3-384\")\n\
             \x20 operator fun get(name: String): String = all.getValue(name)\n}\n\
             fun a() = MessageDigest.getInstance(Sums[\"day\"])\n",
        )]),
        ["SHA3-384"]
    );
    assert_eq!(
        found(&[(
            "A.scala",
            "import java.security.MessageDigest\nobject Sums extends Enumeration {\n  val Day = Value(\"SHA-384\")\n\
             \x20 val Night: Value = Value(\"SHA-512\")\n}\nobject Other {\n  def a() = MessageDigest.getInstance(Sums.Day.toString)\n\
             \x20 def b() = { val s = Sums.Night; Option(s).map(x => MessageDigest.getInstance(x.toString)) }\n}\n",
        )]),
        ["SHA-384", "SHA-512"]
    );
    assert_eq!(
        found(&[(
            "a.rb",
            "require 'openssl'\nmodule Desk\n  Slip = Struct.new(:text, :sum, keyword_init: true) do\n\
             \x20   def mark = OpenSSL::Digest.new(sum).hexdigest(text)\n  end\n\
             \x20 def self.slip(text) = Slip.new(text: text, sum: 'SHA384')\nend\n",
        )]),
        ["SHA-384"]
    );
}

#[test]
fn variables_of_the_environment_are_no_properties_with_dots() {
    const ASK: &str = "import java.security.MessageDigest\n\
                       fun a() = MessageDigest.getInstance(System.getenv(\"DESK_SUM\") ?: \"SHA-512\")\n";
    let around = ("src/main/resources/app.properties", "desk.sum=MD5\n");
    assert_eq!(found(&[("src/main/kotlin/a.kt", ASK), around]), ["SHA-512", "indeterminate"]);
    assert_eq!(
        found(&[("src/main/kotlin/a.kt", ASK), (".env", "DESK_SUM=SHA-384\n")]),
        ["SHA-384"]
    );
}

#[test]
fn protocols_stand_where_their_options_tell_them() {
    assert_eq!(
        lines_of(
            "a.php",
            "<?php\n$c = stream_context_create([\n  'http' => ['timeout' => 2],\n  'ssl' => [\n\
             \x20   'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT,\n  ],\n]);\n",
        ),
        [5]
    );
    assert_eq!(
        lines_of(
            "a.js",
            "const { Client } = require('ssh2');\nconst c = new Client();\nc.connect({\n  host: 'h',\n  algorithms: {\n\
             \x20   cipher: ['3des-cbc'],\n    kex: ['diffie-hellman-group14-sha1'],\n  },\n});\n",
        ),
        [6, 7]
    );
}

#[test]
fn each_element_of_a_list_has_its_key() {
    assert_eq!(
        found(&[(
            "a.rb",
            "require 'openssl'\ndef all(text)\n  old = OpenSSL::PKey::RSA.generate(3072)\n\
             \x20 new = OpenSSL::PKey::EC.generate('secp384r1')\n  keys = [old, new]\n\
             \x20 keys.map { |key| key.sign('SHA256', text) }\nend\n",
        )]),
        ["RSA-3072", "EC-P-384", "RSA-PKCS1-1.5-SHA-256-3072", "ECDSA-P-384-SHA-256"]
    );
}

#[test]
fn types_of_namespaces_lie_in_their_folders() {
    assert_eq!(
        found(&[
            (
                "Mill/Work/Sums.cs",
                "using System.Security.Cryptography;\nusing Mill.Settings;\nnamespace Mill.Work;\n\
                 public static class Sums { public static object A() => CryptoConfig.CreateFromName(Names.Family + Names.Bits); }\n",
            ),
            (
                "Mill/Settings/All.cs",
                "namespace Mill.Settings;\npublic class All { }\n\
                 public static class Names { public const string Family = \"SHA\"; public const int Bits = 384; }\n",
            ),
        ]),
        ["SHA-384"]
    );
}

#[test]
fn what_fields_of_scala_are_made_with_is_no_field() {
    assert_eq!(
        found(&[(
            "A.scala",
            "import java.security._\nimport java.security.spec._\nclass Post {\n\
             \x20 val seal: KeyPair = {\n    val g = KeyPairGenerator.getInstance(\"RSA\")\n    g.initialize(4096)\n    g.generateKeyPair()\n  }\n\
             \x20 val gate: KeyPair = {\n    val g = KeyPairGenerator.getInstance(\"EC\")\n\
             \x20   g.initialize(new ECGenParameterSpec(\"secp521r1\"))\n    g.generateKeyPair()\n  }\n\
             \x20 def sign(s: Signature) = { val pen = Signature.getInstance(\"SHA512withRSA\"); pen.initSign(seal.getPrivate); pen }\n}\n",
        )]),
        ["RSA-4096", "EC-P-521", "RSA-PKCS1-1.5-SHA-512-4096"]
    );
}
