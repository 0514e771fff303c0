use std::collections::HashSet;
use std::io;

use gix::hash::ObjectId;
use gix::objs::{Kind, TagRefIter};

use super::History;
use super::history::TAGS;
use super::objects::{Each, Object, Objects};
use crate::source::container::{Access, Content, Member, Meter};

/// Name of a signature inside of the commit or tag that it signs.
const NAME: &[u8] = b"gpgsig";

impl Objects {
    /// Gives the signature of the commit that `HEAD` names and, with [`History::Every`], of every tag and of the commits that
    /// references lead to. Those of the commits before are left out: services sign each one, with the same few keys.
    pub(super) fn signatures(
        &self,
        history: History,
        meter: &Meter<'_>,
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        let mut seen = HashSet::new();
        if let Some(id) = self.head_id() {
            self.signature("HEAD", id, meter, &mut seen, each)?;
        }
        let named = if history == History::Every { self.named()? } else { Vec::new() };
        for mut id in named {
            for _ in 0..TAGS {
                let name = id.to_hex().to_string();
                match self.signature(&name, id, meter, &mut seen, each)? {
                    Some(target) => id = target,
                    None => break,
                }
            }
        }
        Ok(())
    }

    /// Gives the signature of one object, once; what a tag names.
    fn signature(
        &self,
        name: &str,
        id: ObjectId,
        meter: &Meter<'_>,
        seen: &mut HashSet<ObjectId>,
        each: &mut Each<'_>,
    ) -> io::Result<Option<ObjectId>> {
        let kind = self.repository.try_find_header(id).ok().flatten().map(|header| header.kind());
        let Some(kind @ (Kind::Commit | Kind::Tag)) = kind.filter(|_| seen.insert(id)) else {
            return Ok(None);
        };
        let Object::Whole(bytes) = self.object(id, kind, meter)? else { return Ok(None) };
        let signatures = [in_header(&bytes), (kind == Kind::Tag).then(|| at_end(&bytes)).flatten()];
        let signatures = signatures.into_iter().flatten().flatten().collect::<Vec<_>>();
        if !signatures.is_empty() {
            let (size, mut stream) = (Some(signatures.len() as u64), signatures.as_slice());
            let content = Content::File { stream: &mut stream, size, access: Access::Independent };
            each(name, Member { name: NAME, content })?;
        }
        let target = (kind == Kind::Tag).then(|| {
            TagRefIter::from_bytes(&bytes, self.repository.object_hash()).target_id().ok()
        });
        Ok(target.flatten())
    }
}

/// The signatures in a header (gitformat-signature(5)): `gpgsig` and `gpgsig-sha256`, whose further lines begin with a space.
fn in_header(object: &[u8]) -> Option<Vec<u8>> {
    let mut signature = Vec::new();
    let mut is_inside = false;
    for line in object.split_inclusive(|byte| *byte == b'\n').take_while(|line| *line != b"\n") {
        let first = line.strip_prefix(b"gpgsig ").or_else(|| line.strip_prefix(b"gpgsig-sha256 "));
        let further = line.strip_prefix(b" ").filter(|_| is_inside);
        is_inside = first.is_some() || further.is_some();
        signature.extend_from_slice(first.or(further).unwrap_or_default());
    }
    (!signature.is_empty()).then_some(signature)
}

/// The signature of a tag, which is the end of its message.
fn at_end(tag: &[u8]) -> Option<Vec<u8>> {
    const BEGINNINGS: [&[u8]; 4] = [
        b"\n-----BEGIN PGP SIGNATURE-----",
        b"\n-----BEGIN PGP MESSAGE-----",
        b"\n-----BEGIN SSH SIGNATURE-----",
        b"\n-----BEGIN SIGNED MESSAGE-----",
    ];
    let last = BEGINNINGS.iter().filter_map(|begin| memchr::memmem::rfind(tag, begin)).max()?;
    Some(tag[last + 1..].to_vec())
}
