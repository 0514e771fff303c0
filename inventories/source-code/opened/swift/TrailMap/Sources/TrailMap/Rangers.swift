import CryptoKit
import Foundation
import Security

enum Rangers {
    static func key() -> SecKey? {
        let attributes = [kSecAttrKeyType: Limits.curve, kSecAttrKeySizeInBits: Limits.curveBits] as CFDictionary
        return SecKeyCreateRandomKey(attributes, nil)
    }

    static func sign(_ key: SecKey, _ report: Data) -> Data? {
        SecKeyCreateSignature(key, Limits.signing, report as CFData, nil) as Data?
    }

    static func seal(_ report: Data, for peer: P256.KeyAgreement.PublicKey) throws -> (Data, Data) {
        var sender = try HPKE.Sender(recipientKey: peer, ciphersuite: .P256_SHA256_AES_GCM_256, info: Data())
        return (sender.encapsulatedKey, try sender.seal(report))
    }

    static func verify(_ key: SecKey, named name: String, _ report: Data, _ signature: Data) -> Bool {
        SecKeyVerifySignature(key, SecKeyAlgorithm(rawValue: name as CFString), report as CFData, signature as CFData, nil)
    }

    static func subkey(_ key: SymmetricKey) -> SymmetricKey {
        HKDF<SHA384>.deriveKey(inputKeyMaterial: key, outputByteCount: 32)
    }
}
