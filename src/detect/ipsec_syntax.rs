//! The two syntaxes of IPsec configurations: nested sections of `swanctl.conf(5)` and the `conn` sections of
//! `ipsec.conf(5)`, read into one list of settings with their section and line.

/// One `key = value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Names of the sections around it, the outermost first.
    pub section: Vec<String>,
    /// Key in lower case.
    pub key: String,
    /// Value without quotes.
    pub value: String,
    /// 1-based line.
    pub line: u32,
    /// Offset of the line.
    pub offset: u64,
}

/// Lines with settings that one file may have.
const MOST: usize = 20_000;
/// Sections inside each other.
const DEEPEST: usize = 8;

/// Settings of a `swanctl.conf`; `None` where the text breaks its syntax or its bounds.
///
/// A section may begin and end anywhere on a line; a value ends with its line, or with the brace that closes.
pub fn nested(text: &str) -> Option<Vec<Setting>> {
    let mut settings = Vec::new();
    let mut section: Vec<String> = Vec::new();
    for (line, offset, text) in lines(text) {
        let mut rest = without_comment(text).trim();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('}') {
                section.pop()?;
                rest = after.trim_start();
            } else if rest.starts_with("include ") {
                rest = "";
            } else {
                rest = item(rest, &mut section, |section, key, value| {
                    settings.push(Setting {
                        section: section.to_vec(),
                        key: key.trim().to_ascii_lowercase(),
                        value: unquoted(value.trim()).to_owned(),
                        line,
                        offset,
                    });
                })?;
            }
            if section.len() > DEEPEST || settings.len() > MOST {
                return None;
            }
        }
    }
    section.is_empty().then_some(settings)
}

/// One section head or setting at the start of `text`; gives what follows it.
fn item<'t>(
    text: &'t str,
    section: &mut Vec<String>,
    mut setting: impl FnMut(&[String], &str, &str),
) -> Option<&'t str> {
    let at = text.find(['{', '='])?;
    let (head, rest) = (text[..at].trim(), &text[at + 1..]);
    if text[at..].starts_with('{') {
        // `name : template` takes settings of another section over.
        let name = head.split(':').next().unwrap_or_default().trim();
        section.push(name.to_owned());
        return Some(rest.trim_start());
    }
    let quoted = rest.trim_start().starts_with('"');
    let end = if quoted { rest.len() } else { rest.find('}').unwrap_or(rest.len()) };
    setting(section, head, &rest[..end]);
    Some(rest[end..].trim_start())
}

/// Settings of an `ipsec.conf`, with `["conn", NAME]` as section; `None` where the text has no section that begins with
/// `conn`, or breaks its bounds.
pub fn by_lines(text: &str) -> Option<Vec<Setting>> {
    let mut settings = Vec::new();
    let mut section: Vec<String> = Vec::new();
    let mut is_meant = false;
    for (line, offset, text) in lines(text) {
        let is_indented = text.starts_with([' ', '\t']);
        let content = without_comment(text).trim();
        if content.is_empty() {
            continue;
        }
        if !is_indented {
            let mut words = content.split_ascii_whitespace();
            let kind = words.next().unwrap_or_default();
            is_meant |= kind == "conn" && words.clone().count() == 1;
            section = std::iter::once(kind).chain(words).map(str::to_owned).collect();
        } else if let Some((key, value)) = content.split_once('=') {
            settings.push(Setting {
                section: section.clone(),
                key: key.trim().to_ascii_lowercase(),
                value: unquoted(value.trim()).to_owned(),
                line,
                offset,
            });
        }
        if settings.len() > MOST {
            return None;
        }
    }
    is_meant.then_some(settings)
}

fn lines(text: &str) -> impl Iterator<Item = (u32, u64, &str)> {
    let mut at = 0_u64;
    text.split_inclusive('\n').zip(1_u32..).map(move |(line, number)| {
        let offset = at;
        at += line.len() as u64;
        (number, offset, line.trim_end_matches(['\n', '\r']))
    })
}

/// A `#` begins a comment where it stands first or after white space.
fn without_comment(line: &str) -> &str {
    let mut before = ' ';
    for (at, one) in line.char_indices() {
        if one == '#' && before.is_whitespace() {
            return &line[..at];
        }
        before = one;
    }
    line
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').map_or(value, |inner| inner.split('"').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(settings: Option<Vec<Setting>>) -> Vec<String> {
        let settings = settings.unwrap_or_default().into_iter();
        settings
            .map(|one| format!("{}: {}.{}={}", one.line, one.section.join("."), one.key, one.value))
            .collect()
    }

    #[test]
    fn sections_begin_and_end_anywhere() {
        let text = "connections { # all\n  gw : base {\n version=2\n children { net { esp_proposals = aes256-sha256 } }\n }\n}\n";
        assert_eq!(
            shown(nested(text)),
            [
                "3: connections.gw.version=2",
                "4: connections.gw.children.net.esp_proposals=aes256-sha256"
            ]
        );
        assert_eq!(nested("connections {\n"), None);
        assert_eq!(nested("}\n"), None);
        assert_eq!(nested("some prose\n"), None);
        assert_eq!(nested(&"a {".repeat(100)), None);
    }

    #[test]
    fn connections_are_lines() {
        let text = "# notes\nversion 2.0\nconfig setup\n\tuniqueids=no\nconn %default\n\tike=aes256-sha256-modp2048!\nconn a b\n";
        assert_eq!(
            shown(by_lines(text)),
            ["4: config.setup.uniqueids=no", "6: conn.%default.ike=aes256-sha256-modp2048!"]
        );
        assert_eq!(by_lines("a conn is\n\tnot=this\n"), None);
    }
}
