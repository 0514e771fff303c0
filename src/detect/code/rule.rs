//! Rules as data: which call, member or method of which library stands for which algorithm.
//!
//! A pack is one TOML file about one library; `docs/rules.md` describes its words. What is written here above a field
//! is also what the JSON Schema says of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{CryptoFunction, ProtocolKind};

/// Rules about one library.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pack {
    /// Kebab-case id, equal to the file stem.
    pub id: String,
    /// Ids of the languages that it is about.
    pub languages: Vec<String>,
    /// The library, by its project's name.
    pub library: String,
    /// Where its documentation is.
    pub docs: String,
    /// Texts of which one stands in every file that uses it.
    pub gate: Vec<String>,
    /// Tables of the library's own names for algorithms, curves, modes and so on.
    #[serde(default)]
    pub names: BTreeMap<String, BTreeMap<String, String>>,
    /// The rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// What one call, member or method means.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Rule {
    /// Kebab-case id, unique among all packs.
    pub id: String,
    /// Qualified names of functions, constructors, structures: `javax.crypto.Cipher.getInstance`. One that ends in `*`
    /// stands for all that begin so; `@OpenSSL` for the functions that the registry knows of that library.
    pub call: Vec<String>,
    /// Endings of the names of functions that are not meant.
    pub except: Vec<String>,
    /// Names of methods, called on an object of `of`.
    pub method: Vec<String>,
    /// Qualified types, or functions that give the object; `*` for any object.
    pub of: Vec<String>,
    /// Members whose assignment is a use: qualified, or plain on an object of `of`. Argument 0 is the value.
    pub assign: Vec<String>,
    /// Qualified names of constants or types whose mention is a use; `*.name` is a member of any object; `@OpenSSL` as in
    /// `call`, of functions that are handed on.
    pub mention: Vec<String>,
    /// Keys of maps and members that are assigned: argument 0 is the value. None where another use says it on the line.
    pub key: Vec<String>,
    /// Words of which one is in the name of the function around, or of what the value goes to.
    pub purpose: Vec<String>,
    /// Conditions, which all hold.
    pub when: Vec<Condition>,
    /// It is an operation on an object, or only names an algorithm: no use where the call that made the object is one,
    /// where a `then` of another use is about it, or where it is a part of another use.
    pub operation: bool,
    /// Other rules about the same call count too.
    pub also: bool,
    /// What it is about is no use, whatever other rules about the same call say.
    pub nothing: bool,
    /// It counts only where the function around, or what gets the value, sounds like a secret.
    pub secret: bool,
    /// What is wrong about uses that other rules see; such a rule has no `call`.
    pub misuse: Option<Box<Misuse>>,
    /// What the rule says of the algorithm.
    #[serde(flatten)]
    pub says: Says,
    /// Arguments that the object is only made up of: what calls in them make is no use of its own.
    pub takes: Vec<usize>,
    /// The argument that fixes the algorithm: where a call makes it, the use stands at the name of that call.
    pub place: Option<Position>,
    /// The argument that points at the object which the call makes, where that is not its result.
    pub product: Option<usize>,
    /// What later calls on the object say.
    pub then: Vec<Then>,
    /// Code in which the rule finds what it says.
    pub hit: Vec<Hit>,
    /// Code in which it finds nothing.
    pub miss: Vec<Miss>,
}

/// What is wrong about uses in what they are together.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Misuse {
    /// What is wrong, and what would be right.
    pub says: String,
    /// Families of the uses that it is about; `kem`, `hash` and `symmetric` stand for kinds of algorithms.
    pub about: Vec<String>,
    /// Families whose result goes into the use as it is, with nothing between that derives a key.
    pub from: Vec<String>,
    /// Rules that see the uses; any where there is none.
    pub seen_by: Vec<String>,
    /// Families whose result is joined to that of the use.
    pub beside: Vec<String>,
}

/// What is said of an algorithm.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Says {
    /// The algorithm, by a name that the registry or a table of the pack knows.
    pub algorithm: Option<Part>,
    /// Key size in bits, or the name of the parameter set.
    pub bits: Option<Part>,
    /// The curve.
    pub curve: Option<Part>,
    /// The digest inside.
    pub digest: Option<Part>,
    /// The mode of a block cipher.
    pub mode: Option<Part>,
    /// The padding.
    pub padding: Option<Part>,
    /// It is the use of a protocol rather than of an algorithm.
    pub protocol: Option<ProtocolKind>,
    /// The lowest protocol version that is allowed. Newer ones are allowed as well, unless `only` or `newest` says otherwise.
    pub version: Option<Part>,
    /// No version is allowed but `version`; of several, none newer than the newest of them.
    pub only: bool,
    /// The newest protocol version that is allowed.
    pub newest: Option<Part>,
    /// A setting of the protocol: name, value. `certificate verification` is `off` where any peer is trusted.
    pub setting: Option<(String, Part)>,
    /// What it is used for.
    pub functions: Vec<CryptoFunction>,
}

