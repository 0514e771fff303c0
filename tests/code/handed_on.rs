//! Values that others hand on: what modules export as a whole, what containers provide, aliases and constructors of other
//! files, and what constants of enumerations have for themselves.

use super::flows::found;

const CONFIG: (&str, &str) = (
    "config/app.json",
    "{ \"vault\": { \"cipher\": \"aes-192-ctr\" }, \"lock\": { \"curve\": \"secp521r1\" } }",
);

#[test]
fn what_a_module_exports_as_a_whole_has_the_members_of_what_it_reads() {
    const USE: &str = "const crypto = require('node:crypto');\nconst settings = require('./settings');\n\
                       const { vault } = require('./settings');\n\
                       exports.a = (k, iv) => crypto.createCipheriv(settings.vault.cipher, k, iv);\n\
                       exports.b = (k, iv) => crypto.createDecipheriv(vault.cipher, k, iv);\n";
    for settings in [
        "const fs = require('node:fs');\nmodule.exports = JSON.parse(fs.readFileSync(`${__dirname}/../config/app.json`));\n",
        "module.exports = require('../config/app.json');\n",
        "const fs = require('node:fs');\nconst path = require('node:path');\n\
         const file = path.join(__dirname, '..', 'config', 'app.json');\n\
         const defaults = { vault: { cipher: 'des-cbc' } };\n\
         function load() { return { ...defaults, ...JSON.parse(fs.readFileSync(file, 'utf8')) }; }\n\
         module.exports = Object.freeze(load());\n",
    ] {
        assert_eq!(
            found(&[("src/use.js", USE), ("src/settings.js", settings), CONFIG]),
            ["AES-192-CTR", "AES-192-CTR"],
            "{settings}"
        );
    }
    // A module that makes its export of what nobody knows leaves it open.
    assert_eq!(
        found(&[
            ("src/use.js", USE),
            ("src/settings.js", "module.exports = require('all-settings').of('app');\n"),
        ]),
        ["indeterminate", "indeterminate"]
    );
}

#[test]
fn members_of_packages_go_by_names_that_are_worked_out() {
    assert_eq!(
        found(&[(
            "a.js",
            "const CryptoJS = require('crypto-js');\nconst argon2 = require('argon2');\nconst forge = require('node-forge');\n\
             const kept = { name: 'TripleDES' };\n\
             exports.a = (t, k) => CryptoJS[kept.name].encrypt(t, k);\n\
             exports.b = (w, x) => { const kind = x ? 'argon2d' : 'argon2i'; return argon2.hash(w, { type: argon2[kind] }); };\n\
             exports.c = (w, { md = 'sha512' } = {}) => forge.pkcs5.pbkdf2(w, 's', 9, 32, forge.md[md].create());\n",
        )]),
        ["3DES-168-CBC", "Argon2d", "Argon2i", "PBKDF2-SHA-512"]
    );
    // What a module of the project has under a key is not told by the key.
    assert_eq!(
        found(&[(
            "a.js",
            "const crypto = require('node:crypto');\nconst sums = require('./sums');\n\
             exports.a = (w) => crypto.createHash(sums['sha256']).update(w);\n",
        )]),
        ["indeterminate"]
    );
}

#[test]
fn functions_of_libraries_in_tables_are_uses_of_their_own() {
    assert_eq!(
        found(&[(
            "a.ts",
            "import CryptoJS from 'crypto-js';\n\
             export const sums = { old: CryptoJS.MD5, now: CryptoJS.SHA512, size: CryptoJS.lib.WordArray.random };\n",
        )])[..2],
        ["MD5", "SHA-512"]
    );
    assert_eq!(
        found(&[(
            "a.go",
            "package a\n\nimport \"crypto/ed25519\"\n\ntype ring struct{ sign func(ed25519.PrivateKey, []byte) []byte }\n\n\
             var all = ring{sign: ed25519.Sign}\n",
        )]),
        ["Ed25519"]
    );
}

#[test]
fn a_constant_with_a_body_gives_what_it_has_for_itself() {
    assert_eq!(
        found(&[(
            "Grade.java",
            "import java.security.MessageDigest;\n\
             enum Grade {\n  PLAIN, HIGH { @Override String sum() { return \"SHA-512\"; } };\n\
             \x20 String sum() { return \"SHA-224\"; }\n}\n\
             class Desk {\n  private final Grade grade;\n  Desk(Grade grade) { this.grade = grade; }\n\
             \x20 static Desk high() { return new Desk(Grade.HIGH); }\n\
             \x20 Object a() throws Exception { return MessageDigest.getInstance(grade.sum()); }\n\
             \x20 Object b() throws Exception { return MessageDigest.getInstance(Grade.HIGH.sum()); }\n\
             \x20 Object c() throws Exception { return MessageDigest.getInstance(Grade.PLAIN.sum()); }\n}\n",
        )]),
        ["SHA-512", "SHA-512", "SHA-224"]
    );
    assert_eq!(
        found(&[(
            "grade.kt",
            "import java.security.MessageDigest\n\
             enum class Grade { PLAIN, HIGH { override fun sum() = \"SHA-384\" }; open fun sum() = \"SHA-1\" }\n\
             fun a() = MessageDigest.getInstance(Grade.HIGH.sum())\n\
             fun b() = MessageDigest.getInstance(Grade.PLAIN.sum())\n",
        )]),
        ["SHA-384", "SHA-1"]
    );
}

