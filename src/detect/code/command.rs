//! Command lines of programs that do cryptography: subcommands, options with a value, options without.

use super::syntax::Id;
use crate::registry;

/// How a program takes its options.
struct Program {
    name: &'static str,
    /// How many words after the name say what it does.
    subcommands: usize,
    /// Options with one letter that take a value, as for `getopt`.
    short: &'static str,
    /// Longer options that take a value.
    long: &'static str,
    /// Longer options begin with a single dash, and letters are not bundled.
    single: bool,
    /// All options take a value but these.
    flags: Option<&'static str>,
}

const PLAIN: Program =
    Program { name: "", subcommands: 0, short: "", long: "", single: false, flags: None };

/// From the programs' own lists of options.
static PROGRAMS: &[Program] = &[
    Program { name: "openssl", subcommands: 1, single: true, long: OPENSSL, ..PLAIN },
    Program { name: "ssh-keygen", short: "CDEFIMNOPRVYZabfjmnrstwz", ..PLAIN },
    Program { name: "ssh", short: "BbcDEeFIiJLlmOopQRSWw", ..PLAIN },
    Program { name: "scp", short: "cDFiJloPSX", ..PLAIN },
    Program { name: "sftp", short: "BbcDFiJloPRSsX", ..PLAIN },
    Program { name: "gpg", short: "oruN", long: GPG, ..PLAIN },
    Program { name: "gpg2", short: "oruN", long: GPG, ..PLAIN },
    Program { name: "keytool", single: true, flags: Some(KEYTOOL), ..PLAIN },
    Program {
        name: "jarsigner",
        single: true,
        flags: Some("verify verbose certs strict"),
        ..PLAIN
    },
    Program { name: "apksigner", subcommands: 1, ..PLAIN },
    Program { name: "notation", subcommands: 1, ..PLAIN },
    Program { name: "signtool", subcommands: 1, single: true, ..PLAIN },
    Program { name: "codesign", short: "sior", long: "sign identifier options", ..PLAIN },
    Program { name: "curl", short: "odHuAXbceFmrTwxyYzEKCDPQUt", long: CURL, ..PLAIN },
    Program { name: "wget", short: "OoaPtTUeQ", long: "secure-protocol ciphers", ..PLAIN },
    Program {
        name: "cosign",
        subcommands: 1,
        long: "key kms output-key-prefix output-signature output-certificate certificate signature bundle",
        ..PLAIN
    },
    Program { name: "step", subcommands: 2, long: STEP, ..PLAIN },
    Program { name: "certtool", long: CERTTOOL, ..PLAIN },
    Program {
        name: "certbot",
        short: "dmwn",
        long: "key-type rsa-key-size elliptic-curve",
        ..PLAIN
    },
    Program { name: "acme.sh", short: "dwk", long: "keylength accountkeylength server", ..PLAIN },
    Program { name: "lego", long: "key-type domains email", short: "k", ..PLAIN },
    Program {
        name: "sq",
        subcommands: 2,
        short: "co",
        long: "cipher-suite userid output",
        ..PLAIN
    },
    Program { name: "certutil", short: "kgqndsxtfhpvm", ..PLAIN },
    Program { name: "p11tool", long: "bits label sec-param curve", ..PLAIN },
    Program { name: "cfssl", subcommands: 1, single: true, ..PLAIN },
    Program { name: "mkcert", single: true, ..PLAIN },
    Program {
        name: "age",
        short: "rRioj",
        long: "recipient recipients-file output identity",
        ..PLAIN
    },
    Program {
        name: "rage",
        short: "rRioj",
        long: "recipient recipients-file output identity",
        ..PLAIN
    },
    Program { name: "age-keygen", short: "o", ..PLAIN },
    Program { name: "rage-keygen", short: "o", ..PLAIN },
    Program { name: "minisign", short: "psmxctPo", ..PLAIN },
    Program { name: "signify", short: "cmpstx", ..PLAIN },
    Program { name: "signify-openbsd", short: "cmpstx", ..PLAIN },
    Program { name: "cryptsetup", subcommands: 1, short: "chsliT", long: CRYPTSETUP, ..PLAIN },
    Program { name: "wg", subcommands: 1, ..PLAIN },
    Program { name: "htpasswd", short: "Cr", ..PLAIN },
    Program { name: "mkpasswd", short: "mSRP", long: "method salt rounds", ..PLAIN },
    Program { name: "shasum", short: "a", long: "algorithm", ..PLAIN },
    Program { name: "cksum", short: "al", long: "algorithm length", ..PLAIN },
    Program { name: "b2sum", short: "al", long: "length algorithm", ..PLAIN },
    Program {
        name: "osslsigncode",
        subcommands: 1,
        single: true,
        long: "h in out pkcs12 certs key t ts n i pass",
        ..PLAIN
    },
    Program {
        name: "pki",
        long: "type size digest in cakey cacert dn san lifetime outform flag",
        short: "tsgi",
        ..PLAIN
    },
    Program {
        name: "ipsec",
        subcommands: 1,
        long: "type size digest in cakey cacert dn san lifetime outform flag",
        short: "tsgi",
        ..PLAIN
    },
    Program { name: "ldns-keygen", short: "abr", ..PLAIN },
    Program { name: "wpa_passphrase", ..PLAIN },
    Program { name: "oathtool", long: "digits window", short: "dwcN", ..PLAIN },
    Program { name: "socat", ..PLAIN },
    Program { name: "chpasswd", short: "cs", long: "crypt-method", ..PLAIN },
    Program { name: "veritysetup", subcommands: 1, long: "hash", ..PLAIN },
    Program { name: "md5deep", ..PLAIN },
    Program { name: "sha1deep", ..PLAIN },
    Program { name: "sha256deep", ..PLAIN },
    Program { name: "whirlpooldeep", ..PLAIN },
    Program { name: "dnssec-keygen", short: "abcfngKLPARIDis", ..PLAIN },
    Program { name: "dnssec-dsfromkey", short: "aKcTfvl", ..PLAIN },
    Program {
        name: "opendkim-genkey",
        short: "bdDhns",
        long: "bits domain directory hash-algorithms note selector",
        ..PLAIN
    },
    Program { name: "tsig-keygen", short: "a", ..PLAIN },
    Program { name: "ddns-confgen", short: "ak", ..PLAIN },
    Program { name: "rndc-confgen", short: "Ab", ..PLAIN },
    Program { name: "puttygen", short: "tboCO", ..PLAIN },
    Program { name: "dropbearkey", short: "tsf", ..PLAIN },
    Program {
        name: "pkcs11-tool",
        short: "mdipoawy",
        long: "key-type mechanism module id label slot pin input-file output-file type hash-algorithm mgf",
        ..PLAIN
    },
    Program {
        name: "aws",
        subcommands: 2,
        long: "key-spec customer-master-key-spec key-algorithm signing-algorithm encryption-algorithm mac-algorithm \
            key-pair-spec key-type key-name key-usage key-id message message-type description region profile output query",
        ..PLAIN
    },
    Program {
        name: "az",
        subcommands: 3,
        short: "na",
        long: "kty size curve protection name vault-name hsm-name algorithm digest value data-type",
        ..PLAIN
    },
    Program {
        name: "gcloud",
        subcommands: 3,
        long: "purpose default-algorithm keyring location protection-level key key-algorithm pool project digest-algorithm",
        ..PLAIN
    },
    Program { name: "vault", subcommands: 1, single: true, ..PLAIN },
    Program { name: "tpm2_create", short: "CGgiLPpacurt", long: "key-algorithm", ..PLAIN },
    Program { name: "tpm2_createprimary", short: "CGgPpacurt", long: "key-algorithm", ..PLAIN },
    Program {
        name: "yubico-piv-tool",
        short: "aAsioSkPpN",
        long: "action algorithm slot",
        ..PLAIN
    },
    Program { name: "ykman", subcommands: 3, short: "aPmp", long: "algorithm pin-policy", ..PLAIN },
    Program { name: "easyrsa", long: "use-algo keysize curve digest", ..PLAIN },
    Program { name: "7z", ..PLAIN },
    Program { name: "zip", short: "P", ..PLAIN },
    Program { name: "ansible-vault", subcommands: 1, ..PLAIN },
    Program { name: "mcrypt", short: "amkfo", long: "algorithm mode", ..PLAIN },
    Program { name: "ccrypt", ..PLAIN },
    Program { name: "git", subcommands: 2, ..PLAIN },
    Program { name: "npm", subcommands: 2, ..PLAIN },
    Program { name: "md5", ..PLAIN },
    Program { name: "sha1", ..PLAIN },
    Program { name: "sha256", ..PLAIN },
    Program { name: "sha512", ..PLAIN },
    Program { name: "rhash", ..PLAIN },
    Program { name: "b3sum", ..PLAIN },
];

