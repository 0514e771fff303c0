use std::fmt::Write as _;

use y2q::detect::RuleSet;
use y2q::detect::code::rule::{Condition, Misuse, Pack, Part, Position, Rule, Says, Taken};
use y2q::report::plain::wrap;

use super::explain::word;

/// Widest line of a page.
const WIDTH: usize = 100;
/// Where values begin.
const LABEL: usize = 20;

/// What is explained of a pack, or of a rule by its id.
pub fn page(rules: &RuleSet, id: &str) -> Option<String> {
    if let Some(pack) = rules.packs().find(|pack| pack.id == id) {
        return Some(of_pack(pack));
    }
    rules.packs().find_map(|pack| {
        let rule = pack.rules.iter().find(|rule| rule.id == id)?;
        Some(of_rule(pack, rule))
    })
}

fn of_pack(pack: &Pack) -> String {
    let mut page = format!("pack {}: {}\n\n", pack.id, pack.library);
    line(&mut page, "languages", &pack.languages.join(", "));
    line(&mut page, "documentation", &pack.docs);
    line(&mut page, "looked for in", &format!("files with {}", any(&pack.gate)));
    let examples: usize = pack.rules.iter().map(|rule| rule.hit.len() + rule.miss.len()).sum();
    line(&mut page, "examples", &format!("{examples}; y2q rules test runs them"));
    let width = pack.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let _ = writeln!(page, "\n{} rules (y2q explain RULE)", pack.rules.len());
    for rule in &pack.rules {
        let names = about(rule);
        let first = names.first().map_or(String::new(), |(_, name)| (*name).clone());
        let more = names.len().saturating_sub(1);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let _ = writeln!(page, "  {:<width$}  {first}{more}", rule.id);
    }
    page
}

fn of_rule(pack: &Pack, rule: &Rule) -> String {
    let mut page = format!("rule {} of the pack {}: {}\n\n", rule.id, pack.id, pack.library);
    line(&mut page, "languages", &pack.languages.join(", "));
    line(&mut page, "documentation", &pack.docs);
    page.push('\n');
    for (label, names) in [
        ("calls of", &rule.call),
        ("not those ending in", &rule.except),
        ("methods", &rule.method),
        ("of objects of", &rule.of),
        ("assignments to", &rule.assign),
        ("mentions of", &rule.mention),
        ("keys", &rule.key),
    ] {
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
            line(&mut page, label, &names.join(", "));
        }
    }
    for condition in &rule.when {
        line(&mut page, "where", &in_words(condition));
    }
    if !rule.purpose.is_empty() {
        line(&mut page, "where", &format!("a name around it has the word {}", any(&rule.purpose)));
    }
    if rule.secret {
        line(
            &mut page,
            "where",
            "the function around it, or what gets the value, sounds like a secret",
        );
    }
    if rule.operation {
        line(
            &mut page,
            "unless",
            "the call that made the object is a use already, or it is a part of one",
        );
    }
    page.push('\n');
    if let Some(misuse) = &rule.misuse {
        wrong(&mut page, misuse);
    } else if rule.nothing {
        line(&mut page, "reports", "nothing, whatever other rules about the same call say");
    } else {
        says(&mut page, pack, &rule.says);
    }
    for then in &rule.then {
        let names = [&then.method, &then.call, &then.set].into_iter().flatten();
        let names: Vec<String> = names.map(|name| format!("{name}()")).collect();
        let conditions: Vec<String> = then.when.iter().map(in_words).collect();
        let when = if conditions.is_empty() {
            String::new()
        } else {
            format!(" where {}", conditions.join(" and "))
        };
        let later = format!("a later {} on it{when} adds", names.join(" or "));
        page.push('\n');
        for text in wrap(&later, WIDTH - 2) {
            let _ = writeln!(page, "  {text}");
        }
        says(&mut page, pack, &then.says);
    }
    examples(&mut page, rule);
    page
}

/// What a rule says is wrong, and about which uses.
fn wrong(page: &mut String, misuse: &Misuse) {
    line(page, "about uses of", &any(&misuse.about));
    if !misuse.seen_by.is_empty() {
        line(page, "seen by", &any(&misuse.seen_by));
    }
    if !misuse.from.is_empty() {
        let from = any(&misuse.from);
        line(page, "where", &format!("the result of {from} goes into it as it is"));
    }
    if !misuse.beside.is_empty() {
        let beside = any(&misuse.beside);
        line(page, "where", &format!("its result is joined to that of {beside}"));
    }
    line(page, "says", &misuse.says);
}

/// What a rule is about, by kind and name.
fn about(rule: &Rule) -> Vec<(&'static str, &String)> {
    let lists = [
        ("call", &rule.call),
        ("method", &rule.method),
        ("assign", &rule.assign),
        ("mention", &rule.mention),
        ("key", &rule.key),
    ];
    lists.into_iter().flat_map(|(kind, names)| names.iter().map(move |name| (kind, name))).collect()
}

