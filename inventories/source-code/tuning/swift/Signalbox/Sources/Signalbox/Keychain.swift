import Foundation
import Security

struct KeyOptions {
    var type: CFString = kSecAttrKeyTypeRSA
    var bits: Int = Policy.current.rsaBits

    var attributes: [String: Any] {
        [kSecAttrKeyType as String: type, kSecAttrKeySizeInBits as String: bits]
    }
}

final class Keychain {
    func rsaKey() -> SecKey? {
        SecKeyCreateRandomKey(KeyOptions().attributes as CFDictionary, nil)
    }

    func deviceKey() -> SecKey? {
        let options = KeyOptions(type: kSecAttrKeyTypeECSECPrimeRandom, bits: 521)
        return SecKeyCreateRandomKey(options.attributes as CFDictionary, nil)
    }

    func sign(_ data: Data) -> Data? {
        guard let key = deviceKey() else { return nil }
        let algorithm: SecKeyAlgorithm = .ecdsaSignatureMessageX962SHA512
        return SecKeyCreateSignature(key, algorithm, data as CFData, nil) as Data?
    }

    func token() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        _ = SecRandomCopyBytes(kSecRandomDefault, bytes.count, &bytes)
        return bytes
    }

    func verify(_ track: Int) -> Bool { track > 0 }
}
