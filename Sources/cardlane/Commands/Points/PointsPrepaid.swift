import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wire
import Wording

struct PointsPrepaid: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepaid",
    abstract: "The prepaid balance on a member's card, and how it came about (rule C5).",
    discussion: """
      Money that a held sale has reserved is off the balance already.

      Example: cardlane points prepaid --store shop.db --member M1
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var reference: MemberReference
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let member = try await reference.find(in: store)
    let movements = try await store.prepaidMovements(of: member.id)
    try await store.close()
    let sheet = PrepaidSheet(
      member: member.id, balance: PrepaidView.balance(movements).description,
      movements: movements.map(PrepaidView.init))
    StandardOutput.write(speech.json ? try JSONLine.text(sheet) : sheet.text(speech.language))
  }
}

/// A prepaid balance with its movements.
struct PrepaidSheet: Encodable {
  let member: String
  let balance: String
  let movements: [PrepaidView]

  func text(_ language: Language) -> String {
    var facts = Facts()
    facts.add("会员号", "會員號", "Member", member)
    facts.add("储值余额", "儲值餘額", "Prepaid balance", balance)
    let table = Table(
      columns: [
        .init("date", "日期", "日期", "Date"), .init("kind", "事项", "事項", "What"),
        .init("amount", "金额", "金額", "Amount"), .init("store", "门店", "門店", "Shop"),
        .init("reference", "单号", "單號", "Reference"),
      ],
      rows: movements.map { movement in
        [
          .init(movement.date), .word(movement.kind, movement.name), .text(movement.amount),
          .text(movement.store), .text(movement.reference),
        ]
      })
    return movements.isEmpty
      ? facts.text(language) : facts.text(language) + "\n\n" + table.text(language)
  }
}

/// One movement of a prepaid balance as commands show it.
struct PrepaidView: Encodable {
  let date: BusinessDate
  let kind: String
  let amount: String
  let store: String
  let reference: String

  init(_ movement: PrepaidMovement) {
    date = movement.date
    kind = movement.kind.rawValue
    amount = movement.amount.description
    store = movement.store
    reference = movement.reference
  }

  /// What movements add up to; what nothing covered moves no balance.
  static func balance(_ movements: [PrepaidMovement]) -> Money {
    movements.reduce(.zero) { $0 + ($1.lotID == nil ? .zero : $1.amount) }
  }

  fileprivate var name: Sentence {
    switch PrepaidMovement.Kind(rawValue: kind) {
    case .loaded: Sentence(zhHans: "充值", zhHant: "儲值", en: "loaded")
    case .spent: Sentence(zhHans: "支付", zhHant: "支付", en: "spent")
    case .released: Sentence(zhHans: "撤单退回", zhHant: "撤單退回", en: "sale given up")
    case .restored: Sentence(zhHans: "退货退回", zhHant: "退貨退回", en: "goods returned")
    case .paidOut: Sentence(zhHans: "充值退款", zhHant: "儲值退款", en: "paid out")
    case .overdrawn: Sentence(zhHans: "透支", zhHant: "透支", en: "overdrawn")
    default: Sentence(zhHans: kind, zhHant: kind, en: kind)
    }
  }
}
