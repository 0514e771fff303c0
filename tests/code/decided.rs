//! Values that the program itself decides: turns of loops, what is none, what fails, the last of several layers.

use super::flows::found;

#[test]
fn of_the_rows_that_a_loop_asks_only_the_one_meant_counts() {
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives.asymmetric import rsa\n\
             ROWS = [(\"test\", 1024), (\"server\", 2048), (\"ca\", 3072)]\n\
             def size(wanted):\n    for name, bits in ROWS:\n        if name == wanted:\n            return bits\n    return 4096\n\
             rsa.generate_private_key(65537, size(\"ca\"))\n",
        )]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\nfunction size(string $wanted): int {\n  $rows = [['name' => 'web', 'bits' => 1024], ['name' => 'ca', 'bits' => 3072]];\n\
             \x20 $bits = 2048;\n  foreach ($rows as $row) {\n    if ($row['name'] === $wanted) {\n      $bits = $row['bits'];\n      break;\n    }\n  }\n  return $bits;\n}\n\
             openssl_pkey_new(['private_key_bits' => size('ca'), 'private_key_type' => OPENSSL_KEYTYPE_RSA]);\n",
        )]),
        ["RSA-3072"]
    );
    // Where nobody tells which row is meant, each may be.
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives.asymmetric import rsa\n\
             ROWS = [(\"test\", 1024), (\"ca\", 3072)]\n\
             def size(wanted):\n    for name, bits in ROWS:\n        if name == wanted:\n            return bits\n    return 4096\n\
             rsa.generate_private_key(65537, size(input()))\n",
        )]),
        ["RSA-1024", "RSA-3072", "RSA-4096"]
    );
}

