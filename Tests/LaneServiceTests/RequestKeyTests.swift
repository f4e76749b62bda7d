import Desk
import Foundation
import LinuxSystem
import Testing
import TestSupport
import Wording

@testable import LaneService

@Suite("A request that comes twice")
struct RequestKeyTests {
  private static func key(
    _ text: String, client: String = "till-1", path: String = "/v1/x", body: String = "{}"
  ) -> RequestKey {
    RequestKey(text, client: client, method: "POST", path: path, body: Array(body.utf8))
  }

  private static func refusal(_ nature: ErrorNature) -> PlainError {
    PlainError(code: "no", Sentence(zhHans: "否", zhHant: "否", en: "no"), nature: nature)
  }

  /// The code of the error that comes of it.
  private static func code(_ work: () async throws -> Int) async -> String? {
    do {
      _ = try await work()
      return nil
    } catch { return Explained.of(error).code }
  }

  @Test("A key means one request, also after a restart; another client's key is another one")
  func oneMeaning() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/keys.log"
    let keys = RequestKeys(path: path)
    #expect(try await keys.once(Self.key("a")) { 1 } == 1)
    #expect(try await keys.once(Self.key("a")) { 2 } == 2)
    for other in [Self.key("a", path: "/v1/y"), Self.key("a", body: "[]")] {
      #expect(await Self.code { try await keys.once(other) { 3 } } == "keyConflict")
      #expect(
        await Self.code { try await RequestKeys(path: path).once(other) { 3 } } == "keyConflict")
    }
    #expect(try await keys.once(Self.key("a", client: "till-2", body: "[]")) { 4 } == 4)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count == 129 })
  }

  @Test(
    "What was refused has done nothing: its key is free. A device that failed may have done it",
    arguments: [(ErrorNature.refusal, true), (.input, true), (.device, false)])
  func freed(nature: ErrorNature, isFree: Bool) async throws {
    let folder = try TemporaryFolder()
    let keys = RequestKeys(path: folder.path + "/keys.log")
    let failure = Self.refusal(nature)
    await #expect(throws: PlainError.self) {
      try await keys.once(Self.key("a")) { throw failure }
    }
    let other = Self.key("a", body: "[]")
    if isFree {
      #expect(try await keys.once(other) { 1 } == 1)
    } else {
      #expect(await Self.code { try await keys.once(other) { 1 } } == "keyConflict")
    }
  }

  @Test("A request that is refused later does not free what was done under its key")
  func kept() async throws {
    let folder = try TemporaryFolder()
    let keys = RequestKeys(path: folder.path + "/keys.log")
    _ = try await keys.once(Self.key("a")) { 1 }
    let failure = Self.refusal(.refusal)
    await #expect(throws: PlainError.self) {
      try await keys.once(Self.key("a")) { throw failure }
    }
    #expect(
      await Self.code { try await keys.once(Self.key("a", body: "[]")) { 1 } } == "keyConflict")
  }

  @Test("Paper comes out once for each key")
  func paper() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/keys.log"
    let keys = RequestKeys(path: path)
    let count = Guarded(0)
    func print(_ keys: RequestKeys, _ key: RequestKey?) async throws -> Bool? {
      guard let key else {
        return try await keys.printOnce(nil) {
          count.with { $0 += 1 }
          return []
        }.isRepeated
      }
      return try await keys.once(key) {
        try await keys.printOnce(key) {
          count.with { $0 += 1 }
          return []
        }.isRepeated
      }
    }
    #expect(try await print(keys, Self.key("a")) == false)
    #expect(try await print(keys, Self.key("a")) == true)
    #expect(try await print(keys, nil) == nil)
    #expect(try await print(keys, Self.key("b")) == false)
    // A service that began anew does not know what came out under a key, only that something did.
    let again = RequestKeys(path: path)
    let code = await Self.code {
      _ = try await print(again, Self.key("a"))
      return 0
    }
    #expect(code == "keyInUse" && count.with { $0 } == 3)
  }
}
