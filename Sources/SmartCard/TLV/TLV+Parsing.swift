/// Why bytes are not BER-TLV.
public struct TLVError: Error, Sendable, Hashable {
  /// What is wrong.
  public let problem: Problem
  /// Where, counted in bytes from the beginning of what was parsed.
  public let offset: Int

  /// What is wrong.
  public enum Problem: Sendable, Hashable {
    /// The bytes end inside a tag.
    case tagCutOff
    /// A tag has more than four bytes.
    case tagTooLong
    /// A tag has more bytes than it needs (strict only).
    case tagNotShortest
    /// The bytes end inside a length.
    case lengthCutOff
    /// A length has more than four bytes.
    case lengthTooLong
    /// A length has more bytes than it needs (strict only).
    case lengthNotShortest
    /// The length is of the indefinite form, which ISO/IEC 7816-4 rules out (strict only), or its
    /// object is primitive.
    case indefiniteLength
    /// An object of indefinite length has no end-of-contents.
    case endOfContentsMissing
    /// The value is shorter than its length says.
    case valueCutOff
    /// Filler bytes `00` or `FF` between objects (strict only).
    case filler
    /// Objects are nested deeper than 16 levels.
    case tooDeep
  }
}

extension TLV {
  /// How much the parser forgives.
  public enum Rules: Sendable, Hashable {
    /// Exactly what ISO/IEC 7816-4 allows, in the shortest form.
    case strict
    /// Also what cards do: filler bytes between objects, lengths and tags that are longer than they
    /// need to be, indefinite lengths.
    case lenient
  }

  /// Reads a sequence of data objects that fills `bytes` to the end.
  ///
  /// Never traps, whatever the bytes; throws ``TLVError`` with the offset of the first problem.
  public static func parse(
    _ bytes: [UInt8], rules: Rules = .strict
  ) throws(TLVError) -> [TLV] {
    var parser = Parser(bytes: bytes[...], rules: rules)
    return try parser.objects(depth: 0)
  }

  /// Reads exactly one data object.
  public init(parsing bytes: [UInt8], rules: Rules = .strict) throws(TLVError) {
    let objects = try Self.parse(bytes, rules: rules)
    guard let first = objects.first else { throw TLVError(problem: .tagCutOff, offset: 0) }
    guard objects.count == 1 else {
      throw TLVError(problem: .filler, offset: first.encoded.count)
    }
    self = first
  }
}

private struct Parser {
  var bytes: ArraySlice<UInt8>
  let rules: TLV.Rules

  static let deepest = 16

  func error(_ problem: TLVError.Problem, at offset: Int? = nil) -> TLVError {
    TLVError(problem: problem, offset: offset ?? bytes.startIndex)
  }

  mutating func objects(depth: Int) throws(TLVError) -> [TLV] {
    var objects: [TLV] = []
    while let first = bytes.first {
      if first == 0x00 || first == 0xFF {
        guard rules == .lenient else { throw error(.filler) }
        bytes.removeFirst()
        continue
      }
      objects.append(try object(depth: depth))
    }
    return objects
  }

  mutating func object(depth: Int) throws(TLVError) -> TLV {
    guard depth < Self.deepest else { throw error(.tooDeep) }
    let tag = try tag()
    guard let length = try length() else { return try indefinite(tag, depth: depth) }
    guard length <= bytes.count else { throw error(.valueCutOff) }
    let value = bytes.prefix(length)
    bytes.removeFirst(length)
    guard tag.isConstructed else { return TLV(tag: tag, value: Array(value), children: []) }
    var inside = Parser(bytes: value, rules: rules)
    return TLV(tag: tag, value: Array(value), children: try inside.objects(depth: depth + 1))
  }

  /// An object that ends with `00 00` instead of telling its length.
  private mutating func indefinite(_ tag: TLVTag, depth: Int) throws(TLVError) -> TLV {
    guard rules == .lenient, tag.isConstructed else { throw error(.indefiniteLength) }
    let start = bytes
    var children: [TLV] = []
    while true {
      guard bytes.count >= 2 else { throw error(.endOfContentsMissing) }
      if bytes.starts(with: [0, 0]) { break }
      children.append(try object(depth: depth + 1))
    }
    let value = Array(start.prefix(upTo: bytes.startIndex))
    bytes.removeFirst(2)
    return TLV(tag: tag, value: value, children: children)
  }

  private mutating func tag() throws(TLVError) -> TLVTag {
    let start = bytes.startIndex
    guard let first = bytes.popFirst() else { throw error(.tagCutOff) }
    var value = UInt32(first)
    guard first & 0x1F == 0x1F else { return TLVTag(rawValue: value) }
    var count = 1
    while true {
      guard let next = bytes.popFirst() else { throw error(.tagCutOff) }
      count += 1
      guard count <= 4 else { throw error(.tagTooLong, at: start) }
      if rules == .strict, count == 2, next == 0x80 || next < 0x1F {
        throw error(.tagNotShortest, at: start)
      }
      value = value << 8 | UInt32(next)
      if next & 0x80 == 0 { return TLVTag(rawValue: value) }
    }
  }

  /// The length, or `nil` for the indefinite form.
  private mutating func length() throws(TLVError) -> Int? {
    let start = bytes.startIndex
    guard let first = bytes.popFirst() else { throw error(.lengthCutOff) }
    guard first >= 0x80 else { return Int(first) }
    let count = Int(first & 0x7F)
    if count == 0 {
      guard rules == .lenient else { throw error(.indefiniteLength, at: start) }
      return nil
    }
    guard count <= 4 else { throw error(.lengthTooLong, at: start) }
    guard bytes.count >= count else { throw error(.lengthCutOff) }
    var value = 0
    for _ in 0..<count {
      guard let next = bytes.popFirst() else { throw error(.lengthCutOff) }
      value = value << 8 | Int(next)
    }
    if rules == .strict, TLV.encodedLength(value).count != count + 1 {
      throw error(.lengthNotShortest, at: start)
    }
    return value
  }
}
