import CryptoSwift
import Foundation

typealias Bytes = [UInt8]

/// One session with a lock. Frames: counter (4) | body | mac (8) | crc (2)
final class FrameLink {
    private let encKey: Bytes
    private let macKey: Bytes
    private let mode: Settings.FrameMode

    init(pairingSecret: Bytes, nonce: Bytes, settings: Settings.Frame) throws {
        let n = settings.keyBytes
        let okm = try HKDF(password: pairingSecret, salt: nonce, info: "door/session".bytes,
                           keyLength: 2 * n, variant: .sha2(.sha256)).calculate()
        encKey = Bytes(okm.prefix(n))
        macKey = Bytes(okm.suffix(n))
        mode = settings.mode
    }

    private func cipher(iv: Bytes) throws -> AES {
        switch mode {
        case .ctr:
            return try AES(key: encKey, blockMode: CTR(iv: iv), padding: .noPadding)
        case .cbc:
            return try AES(key: encKey, blockMode: CBC(iv: iv), padding: .pkcs7)
        case .gcm:
            let gcm = GCM(iv: Bytes(iv.prefix(12)), mode: .combined)
            return try AES(key: encKey, blockMode: gcm, padding: .noPadding)
        }
    }

    func wrap(_ body: Bytes, counter: UInt32) throws -> Bytes {
        let head = counter.bytes()
        let iv = AES.randomIV(AES.blockSize)
        let sealed = try cipher(iv: iv).encrypt(body)
        let mac = try CMAC(key: macKey).authenticate(head + iv + sealed)
        let frame = head + iv + sealed + mac.prefix(8)
        return frame + frame.crc16().bytes()
    }

    func unwrap(_ frame: Bytes) throws -> Bytes {
        let iv = Bytes(frame[4..<20])
        return try cipher(iv: iv).decrypt(Bytes(frame[20..<(frame.count - 10)]))
    }
}

private extension FixedWidthInteger {
    func bytes() -> Bytes { withUnsafeBytes(of: bigEndian, Bytes.init) }
}
