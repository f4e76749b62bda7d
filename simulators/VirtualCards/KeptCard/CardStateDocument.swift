import FoundationEssentials
public import VIPCard

/// The text of a state file: JSON with format, kind of chip and memory.
///
/// What it gives is a memory that a card can work with: nothing that a chip could not hold passes.
public enum CardStateDocument {
  private static let format = "cardlane-virtual-card-"
  private static let version = "1"

  /// Which kind of chip a text is about.
  public static func kind(_ bytes: [UInt8]) throws(CardStateError.Reason) -> ChipKind {
    let head = try decode(Head.self, bytes)
    guard head.format.hasPrefix(format) else { throw .damaged }
    guard head.format.dropFirst(format.count) == version else {
      throw .otherVersion(String(head.format.dropFirst(format.count).prefix(16)))
    }
    // Only now: another version may have other kinds.
    return try decode(Kind.self, bytes).kind
  }

  /// The memory in a text.
  ///
  /// Throws ``CardStateError/Reason`` for one of another kind or version, and for one that no chip of
  /// that kind could have.
  public static func memory<Card: StatefulCard>(
    of card: Card.Type, _ bytes: [UInt8]
  ) throws(CardStateError.Reason) -> Card.Memory {
    let kind = try kind(bytes)
    guard kind == Card.kind else { throw .otherKind(kind) }
    let memory = try decode(Whole<Card.Memory>.self, bytes).memory
    guard Card.isPossible(memory) else { throw .damaged }
    return memory
  }

  /// The text for a memory.
  public static func bytes<Card: StatefulCard>(
    _ memory: Card.Memory, of card: Card.Type
  ) throws(CardStateError.Reason) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let document = Written(format: format + version, kind: Card.kind, memory: memory)
    guard let data = try? encoder.encode(document) else { throw .damaged }
    return Array(data)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8]
  ) throws(CardStateError.Reason) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw .damaged
    }
  }

  private struct Head: Decodable { let format: String }
  private struct Kind: Decodable { let kind: ChipKind }
  private struct Whole<Memory: Decodable>: Decodable { let memory: Memory }
  private struct Written<Memory: Encodable>: Encodable {
    let format: String
    let kind: ChipKind
    let memory: Memory
  }
}