#[test]
fn what_is_none_gives_way_to_what_stands_for_it() {
    let python = |body: &str| {
        let text = format!(
            "from cryptography.hazmat.primitives.asymmetric import rsa\nSIZES = {{\"eu\": 4096}}\n{body}\n"
        );
        found(&[("a.py", text.as_str())])
    };
    let make = "rsa.generate_private_key(65537, bits)";
    assert_eq!(
        python(&format!(
            "def key(region):\n    bits = SIZES.get(region, 3072)\n    {make}\nkey(\"us\")"
        )),
        ["RSA-3072"]
    );
    assert_eq!(
        python(&format!("def key(given):\n    bits = given or 3072\n    {make}\nkey(None)")),
        ["RSA-3072"]
    );
    assert_eq!(
        python(&format!(
            "def key(bits):\n    if bits is None:\n        bits = 2048\n    {make}\nkey(3072)"
        )),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.ts",
            "import { generateKeyPairSync } from 'node:crypto';\n\
             function key(bits: number | null) { generateKeyPairSync('rsa', { modulusLength: bits ?? 3072 }); }\nkey(null);\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn a_number_that_can_be_read_does_not_fail() {
    let key = |text: &str| {
        let text = format!(
            "from cryptography.hazmat.primitives.asymmetric import rsa\ndef bits(text):\n    try:\n        return int(text)\n    except ValueError:\n        return 2048\nrsa.generate_private_key(65537, bits({text}))\n"
        );
        found(&[("a.py", text.as_str())])
    };
    assert_eq!(key("\"3072\""), ["RSA-3072"]);
    assert_eq!(key("input()"), ["RSA", "RSA-2048"]);
    let go = |body: &str| {
        let text = format!(
            "package a\nimport (\n\t\"crypto/rand\"\n\t\"crypto/rsa\"\n\t\"strconv\"\n)\nvar sizes = map[string]int{{\"a\": 2048}}\n{body}\nfunc main() {{ rsa.GenerateKey(rand.Reader, bits(\"3072\")) }}\n"
        );
        found(&[("a.go", text.as_str())])
    };
    assert_eq!(
        go(
            "func bits(text string) int {\n\tn, err := strconv.Atoi(text)\n\tif err != nil {\n\t\treturn 1024\n\t}\n\treturn n\n}"
        ),
        ["RSA-3072"]
    );
    assert_eq!(
        go(
            "func bits(text string) int {\n\tn, err := strconv.Atoi(text)\n\terr = store(n)\n\tif err != nil {\n\t\treturn 1024\n\t}\n\treturn n\n}"
        ),
        ["RSA-1024", "RSA-3072"]
    );
    assert_eq!(
        go(
            "func bits(name string) int {\n\tif n, ok := sizes[name]; ok {\n\t\treturn n\n\t}\n\treturn 4096\n}"
        ),
        ["RSA-4096"]
    );
    assert_eq!(
        found(&[(
            "a.cpp",
            "#include <openssl/rsa.h>\n#include <string>\nEVP_PKEY* key(const std::string& t) { return EVP_RSA_gen(std::stoi(t)); }\n\
             int main() { key(\"3072\"); }\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn the_last_layer_of_a_table_counts() {
    let service = (
        "service.ts",
        "import { generateKeyPairSync } from 'node:crypto';\nexport class Service {\n  options;\n\
         \x20 constructor(options) { this.options = { bits: 2048, ...options }; }\n\
         \x20 key() { return generateKeyPairSync('rsa', { modulusLength: this.options.bits }); }\n}\n",
    );
    let main = (
        "main.ts",
        "import { Service } from './service';\nconst options = { owner: 'a', bits: 3072 };\nnew Service(options).key();\n",
    );
    assert_eq!(found(&[service, main]), ["RSA-3072"]);
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives.asymmetric import rsa\n\
             def key(label, **options):\n    rsa.generate_private_key(65537, options.get(\"bits\", 2048))\n\
             key(\"a\", bits=3072)\n",
        )]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\nfunction key(string $label, int ...$sizes) {\n  return openssl_pkey_new(['private_key_bits' => $sizes[0] ?? 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);\n}\nkey('a', 3072, 365);\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn only_classes_of_which_objects_are_made_count() {
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives.asymmetric import rsa\nclass Base:\n    def size(self):\n        return 2048\n\
             \x20   def key(self):\n        return rsa.generate_private_key(65537, self.size())\n\
             class Wide(Base):\n    def size(self):\n        return 3072\nWide().key()\n",
        )]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.py",
            "from cryptography.hazmat.primitives.asymmetric import rsa\nclass Base:\n    def __init__(self, bits):\n        self.bits = bits\n\
             \x20   def key(self):\n        return rsa.generate_private_key(65537, self.bits)\n\
             class Quick(Base):\n    def __init__(self):\n        super().__init__(1024)\n\
             class Sound(Base):\n    def __init__(self):\n        super().__init__(3072)\nSound().key()\n",
        )]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\ninterface Policy { public function bits(): int; }\nfinal class Own implements Policy { public function bits(): int { return 3072; } }\n\
             function key(Policy $policy) { return openssl_pkey_new(['private_key_bits' => $policy->bits(), 'private_key_type' => OPENSSL_KEYTYPE_RSA]); }\n\
             key(new Own());\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn what_a_document_says_of_fields_without_tags_counts() {
    let main = (
        "main.go",
        "package main\nimport (\n\t\"crypto/rand\"\n\t\"crypto/rsa\"\n\t\"encoding/json\"\n\t\"os\"\n)\n\
         type Config struct {\n\tListen string\n\tModulus, Rounds int\n}\n\
         func load(path string) *Config {\n\tc := &Config{Modulus: 2048}\n\traw, _ := os.ReadFile(path)\n\tjson.Unmarshal(raw, c)\n\treturn c\n}\n\
         func main() {\n\tcfg := load(\"app.json\")\n\trsa.GenerateKey(rand.Reader, cfg.Modulus)\n}\n",
    );
    let document = ("app.json", "{ \"listen\": \":1\", \"modulus\": 3072, \"rounds\": 10 }\n");
    assert_eq!(found(&[main, document]), ["RSA-3072"]);
    assert_eq!(found(&[main]), ["RSA-2048"]);
}

#[test]
fn numbers_and_texts_of_c_under_a_key_are_those_of_the_settings() {
    let text = "#include <openssl/rsa.h>\n#include <openssl/ec.h>\nstruct settings { unsigned int rsa_bits; char curve[32]; };\n\
         static void read(struct settings *s, const char *key, const char *value) {\n\
         \x20 s->rsa_bits = 2048;\n  snprintf(s->curve, sizeof s->curve, \"%s\", \"P-256\");\n\
         \x20 if (!strcmp(key, \"rsa_bits\"))\n    s->rsa_bits = (unsigned int)strtoul(value, NULL, 10);\n\
         \x20 else if (!strcmp(key, \"curve\"))\n    snprintf(s->curve, sizeof s->curve, \"%.31s\", value);\n}\n\
         void make(struct settings *s) {\n  EVP_RSA_gen(s->rsa_bits);\n  EVP_EC_gen(s->curve);\n}\n";
    let settings = ("sluice.ini", "rsa_bits = 3072\ncurve = P-384\n");
    assert_eq!(found(&[("sluice.c", text), settings]), ["RSA-3072", "EC-P-384"]);
}
