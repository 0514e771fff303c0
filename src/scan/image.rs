use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::faults::Faults;
use super::layer::{Deletions, Layer};
use super::opener::{Opener, Opening, Place};
use super::worker::{Examined, source_fault};
use crate::model::UnknownReason;
use crate::source::container::image::{Archive, Folder, Image, images, layout};
use crate::source::container::{Access, Budget, Meter, RandomFile};

impl Opener<'_, '_> {
    /// Reads the layers of the images in an archive, if it holds any, and says which members they are.
    pub(super) fn image_layers(
        &mut self,
        opening: &Opening<'_>,
        file: &mut RandomFile<'_>,
        faults: &mut Faults,
    ) -> io::Result<BTreeSet<String>> {
        let mut layers = BTreeSet::new();
        if opening.format.id != "tar" {
            return Ok(layers);
        }
        let Some(mut archive) = Archive::new(file)? else { return Ok(layers) };
        let images = images(&mut archive);
        each_layer(opening.place, &images, &mut layers, &mut |place, name| {
            opening.meter.entry()?;
            match archive.open(name)? {
                Some((mut stream, size)) => {
                    let (stream, size): (&mut dyn Read, _) = (&mut stream, Some(size));
                    self.regular(opening, &place, stream, size, Access::Independent, faults);
                }
                None => self.missing(&place, faults),
            }
            opening.meter.check()
        })?;
        Ok(layers)
    }

    /// Reads the layers of an image layout that is a folder; `place` is that of its index.
    pub(super) fn layout(
        &mut self,
        place: &Place<'_>,
        folder: &mut Folder,
        budget: &Budget<'_>,
    ) -> io::Result<()> {
        let (images, mut faults) = (layout(folder), Faults::default());
        each_layer(place, &images, &mut BTreeSet::new(), &mut |place, name| {
            let Ok((file, size)) = folder.open(name) else {
                self.missing(&place, &mut faults);
                return Ok(());
            };
            let meter = Meter::outermost(budget, size);
            self.file(&place, &file, size, &meter, 1);
            meter.check()
        })
    }

    fn missing(&mut self, place: &Place<'_>, faults: &mut Faults) {
        if faults.admit() {
            let detail = "the image names a layer that is not there".to_owned();
            let mut examined = Examined::default();
            examined.sink.unknowns.push(source_fault(UnknownReason::Malformed, detail));
            self.record(place, examined);
        }
    }
}

/// Calls `each` for every layer of every image, the uppermost first; one that images share comes with the first of them.
fn each_layer(
    place: &Place<'_>,
    images: &[Image],
    layers: &mut BTreeSet<String>,
    each: &mut dyn FnMut(Place<'_>, &str) -> io::Result<()>,
) -> io::Result<()> {
    for (index, image) in images.iter().enumerate() {
        let deletions = Deletions::default();
        let of = image.layers.len();
        for (below, name) in image.layers.iter().enumerate().rev() {
            let number = below + 1;
            let layer = Layer { image: &image.digest, number, of, deletions: &deletions };
            let text = match images.len() {
                1 => format!("layer{number}"),
                _ => format!("image{}/layer{number}", index + 1),
            };
            if layers.insert(name.clone()) {
                each(place.layer(&text, &layer), name)?;
            }
            deletions.descend();
        }
    }
    Ok(())
}

/// Remembers of the last image layout which of its files are layers: the walk meets them one by one.
#[derive(Default)]
pub(super) struct Layouts {
    last: Option<(PathBuf, BTreeSet<String>)>,
}

impl Layouts {
    /// Whether a file is a layer, which is read with the index of its image layout. Both lie in the same walk.
    pub(super) fn is_layer(&mut self, relative: &str, path: &Path) -> bool {
        let Some(folder) = layout_of_blob(relative, path) else { return false };
        if self.last.as_ref().is_none_or(|(last, _)| last != folder) {
            let images = Folder::new(folder.to_owned()).map(|mut folder| layout(&mut folder));
            let layers = images.into_iter().flatten().flat_map(|image| image.layers).collect();
            self.last = Some((folder.to_owned(), layers));
        }
        let name = &relative[relative.rfind("blobs/").unwrap_or(0)..];
        self.last.as_ref().is_some_and(|(_, layers)| layers.contains(name))
    }
}

/// The folder of an image layout whose blob a file may be by its name.
fn layout_of_blob<'p>(relative: &str, path: &'p Path) -> Option<&'p Path> {
    let mut parts = relative.rsplit('/');
    let (digest, _, blobs) = (parts.next()?, parts.next()?, parts.next()?);
    let is_blob = blobs == "blobs" && digest.len() >= 64;
    path.ancestors().nth(3).filter(|_| is_blob)
}

/// The image layout whose index a file is.
pub(super) fn layout_of_index(path: &Path) -> Option<Folder> {
    let is_index = path.file_name().is_some_and(|name| name == "index.json");
    Folder::new(path.parent().filter(|_| is_index)?.to_owned())
}
