//! Sizes and curves that come by the ways of Ruby, Scala, Swift, Dart, shells, C++ and Go.

use super::flows::found;

#[test]
fn documents_of_go_count_before_literals_of_other_packages() {
    const CONF: (&str, &str) = (
        "internal/conf/conf.go",
        "package conf\nimport (\"encoding/json\"; \"os\")\n\
         type Keys struct {\n\tModulus int `json:\"modulus\"`\n}\n\
         type Settings struct {\n\tKeys Keys `json:\"keys\"`\n}\n\
         func Read(f *os.File) (Settings, error) {\n\ts := Settings{Keys: Keys{Modulus: 1024}}\n\
         \treturn s, json.NewDecoder(f).Decode(&s)\n}\n",
    );
    assert_eq!(
        found(&[
            (
                "internal/forge/forge.go",
                "package forge\nimport (\"crypto/rand\"; \"crypto/rsa\"; \"example.com/a/internal/conf\")\n\
                 func Make(s conf.Settings) { rsa.GenerateKey(rand.Reader, s.Keys.Modulus) }\n",
            ),
            CONF,
            ("config/a.json", "{\"keys\": {\"modulus\": 3072}}"),
        ]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "server.go",
            "package a\nimport (\"crypto/rand\"; \"crypto/rsa\"; \"github.com/spf13/viper\")\n\
             func init() { viper.SetDefault(\"server.bits\", 3072) }\n\
             func Make() { rsa.GenerateKey(rand.Reader, viper.GetInt(\"server.bits\")) }\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn a_parameter_that_is_set_under_a_condition_is_what_callers_give_too() {
    assert_eq!(
        found(&[(
            "client.go",
            "package a\nimport (\"crypto/rand\"; \"crypto/rsa\")\n\
             func Make(bits int) {\n\tif small() {\n\t\tbits = 2048\n\t}\n\
             \trsa.GenerateKey(rand.Reader, bits)\n}\nfunc All() { Make(3072) }\n",
        )]),
        ["RSA-3072", "RSA-2048"]
    );
}

#[test]
fn objects_of_cpp_have_what_those_say_who_hand_them_over() {
    assert_eq!(
        found(&[(
            "keys.cpp",
            "#include <openssl/rsa.h>\n#include <map>\nstruct Profile { int bits = 1024; };\n\
             const std::map<std::string, Profile> all = { {\"clay\", {2048}}, {\"stone\", {3072}} };\n\
             class Maker {\n public:\n  explicit Maker(Profile profile) : profile_(std::move(profile)) {}\n\
             \x20 EVP_PKEY* make() { return EVP_RSA_gen(profile_.bits); }\n private:\n  Profile profile_;\n};\n\
             void a() { Maker maker(all.at(\"stone\")); maker.make(); }\n\
             EVP_PKEY* c(const Profile& given) { return EVP_RSA_gen(given.bits); }\n\
             void d() { Profile own; own.bits = 4096; c(own); }\n",
        )]),
        ["RSA-3072", "RSA-4096"]
    );
    assert_eq!(
        found(&[(
            "keys.cpp",
            "#include <openssl/rsa.h>\nenum class Glaze { matt, gloss };\n\
             constexpr int bits_of(Glaze glaze) {\n  switch (glaze) {\n    case Glaze::matt: return 2048;\n\
             \x20   case Glaze::gloss: return 4096;\n  }\n  return 0;\n}\n\
             EVP_PKEY* a() { return EVP_RSA_gen(bits_of(Glaze::gloss)); }\n\
             struct Maker { template <int Bits = 2048> EVP_PKEY* make() { return EVP_RSA_gen(Bits); } };\n\
             void b() { Maker m; m.make<3072>(); }\n",
        )]),
        ["RSA-4096", "RSA-3072"]
    );
}

#[test]
fn modules_of_ruby_are_those_of_all_their_files() {
    const CONFIGURATION: (&str, &str) = (
        "lib/gate/configuration.rb",
        "module Gate\n  class Configuration\n    attr_accessor :bits, :curve\n\
         \x20   def initialize\n      @bits = 2048\n      @curve = 'prime256v1'\n    end\n  end\nend\n",
    );
    assert_eq!(
        found(&[
            (
                "lib/gate/keys.rb",
                "require 'openssl'\nmodule Gate\n  class Keys\n    def a = OpenSSL::PKey::RSA.new(Gate.config.bits)\n\
                 \x20   def b = OpenSSL::PKey::EC.generate(Gate.config.curve)\n\
                 \x20   def c = OpenSSL::PKey::RSA.new(SIZES['old'])\n  end\nend\n",
            ),
            (
                "lib/gate.rb",
                "module Gate\n  def self.config\n    @config ||= Configuration.new\n  end\nend\n"
            ),
            CONFIGURATION,
            ("lib/gate/sizes.rb", "module Gate\n  SIZES = { 'old' => 1024 }.freeze\nend\n"),
            (
                "config/initializers/gate.rb",
                "Gate.configure do |config|\n  config.bits = 4096\nend\n"
            ),
        ]),
        ["RSA-4096", "EC-P-256", "RSA-1024"]
    );
    assert_eq!(
        found(&[(
            "channel.rb",
            "require 'openssl'\nclass Channel\n  DEFAULTS = { bits: 2048 }.freeze\n\
             \x20 def self.open(**options)\n    new(DEFAULTS.merge(options))\n  end\n\
             \x20 def initialize(options)\n    @options = options\n  end\n\
             \x20 def key = OpenSSL::PKey::RSA.new(@options.fetch(:bits))\nend\nChannel.open(bits: 4096)\n",
        )]),
        ["RSA-4096"]
    );
}

#[test]
fn raw_values_and_extensions_of_swift() {
    assert_eq!(
        found(&[
            (
                "Sources/A/Maker.swift",
                "import Security\nfinal class Maker {\n  private let profile: Profile\n\
                 \x20 init(profile: Profile = .standard) { self.profile = profile }\n  func make() -> SecKey? {\n\
                 \x20   SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: profile.strength.rawValue] as CFDictionary, nil)\n\
                 \x20 }\n}\nfunc all() { _ = Maker(profile: .vault).make() }\n",
            ),
            (
                "Sources/A/Profile.swift",
                "enum Strength: Int { case light = 2048, heavy = 4096 }\nstruct Profile {\n  let strength: Strength\n\
                 \x20 static let standard = Profile(strength: .light)\n  static let vault = Profile(strength: .heavy)\n}\n",
            ),
        ]),
        ["RSA-4096"]
    );
    assert_eq!(
        found(&[(
            "Specs.swift",
            "import Security\nprotocol Spec { var type: CFString { get }; var size: Int { get } }\n\
             extension Spec { var attributes: [CFString: Any] { [kSecAttrKeyType: type, kSecAttrKeySizeInBits: size] } }\n\
             struct Curve: Spec { let type = kSecAttrKeyTypeECSECPrimeRandom; let size = 384 }\n\
             struct Modulus: Spec { let type = kSecAttrKeyTypeRSA; let size: Int }\n\
             func a() -> SecKey? { SecKeyCreateRandomKey(Curve().attributes as CFDictionary, nil) }\n\
             func b() -> SecKey? { SecKeyCreateRandomKey(Modulus(size: 3072).attributes as CFDictionary, nil) }\n",
        )]),
        ["EC-P-384", "RSA-3072"]
    );
}

#[test]
fn options_and_constructors_of_dart() {
    assert_eq!(
        found(&[(
            "bin/a.dart",
            "import 'package:args/args.dart';\nimport 'package:pointycastle/export.dart';\n\
             class Options {\n  const Options({this.bits = 2048});\n  const Options.weak() : this(bits: 1024);\n  final int bits;\n}\n\
             void main(List<String> arguments) {\n  final parser = ArgParser()..addOption('bits', defaultsTo: '4096');\n\
             \x20 final results = parser.parse(arguments);\n\
             \x20 KeyGenerator('RSA')..init(RSAKeyGeneratorParameters(BigInt.two, int.parse(results['bits'] as String), 12));\n\
             \x20 KeyGenerator('RSA')..init(RSAKeyGeneratorParameters(BigInt.two, const Options.weak().bits, 12));\n}\n",
        )]),
        ["RSA-4096", "RSA-1024"]
    );
}

#[test]
fn what_is_there_in_scala_stands_for_no_default() {
    assert_eq!(
        found(&[(
            "A.scala",
            "import java.security._\nimport java.security.spec.ECGenParameterSpec\n\
             case class Tls(curve: Option[String] = None)\nobject A {\n  def a = {\n\
             \x20   val tls = Tls(curve = Some(\"secp384r1\"))\n    val k = KeyPairGenerator.getInstance(\"EC\")\n\
             \x20   k.initialize(new ECGenParameterSpec(tls.curve.getOrElse(\"secp256r1\")))\n  }\n\
             \x20 def b(settings: Map[String, Int] = Map(\"bits\" -> 3072)) = {\n\
             \x20   val k = KeyPairGenerator.getInstance(\"RSA\")\n    k.initialize(settings.getOrElse(\"bits\", 1024))\n  }\n}\n",
        )]),
        ["EC-P-384", "RSA-3072"]
    );
}

#[test]
fn what_the_caller_of_a_shell_sets_counts_before_defaults() {
    assert_eq!(
        found(&[
            (
                "lib/common.sh",
                "csr() { openssl req -new -\"${DIGEST:-sha1}\" -key \"$1\" -out \"$2\"; }\n\
                 key() { openssl genpkey -algorithm \"$1\" -pkeyopt \"$2\" -out k; }\nkey RSA rsa_keygen_bits:3072\n\
                 host() {\n  local size=4096\n  ssh-keygen -t rsa ${size:+-b \"$size\"} -f id -N ''\n}\n",
            ),
            ("bin/issue.sh", "#!/bin/sh\n. ../lib/common.sh\n. ../etc/bell.conf\ncsr a b\n"),
            ("etc/bell.conf", "DIGEST=sha384\n"),
        ]),
        ["SHA-384", "RSA-3072", "RSA-4096"]
    );
    assert_eq!(
        found(&[
            ("Makefile", "include config.mk\nBITS ?= 2048\nk:\n\topenssl genrsa -out $@ $(BITS)\n"),
            ("config.mk", "BITS = 3072\n"),
        ]),
        ["RSA-3072"]
    );
}
