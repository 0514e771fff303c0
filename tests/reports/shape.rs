//! The HTML page as a document: self-contained, accessible, readable; and the list of formats.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use y2q::report::FORMATS;

use super::{holdings, sample, sample_text, written};

#[test]
fn the_page_answers_and_shows_everything() {
    let plan = sample::plan();
    let page = sample_text("html");
    for said in ["4,188 uses", "2027-03-31", "No: 2 late", "The scan is incomplete."] {
        assert!(page.contains(said), "{said}");
    }
    for index in 0..plan.packages.len() {
        assert_eq!(page.matches(&format!("id=\"package-{index}\"")).count(), 1);
        assert_eq!(
            page.matches(&format!("data-package=\"{index}\" data-after")).count(),
            1,
            "one bar each"
        );
    }
    assert_eq!(page.matches("class=\"package late\"").count(), 2);
    assert_eq!(page.matches("<svg class=\"capacity\"").count(), 4);
    assert!(page.contains("class=\"unplaced\"") && page.contains("2 quarters late"));
    assert!(page.contains("not <code>hqc-256</code>: no standard is published yet"));
    assert!(page.contains("2027-Q1: 0 of 14 person-days") && !page.contains("-0 of"));
    let bars = page.matches("End of 20").count();
    assert!(bars >= 36, "{bars} quarters in the burn-down");
}

#[test]
fn the_page_loads_nothing_and_says_so() {
    let page = sample_text("html");
    for loads in [
        " src=",
        "<link",
        "<iframe",
        "@import",
        "fetch(",
        "XMLHttpRequest",
        "srcset",
        "<base",
        "http-equiv=\"refresh\"",
        "style=\"",
    ] {
        assert!(!page.contains(loads), "{loads}");
    }
    // Local patterns only: url(#…).
    assert!(page.match_indices("url(").all(|(at, _)| page[at..].starts_with("url(#")));
    // An address stands only in a citation of a policy.
    let cited: BTreeSet<String> =
        sample::plan().policies.into_iter().map(|policy| policy.url).collect();
    for (at, _) in page.match_indices("://") {
        let start = page[..at].rfind(['"', ' ', '>']).unwrap() + 1;
        let end = at + page[at..].find(['"', '<']).unwrap();
        let address = page[start..end].replace("&#x2f;", "/");
        assert!(cited.contains(&address), "{address}");
        assert!(page[..start].ends_with("rel=\"noreferrer noopener\" href=\""), "{address}");
    }
    let between = |open: &str, close: &str| {
        let start = page.find(open).unwrap() + open.len();
        &page[start..start + page[start..].find(close).unwrap()]
    };
    let policy = between("Content-Security-Policy\" content=\"", "\">")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&#39;", "'");
    for (directive, content) in [
        ("style-src", between("<style>", "</style>")),
        ("script-src", between("<script>", "</script>")),
    ] {
        let digest = ring::digest::digest(&ring::digest::SHA256, content.as_bytes());
        let hash = base64::engine::general_purpose::STANDARD.encode(digest);
        assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{directive}: {policy}");
    }
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}

#[test]
fn the_page_is_well_formed_and_every_link_leads_somewhere() {
    let page = sample_text("html");
    let markup = page.split("<script type=").next().unwrap();
    let ids: Vec<&str> = attributes(markup, "id").collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "ids are unique");
    let data = page.split("id=\"asset-data\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let rows = data["rows"].as_array().unwrap();
    let anchors: BTreeSet<String> =
        rows.iter().map(|row| format!("asset-{}", row[0].as_str().unwrap())).collect();
    assert_eq!(anchors.len(), rows.len(), "every row has its own anchor");
    for target in attributes(markup, "href").filter_map(|href| href.strip_prefix('#')) {
        assert!(distinct.contains(target) || anchors.contains(target), "#{target} leads nowhere");
    }
    for label in attributes(markup, "aria-labelledby") {
        assert!(distinct.contains(label), "{label}");
    }
    balanced(markup);
    let mut level = 0;
    for (at, _) in markup.match_indices("<h") {
        if let Some(heading) = markup[at + 2..].chars().next().and_then(|digit| digit.to_digit(10))
        {
            assert!(heading <= level + 1, "heading {heading} after {level}");
            level = heading;
        }
    }
    assert!(markup.contains("<noscript>") && markup.contains("<html lang=\"en\">"));
    assert!(
        markup.matches("<th ").count() == markup.matches("scope=\"").count(),
        "every header has a scope"
    );
}

