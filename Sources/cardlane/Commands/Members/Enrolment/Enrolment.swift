import BusinessCalendar
import Loyalty
import Wording

/// A member who was taken in.
struct Enrolment: Encodable {
  let member: MemberView
  /// The rule that the receipts met.
  let joiningRule: String?
  /// The last day for the registration form (rule A7).
  let registerBy: BusinessDate?
  /// The rule of the welcome gift, which can be handed out now (rule A8).
  let welcomeGift: String?
  /// Whether the store knew all this already.
  let repeated: Bool

  func text(_ language: Language, program: LoyaltyProgram) -> String {
    var facts = member.facts()
    facts.add("入会依据", "入會依據", "Joined by rule", joiningRule)
    facts.add("请于此日前登记", "請於此日前登記", "Register by", registerBy)
    facts.add("入会礼", "入會禮", "Welcome gift", welcomeGift)
    let heading =
      repeated
      ? Sentence(
        zhHans: "该会员已在册，未作改动。", zhHant: "該會員已在冊，未作更動。",
        en: "This member is in the store already; nothing was changed.")
      : Sentence(zhHans: "✓ 会员已入会。", zhHant: "✓ 會員已入會。", en: "✓ The member has joined.")
    return heading[language] + "\n" + facts.text(language)
  }
}
