//! Shell scripts (tree-sitter-bash), and the commands in makefiles, container files and pipelines.
//!
//! A command is a call of its program (`openssl.dgst`): words come first, in order, then options by their name. Names of
//! variables keep their `$`, so that no variable is taken for a command.

mod array;
mod assigned;
mod branch;
mod directive;
mod document;
mod expand;
mod guard;
mod known;
mod lines;
mod looped;
mod options;
mod pipe;
mod positional;
mod programs;
mod settings;
mod sourced;
mod spoken;
mod sum;

use array::{added, array, is_list, subscript, words_of};
use assigned::{assign, assignment, declaration};
use branch::{read_words, set_words, shift, tested};
use document::{device, heredoc, redirect};
use expand::{
    answered, arithmetic, changed, expanded, listed, remote, spelled, substituted, values,
};
use known::{known_text, literal, parted};
use options::option_lists;
use positional::{calls_of, is_run, placed};
use programs::{PRINTING, READERS, RUNNERS};
use settings::told;
use sourced::sourced;
use spoken::{by_custom, spoken};
use tree_sitter::Node;

use super::{normal, upwards};
use crate::detect::code::command;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::resolve::OR_DEFAULT;
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind, Setting};

pub static LANGUAGE: Language = Language {
    id: "shell",
    extensions: &[
        "sh",
        "bash",
        "zsh",
        "ksh",
        "bats",
        "mk",
        "mak",
        "dockerfile",
        "containerfile",
        "yml",
        "yaml",
    ],
    names: &[
        "Makefile",
        "makefile",
        "GNUmakefile",
        "Dockerfile",
        "Containerfile",
        ".profile",
        ".bashrc",
        ".bash_profile",
        ".zshrc",
        "PKGBUILD",
        "APKBUILD",
    ],
    grammar: || tree_sitter_bash::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("heredoc_body", Shape::Own(heredoc)),
        ("string", Shape::Text),
        ("string_content", Shape::Fragment),
        ("raw_string", Shape::Text),
        ("ansi_c_string", Shape::Text),
        ("word", Shape::Own(word)),
        ("number", Shape::Own(word)),
        ("regex", Shape::Own(word)),
        ("variable_name", Shape::Name),
        ("concatenation", Shape::Own(concatenation)),
        ("simple_expansion", Shape::Own(simple)),
        ("expansion", Shape::Own(expansion)),
        ("command_substitution", Shape::Own(substituted)),
        ("arithmetic_expansion", Shape::Own(arithmetic)),
        ("if_statement", Shape::Own(tested)),
        ("elif_clause", Shape::Block),
        ("else_clause", Shape::Block),
        ("case_item", Shape::Block),
        ("list", Shape::Block),
        ("while_statement", Shape::Own(repeated)),
        ("c_style_for_statement", Shape::Own(repeated)),
        ("compound_statement", Shape::Own(compound)),
        ("subscript", Shape::Own(subscript)),
        ("array", Shape::Own(array)),
        ("variable_assignment", Shape::Own(assignment)),
        ("declaration_command", Shape::Own(declaration)),
        ("for_statement", Shape::Own(each)),
        ("function_definition", Shape::Own(function)),
        ("file_redirect", Shape::Own(redirect)),
        ("command", Shape::Own(run)),
    ],
    own: &[],
    files,
};

/// A sourced file lies beside the script, or above it.
fn files(container: &str, path: &str) -> Vec<String> {
    if container.is_empty() {
        return Vec::new();
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = normal(&format!("{folder}/{container}"));
    beside.into_iter().chain(upwards(path, container.trim_start_matches("./"))).collect()
}

fn word<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text: String = lowering.text(node).replace("\\\n", "").replace('\\', "");
    Some(lowering.add(Kind::Text(text), node))
}

fn concatenation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let parts: Vec<Node<'a>> = named(node);
    let parts = parts.into_iter().map(|part| lowering.value(part)).collect();
    Some(lowering.add(Kind::Join(parts), node))
}

