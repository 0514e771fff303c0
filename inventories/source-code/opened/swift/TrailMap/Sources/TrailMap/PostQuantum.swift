import Crypto
import Foundation

@available(macOS 26.0, iOS 26.0, *)
struct PostQuantum {
    func keys() throws -> XWingMLKEM768X25519.PrivateKey {
        try XWingMLKEM768X25519.PrivateKey()
    }

    func station() throws -> MLKEM1024.PrivateKey {
        try MLKEM1024.PrivateKey(seedRepresentation: Data(repeating: 7, count: 64), publicKey: nil)
    }

    func accept(_ key: MLDSA87.PublicKey, _ sig: Data, _ map: Data) -> Data {
        _ = key.isValidSignature(sig, for: map)
        return map
    }
}