#[test]
fn constructors_that_are_handed_on_make_objects() {
    assert_eq!(
        found(&[(
            "Boxes.java",
            "import java.util.function.Supplier;\nimport org.bouncycastle.crypto.BlockCipher;\n\
             import org.bouncycastle.crypto.engines.*;\nimport org.bouncycastle.crypto.macs.CMac;\n\
             enum Kind {\n  OLD(SEEDEngine::new), NEW(CamelliaEngine::new);\n  final Supplier<BlockCipher> engine;\n\
             \x20 Kind(Supplier<BlockCipher> engine) { this.engine = engine; }\n}\n\
             class Boxes {\n  private final Kind kind;\n  private Boxes(Kind kind) { this.kind = kind; }\n\
             \x20 static Boxes today() { return new Boxes(Kind.NEW); }\n\
             \x20 Object tag() { return new CMac(kind.engine.get()); }\n}\n",
        )])
        .last()
        .map(String::as_str),
        Some("CAMELLIA-CMAC")
    );
}

#[test]
fn parts_of_bound_records_are_what_the_configuration_says() {
    const BOUND: (&str, &str) = (
        "Shop.java",
        "import org.springframework.boot.context.properties.ConfigurationProperties;\n\
         import org.springframework.boot.context.properties.bind.DefaultValue;\n\
         @ConfigurationProperties(prefix = \"shop\")\n\
         public record Shop(Till till, Line line) {\n\
         \x20 public record Till(@DefaultValue(\"DES/ECB/PKCS5Padding\") String cipher) {\n\
         \x20   String family() { return cipher.substring(0, cipher.indexOf('/')); }\n  }\n\
         \x20 public record Line(@DefaultValue(\"TLSv1\") String[] versions) {}\n}\n",
    );
    const YML: (&str, &str) = (
        "application.yml",
        "shop:\n  till:\n    cipher: AES/CTR/NoPadding\n  line:\n    versions: TLSv1.3,TLSv1.2\n",
    );
    assert_eq!(
        found(&[
            (
                "Desk.java",
                "import javax.crypto.*;\nimport javax.net.ssl.SSLParameters;\nclass Desk {\n\
                 \x20 private final Shop.Till own;\n  private final Shop.Line line;\n\
                 \x20 Desk(Shop shop) { this.own = shop.till(); this.line = shop.line(); }\n\
                 \x20 Object a() throws Exception { return Cipher.getInstance(own.cipher()); }\n\
                 \x20 Object b() throws Exception { return KeyGenerator.getInstance(own.family()); }\n\
                 \x20 Object c() { var p = new SSLParameters(); p.setProtocols(line.versions()); return p; }\n}\n",
            ),
            BOUND,
            YML,
        ]),
        ["AES-CTR", "AES", "TLS 1.2"]
    );
}

#[test]
fn what_is_provided_by_a_name_is_what_the_module_says() {
    const MODULE: (&str, &str) = (
        "Module.kt",
        "import dagger.*\nimport javax.inject.Named\n@Module\nobject Sizes {\n\
         \x20 @Provides @Named(\"family\") fun family(): String = \"AES\"\n\
         \x20 @Provides @Named(\"bits\") fun bits(): Int = 2 * 96\n}\n",
    );
    assert_eq!(
        found(&[
            (
                "Safe.kt",
                "import javax.crypto.KeyGenerator\nimport javax.inject.*\n\
                 class Safe @Inject constructor(@Named(\"family\") private val family: String, @Named(\"bits\") private val bits: Int) {\n\
                 \x20 fun key() = KeyGenerator.getInstance(family).apply { init(bits) }.generateKey()\n}\n\
                 class Open @Inject constructor(@Named(\"other\") private val other: String) {\n\
                 \x20 fun key() = KeyGenerator.getInstance(other)\n}\n",
            ),
            MODULE,
        ]),
        ["AES-192", "indeterminate"]
    );
    assert_eq!(
        found(&[(
            "Safe.java",
            "import dagger.*;\nimport javax.inject.*;\nimport java.security.MessageDigest;\n\
             @Module class Names { @Provides @Named(\"sum\") String sum() { return \"SHA-384\"; } }\n\
             class Safe {\n  private final String sum;\n  @Inject Safe(@Named(\"sum\") String sum) { this.sum = sum; }\n\
             \x20 Object a() throws Exception { return MessageDigest.getInstance(sum); }\n}\n",
        )]),
        ["SHA-384"]
    );
}

