use super::{Format, Label, Reading};

/// By its signature header.
pub const SEVEN_ZIP: Format = Format {
    id: "7z",
    title: "a 7z archive",
    matches: |head| head.starts_with(&[b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C]),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// Versions 1.5 and 5.
pub const RAR: Format = Format {
    id: "rar",
    title: "a RAR archive",
    matches: |head| head.starts_with(b"Rar!\x1A\x07\0") || head.starts_with(b"Rar!\x1A\x07\x01\0"),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// With the reserved field that is zero.
pub const CABINET: Format = Format {
    id: "cab",
    title: "a Windows cabinet",
    matches: |head| head.starts_with(b"MSCF\0\0\0\0"),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// Frames of version 1 (bits 01 of the descriptor).
pub const LZ4: Format = Format {
    id: "lz4",
    title: "an LZ4 frame",
    matches: |head| {
        head.starts_with(&[0x04, 0x22, 0x4D, 0x18])
            && head.get(4).is_some_and(|flags| flags >> 6 == 1)
    },
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// Version 1.
pub const LZIP: Format = Format {
    id: "lzip",
    title: "an lzip stream",
    matches: |head| head.starts_with(b"LZIP\x01"),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// macOS packages and others: magic, then the length of the header and version 1.
pub const XAR: Format = Format {
    id: "xar",
    title: "a xar archive",
    matches: |head| head.starts_with(b"xar!") && matches!(head.get(4..8), Some([_, _, 0, 1])),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// The magic, and a first header of at least thirty bytes whose first part is as long as its tools make it.
pub const ARJ: Format = Format {
    id: "arj",
    title: "an ARJ archive",
    matches: |head| matches!(head, [0x60, 0xEA, size, high, 30 | 34, ..] if *high <= 10 && (*size >= 30 || *high > 0)),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// `compress`: magic, and 9 to 16 bits with the two reserved ones clear.
pub const COMPRESS: Format = Format {
    id: "compress",
    title: "a stream of compress",
    matches: |head| matches!(head, [0x1F, 0x9D, bits, ..] if bits & 0x60 == 0 && (9..=16).contains(&(bits & 0x1F))),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

pub(super) const UNPACK: &str = "unpack it and scan what comes out";

/// Nothing in it says what it is called.
pub(super) const UNNAMED: Label = |_| None;
