use super::digits::{u16_at, u32_at};
use super::unread::{UNNAMED, UNPACK};
use super::{Format, Reading};

/// What would resolve an image of a file system.
const MOUNT: &str = "mount it and scan what it holds";
/// What would resolve an image of a disk.
const ATTACH: &str = "attach it, mount its partitions and scan what they hold";

/// ECMA-119 §8.1: the first volume descriptor lies in sector 16; §8.4.7: the volume identifier.
pub const ISO_9660: Format = Format {
    id: "iso-9660",
    title: "an ISO 9660 image",
    matches: |head| head.get(0x8001..0x8006).is_some_and(|identifier| identifier == b"CD001"),
    reading: Reading::Unread(MOUNT, |head| head.get(0x8028..0x8048)),
};

/// Version 4.
pub const SQUASHFS: Format = Format {
    id: "squashfs",
    title: "a SquashFS image",
    matches: |head| head.starts_with(b"hsqs") && matches!(head.get(28..32), Some([4, 0, 0, 0])),
    reading: Reading::Unread(MOUNT, UNNAMED),
};

/// The kernel's `erofs_fs.h`: a superblock at 1024 whose blocks have 512 to 65,536 bytes.
pub const EROFS: Format = Format {
    id: "erofs",
    title: "an EROFS image",
    matches: |head| {
        head.get(1024..1040).is_some_and(|superblock| {
            superblock.starts_with(&[0xE2, 0xE1, 0xF5, 0xE0]) && (9..=16).contains(&superblock[12])
        })
    },
    reading: Reading::Unread(MOUNT, UNNAMED),
};

/// The kernel's `ext4.h`: a superblock at 1024; its magic has two bytes only, so that fields with few values are
/// asked too: block size, state, errors, revision, and whether it counts anything.
pub const EXT: Format = Format {
    id: "ext",
    title: "an ext2, ext3 or ext4 image",
    matches: |head| {
        head.get(1024..1024 + 136).is_some_and(|superblock| {
            u16_at(superblock, 56) == 0xEF53
                && u32_at(superblock, 0) > 0
                && u32_at(superblock, 24) <= 6
                && u16_at(superblock, 58) <= 7
                && u16_at(superblock, 60) <= 3
                && u32_at(superblock, 76) <= 1
        })
    },
    reading: Reading::Unread(MOUNT, |head| head.get(1024 + 120..1024 + 136)),
};

/// The kernel's `xfs_format.h`: big-endian, blocks of 512 to 65,536 bytes.
pub const XFS: Format = Format {
    id: "xfs",
    title: "an XFS image",
    matches: |head| {
        head.starts_with(b"XFSB")
            && head.get(4..8).is_some_and(|size| {
                let size = u32::from_be_bytes([size[0], size[1], size[2], size[3]]);
                size.is_power_of_two() && (512..=65_536).contains(&size)
            })
    },
    reading: Reading::Unread(MOUNT, |head| head.get(108..120)),
};

/// Microsoft's FAT specification 1.03, "Boot Sector and BPB": a jump, sectors of 512 to 4096 bytes, the
/// type in words. FAT12 and FAT16 have it and the label at other places than FAT32.
pub const FAT: Format = Format {
    id: "fat",
    title: "a FAT image",
    matches: |head| is_boot_sector(head) && fat_label(head).is_some(),
    reading: Reading::Unread(MOUNT, fat_label),
};

/// Its boot sector has the same jump, and its name where others name their maker.
pub const NTFS: Format = Format {
    id: "ntfs",
    title: "an NTFS image",
    matches: |head| is_boot_sector(head) && head[3..11] == *b"NTFS    ",
    reading: Reading::Unread(MOUNT, UNNAMED),
};