fn variable<'a>(lowering: &mut Lowering<'a>, name: Node<'a>) -> Id {
    let mut text = lowering.text(name).to_owned();
    // The first argument after a `shift` is the second one of the call.
    if let Ok(place) = text.parse::<usize>() {
        let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
        let dropped = function.and_then(|function| lowering.notes.shifted.get(&function));
        text = (place + dropped.copied().unwrap_or(0)).to_string();
    }
    let text = format!("${text}");
    if let Some(id) = lowering.notes.in_round.get(&text) {
        return *id;
    }
    lowering.add(Kind::Name(text), name)
}

fn simple<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.named_child(0)?;
    Some(variable(lowering, name))
}

/// `${name}`, `${name:-default}`, `${name[@]}`; what other operators give is computed.
fn expansion<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node);
    let first = node.named_child(0)?;
    if text.starts_with("${#") {
        return None;
    }
    if text.starts_with("${!") {
        return array::indirect(lowering, node, first);
    }
    let name = match first.kind() {
        "subscript" => match array::slice(lowering, node, first) {
            Some(slice) => return Some(slice),
            None => lowering.value(first),
        },
        _ => variable(lowering, first),
    };
    let operator = text.get(first.end_byte() - node.start_byte()..)?;
    let given = ["-", ":-", "=", ":="].iter().find(|known| operator.starts_with(**known));
    let Some(given) = given else {
        if let Some(changed) = changed(lowering, node, name, operator) {
            return Some(changed);
        }
        let cased = [("^^}", "toUpperCase"), (",,}", "toLowerCase")];
        if let Some((_, method)) = cased.iter().find(|(written, _)| operator == *written) {
            let callee = lowering.add(Kind::Member { of: name, name: (*method).to_owned() }, node);
            return Some(lowering.add(Kind::Call { callee, arguments: Vec::new() }, node));
        }
        let plain = ["}", ":?", "?", ",", "^"].iter().any(|known| operator.starts_with(known));
        return plain.then_some(name);
    };
    let written = operator.strip_prefix(given).and_then(|rest| rest.strip_suffix('}'))?;
    let summed = written.strip_prefix("$((").and_then(|inner| inner.strip_suffix("))"));
    let summed = summed.and_then(|inner| sum::summed(lowering, node, inner));
    let default = if let Some(summed) = summed {
        summed
    } else if written.contains(['$', '`', '"', '\'']) {
        lowering.value(node.named_child(1)?)
    } else {
        part(lowering, node, Kind::Text(written.to_owned()))
    };
    let name_text = format!("${}", lowering.text(first));
    let is_variable = first.kind() != "subscript";
    let is_bound = given.ends_with('=')
        && lowering.module.bindings.iter().any(|binding| binding.name == name_text);
    let callee = lowering.add(Kind::Name(OR_DEFAULT.to_owned()), node);
    let arguments = [name, default].map(|value| Argument { name: None, value }).to_vec();
    let value = lowering.add(Kind::Call { callee, arguments }, node);
    if given.ends_with('=') && !is_bound && is_variable {
        // The variable that is asked for stands before the value that it gets.
        lowering.bind(&name_text, Some(value), None, node.start_byte().saturating_sub(1));
    }
    Some(value)
}

fn each<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if looped::gone_through(lowering, node) {
        return None;
    }
    let mut cursor = node.walk();
    let values: Vec<Node<'a>> = node.children_by_field_name("value", &mut cursor).collect();
    let values = values.into_iter().map(|value| lowering.value(value)).collect();
    let all = lowering.add(Kind::Choice(values), node);
    if let Some(name) = node.child_by_field_name("variable") {
        let name = format!("${}", lowering.text(name));
        let inner = std::mem::replace(&mut lowering.scope, 0);
        lowering.bind(&name, Some(all), None, node.start_byte());
        lowering.scope = inner;
    }
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later_in(body, node));
    None
}

/// `{ … }`, and `(( … ))`, which may set a variable.
fn compound<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if !sum::statement(lowering, node) {
        named(node).into_iter().rev().for_each(|child| lowering.later(child));
    }
    None
}

