public import Wording

/// An entry that does not fit the ledger.
public enum LedgerError: ExplainedError, Hashable {
  /// The entry names a lot that was never earned.
  case unknownLot(String)
  /// A lot is earned twice under one name.
  case lotExists(String)
  /// More points are taken than the lot has left.
  case notEnough(lot: String, left: Int64)
  /// Fewer points can be spent than are wanted (rule A21).
  case notEnoughPoints(needed: Int64, available: Int64)
  /// Points must be above 0.
  case invalidPoints(Int64)

  public var code: String {
    switch self {
    case .unknownLot: "unknownLot"
    case .lotExists: "lotExists"
    case .notEnough: "notEnoughInLot"
    case .notEnoughPoints: "notEnoughPoints"
    case .invalidPoints: "invalidPoints"
    }
  }

  public var message: Sentence {
    switch self {
    case .unknownLot(let lot):
      .init(
        zhHans: "积分账上没有批次“\(lot)”。", zhHant: "積分帳上沒有批次「\(lot)」。",
        en: "The ledger has no lot \"\(lot)\".")
    case .lotExists(let lot):
      .init(
        zhHans: "批次“\(lot)”已经入账。", zhHant: "批次「\(lot)」已經入帳。",
        en: "The lot \"\(lot)\" is in the ledger already.")
    case .notEnough(let lot, let left):
      .init(
        zhHans: "批次“\(lot)”只剩 \(left) 分。", zhHant: "批次「\(lot)」只剩 \(left) 分。",
        en: "The lot \"\(lot)\" has only \(left) points left.")
    case .notEnoughPoints(let needed, let available):
      .init(
        zhHans: "积分不足：需要 \(needed)，可用 \(available)。",
        zhHant: "積分不足：需要 \(needed)，可用 \(available)。",
        en: "Not enough points: \(needed) needed, \(available) available.")
    case .invalidPoints(let points):
      .init(
        zhHans: "\(points) 不是有效的积分数。", zhHant: "\(points) 不是有效的積分數。",
        en: "\(points) is not a valid number of points.")
    }
  }

  public var hint: Sentence? {
    .init(zhHans: "账目未变。", zhHant: "帳目未變。", en: "The ledger has not changed.")
  }

  public var nature: ErrorNature {
    if case .notEnoughPoints = self { .refusal } else { .input }
  }
}
