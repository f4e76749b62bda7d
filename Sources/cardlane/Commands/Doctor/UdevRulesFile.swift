import ArgumentParser
import CardReaders
import Foundation
import Wording

/// The udev rule file, where a system administrator or a package puts it.
enum UdevRulesFile {
  private static let name = "70-cardlane.rules"
  /// The one that udev takes of several with the same name stands first.
  private static let folders = [
    "/etc/udev/rules.d", "/run/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d",
  ]

  /// Whether it is there, and as this version of the program has it.
  static var finding: Finding {
    let paths = folders.map { "\($0)/\(name)" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return Finding(
        part: "udev", state: .notice,
        message: Sentence(
          zhHans: "没有安装 \(name)：普通用户不能使用 USB 磁条读卡器。",
          zhHant: "沒有安裝 \(name)：一般使用者不能使用 USB 磁條讀卡機。",
          en: "\(name) is not installed: ordinary users cannot use USB stripe readers."),
        remedy: install)
    }
    guard let bytes = try? Data(contentsOf: URL(filePath: path)),
      String(decoding: bytes, as: UTF8.self) == DeviceProfile.udevRules()
    else {
      return Finding(
        part: "udev", state: .notice,
        message: Sentence(
          zhHans: "规则文件 \(path) 与本版本的不同。", zhHant: "規則檔案 \(path) 與本版本的不同。",
          en: "The rule file \(path) is not the one of this version."),
        remedy: install)
    }
    return .good(
      "udev",
      Sentence(
        zhHans: "已安装本版本的规则文件 \(path)。", zhHant: "已安裝本版本的規則檔案 \(path)。",
        en: "The rule file \(path) is installed, as this version has it."))
  }

  /// The rules for a model of reader that no profile knows, whichever way it is set, as a file.
  static func rules(for model: USBModel) -> String {
    let id = "local-" + model.description.replacing(":", with: "-")
    return DeviceProfile.udevRules(
      for: [
        DeviceProfile(
          id: id, name: "Reader \(model) that sends reports", kind: .msr, models: [model],
          source: "cardlane doctor --udev-rule"),
        DeviceProfile(
          id: id + "-keyboard", name: "Reader \(model) that types", kind: .wedge, models: [model],
          source: "cardlane doctor --udev-rule"),
      ], file: "70-cardlane-local.rules"
    ).trimmingCharacters(in: .newlines)
  }

  private static let install: Sentence = {
    let commands =
      "sudo cp udev/\(name) /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger"
    return Sentence(zhHans: commands, zhHant: commands, en: commands)
  }()
}

extension USBModel {
  /// Reads vendor and product, four hexadecimal digits each, as in `0801:0002`.
  static func read(_ argument: String) throws -> USBModel {
    let numbers = argument.split(separator: ":", omittingEmptySubsequences: false).map {
      $0.utf8.count == 4 && $0.first != "+" ? UInt16($0, radix: 16) : nil
    }
    guard numbers.count == 2, let vendor = numbers[0], let product = numbers[1] else {
      throw ValidationError("\"\(argument)\" is no vendor:product such as 0801:0002")
    }
    return USBModel(vendor: vendor, product: product)
  }
}