/// A loop, which may read a file line by line.
fn repeated<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if looped::gone_through(lowering, node) {
        return None;
    }
    lines::read_lines(lowering, node);
    looped::read_lines(lowering, node);
    let block = (node.start_byte(), node.end_byte());
    named(node).into_iter().rev().for_each(|child| lowering.later_within(child, block));
    None
}

fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let outer = lowering.scope;
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name));
    let parameters = (1..10)
        .map(|at| Parameter { name: format!("${at}"), type_name: None, default: None })
        .collect();
    lowering.enter(ScopeKind::Function, name, parameters);
    if positional::runs_what_it_gets(lowering.text(node)) {
        lowering.notes.runners.insert(name);
    }
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later(body));
    lowering.scope = outer;
    None
}

fn run<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut words: Vec<Node<'a>> = Vec::new();
    if read_words(lowering, node) {
        return None;
    }
    for child in named(node) {
        match child.kind() {
            "command_name" => words.extend(child.named_child(0)),
            "variable_assignment" => assign(lowering, child, 0),
            "file_redirect" => {
                redirect(lowering, child);
            }
            "herestring_redirect" | "subshell" => lowering.later(child),
            _ => words.push(child),
        }
    }
    command_of(lowering, node, words)
}

/// The call that the words of a command are.
fn command_of<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    mut words: Vec<Node<'a>>,
) -> Option<Id> {
    let mut first = *words.first()?;
    let mut name = program(lowering, first)?;
    if positional::waits(lowering, node, &words) {
        return None;
    }
    shift(lowering, node, &name);
    set_words(lowering, node, &words);
    if name.starts_with('$') {
        let next = words.get(1).map_or("", |word| lowering.text(*word));
        name = by_custom(&name, next).unwrap_or(name);
    }
    // `command -v program` only asks whether there is one.
    if name == "command"
        && words.get(1).is_some_and(|word| {
            lowering.text(*word).starts_with('-') && lowering.text(*word).contains(['v', 'V'])
        })
    {
        return None;
    }
    while RUNNERS.contains(&name.as_str()) || lowering.notes.runners.contains(name.as_str()) {
        let next = words.iter().skip(1).position(|word| {
            program(lowering, *word)
                .is_some_and(|name| command::is_known(&name) || RUNNERS.contains(&name.as_str()))
        });
        let Some(next) = next else { break };
        words.drain(..=next);
        first = words[0];
        name = program(lowering, first)?;
    }
    let runs_text = matches!(
        name.as_str(),
        "sh" | "bash"
            | "dash"
            | "zsh"
            | "ksh"
            | "su"
            | "ssh"
            | "eval"
            | "parallel"
            | "watch"
            | "rsync"
    );
    if runs_text {
        words.iter().skip(1).for_each(|word| spoken(lowering, *word));
    }
    if matches!(name.as_str(), "." | "source" | "include" | "load") {
        words.get(1).into_iter().for_each(|word| sourced(lowering, *word));
    }
    if name == "let" {
        sum::let_words(lowering, node, &words);
    }
    if name == "printf" {
        expand::printed_into(lowering, node, &words);
    }
    if matches!(name.as_str(), "echo" | "printf") {
        directive::said(lowering, node, &words);
    }
    if READERS.contains(&name.as_str()) {
        words.iter().for_each(|word| device(lowering, *word));
    }
    let calls = calls_of(lowering, &words);
    let ways = if calls.is_empty() {
        let (program, options) = listed(lowering, first)
            .or_else(|| spelled(lowering, node, first))
            .unwrap_or_else(|| (name.clone(), Vec::new()));
        let ways = option_lists(lowering, node, &words, options);
        // `"${tool}sum"` of a loop is several programs.
        let mut programs = expanded(lowering, lowering.text(first).trim_matches('"'));
        programs.retain(|one| command::is_known(one));
        if programs.len() < 2 {
            programs = vec![program];
        }
        let each = ways.into_iter().flat_map(|values| {
            programs
                .iter()
                .map(move |program| (program.clone(), values.clone()))
                .collect::<Vec<_>>()
        });
        each.collect::<Vec<_>>()
    } else {
        placed(lowering, &words, &calls)
    };
    answered(lowering, node, &ways);
    told(lowering, node, &name);
    let mut made = None;
    for (name, values) in ways {
        let mut callee = lowering.add(Kind::Name(name.clone()), first);
        let (path, options) = command::read(&name, &values);
        for part in path {
            callee = lowering.add(Kind::Member { of: callee, name: part }, first);
        }
        let mut arguments: Vec<Argument> =
            options.into_iter().map(|option| argument(lowering, node, option)).collect();
        if command::is_known(&name) {
            arguments.extend(document::written_to(lowering, node));
        }
        let call = lowering.add(Kind::Call { callee, arguments }, node);
        let is_own = || !name.starts_with('$') && !expand::TOOLS.contains(&name.as_str());
        if command::is_known(&name) && lowering.scope != 0
            || is_own() && !PRINTING.contains(&name.as_str())
        {
            guard::guard(lowering, node, call, None, true);
        }
        made = Some(call);
    }
    made
}

