use std::fs::{OpenOptions, Permissions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anyhow::Context as _;
use y2q::model::SpannedError;

use super::uncoloured::Uncoloured;

/// A fault in a file that a person wrote, with enough to show the line.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", path.display())]
pub struct FileFault {
    path: PathBuf,
    text: String,
    fault: SpannedError,
}

impl FileFault {
    pub fn new(path: &Path, text: String, fault: SpannedError) -> Self {
        Self { path: path.to_owned(), text, fault }
    }
}

/// One error for a person: the line at fault where there is one, and what to do next.
pub fn error_text(error: &anyhow::Error) -> String {
    if let Some(fault) = error.downcast_ref::<FileFault>() {
        return excerpt(fault, Level::ERROR);
    }
    let causes = error.chain().skip(1).map(ToString::to_string).collect::<Vec<_>>();
    let mut text = format!("\u{1b}[1;31merror\u{1b}[0m: {error}");
    for cause in causes {
        text.push_str(": ");
        text.push_str(&cause);
    }
    text
}

/// A doubt about a file for a person, shown as a fault is.
pub fn warning_text(doubt: &FileFault) -> String {
    excerpt(doubt, Level::WARNING)
}

fn excerpt(fault: &FileFault, level: Level<'_>) -> String {
    let FileFault { path, text, fault } = fault;
    let path = path.display().to_string();
    let end = fault.span.end.min(text.len());
    let span = fault.span.start.min(end)..end;
    let snippet = Snippet::source(text.as_str())
        .path(path.as_str())
        .annotation(AnnotationKind::Primary.span(span));
    let mut report = vec![level.primary_title(fault.message.as_str()).element(snippet)];
    if let Some(help) = &fault.help {
        report.push(Group::with_title(Level::HELP.secondary_title(help.as_str())));
    }
    Renderer::styled().render(&report)
}

/// Whether `output` names standard output: absent or `-`.
pub fn is_stdout(output: Option<&Path>) -> bool {
    output.is_none_or(|path| path == Path::new("-"))
}

/// Writes through `write` to a file, or to standard output for none and `-`. A file appears whole or not at all;
/// what a symbolic link points to is written, and a device or pipe is written to as it is. Colours reach a file only
/// where the user asks for them always.
pub fn write_with(
    output: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Some(named) = output.filter(|path| !is_stdout(Some(path))) else {
        let mut out = BufWriter::new(anstream::stdout().lock());
        write(&mut out)?;
        return Ok(out.flush()?);
    };
    let context = || format!("cannot write {}", named.display());
    let path = std::fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
    // Renaming onto /dev/null or a named pipe would put a file in its place.
    if path.exists() && !path.is_file() {
        let file = OpenOptions::new().write(true).open(&path).with_context(context)?;
        return written(BufWriter::new(file), write).map(drop).with_context(context);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let partial = tempfile::Builder::new()
        .prefix(".y2q-")
        .suffix(".partial")
        .permissions(permissions(&path))
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .with_context(context)?;
    // Dropped, and with it removed, when writing fails.
    let partial = written(BufWriter::new(partial), write).with_context(context)?;
    partial.persist(&path).map(drop).with_context(context)
}

/// `out` again, with everything written and flushed.
fn written<W: Write>(
    mut out: BufWriter<W>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<W> {
    if anstream::ColorChoice::global() == anstream::ColorChoice::Always {
        write(&mut out)?;
    } else {
        let mut plain = Uncoloured::new(out);
        write(&mut plain)?;
        out = plain.into_inner();
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// Those of the file that is replaced; else what the process's mask leaves of read and write.
fn permissions(path: &Path) -> Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    let replaced = std::fs::metadata(path).map(|metadata| metadata.permissions());
    replaced.unwrap_or_else(|_| Permissions::from_mode(0o666))
}

/// Writes `bytes` as [`write_with`] does.
pub fn write_to(output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    write_with(output, |out| Ok(out.write_all(bytes)?))
}
