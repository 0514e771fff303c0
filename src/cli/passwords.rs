use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use y2q::detect::Passwords;
use zeroize::Zeroizing;

/// Largest list that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Reads the passwords of `--passwords`. No error quotes what the file holds.
pub fn read(path: &Path) -> anyhow::Result<Passwords> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("cannot read the passwords {shown}"))?;
    warn_if_open_to_all(&file, path);
    // With room for all of it the text is not moved, which would leave copies that nothing wipes.
    let mut text = Zeroizing::new(Vec::with_capacity(LARGEST as usize + 2));
    file.take(LARGEST + 1)
        .read_to_end(&mut text)
        .with_context(|| format!("cannot read the passwords {shown}"))?;
    if text.len() as u64 > LARGEST {
        bail!("{shown} is larger than {LARGEST} bytes: is it a list of passwords, one a line?");
    }
    let Ok(text) = std::str::from_utf8(&text) else {
        bail!("{shown} is not UTF-8: is it a list of passwords, one a line?");
    };
    Passwords::from_lines(text).with_context(|| format!("cannot use the passwords {shown}"))
}

#[cfg(unix)]
fn warn_if_open_to_all(file: &File, path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o007;
    let mode = file.metadata().map_or(0, |metadata| metadata.permissions().mode());
    if mode & OTHERS != 0 {
        let shown = path.display();
        anstream::eprintln!(
            "warning: every user of this machine can get at the passwords in {shown}; chmod 600 closes it"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_open_to_all(_: &File, _: &Path) {}
