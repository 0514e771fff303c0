use serde::{Deserialize, Serialize};

/// What is known of a use in source code, beyond its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CodePlace {
    /// 1-based column of the name that is called, in bytes.
    pub column: u32,
    /// Qualified name of what is called or mentioned: `javax.crypto.Cipher.getInstance`.
    pub symbol: String,
    /// The library that it belongs to.
    pub library: String,
    /// The function around it, outer names first, joined by `.`; empty outside of any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub function: String,
    /// The rule that saw it.
    pub rule: String,
    /// Whether the file is a test or an example.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_test: bool,
    /// How the values came there, from the use backwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<CodeStep>,
    /// What would have to be known to tell the algorithm; empty where it is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub missing: String,
}

/// A step on the way of a value from where it is written to where it is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CodeStep {
    /// File, relative to the scanned root.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// What happens there: `ALGORITHM is set`.
    pub what: String,
    /// The part of the use that the value is: `algorithm`, `bits`, `mode`; empty where another tool does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
}

impl CodeStep {
    /// `path:line what [part]`, as in an export.
    #[must_use]
    pub fn text(&self) -> String {
        let part = if self.part.is_empty() { String::new() } else { format!(" [{}]", self.part) };
        format!("{}:{} {}{part}", self.path, self.line, self.what)
    }

    /// The step that [`Self::text`] gave.
    #[must_use]
    pub fn parsed(text: &str) -> Option<Self> {
        const PARTS: [&str; 8] =
            ["algorithm", "bits", "curve", "digest", "mode", "padding", "version", "setting"];
        let labelled = text.strip_suffix(']').and_then(|text| text.rsplit_once(" ["));
        let (text, part) = labelled.filter(|(_, part)| PARTS.contains(part)).unwrap_or((text, ""));
        // The path may hold colons and spaces; the number after its last colon may not.
        let (at, line) = text.match_indices(':').find_map(|(at, _)| {
            let number = text[at + 1..].split(' ').next()?;
            Some((at, number.parse::<u32>().ok()?))
        })?;
        let what = text[at + 1..].split_once(' ').map_or("", |(_, what)| what);
        Some(Self {
            path: text[..at].to_owned(),
            line,
            what: what.to_owned(),
            part: part.to_owned(),
        })
    }
}