/// UEFI 2.10 §5.3.2: the header lies in the second sector, behind a protective record.
pub const GPT: Format = Format {
    id: "gpt",
    title: "an image of a disk with a GUID partition table",
    matches: |head| head.get(512..524).is_some_and(|header| header == b"EFI PART\0\0\x01\0"),
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// UEFI 2.10 §5.2.1: four records of sixteen bytes; what is not used is zero, and the first one is used.
pub const MBR: Format = Format {
    id: "mbr",
    title: "an image of a disk with a master boot record",
    matches: |head| {
        let Some(sector) = head.get(..512).filter(|sector| sector.ends_with(&[0x55, 0xAA])) else {
            return false;
        };
        let is_used = |record: &[u8]| {
            matches!(record[0], 0 | 0x80)
                && record[4] != 0
                && u32_at(record, 8) > 0
                && u32_at(record, 12) > 0
        };
        let mut records = sector[446..510].chunks_exact(16);
        records.next().is_some_and(is_used)
            && records.all(|record| is_used(record) || record.iter().all(|byte| *byte == 0))
    },
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// QEMU's `docs/interop/qcow2.rst`, versions 2 and 3, and version 1 of before.
pub const QCOW: Format = Format {
    id: "qcow2",
    title: "a QCOW disk image",
    matches: |head| {
        head.starts_with(b"QFI\xFB") && matches!(head.get(4..8), Some([0, 0, 0, 1..=3]))
    },
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// Sparse extents of versions 1 to 3 (VMware's Virtual Disk Format 5.0).
pub const VMDK: Format = Format {
    id: "vmdk",
    title: "a VMDK disk image",
    matches: |head| head.starts_with(b"KDMV") && matches!(head.get(4..8), Some([1..=3, 0, 0, 0])),
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// VirtualBox's signature, behind a text of 64 bytes.
pub const VDI: Format = Format {
    id: "vdi",
    title: "a VDI disk image",
    matches: |head| {
        head.starts_with(b"<<< ") && head.get(64..68) == Some(&[0x7F, 0x10, 0xDA, 0xBE][..])
    },
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// \[MS-VHDX\] §2.2.1: the file type identifier.
pub const VHDX: Format = Format {
    id: "vhdx",
    title: "a VHDX disk image",
    matches: |head| head.starts_with(b"vhdxfile"),
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// The copy of the footer that dynamic and differencing images begin with (version 1.0 of the format).
pub const VHD: Format = Format {
    id: "vhd",
    title: "a VHD disk image",
    matches: |head| head.starts_with(b"conectix") && matches!(head.get(12..16), Some([0, 1, 0, 0])),
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// QEMU's `docs/interop/qed_spec.txt`, and Parallels by `docs/interop/parallels.rst`.
pub const OTHER_DISK: Format = Format {
    id: "other-disk",
    title: "a QED or Parallels disk image",
    matches: |head| {
        head.starts_with(b"QED\0")
            || head.starts_with(b"WithoutFreeSpace\x02\0\0\0")
            || head.starts_with(b"WithouFreSpacExt\x02\0\0\0")
    },
    reading: Reading::Unread(ATTACH, UNNAMED),
};

/// Windows imaging format: magic, the header's length, the version.
pub const WIM: Format = Format {
    id: "wim",
    title: "a WIM image",
    matches: |head| head.starts_with(b"MSWIM\0\0\0\xD0\0\0\0"),
    reading: Reading::Unread(UNPACK, UNNAMED),
};

/// A jump, a size of sectors, and the mark at the end.
fn is_boot_sector(head: &[u8]) -> bool {
    head.get(..512).is_some_and(|sector| {
        matches!(sector, [0xEB, _, 0x90, ..] | [0xE9, ..])
            && matches!(u16_at(sector, 11), 512 | 1024 | 2048 | 4096)
            && sector.ends_with(&[0x55, 0xAA])
    })
}

fn fat_label(head: &[u8]) -> Option<&[u8]> {
    let (short, long) = (head.get(54..62)?, head.get(82..90)?);
    if long == b"FAT32   " {
        return head.get(71..82);
    }
    let is_short = matches!(short, b"FAT12   " | b"FAT16   " | b"FAT     ");
    head.get(43..54).filter(|_| is_short)
}
