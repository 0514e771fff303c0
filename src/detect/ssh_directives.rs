//! Lines of `sshd_config(5)` and `ssh_config(5)`: keyword, arguments, sections.

/// One line: a keyword in lower case and its arguments without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Keyword; OpenSSH compares it without case.
    pub keyword: String,
    /// Arguments.
    pub arguments: Vec<String>,
    /// 1-based line.
    pub line: u32,
    /// Offset of the keyword.
    pub offset: u64,
}

impl Directive {
    /// Reads a line; `None` for comments, empty lines and what has no keyword.
    fn read(text: &str, line: u32, offset: u64) -> Option<Self> {
        let trimmed = text.trim_start();
        if trimmed.starts_with('#') {
            return None;
        }
        // A keyword ends at white space or at one `=` with white space around it.
        let end = trimmed.find(|char: char| char == '=' || char.is_ascii_whitespace());
        let (keyword, rest) = trimmed.split_at(end.unwrap_or(trimmed.len()));
        let rest = rest.trim_start();
        let rest = rest.strip_prefix('=').unwrap_or(rest);
        let plain = !keyword.is_empty() && keyword.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain.then(|| Self {
            keyword: keyword.to_ascii_lowercase(),
            arguments: arguments(rest),
            line,
            offset: offset + (text.len() - trimmed.len()) as u64,
        })
    }
}

/// A run of lines: those before the first `Host` or `Match`, or those after one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The `Host` or `Match` line; `None` for the global part.
    pub header: Option<Directive>,
    /// Lines in order.
    pub directives: Vec<Directive>,
}

impl Section {
    /// `Match User deploy`, as written but for quotes and spaces.
    pub fn title(&self) -> String {
        const LONGEST: usize = 200;
        let Some(header) = &self.header else { return String::new() };
        let word = if header.keyword == "host" { "Host" } else { "Match" };
        let title = format!("{word} {}", header.arguments.join(" "));
        title.chars().filter(|char| !char.is_control()).take(LONGEST).collect()
    }

    /// Whether `line` stands in it.
    pub fn contains(&self, line: &Directive) -> bool {
        let first = self.directives.first().is_some_and(|first| first.offset <= line.offset);
        first && self.directives.last().is_some_and(|last| line.offset <= last.offset)
    }

    /// Whether it holds for every connection: no header, `Match all`, `Host *`.
    pub fn is_universal(&self) -> bool {
        self.header.as_ref().is_none_or(|header| match header.arguments.as_slice() {
            [only] if header.keyword == "host" => only == "*",
            [only] => only.eq_ignore_ascii_case("all"),
            _ => false,
        })
    }
}

/// Why there are no sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is something else.
    NoConfiguration,
    /// It has more than 10,000 lines of directives.
    TooLong,
}

const MOST_LINES: usize = 10_000;

/// The sections of a configuration, the global one first.
pub fn sections(bytes: &[u8]) -> Result<Vec<Section>, Fault> {
    if bytes.contains(&0) || bytes.trim_ascii().is_empty() {
        return Err(Fault::NoConfiguration);
    }
    let mut sections = vec![Section { header: None, directives: Vec::new() }];
    let (mut offset, mut lines, mut known) = (0, 0_usize, 0_usize);
    for (number, line) in (1_u32..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        let start = offset;
        offset += line.len() as u64;
        // Comments may be in any encoding.
        let line = String::from_utf8_lossy(line);
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        lines += 1;
        if lines > MOST_LINES {
            return Err(Fault::TooLong);
        }
        let Some(directive) = Directive::read(&line, number, start) else { continue };
        known += usize::from(KEYWORDS.contains(&directive.keyword.as_str()));
        if matches!(directive.keyword.as_str(), "host" | "match") {
            sections.push(Section { header: Some(directive), directives: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            section.directives.push(directive);
        }
    }
    // A file of that name in another language shares no more than a word or two by chance.
    if known * 2 >= lines { Ok(sections) } else { Err(Fault::NoConfiguration) }
}

/// Splits as OpenSSH's `argv_split` does: white space, double and single quotes, backslash; `#` ends the line.
fn arguments(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut current: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, quote) {
            ('\\', _) if matches!(chars.peek(), Some('"' | '\'' | '\\')) => {
                current.get_or_insert_default().extend(chars.next());
            }
            (_, Some(open)) if char == open => quote = None,
            (_, Some(_)) => current.get_or_insert_default().push(char),
            ('"' | '\'', None) => {
                quote = Some(char);
                current.get_or_insert_default();
            }
            (space, None) if space.is_ascii_whitespace() => all.extend(current.take()),
            ('#', None) if current.is_none() => break,
            _ => current.get_or_insert_default().push(char),
        }
    }
    all.extend(current);
    all
}

