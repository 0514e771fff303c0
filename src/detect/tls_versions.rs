//! Versions of TLS as configurations write them.

use std::collections::BTreeSet;

/// A version of SSL or TLS, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "self-describing")]
pub enum Version {
    Ssl2,
    Ssl3,
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}

impl Version {
    const ALL: [Self; 6] =
        [Self::Ssl2, Self::Ssl3, Self::Tls10, Self::Tls11, Self::Tls12, Self::Tls13];

    /// A version by any spelling: `TLSv1.2`, `TLSv1_2`, `VersionTLS12`, `tls1.2`, `1.2`.
    pub fn named(word: &str) -> Option<Self> {
        if word.len() > 20 {
            return None;
        }
        let plain = word.to_ascii_lowercase().replace("version", "");
        let plain = plain.replace(['v', '_', '.', '-', ' '], "");
        Some(match plain.as_str() {
            "ssl2" => Self::Ssl2,
            "ssl3" => Self::Ssl3,
            "tls1" | "tls10" | "10" => Self::Tls10,
            "tls11" | "11" => Self::Tls11,
            "tls12" | "12" => Self::Tls12,
            "tls13" | "13" => Self::Tls13,
            _ => return None,
        })
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Ssl2 => "SSL 2.0",
            Self::Ssl3 => "SSL 3.0",
            Self::Tls10 => "1.0",
            Self::Tls11 => "1.1",
            Self::Tls12 => "1.2",
            Self::Tls13 => "1.3",
        }
    }
}

/// What a configuration says of versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    listed: Option<BTreeSet<Version>>,
    lowest: Option<Version>,
    highest: Option<Version>,
}

/// What a word without a sign does to a list that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// It is one more version.
    Adds,
    /// It replaces what stands before it (`ssl_cmd_protocol_parse` of Apache's mod_ssl).
    Replaces,
}

impl Versions {
    /// Reads a list: names, with `+`, `-` and `!`, `all`, `>=` and `<=`. The words that are no version come back.
    pub fn list(&mut self, text: &str, plain: Plain) -> Vec<String> {
        // Without SSL: a stock OpenSSL of today has neither version.
        let all = || Version::ALL.into_iter().filter(|version| *version >= Version::Tls10);
        let mut strange = Vec::new();
        let mut set = BTreeSet::new();
        let words = text.split([',', ' ', '\t', ':', ';']).filter(|word| !word.is_empty());
        for (at, word) in words.take(100).enumerate() {
            let sign = word.chars().next().filter(|char| "+-!<>".contains(*char));
            let name = word.trim_start_matches(['+', '-', '!', '<', '>', '=']);
            let named = || -> Option<Vec<Version>> {
                match name.to_ascii_lowercase().as_str() {
                    "all" | "any" => Some(all().collect()),
                    _ => Version::named(name).map(|version| vec![version]),
                }
            };
            let Some(versions) = named() else {
                strange.push(word.to_owned());
                continue;
            };
            match (sign, plain) {
                (Some('>'), _) => self.lowest = versions.first().copied(),
                (Some('<'), _) => self.highest = versions.last().copied(),
                (Some('-' | '!'), _) => {
                    if at == 0 {
                        set.extend(all());
                    }
                    set.retain(|version| !versions.contains(version));
                }
                (None, Plain::Replaces) => set = versions.into_iter().collect(),
                _ => set.extend(versions),
            }
        }
        if !set.is_empty() {
            self.listed = Some(set);
        }
        strange
    }

    /// The lowest version; `false` when the word is none.
    pub fn lowest(&mut self, word: &str) -> bool {
        let version = Version::named(word);
        self.lowest = version.or(self.lowest);
        version.is_some()
    }

    /// The highest version; `false` when the word is none.
    pub fn highest(&mut self, word: &str) -> bool {
        let version = Version::named(word);
        self.highest = version.or(self.highest);
        version.is_some()
    }

    /// Whether a lowest or highest version is set.
    pub fn is_bounded(&self) -> bool {
        self.lowest.is_some() || self.highest.is_some()
    }

    fn within(&self) -> Option<Vec<Version>> {
        let listed = self.listed.as_ref()?;
        let fits = |version: &&Version| {
            self.lowest.is_none_or(|low| **version >= low)
                && self.highest.is_none_or(|high| **version <= high)
        };
        Some(listed.iter().filter(fits).copied().collect())
    }

    /// `1.2, 1.3`; `1.2 and later`; `None` when nothing is said.
    pub fn text(&self) -> Option<String> {
        if let Some(listed) = self.within() {
            let words = listed.iter().map(|version| version.text()).collect::<Vec<_>>();
            return (!words.is_empty()).then(|| words.join(", "));
        }
        match (self.lowest, self.highest) {
            (Some(low), Some(high)) if low == high => Some(low.text().to_owned()),
            (Some(low), Some(high)) => Some(format!("{} to {}", low.text(), high.text())),
            (Some(low), None) => Some(format!("{} and later", low.text())),
            (None, Some(high)) => Some(format!("up to {}", high.text())),
            (None, None) => None,
        }
    }

    /// Whether the configuration rules `version` out.
    pub fn excludes(&self, version: Version) -> bool {
        match self.within() {
            Some(listed) => !listed.contains(&version),
            None => {
                self.lowest.is_some_and(|low| version < low)
                    || self.highest.is_some_and(|high| version > high)
            }
        }
    }
}
