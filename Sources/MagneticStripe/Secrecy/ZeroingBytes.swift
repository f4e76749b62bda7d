#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes that overwrite themselves when the last holder lets go, and never print.
///
/// The bytes lie in memory of their own that no array or string shares, so that nothing is left
/// behind by a copy on write.
@safe
final class ZeroingBytes: @unchecked Sendable {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  let count: Int

  /// Copies `source[range]`, each byte through `transform`.
  init(
    _ source: Span<UInt8>, _ range: Range<Int>, transform: (UInt8) -> UInt8 = { $0 }
  ) {
    let wanted = range.clamped(to: 0..<source.count)
    count = wanted.count
    unsafe buffer = .allocate(capacity: wanted.count)
    for (offset, index) in wanted.enumerated() {
      unsafe buffer.initializeElement(at: offset, to: transform(source[index]))
    }
  }

  deinit {
    if let base = unsafe buffer.baseAddress, count > 0 {
      unsafe explicit_bzero(base, count)
    }
    unsafe buffer.deallocate()
  }

  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeBufferPointer(buffer).span)
  }

  /// A copy of some of the bytes as text; the copy does not overwrite itself.
  func text(_ range: Range<Int>) -> String {
    withBytes { bytes in
      var text = ""
      for index in range.clamped(to: 0..<bytes.count) {
        text.unicodeScalars.append(Unicode.Scalar(bytes[index]))
      }
      return text
    }
  }

  /// Whether two hold the same bytes.
  func holdsSame(as other: ZeroingBytes) -> Bool {
    withBytes { mine in
      other.withBytes { theirs in
        guard mine.count == theirs.count else { return false }
        return mine.indices.allSatisfy { mine[$0] == theirs[$0] }
      }
    }
  }
}

/// Overwrites an array with zeros, in a way that the optimiser may not leave out.
func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { buffer in
    if let base = buffer.baseAddress { unsafe explicit_bzero(base, buffer.count) }
  }
}
