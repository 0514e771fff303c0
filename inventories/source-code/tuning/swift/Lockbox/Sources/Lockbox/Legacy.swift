import CommonCrypto
import Foundation

enum Legacy {
    /// Reads boxes of version 1.
    static func open(_ data: Data, key: Data) -> Data {
        var out = [UInt8](repeating: 0, count: data.count + kCCBlockSize3DES)
        var moved = 0
        let options = CCOptions(kCCOptionPKCS7Padding | kCCOptionECBMode)
        _ = data.withUnsafeBytes { input in
            key.withUnsafeBytes { k in
                CCCrypt(CCOperation(kCCDecrypt), CCAlgorithm(kCCAlgorithm3DES), options,
                        k.baseAddress, kCCKeySize3DES, nil, input.baseAddress, data.count, &out, out.count, &moved)
            }
        }
        return Data(out.prefix(moved))
    }

    static func sum(_ data: Data) -> Data {
        var out = [UInt8](repeating: 0, count: Int(CC_SHA1_DIGEST_LENGTH))
        data.withUnsafeBytes { _ = CC_SHA1($0.baseAddress, CC_LONG(data.count), &out) }
        return Data(out)
    }

    static func stretch(_ password: String, salt: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        CCKeyDerivationPBKDF(CCPBKDFAlgorithm(kCCPBKDF2), password, password.utf8.count, salt, salt.count,
                             Limits.kdfPRF, Limits.kdfRounds, &out, out.count)
        return out
    }

    static func nonce() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        _ = SecRandomCopyBytes(kSecRandomDefault, bytes.count, &bytes)
        return bytes
    }
}
