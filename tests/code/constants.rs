//! Constants of enumerations, options and documents that decide a size, and what stands beside them without counting.

use super::flows::found;

/// Files that make keys of 3,072 bits alone, where 1,024, 2,048 or 4,096 stand nearby.
const PROGRAMS: &[(&str, &[(&str, &str)])] = &[
    (
        "an enumeration of C#, whose method is called like that of the library",
        &[(
            "a.cs",
            r#"using System.Security.Cryptography;
enum Kind { Leaf, Root }
static class Keys {
  static int Bits(this Kind kind) => kind switch { Kind.Leaf => 1024, Kind.Root => 3072, _ => throw new System.Exception() };
  static RSA Create(Kind kind) => RSA.Create(kind.Bits());
  static void Main() { Create(Kind.Root); }
}
"#,
        )],
    ),
    (
        "options of a command line of C#",
        &[(
            "a.cs",
            r#"using System.CommandLine;
using System.Security.Cryptography;
var size = new Option<int>("--bits", () => 3072, "bits of the key; 1024 is refused");
var init = new Command("init") { size };
init.SetHandler((int bits) => { using var key = RSA.Create(bits); }, size);
"#,
        )],
    ),
    (
        "a method that an extension of Dart adds to an enumeration, and its constants",
        &[(
            "a.dart",
            r#"import 'package:pointycastle/export.dart';
enum Level { low, high }
extension Bits on Level { int get bits => switch (this) { Level.low => 1024, Level.high => 3072 }; }
int size(Level level) { switch (level) { case Level.low: return 2048; case Level.high: return 3072; } }
make(Level level) => RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), level.bits, 64), r));
other(Level level) => RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), size(level), 64), r));
void main() { make(Level.high); other(Level.high); }
"#,
        )],
    ),
    (
        "a constructor of Dart with a name of its own, and what another hands to the class above",
        &[(
            "a.dart",
            r#"import 'package:pointycastle/export.dart';
class Defaults {
  Defaults._(this.bits, this.days);
  static final Defaults instance = Defaults._(3072, 2048);
  final int bits;
  final int days;
}
class Agent { Agent(this.bits); final int bits; key() => RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64), r)); }
class Backup extends Agent { Backup() : super(3072); }
make() => RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), Defaults.instance.bits, 64), r));
void main() { make(); Backup().key(); }
"#,
        )],
    ),
    (
        "an option of Dart that another file declares",
        &[
            (
                "options.dart",
                "import 'package:args/args.dart';\nfinal parser = ArgParser()..addOption('modulus', defaultsTo: '3072')..addOption('days', defaultsTo: '1024');\n",
            ),
            (
                "share.dart",
                r#"import 'package:args/args.dart';
import 'package:pointycastle/export.dart';
class Share {
  Share(this.args);
  final ArgResults args;
  make() {
    final bits = int.parse(args['modulus'] as String);
    return RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64), r));
  }
}
"#,
            ),
        ],
    ),
    (
        "a document of Dart that a generic method reads, by keys of which one may be missing",
        &[
            ("config/sign.yaml", "signing:\n  bits: 3072\nother:\n  bits: 1024\n"),
            (
                "a.dart",
                r#"import 'dart:io';
import 'package:pointycastle/export.dart';
import 'package:yaml/yaml.dart';
class Config {
  Config(this._tree);
  factory Config.load([String path = 'config/sign.yaml']) => Config(loadYaml(File(path).readAsStringSync()) as YamlMap);
  final YamlMap _tree;
  T read<T>(String section, String key, T otherwise) => (_tree[section]?[key] ?? otherwise) as T;
  int get bits => read('signing', 'bits', 2048);
}
make(int bits) => RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64), r));
void main() { make(Config.load().bits); }
"#,
            ),
        ],
    ),
    (
        "constants that a case of Ruby is taken for, and what leaves a method",
        &[(
            "a.rb",
            r#"require "openssl"
module Strength
  WEAK = :weak
  STRONG = :strong
end
def bits(strength)
  case strength
  when Strength::WEAK then 1024
  when Strength::STRONG then 3072
  end
end
def size(purpose)
  if purpose == "test"
    return 1024
  elsif purpose == "sign"
    return 3072
  else
    return 2048
  end
end
def wanted(given = nil)
  given.nil? ? 3072 : given
end
OpenSSL::PKey::RSA.new(bits(Strength::STRONG))
OpenSSL::PKey::RSA.new(size("sign"))
OpenSSL::PKey::RSA.new(wanted(nil))
"#,
        )],
    ),
    (
        "tables of Ruby with a default, with layers, and without a key",
        &[
            ("settings.json", "{\"crypto\": {\"bits\": 3072}}\n"),
            (
                "a.rb",
                r#"require "json"
require "openssl"
DEFAULTS = { "crypto" => { "bits" => 2048 } }.freeze
SIZES = Hash.new(3072).merge("eu" => 4096)
def settings
  DEFAULTS.merge(JSON.parse(File.read(File.expand_path("settings.json", __dir__))))
end
def with(options)
  OpenSSL::PKey::RSA.new(options[:bits] || 3072)
end
OpenSSL::PKey::RSA.new(settings["crypto"]["bits"])
OpenSSL::PKey::RSA.new(SIZES["apac"])
with({ owner: "a", days: 1024 })
"#,
            ),
        ],
    ),
    (
        "an object of Scala that is its own class, beside another",
        &[(
            "a.scala",
            r#"import java.security.KeyPairGenerator
import java.security.spec.{AlgorithmParameterSpec, RSAKeyGenParameterSpec}
trait Source {
  protected def parameters: AlgorithmParameterSpec
  def make() = {
    val generator = KeyPairGenerator.getInstance("RSA")
    generator.initialize(parameters)
    generator.generateKeyPair()
  }
}
object Escrow extends Source {
  override protected val parameters = new RSAKeyGenParameterSpec(3 * 1024, RSAKeyGenParameterSpec.F4)
}
"#,
        )],
    ),
    (
        "keys that a configuration of Scala has",
        &[
            ("application.conf", "tool {\n  bits = 3072\n  size = 3072\n}\n"),
            (
                "a.scala",
                r#"import com.typesafe.config.{Config, ConfigFactory}
import java.security.KeyPairGenerator
object A {
  private val root = ConfigFactory.load().getConfig("tool")
  lazy val bits: Int = Option.when(root.hasPath("bits"))(root.getInt("bits")).getOrElse(1024)
  def size: Int = if (root.hasPath("size")) root.getInt("size") else 2048
  def go(): Unit = {
    KeyPairGenerator.getInstance("RSA").initialize(bits)
    KeyPairGenerator.getInstance("RSA").initialize(size)
  }
}
"#,
            ),
        ],
    ),
    (
        "the constant that a switch of Swift over the object itself is asked of",
        &[(
            "a.swift",
            r#"import Security
enum Level: String { case low, high }
extension Level { func bits() -> Int { switch self { case .low: return 1024; case .high: return 3072 } } }
func make(_ level: Level) {
  let a: [String: Any] = [kSecAttrKeyType as String: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits as String: level.bits()]
  SecKeyCreateRandomKey(a as CFDictionary, nil)
}
func wanted(_ requested: Int?) {
  var bits = 2048
  if let requested = requested { bits = requested }
  let a: [String: Any] = [kSecAttrKeyType as String: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits as String: bits]
  SecKeyCreateRandomKey(a as CFDictionary, nil)
}
func start() { make(.high); wanted(3072) }
"#,
        )],
    ),
    (
        "a document of C++, an optional that is empty, and letters",
        &[
            ("tool.json", "{\"archive\": {\"wrapBits\": 3072}}\n"),
            (
                "a.cpp",
                r#"#include <fstream>
#include <optional>
#include <nlohmann/json.hpp>
#include <openssl/rsa.h>
int read() {
  const auto doc = nlohmann::json::parse(std::ifstream("tool.json"));
  const auto& archive = doc.at("archive");
  return archive.value("wrapBits", 1024);
}
static int of(char level) { switch (level) { case 'l': return 1024; case 'h': return 3072; default: return 2048; } }
EVP_PKEY *a() { return EVP_RSA_gen(read()); }
EVP_PKEY *b(std::optional<int> wanted) { return EVP_RSA_gen(wanted.value_or(3072)); }
EVP_PKEY *c() { return EVP_RSA_gen(of('h')); }
void start() { b(std::nullopt); }
"#,
            ),
        ],
    ),
    (
        "the first of what a function makes of the elements that are left",
        &[(
            "a.scala",
            r#"import java.security.KeyPairGenerator
case class Offer(name: String, bits: Int)
object A {
  val offers = List(Offer("old", 1024), Offer("new", 3072), Offer("future", 4096))
  def go(): Unit = KeyPairGenerator.getInstance("RSA").initialize(offers.filter(_.name == "new").map(_.bits).head)
}
"#,
        )],
    ),
];

