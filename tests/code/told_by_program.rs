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

/// Programs in which one of several sizes is taken, 3072, by a condition, a function or an argument.
const TAKEN: &[(&str, &str)] = &[
    // The element of a list that a loop looks for.
    (
        "loop.kt",
        r#"import java.security.KeyPairGenerator
class Grade(val name: String, val bits: Int)
val grades = arrayOf(Grade("a", 1024), Grade("b", 3072), Grade("c", 4096))
fun sizeOf(name: String): Int {
  for (grade in grades) { if (grade.name == name) { return grade.bits } }
  return 2048
}
fun make(name: String) { val g = KeyPairGenerator.getInstance("RSA"); g.initialize(sizeOf(name)) }
fun main() { make("b") }
"#,
    ),
    (
        "Loop.java",
        r#"import java.security.KeyPairGenerator;
class Loop {
  record Grade(String name, int bits) {}
  static final Grade[] GRADES = { new Grade("a", 1024), new Grade("b", 3072) };
  static int sizeOf(String name) {
    for (Grade grade : GRADES) { if (grade.name().equals(name)) return grade.bits(); }
    return 2048;
  }
  void make() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance("RSA"); g.initialize(sizeOf("b")); }
}
"#,
    ),
    (
        "loop.rb",
        "require 'openssl'\nGRADES = [{ name: 'a', bits: 1024 }, { name: 'b', bits: 3072 }].freeze\n\
         def size_of(name)\n  GRADES.each do |grade|\n    return grade[:bits] if grade[:name] == name\n  end\n  2048\nend\n\
         OpenSSL::PKey::RSA.new(size_of('b'))\n",
    ),
    (
        "loop.dart",
        "import 'package:basic_utils/basic_utils.dart';\nclass Grade { const Grade(this.name, this.bits); final String name; final int bits; }\n\
         const grades = [Grade('a', 1024), Grade('b', 3072)];\n\
         int sizeOf(String name) {\n  var bits = 2048;\n  for (final grade in grades) {\n    if (grade.name == name) { bits = grade.bits; }\n  }\n  return bits;\n}\n\
         void main() { print(CryptoUtils.generateRSAKeyPair(keySize: sizeOf('b'))); }\n",
    ),
    // A function that is handed over is called under a condition.
    (
        "handed.kt",
        "import java.security.KeyPairGenerator\n\
         fun withSize(strict: Boolean, use: (Int) -> Unit) {\n  if (strict) { use(3072) } else { use(1024) }\n}\n\
         fun main() { withSize(true) { bits -> val g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits) } }\n",
    ),
    (
        "Handed.java",
        "import java.security.KeyPairGenerator;\nclass Handed {\n\
         \x20 static void choose(boolean old, java.util.function.IntConsumer use) {\n    if (old) { use.accept(1024); } else { use.accept(3072); }\n  }\n\
         \x20 static void make() {\n    choose(false, bits -> { var g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits); });\n  }\n}\n",
    ),
    // Functions that go by their names.
    (
        "named.kt",
        "import java.security.KeyPairGenerator\nfun weak() = 1024\nfun strong() = 3072\n\
         val sizes = mapOf(\"weak\" to ::weak, \"strong\" to ::strong)\n\
         fun make(name: String) { val g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(sizes.getValue(name)()) }\n\
         fun main() { make(\"strong\") }\n",
    ),
    (
        "Named.java",
        "import java.security.KeyPairGenerator;\nimport java.util.Map;\nimport java.util.function.IntSupplier;\nclass Named {\n\
         \x20 static final Map<String, IntSupplier> SIZES = Map.of(\"weak\", Named::weak, \"strong\", Named::strong);\n\
         \x20 static int weak() { return 1024; }\n  static int strong() { return 3072; }\n\
         \x20 static void make(String name) throws Exception { var g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(SIZES.get(name).getAsInt()); }\n\
         \x20 static void run() throws Exception { make(\"strong\"); }\n}\n",
    ),
    (
        "named.rb",
        "require 'openssl'\ndef weak\n  1024\nend\ndef strong\n  3072\nend\n\
         SIZES = { 'weak' => method(:weak), 'strong' => method(:strong) }.freeze\n\
         def make(name)\n  OpenSSL::PKey::RSA.new(SIZES.fetch(name).call)\nend\nmake('strong')\n",
    ),
    (
        "named.dart",
        "import 'package:basic_utils/basic_utils.dart';\nint weak() => 1024;\nint strong() => 3072;\n\
         Object make(int Function() size) => CryptoUtils.generateRSAKeyPair(keySize: size());\nvoid main() { print(make(strong)); }\n",
    ),
    (
        "named.swift",
        "import Security\nfunc weak() -> Int { 1024 }\nfunc strong() -> Int { 3072 }\nlet sizes: [String: () -> Int] = [\"weak\": weak, \"strong\": strong]\n\
         func make(_ name: String) {\n  guard let size = sizes[name] else { return }\n\
         \x20 SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: size()] as CFDictionary, nil)\n}\nmake(\"strong\")\n",
    ),
    // Any number of values.
    (
        "many.rb",
        "require 'openssl'\ndef make(label, *sizes)\n  OpenSSL::PKey::RSA.new(sizes.first || 1024)\nend\nmake('a', 3072, 365)\n",
    ),
    (
        "many.swift",
        "import Security\nfunc make(_ sizes: Int...) {\n\
         \x20 SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: sizes[0]] as CFDictionary, nil)\n}\nmake(3072, 1024)\n",
    ),
    // What is set on every object after it is made, and what every class overrides of which one is made.
    (
        "set.kt",
        "import java.security.KeyPairGenerator\nclass Wizard {\n  var bits = 1024\n\
         \x20 fun finish() { val g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits) }\n}\n\
         fun main() {\n  val wizard = Wizard()\n  wizard.bits = 3072\n  wizard.finish()\n}\n",
    ),
    (
        "set.rb",
        "require 'openssl'\nclass Request\n  attr_accessor :bits\n  def initialize\n    @bits = 1024\n  end\nend\n\
         def run(request)\n  OpenSSL::PKey::RSA.new(request.bits)\nend\nrequest = Request.new\nrequest.bits = 3072\nrun(request)\n",
    ),
    (
        "Built.java",
        "import java.security.KeyPairGenerator;\nclass Built {\n  private int bits = 1024;\n\
         \x20 Built bits(int value) { this.bits = value; return this; }\n\
         \x20 void build() throws Exception { var g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits); }\n\
         \x20 static void run() throws Exception { new Built().bits(3072).build(); }\n}\n",
    ),
    (
        "built.swift",
        "import Security\nfinal class Built {\n  private var bits = 1024\n  func bits(_ value: Int) -> Built { bits = value; return self }\n\
         \x20 func build() { SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: bits] as CFDictionary, nil) }\n}\n\
         Built().bits(3072).build()\n",
    ),
    (
        "over.dart",
        "import 'package:basic_utils/basic_utils.dart';\nclass Maker {\n  int get bits => 1024;\n\
         \x20 Object make() => CryptoUtils.generateRSAKeyPair(keySize: bits);\n}\n\
         class Strong extends Maker {\n  @override\n  int get bits => 3072;\n}\nvoid main() { print(Strong().make()); }\n",
    ),
    (
        "over.rb",
        "require 'openssl'\nclass Maker\n  def bits\n    1024\n  end\n  def make\n    OpenSSL::PKey::RSA.new(bits)\n  end\nend\n\
         class Strong < Maker\n  def bits\n    3072\n  end\nend\nStrong.new.make\n",
    ),
    (
        "Over.java",
        "import java.security.KeyPairGenerator;\nclass Over {\n  static class Policy {\n    protected int bits = 1024;\n\
         \x20   void make() throws Exception { var g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits); }\n  }\n\
         \x20 static class Strict extends Policy { Strict() { bits = 3072; } }\n  static void run() throws Exception { new Strict().make(); }\n}\n",
    ),
    (
        "handed_up.kt",
        "import java.security.KeyPairGenerator\nopen class Agent(private val bits: Int) {\n\
         \x20 fun make() { val g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits) }\n}\n\
         class Light : Agent(1024)\nclass Heavy : Agent(3072)\nfun main() { Heavy().make() }\n",
    ),
];

