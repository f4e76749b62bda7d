import CardCrypto
public import VIPCard

/// A file with everything that a virtual card keeps without power, keys and all.
///
/// It has mode 0600, is refused when others can read it, and is replaced as a whole at every change.
/// One virtual card at a time uses it; see ``held()``.
public struct CardStateFile: Sendable {
  /// Where it lies.
  public let path: String
  /// The hold on it, where it was taken.
  private let hold: HeldFile?

  /// Names a file, which need not be there yet.
  public init(_ path: String) {
    self.path = path
    hold = nil
  }

  private init(_ hold: HeldFile) {
    path = hold.path
    self.hold = hold
  }

  /// The same file, kept from every other virtual card, in this process or another, for as long as the
  /// value and its copies live.
  ///
  /// Throws ``CardStateError`` when another one has it.
  public func held() throws(CardStateError) -> CardStateFile {
    if hold != nil { return self }
    do {
      return CardStateFile(try HeldFile(path))
    } catch {
      throw CardStateError(path: path, .file(error))
    }
  }

  /// Which kind of chip the file holds; `nil` when there is no such file.
  public func kind() throws(CardStateError) -> ChipKind? {
    guard let bytes = try contents() else { return nil }
    return try decoded { () throws(CardStateError.Reason) in
      try CardStateDocument.kind(bytes)
    }
  }

  /// The memory that the file holds; `nil` when there is no such file.
  ///
  /// Throws ``CardStateError`` for a file that is none of ours, of another kind of chip or another
  /// version, damaged, or open to others.
  public func read<Card: StatefulCard>(_ card: Card.Type) throws(CardStateError) -> Card.Memory? {
    guard let bytes = try contents() else { return nil }
    return try decoded { () throws(CardStateError.Reason) in
      try CardStateDocument.memory(of: card, bytes)
    }
  }

  /// Replaces the file as a whole, or makes it. Only a file that is held is written.
  func write<Card: StatefulCard>(_ memory: Card.Memory, of card: Card.Type) throws(CardStateError) {
    guard let hold else { preconditionFailure("\(path) is written without being held") }
    var bytes = try decoded { () throws(CardStateError.Reason) in
      try CardStateDocument.bytes(memory, of: card)
    }
    defer { SecretBytes.clear(&bytes) }
    do {
      try hold.write(bytes)
    } catch {
      throw CardStateError(path: path, .file(error))
    }
  }

  private func contents() throws(CardStateError) -> [UInt8]? {
    do {
      if let hold { return try hold.read() }
      return try PrivateFile.read(path)
    } catch .notFound {
      return nil
    } catch {
      throw CardStateError(path: path, .file(error))
    }
  }

  private func decoded<Value>(
    _ body: () throws(CardStateError.Reason) -> Value
  ) throws(CardStateError) -> Value {
    do {
      return try body()
    } catch {
      throw CardStateError(path: path, error)
    }
  }
}
