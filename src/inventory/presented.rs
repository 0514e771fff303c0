use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Statement, params};

use super::own_files::{self, What};
use super::scope::RootKeys;
use super::{InventoryError, codes};
use crate::model::{Asset, Certificate, RelationKind};

/// Folders that part the files of one machine, service or role by their kind, and hold nothing of another.
const KINDS: [&str; 14] = [
    "cert",
    "certificates",
    "certs",
    "conf",
    "config",
    "crt",
    "etc",
    "files",
    "keys",
    "secrets",
    "ssl",
    "templates",
    "tls",
    "x509",
];

/// A file or folder that a configuration names as its own certificate.
struct Wanted {
    protocol: i64,
    /// Host names in the title of the configuration, in lower case.
    hosts: Vec<String>,
    root: i64,
    /// Folders of the configuration's path.
    folders: Vec<String>,
    what: What,
    /// The named path, part by part.
    named: Vec<String>,
}

/// A file with certificates.
struct File {
    root: i64,
    parts: Vec<String>,
    /// The first certificate of it: the end entity's.
    certificate: i64,
    /// Whether it is the only one.
    is_sole: bool,
}

/// A Secret of Kubernetes with a certificate for TLS.
struct Secret {
    /// Empty where the object does not say it.
    namespace: String,
    name: String,
    /// The line of the certificate inside its value, and the certificate: the first one is the end entity's.
    first: (u64, i64),
    file: File,
}

/// Files with certificates by their names, and by the names of their folders.
#[derive(Default)]
struct Files {
    all: Vec<File>,
    secrets: Vec<Secret>,
    by_name: HashMap<String, Vec<usize>>,
    by_folder: HashMap<String, Vec<usize>>,
}

/// Makes the edges from certificates to the configurations that present them as their own anew, over all that is
/// current; [`super::issuers`] has dropped the old ones, and made those that are read here.
///
/// A configuration names a path of the machine that it is for, and lies in a tree that may be a part of it: the file
/// whose path has the longest end in common with what is named is meant, the nearest to the configuration where
/// several have. In part it must agree in two parts in the same tree of folders, or in its name beside the
/// configuration, in a folder that only parts files by kind (`templates` and `files` of a role), or where the
/// certificate is for a host that the configuration serves. A Secret of Kubernetes is meant in its namespace, or in the folder of
/// what names it where one of both does not say its namespace. Where two are left, the one for such a host is meant, or none.
/// An authority that issued what was found here is no end entity, whoever presents it. What is presented and verified with
/// has edges of both kinds.
pub(super) fn resolve(connection: &Connection) -> Result<(), InventoryError> {
    let wanted = wanted(connection)?;
    if wanted.is_empty() {
        return Ok(());
    }
    let files = files(connection, &wanted)?;
    let issuing = issuing(connection)?;
    let mut hosts = Hosts::of(connection)?;
    let mut insert = connection.prepare(
        "INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan) VALUES (?1, ?2, ?3, 0, 0)",
    )?;
    let mut presented = HashSet::new();
    // What verifies comes last.
    let (trusting, presenting): (Vec<&Wanted>, Vec<&Wanted>) =
        wanted.iter().partition(|one| one.what == What::Trusted);
    for one in presenting.into_iter().chain(trusting) {
        let is_own = one.what != What::Trusted;
        let kind = if is_own { RelationKind::PresentedBy } else { RelationKind::TrustedBy };
        let kind = codes::name(kind)?;
        for File { certificate, .. } in one.meant(&files, &mut hosts)? {
            let counts = match is_own {
                true => !issuing.contains(certificate),
                false => presented.contains(certificate),
            };
            if counts {
                presented.insert(*certificate);
                insert.execute(params![certificate, one.protocol, kind])?;
            }
        }
    }
    Ok(())
}