/// `@OpenSSL` in words.
fn plain(name: &str) -> String {
    match name {
        "*" => "any".to_owned(),
        _ => match name.strip_prefix('@').filter(|library| !library.contains('/')) {
            Some(library) => format!("every function of {library} that the registry knows"),
            None => name.to_owned(),
        },
    }
}

fn says(page: &mut String, pack: &Pack, says: &Says) {
    if let Some(protocol) = &says.protocol {
        line(page, "protocol", &word(protocol).to_uppercase());
    }
    for (key, part) in says.parts() {
        let label = match (key, &says.setting) {
            ("bits", _) => "key size",
            ("version", _) => "lowest version",
            ("setting", Some((name, _))) => name,
            _ => key,
        };
        line(page, label, &source(part));
        if let Some(Taken { names: Some(table), .. }) = part.taken()
            && let Some(names) = pack.names.get(table)
        {
            // What the registry calls by the same name needs no telling.
            let named: Vec<String> = names
                .iter()
                .filter(|(own, name)| own != name)
                .map(|(own, name)| format!("{own} is {name}"))
                .collect();
            let shown = &named[..named.len().min(12)];
            let more = named.len() - shown.len();
            let more = if more == 0 { String::new() } else { format!("; {more} more") };
            if !shown.is_empty() {
                line(page, "", &format!("{}{more}", shown.join(", ")));
            }
        }
    }
    if !says.functions.is_empty() {
        let functions: Vec<String> = says.functions.iter().map(word).collect();
        line(page, "functions", &functions.join(", "));
    }
}

/// Where a part comes from.
fn source(part: &Part) -> String {
    let taken = match part {
        Part::Known(name) => return name.clone(),
        Part::Taken(taken) => taken,
    };
    let mut text = match (&taken.called, &taken.generic, &taken.argument) {
        (Some(0), _, _) => "the name of what is called".to_owned(),
        (Some(up), _, _) => format!("the name {up} before that of what is called"),
        (None, Some(index), _) => format!("{} type argument", ordinal(*index)),
        (None, None, Some(position)) => argument(position),
        (None, None, None) => "the library's default".to_owned(),
    };
    match taken.field.as_deref() {
        Some("*") => text = format!("every element of {text}"),
        Some(field) => text = format!("{} of {text}", any(&fields(field))),
        None => {}
    }
    if taken.plain {
        text.push_str(", or that itself");
    }
    if taken.least {
        text.push_str(", the least of a list");
    }
    if taken.length {
        text.push_str(", by its length");
    }
    if taken.bytes {
        text.push_str(", in bytes");
    }
    match taken.names.as_deref() {
        Some("@functions") => text.push_str(", by the registry's functions of libraries"),
        Some(table) => {
            let _ = write!(text, ", by the names of the library ([names.{table}])");
        }
        None => {}
    }
    if let Some(default) = &taken.default {
        let _ = write!(text, "; {default} where it is not given, as the library does");
    }
    text
}

fn fields(paths: &str) -> Vec<String> {
    paths.split('|').map(|path| format!("`{path}`")).collect()
}

fn argument(position: &Position) -> String {
    match position {
        Position::At(index) => format!("the {} argument", ordinal(*index)),
        Position::Named(name) => format!("the argument `{name}`"),
        Position::Either(all) => any(&all.iter().map(argument).collect::<Vec<_>>()),
    }
}

fn ordinal(index: usize) -> String {
    const WORDS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    WORDS.get(index).map_or_else(|| format!("{}th", index + 1), |word| (*word).to_owned())
}

fn in_words(condition: &Condition) -> String {
    let mut parts = Vec::new();
    if let Some(count) = condition.count {
        parts.push(format!("there are {count} arguments"));
    }
    if let Some(position) = &condition.argument {
        let mut what = argument(position);
        if let Some(field) = &condition.field {
            what = format!("{} of {what}", any(&fields(field)));
        }
        match condition.given {
            Some(true) => parts.push(format!("{what} is given")),
            Some(false) => parts.push(format!("{what} is not given")),
            None => {}
        }
        if !condition.is.is_empty() {
            parts.push(format!("{what} is {}", any(&condition.is)));
        }
        if !condition.is_not.is_empty() {
            parts.push(format!("{what} is known and not {}", any(&condition.is_not)));
        }
    }
    parts.join(" and ")
}

fn any<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" or ")
}

fn examples(page: &mut String, rule: &Rule) {
    let hits = rule.hit.iter().map(|hit| (hit.finds.join(", "), &hit.code));
    let misses = rule.miss.iter().map(|miss| ("nothing".to_owned(), &miss.code));
    for (finds, code) in hits.chain(misses) {
        let _ = writeln!(page, "\n  example, finds {finds}");
        for text in code.trim_end().lines() {
            let _ = writeln!(page, "    │ {text}");
        }
    }
}

/// A label and a value, which may take several lines.
fn line(page: &mut String, label: &str, value: &str) {
    // An address that is broken in two leads nowhere.
    let lines =
        if value.contains(' ') { wrap(value, WIDTH - LABEL - 2) } else { vec![value.to_owned()] };
    for (index, text) in lines.iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        let _ = writeln!(page, "  {label:<LABEL$}{text}");
    }
}
