public import Wording

/// Why a private pcscd could not be had.
public struct PrivatePCSCDError: ExplainedError, Sendable, Hashable {
  /// What went wrong.
  public let reason: Reason
  /// What pcscd or the system said.
  public let detail: String

  /// What went wrong. It is a code, not a closed list.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The program pcscd is not installed.
    public static let daemonMissing = Self(rawValue: "pcscdMissing")
    /// The driver of the virtual reader is not installed.
    public static let driverMissing = Self(rawValue: "vpcdMissing")
    /// More readers were asked for than one pcscd serves.
    public static let tooManyReaders = Self(rawValue: "tooManyReaders")
    /// pcscd did not start, or ended at once.
    public static let startFailed = Self(rawValue: "pcscdStartFailed")
    /// pcscd did not answer in time.
    public static let timedOut = Self(rawValue: "pcscdTimedOut")
  }

  init(_ reason: Reason, _ detail: String = "") {
    self.reason = reason
    self.detail = detail
  }

  /// The reason as a stable name.
  public var code: String { reason.rawValue }

  /// Always a matter of the machine.
  public var nature: ErrorNature { .device }

  /// What happened.
  public var message: Sentence {
    switch reason {
    case .daemonMissing:
      Sentence(zhHans: "没有安装 pcscd。", zhHant: "沒有安裝 pcscd。", en: "pcscd is not installed.")
    case .driverMissing:
      Sentence(
        zhHans: "没有安装虚拟读卡器的驱动程序 vpcd。", zhHant: "沒有安裝虛擬讀卡機的驅動程式 vpcd。",
        en: "vpcd, the driver of the virtual reader, is not installed.")
    case .tooManyReaders:
      Sentence(
        zhHans: "一个 pcscd 最多支持 16 个读卡器插槽：\(detail)。",
        zhHant: "一個 pcscd 最多支援 16 個讀卡機插槽：\(detail)。",
        en: "One pcscd serves at most 16 slots: \(detail).")
    case .timedOut:
      Sentence(
        zhHans: "pcscd 没有按时应答：\(detail)", zhHant: "pcscd 沒有按時回應：\(detail)",
        en: "pcscd did not answer in time: \(detail)")
    default:
      Sentence(
        zhHans: "无法启动 pcscd：\(detail)", zhHant: "無法啟動 pcscd：\(detail)",
        en: "pcscd could not be started: \(detail)")
    }
  }

  /// What to do about it.
  public var hint: Sentence? {
    switch reason {
    case .daemonMissing: Self.install("pcscd")
    case .driverMissing: Self.install("vsmartcard-vpcd")
    default: nil
    }
  }

  private static func install(_ package: String) -> Sentence {
    Sentence(
      zhHans: "请安装软件包：apt install \(package)", zhHant: "請安裝套件：apt install \(package)",
      en: "Install the package: apt install \(package)")
  }
}
