import Foundation
import Security

struct KeyRecipe {
    var type: CFString = kSecAttrKeyTypeECSECPrimeRandom
    var bits: Int = 256
    var tag: String
}

enum Recipes {
    static let visit = KeyRecipe(tag: "visit")
    static let archive = KeyRecipe(type: kSecAttrKeyTypeRSA, bits: 2048 + 1024, tag: "archive")
}

enum DeviceError: Error { case failed(String) }

func makeVisitKey() throws -> SecKey {
    let recipe = Recipes.visit
    let attributes: [CFString: Any] = [
        kSecAttrKeyType: recipe.type,
        kSecAttrKeySizeInBits: recipe.bits,
        kSecAttrApplicationTag: Data(recipe.tag.utf8),
    ]
    var error: Unmanaged<CFError>?
    guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, &error) else {
        throw DeviceError.failed("no key for \(recipe.tag)")
    }
    return key
}

func makeArchiveKey() -> SecKey? {
    SecKeyCreateRandomKey([
        kSecAttrKeyType: Recipes.archive.type,
        kSecAttrKeySizeInBits: Recipes.archive.bits,
    ] as CFDictionary, nil)
}
