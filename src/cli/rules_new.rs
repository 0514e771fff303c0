//! A pack to start from, which explains itself and whose examples hold.

use anyhow::bail;

/// A pack and the id that it must have.
pub struct Template {
    pub id: String,
    pub text: String,
}

/// How a language calls a function of a library.
struct Sample {
    languages: &'static [&'static str],
    /// Qualified name of the function.
    call: &'static str,
    /// Which argument names the algorithm.
    argument: &'static str,
    /// A use; `{lib}` and `{Lib}` stand for the library, `{name}` for what names the algorithm.
    hit: &'static str,
    /// No use, though it looks like one.
    miss: &'static str,
}

const SAMPLES: &[Sample] = &[
    Sample {
        languages: &["python"],
        call: "{lib}.new_cipher",
        argument: "0",
        hit: "import {lib}\n\ncipher = {lib}.new_cipher({name}, key)\n",
        miss: "import {lib}\n\n# {lib}.new_cipher({name}, key)\nother.new_cipher({name}, key)\n",
    },
    Sample {
        languages: &["javascript", "typescript", "tsx"],
        call: "{lib}.newCipher",
        argument: "0",
        hit: "import { newCipher } from \"{lib}\";\n\nconst cipher = newCipher({name}, key);\n",
        miss: "import * as library from \"{lib}\";\n\n// library.newCipher({name}, key);\nother.newCipher({name}, key);\n",
    },
    Sample {
        languages: &["java"],
        call: "{lib}.Cipher.create",
        argument: "0",
        hit: "import {lib}.Cipher;\n\nclass Vault {\n  Cipher cipher() {\n    return Cipher.create({name});\n  }\n}\n",
        miss: "import {lib}.Cipher;\n\nclass Vault {\n  // Cipher.create({name})\n  Other other = other.create({name});\n}\n",
    },
    Sample {
        languages: &["kotlin", "scala"],
        call: "{lib}.Cipher.create",
        argument: "0",
        hit: "import {lib}.Cipher\n\nclass Vault {\n  val cipher = Cipher.create({name})\n}\n",
        miss: "import {lib}.Cipher\n\nclass Vault {\n  // Cipher.create({name})\n  val other = factory.create({name})\n}\n",
    },
    Sample {
        languages: &["csharp"],
        call: "{Lib}.Cipher.Create",
        argument: "0",
        hit: "using {Lib};\n\nclass Vault {\n  Cipher Cipher() {\n    return {Lib}.Cipher.Create({name});\n  }\n}\n",
        miss: "using {Lib};\n\nclass Vault {\n  // {Lib}.Cipher.Create({name})\n  object Other() {\n    return factory.Create({name});\n  }\n}\n",
    },
    Sample {
        languages: &["go"],
        call: "{lib}.NewCipher",
        argument: "0",
        hit: "package vault\n\nimport \"{lib}\"\n\nfunc cipher(key []byte) any {\n\treturn {lib}.NewCipher({name}, key)\n}\n",
        miss: "package vault\n\nimport \"{lib}\"\n\n// {lib}.NewCipher({name}, key)\nfunc other() any {\n\treturn factory.NewCipher({name})\n}\n",
    },
    Sample {
        languages: &["rust"],
        call: "{lib}.Cipher.new",
        argument: "0",
        hit: "use {lib}::Cipher;\n\nfn cipher(key: &[u8]) -> Cipher {\n    Cipher::new({name}, key)\n}\n",
        miss: "use {lib}::Cipher;\n\n// Cipher::new({name}, key)\nfn other() {\n    factory::Other::new({name});\n}\n",
    },
    Sample {
        languages: &["c", "cpp"],
        call: "{lib}_new_cipher",
        argument: "0",
        hit: "#include <{lib}.h>\n\nvoid *cipher(const char *key) {\n  return {lib}_new_cipher({name}, key);\n}\n",
        miss: "#include <{lib}.h>\n\n/* {lib}_new_cipher({name}, key) */\nvoid *other(const char *key) {\n  return new_cipher({name}, key);\n}\n",
    },
    Sample {
        languages: &["php"],
        call: "{lib}_encrypt",
        argument: "0",
        hit: "<?php\n$sealed = {lib}_encrypt({name}, $data, $key);\n",
        miss: "<?php\n// {lib}_encrypt({name}, $data, $key)\n$other = encrypt({name}, $data);\n",
    },
    Sample {
        languages: &["ruby"],
        call: "{Lib}.encrypt",
        argument: "0",
        hit: "require \"{lib}\"\n\nsealed = {Lib}.encrypt({name}, data)\n",
        miss: "require \"{lib}\"\n\n# {Lib}.encrypt({name}, data)\nother.encrypt({name}, data)\n",
    },
    Sample {
        languages: &["elixir"],
        call: "{Lib}.encrypt",
        argument: "0",
        hit: "defmodule Vault do\n  def seal(data, key) do\n    {Lib}.encrypt({name}, data, key)\n  end\nend\n",
        miss: "defmodule Vault do\n  # {Lib}.encrypt({name}, data, key)\n  def seal(data), do: Other.encrypt({name}, data)\nend\n",
    },
    Sample {
        languages: &["erlang"],
        call: "{lib}.encrypt",
        argument: "0",
        hit: "-module(vault).\n\nseal(Data, Key) -> {lib}:encrypt({name}, Data, Key).\n",
        miss: "-module(vault).\n\n% {lib}:encrypt({name}, Data, Key)\nseal(Data) -> other:encrypt({name}, Data).\n",
    },
    Sample {
        languages: &["dart"],
        call: "{lib}.newCipher",
        argument: "0",
        hit: "import 'package:{lib}/{lib}.dart';\n\nfinal cipher = newCipher({name}, key);\n",
        miss: "import 'package:{lib}/{lib}.dart';\n\n// newCipher({name}, key)\nfinal other = factory.newCipher({name}, key);\n",
    },
    Sample {
        languages: &["shell"],
        call: "{lib}",
        argument: "0",
        hit: "{lib} aes-256-gcm plain sealed\n",
        miss: "# {lib} aes-256-gcm\necho {lib} aes-256-gcm\n",
    },
    Sample {
        languages: &["sql"],
        call: "{lib}_encrypt",
        argument: "0",
        hit: "SELECT {lib}_encrypt('aes-256-gcm', data) FROM t;\n",
        miss: "-- {lib}_encrypt('aes-256-gcm', data)\nSELECT '{lib}_encrypt' FROM t;\n",
    },
    Sample {
        languages: &["swift"],
        call: "{Lib}.Cipher.create",
        argument: "0",
        hit: "import {Lib}\n\nlet cipher = {Lib}.Cipher.create({name})\n",
        miss: "import {Lib}\n\n// {Lib}.Cipher.create({name})\nlet other = factory.create({name})\n",
    },
    Sample {
        languages: &["solidity"],
        call: "{Lib}.encrypt",
        argument: "0",
        hit: "contract Vault {\n  function seal(bytes memory data) public {\n    {Lib}.encrypt({name}, data);\n  }\n}\n",
        miss: "contract Vault {\n  // {Lib}.encrypt({name}, data)\n  function seal(bytes memory data) public {\n    Other.encrypt({name}, data);\n  }\n}\n",
    },
];

