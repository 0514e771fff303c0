import CryptoKit
import Foundation

@available(iOS 26.0, macOS 26.0, *)
public enum Quantum {
    static func receiver() throws -> MLKEM768.PrivateKey {
        try MLKEM768.PrivateKey()
    }

    static func send(_ peer: MLKEM768.PublicKey, _ text: Data) throws -> (Data, Data?) {
        let result = try peer.encapsulate()
        return (result.encapsulated, try AES.GCM.seal(text, using: result.sharedSecret).combined)
    }

    static func signer() throws -> MLDSA65.PrivateKey {
        try MLDSA65.PrivateKey()
    }

    static func sign(_ key: MLDSA65.PrivateKey, _ file: Data) throws -> Data {
        try key.signature(for: Data(Insecure.SHA1.hash(data: file)))
    }
}