const OPENSSL: &str = "paramfile v1 v2 v2prf CA CAfile CAform CAkey CAkeyform CApath CAserial K S Verify algorithm alpn attime bind bits \
    caname cert certfile certform certopt certpbe cipher ciphersuites client_sigalgs config connect content \
    conv_form crlexts curves data days dhparam digest engine evp ext extensions extfile genconf group groups header hmac host \
    id_prefix in inform infotype inkey issuer iter iv k kdfopt key keyform keylen keyopt keyout keypbe kfile length \
    mac macalg macopt max_protocol md min_protocol mode multi name name_opt nameopt newkey oid options out outdir outform \
    paramfile param_enc pass passcerts passin passout password peerkey pkeyopt policy port primes provider \
    provider-path proxy psk psk_identity queryfile rand recip reqexts sclient scrypt_N secret seconds section select \
    serial servername set_serial sigalgs sigfile signature signer signkey sigopt starttls subj addext url verify_depth \
    verify_hostname verify_return writerand xoflen startdate enddate";
const GPG: &str = "cipher-algo digest-algo cert-digest-algo s2k-cipher-algo s2k-digest-algo s2k-mode s2k-count passphrase \
    passphrase-file passphrase-fd output recipient local-user homedir compress-algo default-new-key-algo pinentry-mode \
    keyserver status-fd personal-cipher-preferences personal-digest-preferences default-key keyring";