impl Wanted {
    /// The files that are meant: one, or those of one folder.
    fn meant<'f>(
        &self,
        files: &'f Files,
        hosts: &mut Hosts<'_>,
    ) -> Result<Vec<&'f File>, InventoryError> {
        let Some(name) = self.named.last() else { return Ok(Vec::new()) };
        let named = match self.what {
            What::Secret => return Ok(self.secret(files)),
            What::Folder => files.by_folder.get(name),
            What::File | What::Store | What::Trusted => files.by_name.get(name),
        };
        let named = named.into_iter().flatten().filter_map(|at| files.all.get(*at));
        let named = named.filter(|file| file.root == self.root);
        let mut ranked: Vec<((usize, usize), &File)> = Vec::new();
        for file in named.filter(|file| self.what != What::Store || file.is_sole) {
            let (ends, near) = self.in_common(file);
            let is_meant = self.agrees(file, ends, near)
                || ends > 0
                    && near > 0
                    && self.what == What::File
                    && hosts.fit(file.certificate, &self.hosts)?;
            if is_meant {
                ranked.push(((ends, near), file));
            }
        }
        let best = ranked.iter().map(|(rank, _)| *rank).max();
        let best = ranked.into_iter().filter(|(rank, _)| Some(*rank) == best);
        let best: Vec<&File> = best.map(|(_, file)| file).collect();
        let Some(first) = best.first() else { return Ok(best) };
        let is_one = match self.what {
            What::Folder => best.iter().all(|file| folders(file) == folders(first)),
            _ => best.len() == 1,
        };
        if is_one {
            return Ok(best);
        }
        let mut fit = Vec::new();
        for file in best {
            if hosts.fit(file.certificate, &self.hosts)? {
                fit.push(file);
            }
        }
        fit.truncate(if fit.len() == 1 { 1 } else { 0 });
        Ok(fit)
    }

    /// The nearest Secret of that name.
    fn secret<'f>(&self, files: &'f Files) -> Vec<&'f File> {
        let Some((name, namespace)) = self.named.split_last() else { return Vec::new() };
        let namespace = namespace.last().map_or("", String::as_str);
        let mut nearest: Vec<(usize, &Secret)> = Vec::new();
        for secret in files.secrets.iter().filter(|one| one.name == *name) {
            let is_known = !namespace.is_empty() && !secret.namespace.is_empty();
            let is_meant = if is_known {
                namespace == secret.namespace
            } else {
                folders(&secret.file) == self.folders
            };
            if is_meant && secret.file.root == self.root {
                nearest.push((self.in_common(&secret.file).1, secret));
            }
        }
        let near = nearest.iter().map(|(near, _)| *near).max();
        nearest.retain(|(at, _)| Some(*at) == near);
        let certificates: HashSet<i64> = nearest.iter().map(|(_, secret)| secret.first.1).collect();
        let is_one = certificates.len() == 1;
        nearest.first().filter(|_| is_one).map(|(_, secret)| &secret.file).into_iter().collect()
    }

    /// Parts in common at the end of the paths, and folders in common at their beginning.
    fn in_common(&self, file: &File) -> (usize, usize) {
        let same = |(one, other): &(&String, &String)| one == other;
        let path = match self.what {
            What::Folder => folders(file),
            _ => &file.parts,
        };
        let ends = self.named.iter().rev().zip(path.iter().rev()).take_while(same).count();
        let near = self.folders.iter().zip(folders(file)).take_while(same).count();
        (ends, near)
    }

    fn agrees(&self, file: &File, ends: usize, near: usize) -> bool {
        if ends == 0 {
            return false;
        }
        let is_near = near > 0 || self.folders.is_empty();
        let is_beside = near == self.folders.len() && near + 1 == file.parts.len();
        let mut between = folders(file).iter().skip(near).peekable();
        let is_of_kind = between.peek().is_some()
            && between.all(|folder| KINDS.binary_search(&folder.as_str()).is_ok());
        let is_file = self.what != What::Folder;
        ends == self.named.len() || ends >= 2 && is_near || is_file && (is_beside || is_of_kind)
    }
}

/// The folders of a file's path.
fn folders(file: &File) -> &[String] {
    file.parts.split_last().map_or(&[], |(_, folders)| folders)
}

