import BusinessCalendar
import MemberStore
import Wording

/// A member and their cards as commands show them; card numbers are masked (rule A29).
struct MemberView: Encodable {
  let id: String
  let familyName: String?
  let title: String?
  let level: String
  let joined: BusinessDate?
  let registered: BusinessDate?
  let birthday: BusinessDate?
  let accumulatedPoints: Int64
  let lastPurchase: BusinessDate?
  let feePaidFor: Int?
  /// The member who brought this one (rule C8).
  let referredBy: String?
  let cards: [CardView]

  init(_ member: Member, cards: [CardRecord]) {
    id = member.id
    familyName = member.familyName
    title = member.title
    level = member.level
    joined = member.joined
    registered = member.registered
    birthday = member.birthday
    accumulatedPoints = member.accumulatedPoints
    lastPurchase = member.lastPurchase
    feePaidFor = member.feePaidFor
    referredBy = member.referredBy
    self.cards = cards.map(CardView.init)
  }

  /// The family name with the form of address, such as 王女士 (rule A37).
  var greeting: String? { familyName.map { $0 + (title ?? "") } }

  /// What the store knows of the person.
  func facts() -> Facts {
    var facts = Facts()
    facts.add("会员号", "會員號", "Member", id)
    facts.add("称呼", "稱呼", "Name", greeting)
    facts.add("等级", "等級", "Level", level)
    facts.add("领卡日期", "領卡日期", "Joined", joined)
    facts.add("登记日期", "登記日期", "Registered", registered)
    facts.add("生日", "生日", "Birthday", birthday)
    facts.add("推荐人", "推薦人", "Brought by", referredBy)
    facts.add("最近购买", "最近購買", "Last purchase", lastPurchase)
    for card in cards {
      facts.add("会员卡", "會員卡", "Card", "\(card.number) \(card.year)/\(card.sequence) \(card.status)")
    }
    return facts
  }
}

/// A card as commands show it.
struct CardView: Encodable {
  let number: String
  let year: Int
  let sequence: Int
  let status: String
  let issued: BusinessDate
  let ended: BusinessDate?

  init(_ card: CardRecord) {
    number = card.maskedNumber
    year = card.year
    sequence = card.sequence
    status = card.status.rawValue
    issued = card.issued
    ended = card.ended
  }
}
