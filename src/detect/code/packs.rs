//! The packs of rules that come with y2q, and rules made ready to be looked up.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::rule::{Pack, Rule, Then};
use super::words::Words;
use crate::detect::literals::Literals;
use crate::registry;

/// Texts of the shipped packs.
pub const SHIPPED: &[(&str, &str)] = &[
    // begin generated: packs
    ("c-botan", include_str!("packs/c-botan.toml")),
    ("c-commoncrypto", include_str!("packs/c-commoncrypto.toml")),
    ("c-curl", include_str!("packs/c-curl.toml")),
    ("c-gcrypt", include_str!("packs/c-gcrypt.toml")),
    ("c-gnutls", include_str!("packs/c-gnutls.toml")),
    ("c-korea", include_str!("packs/c-korea.toml")),
    ("c-liboqs", include_str!("packs/c-liboqs.toml")),
    ("c-libsodium", include_str!("packs/c-libsodium.toml")),
    ("c-mbedtls", include_str!("packs/c-mbedtls.toml")),
    ("c-nettle", include_str!("packs/c-nettle.toml")),
    ("c-openssl", include_str!("packs/c-openssl.toml")),
    ("c-pkcs11", include_str!("packs/c-pkcs11.toml")),
    ("c-small", include_str!("packs/c-small.toml")),
    ("c-ssh", include_str!("packs/c-ssh.toml")),
    ("c-system", include_str!("packs/c-system.toml")),
    ("c-toolkits", include_str!("packs/c-toolkits.toml")),
    ("c-windows", include_str!("packs/c-windows.toml")),
    ("c-wolfssl", include_str!("packs/c-wolfssl.toml")),
    ("cpp-asio", include_str!("packs/cpp-asio.toml")),
    ("cpp-botan", include_str!("packs/cpp-botan.toml")),
    ("cpp-botan-kem", include_str!("packs/cpp-botan-kem.toml")),
    ("cpp-cryptopp", include_str!("packs/cpp-cryptopp.toml")),
    ("cpp-packages", include_str!("packs/cpp-packages.toml")),
    ("cpp-poco", include_str!("packs/cpp-poco.toml")),
    ("cpp-qt", include_str!("packs/cpp-qt.toml")),
    ("cpp-toolkits", include_str!("packs/cpp-toolkits.toml")),
    ("csharp-bouncycastle", include_str!("packs/csharp-bouncycastle.toml")),
    ("csharp-cryptography", include_str!("packs/csharp-cryptography.toml")),
    ("csharp-jwt", include_str!("packs/csharp-jwt.toml")),
    ("csharp-nsec", include_str!("packs/csharp-nsec.toml")),
    ("csharp-packages", include_str!("packs/csharp-packages.toml")),
    ("csharp-services", include_str!("packs/csharp-services.toml")),
    ("csharp-sodium", include_str!("packs/csharp-sodium.toml")),
    ("csharp-tls", include_str!("packs/csharp-tls.toml")),
    ("csharp-toolkits", include_str!("packs/csharp-toolkits.toml")),
    ("dart", include_str!("packs/dart.toml")),
    ("dart-packages", include_str!("packs/dart-packages.toml")),
    ("dart-sodium", include_str!("packs/dart-sodium.toml")),
    ("dart-toolkits", include_str!("packs/dart-toolkits.toml")),
    ("dart-webcrypto", include_str!("packs/dart-webcrypto.toml")),
    ("elixir-kcl", include_str!("packs/elixir-kcl.toml")),
    ("elixir-packages", include_str!("packs/elixir-packages.toml")),
    ("erlang-enacl", include_str!("packs/erlang-enacl.toml")),
    ("erlang-otp", include_str!("packs/erlang-otp.toml")),
    ("erlang-packages", include_str!("packs/erlang-packages.toml")),
    ("go-circl", include_str!("packs/go-circl.toml")),
    ("go-crypto", include_str!("packs/go-crypto.toml")),
    ("go-jose", include_str!("packs/go-jose.toml")),
    ("go-others", include_str!("packs/go-others.toml")),
    ("go-packages", include_str!("packs/go-packages.toml")),
    ("go-services", include_str!("packs/go-services.toml")),
    ("go-ssh", include_str!("packs/go-ssh.toml")),
    ("go-toolkits", include_str!("packs/go-toolkits.toml")),
    ("go-x-crypto", include_str!("packs/go-x-crypto.toml")),
    ("java-accounts", include_str!("packs/java-accounts.toml")),
    ("java-archives", include_str!("packs/java-archives.toml")),
    ("java-bouncycastle", include_str!("packs/java-bouncycastle.toml")),
    ("java-hashing", include_str!("packs/java-hashing.toml")),
    ("java-http-clients", include_str!("packs/java-http-clients.toml")),
    ("java-jca", include_str!("packs/java-jca.toml")),
    ("java-jose", include_str!("packs/java-jose.toml")),
    ("java-jsch", include_str!("packs/java-jsch.toml")),
    ("java-jsse", include_str!("packs/java-jsse.toml")),
    ("java-korean", include_str!("packs/java-korean.toml")),
    ("java-okio", include_str!("packs/java-okio.toml")),
    ("java-packages", include_str!("packs/java-packages.toml")),
    ("java-spring-security", include_str!("packs/java-spring-security.toml")),
    ("java-subtle", include_str!("packs/java-subtle.toml")),
    ("java-tink", include_str!("packs/java-tink.toml")),
    ("java-tokens", include_str!("packs/java-tokens.toml")),
    ("java-toolkits", include_str!("packs/java-toolkits.toml")),
    ("javascript-chains", include_str!("packs/javascript-chains.toml")),
    ("javascript-crypto-js", include_str!("packs/javascript-crypto-js.toml")),
    ("javascript-elliptic", include_str!("packs/javascript-elliptic.toml")),
    ("javascript-ethereum", include_str!("packs/javascript-ethereum.toml")),
    ("javascript-forge", include_str!("packs/javascript-forge.toml")),
    ("javascript-hashes", include_str!("packs/javascript-hashes.toml")),
    ("javascript-jwt", include_str!("packs/javascript-jwt.toml")),
    ("javascript-math-random", include_str!("packs/javascript-math-random.toml")),
    ("javascript-noble", include_str!("packs/javascript-noble.toml")),
    ("javascript-node-crypto", include_str!("packs/javascript-node-crypto.toml")),
    ("javascript-node-tls", include_str!("packs/javascript-node-tls.toml")),
    ("javascript-packages", include_str!("packs/javascript-packages.toml")),
    ("javascript-sjcl", include_str!("packs/javascript-sjcl.toml")),
    ("javascript-sodium", include_str!("packs/javascript-sodium.toml")),
    ("javascript-tokens", include_str!("packs/javascript-tokens.toml")),
    ("javascript-toolkits", include_str!("packs/javascript-toolkits.toml")),
    ("javascript-tweetnacl", include_str!("packs/javascript-tweetnacl.toml")),
    ("javascript-web-crypto", include_str!("packs/javascript-web-crypto.toml")),
    ("kotlin-packages", include_str!("packs/kotlin-packages.toml")),
    ("php-defuse", include_str!("packs/php-defuse.toml")),
    ("php-frameworks", include_str!("packs/php-frameworks.toml")),
    ("php-guzzle", include_str!("packs/php-guzzle.toml")),
    ("php-korea", include_str!("packs/php-korea.toml")),
    ("php-libraries", include_str!("packs/php-libraries.toml")),
    ("php-openssl", include_str!("packs/php-openssl.toml")),
    ("php-small", include_str!("packs/php-small.toml")),
    ("php-sodium", include_str!("packs/php-sodium.toml")),
    ("php-standard", include_str!("packs/php-standard.toml")),
    ("php-xmlseclibs", include_str!("packs/php-xmlseclibs.toml")),
    ("post-quantum-misuse", include_str!("packs/post-quantum-misuse.toml")),
    ("python-cryptography", include_str!("packs/python-cryptography.toml")),
    ("python-documents", include_str!("packs/python-documents.toml")),
    ("python-elliptic", include_str!("packs/python-elliptic.toml")),
    ("python-frameworks", include_str!("packs/python-frameworks.toml")),
    ("python-hashlib", include_str!("packs/python-hashlib.toml")),
    ("python-http", include_str!("packs/python-http.toml")),
    ("python-jose", include_str!("packs/python-jose.toml")),
    ("python-nacl", include_str!("packs/python-nacl.toml")),
    ("python-openssl", include_str!("packs/python-openssl.toml")),
    ("python-packages", include_str!("packs/python-packages.toml")),
    ("python-passwords", include_str!("packs/python-passwords.toml")),
    ("python-pkcs12", include_str!("packs/python-pkcs12.toml")),
    ("python-post-quantum", include_str!("packs/python-post-quantum.toml")),
    ("python-pycryptodome", include_str!("packs/python-pycryptodome.toml")),
    ("python-random", include_str!("packs/python-random.toml")),
    ("python-ssh", include_str!("packs/python-ssh.toml")),
    ("python-ssl", include_str!("packs/python-ssl.toml")),
    ("python-tink", include_str!("packs/python-tink.toml")),
    ("ruby-gems", include_str!("packs/ruby-gems.toml")),
    ("ruby-openssl", include_str!("packs/ruby-openssl.toml")),
    ("ruby-packages", include_str!("packs/ruby-packages.toml")),
    ("ruby-rails", include_str!("packs/ruby-rails.toml")),
    ("rust-crates", include_str!("packs/rust-crates.toml")),
    ("rust-keys", include_str!("packs/rust-keys.toml")),
    ("rust-openssl", include_str!("packs/rust-openssl.toml")),
    ("rust-operations", include_str!("packs/rust-operations.toml")),
    ("rust-packages", include_str!("packs/rust-packages.toml")),
    ("rust-ring", include_str!("packs/rust-ring.toml")),
    ("rust-tls", include_str!("packs/rust-tls.toml")),
    ("rust-toolkits", include_str!("packs/rust-toolkits.toml")),
    ("rust-web", include_str!("packs/rust-web.toml")),
    ("scala-packages", include_str!("packs/scala-packages.toml")),
    ("shell-argon2", include_str!("packs/shell-argon2.toml")),
    ("shell-digests", include_str!("packs/shell-digests.toml")),
    ("shell-documents", include_str!("packs/shell-documents.toml")),
    ("shell-gnupg", include_str!("packs/shell-gnupg.toml")),
    ("shell-keys", include_str!("packs/shell-keys.toml")),
    ("shell-openssh", include_str!("packs/shell-openssh.toml")),
    ("shell-openssl", include_str!("packs/shell-openssl.toml")),
    ("shell-passwords", include_str!("packs/shell-passwords.toml")),
    ("shell-transfer", include_str!("packs/shell-transfer.toml")),
    ("solidity", include_str!("packs/solidity.toml")),
    ("sql-databases", include_str!("packs/sql-databases.toml")),
    ("swift-cryptokit", include_str!("packs/swift-cryptokit.toml")),
    ("swift-cryptoswift", include_str!("packs/swift-cryptoswift.toml")),
    ("swift-packages", include_str!("packs/swift-packages.toml")),
    ("swift-security", include_str!("packs/swift-security.toml")),
    ("swift-tls", include_str!("packs/swift-tls.toml")),
    ("swift-toolkits", include_str!("packs/swift-toolkits.toml")),
    // end generated: packs
];