const KEYTOOL: &str = "genkeypair genkey genseckey certreq gencert importcert import exportcert export list v rfc noprompt \
    trustcacerts selfcert printcert delete changealias storepasswd keypasswd importkeystore protected help";
const CURL: &str = "ciphers tls13-ciphers curves tls-max proto cert key cacert capath output data header user request \
    retry max-time connect-timeout resolve form upload-file url user-agent write-out";
const STEP: &str = "kty crv curve size alg enc san not-after not-before profile password-file ca ca-key ca-url root provisioner";
const CERTTOOL: &str = "key-type bits curve hash ecc-curve outfile infile load-privkey load-certificate load-request \
    load-ca-privkey load-ca-certificate sec-param template pkcs-cipher password";
const CRYPTSETUP: &str = "cipher key-size hash pbkdf type iter-time key-file integrity sector-size";

/// A word of a command line, or a part of one.
pub enum Word {
    /// The expression.
    Whole(Id),
    /// The expression without its first bytes.
    Rest(Id, usize),
    /// What comes after the first colon of the expression.
    Behind(Id),
    /// A part that is known.
    Text(String),
    /// An option without a value.
    Set,
}

/// A word or an option that was given.
pub struct Given {
    /// The option with its dashes, or the place of a word; `-` alone is an option that names an algorithm.
    pub name: Option<String>,
    /// The value.
    pub value: Word,
}

/// Whether a program's options are known, or it is a plain checksum tool.
pub fn is_known(name: &str) -> bool {
    PROGRAMS.iter().any(|program| program.name == name)
        || name.strip_suffix("sum").is_some_and(|digest| registry::digest(digest).is_some())
}

/// The subcommands and arguments of a command line: words and the literal text that each begins with.
pub fn read(name: &str, words: &[(Id, String)]) -> (Vec<String>, Vec<Given>) {
    let program = PROGRAMS.iter().find(|program| program.name == name).unwrap_or(&PLAIN);
    if program.name.is_empty() && !is_known(name) {
        let plain = |(id, _): &(Id, String)| Given { name: None, value: Word::Whole(*id) };
        return (Vec::new(), words.iter().map(plain).collect());
    }
    let (mut path, mut plain, mut options) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    while let Some((id, text)) = words.get(at) {
        at += 1;
        let is_option = text.len() > 1 && text.starts_with('-')
            || text == "-" && program.single && !path.is_empty();
        if !is_option {
            if path.len() < program.subcommands && plain.is_empty() && !text.is_empty() {
                path.push(text.clone());
            } else if let Some((key, _)) = text.split_once('=').filter(|_| program.name == "vault")
            {
                let value = Word::Rest(*id, key.len() + 1);
                options.push(Given { name: Some(key.to_owned()), value });
            } else {
                let name = Some(plain.len().to_string());
                plain.push(Given { name, value: Word::Whole(*id) });
            }
            continue;
        }
        let next = words.get(at).map(|(id, text)| (*id, text.as_str()));
        if program.option(*id, text, next, path.first().map_or("", String::as_str), &mut options) {
            at += 1;
        }
    }
    plain.extend(options);
    (path, plain)
}

