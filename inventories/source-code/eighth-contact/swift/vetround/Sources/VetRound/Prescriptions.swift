import Foundation
import Security

struct Prescription {
    var animal: String
    var drug: String
    var dose: String
    var text: Data { Data("\(animal)/\(drug)/\(dose)".utf8) }
}

struct PrescriptionStyle {
    var algorithm: SecKeyAlgorithm
    static let chamber = PrescriptionStyle(algorithm: .rsaSignatureMessagePSSSHA256)
}

private let pharmacies: [String: SecKeyAlgorithm] = [
    "high street": .ecdsaSignatureMessageX962SHA256,
    "market": .ecdsaSignatureMessageX962SHA256,
]

func sign(_ p: Prescription, key: SecKey, style: PrescriptionStyle = .chamber) -> Data? {
    SecKeyCreateSignature(key, style.algorithm, p.text as CFData, nil) as Data?
}

func sign(_ p: Prescription, for pharmacy: String, key: SecKey) -> Data? {
    guard let algorithm = pharmacies[pharmacy] else { return nil }
    return SecKeyCreateSignature(key, algorithm, p.text as CFData, nil) as Data?
}

func sealForLab(_ note: Data, labKey: SecKey) -> Data? {
    SecKeyCreateEncryptedData(labKey, .rsaEncryptionOAEPSHA256, note as CFData, nil) as Data?
}

// RSA 2048 is printed on the yellow tag: rabies, second application
let tagText = "RSA-2048"
