//! Authenticode signatures at the end of scripts: PowerShell, XML of PowerShell, Windows Script Host.

use memchr::memmem;

use super::base64_text::{decoded, is_character};
use super::line_count::LineCount;
use super::{Detector, Input, Sink, cms_message, nested};
use crate::model::UnknownReason;

/// Finds signatures of scripts.
pub const DETECTOR: Detector = Detector {
    id: "script-signature",
    title: "Authenticode signatures of scripts",
    about: "Signature blocks between `Begin signature block` and `End signature block` in comments (`# SIG #` of PowerShell, \
            `<!-- SIG # … -->` of its XML, `'' SIG ''` and `// SIG //` of Windows Script Host): base64 of a CMS message, line \
            by line, which the reader of those reads.",
    anchors: &[BEGIN],
    wants: |peek| peek.anchored,
    detect,
};

const BEGIN: &str = "Begin signature block";
const END: &str = "End signature block";
/// Most octets of a block: a chain of certificates and a time stamp have some twenty thousand.
const LONGEST: usize = 1 << 20;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = input.bytes;
    let mut lines = LineCount::new(text);
    let mut at = 0;
    while let Some(found) = memmem::find(&text[at..], BEGIN.as_bytes()) {
        let begin = at + found;
        let body = begin + BEGIN.len();
        at = body;
        let start = memchr::memrchr(b'\n', &text[..begin]).map_or(0, |end| end + 1);
        // The mark stands alone in a comment.
        if memmem::find(&text[start..begin], b"SIG").is_none() {
            continue;
        }
        let window = &text[body..text.len().min(body + LONGEST)];
        let Some(length) = memmem::find(window, END.as_bytes()) else { continue };
        at = body + length;
        let content = decoded(&characters(&window[..length]));
        let place = nested::Place { offset: start as u64, line: Some(lines.of(start)) };
        let readers: &[&Detector] = &[&cms_message::DETECTOR];
        if nested::is_wanted(readers, &content) {
            let inner = nested::content(&content, input.attempts);
            nested::report(readers, &inner, &place, "signature block of a script", sink);
        } else if content.len() > 100 {
            let detail = "a signature block of a script whose content is no CMS message";
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, place.offset, place.line, detail);
        }
    }
}

/// The base64 of each line: its last word, less the end of a comment.
fn characters(block: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(block.len());
    for line in block.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let line = line.strip_suffix(b"-->").unwrap_or(line).trim_ascii_end();
        let word = line.rsplit(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
        let bare = word.strip_suffix(b"==").or_else(|| word.strip_suffix(b"=")).unwrap_or(word);
        if !bare.is_empty() && bare.iter().all(|byte| is_character(*byte)) && bare != b"SIG" {
            all.extend_from_slice(bare);
        }
    }
    all
}
