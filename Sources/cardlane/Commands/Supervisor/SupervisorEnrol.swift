import ArgumentParser
import CardCrypto
import Desk
import MemberStore
import Wire
import Wording

struct SupervisorEnrol: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: "Take a supervisor in, or give one a new PIN.",
    discussion: """
      As long as nobody is enrolled, --by is taken on trust and written down. The first supervisor enrols themselves; \
      from then on every right (releasing a lane, limits, dates, late entries) asks for one of them and their PIN, and \
      only one of them enrols another. A PIN has 4 to 12 digits; after 5 wrong ones none is tried for 15 minutes.

      Example: cardlane supervisor enrol --name 张主管 --store shop.db
      """)

  @Option(help: "The new supervisor.", transform: PersonArgument.parse)
  var name: String
  @Option(help: "The supervisor who does it.", transform: PersonArgument.parse)
  var by: String?
  @Option(
    help: ArgumentHelp(
      "A file (mode 0600) with the new PIN; else it is asked for twice.", valueName: "file"))
  var newPinFile: String?
  @OptionGroup var pin: SupervisorPINOptions
  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let isNew = try await storeFile.use { store in
      try await SupervisorDesk(store).enrol(
        name, by: by, pin: pin.pin(of: by ?? name), new: newPIN)
    }
    let words =
      isNew
      ? Sentence(
        zhHans: "✓ \(name) 已登记为主管。", zhHant: "✓ \(name) 已登記為主管。",
        en: "✓ \(name) is a supervisor.")
      : Sentence(
        zhHans: "✓ \(name) 有了新密码。", zhHant: "✓ \(name) 有了新密碼。", en: "✓ \(name) has a new PIN.")
    try speech.say(
      SupervisorForm(name: name, state: isNew ? .enrolled : .newPIN), words: words[speech.language])
  }

  private func newPIN() throws -> SecretBytes {
    let first = try SupervisorPINOptions.read(file: newPinFile, prompt: "New PIN (\(name)): ")
    guard newPinFile == nil else { return first }
    guard try SupervisorPINOptions.read(file: nil, prompt: "Once more: ") == first else {
      throw PlainError(
        code: "pinsDiffer",
        Sentence(
          zhHans: "两次输入的密码不同，什么也没有改变。", zhHant: "兩次輸入的密碼不同，什麼也沒有改變。",
          en: "The two PINs differ; nothing was changed."))
    }
    return first
  }
}

struct SupervisorRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take a supervisor out.",
    discussion: "Example: cardlane supervisor remove --name 李主管 --by 张主管 --store shop.db")

  @Option(help: "The supervisor who goes.", transform: PersonArgument.parse)
  var name: String
  @OptionGroup var signature: SupervisorOptions
  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let (by, why, pin) = (signature.by, signature.because, signature.pin)
    let wasThere = try await storeFile.use { store in
      try await SupervisorDesk(store).remove(name, by: by, because: why, pin: pin.pin(of: by))
    }
    guard wasThere else {
      throw PlainError(
        code: "unknownSupervisor",
        Sentence(
          zhHans: "没有叫“\(name)”的主管。", zhHant: "沒有叫「\(name)」的主管。",
          en: "No supervisor is called \"\(name)\"."))
    }
    try speech.say(
      SupervisorForm(name: name, state: .removed),
      words: Sentence(
        zhHans: "✓ \(name) 不再是主管。", zhHant: "✓ \(name) 不再是主管。",
        en: "✓ \(name) is no supervisor any more.")[speech.language])
  }
}
