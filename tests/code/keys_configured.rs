//! Sizes and curves that stand in configuration files beside the code, behind sections, trees and objects.

use super::flows::found;

#[test]
fn a_section_of_a_document_that_calls_ask_for() {
    assert_eq!(
        found(&[
            (
                "src/main.cpp",
                "#include <fstream>\n#include <nlohmann/json.hpp>\n#include <openssl/rsa.h>\n#include <openssl/ec.h>\n\
                 struct Settings {\n  std::string curve = \"P-256\";\n  unsigned bits = 2048;\n\
                 \x20 static Settings load() {\n    Settings s;\n    std::ifstream in(\"config/gate.json\");\n\
                 \x20   const auto tree = nlohmann::json::parse(in);\n\
                 \x20   s.curve = tree.at(\"own\").at(\"key\").value(\"curve\", s.curve);\n\
                 \x20   s.bits = tree.at(\"escrow\").value(\"bits\", s.bits);\n    return s;\n  }\n};\n\
                 void keys(const Settings& s) {\n  EVP_EC_gen(s.curve.c_str());\n  EVP_RSA_gen(s.bits);\n}\n\
                 int main() { keys(Settings::load()); }\n",
            ),
            (
                "config/gate.json",
                "{\"own\": {\"key\": {\"curve\": \"P-384\"}}, \"escrow\": {\"bits\": 3072}, \"other\": {\"bits\": 1024}}",
            ),
        ]),
        ["EC-P-384", "RSA-3072"]
    );
    assert_eq!(
        found(&[
            (
                "src/main/scala/a/A.scala",
                "package a\nimport com.typesafe.config.{Config, ConfigFactory}\n\
                 import java.security.KeyPairGenerator\nimport javax.crypto.{Cipher, KeyGenerator}\nobject A {\n\
                 \x20 def load(root: Config = ConfigFactory.load().getConfig(\"gate\")) = {\n\
                 \x20   val own = root.getConfig(\"own\")\n    val pages = root.getConfig(\"pages\")\n\
                 \x20   val g = KeyPairGenerator.getInstance(own.getString(\"algorithm\"))\n\
                 \x20   g.initialize(own.getInt(\"key-bits\"))\n\
                 \x20   KeyGenerator.getInstance(pages.getString(\"algorithm\")).init(pages.getInt(\"key-bytes\") * 8)\n\
                 \x20 }\n}\n",
            ),
            (
                "src/main/resources/application.conf",
                "gate {\n  own {\n    algorithm = \"RSA\"\n    key-bits = 3072\n  }\n\
                 \x20 pages {\n    algorithm = \"AES\"\n    key-bytes = 24\n  }\n}\n",
            ),
        ]),
        ["RSA-3072", "AES-192"]
    );
}

#[test]
fn documents_of_python_are_trees() {
    assert_eq!(
        found(&[
            (
                "gate/keys.py",
                "import os\nimport ssl\nimport tomllib\nfrom pathlib import Path\n\
                 from cryptography.hazmat.primitives import hashes\n\
                 from cryptography.hazmat.primitives.asymmetric import ec, rsa\n\
                 tree = tomllib.loads(Path(os.environ.get('GATE', 'gate.toml')).read_text())\n\
                 rsa.generate_private_key(65537, tree['own'].get('bits', 1024))\n\
                 rsa.generate_private_key(65537, tree['own'].get('size', 2048))\n\
                 for name, spec in tree['curves'].items():\n\
                 \x20 ec.generate_private_key(getattr(ec, spec['curve'])())\n\
                 context = ssl.create_default_context()\n\
                 context.minimum_version = ssl.TLSVersion[tree['oldest']]\n",
            ),
            (
                "gate.toml",
                "oldest = \"TLSv1_3\"\n[own]\nbits = 3072\n[curves.a]\ncurve = \"SECP384R1\"\n[curves.b]\ncurve = \"SECP521R1\"\n",
            ),
        ]),
        ["RSA-3072", "RSA-2048", "EC-P-384", "EC-P-521", "TLS 1.3", "TLS 1.3"]
    );
}

#[test]
fn of_parts_of_several_kinds_only_what_all_say_is_told() {
    assert_eq!(
        found(&[
            (
                "src/A.scala",
                "import java.security.MessageDigest\nimport javax.crypto.KeyGenerator\nobject A {\n\
                 \x20 val tree = ujson.read(os.read(\"conf/masks.json\"))\n\
                 \x20 tree(\"columns\").obj.foreach { case (name, c) =>\n\
                 \x20   KeyGenerator.getInstance(\"AES\").init(c(\"bits\").num.toInt)\n\
                 \x20   MessageDigest.getInstance(c(\"with\").str)\n  }\n}\n",
            ),
            (
                "conf/masks.json",
                "{\"columns\": {\"a\": {\"with\": \"SHA-256\"}, \"b\": {\"with\": \"HmacSHA384\"}, \"c\": {\"bits\": 192}}}",
            ),
        ]),
        ["AES-192", "indeterminate"]
    );
}

#[test]
fn members_that_hold_what_a_document_names() {
    assert_eq!(
        found(&[
            (
                "box.py",
                "import json\nfrom cryptography.hazmat.primitives import hashes\n\
                 from cryptography.hazmat.primitives.kdf.hkdf import HKDF\nclass Box:\n  def __init__(self):\n\
                 \x20   tree = json.loads(open('box.json').read())\n\
                 \x20   self._hash = getattr(hashes, tree['kdf'].upper())\n  def key(self, root):\n\
                 \x20   return HKDF(algorithm=self._hash(), length=32, salt=None, info=b'x').derive(root)\n",
            ),
            ("box.json", "{\"kdf\": \"sha512\"}"),
        ]),
        ["HKDF-SHA-512"]
    );
}

#[test]
fn options_that_a_command_line_of_scala_begins_with() {
    assert_eq!(
        found(&[(
            "Job.scala",
            "import java.security.MessageDigest\nimport scopt.OParser\n\
                 final case class Options(checksum: String = \"MD5\")\nobject Job {\n\
                 \x20 def main(args: Array[String]): Unit =\n\
                 \x20   OParser.parse(parser, args, Options()).foreach { options =>\n\
                 \x20     MessageDigest.getInstance(options.checksum)\n    }\n}\n",
        ),]),
        ["MD5"]
    );
}