fn wanted(connection: &Connection) -> Result<Vec<Wanted>, InventoryError> {
    let mut protocols = connection.prepare(&format!(
        "SELECT a.key, a.properties FROM asset a WHERE (a.kind = 'protocol' \
         OR a.kind = 'related-crypto-material' AND a.name = 'HAProxy certificate list') AND a.key IN ({})",
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
        // A list of certificates that a configuration names is as good as the configuration.
        let (name, settings) = match codes::json(&text)? {
            Asset::Protocol(protocol) => (protocol.name, protocol.settings),
            Asset::RelatedCryptoMaterial(list) => (list.name, list.details),
            _ => continue,
        };
        let named = own_files::named(&settings);
        if named.is_empty() {
            continue;
        }
        let hosts = hosts_of(&name);
        let protocol: i64 = row.get(0)?;
        let found = places.query_map([protocol], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (root, path) in found.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
            let mut folders = parts(&path);
            folders.pop();
            for (what, named) in &named {
                let (hosts, folders, what, named) =
                    (hosts.clone(), folders.clone(), *what, parts(named));
                wanted.push(Wanted { protocol, hosts, root, folders, what, named });
            }
        }
    }
    Ok(wanted)
}

/// Host names in what the configuration is called: `TLS server (nginx), server www.example.org`.
fn hosts_of(name: &str) -> Vec<String> {
    let named = name.split_once(", ").map_or("", |(_, rest)| rest);
    let words = named.split([' ', ',', ':', '/']).filter(|word| word.contains('.'));
    words.map(str::to_ascii_lowercase).collect()
}

/// The files with certificates that may be wanted.
fn files(connection: &Connection, wanted: &[Wanted]) -> Result<Files, InventoryError> {
    let last = |is: fn(What) -> bool| -> HashSet<&String> {
        wanted.iter().filter(|one| is(one.what)).filter_map(|one| one.named.last()).collect()
    };
    let names = last(|what| what != What::Folder);
    let of_folders = last(|what| what == What::Folder);
    let mut certificates = connection.prepare(
        "SELECT i.root, i.path, c.asset, o.note FROM certificate c \
         JOIN occurrence o ON o.asset = c.asset JOIN input i ON i.key = o.input \
         WHERE o.gone_scan IS NULL ORDER BY i.root, i.path, o.offset, c.asset",
    )?;
    let mut files = Files::default();
    let mut rows = certificates.query([])?;
    while let Some(row) = rows.next()? {
        let path = row.get_ref(1)?.as_str().map_err(super::read::damaged)?;
        let parts = parts(path);
        let (root, certificate) = (row.get(0)?, row.get(2)?);
        let note = row.get_ref(3)?.as_str().map_err(super::read::damaged)?;
        files.add_secret(note, (root, &parts, certificate));
        if let Some(last) = files.all.last_mut()
            && last.root == root
            && last.parts == parts
        {
            last.is_sole &= last.certificate == certificate;
            continue;
        }
        let [.., name] = parts.as_slice() else { continue };
        let folder = parts.len().checked_sub(2).and_then(|at| parts.get(at));
        let folder = folder.filter(|folder| of_folders.contains(folder)).cloned();
        let name = Some(name).filter(|name| names.contains(name)).cloned();
        if name.is_none() && folder.is_none() {
            continue;
        }
        let at = files.all.len();
        for (name, by) in [(name, &mut files.by_name), (folder, &mut files.by_folder)] {
            if let Some(name) = name {
                by.entry(name).or_default().push(at);
            }
        }
        files.all.push(File { root, parts, certificate, is_sole: true });
    }
    Ok(files)
}

impl Files {
    /// Takes note of a certificate that lies in a Secret, as its place says.
    fn add_secret(&mut self, note: &str, (root, parts, certificate): (i64, &[String], i64)) {
        let Some(rest) = note.strip_prefix("tls.crt of Secret ") else { return };
        let mut words = rest.split("; ");
        let whole = words.next().unwrap_or_default();
        let (namespace, name) = whole.split_once('/').unwrap_or(("", whole));
        let line = words.find_map(|word| word.strip_prefix("line ")?.strip_suffix(" inside"));
        let first = (line.and_then(|line| line.parse().ok()).unwrap_or(0), certificate);
        let known = self.secrets.iter_mut().rev().take_while(|one| one.file.parts == parts);
        let mut known = known.filter(|one| one.namespace == namespace && one.name == name);
        if let Some(known) = known.find(|one| one.file.root == root) {
            if first.0 < known.first.0 {
                (known.first, known.file.certificate) = (first, certificate);
            }
            return;
        }
        let file = File { root, parts: parts.to_vec(), certificate, is_sole: true };
        let (namespace, name) = (namespace.to_owned(), name.to_owned());
        self.secrets.push(Secret { namespace, name, first, file });
    }
}

/// For which hosts certificates are.
struct Hosts<'c> {
    certificate: Statement<'c>,
}

impl<'c> Hosts<'c> {
    fn of(connection: &'c Connection) -> Result<Self, InventoryError> {
        let certificate = connection.prepare("SELECT properties FROM asset WHERE key = ?1")?;
        Ok(Self { certificate })
    }

    /// Whether a certificate is for one of `hosts`, by its alternative names or its common name.
    fn fit(&mut self, certificate: i64, hosts: &[String]) -> Result<bool, InventoryError> {
        if hosts.is_empty() {
            return Ok(false);
        }
        let text: String = self.certificate.query_row([certificate], |row| row.get(0))?;
        let Asset::Certificate(certificate) = codes::json(&text)? else { return Ok(false) };
        Ok(names(&certificate).any(|name| hosts.contains(&name)))
    }
}

fn names(certificate: &Certificate) -> impl Iterator<Item = String> {
    let alternative = certificate.subject_alternative_names.iter();
    let alternative = alternative.filter_map(|name| name.strip_prefix("DNS:"));
    let common = certificate.subject.split([',', '+']);
    let common = common.filter_map(|part| part.trim().strip_prefix("CN="));
    alternative.chain(common).map(str::to_ascii_lowercase)
}

/// Certificates that issued another one.
fn issuing(connection: &Connection) -> Result<HashSet<i64>, InventoryError> {
    let mut edges =
        connection.prepare("SELECT target FROM relation WHERE input = 0 AND kind = ?1")?;
    let found = edges.query_map([codes::name(RelationKind::Issuer)?], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Parts of a path, in archives too: `image.tar!etc/x.pem`. What leads out of a folder is left out.
fn parts(path: &str) -> Vec<String> {
    let parts = path.split(['/', '!']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.map(str::to_owned).collect()
}