/// Packs of one language, ready for use.
pub struct Rules {
    packs: Vec<Arc<Pack>>,
    gates: Literals,
    /// The pack of each gate.
    owners: Vec<usize>,
    words: Words,
    calls: HashMap<String, Vec<Place>>,
    /// The last words with which names of functions begin, by pack.
    prefixes: BTreeMap<usize, Vec<(String, Place)>>,
    /// Libraries whose functions a rule is about, called and handed on.
    libraries: [Vec<(String, Place)>; 2],
    methods: HashMap<String, Vec<Place>>,
    assignments: HashMap<String, Vec<Place>>,
    mentions: HashMap<String, Vec<Place>>,
    keys: HashMap<String, Vec<Place>>,
    misuses: Vec<Place>,
    /// Families that rules about what is wrong are about, folded.
    misused: HashSet<String>,
}

/// A rule of a pack.
pub type Place = (usize, usize);

/// Why packs cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// It is no TOML, or has words that no pack has.
    #[error("{id}: {source}")]
    Malformed {
        /// The pack.
        id: String,
        /// Why.
        source: Box<toml::de::Error>,
    },
}

/// Every shipped pack, without the checks of [`super::pack_file::read`], which a test makes.
///
/// # Errors
/// One of them is malformed, which a test rules out.
pub fn shipped() -> Result<Vec<Pack>, PackError> {
    let read = |(id, text): &(&str, &str)| {
        toml::from_str(text).map_err(|source| PackError::Malformed {
            id: (*id).to_owned(),
            source: Box::new(source),
        })
    };
    SHIPPED.iter().map(read).collect()
}

