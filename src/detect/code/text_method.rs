//! Methods of strings that change a text in a known way.

/// What a function that gets one text makes of it: `strings.ToLower(x)`, `strtolower($x)`, `String.downcase(x)`.
pub fn function(of: Option<&str>, name: &str) -> Option<fn(&str) -> String> {
    match (of, name) {
        (Some("strings" | "String"), "ToLower" | "downcase") | (None, "strtolower") => {
            Some(|text| text.to_lowercase())
        }
        (Some("strings" | "String"), "ToUpper" | "upcase") | (None, "strtoupper") => {
            Some(|text| text.to_uppercase())
        }
        // What writes a number as its digits.
        (Some("strconv"), "Itoa") => Some(str::to_owned),
        (None, "strrev") => Some(|text| text.chars().rev().collect()),
        (Some("strings" | "String"), "TrimSpace" | "trim") => Some(|text| text.trim().to_owned()),
        (Some("String"), "to_atom" | "to_existing_atom") => Some(str::to_owned),
        _ => None,
    }
}

/// What a method of this name and number of arguments makes of a text; `None` for one that is not known.
pub fn of(name: &str, arguments: usize) -> Option<fn(&str) -> String> {
    if arguments > 1 {
        return None;
    }
    match name {
        "toUpperCase" | "upper" | "upcase" | "ToUpper" | "ToUpperInvariant" | "uppercase"
        | "uppercased" | "to_uppercase" | "to_ascii_uppercase" => Some(|text| text.to_uppercase()),
        "toLowerCase" | "lower" | "downcase" | "ToLower" | "ToLowerInvariant" | "lowercase"
        | "lowercased" | "to_lowercase" | "to_ascii_lowercase" => Some(|text| text.to_lowercase()),
        "trim" | "strip" | "Trim" | "trimmed" => Some(|text| text.trim().to_owned()),
        "toString" | "to_string" | "to_owned" | "to_s" | "to_sym" | "as_str" | "as_ref"
        | "into" | "to_i" | "parse" | "clone" | "intern" | "unwrap" | "get" | "orElseThrow"
        | "toInt" | "valueOf" | "c_str" | "encode" | "decode" | "String" | "toCharArray"
        | "getBytes" | "getString" | "freeze"
            if arguments == 0 =>
        {
            Some(str::to_owned)
        }
        _ => None,
    }
}
