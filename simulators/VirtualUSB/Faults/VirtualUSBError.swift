public import Wording

/// Why a virtual device or its server cannot do what was asked.
public struct VirtualUSBError: ExplainedError, Sendable, Hashable {
  /// What went wrong.
  public let reason: Reason
  /// The bus id, the port, or what the system said.
  public let detail: String

  /// What went wrong. It is a code, not a closed list.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The server cannot listen at its port.
    public static let portUnavailable = Self(rawValue: "usbipPortUnavailable")
    /// The server could not be started for another reason.
    public static let startFailed = Self(rawValue: "usbipStartFailed")
    /// This machine's kernel did not take the device.
    public static let attachFailed = Self(rawValue: "usbipAttachFailed")
    /// The bus id is taken, or not of the form `1-1`.
    public static let busID = Self(rawValue: "usbBusID")
    /// The device is unplugged.
    public static let unplugged = Self(rawValue: "virtualDeviceUnplugged")
    /// No host has set the device up, so that what it sends is lost.
    public static let notConfigured = Self(rawValue: "virtualDeviceNotConfigured")
    /// A track is longer than the device can send.
    public static let trackTooLong = Self(rawValue: "virtualTrackTooLong")
    /// The device is of another kind.
    public static let otherKind = Self(rawValue: "virtualDeviceOfOtherKind")
  }

  init(_ reason: Reason, _ detail: String = "") {
    self.reason = reason
    self.detail = detail
  }

  /// The reason as a stable name.
  public var code: String { reason.rawValue }

  /// The server's troubles are the machine's; the others are wrong use.
  public var nature: ErrorNature {
    [.portUnavailable, .startFailed, .attachFailed].contains(reason) ? .device : .input
  }

  /// What happened.
  public var message: Sentence {
    switch reason {
    case .portUnavailable:
      Sentence(
        zhHans: "无法在 127.0.0.1 的端口 \(detail) 上提供虚拟 USB 设备。",
        zhHant: "無法在 127.0.0.1 的連接埠 \(detail) 上提供虛擬 USB 裝置。",
        en: "Virtual USB devices cannot be offered at 127.0.0.1, port \(detail).")
    case .attachFailed:
      Sentence(
        zhHans: "内核没有接受虚拟设备：\(detail)", zhHant: "核心沒有接受虛擬裝置：\(detail)",
        en: "The kernel did not take the virtual device: \(detail)")
    case .busID:
      Sentence(
        zhHans: "总线号 \(detail) 不可用。", zhHant: "匯流排編號 \(detail) 不可用。",
        en: "The bus id \(detail) cannot be used.")
    case .unplugged:
      Sentence(
        zhHans: "虚拟设备 \(detail) 已拔出。", zhHant: "虛擬裝置 \(detail) 已拔出。",
        en: "The virtual device \(detail) is unplugged.")
    case .notConfigured:
      Sentence(
        zhHans: "没有主机使用虚拟设备 \(detail)，数据已丢失。",
        zhHant: "沒有主機使用虛擬裝置 \(detail)，資料已遺失。",
        en: "No host uses the virtual device \(detail); what it sent is lost.")
    case .trackTooLong:
      Sentence(
        zhHans: "磁道过长，虚拟读卡器送不出（\(detail) 字节）。",
        zhHant: "磁軌過長，虛擬讀卡機送不出（\(detail) 位元組）。",
        en: "The track is longer than the virtual reader can send (\(detail) bytes).")
    case .otherKind:
      Sentence(
        zhHans: "虚拟设备 \(detail) 不支持此操作。", zhHant: "虛擬裝置 \(detail) 不支援此操作。",
        en: "The virtual device \(detail) cannot do that.")
    default:
      Sentence(
        zhHans: "无法启动虚拟 USB 设备：\(detail)", zhHant: "無法啟動虛擬 USB 裝置：\(detail)",
        en: "The virtual USB devices could not be started: \(detail)")
    }
  }

  /// What to do about it.
  public var hint: Sentence? {
    switch reason {
    case .portUnavailable:
      Sentence(
        zhHans: "请用 --port 选择另一个端口，或用 --port 0 自动选择。",
        zhHant: "請用 --port 選擇另一個連接埠，或用 --port 0 自動選擇。",
        en: "Choose another one with --port, or let the system choose with --port 0.")
    case .busID:
      Sentence(
        zhHans: "请使用未被占用的编号，例如 1-2。", zhHant: "請使用未被占用的編號，例如 1-2。",
        en: "Use one that is free, of the form 1-2.")
    case .attachFailed:
      Sentence(
        zhHans: "需要 root 权限和模块 vhci-hcd；也可以用 scripts/kernel 运行。",
        zhHant: "需要 root 權限和模組 vhci-hcd；也可以用 scripts/kernel 執行。",
        en: "It needs root and the module vhci-hcd; scripts/kernel has both.")
    case .notConfigured:
      Sentence(
        zhHans: "请先运行 usbip attach。", zhHant: "請先執行 usbip attach。",
        en: "Run usbip attach first.")
    default: nil
    }
  }
}
