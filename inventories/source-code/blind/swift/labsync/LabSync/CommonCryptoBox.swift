//  CommonCryptoBox.swift
//  LabSync
//
//  Encryption of result files on the instrument Mac. We still have to read
//  what the 2009 instruments wrote, hence the second cipher.

import CommonCrypto
import Foundation

enum BoxError: Error {
    case status(CCCryptorStatus)
    case random(OSStatus)
}

final class CommonCryptoBox {

    enum Flavour {
        case current, y2009

        var algorithm: CCAlgorithm {
            switch self {
            case .current: return CCAlgorithm(kCCAlgorithmAES)
            case .y2009: return CCAlgorithm(kCCAlgorithm3DES)
            }
        }
        var blockSize: Int { self == .current ? kCCBlockSizeAES128 : kCCBlockSize3DES }
        var keySize: Int { self == .current ? kCCKeySizeAES256 : kCCKeySize3DES }
    }

    private static let rounds: UInt32 = 210_000

    static func randomBytes(_ count: Int) throws -> Data {
        var bytes = Data(count: count)
        let status = bytes.withUnsafeMutableBytes { SecRandomCopyBytes(kSecRandomDefault, count, $0.baseAddress!) }
        guard status == errSecSuccess else { throw BoxError.random(status) }
        return bytes
    }

    static func key(for flavour: Flavour, password: String, salt: Data) throws -> Data {
        var out = Data(count: flavour.keySize)
        let length = out.count
        let status = out.withUnsafeMutableBytes { o in
            salt.withUnsafeBytes { s in
                CCKeyDerivationPBKDF(
                    CCPBKDFAlgorithm(kCCPBKDF2), password, password.utf8.count,
                    s.bindMemory(to: UInt8.self).baseAddress, salt.count,
                    CCPseudoRandomAlgorithm(kCCPRFHmacAlgSHA256), rounds,
                    o.bindMemory(to: UInt8.self).baseAddress, length)
            }
        }
        guard status == kCCSuccess else { throw BoxError.status(status) }
        return out
    }

    /// New files are always written in the current flavour.
    static func seal(_ plain: Data, key: Data) throws -> Data {
        let iv = try randomBytes(kCCBlockSizeAES128)
        return iv + (try crypt(kCCEncrypt, .current, plain, key: key, iv: iv))
    }

    static func open(_ stored: Data, flavour: Flavour, key: Data) throws -> Data {
        let iv = stored.prefix(flavour.blockSize)
        return try crypt(kCCDecrypt, flavour, stored.dropFirst(iv.count), key: key, iv: iv)
    }

    private static func crypt(_ op: Int, _ flavour: Flavour, _ input: Data, key: Data, iv: Data) throws -> Data {
        var out = [UInt8](repeating: 0, count: input.count + flavour.blockSize)
        var moved = 0
        let status = CCCrypt(CCOperation(op), flavour.algorithm, CCOptions(kCCOptionPKCS7Padding),
                             [UInt8](key), key.count, [UInt8](iv),
                             [UInt8](input), input.count, &out, out.count, &moved)
        guard status == kCCSuccess else { throw BoxError.status(status) }
        return Data(out.prefix(moved))
    }
}
