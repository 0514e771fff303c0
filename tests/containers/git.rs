//! Repositories against what git itself says of them.

use std::fs;
use std::path::Path;
use std::process::Command;

use y2q::model::UnknownReason;

use super::{MARK, reasons, scan_of, told_of};

/// Runs git with nobody's settings and one clock; what it prints.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let run = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Tester", "-c", "user.email=tester@example.com"])
        .args(["-c", "gc.auto=0", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
        .env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
        .output()
        .unwrap();
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// A work tree with a file that changes, one that is deleted, one twice, a link and a hundred of one kind.
fn repository(folder: &Path) {
    git(folder, &["init", "-q"]);
    let marked = |extra: &str| [MARK, extra.as_bytes()].concat();
    let commit = |what: &str| {
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-q", "-m", what]);
    };
    fs::create_dir_all(folder.join("etc/ssl")).unwrap();
    fs::write(folder.join("etc/ssl/gone.pem"), marked("deleted later")).unwrap();
    let long = (0..3000).map(|line| format!("line {line}\n")).collect::<String>();
    for version in 0..12 {
        fs::write(folder.join("long.pem"), marked(&format!("version {version}\n{long}"))).unwrap();
        commit("a version");
    }
    fs::remove_file(folder.join("etc/ssl/gone.pem")).unwrap();
    fs::create_dir(folder.join("srv")).unwrap();
    fs::write(folder.join("srv/one.pem"), marked("twice")).unwrap();
    fs::write(folder.join("srv/two.pem"), marked("twice")).unwrap();
    fs::write(folder.join("readme"), "nothing").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.join("srv/link.pem")).unwrap();
    commit("the last of main");
    git(folder, &["checkout", "-q", "-b", "side", "HEAD~3"]);
    fs::write(folder.join("side.pem"), marked("on a branch")).unwrap();
    commit("a branch");
    git(folder, &["tag", "-a", "-m", "a tag", "v1"]);
    git(folder, &["checkout", "-q", "main"]);
}

#[cfg(feature = "git")]
/// A bare one of it beside it: packed as deltas, its last commit loose.
fn bare(parent: &Path) -> std::path::PathBuf {
    let work = parent.join("work");
    fs::create_dir(&work).unwrap();
    repository(&work);
    git(parent, &["clone", "-q", "--bare", "work", "repo.git"]);
    let bare = parent.join("repo.git");
    git(&bare, &["repack", "-q", "-adf", "--depth=50", "--window=50"]);
    fs::remove_dir_all(work).unwrap();
    bare
}

#[test]
fn a_repository_without_a_work_tree_is_never_passed_silently() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    fs::create_dir(&work).unwrap();
    repository(&work);
    // What is checked out is read there, and nowhere else.
    let all = told_of(&scan_of(&work));
    let paths = all.iter().map(|(path, ..)| path.as_str()).collect::<Vec<_>>();
    assert_eq!(paths, ["long.pem", "srv/one.pem", "srv/two.pem"]);
    git(folder.path(), &["clone", "-q", "--bare", "work", "repo.git"]);
    fs::remove_dir_all(work).unwrap();
    let all = told_of(&scan_of(folder.path()));
    if cfg!(feature = "git") {
        assert_eq!(all.len(), 3, "{all:?}");
    } else {
        assert_eq!(reasons(&all), [("repo.git", UnknownReason::Unsupported)]);
        assert!(all[0].2.contains("the feature git"), "{all:?}");
    }
    let mut closed = scan_of(folder.path());
    closed.containers = None;
    assert!(told_of(&closed).is_empty());
}

#[test]
fn what_only_looks_like_a_repository_is_none() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["objects", "refs"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    for head in ["", "Ref: refs/heads/main", "HEAD", "0123456789"] {
        fs::write(folder.path().join("HEAD"), head).unwrap();
        assert!(told_of(&scan_of(folder.path())).is_empty(), "{head}");
    }
}

