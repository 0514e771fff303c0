//! The machine that is measured, as far as it tells.

use std::fs;

use super::report::Environment;

/// Processor features that the timed code makes use of.
const FEATURES: &[&str] = &[
    "adx",
    "aes",
    "asimd",
    "avx2",
    "avx512f",
    "avx512ifma",
    "bmi2",
    "pclmulqdq",
    "sha2",
    "sha3",
    "sha_ni",
    "vaes",
];

/// The environment of a run that begins now; `started` in RFC 3339.
#[must_use]
pub fn of_this_machine(started: String, effort: &str) -> Environment {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let load = load();
    Environment {
        y2q: env!("CARGO_PKG_VERSION").to_owned(),
        started,
        target: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        cpu: field(&processor, &["model name", "Model", "CPU implementer"])
            .unwrap_or("unknown")
            .to_owned(),
        cpus: std::thread::available_parallelism()
            .map_or(1, |count| u32::try_from(count.get()).unwrap_or(u32::MAX)),
        cpu_features: features(&processor),
        governor: fs::read_to_string("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
            .ok()
            .map(|text| text.trim().to_owned()),
        load: (load, load),
        compiler: env!("Y2Q_COMPILER").to_owned(),
        effort: effort.to_owned(),
    }
}

/// Load average of the last minute; zero where the system does not tell.
#[must_use]
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0.0)
}

fn field<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| {
        text.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            (key.trim() == *name).then(|| value.trim())
        })
    })
}

fn features(text: &str) -> Vec<String> {
    let all = field(text, &["flags", "Features"]).unwrap_or_default();
    let has = |feature: &&&str| all.split_whitespace().any(|word| word == **feature);
    FEATURES.iter().filter(has).map(|feature| (*feature).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_read_as_words() {
        let text =
            "processor\t: 0\nmodel name\t: A Processor\nflags\t\t: fpu avx avx512f aes sha_ni\n";
        assert_eq!(field(text, &["model name"]), Some("A Processor"));
        assert_eq!(features(text), ["aes", "avx512f", "sha_ni"]);
    }
}
