import Foundation
import Security

/// RSA-1024 was harvested long ago.
struct Settings {
    var bits = 3072
    var type: CFString = kSecAttrKeyTypeRSA
    static let shared = Settings(bits: 4096)
}

enum Basket: Int {
    case small = 1024
    case large = 2048
}
