import BusinessCalendar
import Desk
import Foundation
import Lane
import Loyalty
import MagneticStripe
import MemberStore
import Receipts
import VIPCard
import Wording

extension DemoStage {
  /// A sale of regular and special-price lines, priced, booked, and with its slip.
  func showSale(with judgement: CardJudgement) async throws {
    title("3 一笔销售", "a sale by the chain-store program, booked in SQLite")
    let result = try await lane.checkout(
      sale: sale, card: judgement, tenders: [Tender(.cash, Money(fen: 100_000))])
    for step in result.quote?.explanation ?? [] {
      let line = step.line.map { "line \($0)" } ?? "total"
      let rate = step.rate.map { " × \($0)" } ?? ""
      say("\(step.rule)", "\(line): \(step.before)\(rate) → \(step.after)")
    }
    try SlipFiles(folder: slips).write(result)
    let layout = Layout(result.slips[0].receipt)
    StandardOutput.write("")
    for line in PlainText.render(layout).split(separator: "\n", omittingEmptySubsequences: false) {
      StandardOutput.write("    │ " + line)
    }

    let again = try await lane.checkout(
      sale: sale, card: judgement, tenders: [Tender(.cash, Money(fen: 100_000))])
    say(
      "twice", "pressed again: \(again.isRepeated ? "same answer, booked once" : "booked twice!")")
  }

  /// Three cards that are refused, each with one sentence.
  func showRefusals() async throws {
    title("4 拒绝", "three refusals")
    say("", "去年的卡  last year's card")
    guard let old = card(of: date.year - 1) else { return }
    try await refuse(try await wedgeText(of: old), as: .expired)

    say("", "验证码改了一位  one digit of the code changed")
    let good = try await CardIssuer(keys: keys).stripe(for: card)[.two]?.characters ?? ""
    let last = good.last?.wholeNumberValue ?? 0
    try await refuse(";\(good.dropLast())\((last + 1) % 10)?", as: .forged)

    say("", "银行卡  a bank card")
    try await refuse(
      "%B\(Self.bankNumber)^TEST/CARD^29121010000000000?;\(Self.bankNumber)=29121010000000000?",
      as: .bankCard)
    let (files, hits) = try search(for: Self.bankNumber)
    say("", "\(files) 个文件中有 \(hits) 处该卡号  its number stands \(hits) times in \(files) files")
  }

  /// Shows a swipe to the lane in a sale of its own, which must stay unbooked.
  private func refuse(_ swipe: String, as check: Check) async throws {
    let judgement = try await verifier.judge(KeyboardWedgeText.read(swipe), on: date)
    say(judgement)
    guard judgement.verdict.check == check else { throw DemoFailure.unexpected(judgement) }
    var next = sale
    next.id += "-" + check.rawValue
    do {
      _ = try await lane.checkout(sale: next, card: judgement)
      throw DemoFailure.unexpected(judgement)
    } catch is LaneError {
      // The lane has recorded the refusal and booked nothing.
    }
  }

  /// Says where everything lies.
  func end() async throws {
    try await store.close()
    title("5 小票", "the slips")
    let names = try FileManager.default.contentsOfDirectory(atPath: slips).sorted()
    for name in names { say("", "\(slips)/\(name)") }
  }

  /// Counts a text in every file that the demonstration has left.
  private func search(for text: String) throws -> (files: Int, hits: Int) {
    let needle = Data(text.utf8)
    var counts = (files: 0, hits: 0)
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      counts.files += 1
      var rest = data[...]
      while let found = rest.range(of: needle) {
        counts.hits += 1
        rest = rest[found.upperBound...]
      }
    }
    return counts
  }

  /// A number that payment schemes publish for testing.
  private static let bankNumber = "4111111111111111"
}
