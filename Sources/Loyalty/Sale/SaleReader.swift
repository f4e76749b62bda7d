import BusinessCalendar
import Documents
import Wording

/// Reads a sale field by field, going on after each mistake.
enum SaleReader {
  static func sale(_ fields: Fields) -> Sale? {
    let id = fields.require("id")?.text()
    let store = fields.require("store")?.text()
    let lane = fields.require("lane")?.text()
    let date = fields.require("date")?.date()
    let time = fields.optional("time")?.timeWithOffset()
    let cashier = fields.optional("cashier")?.text()
    let lines = fields.require("lines").flatMap(lines)
    let promotions = fields.optional("counterPromotions")?.items()?.compactMap {
      $0.fields().flatMap(promotion)
    }
    let member = fields.optional("member")?.fields().flatMap(MemberReader.member)
    let confirmations = fields.optional("confirm")?.fields().flatMap(confirmations)
    let waives = fields.optional("waiveDiscount")?.flag()
    let redeem = fields.optional("redeemPoints")?.whole(0...Bounds.points)
    let card = fields.optional("card")?.fields().flatMap(card)
    let tenders = fields.optional("specialTenders")?.items(atMost: 100)?.compactMap {
      $0.fields().flatMap(tender)
    }
    fields.finish()
    guard fields.log.isEmpty, let id, let store, let lane, let date, let lines else { return nil }
    return Sale(
      id: id, store: store, lane: lane, date: date, time: time, cashier: cashier, lines: lines,
      counterPromotions: promotions ?? [], member: member,
      confirmations: confirmations ?? Confirmations(), waivesDiscount: waives ?? false,
      redeemPoints: redeem ?? 0, card: card, specialTenders: tenders ?? [])
  }

  private static func lines(_ value: Value) -> [SaleLine]? {
    guard let items = value.items(atMost: Bounds.entries) else { return nil }
    if items.isEmpty {
      value.refuse(
        "numberOfLines",
        .init(
          zhHans: "一笔销售至少要有一行。", zhHant: "一筆銷售至少要有一行。", en: "A sale has at least one line."))
    }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let fields = item.fields(), let line = line(fields) else { return nil }
      if !seen.insert(line.id).inserted {
        fields.log.add(
          "duplicateLine", path: fields.path(of: "id"), place: fields.place,
          .init(
            zhHans: "行号“\(line.id)”已用过。", zhHant: "行號「\(line.id)」已用過。",
            en: "The line id \"\(line.id)\" is used twice."))
      }
      return line
    }
  }

  private static func line(_ fields: Fields) -> SaleLine? {
    let id = fields.require("id")?.text()
    let sku = fields.optional("sku")?.text()
    let name = fields.require("name")?.text()
    let quantity = fields.require("quantity")?.quantity()
    let unitPrice = fields.require("unitPrice")?.money()
    let kind = fields.require("kind")?.choice(LineKind.self)
    let counter = fields.optional("counter")?.text()
    let category = fields.optional("category")?.text()
    let brand = fields.optional("brand")?.text()
    let model = fields.optional("model")?.text()
    let unitCost = fields.optional("unitCost")?.money()
    fields.finish()
    guard let id, let name, let quantity, let unitPrice, let kind else { return nil }
    return SaleLine(
      id: id, sku: sku, name: name, quantity: quantity, unitPrice: unitPrice, kind: kind,
      counter: counter, category: category, brand: brand, model: model, unitCost: unitCost)
  }

  private static func card(_ fields: Fields) -> CardPresentation? {
    let trust = fields.optional("trust")?.choice(CardTrust.self)
    let replaced = fields.optional("replacedAnother")?.flag()
    let late = fields.optional("afterPayment")?.flag()
    fields.finish()
    return CardPresentation(
      trust: trust, replacedAnother: replaced ?? false, afterPayment: late ?? false)
  }

  private static func tender(_ fields: Fields) -> SpecialTender? {
    let kind = fields.require("kind")?.identifier()
    let amount = fields.require("amount")?.money(upTo: Bounds.sale)
    fields.finish()
    guard let kind, let amount else { return nil }
    return SpecialTender(kind: kind, amount: amount)
  }

  private static func promotion(_ fields: Fields) -> CounterPromotion? {
    let counter = fields.require("counter")?.text()
    let rate = fields.require("rate")?.rate()
    let from = fields.optional("from")?.date()
    fields.finish()
    guard let counter, let rate else { return nil }
    return CounterPromotion(counter: counter, rate: rate, from: from)
  }

  private static func confirmations(_ fields: Fields) -> Confirmations? {
    let identityCard = fields.optional("identityCard")?.flag()
    fields.finish()
    return Confirmations(identityCard: identityCard ?? false)
  }
}