#[test]
fn settings_of_nest_come_by_the_key_of_what_registers_them() {
    assert_eq!(
        found(&[
            (
                "src/vault.ts",
                "import { Inject, Injectable } from '@nestjs/common';\nimport { createHmac } from 'node:crypto';\n\
                 import { vaultConfig, type VaultConfig } from './vault.settings';\n@Injectable()\n\
                 export class Vault {\n\
                 \x20 constructor(@Inject(vaultConfig.KEY) private readonly settings: VaultConfig) {}\n\
                 \x20 tag(k: Buffer) { return createHmac(this.settings.sum, k); }\n}\n",
            ),
            (
                "src/vault.settings.ts",
                "import { registerAs } from '@nestjs/config';\n\
                 export const vaultConfig = registerAs('vault', () => ({ sum: process.env.VAULT_SUM ?? 'sha1' }));\n\
                 export type VaultConfig = ReturnType<typeof vaultConfig>;\n",
            ),
            (".env", "VAULT_SUM=sha512\n"),
        ]),
        ["HMAC-SHA-512"]
    );
}

#[test]
fn aliases_and_names_that_other_files_of_rust_hand_on() {
    assert_eq!(
        found(&[
            (
                "src/main.rs",
                "use cmac::Mac;\nuse ml_kem::KemCore;\nuse crate::kinds::{Flow, Seal, Air};\nmod kinds;\n\
                 fn a(k: &[u8; 24], iv: &[u8; 16]) { Flow::new(k.into(), iv.into()); }\n\
                 fn b(k: &[u8]) { <Seal as Mac>::new_from_slice(k).unwrap(); }\n\
                 fn c() { Air::generate(&mut rng); }\n",
            ),
            (
                "src/kinds.rs",
                "use aes::{Aes192, Aes256};\npub type Flow = ctr::Ctr32BE<Aes192>;\npub type Seal = cmac::Cmac<Aes256>;\n\
                 pub(crate) use ml_kem::MlKem768 as Air;\n",
            ),
        ]),
        ["AES-192-CTR", "AES-256-CMAC", "ML-KEM-768"]
    );
}

#[test]
fn variants_that_a_document_of_rust_names_decide() {
    assert_eq!(
        found(&[
            (
                "src/main.rs",
                "use ring::aead;\nuse serde::Deserialize;\n#[derive(Deserialize)]\npub struct Settings { pub line: Line }\n\
                 #[derive(Deserialize)]\npub struct Line { pub kind: Kind }\n\
                 #[derive(Deserialize, Clone, Copy)]\n#[serde(rename_all = \"lowercase\")]\npub enum Kind { Short, Long }\n\
                 impl Kind {\n  fn algorithm(self) -> &'static aead::Algorithm {\n\
                 \x20   match self { Kind::Short => &aead::AES_128_GCM, Kind::Long => &aead::AES_256_GCM }\n  }\n}\n\
                 struct Gate { settings: Settings }\nimpl Gate {\n\
                 \x20 fn a(&self, k: &[u8]) { aead::UnboundKey::new(self.settings.line.kind.algorithm(), k).unwrap(); }\n}\n",
            ),
            ("gate.toml", "[line]\nkind = \"long\"\n"),
        ]),
        ["AES-256-GCM"]
    );
}

#[test]
fn documents_and_parsers_of_python_in_other_files() {
    const INI: (&str, &str) = ("vault.ini", "[sums]\nfile = sha512\n");
    const TOML: (&str, &str) = ("vault.toml", "[marks]\npage = \"sha384\"\n");
    const SETTINGS: (&str, &str) = (
        "settings.py",
        "import configparser\nimport tomllib\nfrom pathlib import Path\nfrom types import SimpleNamespace\n\
         _parser = configparser.ConfigParser()\n_parser.read(Path(__file__).parent / \"vault.ini\")\n\
         FILE = Path(__file__).resolve().parent / \"vault.toml\"\nread = tomllib.loads(FILE.read_text())\n\
         with open(FILE, \"rb\") as opened:\n    loaded = tomllib.load(opened)\n\
         def option(name, section=\"sums\"):\n    return _parser.get(section, name)\n",
    );
    assert_eq!(
        found(&[
            (
                "use.py",
                "import hashlib\nfrom settings import _parser, loaded, option, read\n\
                 def a(): return hashlib.new(option(\"file\"))\n\
                 def b(): return hashlib.new(_parser[\"sums\"][\"file\"])\n\
                 def c(): return hashlib.new(_parser.get(\"sums\", \"file\"))\n\
                 def d(): return hashlib.new(read[\"marks\"][\"page\"])\n\
                 def e(): return hashlib.new(loaded[\"marks\"][\"page\"])\n\
                 def f(): return hashlib.new(read[\"marks\"][\"other\"])\n",
            ),
            SETTINGS,
            INI,
            TOML,
        ]),
        ["SHA-512", "SHA-512", "SHA-512", "SHA-384", "SHA-384", "indeterminate"]
    );
}

#[test]
fn the_name_of_a_constant_that_a_function_extends() {
    assert_eq!(
        found(&[(
            "sums.kt",
            "import java.security.MessageDigest\nenum class Sum { SHA_1, SHA_512 }\n\
             fun Sum.of(octets: ByteArray) = MessageDigest.getInstance(name.replace('_', '-')).digest(octets)\n\
             fun packet(octets: ByteArray) = Sum.SHA_512.of(octets)\n",
        )]),
        ["SHA-512"]
    );
}
