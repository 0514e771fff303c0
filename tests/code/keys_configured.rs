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
