import BusinessCalendar
import Desk
import Foundation
import Lane
import Loyalty
import MemberStore
import Wording

extension LaneInForce {
  /// What a lane knows of itself: its name and address on the slip come from the lane file.
  ///
  /// - Parameter storeName: The name that an option gives.
  static func configuration(
    store: String, lane: String, storeName: String?, language: Language,
    unknownCards: UnknownCardPolicy = .enrolOnFirstUse,
    memberWithoutCard: LaneConfiguration.MemberWithoutCard = .everyonesPrice
  ) -> LaneConfiguration {
    // The file tells of its own shop only.
    let isOwn = settings.shop(nil)?.value == store
    let name = storeName ?? (isOwn ? settings.shopName(nil, in: language)?.value : nil)
    return LaneConfiguration(
      store: store, storeName: name ?? store, lane: lane, language: language,
      slipSubtitle: isOwn ? settings.address?.value ?? [] : [], unknownCards: unknownCards,
      memberWithoutCard: memberWithoutCard)
  }

  /// The clock by which business is dated.
  static var clock: SystemLaneClock { SystemLaneClock(zone: settings.timeZone(nil).value) }

  /// Refuses a sale of another lane: which lane a machine is, the lane file says, not the sale.
  static func checkOwn(_ sale: Sale) throws {
    guard let own = settings.file else { return }
    let (shop, lane) = (own.shop.id.value, own.lane.value)
    guard sale.store != shop || sale.lane != lane else { return }
    throw PlainError(
      code: "foreignLane",
      Sentence(
        zhHans: "销售写的是 \(sale.store) 的款台 \(sale.lane)，而本机是 \(shop) 的款台 \(lane)。什么也没有入账。",
        zhHant: "銷售寫的是 \(sale.store) 的款台 \(sale.lane)，而本機是 \(shop) 的款台 \(lane)。什麼也沒有入帳。",
        en:
          "The sale is of lane \(sale.lane) in shop \(sale.store), and this is lane \(lane) in shop \(shop). "
          + "Nothing was booked."),
      hint: Sentence(
        zhHans: "请在收银程序中改正 store 和 lane，或检查 \(own.path)。",
        zhHant: "請在收銀程式中改正 store 和 lane，或檢查 \(own.path)。",
        en: "Correct store and lane in the till's program, or look at \(own.path)."))
  }

  /// Refuses what is entered later than the lane file allows, even by a supervisor.
  static func checkLateEntry(of date: BusinessDate) throws {
    guard let days = settings.lateEntryDays?.value else { return }
    let today = BusinessDate(at: Date(), in: settings.timeZone(nil).value)
    guard date.days(until: today) > days else { return }
    throw PlainError(
      code: "tooLate",
      Sentence(
        zhHans: "\(date) 的业务最多可在 \(days) 天内补录，今天是 \(today)。什么也没有入账。",
        zhHant: "\(date) 的業務最多可在 \(days) 天內補錄，今天是 \(today)。什麼也沒有入帳。",
        en:
          "Business of \(date) can be entered for \(days) days; today is \(today). Nothing was booked."
      ),
      hint: Sentence(
        zhHans: "期限写在款台文件的 limits.lateEntryDays 中。", zhHant: "期限寫在款台檔案的 limits.lateEntryDays 中。",
        en: "The limit stands in the lane file as limits.lateEntryDays."),
      nature: .refusal)
  }
}
