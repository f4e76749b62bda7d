import BusinessCalendar
import Foundation
import Loyalty
import MemberStore
import SQLiteStore
import Testing

/// A temporary directory with a key file and sales in it, in which the built program is run.
///
/// The directory goes away with the desk.
final class Desk: Sendable {
  /// The stripes of the card design's vectors.
  static let stripe = ";9156880012345672=26127011966065963249?"
  static let lastYears = ";9156880012345672=25127011340034335640?"
  static let forged = ";9156880012345672=26127011966065963248?"
  static let overlong = ";" + String(repeating: "1", count: 60) + "?"
  /// A number that payment schemes publish for testing.
  static let bankNumber = "4111111111111111"
  static let bankCard =
    "%B\(bankNumber)^TEST/CARD^29121010000000000?;\(bankNumber)=29121010000000000?"
  static let date = "2026-11-22"

  let directory: URL

  init(keys: Bool = true) async throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("cardlane-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    guard keys else { return }
    try await Self.keyFile.value.write(to: directory.appendingPathComponent("keys.json"))
    try setPermissions(0o600, of: "keys.json")
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// A key file with the issuer keys of the vectors, made once.
  private static let keyFile = Task {
    let desk = try await Desk(keys: false)
    try desk.makeQuickKeys([2026: 0x00, 2025: 0x10])
    return try desk.contents("keys.json")
  }

  // MARK: Files

  func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appendingPathComponent(name))
  }

  func contents(_ name: String) throws -> Data {
    try Data(contentsOf: directory.appendingPathComponent(name))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func permissions(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  func setPermissions(_ mode: Int, of name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
  }

  /// The files, relative to the directory, in which a text stands.
  func files(holding text: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: directory.path).filter { name in
      FileManager.default.contents(atPath: path(name))?.range(of: Data(text.utf8)) != nil
    }
  }

  // MARK: Shipped files

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func shipped(_ path: String) -> String { root.appendingPathComponent(path).path }

  static let program = shipped("programs/chain-store.yaml")
  static let sale = shipped("programs/examples/chain-store-sale.json")

  /// The shipped program with some of its text replaced, as a file of the desk.
  func changedProgram(replacing old: String, by new: String) throws -> String {
    let text = try String(contentsOfFile: Self.program, encoding: .utf8)
    try #require(text.contains(old))
    try write(text.replacingOccurrences(of: old, with: new), to: "program.yaml")
    return "program.yaml"
  }

  /// The shipped sale with some of its text replaced, as a file of the desk.
  func changedSale(replacing old: String, by new: String) throws -> String {
    let text = try String(contentsOfFile: Self.sale, encoding: .utf8)
    try #require(text.contains(old))
    let name = "sale-\(UUID().uuidString).json"
    try write(text.replacingOccurrences(of: old, with: new), to: name)
    return name
  }

  /// The shipped sale under another id, as a file of the desk.
  func sale(id: String) throws -> String {
    try changedSale(replacing: "L1-20261122-0007", by: id)
  }

  // MARK: Members

  /// Enters a member with their points into a store of the desk, and the card of ``stripe``.
  func enrol(_ member: MemberSnapshot, in store: String = "shop.db") async throws {
    let store = try SQLiteMemberStore(path: path(store))
    try await store.enrol(Member(member), opening: member.lots)
    try await store.issue(
      CardRecord(
        number: "9156880012345672", year: 2026, sequence: 1, memberID: member.id,
        issued: member.joined ?? .earliest))
    try await store.close()
  }

  /// Enters the member of the shipped sale.
  func enrolHolder() async throws {
    let sale = try Sale.read(json: String(contentsOfFile: Self.sale, encoding: .utf8))
    try await enrol(try #require(sale.member))
  }
}
