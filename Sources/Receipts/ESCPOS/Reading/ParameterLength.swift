/// How many of the bytes behind a command are its parameters.
///
/// A rule looks at the bytes behind the command's name, and no further than they go.
struct ParameterLength: Sendable {
  let count: @Sendable (ArraySlice<UInt8>) -> Int

  /// Always so many.
  static func bytes(_ count: Int) -> Self { Self { _ in count } }

  static let none = bytes(0)

  /// So many, then a number in two bytes, then as many bytes as the number says.
  static func word(after head: Int) -> Self { Self { head + 2 + $0.word(head) } }

  /// So many, then a number in four bytes, then as many bytes as the number says.
  static func doubleWord(after head: Int) -> Self {
    Self { head + 4 + $0.word(head) + $0.word(head + 2) << 16 }
  }

  /// So many, and data of a size that the first parameters tell.
  static func data(after head: Int, _ size: @escaping @Sendable (ArraySlice<UInt8>) -> Int) -> Self
  {
    Self { head + size($0) }
  }

  /// The first parameter says how many there are, itself among them.
  static func byFirst(_ counts: [UInt8: Int], otherwise: Int = 1) -> Self {
    Self { counts[UInt8($0.byte(0))] ?? otherwise }
  }

  /// Up to a zero, which belongs to them.
  static let untilZero = Self { bytes in
    (bytes.firstIndex(of: 0) ?? bytes.endIndex - 1) - bytes.startIndex + 1
  }
}

extension ArraySlice<UInt8> {
  /// A parameter; 0 behind the end.
  func byte(_ offset: Int) -> Int {
    offset >= 0 && offset < count ? Int(self[startIndex + offset]) : 0
  }

  /// A number in two bytes, the low one first.
  func word(_ offset: Int) -> Int { byte(offset) | byte(offset + 1) << 8 }

  /// A number in two bytes that may be below zero.
  func signedWord(_ offset: Int) -> Int { Int(Int16(truncatingIfNeeded: word(offset))) }

  /// What stands behind so many parameters.
  func behind(_ offset: Int) -> ArraySlice<UInt8> { dropFirst(offset) }
}
