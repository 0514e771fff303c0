import Crypto
import CryptoSwift
import Foundation

protocol Sealing {
    var name: String { get }
    func seal(_ data: Data) throws -> Data
}

struct SealerFactory {
    enum Kind { case shell, pearl }

    var make: [Kind: (SymmetricKey) -> Sealing] = [
        .shell: { ShellSealer(key: $0) },
        .pearl: PearlSealer.init,
    ]

    func sealer(_ kind: Kind = .pearl) -> Sealing {
        make[kind]!(SymmetricKey(size: Defaults.size))
    }
}

struct ShellSealer: Sealing {
    let key: SymmetricKey
    var name: String { "shell" }

    func seal(_ data: Data) throws -> Data {
        let bytes = key.withUnsafeBytes { Array($0) }
        let iv = Defaults.staticIV
        let cipher = try CryptoSwift.AES(key: bytes, blockMode: Defaults.blockMode(iv), padding: .pkcs7)
        return Data(try cipher.encrypt(data.byteArray))
    }
}

struct PearlSealer: Sealing {
    let key: SymmetricKey
    var name: String { "pearl" }

    func seal(_ data: Data) throws -> Data {
        let nonce = Crypto.AES.GCM.Nonce()
        return try Crypto.AES.GCM.seal(data, using: key, nonce: nonce).combined!
    }
}

func pin(_ pin: String, salt: [UInt8], variant: HMAC.Variant = Defaults.variant) throws -> [UInt8] {
    try PKCS5.PBKDF2(password: Array(pin.utf8), salt: salt, iterations: 8192, keyLength: 32, variant: variant).calculate()
}

func phrase(_ phrase: [UInt8], salt: [UInt8]) throws -> [UInt8] {
    try Scrypt(password: phrase, salt: salt, dkLen: 32, N: 16384, r: 8, p: 1).calculate()
}

func label(_ text: String) -> String { text.md5() }

/// The sea's universal describing words: aesthetics only.
let words = ["shell", "pearl"]
