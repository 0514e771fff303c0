import Foundation
import Security

/// What a keeper of keys has to say about itself.
protocol KeeperTraits {
    var kind: CFString { get }
    var bits: Int { get }
    var manner: SecKeyAlgorithm { get }
}

struct CuratorTraits: KeeperTraits {
    let kind = kSecAttrKeyTypeRSA
    let bits = 4096
    let manner = SecKeyAlgorithm.rsaSignatureMessagePKCS1v15SHA256
}

struct PorterTraits: KeeperTraits {
    let kind = kSecAttrKeyTypeECSECPrimeRandom
    let bits = Guarding.cellar.bits
    let manner = SecKeyAlgorithm.ecdsaSignatureMessageX962SHA256
}

struct Keeper<Traits: KeeperTraits> {
    let traits: Traits

    func make() throws -> SecKey {
        let wishes: [CFString: Any] = [
            kSecAttrKeyType: traits.kind,
            kSecAttrKeySizeInBits: traits.bits,
        ]
        var trouble: Unmanaged<CFError>?
        guard let key = SecKeyCreateRandomKey(wishes as CFDictionary, &trouble) else {
            throw trouble!.takeRetainedValue() as Error
        }
        return key
    }

    func endorse(_ text: Data, with key: SecKey) -> Data? {
        SecKeyCreateSignature(key, traits.manner, text as CFData, nil) as Data?
    }
}

let curator = Keeper(traits: CuratorTraits())
let porter = Keeper(traits: PorterTraits())
