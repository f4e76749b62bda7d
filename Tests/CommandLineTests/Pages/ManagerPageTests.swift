import Foundation
import LinuxSystem
import TestSupport
import Testing

/// The manager's page in a real browser, on the real service.
@Suite("The manager's page")
struct ManagerPageTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "manager_page.py").path
  private static let day = "2026-01-11"

  @Test(
    "The day in figures, what is open and how it is settled, reports, three languages, locked",
    .enabled(if: TillPageTests.hasBrowser, "chromium and chromium-driver are not installed"))
  func walk() async throws {
    let life = try Life()
    try await business(life)
    let other = try life.changed("rate: 0.88 ", to: "rate: 0.90 ")
    let lane = try await LiveService(life, role: "manager", others: ["till"])
    let run = try await Program(
      "/usr/bin/python3",
      [
        "-W", "ignore", Self.script, lane.url, lane.token, lane.others[0], Self.day, "264.00",
        other.program, "-",
      ],
      environment: ["HOME": life.folder.path, "PATH": "/usr/bin:/bin"],
      directory: life.folder.path
    ).run(input: [])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("no error, no request to elsewhere"))
    try await lane.stop()
  }

  /// A day of a small shop: a member's sales by two cashiers and tenders, one of them brought back in part, a sale
  /// that was left open and a card that was refused.
  private func business(_ life: Life) async throws {
    let card = try await life.memberWithPoints()
    func sale(_ id: String, _ price: String, cashier: String, quantity: Int = 1) -> String {
      life.sale(id, Self.day, price, quantity: quantity)
        .replacing(#""time""#, with: #""cashier":"\#(cashier)","time""#)
    }
    try await life.buy(
      sale("T1", "100.00", cashier: "07", quantity: 2), card, "--tender", "cash=200.00"
    ).expect(0)
    try await life.buy(
      sale("T2", "200.00", cashier: "09"), card, "--tender", "weChatPay=176.00"
    ).expect(0)
    try await life.giveBack("T1", "1", "R1", Self.day).expect(0)
    try await life.hold("T3", Self.day, card).expect(0)
    try await life.ask(
      "member", "block", "--number", Numbers.first, "--year", "2026", "--date", Self.day
    ).expect(0)
    try await life.buy(sale("T4", "1.00", cashier: "07"), card).expect(1)
  }
}