#[cfg(feature = "git")]
mod read {
    use std::collections::{BTreeMap, BTreeSet};
    use std::time::Instant;

    use y2q::scan::Progress;
    use y2q::source::git::History;

    use super::super::MARKED;
    use super::*;
    use crate::scanning::collect;

    fn sha256_of(bytes: &[u8]) -> String {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Digests by place.
    fn digests(root: &Path, history: History) -> BTreeMap<String, String> {
        let mut scan_of = scan_of(root);
        scan_of.history = history;
        let records = collect(&scan_of, &[&MARKED], &Progress::default());
        records
            .into_iter()
            .map(|(path, record)| (path, record.digest.unwrap_or_default()))
            .collect()
    }

    fn content(repository: &Path, object: &str) -> Vec<u8> {
        let mut run = Command::new("git");
        run.current_dir(repository).args(["cat-file", "blob", object]).output().unwrap().stdout
    }

    #[test]
    fn head_has_what_ls_tree_lists() {
        let folder = tempfile::tempdir().unwrap();
        let repository = bare(folder.path());
        let listed = git(&repository, &["ls-tree", "-r", "HEAD"]);
        let mut expected = BTreeMap::new();
        for line in listed.lines() {
            let (entry, path) = line.split_once('\t').unwrap();
            let [mode, _, id] = entry.split(' ').collect::<Vec<_>>()[..] else { panic!() };
            let bytes = content(&repository, id);
            if mode != "120000" && bytes.starts_with(MARK) {
                expected.insert(format!("repo.git!HEAD!{path}"), sha256_of(&bytes));
            }
        }
        assert_eq!(expected.len(), 3);
        assert_eq!(digests(folder.path(), History::Head), expected);
        // The same where the repository is the root, and unpacked.
        assert_eq!(digests(&repository, History::Head), expected);
        let pack = fs::read_dir(repository.join("objects/pack"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let pack = pack
            .filter(|path| path.extension().is_some_and(|ending| ending == "pack"))
            .collect::<Vec<_>>();
        let aside = folder.path().join("aside");
        fs::rename(&pack[0], &aside).unwrap();
        fs::remove_dir_all(repository.join("objects/pack")).unwrap();
        let unpacked = Command::new("git")
            .current_dir(&repository)
            .args(["unpack-objects", "-q"])
            .stdin(fs::File::open(&aside).unwrap())
            .status()
            .unwrap();
        assert!(unpacked.success());
        assert_eq!(digests(&repository, History::Head), expected);
    }

    /// Every content once, at a commit that has it and whose parents have not.
    #[test]
    fn a_history_has_what_rev_list_lists() {
        let folder = tempfile::tempdir().unwrap();
        let repository = bare(folder.path());
        let listed = git(&repository, &["rev-list", "--all", "--objects"]);
        let ids = listed.lines().map(|line| line.split(' ').next().unwrap());
        let blobs = ids.filter(|id| git(&repository, &["cat-file", "-t", id]) == "blob\n");
        let marked =
            blobs.map(|id| content(&repository, id)).filter(|bytes| bytes.starts_with(MARK));
        let mut expected = marked.map(|bytes| sha256_of(&bytes)).collect::<Vec<_>>();
        // What HEAD has twice lies at two places.
        expected.push(sha256_of(&[MARK, b"twice"].concat()));
        expected.sort_unstable();
        let found = digests(folder.path(), History::Every);
        let mut digests = found.values().cloned().collect::<Vec<_>>();
        digests.sort_unstable();
        assert_eq!(digests, expected);
        assert_eq!(expected.len(), 12 + 1 + 2 + 1);
        for (place, digest) in found {
            let [_, commit, path] = place.split('!').collect::<Vec<_>>()[..] else {
                panic!("{place}")
            };
            let bytes = content(&repository, &format!("{commit}:{path}"));
            assert_eq!(sha256_of(&bytes), digest, "{place}");
            if commit != "HEAD" {
                let introduced = git(
                    &repository,
                    &["log", "--all", "--diff-filter=AM", "--format=%H", "--", path],
                );
                assert!(introduced.lines().any(|line| line == commit), "{place}");
            }
        }
    }

    #[test]
    fn a_history_leaves_out_what_is_checked_out() {
        let folder = tempfile::tempdir().unwrap();
        repository(folder.path());
        let found = digests(folder.path(), History::Every);
        let paths = found.keys().map(|place| place.rsplit('!').next().unwrap()).collect::<Vec<_>>();
        let count = |path: &str| paths.iter().filter(|at| **at == path).count();
        assert_eq!(count("long.pem"), 12);
        assert_eq!(found.len(), 12 + 1 + 2 + 1);
        assert!(found.contains_key("srv/one.pem"));
        assert_eq!(found.keys().filter(|place| place.starts_with(".git!")).count(), 13);
    }

    #[test]
    fn other_hashes_are_read_and_an_empty_repository_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "-q", "--bare", "empty.git"]);
        git(folder.path(), &["init", "-q", "--object-format=sha256", "work"]);
        let work = folder.path().join("work");
        fs::write(work.join("x.pem"), MARK).unwrap();
        git(&work, &["add", "-A"]);
        git(&work, &["commit", "-q", "-m", "one"]);
        git(folder.path(), &["clone", "-q", "--bare", "work", "repo.git"]);
        fs::remove_dir_all(&work).unwrap();
        let found = digests(folder.path(), History::Head);
        assert_eq!(found.into_keys().collect::<Vec<_>>(), ["repo.git!HEAD!x.pem"]);
    }

