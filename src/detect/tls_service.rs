//! Software whose TLS settings are one flat list of directives.

use super::config_lines::Line;
use super::tls_settings::{Keyword, Slot, TlsSettings};

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
