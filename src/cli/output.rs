use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anyhow::Context as _;
use y2q::model::SpannedError;

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
        return excerpt(fault);
    }
    let causes = error.chain().skip(1).map(ToString::to_string).collect::<Vec<_>>();
    let mut text = format!("\u{1b}[1;31merror\u{1b}[0m: {error}");
    for cause in causes {
        text.push_str(": ");
        text.push_str(&cause);
    }
    text
}

fn excerpt(fault: &FileFault) -> String {
    let FileFault { path, text, fault } = fault;
    let path = path.display().to_string();
    let end = fault.span.end.min(text.len());
    let span = fault.span.start.min(end)..end;
    let snippet = Snippet::source(text.as_str())
        .path(path.as_str())
        .annotation(AnnotationKind::Primary.span(span));
    let mut report = vec![Level::ERROR.primary_title(fault.message.as_str()).element(snippet)];
    if let Some(help) = &fault.help {
        report.push(Group::with_title(Level::HELP.secondary_title(help.as_str())));
    }
    Renderer::styled().render(&report)
}

/// Whether `output` names standard output: absent or `-`.
pub fn is_stdout(output: Option<&Path>) -> bool {
    output.is_none_or(|path| path == Path::new("-"))
}

/// Writes through `write` to a file, or to standard output for none and `-`. A file appears whole or not at all.
pub fn write_with(
    output: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Some(path) = output.filter(|path| !is_stdout(Some(path))) else {
        let mut out = BufWriter::new(anstream::stdout().lock());
        write(&mut out)?;
        return Ok(out.flush()?);
    };
    let partial = partial_path(path);
    let context = || format!("cannot write {}", path.display());
    let mut out = BufWriter::new(File::create(&partial).with_context(context)?);
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    if let Err(error) = written {
        // The first error is what matters; the leftover is named so that nobody takes it for a result.
        let _ = std::fs::remove_file(&partial);
        return Err(error.context(context()));
    }
    std::fs::rename(&partial, path).with_context(context)
}

/// Writes `bytes` as [`write_with`] does.
pub fn write_to(output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    write_with(output, |out| Ok(out.write_all(bytes)?))
}

fn partial_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    path.with_file_name(name)
}