    #[test]
    fn what_is_not_there_is_told_and_its_neighbours_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let work = folder.path().join("repo.git");
        fs::create_dir(&work).unwrap();
        git(&work, &["init", "-q", "--bare"]);
        let blob = |bytes: &[u8]| {
            fs::write(folder.path().join("blob"), bytes).unwrap();
            git(&work, &["hash-object", "-w", "../blob"]).trim().to_owned()
        };
        let (kept, lost) = (blob(MARK), blob(b"lost"));
        let list = format!(
            "100644 blob {kept}\ta.pem\n100644 blob {lost}\tlost.pem\n100644 blob {kept}\tz.pem\n"
        );
        commit_of(&work, &list);
        fs::remove_file(work.join("objects").join(&lost[..2]).join(&lost[2..])).unwrap();
        fs::remove_file(folder.path().join("blob")).unwrap();
        let all = told_of(&scan_of(folder.path()));
        let expected = [
            ("repo.git!HEAD!a.pem", UnknownReason::Unsupported),
            ("repo.git!HEAD!lost.pem", UnknownReason::Malformed),
            ("repo.git!HEAD!z.pem", UnknownReason::Unsupported),
        ];
        assert_eq!(reasons(&all), expected);
    }

    /// Makes what `mktree` reads, by its standard input.
    fn tree_of(repository: &Path, list: &str) -> String {
        let file = repository.join("list");
        fs::write(&file, list).unwrap();
        let run = Command::new("git")
            .current_dir(repository)
            .arg("mktree")
            .stdin(fs::File::open(&file).unwrap())
            .output()
            .unwrap();
        fs::remove_file(file).unwrap();
        String::from_utf8(run.stdout).unwrap().trim().to_owned()
    }

    fn commit_of(repository: &Path, list: &str) {
        let tree = tree_of(repository, list);
        let commit = git(repository, &["commit-tree", "-m", "one", &tree]);
        git(repository, &["update-ref", "refs/heads/main", commit.trim()]);
    }

    /// Ten folders of one content in each of ten, twelve deep: a million million files in a few kilobytes.
    #[test]
    fn a_bomb_of_folders_ends() {
        let folder = tempfile::tempdir().unwrap();
        let repository = folder.path().join("repo.git");
        fs::create_dir(&repository).unwrap();
        git(&repository, &["init", "-q", "--bare"]);
        fs::write(folder.path().join("blob"), b"boom").unwrap();
        let blob = git(&repository, &["hash-object", "-w", "../blob"]);
        let ten = |mode: &str, id: &str| {
            (0..10).map(|index| format!("{mode} {id}\t{index}\n")).collect::<String>()
        };
        let mut list = ten("100644 blob", blob.trim());
        for _ in 0..12 {
            list = ten("040000 tree", &tree_of(&repository, &list));
        }
        commit_of(&repository, &list);
        let started = Instant::now();
        let all = told_of(&scan_of(folder.path()));
        assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
        assert!(
            !all.is_empty() && all.iter().all(|(_, _, detail)| detail.contains("too many")),
            "{all:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn nothing_leads_out_of_a_repository_or_blocks_the_scan() {
        let folder = tempfile::tempdir().unwrap();
        let repository = bare(folder.path());
        let told = |what: &str| {
            let all = told_of(&scan_of(&repository));
            assert_eq!(reasons(&all), [("repo.git", UnknownReason::Unsupported)], "{all:?}");
            assert!(all[0].2.contains(what), "{all:?}");
        };
        let alternates = repository.join("objects/info/alternates");
        fs::create_dir_all(alternates.parent().unwrap()).unwrap();
        fs::write(&alternates, "/srv/other.git/objects\n").unwrap();
        told("another repository");
        fs::remove_file(&alternates).unwrap();
        let fifo = repository.join("refs/heads/fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        told("fifo");
        fs::remove_file(&fifo).unwrap();
        std::os::unix::fs::symlink("/etc", repository.join("refs/out")).unwrap();
        told("link");
        fs::remove_file(repository.join("refs/out")).unwrap();
        let config = fs::read_to_string(repository.join("config")).unwrap();
        let config = format!(
            "{config}[include]\n\tpath = /dev/stdin\n[core]\n\tworktree = /\n\tfsmonitor = touch boom\n"
        );
        fs::write(repository.join("config"), config).unwrap();
        assert_eq!(told_of(&scan_of(&repository)).len(), 3);
    }

    /// Cuts and bit flips in every file of a repository: no panic, no end, and neighbours survive.
    #[test]
    fn damage_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let repository = bare(folder.path());
        fs::write(folder.path().join("beside.pem"), MARK).unwrap();
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut random = move || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap()
        };
        let pack = fs::read_dir(repository.join("objects/pack"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut files = pack.collect::<Vec<_>>();
        files.sort_unstable();
        files.extend(["packed-refs", "config", "HEAD"].map(|name| repository.join(name)));
        let (started, mut seen) = (Instant::now(), BTreeSet::new());
        for file in &files {
            let whole = fs::read(file).unwrap();
            // Git makes packs read-only.
            fs::remove_file(file).unwrap();
            for round in 0..60 {
                let mut bytes = whole.clone();
                if round % 4 == 0 {
                    bytes.truncate(random() % bytes.len());
                } else {
                    for _ in 0..=(round % 5) {
                        let at = random() % bytes.len();
                        bytes[at] ^= 1 << (random() % 8);
                    }
                }
                fs::write(file, &bytes).unwrap();
                let mut scan_of = scan_of(folder.path());
                scan_of.history = History::Every;
                let records = collect(&scan_of, &[&MARKED], &Progress::default());
                assert!(records.contains_key("beside.pem"), "{}", file.display());
                seen.extend(
                    records
                        .values()
                        .flat_map(|record| &record.unknowns)
                        .map(|unknown| unknown.reason),
                );
            }
            fs::write(file, &whole).unwrap();
        }
        assert!(!seen.contains(&UnknownReason::Crashed), "{seen:?}");
        assert!(seen.contains(&UnknownReason::Malformed), "{seen:?}");
        assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
        assert_eq!(digests(folder.path(), History::Every).len(), 12 + 1 + 2 + 1 + 1);
    }
}
