import Crypto
import Foundation
import Security

enum Guides {
    typealias Agreement = P384.KeyAgreement

    static func identity() -> Curve25519.Signing.PrivateKey { .init() }

    static func meet(_ peer: Agreement.PublicKey) throws -> SymmetricKey {
        let secret = try Agreement.PrivateKey().sharedSecretFromKeyAgreement(with: peer)
        return secret.hkdfDerivedSymmetricKey(using: SHA256.self, salt: Data(), sharedInfo: Data("guides".utf8), outputByteCount: 16)
    }

    static func check(_ key: P256.Signing.PublicKey, _ sig: P256.Signing.ECDSASignature, _ data: Data) -> Bool {
        key.isValidSignature(sig, for: data)
    }

    static func guideKey() throws -> SecKey {
        var error: Unmanaged<CFError>?
        let attributes: NSDictionary = [
            kSecAttrKeyType: kSecAttrKeyTypeRSA,
            kSecAttrKeySizeInBits: Settings.shared.KeyBits,
            kSecAttrLabel: "guide",
        ]
        guard let key = SecKeyCreateRandomKey(attributes, &error) else { throw error!.takeRetainedValue() }
        return key
    }

    static func sealFor(_ key: SecKey, _ data: Data) -> CFData? {
        SecKeyCreateEncryptedData(key, .rsaEncryptionOAEPSHA256AESGCM, data as CFData, nil)
    }

    static func signPSS(_ key: SecKey, _ data: Data) -> CFData? {
        let algorithm: SecKeyAlgorithm = data.count > 1_000_000 ? .rsaSignatureDigestPSSSHA512 : .rsaSignatureMessagePSSSHA256
        return SecKeyCreateSignature(key, algorithm, data as CFData, nil)
    }

    static func curveKey() -> SecKey? {
        SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 521] as CFDictionary, nil)

    }

    static func random(_ n: Int) -> Data {
        Data((0..<n).map { _ in UInt8.random(in: .min ... .max) })
    }
}
