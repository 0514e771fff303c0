import CryptoKit
import Foundation
import Security

typealias GateKey = P384.Signing.PrivateKey

protocol Summing {
    associatedtype Hash: HashFunction
}

struct NewSum: Summing { typealias Hash = SHA512 }
struct OldSum: Summing { typealias Hash = Insecure.SHA1 }

func sum<S: Summing>(_ kind: S.Type, _ data: Data) -> Data {
    Data(S.Hash.hash(data: data))
}

final class PassSigner {
    private let gate: GateKey
    private let settings: Settings

    init(gate: GateKey = GateKey(), settings: Settings = .load()) {
        self.gate = gate
        self.settings = settings
    }

    func sign(_ pass: Data) throws -> Data {
        try gate.signature(for: pass).rawRepresentation
    }

    func masterKey() -> SecKey? {
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeRSA,
            kSecAttrKeySizeInBits: settings.rsaBits,
        ]
        return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    func countersign(_ key: SecKey, _ pass: Data) -> Data? {
        SecKeyCreateSignature(key, .rsaSignatureMessagePSSSHA256, pass as CFData, nil) as Data?
    }

    func wrap(_ key: SecKey, _ secret: Data) -> Data? {
        let algorithm = SecKeyAlgorithm.rsaEncryptionOAEPSHA1
        return SecKeyCreateEncryptedData(key, algorithm, secret as CFData, nil) as Data?
    }

    func stamp(_ pass: Data, with secret: SymmetricKey) -> Data {
        if settings.tagHash == "sha384" {
            return Data(HMAC<SHA384>.authenticationCode(for: pass, using: secret))
        }
        return Data(HMAC<SHA256>.authenticationCode(for: pass, using: secret))
    }

    func serial(of pass: Data) -> Data { sum(NewSum.self, pass) }

    func legacySerial(of pass: Data) -> Data { sum(OldSum.self, pass) }
}
