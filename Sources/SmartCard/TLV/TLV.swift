/// One BER-TLV data object: a tag and either bytes or further data objects.
public struct TLV: Sendable, Hashable {
  /// The tag.
  public let tag: TLVTag
  /// The value's bytes as they were read, also of a constructed object.
  public let value: [UInt8]
  /// The objects inside a constructed object, in order; empty for a primitive one.
  public let children: [TLV]

  /// Makes a primitive object, or a constructed one of which only the bytes matter.
  public init(_ tag: TLVTag, _ value: [UInt8]) {
    self.tag = tag
    self.value = value
    self.children = []
  }

  /// Makes a constructed object.
  public init(_ tag: TLVTag, _ children: [TLV]) {
    self.tag = tag
    self.children = children
    self.value = children.flatMap(\.encoded)
  }

  init(tag: TLVTag, value: [UInt8], children: [TLV]) {
    self.tag = tag
    self.value = value
    self.children = children
  }

  /// The object's bytes in the distinguished form: shortest tag and shortest definite length.
  public var encoded: [UInt8] { tag.bytes + Self.encodedLength(value.count) + value }

  /// The first object with this tag directly inside this one.
  public subscript(tag: TLVTag) -> TLV? { children.first { $0.tag == tag } }

  /// The first object on a path of tags, such as `fci.first(0xA5, 0xC0)`.
  public func first(_ path: TLVTag...) -> TLV? {
    var object: TLV? = self
    for tag in path { object = object?[tag] }
    return object
  }

  static func encodedLength(_ count: Int) -> [UInt8] {
    if count < 0x80 { return [UInt8(count)] }
    let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    let digits = Array(bytes.drop { $0 == 0 })
    return [0x80 | UInt8(digits.count)] + digits
  }
}

extension TLV: CustomStringConvertible {
  /// The tags and lengths as a tree; never the values.
  public var description: String {
    children.isEmpty
      ? "\(tag)(\(value.count))" : "\(tag){\(children.map(\.description).joined(separator: " "))}"
  }
}
