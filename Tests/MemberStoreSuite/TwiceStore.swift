package import MemberStore
import Wording

/// A store that runs the body of every transaction twice, as a shared book does when two lanes meet: once
/// to be rolled back, once for good.
///
/// A body that leaves something behind outside its transaction gives another answer here than anywhere
/// else, so the whole suite finds it.
package struct TwiceStore: MemberStore {
  private let store: any MemberStore

  package init(_ store: any MemberStore) { self.store = store }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    try await store.read { tables in
      _ = try? body(tables)
      return try body(tables)
    }
  }

  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      try await store.write { tables in
        _ = try body(tables)
        throw StoreError.rehearsal
      }
    } catch  where error.kind != StoreError.rehearsal.kind {
      // What is refused the first time has to be refused again; what fails may succeed.
    } catch {}
    return try await store.write(body)
  }

  package func purge() async throws(StoreError) { try await store.purge() }

  package func close() async throws(StoreError) { try await store.close() }
}

extension StoreError {
  /// Ends a transaction that was only tried.
  fileprivate static let rehearsal = StoreError(
    Code(rawValue: "rehearsal"), nature: .device,
    message: Sentence(zhHans: "试算。", zhHant: "試算。", en: "A rehearsal."))
}
