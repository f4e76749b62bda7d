/// Padding with `80 00…` to whole blocks, always at least one byte (ISO/IEC 9797-1, method 2).
enum Padding {
  static func added(to data: [UInt8]) -> [UInt8] {
    data + [0x80] + [UInt8](repeating: 0, count: 15 - data.count % 16)
  }

  /// Throws ``SessionError/notAuthentic`` where there is none.
  static func removed(from padded: [UInt8]) throws(SessionError) -> [UInt8] {
    guard let end = padded.lastIndex(where: { $0 != 0 }), padded[end] == 0x80,
      padded.count - end <= 16
    else { throw .notAuthentic }
    return Array(padded[..<end])
  }
}
