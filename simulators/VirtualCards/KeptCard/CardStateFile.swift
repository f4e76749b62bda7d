import CardCrypto
import FoundationEssentials
public import VIPCard

/// A file with everything that a virtual card keeps without power, keys and all.
///
/// It has mode 0600, is refused when others can read it, and is replaced as a whole at every change.
public struct CardStateFile: Sendable, Hashable {
  /// Where it lies.
  public let path: String

  /// Names a file, which need not be there yet.
  public init(_ path: String) { self.path = path }

  /// Which kind of chip the file holds; `nil` when there is no such file.
  public func kind() throws(CardStateError) -> ChipKind? {
    guard let bytes = try contents() else { return nil }
    return try decode(Head.self, bytes).kind
  }

  /// The memory that the file holds; `nil` when there is no such file.
  ///
  /// Throws ``CardStateError`` for a file that is none of ours, of another kind of chip, damaged, or
  /// open to others.
  public func read<Card: StatefulCard>(_ card: Card.Type) throws(CardStateError) -> Card.Memory? {
    guard let bytes = try contents() else { return nil }
    let kind = try decode(Head.self, bytes).kind
    guard kind == Card.kind else {
      throw CardStateError(path: path, .otherKind(kind))
    }
    return try decode(Whole<Card.Memory>.self, bytes).memory
  }

  /// Replaces the file as a whole, or makes it.
  func write(_ memory: some Encodable & Sendable, of kind: ChipKind) throws(CardStateError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(Written(head: Head(kind: kind), memory: memory)) else {
      throw CardStateError(path: path, .damaged)
    }
    var bytes = [UInt8](data)
    defer { SecretBytes.clear(&bytes) }
    do {
      try PrivateFile.write(bytes, to: path, replacing: true)
    } catch {
      throw CardStateError(path: path, .file(error))
    }
  }

  private func contents() throws(CardStateError) -> [UInt8]? {
    do {
      return try PrivateFile.read(path)
    } catch .notFound {
      return nil
    } catch {
      throw CardStateError(path: path, .file(error))
    }
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8]
  ) throws(CardStateError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw CardStateError(path: path, .damaged)
    }
  }

  private struct Head: Codable {
    static let format = "cardlane-virtual-card-1"
    let kind: ChipKind

    private enum CodingKeys: String, CodingKey { case format, kind }

    init(kind: ChipKind) { self.kind = kind }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      guard try container.decode(String.self, forKey: .format) == Self.format else {
        throw DecodingError.dataCorruptedError(
          forKey: .format, in: container, debugDescription: "another format")
      }
      kind = try container.decode(ChipKind.self, forKey: .kind)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(Self.format, forKey: .format)
      try container.encode(kind, forKey: .kind)
    }
  }

  private struct Whole<Memory: Decodable>: Decodable { let memory: Memory }

  private struct Written<Memory: Encodable>: Encodable {
    let head: Head
    let memory: Memory

    private enum CodingKeys: String, CodingKey { case memory }

    func encode(to encoder: any Encoder) throws {
      try head.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(memory, forKey: .memory)
    }
  }
}
