use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use y2q::detect::DETECTORS;
use y2q::inventory::Entry;
use y2q::model::{Algorithm, AssetId};
use y2q::plan::Plan;
use y2q::registry;
use y2q::source::container::{Bounds, FORMATS, Format, Reading};

use super::arguments::ExplainCommand;
use super::costs;
use super::output::write_to;
use super::plan::{Made, options};
use super::scan::{day, now};
use super::{explain_card, explain_code, explain_library, explain_rule, in_force, inputs, packs};

/// `y2q explain`
pub fn run(command: &ExplainCommand) -> anyhow::Result<ExitCode> {
    let id = command.id.as_str();
    let page = match static_page(id) {
        Some(page) => page,
        None => match explain_rule::page(&packs::load(&command.packs)?.rules, id) {
            Some(page) => page,
            None => match inventory_page(command)? {
                Some(page) => page,
                None => bail!(
                    "nothing is called {id}; ids are those of `y2q policy list`, `y2q rules list`, of `y2q explain cards`, of \
                     the README's tables and of the plan and CBOM (for assets and work packages name the inventory with --db)"
                ),
            },
        },
    };
    write_to(None, page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What is explained without an inventory.
fn static_page(id: &str) -> Option<String> {
    if let Some(detector) = DETECTORS.iter().find(|detector| detector.id == id) {
        return Some(format!("detector {id}: {}\n\n{}\n", detector.title, wrapped(detector.about)));
    }
    if id == "cards" {
        return Some(explain_card::list());
    }
    if let Some(card) = y2q::gate::card(id) {
        return Some(explain_card::page(card));
    }
    if id == "archives" {
        return Some(archives_page());
    }
    if let Some(page) = y2q::policy::explain(&y2q::policy::shipped(), id) {
        return Some(page);
    }
    if let Some(scheme) = y2q::scheme::all().iter().find(|scheme| scheme.id == id) {
        return Some(y2q::scheme::describe(scheme) + &costs::page(scheme.id));
    }
    if id.contains('.') && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let algorithm = registry::by_oid(id);
        let known = algorithm.family.is_some();
        let name = registry::oid_name(id);
        return (known || name.is_some()).then(|| {
            let title = name.map_or_else(String::new, |name| format!("{id} is {name}\n"));
            if known { title + &algorithm_page(&algorithm) } else { title }
        });
    }
    registry::by_name(id)
        .map(|algorithm| algorithm_page(&algorithm))
        .or_else(|| explain_library::page(id))
}

/// What is opened, what is not, and how far.
fn archives_page() -> String {
    let (unread, read): (Vec<&Format>, Vec<&Format>) =
        FORMATS.iter().partition(|format| matches!(format.reading, Reading::Unread(..)));
    let names = |formats: &[&Format]| {
        let list = formats.iter().map(|format| format.title).collect::<Vec<_>>().join(", ");
        wrapped(&list)
    };
    let bounds = format!(
        "What is inside one another is opened {} deep. Of one file at most {} members are looked at and {} GiB unpacked, \
         and of each archive at most {} bytes made of one, once {} MiB were made ({} MiB inside another). Whatever \
         passes a bound, is encrypted or broken, is an unknown; its neighbours are read. Nothing is written and no link \
         is followed. --no-archives opens nothing; the --archive-* options move the bounds.",
        Bounds::DEPTH,
        Bounds::ENTRIES,
        Bounds::EXPANDED >> 30,
        Bounds::RATIO,
        Bounds::UNQUESTIONED >> 20,
        Bounds::UNQUESTIONED_INSIDE >> 20,
    );
    format!(
        "archives: files that hold files, known by their content and not by their name\n\nOpened:\n{}\n\nNamed as \
         unread:\n{}\n\n{}\n\n{}\n\n{}\n",
        names(&read),
        names(&unread),
        wrapped(
            "A place inside reads image.tar!layer3!app.jar!META-INF/x.pem. A tar or cpio archive and its compression \
             are one; a second member of one name ends in #2."
        ),
        wrapped(
            "Of a container image (an OCI layout, or what docker save writes, unless it is compressed as a whole or lies \
             in another archive) layers are numbered from the lowest, and the note of a finding names the image's digest, \
             the layer, and the later layer that deletes the file; that a later layer replaces it is not said."
        ),
        wrapped(&bounds),
    )
}

fn wrapped(text: &str) -> String {
    y2q::report::plain::wrap(text, 100).join("\n")
}

fn algorithm_page(algorithm: &Algorithm) -> String {
    let facts = registry::facts(algorithm);
    let mut page = format!("algorithm {}\n\n", algorithm.name);
    let mut line = |label: &str, value: String| {
        let _ = writeln!(page, "  {label:<22}{value}");
    };
    if let Some(family) = &algorithm.family {
        line("family", family.clone());
    }
    line("primitive", word(&algorithm.primitive));
    for (label, value) in [
        ("parameter set", &algorithm.parameter_set),
        ("curve", &algorithm.curve),
        ("padding", &algorithm.padding),
        ("digest", &algorithm.digest),
        ("OID", &algorithm.oid),
    ] {
        if let Some(value) = value {
            line(label, value.clone());
        }
    }
    if !algorithm.components.is_empty() {
        line("components", algorithm.components.join(" + "));
    }
    line("rests on", format!("{:?}", facts.problem));
    let shor =
        if facts.problem.falls_to_shor() && algorithm.components.len() < 2 { "yes" } else { "no" };
    line("falls to Shor", shor.to_owned());
    if let Some(bits) = facts.strength {
        line("classical strength", format!("{bits} bits (SP 800-57 part 1, Table 2)"));
    }
    if let Some(category) = facts.nist_category {
        line("NIST category", category.to_string());
    }
    line("specification", word(&facts.maturity));
    if let Some((year, why)) = facts.broken {
        line("broken or too small", format!("since {year}: {why}"));
    }
    let sizes = facts.sizes;
    for (label, size) in [
        ("public key", sizes.public_key),
        ("private key", sizes.private_key),
        ("signature or ciphertext", sizes.output),
        ("shared secret", sizes.shared_secret),
    ] {
        if let Some(size) = size {
            line(label, format!(" {size} bytes"));
        }
    }
    page
}

/// The word that a value has in every file y2q writes.
pub fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Assets and work packages, which only an inventory knows.
fn inventory_page(command: &ExplainCommand) -> anyhow::Result<Option<String>> {
    let path = command.db.clone().unwrap_or_else(|| PathBuf::from("y2q.db"));
    if command.db.is_none() && !path.exists() {
        return Ok(None);
    }
    let opened = inputs::open_database(&path)?;
    let id = command.id.as_str();
    let is_start_of_id =
        (4..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_start_of_id {
        match opened.inventory.find(id, 2)?.as_slice() {
            [] => {}
            [one] => {
                let Some(entry) = opened.inventory.entry(*one)? else { return Ok(None) };
                let risk = risk_page(command, &opened, &entry)?;
                return Ok(Some(asset_page(&entry) + &risk + &planned(command, &opened, *one)?));
            }
            _ => bail!("several assets begin with {id}; give more digits"),
        }
    }
    if let Some(page) = explain_code::at_place(&opened.inventory, &opened.scope, id)? {
        return Ok(Some(page));
    }
    let plan = plan(command, &opened)?;
    let known = plan.packages.iter().any(|package| package.id == id);
    Ok(known.then(|| y2q::plan::explain(&plan, id)))
}

/// The plan that the inventory leads to.
fn plan(command: &ExplainCommand, opened: &inputs::Opened) -> anyhow::Result<Plan> {
    let roots = opened.inventory.roots()?.into_iter().map(PathBuf::from).collect::<Vec<_>>();
    let context = inputs::context(&command.rules, &roots, true)?;
    let policies = inputs::policies(&command.rules)?;
    let today = day(now(command.rules.at)?);
    let previous = in_force::read(&command.in_force, &context.estate.name)?;
    let options = in_force::options(previous.as_ref(), &command.in_force, options(command.search));
    let (inventory, scope) = (&opened.inventory, &opened.scope);
    let made = in_force::made(inventory, &options, |options| {
        Made::new(inventory, scope, context.clone(), policies.clone(), today, options)
    })?;
    Ok(made.with_places(inventory, scope)?.plan)
}

/// Where the plan replaces the asset, with Mosca's inequality by the plan's own dates.
fn planned(
    command: &ExplainCommand,
    opened: &inputs::Opened,
    asset: AssetId,
) -> anyhow::Result<String> {
    let plan = plan(command, opened)?;
    let mut page = String::new();
    for package in plan.packages.iter().filter(|package| package.assets.contains(&asset)) {
        let finish =
            package.finish.map_or_else(|| "no date".to_owned(), |quarter| quarter.to_string());
        let _ = writeln!(page, "\nplanned in {}, finished {finish}", package.id);
        for line in package.mosca.iter().flat_map(|one| [one.inequality(), one.chances()]) {
            let _ = writeln!(page, "  {}", wrapped(&line).replace('\n', "\n    "));
        }
    }
    Ok(page)
}

fn asset_page(entry: &Entry) -> String {
    use y2q::report::plain::visible;
    let name = entry.asset.name();
    let mut page = format!("{} {}\n{}\n\n", entry.asset.kind(), entry.id, visible(&name));
    if let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&entry.asset) {
        for (field, value) in
            fields.iter().filter(|(_, value)| value.is_string() || value.is_number())
        {
            let value =
                value.as_str().map_or_else(|| value.to_string(), |text| visible(text).into_owned());
            let _ = writeln!(page, "  {:<22}{value}", field.replace('_', " "));
        }
    }
    for (label, algorithm) in algorithms(entry) {
        let _ = writeln!(page, "  {label:<22}{} (y2q explain {})", algorithm.name, algorithm.name);
    }
    let count = entry.occurrences.len();
    let _ = writeln!(page, "\n{count} {}", if count == 1 { "occurrence" } else { "occurrences" });
    const LISTED: usize = 50;
    for located in entry.occurrences.iter().take(LISTED) {
        page.push_str(&explain_code::occurrence(located));
    }
    if let Some(more) = entry.occurrences.len().checked_sub(LISTED + 1) {
        let _ = writeln!(page, "  and {} more; y2q scan --format csv lists all", more + 1);
    }
    if let y2q::model::Asset::Software(software) = &entry.asset {
        page.push_str(&explain_library::of_software(software));
    }
    if !entry.relations.is_empty() {
        page.push_str("\nrefers to\n");
        for relation in &entry.relations {
            let _ = writeln!(page, "  {:<22}{}", word(&relation.kind), relation.to);
        }
    }
    let Entry { asset, relations, certificates, .. } = entry;
    for subject in y2q::risk::subjects_among(asset, relations, certificates) {
        let possible = subject.purposes.possible().iter().map(word).collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            page,
            "\n{}: exposure {}, purposes {possible}",
            subject.algorithm,
            word(&subject.exposure)
        );
    }
    page
}