impl Program {
    /// Reads one option; true when the next word is its value.
    fn option(
        &self,
        id: Id,
        text: &str,
        next: Option<(Id, &str)>,
        subcommand: &str,
        into: &mut Vec<Given>,
    ) -> bool {
        let mut give = |name: String, value: Word| into.push(Given { name: Some(name), value });
        let long =
            text.strip_prefix("--").or_else(|| text.strip_prefix('-').filter(|_| self.single));
        if let Some(long) = long {
            if let Some((name, _)) = long.split_once('=').filter(|_| !self.single) {
                give(format!("--{name}"), Word::Rest(id, name.len() + 3));
                return false;
            }
            let dashes = if self.single { "-" } else { "--" };
            if self.takes_value(long, subcommand) {
                let Some((value, text)) = next else { return false };
                let known = ["newkey", "pkeyopt", "macopt", "sigopt", "kdfopt"].contains(&long);
                match text.split_once(':').filter(|_| known) {
                    Some((key, _)) if long == "newkey" => {
                        give("-newkey".to_owned(), Word::Text(key.to_owned()));
                        give("-newkey:".to_owned(), Word::Rest(value, key.len() + 1));
                    }
                    Some((key, _)) => give(key.to_owned(), Word::Rest(value, key.len() + 1)),
                    // A key that a variable holds may be any of those that say what a key is.
                    None if long == "pkeyopt" && !text.contains('_') => {
                        for key in ["rsa_keygen_bits", "ec_paramgen_curve"] {
                            give(key.to_owned(), Word::Behind(value));
                        }
                    }
                    None => give(format!("{dashes}{long}"), Word::Whole(value)),
                }
                return true;
            }
            if self.name == "curl" && long == "tlsv" {
                give("--tlsv".to_owned(), Word::Rest(id, text.len()));
            } else if self.name == "openssl" && (long.is_empty() || names_algorithm(long)) {
                give("-".to_owned(), Word::Rest(id, 1));
            } else {
                give(format!("{dashes}{long}"), Word::Set);
            }
            return false;
        }
        for (index, letter) in text.char_indices().skip(1) {
            if !self.short.contains(letter) {
                give(format!("-{letter}"), Word::Set);
                continue;
            }
            let rest = index + letter.len_utf8();
            let inside = rest < text.len();
            let value = if inside {
                text.get(rest..).unwrap_or_default()
            } else {
                next.map_or("", |(_, text)| text)
            };
            let (whole, from) =
                if inside { (id, rest) } else { (next.map_or(id, |(id, _)| id), 0) };
            let ssh = matches!(self.name, "ssh" | "scp" | "sftp") && letter == 'o';
            match value.split_once(['=', ' ']).filter(|_| ssh) {
                Some((key, _)) => give(key.to_owned(), Word::Rest(whole, from + key.len() + 1)),
                None => give(format!("-{letter}"), Word::Rest(whole, from)),
            }
            return !inside;
        }
        false
    }

    fn takes_value(&self, option: &str, subcommand: &str) -> bool {
        if let Some(flags) = self.flags {
            return !flags.split_whitespace().any(|flag| flag == option);
        }
        // The same word is an option with a value of one subcommand and without of another.
        match (option, subcommand) {
            ("sign", "dgst")
            | ("verify" | "prverify", "dgst" | "s_client" | "s_server")
            | ("salt", "passwd")
                if self.name == "openssl" =>
            {
                true
            }
            ("issuer" | "serial", "x509" | "crl") => false,
            _ => self.long.split_whitespace().any(|known| known == option),
        }
    }
}

/// Whether an option of openssl is the name of a cipher or digest.
pub fn names_algorithm(option: &str) -> bool {
    let lower = option.to_ascii_lowercase();
    if ["pbkdf2", "salt", "scrypt", "hmac", "cmac", "rsa", "dsa", "ec", "srp", "psk"]
        .contains(&lower.as_str())
    {
        return false;
    }
    registry::by_name(&lower).is_some()
        || ["des", "des3", "bf", "cast", "idea", "seed", "rc2", "rc4", "rmd160"]
            .contains(&lower.as_str())
        || [
            "aes-", "aes1", "aes2", "des-", "bf-", "cast5", "idea-", "seed-", "rc2-", "rc4-",
            "camellia", "aria", "sm4", "sha", "md",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
}
