import CryptoKit
import Foundation
import Security

typealias DeviceKey = P256.Signing.PrivateKey

public enum Keys {
    static func device() -> DeviceKey {
        DeviceKey()
    }

    static func badge(_ key: DeviceKey, _ data: Data) throws -> Data {
        try key.signature(for: data).derRepresentation
    }

    static func talk(to peer: Curve25519.KeyAgreement.PublicKey) throws -> SharedSecret {
        try Curve25519.KeyAgreement.PrivateKey().sharedSecretFromKeyAgreement(with: peer)
    }

    static func enclave() throws -> SecureEnclave.P256.KeyAgreement.PrivateKey {
        try SecureEnclave.P256.KeyAgreement.PrivateKey()
    }

    static func old() -> SecKey? {
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeRSA,
            kSecAttrKeySizeInBits: Limits.rsaBits,
        ]
        return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    static func signOld(_ key: SecKey, _ data: Data) -> Data? {
        SecKeyCreateSignature(key, .rsaSignatureMessagePKCS1v15SHA1, data as CFData, nil) as Data?
    }

    static func signAny(_ key: SecKey, _ name: String, _ data: Data) -> Data? {
        let algorithm = SecKeyAlgorithm(rawValue: name as CFString)
        return SecKeyCreateSignature(key, algorithm, data as CFData, nil) as Data?
    }
}
