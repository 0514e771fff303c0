//! Numbers that functions of libraries read out of texts, and those that stand for none.

use super::Resolver;
use super::guard::is_number;
use super::nothing::is_surely_nothing;
use crate::detect::code::syntax::{Argument, Kind};
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// What a function gives that reads a number and gets more than its text.
    pub(super) fn number_of_text(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        // `int("0x800", 16)`
        if let ("int", [text, base]) = (name, arguments)
            && let Kind::Number(base) = site.module.nodes[base.value].kind
            && let Kind::Text(text) = &site.module.nodes[text.value].kind
        {
            let digits = text.trim_start_matches("0x").trim_start_matches("0b");
            let base = u32::try_from(base).ok().filter(|base| (2..=36).contains(base))?;
            let number = i64::from_str_radix(digits, base).ok()?;
            return Some(Resolved::of(Value::Number(number)));
        }
        // `int.parse(text)` of Dart.
        if let ("parse" | "tryParse", [text], Kind::Call { callee, .. }) =
            (name, arguments, site.kind())
            && let Kind::Member { of, .. } = site.module.nodes[*callee].kind
            && matches!(&site.module.nodes[of].kind, Kind::Name(of) if of == "int")
        {
            return Some(self.resolve(&site.at(text.value)));
        }
        // `int.Parse(text, CultureInfo.InvariantCulture)` of C#.
        if let ("Parse" | "ToInt32", [text, _], "csharp") =
            (name, arguments, self.around.language().id)
        {
            let read = self.resolve(&site.at(text.value));
            return is_number(&read).then_some(read);
        }
        // `size.GetValueOrDefault(2048)` of C#.
        if let ("GetValueOrDefault", [default], "csharp", Kind::Call { callee, .. }) =
            (name, arguments, self.around.language().id, site.kind())
            && let Kind::Member { of, .. } = site.module.nodes[*callee].kind
        {
            let held = self.resolve(&site.at(of));
            return match is_surely_nothing(&held) {
                true => Some(self.resolve(&site.at(default.value))),
                false => is_number(&held).then_some(held),
            };
        }
        // `strtol(text, &end, 10)`
        if let (
            "strtol" | "strtoul" | "strtoll" | "strtoull" | "stoi" | "stol" | "stoul",
            [text, _, base],
        ) = (name, arguments)
            && matches!(site.module.nodes[base.value].kind, Kind::Number(0 | 10))
        {
            return Some(self.resolve(&site.at(text.value)));
        }
        // `parseInt(text, 10)`, `strconv.ParseInt(text, 10, 64)`
        if let ("parseInt" | "Integer", [text, base]) | ("ParseInt" | "ParseUint", [text, base, _]) =
            (name, arguments)
            && site.module.nodes[base.value].kind == Kind::Number(10)
        {
            return Some(self.resolve(&site.at(text.value)));
        }
        None
    }
}
