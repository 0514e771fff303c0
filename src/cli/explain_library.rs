use std::fmt::Write as _;

use y2q::model::Software;
use y2q::registry::{self, Capability, Library, Since, Use};
use y2q::report::readiness_of;

/// What is explained of a library by its id.
pub fn page(id: &str) -> Option<String> {
    let library = registry::library(id)?;
    let mut page = format!("library {id}: {}\n", library.title);
    for (ecosystem, names) in library.packages {
        let names = y2q::report::plain::wrap(&names.join(", "), 76);
        for (index, line) in names.iter().enumerate() {
            let label = if index == 0 { ecosystem.word() } else { "" };
            let _ = writeln!(page, "  {label:<22}{line}");
        }
    }
    if !library.sonames.is_empty() {
        let stems: Vec<_> = library.sonames.iter().map(|soname| soname.stem).collect();
        let _ = writeln!(page, "  {:<22}{}", "shared objects", stems.join(", "));
    }
    page.push_str(&facts(library));
    Some(page)
}

/// What is explained of a package that was found.
pub fn of_software(software: &Software) -> String {
    let (_, words) = readiness_of(software);
    let mut page = format!("\npresent, which is not used; {words}\n");
    if let Some(library) = software.library.as_deref().and_then(registry::library) {
        let _ = writeln!(page, "\n{} (y2q explain {})", library.title, library.id);
        page.push_str(&facts(library));
    }
    page
}

fn facts(library: &Library) -> String {
    let mut page = String::new();
    for capability in library.capabilities {
        let _ = writeln!(
            page,
            "\n{}{}\n  {} ({})",
            capability.feature.word(),
            since(capability),
            capability.source,
            capability.grounds.word()
        );
        if !capability.detail.is_empty() {
            let _ = writeln!(page, "  {}", capability.detail);
        }
    }
    if let Some((version, source)) = library.classical_until {
        let _ = writeln!(page, "\nnothing quantum-resistant up to {version}\n  {source}");
    }
    for advisory in library.advisories {
        let _ = writeln!(page, "\n{}: {} is unmaintained", advisory.id, advisory.package);
    }
    if library.capabilities.is_empty() && library.classical_until.is_none() {
        page.push_str("\nwhat its versions have is not known here\n");
    }
    page
}

fn since(capability: &Capability) -> String {
    let first = match capability.since {
        Since::From(version) => format!(" from {version}"),
        Since::AtLatest(version) => format!(" from {version} at the latest"),
        Since::Unstated => ", since when is not stated".to_owned(),
    };
    match capability.in_use {
        Use::Default(version) => format!("{first}, by default from {version}"),
        Use::OnRequest => format!("{first}, on request"),
        Use::Unstated => first,
    }
}
