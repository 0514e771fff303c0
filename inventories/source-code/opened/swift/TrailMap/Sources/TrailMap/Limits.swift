import Security

enum Limits {
    static let curve = kSecAttrKeyTypeECSECPrimeRandom
    static let curveBits = 384
    static let signing: SecKeyAlgorithm = .ecdsaSignatureMessageX962SHA384
    static let labels = ["RSA 1024", "DES"]
}
