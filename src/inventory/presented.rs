use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::scope::RootKeys;
use super::{InventoryError, codes};
use crate::model::{Asset, RelationKind};

/// Directives under which servers and clients name the file of their own certificate, in lower case.
const OWN: [&str; 41] = [
    "bridge_certfile",
    "cert",
    "certfile",
    "certificate",
    "certificate_chain",
    "certificatefile",
    "certificatekeyfile",
    "crt",
    "dsa_cert_file",
    "gf_server_cert_file",
    "kc_https_certificate_file",
    "olctlscertificatefile",
    "proxy_ssl_certificate",
    "rsa_cert_file",
    "smtp_tls_cert_file",
    "smtpd_tls_cert_file",
    "smtpd_tls_chain_files",
    "smtpd_tls_eccert_file",
    "ssl-cert",
    "ssl.pemfile",
    "ssl_alt_cert",
    "ssl_cert",
    "ssl_cert_file",
    "ssl_certificate",
    "ssl_options.certfile",
    "ssl_server_cert",
    "ssl_server_cert_file",
    "sslcertificatefile",
    "sslproxymachinecertificatefile",
    "tls",
    "tls-cert-file",
    "tls-client-cert-file",
    "tls-service-pem",
    "tls_certificate",
    "tlscertfile",
    "tlscertificatefile",
    "tlscertificatekeyfile",
    "tlsdsacertificatefile",
    "tlseccertificatefile",
    "tlsrsacertificatefile",
    "xpack.security.http.ssl.certificate",
];
/// Files that one directive may name.
const MOST_FILES: usize = 16;

/// A file that a configuration names as its own certificate.
struct Wanted {
    protocol: i64,
    root: i64,
    /// Folders of the configuration's path.
    folders: Vec<String>,
    /// The named path, part by part.
    named: Vec<String>,
}

/// A file that begins with a certificate.
struct File {
    root: i64,
    parts: Vec<String>,
    offset: i64,
    certificate: i64,
}

/// Makes the edges from certificates to the configurations that present them as their own anew, over all that is
/// current; [`super::issuers`] has dropped the old ones, and made those that are read here.
///
/// A configuration names a path of the machine that it is for, and lies in a tree that may be a part of it: the file
/// whose path has the longest end in common with what is named is meant, the nearest to the configuration where
/// several have. In part it must agree in two parts in the same tree of folders, or in its name beside the configuration.
/// Where two are left, none is meant.
/// A file's first certificate is the end entity's (RFC 8446 §4.4.2; `ssl_certificate` and its like want that order).
/// An authority that issued what was found here is no end entity, whoever presents it.
pub(super) fn resolve(connection: &Connection) -> Result<(), InventoryError> {
    let wanted = wanted(connection)?;
    if wanted.is_empty() {
        return Ok(());
    }
    let files = files(connection, &wanted)?;
    let issuing = issuing(connection)?;
    let mut insert = connection.prepare(
        "INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan) VALUES (?1, ?2, ?3, 0, 0)",
    )?;
    let kind = codes::name(RelationKind::PresentedBy)?;
    for one in &wanted {
        let found = one.named.last().and_then(|name| one.meant(files.get(name)?));
        if let Some(file) = found.filter(|file| !issuing.contains(&file.certificate)) {
            insert.execute(params![file.certificate, one.protocol, kind])?;
        }
    }
    Ok(())
}

impl Wanted {
    /// The one file that is meant.
    fn meant<'f>(&self, files: &'f [File]) -> Option<&'f File> {
        let ranked = files.iter().filter(|file| file.root == self.root);
        let ranked = ranked.filter_map(|file| Some((self.agreement(file)?, file)));
        let best = ranked.clone().map(|(agreement, _)| agreement).max()?;
        let mut meant = ranked.filter(|(agreement, _)| *agreement == best).map(|(_, file)| file);
        meant.next().filter(|_| meant.next().is_none())
    }

    /// Parts in common at the end of the paths, and folders in common at their beginning.
    fn agreement(&self, file: &File) -> Option<(usize, usize)> {
        let same = |(one, other): &(&String, &String)| one == other;
        let ends = self.named.iter().rev().zip(file.parts.iter().rev()).take_while(same).count();
        let near = self.folders.iter().zip(&file.parts).take_while(same).count();
        let is_near = near > 0 || self.folders.is_empty();
        let is_beside = near == self.folders.len() && near + 1 == file.parts.len();
        let enough = if is_beside { 1 } else { 2 };
        (ends == self.named.len() || ends >= enough && is_near).then_some((ends, near))
    }
}