/// Every shipped pack, read once; none where one is malformed, which a test rules out.
pub fn every_shipped() -> &'static [Pack] {
    static ALL: LazyLock<Vec<Pack>> = LazyLock::new(|| shipped().unwrap_or_default());
    &ALL
}

/// The text of a shipped pack.
pub fn shipped_text(id: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

/// The languages that a pack is about, by what stands before its first table: no rule is read for it.
fn languages_of(text: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct Head {
        languages: Vec<String>,
    }
    let head = text.split_once("\n[").map_or(text, |(head, _)| head);
    toml::from_str(head).map_or_else(|_| Vec::new(), |head: Head| head.languages)
}

/// A shipped pack without its examples by its place among them, read once for all languages that it is about: C and C++
/// share most of theirs. Nothing where it is malformed.
fn without_examples(at: usize) -> Option<Arc<Pack>> {
    type Own = OnceLock<Option<Arc<Pack>>>;
    static ALL: [Own; SHIPPED.len()] = [const { OnceLock::new() }; SHIPPED.len()];
    let read = || {
        let mut pack: Pack = toml::from_str(SHIPPED[at].1).ok()?;
        for rule in &mut pack.rules {
            rule.hit = Vec::new();
            rule.miss = Vec::new();
        }
        Some(Arc::new(pack))
    };
    ALL[at].get_or_init(read).clone()
}

/// The shipped rules of a language, without their examples; none where a pack is malformed, which a test rules out.
pub fn shipped_for(language: &str) -> &'static Rules {
    type Own = (Vec<usize>, OnceLock<Rules>);
    static ALL: LazyLock<HashMap<String, Own>> = LazyLock::new(|| {
        let mut all: HashMap<String, Own> = HashMap::default();
        for (at, (_, text)) in SHIPPED.iter().enumerate() {
            for language in languages_of(text) {
                all.entry(language).or_default().0.push(at);
            }
        }
        all
    });
    static NONE: LazyLock<Rules> = LazyLock::new(Rules::none);
    let Some((packs, rules)) = ALL.get(language) else { return &NONE };
    rules.get_or_init(|| {
        let own: Option<Vec<Arc<Pack>>> = packs.iter().map(|at| without_examples(*at)).collect();
        own.map_or_else(Rules::none, |own| Rules::new(own, language))
    })
}

