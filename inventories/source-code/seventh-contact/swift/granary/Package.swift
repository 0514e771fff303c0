// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "granary",
    platforms: [.iOS(.v16), .macOS(.v13)],
    dependencies: [
        .package(url: "https://github.com/krzyzanowskim/CryptoSwift.git", from: "1.8.0"),
    ],
    targets: [
        .target(name: "Granary", dependencies: ["CryptoSwift"]),
    ]
)