#[test]
fn only_what_the_program_comes_to_counts() {
    for (what, files) in PROGRAMS {
        // The last file is the one that is looked at.
        let mut files = files.to_vec();
        files.rotate_right(1);
        let all = found(&files);
        assert!(!all.is_empty(), "{what}");
        assert!(all.iter().all(|name| name == "RSA-3072"), "{what}: {all:?}");
    }
}

#[test]
fn what_is_larger_decides_where_it_is_known() {
    let source = r#"#include <openssl/evp.h>
#include <openssl/rsa.h>
static int of(int years) { if (years >= 10) return 4096; if (years > 2) return 3072; return 2048; }
EVP_PKEY *a(void) { return EVP_RSA_gen(of(5)); }
"#;
    assert_eq!(found(&[("a.c", source)]), ["RSA-3072"]);
    let open = source.replace("of(5)", "of(years())");
    assert_eq!(found(&[("a.c", &open)]), ["RSA-4096", "RSA-3072", "RSA-2048"]);
    let source = r#"import java.security.*;
class A {
  static int of(int years) { return years > 2 ? 3072 : 2048; }
  void a() throws Exception { KeyPairGenerator.getInstance("RSA").initialize(of(5)); }
}
"#;
    assert_eq!(found(&[("A.java", source)]), ["RSA-3072"]);
}

