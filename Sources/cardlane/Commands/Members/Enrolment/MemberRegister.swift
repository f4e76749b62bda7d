import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberRegister: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Book that a member's registration form came in.",
    discussion: """
      In time, the points that waited become available (rules A6, A7); later, the card stays a \
      discount-only card until the next one. What the form says of the person is booked as well.

      Example: cardlane member register --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --date 2026-01-20
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file: says whether the form is in time.")
  var program: String?
  @OptionGroup var reference: MemberReference
  @Option(help: "The family name on the form.", transform: PersonArgument.parse)
  var familyName: String?
  @Option(help: "The form of address on the form.", transform: PersonArgument.parse)
  var title: String?
  @Option(help: "The birthday on the form.", transform: DateOptions.parse)
  var birthday: BusinessDate?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try self.program.map(ProgramFile.load)
    let store = try storeFile.open()
    let date = day.businessDate
    let member = try await reference.find(in: store)
    try await store.register(member.id, on: date)
    if familyName != nil || title != nil || birthday != nil {
      try await store.rename(
        member.id, familyName: familyName ?? member.familyName, title: title ?? member.title,
        birthday: birthday ?? member.birthday)
    }
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    let status = program.map { program in
      RegistrationStatus(
        joined: account.member.joined, registered: account.member.registered, on: date,
        rule: program.registration)
    }
    let result = Registration(
      member: MemberView(account.member, cards: try await store.cards(of: member.id)),
      status: status?.word, balance: account.balance)
    try await store.close()
    StandardOutput.write(speech.json ? try JSONLine.text(result) : result.text(speech.language))
  }
}

/// A form that came in.
struct Registration: Encodable {
  let member: MemberView
  /// `registered` or `discountOnly`; `nil` where no program was named.
  let status: String?
  let balance: Int64

  func text(_ language: Language) -> String {
    var facts = member.facts()
    facts.add("登记状态", "登記狀態", "Registration", status)
    facts.add("可用积分", "可用積分", "Points", balance)
    return facts.text(language)
  }
}

extension RegistrationStatus {
  /// The status as one word of the JSON form.
  var word: String {
    switch self {
    case .registered: "registered"
    case .pending: "pending"
    case .discountOnly: "discountOnly"
    }
  }
}
