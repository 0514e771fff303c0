//! Images of containers: which of the files in an archive or folder are layers, and in which order.
//!
//! Two layouts: the OCI Image Layout 1.1 (`oci-layout`, `index.json`, `blobs/`), and the older one of
//! `docker save` (`manifest.json`). Newer archives of `docker save` are both; the OCI's is read then, because it
//! names the digest that registries know.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, SeekFrom};
use std::path::PathBuf;

use ring::digest::{SHA256, digest};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Random, tar};

/// One image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// `sha256:` and the digest of its manifest, or of its configuration where there is no manifest with a digest.
    pub digest: String,
    /// Names of the files that are its layers, the lowest first.
    pub layers: Vec<String>,
}

/// Where the files of an image lie.
pub trait Store {
    /// Content of a small file; `None` when there is none, or a large one.
    fn small(&mut self, name: &str) -> Option<Vec<u8>>;
}

/// Largest manifest, index or configuration: what registries take (OCI Distribution 1.1, manifests), four times.
pub const SMALL: u64 = 16 << 20;
/// Indices inside one another.
const DEPTH: u32 = 4;
/// Images and layers that are looked for.
const MOST: usize = 10_000;

/// The images of a store, in the order in which it lists them; none when it is not one of images.
pub fn images(store: &mut dyn Store) -> Vec<Image> {
    let mut found = layout(store);
    if found.is_empty() {
        found = saved(store);
    }
    found
}

/// The images of an OCI layout.
pub fn layout(store: &mut dyn Store) -> Vec<Image> {
    let mut found = Vec::new();
    if store.small("oci-layout").is_some()
        && let Some(index) = json::<Index>(store, "index.json")
    {
        follow(store, &index, DEPTH, &mut found);
    }
    tidy(found)
}

/// Every image once, those with layers only.
fn tidy(mut found: Vec<Image>) -> Vec<Image> {
    let mut known = BTreeSet::new();
    found.retain(|image| !image.layers.is_empty() && known.insert(image.digest.clone()));
    found.iter_mut().for_each(|image| image.layers.truncate(MOST));
    found
}

/// OCI Image Specification 1.1, `image-index.md`.
#[derive(Deserialize)]
struct Index {
    manifests: Vec<Descriptor>,
}

#[derive(Deserialize)]
struct Descriptor {
    digest: String,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
}

/// `manifest.md`, or another index.
#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    layers: Vec<Descriptor>,
    #[serde(default)]
    manifests: Vec<Descriptor>,
}

/// An entry of the `manifest.json` of `docker save`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    config: String,
    layers: Vec<String>,
}

fn follow(store: &mut dyn Store, index: &Index, depth: u32, found: &mut Vec<Image>) {
    for descriptor in &index.manifests {
        // Attestations are stored as images whose layers are statements about another.
        let is_statement = descriptor.annotations.contains_key("vnd.docker.reference.type");
        let Some(name) = blob(&descriptor.digest).filter(|_| !is_statement && found.len() < MOST)
        else {
            continue;
        };
        let Some(manifest) = json::<Manifest>(store, &name) else { continue };
        if depth > 0 {
            follow(store, &Index { manifests: manifest.manifests }, depth - 1, found);
        }
        let layers = manifest.layers.iter().filter_map(|layer| blob(&layer.digest)).collect();
        found.push(Image { digest: descriptor.digest.clone(), layers });
    }
}

fn saved(store: &mut dyn Store) -> Vec<Image> {
    let list = json::<Vec<Saved>>(store, "manifest.json").unwrap_or_default();
    let image = |saved: Saved| {
        let config = store.small(&saved.config)?;
        let sum = digest(&SHA256, &config);
        let hex = sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Some(Image { digest: format!("sha256:{hex}"), layers: saved.layers })
    };
    tidy(list.into_iter().take(MOST).filter_map(image).collect())
}

