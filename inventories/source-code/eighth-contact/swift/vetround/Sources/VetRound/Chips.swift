import CommonCrypto
import Foundation

/// Chip readers bought before 2015 expect this form.
func legacyChipRecord(_ record: Data, key: Data) -> Data? {
    var out = Data(count: record.count + kCCBlockSize3DES)
    let room = out.count
    var moved = 0
    let status = out.withUnsafeMutableBytes { o in
        record.withUnsafeBytes { r in
            key.withUnsafeBytes { k in
                CCCrypt(CCOperation(kCCEncrypt), CCAlgorithm(kCCAlgorithm3DES),
                        CCOptions(kCCOptionPKCS7Padding | kCCOptionECBMode),
                        k.baseAddress, kCCKeySize3DES, nil,
                        r.baseAddress, record.count, o.baseAddress, room, &moved)
            }
        }
    }
    return status == kCCSuccess ? out.prefix(moved) : nil
}

func chipMark(_ record: Data, key: Data, long: Bool) -> Data {
    let algorithm = CCHmacAlgorithm(long ? kCCHmacAlgSHA512 : kCCHmacAlgSHA256)
    var mac = Data(count: Int(long ? CC_SHA512_DIGEST_LENGTH : CC_SHA256_DIGEST_LENGTH))
    mac.withUnsafeMutableBytes { m in
        record.withUnsafeBytes { r in
            key.withUnsafeBytes { k in
                CCHmac(algorithm, k.baseAddress, key.count, r.baseAddress, record.count, m.baseAddress)
            }
        }
    }
    return mac
}

func hash(chip: String, shelves: Int) -> Int {
    chip.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % shelves }
}

func shelf(for chip: String) -> Int { hash(chip: chip, shelves: 40) }

let codes = ["des": "desexed", "aes": "aestivating", "md5": "medicated, 5 days"]
