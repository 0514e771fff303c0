// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "TrailMap",
    dependencies: [.package(url: "https://example.com/swift-crypto.git", from: "4.0.0")],
    targets: [
        .target(name: "TrailMap", dependencies: [.product(name: "Crypto", package: "swift-crypto")], resources: [.process("Crypto.plist")]),
        .testTarget(name: "TrailMapTests", dependencies: ["TrailMap"]),
    ]
)
