use super::{Format, Reading};

/// By its signature header.
pub const SEVEN_ZIP: Format = Format {
    id: "7z",
    title: "a 7z archive",
    matches: |head| head.starts_with(&[b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C]),
    reading: Reading::Unread(UNPACK),
};

/// Versions 1.5 and 5.
pub const RAR: Format = Format {
    id: "rar",
    title: "a RAR archive",
    matches: |head| head.starts_with(b"Rar!\x1A\x07\0") || head.starts_with(b"Rar!\x1A\x07\x01\0"),
    reading: Reading::Unread(UNPACK),
};

/// With the reserved field that is zero.
pub const CABINET: Format = Format {
    id: "cab",
    title: "a Windows cabinet",
    matches: |head| head.starts_with(b"MSCF\0\0\0\0"),
    reading: Reading::Unread(UNPACK),
};

/// Frames of version 1 (bits 01 of the descriptor).
pub const LZ4: Format = Format {
    id: "lz4",
    title: "an LZ4 frame",
    matches: |head| {
        head.starts_with(&[0x04, 0x22, 0x4D, 0x18])
            && head.get(4).is_some_and(|flags| flags >> 6 == 1)
    },
    reading: Reading::Unread(UNPACK),
};

/// Version 1.
pub const LZIP: Format = Format {
    id: "lzip",
    title: "an lzip stream",
    matches: |head| head.starts_with(b"LZIP\x01"),
    reading: Reading::Unread(UNPACK),
};

/// Version 4.
pub const SQUASHFS: Format = Format {
    id: "squashfs",
    title: "a SquashFS image",
    matches: |head| head.starts_with(b"hsqs") && matches!(head.get(28..32), Some([4, 0, 0, 0])),
    reading: Reading::Unread(MOUNT),
};

/// ECMA-119 §8.1: the first volume descriptor lies in sector 16.
pub const ISO_9660: Format = Format {
    id: "iso-9660",
    title: "an ISO 9660 image",
    matches: |head| head.get(0x8001..0x8006).is_some_and(|identifier| identifier == b"CD001"),
    reading: Reading::Unread(MOUNT),
};

const UNPACK: &str = "unpack it and scan what comes out";
const MOUNT: &str = "mount it and scan what it holds";
