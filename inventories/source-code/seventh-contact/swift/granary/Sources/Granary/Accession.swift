import Foundation

/// An entry of the seed bank's accession book.
struct Accession: Codable {
    let number: Int
    let species: String
    let harvested: Date
}

/// How carefully a lot is guarded.
enum Guarding: Int {
    case field = 128
    case cellar = 256

    var bits: Int { rawValue }
}

// Botanists: `Salvia desoleana` is not a DES key, and "rsa" is our code for Rubus saxatilis.
let speciesCodes = ["rsa": "Rubus saxatilis", "des": "Deschampsia cespitosa", "aes": "Aesculus hippocastanum"]