impl Says {
    /// The parts that something is said of, by their keys.
    pub fn parts(&self) -> Vec<(&'static str, &Part)> {
        let setting = self.setting.as_ref().map(|(_, part)| ("setting", part));
        [
            ("algorithm", &self.algorithm),
            ("bits", &self.bits),
            ("curve", &self.curve),
            ("digest", &self.digest),
            ("mode", &self.mode),
            ("padding", &self.padding),
            ("version", &self.version),
            ("newest", &self.newest),
        ]
        .into_iter()
        .filter_map(|(key, part)| Some((key, part.as_ref()?)))
        .chain(setting)
        .collect()
    }
}

/// Where a part of an algorithm comes from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Part {
    /// As it is.
    Known(String),
    // In a place of its own: most parts are not there, and there are eight to a rule.
    /// From the call.
    Taken(Box<Taken>),
}

impl Part {
    /// What is taken from the call.
    pub fn taken(&self) -> Option<&Taken> {
        match self {
            Self::Known(_) => None,
            Self::Taken(taken) => Some(taken),
        }
    }
}

/// A part that a call gives.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Taken {
    /// The argument: its place, its name, or several of both of which the first that is there counts.
    pub argument: Option<Position>,
    /// The name of the function itself (0), of what it is a member of (1), and so on.
    pub called: Option<usize>,
    /// A field of a map, list or structure that the argument is; parts joined by `.`. `*` is every element of a list,
    /// of which a version is the lowest; `a.*` every element of the list in a field. `name()` is the first argument of
    /// a link of that name in the chain of calls that the argument is. Of several with `|` between them the first counts that is there.
    pub field: Option<String>,
    /// An argument without the field is the value itself: `"AES-GCM"` for `{ name: "AES-GCM" }`.
    pub plain: bool,
    /// The table of names in the pack that the value is looked up in, before the registry; `@functions` for the
    /// registry's functions of libraries.
    pub names: Option<String>,
    /// Of a list, the least of its texts.
    pub least: bool,
    /// The value is a number of bytes.
    pub bytes: bool,
    /// The type argument of what is called: `0` is `Sha256` in `Hmac::<Sha256>::new(…)`.
    pub generic: Option<usize>,
    /// The value is a string of octets whose length in bits counts, where that is known.
    pub length: bool,
    /// The argument names a file, whose value under this key counts.
    pub document: Option<String>,
    /// What the library takes where nothing is given.
    pub default: Option<String>,
}

/// Which argument; `<object>` is what a method is called on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Position {
    /// Counted from 0.
    At(usize),
    /// By name.
    Named(String),
    /// The first that is there.
    Either(Vec<Position>),
}

/// A condition on a call.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Condition {
    /// The argument.
    pub argument: Option<Position>,
    /// A field of it.
    pub field: Option<String>,
    /// Whether the argument, or the field of it, is there at all.
    pub given: Option<bool>,
    /// Values of which it is one: texts, numbers, or names by their last part or in full; one that ends in `*` stands
    /// for all that begin so.
    pub is: Vec<String>,
    /// Values of which it is none; an unknown value is none.
    pub is_not: Vec<String>,
    /// Number of arguments.
    pub count: Option<usize>,
}

/// What a later call or assignment says of the same object.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Then {
    /// Methods that are called on the object.
    pub method: Vec<String>,
    /// Functions that get the object as their argument `subject`.
    pub call: Vec<String>,
    /// Which argument of such a function is the object.
    pub subject: usize,
    /// Members that are assigned: argument 0 is the value.
    pub set: Vec<String>,
    /// Conditions, which all hold.
    pub when: Vec<Condition>,
    /// The use stands at this call, where it is one of the same function: a key is set for it alone.
    pub stands: bool,
    /// What it says.
    #[serde(flatten)]
    pub says: Says,
}

/// Code with a use.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hit {
    /// The language, where the pack has several.
    #[serde(default)]
    pub language: Option<String>,
    /// The code.
    pub code: String,
    /// Names of the algorithms that are found, in the order of the text.
    pub finds: Vec<String>,
}

/// Code without a use.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Miss {
    /// The language, where the pack has several.
    #[serde(default)]
    pub language: Option<String>,
    /// The code.
    pub code: String,
}
