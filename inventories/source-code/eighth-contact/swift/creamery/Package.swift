// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "creamery",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "3.8.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.27.2"),
        .package(url: "https://github.com/vapor/jwt-kit.git", exact: "4.13.4"),
        .package(url: "https://github.com/krzyzanowskim/CryptoSwift.git", exact: "1.8.3"),
    ],
    targets: [
        .target(
            name: "Creamery",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "JWTKit", package: "jwt-kit"),
                "CryptoSwift",
            ],
            resources: [.copy("Resources/creamery.json")]
        ),
        .testTarget(name: "CreameryTests", dependencies: ["Creamery"]),
    ]
)
