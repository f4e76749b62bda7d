import ArgumentParser
import Desk
import MemberStore
import Wording

/// The store that a command works on.
struct StoreOptions: ParsableArguments {
  @Option(help: "The store with members, points and sales: \(StorePlace.help)")
  var store: String?

  /// The path of the store that an option or the lane file names. Throws a usage error where neither does.
  static func path(_ option: String?) throws -> String {
    try MissingOption.value(LaneInForce.settings.store(option), "--store", field: "store")
  }

  /// Opens the store that an option or the lane file names, and makes it where it is not there.
  static func openOrMake(_ option: String?) throws -> any MemberStore {
    try StorePlace(path(option)).open()
  }

  /// Opens the store; a file that is not there is a mistake in the path, not a new store.
  func open() throws -> any MemberStore {
    let place = try StorePlace(Self.path(store))
    try Self.requireThere(place)
    return try place.open()
  }

  /// Throws where a store is a file that is not there.
  static func requireThere(_ place: StorePlace) throws {
    guard place.isMissingFile, case .file(let path) = place else { return }
    throw PlainError(
      code: "storeNotFound",
      Sentence(
        zhHans: "没有会员库“\(path)”。", zhHant: "沒有會員庫「\(path)」。",
        en: "There is no store \"\(path)\"."),
      hint: Sentence(
        zhHans: "请检查 --store 的路径；首次销售或 member enrol 会新建会员库。",
        zhHant: "請檢查 --store 的路徑；首次銷售或 member enrol 會新建會員庫。",
        en: "Check the path of --store; the first checkout or member enrol makes the store."))
  }

  /// Works on the store, and closes it whatever comes of it.
  func use<Value: Sendable>(
    _ body: (any MemberStore) async throws -> Value
  ) async throws -> Value {
    try await Self.use(open(), body)
  }
}

/// The store of a command that may begin one.
struct NewStoreOptions: ParsableArguments {
  @Option(help: "The store with members, points and sales; a file is made. \(StorePlace.help)")
  var store: String?

  /// Works on the store, and closes it whatever comes of it.
  func use<Value: Sendable>(
    _ body: (any MemberStore) async throws -> Value
  ) async throws -> Value {
    try await StoreOptions.use(StoreOptions.openOrMake(store), body)
  }
}

extension StoreOptions {
  /// Works on a store, and closes it whatever comes of it.
  static func use<Value: Sendable>(
    _ store: any MemberStore, _ body: (any MemberStore) async throws -> Value
  ) async throws -> Value {
    do {
      let value = try await body(store)
      try await store.close()
      return value
    } catch {
      try? await store.close()
      throw error
    }
  }
}