/// Place of a blob (`image-layout.md`); a digest that is none, so that it could name another place, has no place.
fn blob(digest: &str) -> Option<String> {
    let (algorithm, encoded) = digest.split_once(':')?;
    let plain = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    (plain(algorithm) && plain(encoded)).then(|| format!("blobs/{algorithm}/{encoded}"))
}

fn json<T: DeserializeOwned>(store: &mut dyn Store, name: &str) -> Option<T> {
    serde_json::from_slice(&store.small(name)?).ok()
}

/// The files of a tar archive, by name.
pub struct Archive<'a> {
    source: &'a mut dyn Random,
    files: BTreeMap<String, (u64, u64)>,
}

impl<'a> Archive<'a> {
    /// Reads where files lie, when the archive begins like one of images and has no more files than such have.
    ///
    /// # Errors
    /// Whatever `source` says.
    pub fn new(source: &'a mut dyn Random) -> io::Result<Option<Self>> {
        let (mut files, mut is_other) = (BTreeMap::new(), false);
        let outcome = tar::files(source, &mut |name, at, size| {
            let name = String::from_utf8_lossy(name).trim_start_matches("./").to_owned();
            is_other = files.len() > MOST || (files.is_empty() && !begins_image(&name));
            files.insert(name, (at, size));
            if is_other { Err(io::ErrorKind::InvalidData.into()) } else { Ok(()) }
        });
        match outcome {
            _ if is_other => Ok(None),
            Ok(()) => Ok(Some(Self { source, files })),
            // The reading that follows meets the fault again and tells it.
            Err(error) if error.raw_os_error().is_none() => Ok(Some(Self { source, files })),
            Err(error) => Err(error),
        }
    }

    /// The file of this name from its beginning, and its size.
    ///
    /// # Errors
    /// Whatever the source says.
    pub fn open(&mut self, name: &str) -> io::Result<Option<(impl Read + '_, u64)>> {
        let Some((at, size)) = self.files.get(name).copied() else { return Ok(None) };
        self.source.seek(SeekFrom::Start(at))?;
        Ok(Some(((&mut *self.source).take(size), size)))
    }
}

impl Store for Archive<'_> {
    fn small(&mut self, name: &str) -> Option<Vec<u8>> {
        let (stream, size) = self.open(name).ok()??;
        let mut bytes = Vec::new();
        let mut stream = stream.take(SMALL);
        (size <= SMALL && stream.read_to_end(&mut bytes).is_ok()).then_some(bytes)
    }
}

/// The files of an image layout that is a folder.
pub struct Folder {
    /// Where `oci-layout` lies.
    pub path: PathBuf,
}

impl Folder {
    /// The folder, when it is an image layout.
    #[must_use]
    pub fn new(path: PathBuf) -> Option<Self> {
        path.join("oci-layout").is_file().then_some(Self { path })
    }

    /// The file of this name and its size.
    ///
    /// # Errors
    /// Whatever the operating system says.
    pub fn open(&self, name: &str) -> io::Result<(File, u64)> {
        let path = self.path.join(name);
        // A link may lead out of the folder, and to open a fifo would wait for whoever writes into it.
        if !std::fs::symlink_metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok((file, size))
    }
}

impl Store for Folder {
    fn small(&mut self, name: &str) -> Option<Vec<u8>> {
        // Names come from this module or are made of digests: none leads out of the folder.
        let mut bytes = Vec::new();
        let (file, size) = self.open(name).ok()?;
        let read = file.take(SMALL).read_to_end(&mut bytes);
        (size <= SMALL && read.is_ok()).then_some(bytes)
    }
}

/// Whether an archive of images may begin with a file of this name.
fn begins_image(name: &str) -> bool {
    let known = ["blobs", "oci-layout", "index.json", "manifest.json", "repositories"];
    let first = name.split('/').next().unwrap_or_default();
    let id = first.strip_prefix("sha256:").unwrap_or(first).split('.').next().unwrap_or_default();
    known.contains(&first) || (id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
