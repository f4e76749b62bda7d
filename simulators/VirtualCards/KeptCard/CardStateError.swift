public import CardCrypto
public import VIPCard
public import Wording

/// A state file of a virtual card that cannot be used. Holds nothing of what is in it.
public struct CardStateError: ExplainedError {
  /// The file.
  public let path: String
  /// What is wrong with it.
  public let reason: Reason

  /// What can be wrong.
  public enum Reason: Error, Sendable {
    /// It cannot be read or written, or others can read it.
    case file(KeyFileError)
    /// It holds another kind of chip.
    case otherKind(ChipKind)
    /// Another version of this program wrote it.
    case otherVersion(String)
    /// It is not a state file, or not whole, or holds what no chip can.
    case damaged
  }

  init(path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  public var code: String {
    switch reason {
    case .file(.inUse): "cardStateInUse"
    case .file: "cardStateUnusable"
    case .otherVersion: "cardStateOfOtherVersion"
    case .otherKind: "cardStateOfOtherKind"
    case .damaged: "cardStateDamaged"
    }
  }

  public var nature: ErrorNature {
    if case .file(let error) = reason { error.nature } else { .input }
  }

  public var message: Sentence {
    switch reason {
    case .file(let error): error.message
    case .otherKind(let kind):
      Sentence(
        zhHans: "“\(path)”里是另一种卡（\(kind.rawValue)）。", zhHant: "「\(path)」裡是另一種卡（\(kind.rawValue)）。",
        en: "\"\(path)\" holds a card of another kind (\(kind.rawValue)).")
    case .otherVersion(let version):
      Sentence(
        zhHans: "“\(path)”是第 \(version) 版的虚拟卡状态文件，本程序只认第 1 版。",
        zhHant: "「\(path)」是第 \(version) 版的虛擬卡狀態檔，本程式只認第 1 版。",
        en: "\"\(path)\" is a virtual card in version \(version); this program knows version 1.")
    case .damaged:
      Sentence(
        zhHans: "“\(path)”不是虚拟卡的状态文件，或已损坏。", zhHant: "「\(path)」不是虛擬卡的狀態檔，或已損壞。",
        en: "\"\(path)\" is not the state file of a virtual card, or it is damaged.")
    }
  }

  public var hint: Sentence? {
    switch reason {
    case .file(let error): error.hint
    case .otherKind(let kind):
      Sentence(
        zhHans: "请用 --kind \(kind.rawValue)，或另选文件。", zhHant: "請用 --kind \(kind.rawValue)，或另選檔案。",
        en: "Use --kind \(kind.rawValue), or another file.")
    case .otherVersion, .damaged:
      Sentence(zhHans: "请另选文件。", zhHant: "請另選檔案。", en: "Choose another file.")
    }
  }
}
