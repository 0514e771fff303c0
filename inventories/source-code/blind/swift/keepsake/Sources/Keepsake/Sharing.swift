import CryptoKit
import Foundation

/// Wraps the key of one paper for one member of the family.
struct ShareEnvelope: Codable {
    var ephemeral: Data
    var wrapped: Data
    var signature: Data
}

protocol DeviceSigner {
    func sign(_ message: Data) throws -> Data
}

struct EnclaveSigner: DeviceSigner {
    private let key: SecureEnclave.P256.Signing.PrivateKey

    init() throws { key = try SecureEnclave.P256.Signing.PrivateKey() }

    func sign(_ message: Data) throws -> Data {
        try key.signature(for: message).derRepresentation
    }
}

/// For simulators and old iPads.
struct SoftSigner: DeviceSigner {
    private let key = Curve25519.Signing.PrivateKey()

    func sign(_ message: Data) throws -> Data {
        try key.signature(for: message)
    }
}

final class Sharing {
    private let signer: DeviceSigner

    init() throws {
        signer = SecureEnclave.isAvailable ? try EnclaveSigner() : SoftSigner()
    }

    func share(_ sealer: Sealer, with recipient: Curve25519.KeyAgreement.PublicKey) throws -> ShareEnvelope {
        let ephemeral = Curve25519.KeyAgreement.PrivateKey()
        let shared = try ephemeral.sharedSecretFromKeyAgreement(with: recipient)
        let wrapKey = Self.wrapKey(from: shared, salt: ephemeral.publicKey.rawRepresentation)

        let raw = sealer.key.withUnsafeBytes { Data($0) }
        let wrapped = try ChaChaPoly.seal(raw, using: wrapKey).combined
        return ShareEnvelope(
            ephemeral: ephemeral.publicKey.rawRepresentation,
            wrapped: wrapped,
            signature: try signer.sign(wrapped)
        )
    }

    private static func wrapKey(from shared: SharedSecret, salt: Data) -> SymmetricKey {
        shared.hkdfDerivedSymmetricKey(using: SHA256.self, salt: salt,
                                       sharedInfo: KeepsakeFormat.shareInfo, outputByteCount: 32)
    }
}