fn argument<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, given: command::Given) -> Argument {
    let value = match given.value {
        command::Word::Whole(id) => id,
        command::Word::Text(text) => part(lowering, node, Kind::Text(text)),
        command::Word::Set => part(lowering, node, Kind::Truth(true)),
        command::Word::Rest(id, from) => rest(lowering, node, id, from),
        command::Word::Behind(of) => {
            let colon = part(lowering, node, Kind::Text(":".to_owned()));
            let callee = part(lowering, node, Kind::Member { of, name: "#".to_owned() });
            let arguments = vec![Argument { name: None, value: colon }];
            part(lowering, node, Kind::Call { callee, arguments })
        }
    };
    Argument { name: given.name, value }
}

/// A word without its first bytes, which are literal.
fn rest<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, id: Id, from: usize) -> Id {
    if from == 0 {
        return id;
    }
    let kind = match lowering.module.nodes[id].kind.clone() {
        Kind::Text(text) => Kind::Text(text.get(from..).unwrap_or_default().to_owned()),
        Kind::Join(mut parts) => {
            if let Some(first) = parts.first().copied() {
                parts[0] = rest(lowering, node, first, from);
            }
            Kind::Join(parts)
        }
        other => match known_text(lowering, id, 8).filter(|_| from > 0) {
            Some(text) => Kind::Text(text.get(from..).unwrap_or_default().to_owned()),
            None => other,
        },
    };
    part(lowering, node, kind)
}

/// A part of a command that takes no room in the file of its own.
fn part<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, kind: Kind) -> Id {
    let id = lowering.add(kind, node);
    let place = &mut lowering.module.nodes[id].place;
    place.end = place.start;
    id
}

/// The program that a word names: its last part, or what a variable was set to or stands for by custom.
fn program<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<String> {
    let text = lowering.text(node).trim_matches(['"', '\'', '\\']);
    if let Some(name) = expanded(lowering, text).into_iter().find(|name| command::is_known(name)) {
        return Some(name);
    }
    let named = text.trim_start_matches(['$', '{']).trim_end_matches('}');
    let named = named.split([':', '-', '?']).next().unwrap_or(named);
    if text.starts_with('$') && !text.starts_with("$(") && !text.contains('/') {
        let variable = format!("${named}");
        let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable);
        if let Some(Kind::Text(value)) =
            bound.and_then(|one| one.value).map(|id| &lowering.module.nodes[id].kind)
        {
            return Some(value.rsplit('/').next().unwrap_or(value).to_owned());
        }
        let name = named.to_ascii_lowercase().replace('_', "-");
        let name = name.trim_end_matches("-bin").trim_end_matches("-cmd").to_owned();
        return Some(if command::is_known(&name) { name } else { text.to_owned() });
    }
    let name = text.rsplit('/').next().unwrap_or(text).trim_end_matches(".exe");
    Some(name.to_owned())
}

fn named(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}
