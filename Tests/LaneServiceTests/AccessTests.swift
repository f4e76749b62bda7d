import Desk
import Foundation
import Testing
import TestSupport

@testable import LaneService

@Suite("Who may talk to the lane")
struct AccessTests {
  @Test("A token is shown once; the file holds its hash, for its owner only")
  func hashed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/tokens.json"
    var book = try TokenBook(path: path)
    let token = try book.add(name: "till-1", role: .till, at: "2026-11-22T10:15:00+08:00")
    #expect(token.count == 64)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(token))
    let again = try TokenBook(path: path)
    #expect(again.role(of: token) == .till)
    #expect(again.role(of: token.dropLast() + "x") == nil)
    #expect(again.role(of: "") == nil)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("A revoked token opens nothing, and a name is given once")
  func revoked() throws {
    let folder = try TemporaryFolder()
    var book = try TokenBook(path: folder.path + "/tokens.json")
    let token = try book.add(name: "till-1", role: .till, at: "now")
    #expect(throws: PlainError.self) { try book.add(name: "till-1", role: .manager, at: "now") }
    try book.revoke("till-1")
    #expect(try TokenBook(path: folder.path + "/tokens.json").role(of: token) == nil)
    #expect(throws: PlainError.self) { try book.revoke("till-1") }
  }

  @Test("A token file that others can read or write is refused", arguments: [0o644, 0o660, 0o602])
  func exposed(mode: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/tokens.json"
    var book = try TokenBook(path: path)
    _ = try book.add(name: "till-1", role: .till, at: "now")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    #expect(throws: PlainError.self) { try TokenBook(path: path) }
  }

  @Test(
    "A role gives its own rights and no more",
    arguments: [
      (ServiceRole.till, "/v1/sales/L1-1/commit", false, true), (.till, "/metrics", true, false),
      (.till, "/v1/reports/day", true, false), (.page, "/v1/day/close", false, false),
      (.page, "/v1/day", true, true), (.till, "/v1/program/compare", false, false),
      (.till, "/v1/program", true, true), (.display, "/v1/sales/L1-1", true, true),
      (.display, "/v1/sales/L1-1", false, false), (.display, "/v1/sales/L1-1/commit", false, false),
      (.display, "/v1/receipts/L1-1/signature", false, true),
      (.display, "/v1/members/M1", true, false), (.metrics, "/metrics", true, true),
      (.metrics, "/v1/lane", true, false), (.manager, "/v1/reports/day", true, true),
    ])
  func rights(role: ServiceRole, path: String, isReading: Bool, may: Bool) {
    #expect(role.mayCall(path, isReading: isReading) == may)
  }

  @Test(
    "Only this machine's own names are ours",
    arguments: [
      ("localhost", true), ("localhost:8642", true), ("127.0.0.1:8642", true), ("[::1]:8642", true),
      ("evil.example", false), ("127.0.0.1.evil.example", false),
      ("localhost.evil.example:80", false),
      ("", false), ("[::2]", false),
    ])
  func hosts(host: String, isOwn: Bool) {
    #expect(PlaceGuard.isOwn(host) == isOwn)
  }
}
