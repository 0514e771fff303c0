import CryptoKit
import Foundation

/// Seals the items of a box. (It used to be 3DES; see the change log.)
public struct Box {
    private let key: SymmetricKey

    public init() {
        key = SymmetricKey(size: .bits256)
    }

    public func seal(_ data: Data) throws -> Data? {
        try AES.GCM.seal(data, using: key).combined
    }

    public func open(_ data: Data) throws -> Data {
        try AES.GCM.open(AES.GCM.SealedBox(combined: data), using: key)
    }

    public func sealNote(_ data: Data) throws -> Data {
        try CryptoKit.ChaChaPoly.seal(data, using: key).combined
    }

    public func tag(_ data: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: data, using: key))
    }

    public func fileName(_ data: Data) -> String {
        Insecure.MD5.hash(data: data).map { String(format: "%02x", $0) }.joined()
    }

    public func sum(_ data: Data) -> SHA384.Digest {
        var hasher = SHA384()
        hasher.update(data: data)
        return hasher.finalize()
    }

    public func subkey(_ name: String) -> SymmetricKey {
        HKDF<SHA512>.deriveKey(inputKeyMaterial: key, info: Data(name.utf8), outputByteCount: 32)
    }

    public func wrap(_ other: SymmetricKey) throws -> Data {
        try AES.KeyWrap.wrap(other, using: key)
    }
}
