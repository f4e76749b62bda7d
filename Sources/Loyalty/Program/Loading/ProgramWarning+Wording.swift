import Documents
import Wording

/// What is surely not meant, with its facts.
enum ProgramWarning {
  case lowRate(Rate)
  case birthday(Rate, level: Level)
  /// A rate that is better than no level's own.
  case pointless(Rate)
  case dearer(Level, than: Level)
  case unreachable(Level)
  case alwaysReminds
  case neverDecides(JoiningRule, JoiningRule)
  case givesBackHalf
  case emptyLadder
  case needless

  var code: String {
    switch self {
    case .lowRate: "veryLowRate"
    case .birthday: "birthdayRateWorse"
    case .pointless, .needless: "withoutEffect"
    case .dearer: "higherLevelDearer"
    case .unreachable: "unreachableLevel"
    case .alwaysReminds: "alwaysReminds"
    case .neverDecides: "neverDecides"
    case .givesBackHalf: "givesBackHalf"
    case .emptyLadder: "emptyLadder"
    }
  }

  var sentence: Sentence {
    switch self {
    case .lowRate(let rate):
      .init(
        zhHans: "\(rate) 是 \(rate.zhe)，几乎白送。", zhHant: "\(rate) 是 \(rate.zhe)，幾乎白送。",
        en: "\(rate) leaves hardly anything to pay.")
    case .birthday(let rate, let level):
      .init(
        zhHans: "生日折率 \(rate) 不优于“\(level.name.simplifiedChinese)”平日的 \(level.rate)，从不起作用。",
        zhHant: "生日折率 \(rate) 不優於「\(level.name.traditionalChinese)」平日的 \(level.rate)，從不起作用。",
        en:
          "The birthday rate \(rate) is no better than the \(level.rate) of every day"
          + " (\(level.name.english)) and never applies.")
    case .pointless(let rate):
      .init(
        zhHans: "\(rate) 不优于任何等级平日的折率，从不起作用。", zhHant: "\(rate) 不優於任何等級平日的折率，從不起作用。",
        en: "\(rate) is no better than any level's rate of every day and never applies.")
    case .dearer(let level, let lower):
      .init(
        zhHans:
          "“\(level.name.simplifiedChinese)”的折率 \(level.rate) 不如较低的“\(lower.name.simplifiedChinese)”（\(lower.rate)）。",
        zhHant:
          "「\(level.name.traditionalChinese)」的折率 \(level.rate) 不如較低的「\(lower.name.traditionalChinese)」（\(lower.rate)）。",
        en:
          "\(level.name.english) pays more (\(level.rate)) than the lower level"
          + " \(lower.name.english) (\(lower.rate)).")
    case .unreachable(let level):
      .init(
        zhHans: "“\(level.name.simplifiedChinese)”无从获得：没有门槛（from），也没有入会规则给它。",
        zhHant: "「\(level.name.traditionalChinese)」無從獲得：沒有門檻（from），也沒有入會規則給它。",
        en:
          "\(level.name.english) cannot be reached: it has no \"from\", and no way of joining gives it."
      )
    case .alwaysReminds:
      .init(
        zhHans: "提醒范围不小于等级之间的差距，每单都会提醒。", zhHant: "提醒範圍不小於等級之間的差距，每單都會提醒。",
        en: "This is no less than the way from one level to the next: every sale would remind.")
    case .neverDecides(let rule, let other):
      .init(
        zhHans: "满 \(rule.spend) 元之前，满 \(other.spend) 元（\(other.rule)）已经够了，这一条从不起作用。",
        zhHant: "滿 \(rule.spend) 元之前，滿 \(other.spend) 元（\(other.rule)）已經夠了，這一條從不起作用。",
        en:
          "Whoever spends \(rule.spend) has long qualified with \(other.spend) (\(other.rule)): this"
          + " never decides.")
    case .givesBackHalf:
      .init(
        zhHans: "积分抵现至少返还付款的一半。", zhHant: "積分抵現至少返還付款的一半。",
        en: "The points of a purchase take at least half of its price off the next one.")
    case .emptyLadder:
      .init(zhHans: "没有任何一级可换。", zhHant: "沒有任何一級可換。", en: "There is no rung to redeem.")
    case .needless:
      .init(
        zhHans: "兑换本来就要求芯片，这个门槛不起作用。", zhHant: "兌換本來就要求晶片，這個門檻不起作用。",
        en: "Every redemption needs a chip already; this threshold has no effect.")
    }
  }

  var advice: Sentence? {
    switch self {
    case .lowRate:
      .init(
        zhHans: "8折写作 0.80，8.8折写作 0.88。", zhHant: "8折寫作 0.80，8.8折寫作 0.88。",
        en: "20 % off is written 0.80, 12 % off is 0.88.")
    case .birthday, .pointless:
      .init(
        zhHans: "请核对两个折率，越小越优惠。", zhHant: "請核對兩個折率，越小越優惠。",
        en: "Compare both rates; the smaller one is the better one.")
    default: nil
    }
  }
}

extension Mistake {
  /// A warning in its place.
  init(_ warning: ProgramWarnings.Warning, at place: Place?) {
    self.init(
      code: warning.words.code, path: warning.path, line: place?.line, column: place?.column,
      sentence: warning.words.sentence, suggestion: warning.words.advice)
  }
}
