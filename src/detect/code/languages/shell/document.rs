//! Documents in scripts, and devices that they read.

use super::*;

/// Parameters for a key of OpenPGP, as `gpg --gen-key` reads them.
pub(super) fn heredoc<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node);
    let file = written_file(lowering, node);
    directive::document(lowering, node, file.as_deref());
    if let Some(file) = file {
        let body = lowering.add(Kind::Text(text.chars().take(DOCUMENT).collect()), node);
        lowering.bind(&format!("<{file}"), Some(body), None, node.start_byte());
    }
    let key = parameters(lowering, node, "Key-Type:");
    parameters(lowering, node, "Subkey-Type:");
    key
}

/// The parameters of a key, or of the key below it, from the line on that begins with its type.
fn parameters<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, word: &str) -> Option<Id> {
    let text = lowering.text(node);
    let first = text.lines().position(|line| line.trim_start().starts_with(word))?;
    let start: usize = text.split_inclusive('\n').take(first).map(str::len).sum();
    let callee = lowering.add(Kind::Name("Key-Type".to_owned()), node);
    let prefix = word.trim_end_matches("Type:");
    let given = text.lines().skip(first).filter_map(|line| line.split_once(':'));
    let given: Vec<(String, String)> = given
        .take(16)
        .filter_map(|(name, value)| {
            let name = format!("Key-{}", name.trim().strip_prefix(prefix)?);
            Some((name, value.trim().to_owned()))
        })
        .collect();
    let arguments = given
        .into_iter()
        .map(|(name, value)| Argument {
            name: Some(name),
            value: part(lowering, node, Kind::Text(value)),
        })
        .collect();
    let call = lowering.add(Kind::Call { callee, arguments }, node);
    for id in [callee, call] {
        let place = &mut lowering.module.nodes[id].place;
        place.start += start;
        place.end = place.start + word.len();
        place.line += u32::try_from(first).unwrap_or(0);
        place.column = 1;
    }
    Some(call)
}

/// Characters of a document in a script that are kept.
const DOCUMENT: usize = 8_192;

/// The file that a document in a script is written to: `cat > file <<EOF`, `cat <<EOF > file`, `tee file <<EOF`.
fn written_file<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<String> {
    let redirect = lowering.parent(node)?;
    let statement = lowering.parent(redirect)?;
    let around = named(redirect).into_iter().chain(named(statement));
    let to = around
        .filter(|one| one.kind() == "file_redirect" && lowering.text(*one).starts_with('>'))
        .find_map(|one| one.child_by_field_name("destination"));
    let tee = || {
        let command =
            statement.child_by_field_name("body").filter(|one| one.kind() == "command")?;
        let words = named(command);
        let is_tee = words.first().is_some_and(|name| lowering.text(*name).ends_with("tee"));
        words.into_iter().skip(1).find(|word| is_tee && !lowering.text(*word).starts_with('-'))
    };
    let file = to.or_else(tee)?;
    Some(lowering.text(file).trim_matches(['"', '\'']).to_owned())
}

/// Input from the kernel's random generator is a use of it.
pub(super) fn redirect<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let target = node.child_by_field_name("destination")?;
    if lowering.text(node).trim_start().starts_with('<') {
        device(lowering, target);
    }
    lowering.value(target);
    None
}

pub(super) fn device<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let text = lowering.text(node).trim_start_matches("if=");
    if matches!(text, "/dev/urandom" | "/dev/random") {
        let callee = lowering.add(Kind::Name("/dev/urandom".to_owned()), node);
        lowering.add(Kind::Call { callee, arguments: Vec::new() }, node);
    }
}

/// The file that what a command says goes to: `openssl genrsa 3072 > key.pem`.
pub(super) fn written_to<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Argument> {
    let parent = lowering.parent(node).filter(|one| one.kind() == "redirected_statement")?;
    let is_out = |one: &Node<'a>| {
        let text = lowering.text(*one).trim_start();
        one.kind() == "file_redirect" && text.starts_with(['>', '1']) && !text.contains('&')
    };
    let file = named(parent).into_iter().find(is_out)?.child_by_field_name("destination")?;
    if lowering.text(file).contains("/dev/") {
        return None;
    }
    let value = lowering.value(file);
    Some(Argument { name: Some(">".to_owned()), value })
}
