import CardCrypto
import Desk
import Foundation
import HTTPTypes
import Hummingbird
import Lane
import LinuxSystem
import Wording

/// What was asked under which `Idempotency-Key`, so that a key means one thing: the same request again is done again,
/// and says that it is a repeat; another one under the same key is refused.
///
/// Kept are hashes, the last ``limit`` of them, on disk before the request is done.
actor RequestKeys {
  /// How many keys are remembered.
  static let limit = 10_000

  private let path: String
  private var asked: [String: String] = [:]
  private var order: [String] = []
  private var linesOnDisk = 0
  /// Keys under which something was done.
  private var done: Set<String> = []
  /// What was printed under a key since the service began, and what is being printed.
  private var printed: [String: [SlipCopy]] = [:]
  private var printing: Set<String> = []

  /// Takes up the keys in a file; a file that is not there, or is damaged, begins anew.
  init(path: String) {
    self.path = path
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    for line in (text ?? "").split(separator: "\n").suffix(Self.limit) {
      let parts = line.split(separator: " ").map(String.init)
      guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 64 }) else { continue }
      if asked.updateValue(parts[1], forKey: parts[0]) == nil { order.append(parts[0]) }
      done.insert(parts[0])
    }
    linesOnDisk = Self.limit
  }

  /// Does what is asked under a key.
  ///
  /// A request that was refused, or was wrong, has done nothing: its key is free again.
  ///
  /// - Throws: ``PlainError`` `keyConflict` where something else was asked under the key; what `work` throws.
  nonisolated func once<Value: Sendable>(
    _ key: RequestKey, _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await begin(key)
    do {
      let value = try await work()
      await finish(key)
      return value
    } catch {
      if Explained.of(error).nature == .device { await finish(key) } else { await free(key) }
      throw error
    }
  }

  /// Prints once under a key: paper that came out twice cannot be taken back.
  ///
  /// - Parameter key: the key; `nil` prints whenever it is asked.
  /// - Returns: the copies, and whether they had been printed before; `nil` without a key.
  /// - Throws: ``PlainError`` `keyInUse` while it is being printed, or where an earlier run of the service printed
  ///   under the key and nobody knows any more what; what `work` throws.
  nonisolated func printOnce(
    _ key: RequestKey?, _ work: @Sendable () async throws -> [SlipCopy]
  ) async throws -> (slips: [SlipCopy], isRepeated: Bool?) {
    guard let key else { return (try await work(), nil) }
    if let earlier = try await beginPrinting(key) { return (earlier, true) }
    do {
      let slips = try await work()
      await endPrinting(key, slips)
      return (slips, false)
    } catch {
      await endPrinting(key, nil)
      throw error
    }
  }

  private func beginPrinting(_ key: RequestKey) throws -> [SlipCopy]? {
    if let slips = printed[key.name] { return slips }
    guard !done.contains(key.name), printing.insert(key.name).inserted else {
      throw ServiceMistake.keyInUse
    }
    return nil
  }

  private func endPrinting(_ key: RequestKey, _ slips: [SlipCopy]?) {
    printing.remove(key.name)
    printed[key.name] = slips
  }

  private func begin(_ key: RequestKey) throws {
    if let earlier = asked[key.name] {
      guard earlier == key.content else { throw ServiceMistake.keyConflict }
      return
    }
    asked[key.name] = key.content
    order.append(key.name)
    forgetOldest()
    try write(key)
  }

  private func finish(_ key: RequestKey) { done.insert(key.name) }

  private func free(_ key: RequestKey) {
    guard !done.contains(key.name), asked.removeValue(forKey: key.name) != nil else { return }
    order.removeAll { $0 == key.name }
    try? rewrite()
  }

  private func forgetOldest() {
    guard order.count > Self.limit else { return }
    for name in order.prefix(order.count - Self.limit) {
      asked[name] = nil
      printed[name] = nil
      done.remove(name)
    }
    order.removeFirst(order.count - Self.limit)
  }

  private func write(_ key: RequestKey) throws {
    linesOnDisk += 1
    guard linesOnDisk <= 2 * Self.limit, let file = FileHandle(forWritingAtPath: path) else {
      return try rewrite()
    }
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: Data("\(key.name) \(key.content)\n".utf8))
  }

  private func rewrite() throws {
    let text = order.map { "\($0) \(asked[$0] ?? "")\n" }.joined()
    try OwnerFile.write(Array(text.utf8), to: path)
    linesOnDisk = order.count
  }
}

/// An `Idempotency-Key` with what is asked under it.
struct RequestKey: Sendable, Hashable {
  /// The key as the client wrote it.
  let text: String
  /// Stands for key and client: two clients may choose the same key.
  let name: String
  /// Stands for what is asked.
  let content: String

  /// The key of a request; `nil` where it has none, or changes nothing.
  ///
  /// - Throws: ``PlainError`` `badKey` for one that is no text of 1 to 60 visible characters.
  init?(_ request: Request, client: String, body: [UInt8]) throws {
    guard request.method != .get, var key = request.headers[.idempotencyKey] else { return nil }
    // A string of a structured field stands in quotes (RFC 9651, 3.3.3).
    if key.count >= 2, key.hasPrefix("\""), key.hasSuffix("\"") {
      key = String(key.dropFirst().dropLast())
    }
    let isVisible = key.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
    guard (1...60).contains(key.utf8.count), isVisible else { throw ServiceMistake.badKey }
    self.init(
      key, client: client, method: request.method.rawValue, path: request.uri.string, body: body)
  }

  init(_ text: String, client: String, method: String, path: String, body: [UInt8]) {
    self.text = text
    name = SHA256Digest.hex(Array("\(client)\n\(text)".utf8))
    content = SHA256Digest.hex(Array("\(method) \(path)\n".utf8) + body)
  }
}
