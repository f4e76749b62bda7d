import Desk
import Foundation
import Loyalty
import Testing
import TestSupport

@testable import LaneService

@Suite("Baskets at the lane")
struct OpenSalesTests {
  private static func document(_ id: String, price: String = "100.00") -> [UInt8] {
    Array(
      """
      {"id":"\(id)","store":"S01","lane":"L1","date":"2026-11-22","lines":[{"id":"1","name":"羊毛衫",\
      "quantity":1,"unitPrice":"\(price)","kind":"regular"}]}
      """.utf8)
  }

  private func put(_ sales: OpenSales, _ id: String, price: String = "100.00") async throws {
    let document = Self.document(id, price: price)
    _ = try await sales.put(Sale.read(json: document), document)
  }

  @Test("A basket and what was confirmed of it outlive the process")
  func kept() async throws {
    let folder = try TemporaryFolder()
    let sales = try OpenSales(folder: folder.path + "/open")
    try await put(sales, "L1-1")
    _ = try await sales.confirm([.identityCard, .identityCard], on: "L1-1")
    try await put(sales, "L1-1", price: "120.00")
    let again = try OpenSales(folder: folder.path + "/open")
    let entry = try #require(await again.entry("L1-1"))
    #expect(entry.confirmations == [.identityCard])
    #expect(entry.open.sale.confirmations.identityCard)
    #expect(entry.sale.lines[0].unitPrice == Money("120.00"))
    #expect(entry.card == nil)
  }

  @Test("A card joins the sale that changed last; one that is closed is nobody's")
  func current() async throws {
    let folder = try TemporaryFolder()
    let sales = try OpenSales(folder: folder.path + "/open")
    try await put(sales, "L1-1")
    try await put(sales, "L1-2")
    #expect(await sales.current == "L1-2")
    try await put(sales, "L1-1")
    #expect(await sales.current == "L1-1")
    await sales.close("L1-1")
    #expect(await sales.current == nil)
    #expect(try await OpenSales(folder: folder.path + "/open").all.map(\.sale.id) == ["L1-2"])
  }

  @Test("Nothing is done to a sale that is not open")
  func notOpen() async throws {
    let folder = try TemporaryFolder()
    let sales = try OpenSales(folder: folder.path + "/open")
    await #expect(throws: PlainError.self) { try await sales.confirm([.identityCard], on: "L1-9") }
  }

  @Test("An id is never a way out of the folder", arguments: ["../../L1", "a/b", ".hidden"])
  func names(id: String) async throws {
    let folder = try TemporaryFolder()
    let sales = try OpenSales(folder: folder.path + "/open")
    try await put(sales, id)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["open"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/open").count == 1)
  }
}