/// Keywords that are usual in either file: they tell a configuration from another text.
#[rustfmt::skip] // a list of words
const KEYWORDS: &[&str] = &[
    "acceptenv", "addkeystoagent", "addressfamily", "allowagentforwarding", "allowgroups", "allowtcpforwarding", "allowusers",
    "authenticationmethods", "authorizedkeyscommand", "authorizedkeyscommanduser", "authorizedkeysfile",
    "authorizedprincipalscommand", "authorizedprincipalsfile", "banner", "batchmode", "bindaddress", "canonicalizehostname",
    "casignaturealgorithms", "certificatefile", "challengeresponseauthentication", "checkhostip", "chrootdirectory", "cipher",
    "ciphers", "clientalivecountmax", "clientaliveinterval", "compression", "connectionattempts", "connecttimeout",
    "controlmaster", "controlpath", "controlpersist", "debianbanner", "denygroups", "denyusers", "disableforwarding",
    "dynamicforward", "escapechar", "exposeauthinfo", "fingerprinthash", "forcecommand", "forwardagent", "forwardx11",
    "forwardx11trusted", "gatewayports", "globalknownhostsfile", "gssapiauthentication", "gssapicleanupcredentials",
    "gssapidelegatecredentials", "gssapikexalgorithms", "gssapikeyexchange", "hashknownhosts", "host",
    "hostbasedacceptedalgorithms", "hostbasedacceptedkeytypes", "hostbasedauthentication", "hostbasedkeytypes",
    "hostcertificate", "hostkey", "hostkeyagent", "hostkeyalgorithms", "hostkeyalias", "hostname", "identitiesonly",
    "identityagent", "identityfile", "ignorerhosts", "ignoreunknown", "ignoreuserknownhosts", "include", "ipqos",
    "kbdinteractiveauthentication", "kexalgorithms", "keyregenerationinterval", "listenaddress", "localforward",
    "logingracetime", "loglevel", "macs", "match", "maxauthtries", "maxsessions", "maxstartups", "modulifile",
    "numberofpasswordprompts", "passwordauthentication", "permitemptypasswords", "permitlisten", "permitlocalcommand",
    "permitopen", "permitrootlogin", "permittty", "permittunnel", "permituserenvironment", "permituserrc",
    "persourcepenalties", "pidfile", "port", "preferredauthentications", "printlastlog", "printmotd", "protocol",
    "proxycommand", "proxyjump", "pubkeyacceptedalgorithms", "pubkeyacceptedkeytypes", "pubkeyauthentication",
    "pubkeyauthoptions", "refuseconnection", "rekeylimit", "remotecommand", "remoteforward", "requesttty", "requiredrsasize",
    "revokedhostkeys", "revokedkeys", "rhostsrsaauthentication", "rsaauthentication", "rsaminsize", "sendenv",
    "serveralivecountmax", "serveraliveinterval", "serverkeybits", "setenv", "streamlocalbindmask", "streamlocalbindunlink",
    "stricthostkeychecking", "strictmodes", "subsystem", "syslogfacility", "tag", "tcpkeepalive", "trustedusercakeys",
    "tunnel", "tunneldevice", "unusedconnectiontimeout", "updatehostkeys", "usedns", "uselogin", "usepam",
    "useprivilegeseparation", "user", "userknownhostsfile", "verifyhostkeydns", "visualhostkey", "warnweakcrypto",
    "x11displayoffset", "x11forwarding", "x11uselocalhost", "xauthlocation",
];
