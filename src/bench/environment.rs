//! The machine that is measured, as far as it tells.

use std::fs;

use super::report::Environment;

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

/// What the timed code finds when it asks the processor, which an emulator answers as it likes.
#[cfg(target_arch = "x86_64")]
fn features(_text: &str) -> Vec<String> {
    macro_rules! found {
        ($($asked:tt is $told:literal),* $(,)?) => {
            [$((std::arch::is_x86_feature_detected!($asked), $told)),*]
        };
    }
    let found = found![
        "adx" is "adx",
        "aes" is "aes",
        "avx2" is "avx2",
        "avx512f" is "avx512f",
        "avx512ifma" is "avx512ifma",
        "bmi2" is "bmi2",
        "pclmulqdq" is "pclmulqdq",
        "sha" is "sha_ni",
        "vaes" is "vaes",
    ];
    found.into_iter().filter(|(has, _)| *has).map(|(_, told)| told.to_owned()).collect()
}

/// What the system says of the processor.
#[cfg(not(target_arch = "x86_64"))]
fn features(text: &str) -> Vec<String> {
    /// Those that the timed code makes use of.
    const FEATURES: [&str; 6] = ["aes", "asimd", "pmull", "sha2", "sha3", "sha512"];
    let all = field(text, &["flags", "Features"]).unwrap_or_default();
    let has = |feature: &&&str| all.split_whitespace().any(|word| word == **feature);
    FEATURES.iter().filter(has).map(|feature| (*feature).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_read_by_its_name() {
        let text =
            "processor\t: 0\nmodel name\t: A Processor\nflags\t\t: fpu avx avx512f aes sha_ni\n";
        assert_eq!(field(text, &["model name"]), Some("A Processor"));
        assert_eq!(field(text, &["Model", "flags"]), Some("fpu avx avx512f aes sha_ni"));
    }

    #[test]
    fn features_are_those_that_code_asks_for() {
        let told = features("Features\t: fp asimd aes");
        let vectors = told.iter().any(|feature| ["avx2", "asimd"].contains(&feature.as_str()));
        let code = super::super::backends::vectorised_or_portable();
        assert_eq!(vectors, code == super::super::report::Implementation::Vectorised);
    }
}