/// The program in which objects of a class are made that is found at `path`.
fn program(path: &str) -> &'static str {
    TAKEN.iter().find(|(known, _)| *known == path).unwrap().1
}

#[test]
fn what_may_be_set_or_made_leaves_what_else_there_is() {
    let open = program("set.kt").replace("wizard.bits =", "if (readLine() == null) wizard.bits =");
    assert_eq!(sizes("set.kt", &open), ["RSA-1024", "RSA-3072"]);
    let other = program("set.kt").replace("val wizard", "Wizard().finish(); val wizard");
    assert_eq!(sizes("set.kt", &other), ["RSA-1024", "RSA-3072"]);
    let built = program("Built.java").replace(
        "new Built().bits(3072).build()",
        "new Built().bits(3072).build(); new Built().build()",
    );
    assert_eq!(sizes("Built.java", &built), ["RSA-1024", "RSA-3072"]);
    for (path, make) in [("over.dart", "Strong().make()"), ("over.rb", "Strong.new.make")] {
        let both =
            program(path).replace(make, &format!("{make} || {}", make.replace("Strong", "Maker")));
        assert_eq!(sizes(path, &both), ["RSA-1024", "RSA-3072"], "{path}");
        // Whose objects nobody makes in sight may be any.
        let open = program(path).replace(make, "1");
        assert_eq!(sizes(path, &open), ["RSA-1024", "RSA-3072"], "{path}");
    }
    let open = program("handed_up.kt").replace("Heavy().make()", "println()");
    assert_eq!(sizes("handed_up.kt", &open), ["RSA-1024", "RSA-3072"]);
}