/// Reads the snapshot of a member.
enum MemberReader {
  static func member(_ fields: Fields) -> MemberSnapshot? {
    let id = fields.require("id")?.text()
    let familyName = fields.optional("familyName")?.text()
    let title = fields.optional("title")?.text()
    let level = fields.require("level")?.text()
    let joined = fields.optional("joined")?.date()
    let registered = fields.optional("registered")?.date()
    let birthday = fields.optional("birthday")?.date()
    let lots = fields.optional("points")?.items()?.compactMap { $0.fields().flatMap(lot) }
    let accumulated = fields.optional("accumulatedPoints")?.whole(0...Bounds.points)
    let lastPurchase = fields.optional("lastPurchase")?.date()
    let periodPoints = fields.optional("periodPoints")?.whole(0...Bounds.points)
    let periodSpent = fields.optional("periodSpent")?.money(upTo: Bounds.sale)
    let cardYear = fields.optional("cardYear")?.whole(1...9999)
    let cardReceived = fields.optional("cardReceived")?.date()
    let feePaidFor = fields.optional("feePaidFor")?.whole(1...9999)
    let owed = fields.optional("pointsOwed")?.whole(0...Bounds.points)
    let claims = fields.optional("claims")?.items()?.compactMap { $0.fields().flatMap(claim) }
    fields.finish()
    guard let id, let level else { return nil }
    return MemberSnapshot(
      id: id, familyName: familyName, title: title, level: level, joined: joined,
      registered: registered, birthday: birthday, lots: lots ?? [],
      accumulatedPoints: accumulated ?? 0, lastPurchase: lastPurchase,
      periodPoints: periodPoints ?? 0, periodSpent: periodSpent ?? .zero,
      cardYear: cardYear.map(Int.init), cardReceived: cardReceived,
      feePaidFor: feePaidFor.map(Int.init), pointsOwed: owed ?? 0, claims: claims)
  }

  private static func lot(_ fields: Fields) -> PointLot? {
    let earned = fields.require("earned")?.date()
    let expires = fields.optional("expires")?.date()
    let remaining = fields.require("remaining")?.whole(0...Bounds.points)
    let source = fields.optional("source")?.text()
    let pending = fields.optional("pending")?.flag()
    fields.finish()
    guard let earned, let remaining else { return nil }
    return PointLot(
      earned: earned, expires: expires, remaining: remaining, source: source,
      pending: pending ?? false)
  }

  private static func claim(_ fields: Fields) -> RewardClaim? {
    let rule = fields.require("rule")?.rule()
    let date = fields.require("date")?.date()
    fields.finish()
    guard let rule, let date else { return nil }
    return RewardClaim(rule: rule, date: date)
  }
}

extension Value {
  /// A local time with offset: RFC 3339 `full-time`, such as `10:15:00+08:00`.
  func timeWithOffset() -> String? {
    guard let text = text() else { return nil }
    let bytes = Array(text.utf8)
    func two(_ start: Int, below limit: Int) -> Bool {
      guard start + 1 < bytes.count, (0x30...0x39).contains(bytes[start]),
        (0x30...0x39).contains(bytes[start + 1])
      else { return false }
      return Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30) < limit
    }
    let colon = UInt8(ascii: ":")
    var valid =
      bytes.count >= 9 && two(0, below: 24) && bytes[2] == colon && two(3, below: 60)
      && bytes[5] == colon && two(6, below: 61)
    var index = 8
    if valid, bytes[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
      valid = index > start
    }
    if valid, index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "Z"): valid = index + 1 == bytes.count
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        valid =
          index + 6 == bytes.count && two(index + 1, below: 24) && bytes[index + 3] == colon
          && two(index + 4, below: 60)
      default: valid = false
      }
    } else {
      valid = false
    }
    guard valid else {
      refuse(
        "invalidTime",
        .init(
          zhHans: "“\(text)”不是带时区的时间。", zhHant: "「\(text)」不是帶時區的時間。",
          en: "\"\(text)\" is not a time with offset."),
        suggestion: .init(
          zhHans: "请写成 10:15:00+08:00。", zhHant: "請寫成 10:15:00+08:00。",
          en: "Write it like 10:15:00+08:00."))
      return nil
    }
    return text
  }
}
