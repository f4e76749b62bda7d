import Foundation
import MemberStore
import Synchronization
import Testing

/// The implementations that every rule of the store is tried on.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
  case memory
  case sqlite
  /// SQLite, closed and opened again before every step.
  case sqliteReopened

  var testDescription: String { rawValue }

  /// Runs a test on an empty store of this kind.
  func withStore(_ body: (any MemberStore) async throws -> Void) async throws {
    switch self {
    case .memory:
      try await body(InMemoryMemberStore())
    case .sqlite:
      try await withFolder { folder in
        let store = try SQLiteMemberStore(path: folder + "/store.sqlite")
        try await body(store)
        try await store.close()
      }
    case .sqliteReopened:
      try await withFolder { folder in
        try await body(try ReopeningStore(path: folder + "/store.sqlite"))
      }
    }
  }
}

/// Runs a test in a folder of its own, which is removed afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("store-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path)
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