impl Rules {
    fn none() -> Self {
        Self::new(Vec::new(), "")
    }

    /// Makes packs of one language ready.
    pub fn new(packs: Vec<Arc<Pack>>, language: &str) -> Self {
        let gates = || {
            packs
                .iter()
                .enumerate()
                .flat_map(|(index, pack)| pack.gate.iter().map(move |gate| (index, gate)))
        };
        let mut rules = Self {
            gates: Literals::new(gates().map(|(_, gate)| gate)),
            owners: gates().map(|(index, _)| index).collect(),
            words: Words::new(&packs, language),
            calls: HashMap::default(),
            prefixes: BTreeMap::new(),
            libraries: [Vec::new(), Vec::new()],
            methods: HashMap::default(),
            assignments: HashMap::default(),
            mentions: HashMap::default(),
            keys: HashMap::default(),
            misuses: Vec::new(),
            misused: HashSet::default(),
            packs: Vec::new(),
        };
        for (index, pack) in packs.iter().enumerate() {
            for (at, rule) in pack.rules.iter().enumerate() {
                rules.add(rule, (index, at));
            }
        }
        rules.packs = packs;
        rules
    }

    fn add(&mut self, rule: &Rule, place: Place) {
        for (list, names) in self.libraries.iter_mut().zip([&rule.call, &rule.mention]) {
            let named = names.iter().filter_map(|name| library(name));
            list.extend(named.map(|library| (library.to_owned(), place)));
        }
        for name in rule.call.iter().filter(|name| library(name).is_none()) {
            match name.strip_suffix('*') {
                Some(prefix) => {
                    let of_pack = self.prefixes.entry(place.0).or_default();
                    of_pack.push((last(prefix).to_owned(), place));
                }
                None => self.calls.entry(last(name).to_owned()).or_default().push(place),
            }
        }
        for name in &rule.method {
            self.methods.entry(name.clone()).or_default().push(place);
        }
        for name in &rule.key {
            self.keys.entry(name.clone()).or_default().push(place);
        }
        for name in &rule.assign {
            self.assignments.entry(last(name).to_owned()).or_default().push(place);
        }
        if let Some(misuse) = &rule.misuse {
            self.misuses.push(place);
            let families = misuse.about.iter().chain(&misuse.from);
            let named = families.filter(|name| !matches!(name.as_str(), "symmetric" | "hash"));
            self.misused.extend(named.map(|name| folded(name)));
        }
        for name in &rule.mention {
            self.mentions.entry(last(name).to_owned()).or_default().push(place);
        }
    }

