//! Checks of certificates and host names that are written to let everything pass.

/// The note for a method of this name, body and text.
pub fn lenient(name: &str, body: &str, whole: &str) -> Option<&'static str> {
    if !matches!(name, "checkServerTrusted" | "verify") {
        return None;
    }
    let plain: String = body
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    match name {
        "checkServerTrusted" if matches!(plain.as_str(), "{}" | "{return;}" | "=Unit" | "=()") => {
            Some("checkServerTrusted{}")
        }
        "verify"
            if matches!(
                plain.as_str(),
                "{returntrue;}" | "{true}" | "true" | "=true" | "{returntrue}"
            ) =>
        {
            whole.contains("SSLSession").then_some("verify{true}")
        }
        _ => None,
    }
}
