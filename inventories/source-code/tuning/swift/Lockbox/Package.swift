// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "Lockbox",
    platforms: [.iOS("26.0"), .macOS("26.0")],
    products: [.library(name: "Lockbox", targets: ["Lockbox"])],
    targets: [.target(name: "Lockbox", resources: [.process("Resources")]), .testTarget(name: "LockboxTests", dependencies: ["Lockbox"])]
)
