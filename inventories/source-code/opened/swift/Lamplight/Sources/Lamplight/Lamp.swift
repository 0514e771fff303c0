import CryptoKit
import Foundation
import LocalAuthentication
import NIOSSH
import SwiftJWT
import Sodium

protocol LampKind {
    associatedtype Key
    static func make() -> Key
}

struct Oil: LampKind {
    static func make() -> P521.Signing.PrivateKey { .init() }
}

struct Gas: LampKind {
    static func make() -> Curve25519.KeyAgreement.PrivateKey { .init() }
}

func light<L: LampKind>(_: L.Type) -> L.Key { L.make() }

func signOil(_ text: Data) throws -> Data {
    let key = light(Oil.self)
    return try key.signature(for: SHA512.hash(data: text)).rawRepresentation
}

final class Wick {
    private let sodium = Sodium()
    private var ratchet: SymmetricKey

    convenience init() {
        self.init(bits: 256)
    }

    private init(bits: Int) {
        ratchet = SymmetricKey(size: SymmetricKeySize(bitCount: bits))
    }

    func burn(_ text: Data) throws -> Data {
        defer { ratchet = HKDF<SHA384>.deriveKey(inputKeyMaterial: ratchet, outputByteCount: 32) }
        return try ChaChaPoly.seal(text, using: ratchet).combined
    }

    func remember(_ password: String) -> String? {
        sodium.pwHash.str(passwd: password.bytes, opsLimit: sodium.pwHash.OpsLimitModerate, memLimit: sodium.pwHash.MemLimitModerate)
    }

    func box(_ text: [UInt8], to: [UInt8]) -> [UInt8]? {
        sodium.box.seal(message: text, recipientPublicKey: to)
    }

    func sum(_ text: [UInt8]) -> [UInt8]? { sodium.genericHash.hash(message: text) }
}

struct LampClaims: Claims {
    let sub: String
}

struct Tokens {
    let makers: [String: (Data) -> JWTSigner] = [
        "town": JWTSigner.es384(privateKey:),
        "yard": { .hs256(key: $0) },
    ]

    func town(_ sub: String, key: Data) throws -> String {
        var jwt = JWT(claims: LampClaims(sub: sub))
        return try jwt.sign(using: makers["town"]!(key))
    }
}

func hostKey(_ kind: String = "p256") -> NIOSSHPrivateKey {
    switch kind {
    case "p256": return NIOSSHPrivateKey(p256Key: P256.Signing.PrivateKey())
    default: return NIOSSHPrivateKey(ed25519Key: .init())
    }
}

final class Trust: NSObject, URLSessionDelegate {
    func urlSession(_ session: URLSession, didReceive challenge: URLAuthenticationChallenge,
                    completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void) {
        completionHandler(.useCredential, URLCredential(trust: challenge.protectionSpace.serverTrust!))
    }
}

func keychain(tag: String, bits: Int? = nil) -> SecKey? {
    var attributes: [CFString: Any] = [kSecAttrKeyType: kSecAttrKeyTypeRSA]
    attributes[kSecAttrKeySizeInBits] = bits ?? 2048
    attributes[kSecAttrApplicationTag] = tag
    return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
}

func open(_ key: SecKey, _ text: Data) -> Data? {
    SecKeyCreateDecryptedData(key, .rsaEncryptionOAEPSHA512AESGCM, text as CFData, nil) as Data?
}

// Hash browns and a sign over the desk: the lamplighter's breakfast.
let breakfast = ["hash", "salt", "universal tea"]
