import CardReaders
import Foundation
import InputDevices
import USBDevices
import Wording

extension Doctor {
  /// The udev rules, and every stripe reader that is plugged in: whether this user may use it, and
  /// who has it.
  static func stripeReaders() async -> [Finding] {
    var findings = [UdevRulesFile.finding]
    if USBMonitor.mode == .polling { findings.append(withoutUdev) }
    var readers: [Finding] = []
    do throws(USBError) {
      for device in try await USBBus.devices() {
        if let finding = finding(device) { readers.append(finding) }
      }
    } catch {
      findings.append(.problem("usb", error, state: .notice))
    }
    readers += InputDeviceDescription.all().compactMap(finding)
    if readers.isEmpty { readers.append(noReader) }
    return findings + readers
  }

  // MARK: readers that send reports

  private static func finding(_ device: USBDeviceDescription) -> Finding? {
    guard let interface = device.hidInterface else { return nil }
    let model = USBModel(vendor: device.vendor, product: device.product)
    let known = device.knownReportDescriptor(of: interface.number)
    let descriptor = known.flatMap { try? HIDReportDescriptor($0) }
    guard let profile = DeviceProfile.matching(model, descriptor: descriptor),
      profile.kind == .msr
    else { return nil }
    let name = "\(profile.name) (USB \(device.place))"
    guard unsafe access(device.node, R_OK | W_OK) == 0 else {
      let error = USBError(.access, device: device)
      // A model that the rules cannot name needs a rule of its own.
      let remedy = profile.models.isEmpty ? ownRule(model) : error.hint
      return Finding(part: "stripe", state: .problem, message: error.message, remedy: remedy)
    }
    switch device.kernelDriver(of: interface.number) {
    case "usbfs":
      return Finding(
        part: "stripe", state: .notice,
        message: Sentence(
          zhHans: "\(name)：正被一个程序使用。", zhHant: "\(name)：正被一個程式使用。",
          en: "\(name): a program is using it."))
    case nil:
      return Finding(
        part: "stripe", state: .notice,
        message: Sentence(
          zhHans: "\(name)：可以使用，但内核驱动没有接管；上一个程序可能被强行结束。",
          zhHant: "\(name)：可以使用，但核心驅動程式沒有接管；上一個程式可能被強制結束。",
          en:
            "\(name): it can be used, but the kernel's driver does not have it; a program may have "
            + "been killed."),
        remedy: Sentence(
          zhHans: "下一次使用后会自动交还，拔下再插上也可以。",
          zhHant: "下一次使用後會自動交還，拔下再插上也可以。",
          en: "It is given back after the next use, or when it is plugged in again."))
    case let driver?:
      return .good(
        "stripe",
        Sentence(
          zhHans: "\(name)：可以使用（内核驱动 \(driver)，使用时暂时交出）。",
          zhHant: "\(name)：可以使用（核心驅動程式 \(driver)，使用時暫時交出）。",
          en: "\(name): it can be used (the kernel's \(driver) steps aside meanwhile)."))
    }
  }

  /// The rule for a reader that is known by its descriptor alone.
  private static func ownRule(_ model: USBModel) -> Sentence {
    let parts = model.description.split(separator: ":")
    let rule =
      #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="\#(parts[0])", "#
      + #"ATTR{idProduct}=="\#(parts[1])", MODE="0660", TAG+="uaccess""#
    return Sentence(
      zhHans: "请在 /etc/udev/rules.d/70-cardlane-local.rules 中加入一行：\(rule)",
      zhHant: "請在 /etc/udev/rules.d/70-cardlane-local.rules 中加入一行：\(rule)",
      en: "Add this line to /etc/udev/rules.d/70-cardlane-local.rules: \(rule)")
  }

  // MARK: readers that type

  private static func finding(_ device: InputDeviceDescription) -> Finding? {
    guard let name = WedgeReaders.name(of: device) else { return nil }
    guard unsafe access(device.node, R_OK) == 0 else {
      return .problem("wedge", InputError(.access, device: device))
    }
    return .good(
      "wedge",
      Sentence(
        zhHans: "\(name)：可以使用（\(device.node)）。", zhHant: "\(name)：可以使用（\(device.node)）。",
        en: "\(name): it can be used (\(device.node))."))
  }

  // MARK: the machine

  private static let noReader = Finding(
    part: "stripe", state: .notice,
    message: Sentence(
      zhHans: "没有插入已知的 USB 磁条读卡器。", zhHant: "沒有插入已知的 USB 磁條讀卡機。",
      en: "No USB stripe reader that is known here is plugged in."))

  private static let withoutUdev = Finding(
    part: "udev", state: .notice,
    message: Sentence(
      zhHans: "udevd 没有运行：每秒查看两次 USB 设备，权限规则不起作用。",
      zhHant: "udevd 沒有執行：每秒查看兩次 USB 裝置，權限規則不起作用。",
      en: "udevd does not run: USB devices are looked for twice a second, and no rule gives "
        + "access to them."))
}
