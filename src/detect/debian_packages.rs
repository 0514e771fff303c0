use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic libraries in dpkg's database.
pub const DETECTOR: Detector = Detector {
    id: "debian-packages",
    title: "Cryptographic libraries among the installed packages of dpkg",
    about: "Reads dpkg's `status` and the files of `status.d` that images without dpkg have (deb-control(5), \
            dpkg-query(1)). A package counts when its state says that its files are there. The vendor comes from the \
            maintainer's address; without one there is no package URL. Only packages that the registry of libraries \
            knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let mut folders = peek.path.rsplit('/').skip(1);
    (peek.name == "status" || folders.next() == Some("status.d"))
        && peek.head.starts_with(b"Package: ")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = match std::str::from_utf8(input.bytes) {
        Ok(text) => text,
        Err(error) => {
            packages.malformed(error.valid_up_to(), "a package database that is not UTF-8");
            return;
        }
    };
    let mut stanza = Stanza::default();
    for (offset, line) in lines(text) {
        if line.is_empty() {
            std::mem::take(&mut stanza).report(&mut packages);
            continue;
        }
        let Some((field, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match field {
            "Package" => {
                stanza.name = value;
                stanza.offset = offset;
            }
            "Status" => stanza.status = Some(value),
            "Version" => stanza.version = Some(value),
            "Maintainer" => stanza.maintainer = value,
            _ => {}
        }
    }
    stanza.report(&mut packages);
}

#[derive(Default)]
struct Stanza<'a> {
    name: &'a str,
    status: Option<&'a str>,
    version: Option<&'a str>,
    maintainer: &'a str,
    offset: usize,
}

impl Stanza<'_> {
    fn report(self, packages: &mut Packages<'_>) {
        // `want flag state`; a package of which only settings are left is not there (dpkg(1)).
        let state = self.status.and_then(|status| status.rsplit(' ').next());
        if matches!(state, Some("not-installed" | "config-files")) {
            return;
        }
        let package = Package {
            name: self.name,
            version: self.version,
            vendor: vendor(self.maintainer),
            note: "",
            offset: self.offset,
        };
        packages.pinned(Ecosystem::Deb, package);
    }
}

/// The distribution by the maintainer's address.
fn vendor(maintainer: &str) -> Option<&'static str> {
    let address = maintainer.rsplit('<').next()?.trim_end_matches('>');
    let host = address.rsplit('@').next()?;
    [
        ("ubuntu.com", "ubuntu"),
        ("canonical.com", "ubuntu"),
        ("debian.org", "debian"),
        ("debian.net", "debian"),
    ]
    .into_iter()
    .find(|(domain, _)| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
    .map(|(_, vendor)| vendor)
}
