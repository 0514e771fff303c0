//! Configurations that a script writes: in a document (`cat > sshd_config <<EOF`), or by `echo` and `printf`. A
//! directive is a call of the program that reads the file, with the directive as its option.

use super::*;

/// Lines of one document that are read.
const LINES: usize = 400;

/// What is called where a document is written; no word, as nothing but the directive has to stand there.
const DOCUMENT: &str = "<<";
/// Directives whose names are common words.
const SHARED: &[&str] =
    &["cipher", "auth", "ciphers", "curves", "ike", "esp", "proposals", "Groups"];

/// Directives about cryptography, by the program that reads them. One that several programs have counts only where
/// the document is known to be one of that program.
const DIRECTIVES: &[(&str, &[&str])] = &[
    (
        "ssh",
        &[
            "KexAlgorithms",
            "Ciphers",
            "MACs",
            "HostKeyAlgorithms",
            "PubkeyAcceptedAlgorithms",
            "PubkeyAcceptedKeyTypes",
        ],
    ),
    (
        "openvpn",
        &[
            "tls-version-min",
            "data-ciphers",
            "data-ciphers-fallback",
            "ncp-ciphers",
            "cipher",
            "auth",
        ],
    ),
    ("openvpn", &["tls-cipher", "tls-ciphersuites", "tls-groups", "ecdh-curve"]),
    ("swanctl", &["proposals", "esp_proposals", "ah_proposals"]),
    ("ipsec.conf", &["ike", "esp"]),
    ("stunnel", &["sslVersionMin", "sslVersion", "ciphers", "curves"]),
    ("nginx", &["ssl_protocols", "ssl_ciphers", "ssl_ecdh_curve"]),
    ("httpd", &["SSLProtocol", "SSLCipherSuite"]),
    ("haproxy", &["ssl-default-bind-options", "ssl-default-bind-ciphers"]),
    (
        "postfix",
        &["smtpd_tls_mandatory_protocols", "smtp_tls_mandatory_protocols", "smtpd_tls_protocols"],
    ),
    ("dovecot", &["ssl_min_protocol", "ssl_cipher_list"]),
    ("postgres", &["ssl_min_protocol_version", "ssl_ciphers"]),
    ("redis", &["tls-protocols", "tls-ciphers"]),
    ("mysql", &["tls_version"]),
    ("openssl.cnf", &["MinProtocol", "CipherString", "Groups"]),
];

/// Words of a document, or of the name of its file, by which it is one that the program reads.
const KINDS: &[(&str, &[&str])] = &[
    (
        "ssh",
        &["sshd_config", "ssh_config", ".ssh/config", "KexAlgorithms", "PermitRootLogin", "MACs "],
    ),
    (
        "openvpn",
        &["openvpn", ".ovpn", "tls-version-min", "data-ciphers", "remote-cert-tls", "dev tun"],
    ),
    ("swanctl", &["swanctl", "esp_proposals", "connections {"]),
    ("ipsec.conf", &["ipsec.conf", "ipsec.d", "keyexchange=", "authby="]),
    ("stunnel", &["stunnel", "sslVersion"]),
    ("postgres", &["postgresql", "ssl_min_protocol_version", "pg_hba"]),
    ("nginx", &["nginx", "ssl_protocols", "ssl_certificate"]),
    ("httpd", &["SSLProtocol", "SSLCipherSuite"]),
    ("haproxy", &["haproxy", "ssl-default-bind"]),
    ("postfix", &["smtpd_tls", "smtp_tls"]),
    ("dovecot", &["dovecot", "ssl_min_protocol"]),
    ("redis", &["tls-protocols", "tls-ciphers"]),
    ("mysql", &["mysql", "mariadb", "[mysqld]", "my.cnf"]),
    (
        "openssl.cnf",
        &["openssl.cnf", "MinProtocol", "CipherString", "distinguished_name", "[ req ]", "[req]"],
    ),
];

/// The program that reads a document.
fn reader(file: &str, text: &str) -> Option<&'static str> {
    let of = |whole: &str| {
        let is_it = |(_, words): &&(&str, &[&str])| words.iter().any(|word| whole.contains(word));
        KINDS.iter().find(is_it).map(|(program, _)| *program)
    };
    of(file).or_else(|| of(text))
}

