//! Encrypted volumes of crypttab(5).

use super::dm_crypt_cipher::cipher;
use super::{Detector, Input, Sink};
use crate::model::{Asset, Evidence, Finding, UnknownReason};
use crate::registry;

/// Finds encrypted volumes of crypttab.
pub const DETECTOR: Detector = Detector {
    id: "crypttab",
    title: "Encrypted volumes of crypttab",
    about: "Files called `crypttab` (crypttab(5) of systemd and of cryptsetup): of volumes without a header, cipher, key size \
            and hash of the password as the options say. Volumes of LUKS say theirs in their headers, which are inputs of \
            their own. A plain volume whose options name no cipher has the default of the installed cryptsetup.",
    anchors: &[],
    wants: |peek| peek.name == "crypttab",
    detect,
};

const MOST: usize = 10_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let mut offset = 0;
    for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')).take(MOST) {
        let place = (offset as u64, Some(number));
        offset += raw.len();
        let fields = raw.split_whitespace().collect::<Vec<_>>();
        let [target, _source, _key, options] = fields.as_slice() else { continue };
        if target.starts_with('#') {
            continue;
        }
        volume(target, options, place, sink);
    }
}

fn volume(target: &str, options: &str, place: (u64, Option<u32>), sink: &mut Sink) {
    let value = |name: &str| {
        let of = options.split(',').find_map(|option| option.strip_prefix(name)?.strip_prefix('='));
        of.map(str::to_owned)
    };
    let (spec, size, hash) = (value("cipher"), value("size"), value("hash"));
    let has = |name: &str| options.split(',').any(|option| option == name);
    let target = target.chars().take(100).collect::<String>();
    // The options cipher, size and hash are those of plain volumes; LUKS passes over them.
    if has("luks") {
        return;
    }
    let mut say = |algorithm, what: &str| {
        let finding = Finding::new(DETECTOR.id, Asset::Algorithm(algorithm), place.0, place.1);
        sink.found(finding.evidence(Evidence::Configured).note(format!("volume {target}, {what}")));
    };
    if let Some(spec) = &spec {
        let bits = size.as_deref().and_then(|size| size.parse().ok());
        say(cipher(spec, bits), &format!("cipher={spec}"));
        if let Some(hash) = hash.filter(|hash| hash != "plain")
            && let Some(digest) = registry::digest(&hash).and_then(registry::by_name)
        {
            say(digest, &format!("hash={hash} of the password"));
        }
    } else if has("plain") || has("swap") || has("tmp") {
        let detail = "a plain dm-crypt volume without cipher=; the version of the installed cryptsetup would tell";
        sink.unknown(DETECTOR.id, UnknownReason::Unsupported, place.0, place.1, detail);
    }
}