#[test]
fn parts_of_names_are_those_letters_that_are_kept() {
    let all = found(&[(
        "a.scala",
        r#"import javax.crypto.{KeyGenerator, Mac}
class Sealer(transformation: String = "AES/GCM/NoPadding", digest: String = "SHA-512") {
  def key = KeyGenerator.getInstance(transformation.takeWhile(_ != '/'))
  def mac = Mac.getInstance(s"Hmac${digest.filter(_.isLetterOrDigit)}")
}
"#,
    )]);
    assert_eq!(all, ["AES", "HMAC-SHA-512"]);
}

#[test]
fn options_of_services_and_of_attributes_have_sizes() {
    let source = r#"using System.Security.Cryptography;
using CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
public sealed class ReceiptOptions { public int ModulusBits { get; set; } = 2048; }
class Words { [Option('b', "bits", Default = 3072)] public int Bits { get; set; } }
class P {
  static void Add(ServiceCollection services) {
    services.Configure<ReceiptOptions>(config.GetSection("Receipts"));
    services.AddSingleton<RSA>(sp => RSA.Create(sp.GetRequiredService<IOptions<ReceiptOptions>>().Value.ModulusBits));
  }
  static void Run(Words words) { using var rsa = RSA.Create(words.Bits); }
}
"#;
    let document = "{ \"Receipts\": { \"ModulusBits\": 3072 } }";
    let files = [("a.cs", source), ("appsettings.json", document)];
    assert_eq!(found(&files), ["RSA-3072", "RSA-3072"]);
}

#[test]
fn an_option_without_a_default_has_no_size() {
    let source = r#"using System.CommandLine;
using System.Security.Cryptography;
var size = new Option<int>("--bits", "bits of the key");
var init = new Command("init") { size };
init.SetHandler((int bits) => { using var key = RSA.Create(bits); }, size);
"#;
    assert_eq!(found(&[("a.cs", source)]), ["RSA"]);
}