/// What every system's priority of the asset is made of, term by term.
fn risk_page(
    command: &ExplainCommand,
    opened: &inputs::Opened,
    entry: &Entry,
) -> anyhow::Result<String> {
    use y2q::report::plain::visible;
    let roots = opened.inventory.roots()?.into_iter().map(PathBuf::from).collect::<Vec<_>>();
    let context = inputs::context(&command.rules, &roots, true)?;
    let choice = inputs::policies(&command.rules)?;
    let applied = y2q::assess::apply(context, &choice.shipped, &choice.named);
    let policies: Vec<_> = applied.policies.iter().map(|(policy, _)| policy.clone()).collect();
    let today = day(now(command.rules.at)?);
    let assessor = y2q::assess::Assessor::new(&applied.context, &policies, today);
    let mut page = String::new();
    for holding in assessor.holdings(entry.clone()) {
        for judged in &holding.judged {
            let _ = writeln!(
                page,
                "\nin {}: {}, priority {}, which is the sum of",
                visible(&holding.system),
                visible(&judged.subject.algorithm),
                judged.risk.priority
            );
            for reason in &judged.risk.reasons {
                let _ = writeln!(page, "  {}", wrapped(&visible(reason)).replace('\n', "\n    "));
            }
        }
    }
    Ok(page)
}

fn algorithms(entry: &Entry) -> Vec<(&'static str, &Algorithm)> {
    let mut named = Vec::new();
    if let Some(algorithm) = entry.asset.algorithm() {
        named.push(("algorithm", algorithm));
    }
    match &entry.asset {
        y2q::model::Asset::Certificate(certificate) => {
            named.push(("signature algorithm", &certificate.signature_algorithm));
        }
        y2q::model::Asset::RelatedCryptoMaterial(material) => {
            named.extend(material.signature_algorithm.as_ref().map(|a| ("signature algorithm", a)));
        }
        _ => {}
    }
    named
}