#[test]
fn text_stands_out_in_light_and_dark() {
    let style = include_str!("../../src/report/assets/style.css");
    let mut themes = style.split(":root {").skip(1).map(colours);
    let light = themes.next().unwrap();
    let mut dark = light.clone();
    dark.extend(themes.next().unwrap());
    for (theme, colours) in [("light", light), ("dark", dark)] {
        for (ink, grounds) in [
            ("ink", &["ground", "surface", "band", "phase", "warn-ground"][..]),
            ("quiet", &["ground", "surface", "phase"]),
            ("accent", &["ground", "surface", "warn-ground"]),
            ("bad", &["ground", "surface", "bad-ground", "band", "phase"]),
            ("warn", &["ground", "surface", "warn-ground"]),
            ("good", &["ground", "surface"]),
            ("ground", &["ink"]),
        ] {
            for ground in grounds {
                let ratio = contrast(colours[ink], colours[*ground]);
                assert!(ratio >= 4.5, "{theme}: {ink} on {ground} is {ratio:.2}");
            }
        }
        // WCAG 2.2 §1.4.11: what carries meaning without being text, 3 to 1.
        for (shape, ground) in [
            ("accent", "ground"),
            ("hatch", "ground"),
            ("enabling", "ground"),
            ("broken", "ground"),
            ("shor", "band"),
        ] {
            let ratio = contrast(colours[shape], colours[ground]);
            assert!(ratio >= 3.0, "{theme}: {shape} on {ground} is {ratio:.2}");
        }
    }
}

#[test]
fn a_deadline_in_the_past_and_work_outside_the_phases_are_shown() {
    let mut plan = sample::plan();
    plan.packages[0].deadline.as_mut().unwrap().date = sample::day("2013-12-31");
    plan.packages[1].phase = 99;
    plan.packages[2].after = vec!["nobody".into()];
    let page = written("html", &plan, &holdings::table(&plan));
    assert!(page.contains("<strong>2013-12-31</strong> (before the plan starts)"));
    assert!(page.contains("Outside every phase"));
    plan.phases.clear();
    plan.until = plan.from.plus(-8);
    plan.burndown.clear();
    for format in FORMATS {
        written(format.id, &plan, &holdings::table(&plan));
    }
}

#[test]
fn formats_are_listed() {
    let mut stems: Vec<String> = Vec::new();
    for entry in std::fs::read_dir("src/report").unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".rs") else { continue };
        if std::fs::read_to_string(entry.path()).unwrap().contains("\npub const FORMAT: Format ") {
            stems.push(stem.to_owned());
        }
    }
    stems.sort();
    let modules: String = stems.iter().map(|stem| format!("pub mod {stem};\n")).collect();
    let list: String = stems.iter().map(|stem| format!("    &{stem}::FORMAT,\n")).collect();
    let block = format!(
        "// BEGIN formats (written by `BLESS=1 cargo test formats_are_listed`)\n{modules}\n\
         /// Every format of the plan, in order of file name.\n\
         pub const FORMATS: &[&Format] = &[\n{list}];\n// END formats\n",
    );
    let text = std::fs::read_to_string("src/report/mod.rs").unwrap();
    let (start, end) =
        (text.find("// BEGIN formats").unwrap(), text.find("// END formats\n").unwrap());
    let end = end + "// END formats\n".len();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write("src/report/mod.rs", format!("{}{block}{}", &text[..start], &text[end..]))
            .unwrap();
    } else {
        assert_eq!(&text[start..end], block, "run `BLESS=1 cargo test formats_are_listed`");
    }
    let ids: BTreeSet<&str> = FORMATS.iter().map(|format| format.id).collect();
    assert_eq!(
        ids,
        ["csv", "github", "html", "ics", "jira", "json", "md", "mspdi", "oscal", "text"].into()
    );
}

/// Values of an attribute in the markup.
fn attributes<'a>(markup: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let lead = format!(" {name}=\"");
    let starts: Vec<usize> =
        markup.match_indices(&lead).map(|(at, lead)| at + lead.len()).collect();
    starts.into_iter().map(|start| markup[start..].split('"').next().unwrap())
}

/// Every element that must be closed is, in order.
fn balanced(markup: &str) {
    const VOID: &[&str] = &["meta", "br", "input", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, ["html", "body"]);
}

fn colours(theme: &str) -> BTreeMap<&str, [u8; 3]> {
    let block = theme.split('}').next().unwrap();
    block
        .split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(name, hex)| {
            let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            (name, [part(0), part(2), part(4)])
        })
        .collect()
}

/// WCAG 2.2 contrast ratio.
fn contrast(one: [u8; 3], two: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let [r, g, b] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(one) + 0.05, luminance(two) + 0.05);
    (a / b).max(b / a)
}
