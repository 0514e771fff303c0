//! Whether a file is a test or an example, by the conventions of build tools and test runners.

/// Folders that hold tests, examples, fixtures or benchmarks.
const FOLDERS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "__tests__",
    "spec",
    "specs",
    "androidtest",
    "integrationtest",
    "integration-test",
    "integration_test",
    "testdata",
    "test-data",
    "test_data",
    "testfixtures",
    "fixtures",
    "__mocks__",
    "mocks",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "benchmark",
    "benchmarks",
    "bench",
    "benches",
    "regress",
    "selftest",
    "selftests",
    "testsuite",
    "e2e",
    "fuzz",
    "unittest",
    "unittests",
    "it",
    "jmh",
    "jvmtest",
    "commontest",
];

/// Whether the file at `path` is a test or an example.
pub fn is_test(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    // `com/example`, a package by the name of a domain, is no folder of examples.
    let is_domain = |before: &str| matches!(before, "com" | "org" | "net" | "io");
    let mut before = "";
    let mut in_tests = false;
    for part in folder.split('/') {
        in_tests |= is_test_folder(part) && !(part == "example" && is_domain(before));
        before = part;
    }
    in_tests || is_test_name(name)
}

/// `tests`, `unit_tests`, `reg-tests`.
fn is_test_folder(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let parts = lower.rsplit_once(['_', '-']);
    FOLDERS.contains(&lower.as_str())
        || parts.is_some_and(|(_, last)| matches!(last, "test" | "tests"))
}

fn is_test_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let lower = stem.to_ascii_lowercase();
    let marked = name
        .split('.')
        .skip(1)
        .any(|part| matches!(part, "test" | "tests" | "spec" | "stories" | "bench" | "t"));
    let camel = ["Test", "Tests", "TestCase", "Spec", "Benchmark"]
        .iter()
        .any(|end| stem.strip_suffix(end).is_some_and(|rest| !rest.is_empty()));
    // `UNIT` is a word, `VaultIT` an integration test.
    let integration = stem
        .strip_suffix("IT")
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_lowercase()));
    marked
        || camel
        || integration
        || ["test_", "tests_"].iter().any(|start| lower.starts_with(start))
        || ["_test", "_tests", "_spec", "_bench", "-test"].iter().any(|end| lower.ends_with(end))
        || matches!(lower.as_str(), "test" | "tests" | "conftest")
}

#[cfg(test)]
mod tests {
    use super::is_test;

    #[test]
    fn conventions() {
        let tests = [
            "src/test/java/a/B.java",
            "a/BTest.java",
            "x_test.go",
            "test_a.py",
            "a.spec.ts",
            "a.test.js",
            "spec/a_spec.rb",
            "tests/a.rs",
            "examples/a.py",
            "AES256Test.kt",
            "lib/a_test.exs",
            "reg-tests/a.c",
            "unit_tests/a.cpp",
        ];
        let others = [
            "src/main/java/a/Latest.java",
            "src/main/java/com/example/A.java",
            "contest.py",
            "attest.go",
            "protest/a.py",
            "src/testament.rs",
            "UNIT.java",
            "Manifest.cs",
        ];
        assert!(tests.iter().all(|path| is_test(path)));
        assert!(!others.iter().any(|path| is_test(path)));
    }
}