fn wanted(connection: &Connection) -> Result<Vec<Wanted>, InventoryError> {
    let mut protocols = connection.prepare(&format!(
        "SELECT a.key, a.properties FROM asset a WHERE a.kind = 'protocol' AND a.key IN ({})",
        RootKeys::ALL.reachable()
    ))?;
    let mut places = connection.prepare(
        "SELECT DISTINCT i.root, i.path FROM occurrence o JOIN input i ON i.key = o.input \
         WHERE o.asset = ?1 AND o.gone_scan IS NULL",
    )?;
    let mut wanted = Vec::new();
    let mut rows = protocols.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        let Asset::Protocol(protocol) = codes::json(&text)? else { continue };
        let is_own = |name: &str| {
            // `bind crt` of HAProxy, `--tls-cert-file` of Kubernetes, `tls_certificates[0].certificate_chain.filename` of Envoy.
            let name = name.to_ascii_lowercase();
            let last = name.rsplit(' ').next().unwrap_or(&name).trim_start_matches('-');
            OWN.binary_search(&last).is_ok() || last.ends_with("certificate_chain.filename")
        };
        let named = protocol.settings.iter().filter(|(name, _)| is_own(name));
        let named: BTreeSet<&str> = named.flat_map(|(_, value)| paths(value)).collect();
        if named.is_empty() {
            continue;
        }
        let protocol: i64 = row.get(0)?;
        let found = places.query_map([protocol], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (root, path) in found.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
            let mut folders = parts(&path);
            folders.pop();
            for named in &named {
                let named = parts(named);
                wanted.push(Wanted { protocol, root, folders: folders.clone(), named });
            }
        }
    }
    Ok(wanted)
}

/// The first certificates of the files whose names are wanted, by that name.
fn files(
    connection: &Connection,
    wanted: &[Wanted],
) -> Result<HashMap<String, Vec<File>>, InventoryError> {
    let names: HashSet<&String> = wanted.iter().filter_map(|one| one.named.last()).collect();
    let mut certificates = connection.prepare(
        "SELECT i.root, i.path, o.offset, c.asset FROM certificate c \
         JOIN occurrence o ON o.asset = c.asset JOIN input i ON i.key = o.input \
         WHERE o.gone_scan IS NULL ORDER BY c.asset",
    )?;
    let mut files: HashMap<String, Vec<File>> = HashMap::new();
    let mut rows = certificates.query([])?;
    while let Some(row) = rows.next()? {
        let path = row.get_ref(1)?.as_str().map_err(super::read::damaged)?;
        let parts = parts(path);
        let Some(name) = parts.last().filter(|name| names.contains(name)).cloned() else {
            continue;
        };
        let (root, offset, certificate) = (row.get(0)?, row.get(2)?, row.get(3)?);
        let of_name = files.entry(name).or_default();
        match of_name.iter_mut().find(|file| file.root == root && file.parts == parts) {
            Some(file) if file.offset <= offset => {}
            Some(file) => (file.offset, file.certificate) = (offset, certificate),
            None => of_name.push(File { root, parts, offset, certificate }),
        }
    }
    Ok(files)
}

/// Certificates that issued another one.
fn issuing(connection: &Connection) -> Result<HashSet<i64>, InventoryError> {
    let mut edges =
        connection.prepare("SELECT target FROM relation WHERE input = 0 AND kind = ?1")?;
    let found = edges.query_map([codes::name(RelationKind::Issuer)?], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The paths in a directive's value: `<` of Dovecot and `file:` of others before it, quotes around it, several of them.
fn paths(value: &str) -> impl Iterator<Item = &str> {
    let words = value.split([' ', '\t', ',', ';', '"', '\'']);
    let plain = words.map(|word| word.trim_start_matches('<').trim_start_matches("file:"));
    plain.filter(|word| word.contains('.') && !word.ends_with(['.', '/', ':'])).take(MOST_FILES)
}

/// Parts of a path, in archives too: `image.tar!etc/x.pem`. What leads out of a folder is left out.
fn parts(path: &str) -> Vec<String> {
    let parts = path.split(['/', '!']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.map(str::to_owned).collect()
}
