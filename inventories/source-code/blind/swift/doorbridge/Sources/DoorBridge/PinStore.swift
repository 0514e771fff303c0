import CryptoSwift
import Foundation

/// PINs of the people who may open the door.
struct PinStore {
    struct Entry: Codable { var person: String; var scheme: Int; var salt: String; var hash: String }

    let rounds: Int
    private(set) var entries: [Entry] = []
    /// position in `entries`; a plain dictionary
    private var hashTable: [String: Int] = [:]

    init(settings: Settings.Pin) { rounds = settings.rounds }

    mutating func enroll(_ person: String, pin: String) throws {
        let salt = Bytes((0..<16).map { _ in UInt8.random(in: 0...255) })
        let hash = try stretch(pin, salt: salt)
        hashTable[person] = entries.count
        entries.append(Entry(person: person, scheme: 2, salt: salt.toHexString(), hash: hash.toHexString()))
    }

    func check(_ person: String, pin: String) throws -> Bool {
        guard let i = hashTable[person] else { return false }
        let e = entries[i]
        let salt = Bytes(hex: e.salt)
        switch e.scheme {
        case 0: return (pin + e.salt).md5() == e.hash
        case 1: return try Scrypt(password: pin.bytes, salt: salt, dkLen: 32, N: 16384, r: 8, p: 1).calculate().toHexString() == e.hash
        default: return try stretch(pin, salt: salt).toHexString() == e.hash
        }
    }

    private func stretch(_ pin: String, salt: Bytes, variant: HMAC.Variant = .sha2(.sha512)) throws -> Bytes {
        try PKCS5.PBKDF2(password: pin.bytes, salt: salt, iterations: rounds, keyLength: 32, variant: variant).calculate()
    }

    /// The controller signs nothing, it just wants a keyed sum over the list.
    func listTag(key: Bytes) throws -> String {
        let list = try JSONEncoder().encode(entries)
        return try HMAC(key: key, variant: .sha2(.sha256)).authenticate(list.bytes).toHexString()
    }
}
