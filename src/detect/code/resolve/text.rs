//! Texts that functions and operators of the languages change in a known way.

use super::Resolver;
use crate::detect::code::combine::text_of;
use crate::detect::code::lower::PASTE;
use crate::detect::code::syntax::{Argument, Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};
use crate::registry;

impl Resolver<'_> {
    /// A text with a part replaced, or cut off as shells do: `${pair%%:*}`, `${pair##*:}`.
    pub(super) fn changed_text(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let of = match &site.module.nodes[callee].kind {
            Kind::Member { of, .. } => Some(*of),
            _ => None,
        };
        let text = |id: Id| match &site.module.nodes[id].kind {
            Kind::Text(text) => Some(text.as_str()),
            _ => None,
        };
        match (name, arguments, of) {
            ("replace" | "//", [from, to], Some(of)) => {
                let (from, to) = (text(from.value)?, text(to.value)?);
                Some(self.resolve(&site.at(of)).texts(|text| text.replace(from, to)))
            }
            ("str_replace", [from, to, subject], _) => {
                let (from, to) = (text(from.value)?, text(to.value)?);
                Some(self.resolve(&site.at(subject.value)).texts(|text| text.replace(from, to)))
            }
            ("%" | "%%" | "#" | "##", [at], Some(of)) => {
                let at = text(at.value)?;
                Some(self.resolve(&site.at(of)).texts(|text| cut(text, name, at)))
            }
            (PASTE, _, Some(of)) => Some(self.pasted(&site.at(of))),
            _ => None,
        }
    }

    /// A name that a macro puts together: `EVP_sha##bits`.
    pub(super) fn pasted(&mut self, joined: &Site) -> Resolved {
        let Kind::Join(parts) = joined.kind().clone() else {
            return Resolved::missing("a name that a macro makes");
        };
        let mut all = vec![(String::new(), Vec::new())];
        for part in parts {
            let ways = self.resolve(&joined.at(part)).candidates;
            let ends = ways.into_iter().filter_map(|way| {
                let end = match way.value {
                    Value::Text(text) => text,
                    Value::Number(number) => number.to_string(),
                    Value::Named(names) => names.into_iter().next()?,
                    _ => return None,
                };
                Some((end, way.steps))
            });
            let ends: Vec<_> = ends.take(4).collect();
            all = all
                .iter()
                .flat_map(|(start, steps)| {
                    let longer = |(end, more): &(String, Vec<_>)| {
                        (format!("{start}{end}"), steps.iter().chain(more).cloned().collect())
                    };
                    ends.iter().map(longer).collect::<Vec<(String, Vec<_>)>>()
                })
                .take(8)
                .collect();
        }
        let named = |(name, steps)| Candidate { value: Value::Named(vec![name]), steps };
        Resolved { candidates: all.into_iter().map(named).collect(), missing: None }
    }
}

/// What is left of a text without what stands from a separator on, or up to it: the shortest such part, or the longest.
fn cut(text: &str, operator: &str, at: &str) -> String {
    let parts = match operator {
        "%" => text.rsplit_once(at).map(|(start, _)| start),
        "%%" => text.split_once(at).map(|(start, _)| start),
        "#" => text.split_once(at).map(|(_, end)| end),
        _ => text.rsplit_once(at).map(|(_, end)| end),
    };
    parts.unwrap_or(text).to_owned()
}

/// The algorithm that the known ends of a name tell, whatever stands between: `"SHA" + bits + "withECDSA"`,
/// `"PBKDF2WithHmac" + digest`, `"AES/" + mode` (names of the Java Cryptography Architecture).
pub(in crate::detect::code) fn told_by_ends(parts: &[Resolved]) -> Option<String> {
    let text = |part: &Resolved| match part.candidates.as_slice() {
        [only] if part.missing.is_none() => text_of(&only.value),
        _ => None,
    };
    let start: String = parts.iter().map_while(text).collect();
    let mut end: Vec<String> = parts.iter().rev().map_while(text).collect();
    end.reverse();
    let end = end.concat();
    let signs = end.rsplit_once("with").map(|(_, key)| key);
    let named = signs
        .or_else(|| start.starts_with("PBKDF2With").then_some("PBKDF2"))
        .or_else(|| (start == "Hmac").then_some("HMAC"))
        .or_else(|| start.split_once('/').map(|(cipher, _)| cipher))?;
    registry::by_name(named).map(|_| named.to_owned())
}
