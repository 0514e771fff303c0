//! Software whose TLS settings are one flat list of directives.

use super::config_lines::{Dialect, Line, lines};
use super::tls_settings::{Keyword, Slot, TlsSettings};
use super::{Input, Sink};

/// Lines of one keyword that add up: certificates, keys.
const MOST_PLAIN: usize = 50;

/// The settings that `keywords` have in `lines`; `None` when none of them is there. Of several lines for one keyword
/// the last one counts, but files and switches are all kept.
pub fn settings(name: &str, keywords: &[Keyword], lines: &[&Line]) -> Option<TlsSettings> {
    let mut settings = TlsSettings::new(name);
    let mut any = false;
    for keyword in keywords {
        let found = lines.iter().filter(|line| line.is(keyword.name)).collect::<Vec<_>>();
        let most = if keyword.slot == Slot::Plain { MOST_PLAIN } else { 1 };
        for line in found.iter().skip(found.len().saturating_sub(most)) {
            any = true;
            settings.set(keyword.slot, line.place(), &line.value);
        }
        if found.is_empty() && !keyword.unset.is_empty() {
            settings.say(keyword.name, keyword.unset);
        }
    }
    any.then_some(settings)
}

/// Reports what one list of directives says; what is not UTF-8 is read with replacements, as comments may be in any
/// encoding.
pub fn report(
    detector: &'static str,
    name: &str,
    keywords: &[Keyword],
    dialect: &Dialect,
    input: &Input<'_>,
    sink: &mut Sink,
) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, dialect);
    if let Some(settings) = settings(name, keywords, &all.iter().collect::<Vec<_>>()) {
        sink.found(settings.finding(detector));
    }
}

/// A cipher list that is either a GnuTLS priority string or an OpenSSL cipher string, by its first word.
pub fn cipher_slot(value: &str) -> Slot {
    let first = value.split(':').next().unwrap_or_default().trim();
    let is_priority = ["NORMAL", "PFS", "SECURE", "PERFORMANCE", "LEGACY", "NONE"]
        .iter()
        .any(|word| first.starts_with(word))
        || first.starts_with('@') && !first.contains('=') && first != "@STRENGTH"
        || value.contains("%SERVER_PRECEDENCE")
        || value.contains("VERS-");
    if is_priority { Slot::Priority } else { Slot::Ciphers }
}
