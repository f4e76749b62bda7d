public import CardCrypto
public import SmartCard
public import Wording

/// Why a chip was not made into a card, and what has become of it.
public enum PersonalisingError: ExplainedError {
  /// The card or the reader failed in the middle: the same work can be repeated.
  case interrupted(SmartCardError)
  /// An answer was altered or torn: the same work can be repeated.
  case garbled
  /// Not a blank chip and none of ours; `nil` when not even its kind is known.
  case foreign(ChipIdentity?)
  /// A card of ours that says something else, and may not be overwritten.
  case issued(CardIdentity)
  /// The card that is to be made lies on another chip already.
  case otherChip(ChipIdentity, CardIdentity)
  /// The chip does not let applications be made without a key that is not ours.
  case locked(ChipIdentity)
  /// The chip was torn where it cannot be repaired.
  case spoiled(ChipIdentity)
  /// The chip refused a command; `detail` is technical and holds no secret.
  case refused(ChipIdentity, detail: String)
  /// The key store failed, or lacks the right to issue.
  case keys(KeyStoreError)
  /// The address for telephones does not fit.
  case address
  /// The card was written, but the verifier does not accept it.
  case unverified(CardRefusal?)

  public var code: String {
    switch self {
    case .interrupted(let error): error.code
    case .garbled: "cardAnswerGarbled"
    case .foreign: "foreignCard"
    case .issued: "cardAlreadyIssued"
    case .otherChip: "cardOnOtherChip"
    case .locked: "cardLocked"
    case .spoiled: "cardSpoiled"
    case .refused: "cardRefusedCommand"
    case .keys(let error): error.code
    case .address: "addressDoesNotFit"
    case .unverified: "cardNotVerified"
    }
  }

  public var nature: ErrorNature {
    switch self {
    case .interrupted, .garbled, .refused, .unverified: .device
    case .foreign, .issued, .otherChip, .locked, .spoiled: .refusal
    case .keys(let error): error.nature
    case .address: .input
    }
  }

  /// Whether the card is blamed for what it said, which a card that is being pulled out can alter.
  var restsOnAnswers: Bool {
    switch self {
    case .garbled, .foreign, .otherChip, .locked, .spoiled, .refused, .unverified: true
    case .interrupted, .issued, .keys, .address: false
    }
  }

  public var message: Sentence {
    switch self {
    case .interrupted(let error): error.message
    case .keys(let error): error.message
    case .garbled:
      Sentence(
        zhHans: "写卡途中卡的应答不完整。", zhHant: "寫卡途中卡的應答不完整。",
        en: "The card's answer was not whole while it was being written.")
    case .foreign(let chip):
      Sentence(
        zhHans: "这张卡\(Self.name(chip))不是空白卡，也不是本店的卡；没有写入。",
        zhHant: "這張卡\(Self.name(chip))不是空白卡，也不是本店的卡；沒有寫入。",
        en: "The card\(Self.name(chip)) is neither blank nor ours; nothing was written.")
    case .issued(let identity):
      Sentence(
        zhHans: "这张卡已是会员卡 \(identity)；没有写入。", zhHant: "這張卡已是會員卡 \(identity)；沒有寫入。",
        en: "This is the member card \(identity) already; nothing was written.")
    case .otherChip(_, let identity):
      Sentence(
        zhHans: "会员卡 \(identity) 已写在另一张芯片卡上；没有写入。",
        zhHant: "會員卡 \(identity) 已寫在另一張晶片卡上；沒有寫入。",
        en: "The member card \(identity) lies on another chip already; nothing was written.")
    case .locked(let chip):
      Sentence(
        zhHans: "芯片\(Self.name(chip))已被他人的主密钥锁住。", zhHant: "晶片\(Self.name(chip))已被他人的主金鑰鎖住。",
        en: "The chip\(Self.name(chip)) is locked with a master key that is not ours.")
    case .spoiled(let chip):
      Sentence(
        zhHans: "芯片\(Self.name(chip))在写密钥时被取走，已损坏，不能再用。",
        zhHant: "晶片\(Self.name(chip))在寫金鑰時被取走，已損壞，不能再用。",
        en: "The chip\(Self.name(chip)) was pulled out while its keys were written: it is spoiled.")
    case .refused(let chip, let detail):
      Sentence(
        zhHans: "芯片\(Self.name(chip))拒绝了命令（\(detail)）。",
        zhHant: "晶片\(Self.name(chip))拒絕了命令（\(detail)）。",
        en: "The chip\(Self.name(chip)) refused a command (\(detail)).")
    case .address:
      Sentence(
        zhHans: "网址须以 https:// 开头，最多 180 字节。", zhHant: "網址須以 https:// 開頭，最多 180 位元組。",
        en: "The address has to begin with https:// and have at most 180 bytes.")
    case .unverified:
      Sentence(
        zhHans: "卡已写入，但验卡没有通过。", zhHant: "卡已寫入，但驗卡沒有通過。",
        en: "The card was written, but it does not pass the check.")
    }
  }

  public var hint: Sentence? {
    switch self {
    case .interrupted, .garbled:
      Sentence(
        zhHans: "请把同一张卡放回读卡器，重复同一命令；卡没有作废。",
        zhHant: "請把同一張卡放回讀卡機，重複同一命令；卡沒有作廢。",
        en: "Put the same card back and repeat the same command; the card is not lost.")
    case .foreign, .locked:
      Sentence(zhHans: "请换一张空白卡。", zhHant: "請換一張空白卡。", en: "Take a blank card.")
    case .issued:
      Sentence(
        zhHans: "请换一张空白卡；确要改写请加 --overwrite。",
        zhHant: "請換一張空白卡；確要改寫請加 --overwrite。",
        en: "Take a blank card; to write this one anew, add --overwrite.")
    case .otherChip:
      Sentence(
        zhHans: "请放入那张卡，或用更大的 --sequence 制新卡。",
        zhHant: "請放入那張卡，或用更大的 --sequence 製新卡。",
        en: "Put that card in, or make a new one with a higher --sequence.")
    case .spoiled:
      Sentence(
        zhHans: "请登记为损坏（stock --movement spoiled），换一张空白卡。",
        zhHant: "請登記為損壞（stock --movement spoiled），換一張空白卡。",
        en: "Book it as spoiled (stock --movement spoiled) and take a blank card.")
    case .refused:
      Sentence(
        zhHans: "请重试一次；仍不行就换一张卡。", zhHant: "請重試一次；仍不行就換一張卡。",
        en: "Try once more; if it refuses again, take another card.")
    case .keys(let error): error.hint
    case .address: nil
    case .unverified:
      Sentence(
        zhHans: "请重复同一命令；仍不行就换一张卡。", zhHant: "請重複同一命令；仍不行就換一張卡。",
        en: "Repeat the same command; if it fails again, take another card.")
    }
  }

  private static func name(_ chip: ChipIdentity?) -> String { chip.map { " \($0) " } ?? "" }

  /// What a failed command means at the issuing desk.
  init(_ error: NativeError, _ chip: ChipIdentity) {
    self =
      switch error {
      case .device(let error): .interrupted(error)
      case .notAuthentic, .length: .garbled
      case .refused(let status): .refused(chip, detail: "\(status.statusWord)")
      case .refusedISO(let status): .refused(chip, detail: "\(status)")
      case .noSession: .refused(chip, detail: "no session")
      case .keys(let error): .keys(error)
      }
  }
}
