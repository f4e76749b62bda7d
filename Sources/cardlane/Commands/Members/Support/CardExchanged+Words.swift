import Desk
import Loyalty
import Wording

extension CardExchanged {
  /// The member with the new card; before it, that the card had been entered already.
  func words(_ language: Language, _ program: LoyaltyProgram) -> String {
    let facts = holder.facts(language, program).text(language)
    guard isRepeated else { return facts }
    let before = Sentence(
      zhHans: "这张卡之前已登记在册，没有再次登记。", zhHant: "這張卡先前已登記在冊，沒有再次登記。",
      en: "This card is in the register already; it was not entered again.")
    return before[language] + "\n" + facts
  }
}