/// The directive of a program that a line sets, and where its value begins.
fn directive(program: &str, line: &str) -> Option<(&'static str, usize)> {
    let known = DIRECTIVES.iter().filter(|(one, _)| *one == program).flat_map(|(_, all)| *all);
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    // `children { net { esp_proposals = … } }` has it in the middle.
    let starts = std::iter::once(0).chain(line.match_indices('{').map(|(at, _)| at + 1)).take(8);
    let all: Vec<(&'static str, usize)> = known
        .flat_map(|key| {
            starts.clone().filter_map(move |from| {
                let rest = line.get(from..)?;
                let at = from + rest.len() - rest.trim_start().len();
                let word = line.get(at..)?.split(|c| !is_word(c)).next()?;
                if !word.eq_ignore_ascii_case(key) {
                    return None;
                }
                let after = line.get(at + word.len()..)?;
                let value = after.trim_start_matches([' ', '\t', '=', ':']);
                let is_set = after.len() > value.len() && !value.is_empty();
                is_set.then_some((*key, line.len() - value.len()))
            })
        })
        .collect();
    all.into_iter().next()
}

/// Bytes of a value, without what ends the directive and the blocks around it.
fn value_end(written: &str) -> usize {
    let mut end = written;
    loop {
        end = end.trim_end_matches([';', ' ', '\t', '\r', '\n']);
        // A brace that an expansion has opened is its own.
        match end.strip_suffix('}') {
            Some(inner) if end.matches('}').count() > end.matches('{').count() => end = inner,
            _ => return end.len(),
        }
    }
}

/// Directives in a document; a value may hold variables and commands.
pub(super) fn document<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, file: Option<&str>) {
    let text = lowering.text(node);
    let Some(program) = reader(file.unwrap_or_default(), text) else { return };
    let inserted: Vec<Node<'a>> =
        named(node).into_iter().filter(|one| one.kind() != "heredoc_content").collect();
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').take(LINES).enumerate() {
        let found = directive(program, line.trim_end());
        if let Some((key, from)) = found {
            let end = start + from + value_end(&line[from..]);
            let range = (node.start_byte() + start + from, node.start_byte() + end);
            let value = value(lowering, node, range, &inserted);
            let call = set(lowering, node, (program, key), value);
            for id in call {
                let place = &mut lowering.module.nodes[id].place;
                place.start = node.start_byte() + start;
                place.end = node.start_byte() + end;
                place.line += u32::try_from(index).unwrap_or(0);
                place.column = 1;
            }
        }
        start += line.len();
    }
}

/// What stands between two bytes of a document.
fn value<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    (from, to): (usize, usize),
    inserted: &[Node<'a>],
) -> Id {
    let (mut parts, mut at) = (Vec::new(), from);
    for one in inserted.iter().filter(|one| one.start_byte() >= from && one.end_byte() <= to) {
        if one.start_byte() > at {
            let text = lowering.between(at, one.start_byte());
            parts.push(part(lowering, node, Kind::Text(text)));
        }
        parts.push(lowering.value(*one));
        at = one.end_byte();
    }
    if at < to {
        let text = lowering.between(at, to);
        parts.push(part(lowering, node, Kind::Text(text.trim_end().to_owned())));
    }
    plain(lowering, node, parts)
}

/// The parts as one value; several words of a text are a list.
fn plain<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, parts: Vec<Id>) -> Id {
    let [only] = parts.as_slice() else { return part(lowering, node, Kind::Join(parts)) };
    let Kind::Text(text) = &lowering.module.nodes[*only].kind else { return *only };
    let text = text.trim().trim_matches(['"', '\'', ';']).to_owned();
    part(lowering, node, Kind::Text(text))
}

/// A word's value without quotes of the file's own: `"'TLSv1.2'"`.
fn plain_value<'a>(lowering: &mut Lowering<'a>, word: Node<'a>) -> Id {
    let id = lowering.value(word);
    let Kind::Text(text) = &lowering.module.nodes[id].kind else { return id };
    let text = text.trim_matches(['"', '\'']).to_owned();
    part(lowering, word, Kind::Text(text))
}

/// The call that a directive is, and the name that it stands at.
fn set<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    (program, key): (&str, &str),
    value: Id,
) -> [Id; 2] {
    // OpenSSH's are those of its commands.
    let called = if program == "ssh" { program } else { DOCUMENT };
    let callee = lowering.add(Kind::Name(called.to_owned()), node);
    let is_shared = SHARED.contains(&key);
    let name = if is_shared { format!("~{key}") } else { key.to_owned() };
    let arguments = vec![Argument { name: Some(name), value }];
    [callee, lowering.add(Kind::Call { callee, arguments }, node)]
}

/// Directives that `echo` and `printf` write: `echo "KexAlgorithms $kex" >> sshd_config`.
pub(super) fn said<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, words: &[Node<'a>]) {
    let within =
        |node, kind| lowering.parent(node).filter(|one| one.kind() == kind).unwrap_or(node);
    let around = within(node, "redirected_statement");
    let whole = lowering.text(within(around, "pipeline"));
    if !whole.contains('>') && !whole.contains("tee") {
        return;
    }
    let after = whole.rsplit(['>', '|']).next().unwrap_or_default();
    for (at, word) in words.iter().enumerate().skip(1) {
        let written = lowering.text(*word);
        let quote = usize::from(written.starts_with(['"', '\'']));
        let text = written.trim_matches(['"', '\'']);
        let Some(program) = reader(after, text) else { continue };
        let mut start = 0;
        for line in text.split("\\n").take(LINES) {
            if let Some((key, from)) = directive(program, line) {
                let given = &line[from..];
                let given = &given[..value_end(given)];
                let value = if given.contains("%s") {
                    let filled = words.get(at + 1).map(|next| plain_value(lowering, *next));
                    let (before, behind) = given.split_once("%s").unwrap_or((given, ""));
                    let before = part(lowering, node, Kind::Text(before.to_owned()));
                    let behind = part(lowering, node, Kind::Text(behind.to_owned()));
                    let parts = std::iter::once(before).chain(filled).chain([behind]).collect();
                    part(lowering, node, Kind::Join(parts))
                } else {
                    let first = word.start_byte() + quote + start + from;
                    let inserted: Vec<Node<'a>> = named(*word)
                        .into_iter()
                        .filter(|one| one.kind() != "string_content")
                        .collect();
                    value(lowering, node, (first, first + given.len()), &inserted)
                };
                set(lowering, *word, (program, key), value);
            }
            start += line.len() + 2;
        }
    }
}
