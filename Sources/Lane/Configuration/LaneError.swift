import BusinessCalendar
import Loyalty
import Printers
public import VIPCard
public import Wording

/// Why a lane does not go on, and what was not lost.
///
/// Equality looks at the code only.
public struct LaneError: ExplainedError, Hashable {
  /// The names of lane errors; unknown ones survive.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The stable name in lowerCamelCase.
    public let rawValue: String
    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The card was refused; the code of the JSON form is the check that failed.
    public static let cardRefused = Self(rawValue: "cardRefused")
    /// The card came after payment (rule A33).
    public static let cardAfterPayment = Self(rawValue: "cardAfterPayment")
    /// Too many forged reads: a supervisor has to release the lane.
    public static let supervisorNeeded = Self(rawValue: "supervisorNeeded")
    /// The card's proof is not trusted enough.
    public static let trustTooLow = Self(rawValue: "trustTooLow")
    /// The sale belongs to another store or lane.
    public static let otherLane = Self(rawValue: "otherLane")
    /// The id is too long to name a slip's file.
    public static let idTooLong = Self(rawValue: "idTooLong")
    /// The sale's date is not today's.
    public static let dateNotToday = Self(rawValue: "dateNotToday")
    /// The business date lies more than a day ahead of the machine's clock.
    public static let dateAhead = Self(rawValue: "dateAhead")
    /// A redemption was to be entered for an earlier day, which nobody may.
    public static let lateRedemption = Self(rawValue: "lateRedemption")
    /// The business date lies before something that is committed already.
    public static let clockRanBackwards = Self(rawValue: "clockRanBackwards")
    /// What was paid does not fit what is due.
    public static let tenderMismatch = Self(rawValue: "tenderMismatch")
    /// The step does not fit where the sale stands.
    public static let wrongStep = Self(rawValue: "wrongStep")
    /// The program version of a sale is not loaded.
    public static let unknownProgram = Self(rawValue: "unknownProgram")
    /// The account kept changing while the sale was priced.
    public static let accountBusy = Self(rawValue: "accountBusy")
    /// The lane has no printer.
    public static let noPrinter = Self(rawValue: "noPrinter")
  }

  /// Which error it is.
  public let kind: Code
  /// The check that a refused card failed.
  public let refusal: CardRefusal?
  public let message: Sentence
  public let hint: Sentence?
  public let nature: ErrorNature

  /// `expired`, `forged` and so on for a refused card, else the error's own name.
  public var code: String { refusal?.check.rawValue ?? kind.rawValue }

  init(
    _ kind: Code, nature: ErrorNature = .refusal, refusal: CardRefusal? = nil,
    _ message: Sentence, hint: Sentence? = nil
  ) {
    self.kind = kind
    self.refusal = refusal
    self.message = message
    self.hint = hint
    self.nature = nature
  }

  public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension LaneError {
  package static func card(_ refusal: CardRefusal) -> LaneError {
    LaneError(.cardRefused, refusal: refusal, refusal.message, hint: refusal.hint)
  }

  static let cardAfterPayment = LaneError(
    .cardAfterPayment,
    Sentence(
      zhHans: "已付款，此后出示的会员卡不再享受折扣。", zhHant: "已付款，此後出示的會員卡不再享受折扣。",
      en: "The sale is paid; a card shown now brings no discount."),
    hint: Sentence(
      zhHans: "请在下次付款前出示会员卡。", zhHant: "請在下次付款前出示會員卡。",
      en: "Please show the card before paying next time."))

  static let supervisorNeeded = LaneError(
    .supervisorNeeded,
    Sentence(
      zhHans: "短时间内多次读到伪造的卡，本款台需要主管解除。",
      zhHant: "短時間內多次讀到偽造的卡，本款台需要主管解除。",
      en: "Several forged cards were read in a short time; a supervisor has to release the lane."),
    hint: Sentence(zhHans: "请呼叫主管。", zhHant: "請呼叫主管。", en: "Call a supervisor."))

  static let trustTooLow = LaneError(
    .trustTooLow,
    Sentence(
      zhHans: "此读卡方式的可信度不足以办理本笔业务。", zhHant: "此讀卡方式的可信度不足以辦理本筆業務。",
      en: "This way of reading the card is not trusted enough for this sale."),
    hint: Sentence(zhHans: "请使用芯片读卡。", zhHant: "請使用晶片讀卡。", en: "Read the card's chip."))

  static func otherLane(_ sale: Sale) -> LaneError {
    LaneError(
      .otherLane, nature: .input,
      Sentence(
        zhHans: "销售 \(sale.id) 属于门店 \(sale.store) 款台 \(sale.lane)，不属于本款台。",
        zhHant: "銷售 \(sale.id) 屬於門店 \(sale.store) 款台 \(sale.lane)，不屬於本款台。",
        en: "The sale \(sale.id) belongs to lane \(sale.lane) of store \(sale.store), not here."))
  }

  /// Refuses an id that cannot name a file, before anything is booked under it.
  package static func checkName(_ id: String) throws(LaneError) {
    guard !FileName.fits(id) else { return }
    throw LaneError(
      .idTooLong, nature: .input,
      Sentence(
        zhHans: "编号“\(id.prefix(20))…”太长，无法用作小票的文件名；未入账。",
        zhHant: "編號「\(id.prefix(20))…」太長，無法用作小票的檔名；未入帳。",
        en:
          "The id \"\(id.prefix(20))…\" is too long to name the file of a slip; nothing was booked."
      ),
      hint: Sentence(
        zhHans: "请使用不超过 60 个字母或数字的编号。", zhHant: "請使用不超過 60 個字母或數字的編號。",
        en: "Use an id of at most 60 letters and digits."))
  }

  static func dateNotToday(_ date: BusinessDate, today: BusinessDate) -> LaneError {
    LaneError(
      .dateNotToday, nature: .input,
      Sentence(
        zhHans: "销售日期 \(date) 不是今天（\(today)）。", zhHant: "銷售日期 \(date) 不是今天（\(today)）。",
        en: "The sale is dated \(date), but today is \(today)."))
  }

  static func dateAhead(_ date: BusinessDate, today: BusinessDate) -> LaneError {
    LaneError(
      .dateAhead, nature: .input,
      Sentence(
        zhHans: "日期 \(date) 还没有到，本机今天是 \(today)。什么也没有入账。",
        zhHant: "日期 \(date) 還沒有到，本機今天是 \(today)。什麼也沒有入帳。",
        en:
          "\(date) has not come yet: by this machine's clock today is \(today). Nothing was booked."
      ),
      hint: Sentence(
        zhHans: "请检查业务日期和本机时钟。", zhHant: "請檢查業務日期和本機時鐘。",
        en: "Check the date, and this machine's clock."))
  }

  static func lateRedemption(_ date: BusinessDate, latest: BusinessDate) -> LaneError {
    LaneError(
      .lateRedemption,
      Sentence(
        zhHans: "积分换领不能补录到 \(date)：已有 \(latest) 的业务入账。积分未变。",
        zhHant: "積分換領不能補錄到 \(date)：已有 \(latest) 的業務入帳。積分未變。",
        en:
          "A redemption cannot be entered late for \(date): business of \(latest) is booked. The points have "
          + "not changed."),
      hint: Sentence(
        zhHans: "请按今天的日期办理，使用今天有效的积分。", zhHant: "請按今天的日期辦理，使用今天有效的積分。",
        en: "Redeem on today's date, with the points that are valid today."))
  }

  static func clockRanBackwards(_ date: BusinessDate, latest: BusinessDate) -> LaneError {
    LaneError(
      .clockRanBackwards,
      Sentence(
        zhHans: "营业日期 \(date) 早于已入账的 \(latest)，过期的卡不会因此恢复有效。",
        zhHant: "營業日期 \(date) 早於已入帳的 \(latest)，過期的卡不會因此恢復有效。",
        en: "The business date \(date) lies before \(latest), which is booked already."),
      hint: Sentence(
        zhHans: "请检查本机日期；如确需补录，请主管确认。", zhHant: "請檢查本機日期；如確需補錄，請主管確認。",
        en: "Check this machine's date; a supervisor may confirm a late entry."))
  }

  static func tenderMismatch(due: Money, paid: Money) -> LaneError {
    LaneError(
      .tenderMismatch, nature: .input,
      Sentence(
        zhHans: "应付 \(due)，实收 \(paid)，尚未入账。", zhHant: "應付 \(due)，實收 \(paid)，尚未入帳。",
        en: "\(due) is due and \(paid) was tendered; nothing was booked."),
      hint: Sentence(
        zhHans: "只有现金可以找零。", zhHant: "只有現金可以找零。", en: "Change is given on cash only."))
  }

  static func wrongStep(_ stage: SaleStage) -> LaneError {
    LaneError(
      .wrongStep, nature: .input,
      Sentence(
        zhHans: "当前状态（\(stage.rawValue)）不能执行这一步。", zhHant: "目前狀態（\(stage.rawValue)）不能執行這一步。",
        en: "This step does not fit: the sale is at \(stage.rawValue)."))
  }

  static func unknownProgram(_ program: ProgramVersion) -> LaneError {
    LaneError(
      .unknownProgram, nature: .input,
      Sentence(
        zhHans: "本款台没有装入该销售所用的规则 \(program.id) \(program.version)，未作任何改动。",
        zhHant: "本款台沒有載入該銷售所用的規則 \(program.id) \(program.version)，未作任何更動。",
        en: "The sale's program \(program.id) \(program.version) is not loaded; nothing changed."),
      hint: Sentence(
        zhHans: "请同时装入该版本的规则文件。", zhHant: "請同時載入該版本的規則檔案。",
        en: "Load that version of the program as well."))
  }

  static let accountBusy = LaneError(
    .accountBusy, nature: .device,
    Sentence(
      zhHans: "该会员的账户一直在别处变动，本笔未入账。", zhHant: "該會員的帳戶一直在別處變動，本筆未入帳。",
      en: "The member's account kept changing elsewhere; nothing was booked."),
    hint: Sentence(zhHans: "请重试。", zhHant: "請重試。", en: "Try again."))

  package static let noPrinter = LaneError(
    .noPrinter, nature: .device,
    Sentence(zhHans: "本款台没有打印机。", zhHant: "本款台沒有印表機。", en: "This lane has no printer."))
}
