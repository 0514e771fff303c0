//! Sizes that the program itself decides, and those that it leaves open: never one that it does not take.

use super::flows::found;

/// The sizes that are found in a file, in order and once.
fn sizes(path: &str, source: &str) -> Vec<String> {
    let mut all = found(&[(path, source)]);
    all.retain(|name| name.starts_with("RSA"));
    all.sort();
    all.dedup();
    all
}

#[test]
fn a_branch_without_braces_leaves_what_was_set_before() {
    const JAVA: &str = "import java.security.KeyPairGenerator;\nclass A {\n  void a(String level) throws Exception {\n\
        \x20   int bits;\n    switch (level) {\n      case \"high\" -> bits = 3072;\n      default -> bits = 1024;\n    }\n\
        \x20   KeyPairGenerator g = KeyPairGenerator.getInstance(\"RSA\");\n    g.initialize(bits);\n  }\n}\n";
    const KOTLIN: &str = "import java.security.KeyPairGenerator\nfun a(strict: Boolean) {\n  var bits = 1024\n\
        \x20 if (strict) bits = 3072\n  val g = KeyPairGenerator.getInstance(\"RSA\")\n  g.initialize(bits)\n}\n";
    const WHEN: &str = "import java.security.KeyPairGenerator\nfun a(level: String) {\n  val bits: Int\n\
        \x20 when (level) {\n    \"high\" -> bits = 3072\n    else -> bits = 1024\n  }\n\
        \x20 val g = KeyPairGenerator.getInstance(\"RSA\")\n  g.initialize(bits)\n}\n";
    const SCALA: &str = "import java.security.KeyPairGenerator\nobject A {\n  def a(strict: Boolean): Unit = {\n\
        \x20   var bits = 1024\n    if (strict) bits = 3072\n    val g = KeyPairGenerator.getInstance(\"RSA\")\n\
        \x20   g.initialize(bits)\n  }\n}\n";
    const DART: &str = "import 'package:basic_utils/basic_utils.dart';\nvoid a(String level) {\n  int bits;\n\
        \x20 switch (level) {\n    case 'high':\n      bits = 3072;\n      break;\n    default:\n      bits = 1024;\n  }\n\
        \x20 print(CryptoUtils.generateRSAKeyPair(keySize: bits));\n}\n";
    for (path, source) in
        [("A.java", JAVA), ("a.kt", KOTLIN), ("b.kt", WHEN), ("A.scala", SCALA), ("a.dart", DART)]
    {
        assert_eq!(sizes(path, source), ["RSA-1024", "RSA-3072"], "{path}");
    }
    // What the caller says is taken.
    let told = format!("{WHEN}fun main() {{ a(\"high\") }}\n");
    assert_eq!(sizes("b.kt", &told), ["RSA-3072"]);
}
