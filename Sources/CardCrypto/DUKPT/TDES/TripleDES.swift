import CLibCrypto

/// Triple DES over whole blocks without padding, by the system's libcrypto (NIST SP 800-67).
///
/// Work is done in place, so that no copy of the text lies anywhere else; libcrypto overwrites its own
/// buffers when a context is freed.
enum TripleDES {
  static let blockSize = 8

  enum Mode: Hashable {
    /// Every block for itself.
    case ecb
    /// Chained, with an initial vector of zeros.
    case cbc
  }

  enum Direction: Int32 {
    case decrypt = 0
    case encrypt = 1
  }

  /// Encrypts or decrypts in place under a key of 16 bytes (two keys) or 24 (three).
  static func run(
    _ direction: Direction, _ mode: Mode, key: SecretBytes, _ data: inout [UInt8]
  ) throws(DUKPTError) {
    guard data.count % blockSize == 0 else { throw .dataLength(data.count) }
    guard !data.isEmpty else { return }
    guard let cipher = unsafe Ciphers.shared.cipher(mode, keyLength: key.count) else {
      throw key.count == 16 || key.count == 24 ? .cipherUnavailable : .keyLength(key.count)
    }
    guard let context = unsafe EVP_CIPHER_CTX_new() else { throw .cipherUnavailable }
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    let zeroIV = [UInt8](repeating: 0, count: blockSize)
    let isReady = unsafe key.withBytes { bytes in
      unsafe EVP_CipherInit_ex2(
        context, cipher, bytes.bindMemory(to: UInt8.self).baseAddress, zeroIV, direction.rawValue,
        nil) == 1
    }
    guard isReady, unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1 else {
      throw .cipherUnavailable
    }
    var written: Int32 = 0
    let isDone = unsafe data.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_CipherUpdate(
        context, buffer.baseAddress, &written, buffer.baseAddress, Int32(buffer.count)) == 1
    }
    guard isDone, Int(written) == data.count else { throw .cipherUnavailable }
  }

  /// The ciphers, looked up once: a look-up costs more than the encryption of a block.
  ///
  /// Sendable because nothing changes them, and libcrypto counts their references by itself.
  @safe private final class Ciphers: @unchecked Sendable {
    static let shared = Ciphers()

    private let byKeyLength: [Int: [Mode: OpaquePointer]]

    private init() {
      unsafe byKeyLength = [
        16: [.ecb: Self.fetch("DES-EDE-ECB"), .cbc: Self.fetch("DES-EDE-CBC")],
        24: [.ecb: Self.fetch("DES-EDE3-ECB"), .cbc: Self.fetch("DES-EDE3-CBC")],
      ].mapValues { modes in unsafe modes.compactMapValues { unsafe $0 } }
    }

    private static func fetch(_ name: String) -> OpaquePointer? {
      unsafe EVP_CIPHER_fetch(nil, name, nil)
    }

    func cipher(_ mode: Mode, keyLength: Int) -> OpaquePointer? {
      unsafe byKeyLength[keyLength]?[mode]
    }
  }
}
