//! Names that attack the reader: markup, formulas, terminal escapes, bidirectional overrides.

use y2q::model::{Algorithm, Asset};
use y2q::plan::{Place, Places, Plan};
use y2q::report::AssetTable;

use super::{holdings, sample, written};

const NAMES: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "\"><img src=x onerror=alert(3)>",
    "' onmouseover='alert(4)",
    "<!--<script>",
    "]]>&lt;&amp;",
    "{{ 7 * 6 }}{% raw %}",
    "\u{1b}]0;owned\u{7}\u{1b}[2J",
    "invoice\u{202e}fdp.exe",
    "a\u{2066}b\u{2069}\u{200b}c\u{feff}",
    "line\r\nbreak\u{2028}more\u{0}nul\u{9b}csi",
    "=HYPERLINK(\"https://evil.example\")",
    "[click](javascript:alert(5)) `code` | cell | *bold* https://evil.example www.evil.example",
];

/// The sample with every hostile name in every field that text can reach.
pub fn plans() -> impl Iterator<Item = (&'static str, Plan, AssetTable)> {
    NAMES.iter().map(|name| {
        let mut plan = sample::plan();
        let mut table = AssetTable::default();
        let mut holdings = holdings::holdings(&plan);
        holdings.truncate(40);
        for holding in &mut holdings {
            holding.asset = Asset::Algorithm(Algorithm::verbatim(name, None));
            holding.system = (*name).into();
            holding.judged[0].subject.algorithm = (*name).into();
            holding.judged[0].verdicts[0].policy = (*name).into();
            holding.judged[0].verdicts[0].clause = (*name).into();
            holding.occurrences[0].location.path = (*name).into();
            table.collect(holding);
        }
        plan.estate = (*name).into();
        plan.tool = (*name).into();
        plan.assumptions.push((*name).into());
        plan.broken_cycles.push((*name).into());
        plan.totals.unknowns.insert((*name).into(), 1);
        plan.teams[0].team = (*name).into();
        plan.phases[0].name = (*name).into();
        plan.phases[0].source = (*name).into();
        plan.late[0].because.push((*name).into());
        plan.late[1].extra_days = Some(((*name).into(), 1.0));
        let policy = &mut plan.policies[0];
        for field in [&mut policy.id, &mut policy.title, &mut policy.authority, &mut policy.edition]
        {
            *field = (*name).into();
        }
        policy.note = (*name).into();
        policy.url = format!("javascript:{name}");
        plan.policies[1].url = format!("https://example.org/{name}");
        let package = &mut plan.packages[3];
        for field in [&mut package.id, &mut package.title, &mut package.team, &mut package.system] {
            *field = (*name).into();
        }
        package.effort_basis = (*name).into();
        let place =
            Place { at: (*name).into(), what: (*name).into(), more: 2, asset: None, system: None };
        package.places = Places { listed: vec![place], further: 3 };
        package.after = vec![(*name).into()];
        package.after_reasons = vec![(*name).into()];
        package.steps.push((*name).into());
        package.deadline.as_mut().unwrap().clause = (*name).into();
        (*name, plan, table)
    })
}

#[test]
fn html_shows_hostile_names_as_text() {
    let clean = written("html", &sample::plan(), &holdings::table(&sample::plan()));
    let count = |page: &str, what: &str| page.matches(what).count();
    for (name, plan, table) in plans() {
        let page = written("html", &plan, &table);
        for what in ["<script", "</script", "<style", "<!--", "<img", "<iframe", "<object", "<base"]
        {
            assert_eq!(count(&page, what), count(&clean, what), "{what} from {name:?}");
        }
        let markup = page.split("<script type=").next().unwrap();
        for tag in markup.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            // Outside quoted values no handler, and no address of a script anywhere.
            let bare: String = tag.split('"').step_by(2).collect();
            assert!(!bare.contains(" on"), "{tag:?} from {name:?}");
            assert!(!tag.contains("=\"javascript:"), "{tag:?} from {name:?}");
        }
        assert!(acting(&page).is_empty(), "{:?} from {name:?}", acting(&page));
        assert!(!page.contains("alert(1)</script>") && !page.contains(" 42"), "{name:?}");
    }
}

#[test]
fn embedded_data_is_json_that_markup_cannot_leave() {
    for (name, plan, table) in plans() {
        let page = written("html", &plan, &table);
        let start = page.find("id=\"asset-data\">").unwrap() + "id=\"asset-data\">".len();
        let data = &page[start..start + page[start..].find("</script>").unwrap()];
        assert!(!data.contains(['<', '>', '&', '\u{2028}']), "{name:?}");
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        let shown = data["rows"][0][1].as_str().unwrap();
        assert_eq!(
            shown,
            y2q::report::plain::visible(name),
            "the name itself is kept, made visible"
        );
        assert_eq!(data["rows"].as_array().unwrap().len(), table.len());
    }
}

#[test]
fn terminal_markdown_and_csv_hold_nothing_that_acts() {
    for (name, plan, table) in plans() {
        let text = super::plain(&written("text", &plan, &table));
        assert!(acting(&text).is_empty(), "{:?} from {name:?}", acting(&text));
        // Stripping must not have been what removed them: the only escapes written are styles.
        let styled = written("text", &plan, &table);
        for escape in styled.split('\u{1b}').skip(1) {
            let end = escape.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            assert!(
                escape.starts_with('[') && &escape[end..=end] == "m",
                "{escape:?} from {name:?}"
            );
        }
        let markdown = written("md", &plan, &table);
        assert!(acting(&markdown).is_empty(), "{name:?}");
        let outside: String = markdown.split('`').step_by(2).collect();
        assert!(!outside.replace("<!-- -->", "").contains("<script"), "{name:?}");
        assert!(!outside.contains("<img") && !outside.contains("[click]"), "{name:?}");
        assert!(!outside.contains("https://evil") && !outside.contains("www.evil"), "{name:?}");
        let csv = written("csv", &plan, &table);
        for row in csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '@', '+'])), "{row:?}");
            assert!(row.iter().all(|cell| acting(cell).is_empty()), "{row:?}");
        }
    }
}

/// Characters that act instead of showing; line ends are the report's own.
fn acting(text: &str) -> Vec<char> {
    let bidi = ['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}', '\u{200b}'..='\u{200f}'];
    let acts = |c: &char| {
        (c.is_control() && *c != '\n')
            || *c == '\u{2028}'
            || *c == '\u{feff}'
            || bidi.iter().any(|range| range.contains(c))
    };
    text.chars().filter(acts).collect()
}
