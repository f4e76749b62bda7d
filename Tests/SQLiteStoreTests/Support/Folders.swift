import Foundation
import MemberStore
import MemberStoreSuite
import SQLiteStore
import Testing

extension StoreUnderTest {
  /// One file, open all the time.
  static let sqlite = StoreUnderTest("sqlite") {
    let folder = try makeFolder()
    let store = try SQLiteMemberStore(path: folder.path + "/store.sqlite")
    return (
      store,
      {
        try await store.close()
        try FileManager.default.removeItem(at: folder)
      }
    )
  }

  /// The same, closed and opened again before every step.
  static let reopened = StoreUnderTest("sqlite, reopened", takesManyHands: false) {
    let folder = try makeFolder()
    let store = try ReopeningStore(path: folder.path + "/store.sqlite")
    return (store, { try FileManager.default.removeItem(at: folder) })
  }
}

/// Makes an empty folder.
private func makeFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("store-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

/// Runs a test in a folder of its own, which is removed afterwards.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  let folder = try makeFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.path)
}

/// A store that forgets everything that is not in its file before every step.
final class ReopeningStore: MemberStore {
  private let path: String

  init(path: String) throws(StoreError) {
    self.path = path
    _ = try SQLiteMemberStore(path: path)
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    let store = try SQLiteMemberStore(path: path)
    let value = try await store.read(body)
    try await store.close()
    return value
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    let store = try SQLiteMemberStore(path: path)
    let value = try await store.write(body)
    try await store.close()
    return value
  }

  func close() async throws(StoreError) {}
}
