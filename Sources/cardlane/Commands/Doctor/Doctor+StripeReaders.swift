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
        if let finding = await finding(device) { readers.append(finding) }
      }
    } catch {
      findings.append(.problem("usb", error, state: .notice))
    }
    readers += InputDeviceDescription.all().compactMap(finding)
    if readers.isEmpty { readers.append(noReader) }
    return findings + readers
  }

  // MARK: readers that send reports

  private static func finding(_ device: USBDeviceDescription) async -> Finding? {
    guard let interface = device.hidInterface else { return nil }
    let before = device.kernelDriver(of: interface.number)
    guard let profile = await DeviceProfile.recognising(device), profile.kind == .msr else {
      return nil
    }
    let model = USBModel(vendor: device.vendor, product: device.product)
    let name = "\(profile.name) (USB \(device.place))"
    guard unsafe access(device.node, R_OK | W_OK) == 0 else {
      let error = USBError(.access, device: device)
      // A model that the rules cannot name needs a rule of its own.
      let remedy = profile.models.isEmpty ? ownRule(model) : error.hint
      return Finding(part: "stripe", state: .problem, message: error.message, remedy: remedy)
    }
    switch device.kernelDriver(of: interface.number) {
    case "usbfs":
      return .inUse("stripe", name)
    case nil:
      return await givenBack(device, interface, name)
    case let driver? where before == nil:
      return givenBack(name, to: driver)
    case let driver?:
      return .good(
        "stripe",
        Sentence(
          zhHans: "\(name)：可以使用（内核驱动 \(driver)，使用时暂时交出）。",
          zhHant: "\(name)：可以使用（核心驅動程式 \(driver)，使用時暫時交出）。",
          en: "\(name): it can be used (the kernel's \(driver) steps aside meanwhile)."))
    }
  }

  /// Gives a reader back to the kernel's driver: a program that was killed could not.
  private static func givenBack(
    _ device: USBDeviceDescription, _ interface: USBInterface, _ name: String
  ) async -> Finding {
    do throws(USBError) {
      // With the claim's end the driver is bound again.
      let usb = try await USBDevice.open(device, claiming: interface.number, within: .seconds(1))
      await usb.close()
    } catch {
      return .problem("stripe", error)
    }
    if let driver = device.kernelDriver(of: interface.number) {
      return givenBack(name, to: driver)
    }
    return Finding(
      part: "stripe", state: .notice,
      message: Sentence(
        zhHans: "\(name)：可以使用，但没有内核驱动接管。", zhHant: "\(name)：可以使用，但沒有核心驅動程式接管。",
        en: "\(name): it can be used, but no driver of the kernel takes it."),
      remedy: Sentence(
        zhHans: "其他程序要用它时，请拔下再插上。", zhHant: "其他程式要用它時，請拔下再插上。",
        en: "For other programs to use it, unplug it and plug it in again."))
  }

  private static func givenBack(_ name: String, to driver: String) -> Finding {
    Finding(
      part: "stripe", state: .notice,
      message: Sentence(
        zhHans: "\(name)：上一个程序被强行结束，没有交还；现在已交还内核驱动 \(driver)，可以使用。",
        zhHant: "\(name)：上一個程式被強制結束，沒有交還；現在已交還核心驅動程式 \(driver)，可以使用。",
        en:
          "\(name): a program was killed and left it without a driver; the kernel's \(driver) has it "
          + "back now, and it can be used."))
  }

  /// How to make rules for a reader that is known by its descriptor alone.
  private static func ownRule(_ model: USBModel) -> Sentence {
    let commands =
      "cardlane doctor --udev-rule \(model) | sudo tee /etc/udev/rules.d/70-cardlane-local.rules && "
      + "sudo udevadm control --reload && sudo udevadm trigger"
    return Sentence(zhHans: commands, zhHant: commands, en: commands)
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