    /// Which packs a text may use; `None` when it is none.
    pub fn open(&self, text: &[u8]) -> Option<Vec<bool>> {
        let mut open = vec![false; self.packs.len()];
        self.gates.find(text, |gate, _| open[self.owners[gate]] = true);
        if open.contains(&true) {
            self.words.narrow(text, &mut open);
        }
        open.contains(&true).then_some(open)
    }

    /// The same with what else a text is known to include.
    pub fn open_with(&self, text: &[u8], included: &[u8]) -> Option<Vec<bool>> {
        let mut open = vec![false; self.packs.len()];
        for part in [text, included] {
            self.gates.find(part, |gate, _| open[self.owners[gate]] = true);
        }
        self.words.narrow(text, &mut open);
        open.contains(&true).then_some(open)
    }

    /// Whether one of the `open` packs may have a use of what a part of the text says.
    pub fn may_use(&self, part: &[u8], open: &[bool]) -> bool {
        let mut open = open.to_vec();
        self.words.narrow(part, &mut open);
        open.contains(&true)
    }

    /// Rules of `open` packs about functions whose qualified name ends in `name`.
    pub fn calls(&self, name: &str, open: &[bool]) -> impl Iterator<Item = Place> {
        let called = self.calls.get(name).into_iter().flatten().copied();
        let called = called.filter(|(pack, _)| open[*pack]);
        let prefixes = self.prefixes.iter().filter(|(pack, _)| open[**pack]);
        let begun = prefixes.flat_map(|(_, of_pack)| of_pack);
        let begun = begun.filter(|(prefix, _)| name.starts_with(prefix.as_str()));
        called.chain(begun.map(|(_, place)| *place))
    }

    /// Rules about the functions of a library of which `name` is one: called, or handed on.
    pub fn functions(&self, name: &str, called: usize) -> Vec<Place> {
        let list = &self.libraries[called];
        if list.is_empty() {
            return Vec::new();
        }
        // A word in capitals that is handed on is a constant, whatever function goes by its name.
        if called == 1 && !name.contains(|c: char| c.is_ascii_lowercase()) {
            return Vec::new();
        }
        let Some(function) = registry::function(name) else { return Vec::new() };
        let own = list.iter().filter(|(library, place)| {
            library == function.library
                && !self.at(*place).1.except.iter().any(|ending| name.ends_with(ending.as_str()))
        });
        own.map(|(_, place)| *place).collect()
    }

    /// Rules about methods called `name`.
    pub fn methods(&self, name: &str) -> impl Iterator<Item = Place> {
        self.methods.get(name).into_iter().flatten().copied()
    }

    /// Rules about assignments to a member called `name`.
    pub fn assignments(&self, name: &str) -> impl Iterator<Item = Place> {
        self.assignments.get(name).into_iter().flatten().copied()
    }

    /// Rules about mentions of a name that ends in `name`.
    pub fn mentions(&self, name: &str) -> impl Iterator<Item = Place> {
        self.mentions.get(name).into_iter().flatten().copied()
    }

    /// Whether any rule is about keys.
    pub fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Rules about a key called `name`.
    pub fn keys(&self, name: &str) -> impl Iterator<Item = Place> {
        self.keys.get(name).into_iter().flatten().copied()
    }

    /// Rules about what is wrong.
    pub fn misuses(&self) -> &[Place] {
        &self.misuses
    }

    /// Whether an algorithm may be of a family that rules about what is wrong are about, by its name.
    pub fn may_be_misused(&self, name: &str) -> bool {
        let name = folded(name);
        self.misused.iter().any(|family| name.contains(family.as_str()))
    }

    /// The pack and the rule at a place.
    pub fn at(&self, (pack, rule): Place) -> (&Pack, &Rule) {
        let pack = &*self.packs[pack];
        (pack, &pack.rules[rule])
    }
}

/// What a rule's `then` entries are about, by name.
pub fn then_names(then: &Then) -> impl Iterator<Item = &String> {
    then.method.iter().chain(&then.call).chain(&then.set)
}

/// A name in small letters, without signs.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The library of `@OpenSSL`; packages of npm have a `/` after their scope.
pub fn library(name: &str) -> Option<&str> {
    name.strip_prefix('@').filter(|library| !library.contains('/'))
}
