public import Wording

/// Something about PC/SC on this machine that a person should put right.
public struct PCSCProblem: ExplainedError, Sendable, Hashable {
  /// What is wrong.
  public let kind: Kind
  /// Which reader, driver or file.
  public let subject: String

  init(_ kind: Kind, _ subject: String = "") {
    self.kind = kind
    self.subject = subject
  }

  /// What is wrong. It is a code, not a closed list.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a kind from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// pcscd is not installed.
    public static let serviceNotInstalled = Self(rawValue: "serviceNotInstalled")
    /// pcscd is installed but not running.
    public static let serviceNotRunning = Self(rawValue: "serviceNotRunning")
    /// pcscd's socket is there, but not for this user.
    public static let socketClosedToUs = Self(rawValue: "socketClosed")
    /// polkit refuses this user.
    public static let accessDenied = Self(rawValue: "accessDenied")
    /// pcscd and libpcsclite do not fit each other.
    public static let versionMismatch = Self(rawValue: "versionMismatch")
    /// pcscd does not answer.
    public static let serviceHangs = Self(rawValue: "serviceHangs")
    /// No reader is connected.
    public static let noReader = Self(rawValue: "noReader")
    /// A USB reader is connected, but its driver is not installed.
    public static let driverMissing = Self(rawValue: "driverMissing")
    /// A reader's configuration names a driver file that is not there.
    public static let driverFileMissing = Self(rawValue: "driverFileMissing")
    /// A USB reader is connected and its driver installed, but pcscd does not show it.
    public static let readerNotTaken = Self(rawValue: "readerNotTaken")
    /// A kernel driver holds the reader.
    public static let kernelDriverHolds = Self(rawValue: "kernelDriverHolds")
    /// A program has the reader for itself alone.
    public static let readerExclusive = Self(rawValue: "readerExclusive")
    /// The card in the reader does not answer.
    public static let cardUnresponsive = Self(rawValue: "cardUnresponsive")
    /// Something else.
    public static let other = Self(rawValue: "pcscError")
  }

  /// The kind as a stable name.
  public var code: String { kind.rawValue }

  /// Always a matter of the machine.
  public var nature: ErrorNature { .device }

  /// The Debian package that is missing, where one is.
  public var missingPackage: String? {
    switch kind {
    case .serviceNotInstalled: "pcscd"
    case .driverMissing: "libccid"
    default: nil
    }
  }

  /// What is wrong.
  public var message: Sentence {
    switch kind {
    case .serviceNotInstalled:
      say("没有安装智能卡服务 pcscd。", "沒有安裝智慧卡服務 pcscd。", "The smart card service pcscd is not installed.")
    case .serviceNotRunning:
      say(
        "智能卡服务 pcscd 没有运行（\(subject)）。", "智慧卡服務 pcscd 沒有執行（\(subject)）。",
        "The smart card service pcscd is not running (\(subject)).")
    case .socketClosedToUs:
      say("当前用户不能打开 \(subject)。", "目前的使用者無法開啟 \(subject)。", "This user may not open \(subject).")
    case .accessDenied:
      say(
        "polkit 拒绝当前用户使用智能卡服务。", "polkit 拒絕目前的使用者使用智慧卡服務。",
        "polkit does not let this user use the smart card service.")
    case .versionMismatch:
      say(
        "pcscd 与 libpcsclite 的版本不一致。", "pcscd 與 libpcsclite 的版本不一致。",
        "pcscd and libpcsclite are of different versions.")
    case .serviceHangs:
      say("pcscd 没有应答。", "pcscd 沒有回應。", "pcscd does not answer.")
    case .noReader: say("没有读卡器。", "沒有讀卡機。", "No card reader is connected.")
    case .driverMissing:
      say(
        "已连接读卡器“\(subject)”，但没有安装驱动程序。", "已連接讀卡機「\(subject)」，但沒有安裝驅動程式。",
        "The reader \"\(subject)\" is connected, but its driver is not installed.")
    case .driverFileMissing:
      say(
        "读卡器配置指定的驱动程序 \(subject) 不存在。", "讀卡機設定指定的驅動程式 \(subject) 不存在。",
        "The configuration of a reader names the driver \(subject), which is not there.")
    case .readerNotTaken:
      say(
        "已连接读卡器“\(subject)”，但 pcscd 没有识别。", "已連接讀卡機「\(subject)」，但 pcscd 沒有識別。",
        "The reader \"\(subject)\" is connected, but pcscd does not show it.")
    case .kernelDriverHolds:
      say(
        "内核驱动程序 \(subject) 占用了读卡器。", "核心驅動程式 \(subject) 佔用了讀卡機。",
        "The kernel driver \(subject) holds the reader.")
    case .readerExclusive:
      say(
        "读卡器“\(subject)”正被一个程序独占。", "讀卡機「\(subject)」正被一個程式獨佔。",
        "A program has the reader \"\(subject)\" for itself alone.")
    case .cardUnresponsive:
      say(
        "读卡器“\(subject)”里的卡没有反应。", "讀卡機「\(subject)」裡的卡沒有反應。",
        "The card in the reader \"\(subject)\" does not answer.")
    default:
      say("智能卡服务出错：\(subject)", "智慧卡服務出錯：\(subject)", "The smart card service fails: \(subject)")
    }
  }

  /// What to do about it.
  public var hint: Sentence? {
    if let package = missingPackage {
      return say(
        "请执行：apt install \(package)", "請執行：apt install \(package)", "Run: apt install \(package)")
    }
    return switch kind {
    case .serviceNotRunning:
      say(
        "请执行：systemctl enable --now pcscd.socket", "請執行：systemctl enable --now pcscd.socket",
        "Run: systemctl enable --now pcscd.socket")
    case .socketClosedToUs:
      say(
        "pcscd 的套接字应对所有用户开放。请检查 ls -l \(subject) 和所在目录的权限，或执行：systemctl restart pcscd.socket",
        "pcscd 的通訊端應對所有使用者開放。請檢查 ls -l \(subject) 和所在目錄的權限，或執行：systemctl restart pcscd.socket",
        "pcscd's socket is meant to be open to everyone. Look at the permissions of \(subject) and its directory, or run: systemctl restart pcscd.socket"
      )
    case .accessDenied:
      say(
        "请在 /etc/polkit-1/rules.d 中允许该用户执行 org.debian.pcsc-lite.access_pcsc 和 access_card。",
        "請在 /etc/polkit-1/rules.d 中允許該使用者執行 org.debian.pcsc-lite.access_pcsc 和 access_card。",
        "Allow this user org.debian.pcsc-lite.access_pcsc and access_card in /etc/polkit-1/rules.d."
      )
    case .versionMismatch, .serviceHangs, .readerNotTaken:
      say(
        "请执行：systemctl restart pcscd", "請執行：systemctl restart pcscd", "Run: systemctl restart pcscd"
      )
    case .driverFileMissing:
      say(
        "请安装该驱动程序的软件包，或从 /etc/reader.conf.d 中删除该配置，然后重启 pcscd。",
        "請安裝該驅動程式的套件，或從 /etc/reader.conf.d 中刪除該設定，然後重新啟動 pcscd。",
        "Install the driver's package, or remove its entry from /etc/reader.conf.d, and restart pcscd."
      )
    case .noReader:
      say("请连接读卡器。", "請連接讀卡機。", "Connect a reader.")
    case .kernelDriverHolds:
      say(
        "请执行：echo blacklist \(subject) > /etc/modprobe.d/nfc.conf，然后执行 rmmod \(subject)",
        "請執行：echo blacklist \(subject) > /etc/modprobe.d/nfc.conf，然後執行 rmmod \(subject)",
        "Run: echo blacklist \(subject) > /etc/modprobe.d/nfc.conf, then: rmmod \(subject)")
    case .readerExclusive:
      say("请关闭占用读卡器的程序。", "請關閉佔用讀卡機的程式。", "Close the program that uses the reader.")
    case .cardUnresponsive:
      say(
        "请检查卡的方向，擦净触点后重新插入。", "請檢查卡的方向，擦淨接點後重新插入。",
        "Check which way the card goes in, wipe its contacts and insert it again.")
    default: nil
    }
  }

  private func say(_ zhHans: String, _ zhHant: String, _ en: String) -> Sentence {
    Sentence(zhHans: zhHans, zhHant: zhHant, en: en)
  }
}
