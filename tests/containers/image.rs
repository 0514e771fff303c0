//! Images of containers whose manifests are odd, missing or hostile.

use std::fs;

use y2q::model::UnknownReason;

use super::build::{gzip, tar};
use super::{MARK, marked, reasons, scan_of, told, told_of};

#[test]
fn an_image_is_read_by_its_manifest_and_nothing_of_it_is_lost() {
    let layers = [
        tar(&[("a.pem", MARK), ("keep.pem", MARK)]),
        gzip(&tar(&[(".wh.a.pem", b""), ("b.pem", MARK)])),
    ];
    let id = |digit: &str| digit.repeat(64);
    let manifest = format!(
        "[{{\"Config\": \"{}.json\", \"RepoTags\": null, \"Layers\": [\"{}/layer.tar\", \"{}/layer.tar\", \"{}/layer.tar\"]}}]",
        id("c"),
        id("a"),
        id("b"),
        id("d")
    );
    let names = [
        format!("{}/layer.tar", id("b")),
        format!("{}/layer.tar", id("a")),
        format!("{}.json", id("c")),
    ];
    let image = tar(&[
        (&names[0], &layers[1]),
        (&names[1], &layers[0]),
        (&names[2], b"{}"),
        ("manifest.json", manifest.as_bytes()),
        ("beside.pem", MARK),
    ]);
    let all = told("image.tar", &image);
    let expected = [
        ("image.tar!beside.pem", UnknownReason::Unsupported),
        ("image.tar!layer1!a.pem", UnknownReason::Unsupported),
        ("image.tar!layer1!keep.pem", UnknownReason::Unsupported),
        ("image.tar!layer2!b.pem", UnknownReason::Unsupported),
        ("image.tar!layer3", UnknownReason::Malformed),
    ];
    assert_eq!(reasons(&all), expected);
    // Where it cannot be read twice, in a stream, layers keep the names of their files.
    let packed = marked("image.tar.gz", &gzip(&image));
    assert_eq!(packed.len(), 4);
    assert!(packed.contains(&format!("image.tar.gz!{}!a.pem", names[1])), "{packed:?}");
    // A manifest that lies names no other file.
    let hostile = tar(&[
        ("manifest.json", b"[{\"Config\":\"/etc/passwd\",\"Layers\":[\"../../etc/passwd\"]}]"),
        ("x.pem", MARK),
    ]);
    assert_eq!(marked("t.tar", &hostile), ["t.tar!x.pem"]);
}

/// Digests are names of files in a layout that is a folder; one that leads elsewhere is no digest.
#[test]
fn a_layout_names_nothing_outside_itself() {
    let folder = tempfile::tempdir().unwrap();
    let layout = folder.path().join("layout");
    fs::create_dir_all(layout.join("blobs/sha256")).unwrap();
    fs::write(folder.path().join("outside.tar"), tar(&[("x.pem", MARK)])).unwrap();
    fs::write(layout.join("oci-layout"), "{}").unwrap();
    let name = "a".repeat(64);
    fs::write(
        layout.join("index.json"),
        format!("{{\"manifests\":[{{\"digest\":\"sha256:{name}\"}}]}}"),
    )
    .unwrap();
    let manifest = "{\"layers\":[{\"digest\":\"sha256:../../../outside.tar\"},{\"digest\":\"../..:outside.tar\"}]}";
    fs::write(layout.join("blobs/sha256").join(name), manifest).unwrap();
    let mut scan_of = scan_of(&layout);
    assert!(told_of(&scan_of).is_empty());
    // Its blobs are files of the walk where they are no layers.
    let blob = "b".repeat(64);
    fs::write(layout.join("blobs/sha256").join(&blob), tar(&[("y.pem", MARK)])).unwrap();
    assert_eq!(told_of(&scan_of)[0].0, format!("blobs/sha256/{blob}!y.pem"));
    scan_of.containers = None;
    assert!(told_of(&scan_of).is_empty());
}