/// A pack about `library` in `language`.
pub fn pack(language: &str, library: &str) -> anyhow::Result<Template> {
    let word = |separator: &str| {
        let words =
            library.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(separator).to_ascii_lowercase()
    };
    let (kebab, lower) = (word("-"), word("_"));
    if kebab.len() < 3 || kebab.len() > 40 || library.contains(['"', '\'', '\\']) {
        bail!("a library's name has 3 to 40 letters and digits, as in acme-crypto");
    }
    let Some(sample) = SAMPLES.iter().find(|sample| sample.languages.contains(&language)) else {
        bail!(
            "there is no template for {language} yet; `y2q rules show` shows the packs that ship"
        );
    };
    // A name of code cannot begin with a digit.
    let lower =
        if lower.starts_with(|c: char| c.is_ascii_digit()) { format!("l{lower}") } else { lower };
    let mut upper = lower.clone();
    upper[..1].make_ascii_uppercase();
    let fill = |text: &str| {
        text.replace("{lib}", &lower).replace("{Lib}", &upper).replace("{name}", "\"aes-256-gcm\"")
    };
    let (id, call) = (format!("{language}-{kebab}"), fill(sample.call));
    let gate =
        if sample.hit.contains("{Lib}") && !sample.hit.contains("{lib}") { &upper } else { &lower };
    let text = format!(
        r#"#:schema ./y2q-rules.schema.json
# ↑ y2q rules schema > y2q-rules.schema.json lets an editor complete and check what follows.
#
# One library a file; the file is called {id}.toml. Check it: y2q rules test {id}.toml
# Words that are not here: y2q rules schema; rules that ship: y2q rules show python-hashlib.

id = "{id}"
languages = ["{language}"]
library = "{library}"
docs = "https://example.com/" # where it says what its calls mean
gate = ["{gate}"] # a text that stands in every file that uses it; no common word

# The library's own names, where they are not those of a standard.
[names.cipher]
"aes-256-gcm" = "AES-256-GCM"
"fast" = "ChaCha20-Poly1305"

[[rule]]
id = "{kebab}-{language}-cipher" # unique among all packs
call = ["{call}"] # qualified name; also: method + of, mention, assign, key
algorithm = {{ argument = {argument}, names = "cipher" }} # constants, variables and configuration are followed
functions = ["encrypt", "decrypt"]
# bits = {{ argument = 1, default = "2048" }}  what the library takes where nothing is given
# mode = "gcm"                           curve, digest, padding, protocol, version, setting likewise
# when = [{{ argument = "strict", is = ["true"] }}]

# Code in which the rule finds something, and the names of what it finds, in the order of the text.
[[rule.hit]]
code = '''
{hit}'''
finds = ["AES-256-GCM"]

# Code that must give nothing: a comment, the same name of something else.
[[rule.miss]]
code = '''
{miss}'''
"#,
        argument = sample.argument,
        hit = fill(sample.hit),
        miss = fill(sample.miss),
    );
    Ok(Template { id, text })
}
