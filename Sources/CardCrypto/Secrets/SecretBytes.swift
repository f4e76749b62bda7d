import Glibc

/// Bytes that nobody else may see: a key, a passphrase.
///
/// The bytes live in one place however often the value is copied, are overwritten when the last copy
/// goes, print as `••••`, show nothing to a debugger's mirror, and are compared in constant time.
public struct SecretBytes: Sendable {
  private let storage: SecretStorage

  /// Takes over a copy of `bytes`; the source stays the caller's to clear.
  public init(_ bytes: some Collection<UInt8>) {
    storage = SecretStorage(bytes)
  }

  /// Takes the bytes and overwrites the source, so that no second copy stays behind.
  public init(consuming bytes: inout [UInt8]) {
    self.init(bytes)
    Self.clear(&bytes)
  }

  /// Makes `count` random bytes from the system's cryptographic generator.
  public static func random(count: Int) -> SecretBytes {
    var generator = SystemRandomNumberGenerator()
    return random(count: count, using: &generator)
  }

  /// Makes `count` random bytes from a generator; only a cryptographic one is good enough for keys.
  public static func random(
    count: Int, using generator: inout some RandomNumberGenerator
  ) -> SecretBytes {
    var bytes = (0..<max(0, count)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return SecretBytes(consuming: &bytes)
  }

  /// The number of bytes.
  public var count: Int { storage.count }

  /// Whether every byte is the same, as in a placeholder.
  var isOneByteRepeated: Bool {
    unsafe withBytes { bytes in unsafe bytes.allSatisfy { unsafe $0 == bytes.first } }
  }

  /// Lends the bytes to `body`; they must not leave it.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe storage.lend(body)
  }

  /// Overwrites an array in place with zeros, in a way that the optimiser may not leave out.
  public static func clear(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe explicit_bzero(base, buffer.count)
    }
    bytes = []
  }
}

extension SecretBytes: Equatable {
  /// Compares in a time that depends on the lengths only.
  public static func == (left: Self, right: Self) -> Bool {
    unsafe left.withBytes { first in
      unsafe right.withBytes { second in unsafe ConstantTime.areEqual(first, second) }
    }
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always `••••`.
  public var description: String { "••••" }
  /// Always `••••`.
  public var debugDescription: String { "••••" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The one place where the bytes of a ``SecretBytes`` lie.
///
/// Sendable because nothing changes it between `init` and `deinit`.
@safe private final class SecretStorage: @unchecked Sendable {
  private let bytes: UnsafeMutableRawBufferPointer

  init(_ source: some Collection<UInt8>) {
    unsafe bytes = .allocate(byteCount: source.count, alignment: 16)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
    for (offset, byte) in zip(0..<source.count, source) { unsafe bytes[offset] = byte }
  }

  deinit {
    if let base = unsafe bytes.baseAddress { unsafe explicit_bzero(base, bytes.count) }
    unsafe bytes.deallocate()
  }

  var count: Int { unsafe bytes.count }

  func lend<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(bytes))
  }
}
