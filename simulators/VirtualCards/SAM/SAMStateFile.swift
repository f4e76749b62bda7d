public import CardCrypto
import Foundation
import Synchronization

/// A virtual SAM's memory in a file: everything secret in it is wrapped under a key that scrypt derives
/// from a passphrase. The file belongs to one user (mode 0600), is replaced as a whole, and is kept from
/// every other virtual SAM while this lives.
///
/// Without a path the memory lives as long as the process.
public final class SAMStateFile: Sendable {
  private let file: HeldFile?
  private let storageKey: SecretBytes
  private let derivation: PassphraseDerivation
  private let current: Mutex<SAMMemory>

  private struct Document: Codable {
    var format = "cardlane-virtual-sam"
    var version = 1
    let salt: String
    let cost: Int
    let blockSize: Int
    let parallelism: Int
    let memory: SAMMemoryRecord
  }

  /// What is wrong with a state file.
  public enum Failure: Error, Sendable, Equatable {
    /// The file is none of a virtual SAM's.
    case malformed(path: String)
    /// Another version of this program wrote it.
    case otherVersion(path: String, version: Int)
    /// The passphrase does not open it, or it was altered.
    case wrongPassphrase(path: String)
  }

  /// Keeps a new SAM's memory in this process only.
  public init(serial: [UInt8]) throws {
    file = nil
    storageKey = .random(count: 32)
    guard let derivation = PassphraseDerivation() else { throw Failure.malformed(path: "") }
    self.derivation = derivation
    current = Mutex(SAMMemory(serial: serial))
  }

  /// Opens a file, or makes it with a new SAM in it.
  ///
  /// Throws ``Failure`` or ``CardCrypto/KeyFileError``.
  public init(path: String, passphrase: SecretBytes, serial: [UInt8]) throws {
    let file = try HeldFile(path)
    self.file = file
    guard let bytes = try file.read() else {
      guard let derivation = PassphraseDerivation(),
        let key = derivation.key(from: passphrase)
      else { throw Failure.malformed(path: path) }
      self.derivation = derivation
      storageKey = key
      current = Mutex(SAMMemory(serial: serial))
      try write(SAMMemory(serial: serial))
      return
    }
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
      document.format == "cardlane-virtual-sam"
    else { throw Failure.malformed(path: path) }
    guard document.version == 1 else {
      throw Failure.otherVersion(path: path, version: document.version)
    }
    guard let salt = Hex.bytes(document.salt),
      let derivation = PassphraseDerivation(
        salt: salt, cost: document.cost, blockSize: document.blockSize,
        parallelism: document.parallelism)
    else { throw Failure.malformed(path: path) }
    guard let key = derivation.key(from: passphrase),
      let memory = document.memory.memory(under: key)
    else { throw Failure.wrongPassphrase(path: path) }
    self.derivation = derivation
    storageKey = key
    current = Mutex(memory)
  }

  /// The SAM as it is now; it writes every change down before it answers.
  public func card(_ interface: CPUCardInterface) -> VirtualSAM {
    VirtualSAM(current.withLock { $0 }, interface: interface) { [self] memory in
      guard (try? write(memory)) != nil else { return false }
      current.withLock { $0 = memory }
      return true
    }
  }

  private func write(_ memory: SAMMemory) throws {
    guard let file else { return }
    let document = Document(
      salt: Hex.text(derivation.salt), cost: derivation.cost, blockSize: derivation.blockSize,
      parallelism: derivation.parallelism,
      memory: try SAMMemoryRecord(memory, under: storageKey))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try file.write(Array(try encoder.encode(document)) + [0x0A])
  }
}
