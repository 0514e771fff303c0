//! Programs by custom, and commands in quoted texts.

use super::*;

/// The program that a variable set elsewhere stands for, by its name and the subcommand behind it.
pub(super) fn by_custom(variable: &str, next: &str) -> Option<String> {
    const OPENSSL: &[&str] = &[
        "genrsa", "gendsa", "genpkey", "ecparam", "dhparam", "dsaparam", "rsautl", "pkeyutl",
        "dgst", "s_client", "s_server", "x509", "pkcs12", "pkcs8", "pkcs7",
    ];
    let lower = variable.to_ascii_lowercase();
    let known = OPENSSL.contains(&next)
        || lower.contains("ssl")
            && ["req", "enc", "rand", "rsa", "ec", "cms", "smime", "ca"].contains(&next);
    if known {
        return Some("openssl".to_owned());
    }
    lower.contains("keygen").then(|| "ssh-keygen".to_owned())
}

/// Commands in a quoted text that a shell is given.
pub(super) fn spoken<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    if !matches!(node.kind(), "string" | "raw_string") {
        return;
    }
    let text = lowering.text(node).trim_matches(['"', '\'']);
    for line in text.split(['|', ';', '&', '\n']) {
        let mut words = line.split_whitespace().skip_while(|word| *word == "sudo");
        let name = words.next().unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or(name);
        if !command::is_known(name) {
            continue;
        }
        let values: Vec<(Id, String)> = words
            .map(|word| word.trim_matches(['"', '\'', '\\']).to_owned())
            .map(|word| (part(lowering, node, Kind::Text(word.clone())), word))
            .collect();
        let mut callee = lowering.add(Kind::Name(name.to_owned()), node);
        let (path, options) = command::read(name, &values);
        for name in path {
            callee = lowering.add(Kind::Member { of: callee, name }, node);
        }
        let arguments =
            options.into_iter().map(|option| argument(lowering, node, option)).collect();
        lowering.add(Kind::Call { callee, arguments }, node);
    }
}
