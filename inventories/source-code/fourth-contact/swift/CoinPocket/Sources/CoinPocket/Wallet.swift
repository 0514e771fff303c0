import CryptoKit
import Foundation
import LocalAuthentication
import P256K
import Security

typealias CoinKey = P256K.Signing.PrivateKey

protocol Signer {
    func sign(_ message: Data) throws -> Data
}

struct EnclaveSigner: Signer {
    private let key: SecureEnclave.P256.Signing.PrivateKey

    init(context: LAContext) throws {
        key = try SecureEnclave.P256.Signing.PrivateKey(authenticationContext: context)
    }

    func sign(_ message: Data) throws -> Data {
        try key.signature(for: message).rawRepresentation
    }
}

struct CloudSigner: Signer {
    let key = Curve25519.Signing.PrivateKey()

    func sign(_ message: Data) throws -> Data { try key.signature(for: message) }
}

final class Wallet {
    private let signer: Signer
    private let network: Network

    init(signer: Signer = CloudSigner(), network: Network = .main) {
        self.signer = signer
        self.network = network
    }

    func coinKey() throws -> CoinKey {
        try CoinKey()
    }

    func spend(_ transaction: Data) throws -> Data {
        try coinKey().signature(for: SHA256.hash(data: transaction)).derRepresentation
    }

    func deviceKey() throws -> SecKey {
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: network.keyType,
            kSecAttrKeySizeInBits: network.keyBits,
            kSecPrivateKeyAttrs: [kSecAttrIsPermanent: true],
        ]
        var error: Unmanaged<CFError>?
        guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, &error) else {
            throw error!.takeRetainedValue()
        }
        return key
    }

    func attest(_ challenge: Data) throws -> Data? {
        let key = try deviceKey()
        return SecKeyCreateSignature(key, .ecdsaSignatureMessageX962SHA384, challenge as CFData, nil) as Data?
    }

    func exportKey() -> SecKey? {
        let bits = Preferences.shared.exportKeyBits ?? Defaults.exportKeyBits
        var attributes = [String: Any]()
        attributes[kSecAttrKeyType as String] = kSecAttrKeyTypeRSA
        attributes[kSecAttrKeySizeInBits as String] = bits
        return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    func export(_ seed: Data) -> Data? {
        guard let key = exportKey(), let publicKey = SecKeyCopyPublicKey(key) else { return nil }
        return SecKeyCreateEncryptedData(publicKey, Defaults.exportAlgorithm, seed as CFData, nil) as Data?
    }

    func share(with peer: P521.KeyAgreement.PublicKey) throws -> SymmetricKey {
        let ephemeral = P521.KeyAgreement.PrivateKey()
        return try ephemeral.sharedSecretFromKeyAgreement(with: peer)
            .hkdfDerivedSymmetricKey(using: SHA512.self, salt: Data(), sharedInfo: Data(), outputByteCount: 32)
    }

    func verify(amount: Decimal) -> Bool { amount > 0 }
}