#[test]
fn what_the_program_takes_is_told_alone() {
    for (path, source) in TAKEN {
        assert_eq!(sizes(path, source), ["RSA-3072"], "{path}");
    }
}

#[test]
fn what_nobody_says_leaves_each_element_of_a_list() {
    let (path, source) = TAKEN[0];
    let open = source.replace("make(\"b\")", "make(readLine()!!)");
    assert_eq!(sizes(path, &open), ["RSA-1024", "RSA-2048", "RSA-3072", "RSA-4096"]);
    let other = source.replace("make(\"b\")", "make(\"z\")");
    assert_eq!(sizes(path, &other), ["RSA-2048"]);
}

/// Classes of a library are made by others: what each hands to the constructor of its base counts.
#[test]
fn classes_that_nobody_makes_in_sight_all_count() {
    let library = "import org.bouncycastle.crypto.Digest;\nimport org.bouncycastle.crypto.digests.*;\n\
        import org.bouncycastle.crypto.macs.HMac;\nclass Engines {\n  static public class Engine {\n    HMac mac;\n\
        \x20   public Engine() { this(new SHA1Digest()); }\n\
        \x20   public Engine(Digest digest) { this.mac = new HMac(digest); }\n  }\n\
        \x20 static public class Engine256 extends Engine {\n    public Engine256() { super(new SHA256Digest()); }\n  }\n}\n";
    let all = found(&[("Engines.java", library)]);
    let mut macs: Vec<&String> = all.iter().filter(|one| one.starts_with("HMAC")).collect();
    macs.sort();
    assert_eq!(macs, ["HMAC-SHA-1", "HMAC-SHA-256"], "{all:?}");
}
