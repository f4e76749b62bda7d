import BusinessCalendar
import MemberStore
import Receipts
import VIPCard
import Wording

extension CheckoutLane {
  /// The slip of a redemption: what was given, what it cost, what is left, and that it is final.
  func slip(of record: RedemptionRecord, card: AcceptedCard, time: LaneTime) async throws -> Receipt
  {
    func say(_ zhHans: String, _ zhHant: String, _ en: String) -> String {
      Sentence(zhHans: zhHans, zhHant: zhHant, en: en)[configuration.language]
    }
    let account = try await store.account(of: record.memberID, on: record.date)
    let heading = TextStyle(bold: true, alignment: .center)
    var lines: [ReceiptLine] = [.text(configuration.storeName, heading)]
    lines += configuration.slipSubtitle.map { .text($0, TextStyle(alignment: .center)) }
    lines += [
      .text(say("积分换领单", "積分換領單", "POINTS REDEEMED"), heading),
      .copyMark,
      .pair(left: say("单号", "單號", "No."), right: record.id),
      .pair(left: say("通道", "通道", "Lane"), right: record.lane),
      .pair(left: record.date.description, right: time.wallClock),
      .rule(),
      .pair(
        left: say("会员卡", "會員卡", "Card"), right: card.identity.number.masked),
      .pair(left: say("换领", "換領", "Redeemed"), right: record.gift),
      .pair(left: say("扣除积分", "扣除積分", "Points spent"), right: "-\(record.points)"),
      .pair(
        left: say("积分余额", "積分餘額", "Points balance"), right: "\(account?.balance ?? 0)",
        TextStyle(bold: true)),
      .rule(),
      .signature(
        SignatureBlock(
          label: say("会员签名", "會員簽名", "Member's signature"),
          statement: say(
            "换领后不可取消、不可退换。", "換領後不可取消、不可退換。",
            "A redemption is final: no cancelling, no refund, no swap."))),
    ]
    lines += configuration.slipFooter.map { .text($0, TextStyle(alignment: .center)) }
    lines.append(.cut)
    return Receipt(number: record.id, language: configuration.language, lines: lines)
  }
}
