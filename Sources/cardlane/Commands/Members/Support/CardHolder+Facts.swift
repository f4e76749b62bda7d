import Desk
import Loyalty
import MemberStore
import Wording

extension CardHolder {
  /// What the store knows of the person.
  ///
  /// - Parameter program: gives the level its name.
  func facts(_ language: Language, _ program: LoyaltyProgram?) -> Facts {
    var facts = Facts()
    facts.add("会员号", "會員號", "Member", member.id)
    facts.add("称呼", "稱呼", "Name", greeting)
    facts.add(
      "等级", "等級", "Level", program?.level(member.level)?.name[language] ?? member.level)
    facts.add("领卡日期", "領卡日期", "Joined", member.joined)
    facts.add("登记日期", "登記日期", "Registered", member.registered)
    facts.add("生日", "生日", "Birthday", member.birthday)
    facts.add("推荐人", "推薦人", "Brought by", member.referredBy)
    facts.add("最近购买", "最近購買", "Last purchase", lastPurchase)
    for card in cards { facts.add("会员卡", "會員卡", "Card", card.words(language)) }
    return facts
  }
}

extension CardRecord {
  /// The card in one line; its number is masked (rule A29).
  func words(_ language: Language) -> String {
    "\(maskedNumber) \(year)/\(sequence) \(status.name[language])"
  }
}
