// swift-tools-version:5.9
import PackageDescription

// Apple platforms only: CryptoKit, Security, CommonCrypto and Network come with the SDK (iOS 16).
let package = Package(
    name: "vetround",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "VetRound", targets: ["VetRound"])],
    targets: [.target(name: "VetRound")]
)
