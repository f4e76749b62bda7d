import Desk
import Foundation
import Printers
import Receipts
import USBDevices
import Wording

extension Doctor {
  /// Every printer on USB: whether this user may use it, who has it, and how it is, as far as it tells.
  static func printers() async -> [Finding] {
    let devices: [USBDeviceDescription]
    do throws(USBError) { devices = try await USBBus.devices() } catch { return [] }
    var findings: [Finding] = []
    for device in devices {
      guard let interface = device.interfaces.first(where: \.isPrinter) else { continue }
      findings.append(await finding(device, interface))
    }
    return findings
  }

  private static func finding(
    _ device: USBDeviceDescription, _ interface: USBInterface
  ) async -> Finding {
    let name = "\(device.productName ?? "printer") (USB \(device.place))"
    guard unsafe access(device.node, R_OK | W_OK) == 0 else {
      return Finding(
        part: part, state: .problem, message: USBError(.access, device: device).message,
        remedy: joinGroup)
    }
    let driver = device.kernelDriver(of: interface.number)
    if driver == "usbfs" { return .inUse(part, name) }
    let unit = USBPrinterAddress(
      model: .init(vendor: device.vendor, product: device.product), unit: device.place)
    do throws(PrinterError) {
      // Only a printer that says that it speaks ESC/POS is asked in it: another one might print it.
      let id = try await USBPrinter(unit, profile: asking(.none)).deviceID() ?? ""
      let language: PrinterProfile.StatusSupport = id.contains("ESC/POS") ? .realTime : .none
      let status = try await USBPrinter(unit, profile: asking(language)).status()
      return told(name, status, holder: holder(driver))
    } catch {
      return .problem(part, error)
    }
  }

  private static let part = "printer"

  /// The printers of the lane file. Of one on USB that is there the machine's printers tell already.
  static func lanePrinters() async -> [Finding] {
    guard let file = try? LaneInForce.file() else { return [] }
    var findings: [Finding] = []
    for printer in file.printers {
      let address = printer.at.value
      let name = printer.name.map { "\($0.value) (\(address))" } ?? address
      do throws(PrinterError) {
        switch try PrinterAddress(address) {
        case .usb(let unit): _ = try await USBPrinter(unit, profile: asking(.none)).deviceID()
        // The folder is made with the first slip.
        case .folder: break
        case let place:
          findings.append(told(name, try await place.printer().status(), holder: nil))
        }
      } catch {
        findings.append(.problem(part, error))
      }
    }
    return findings
  }

  private static func asking(_ status: PrinterProfile.StatusSupport) -> PrinterProfile {
    PrinterProfile(name: "doctor", status: status)
  }

  /// Who has a printer on USB between two slips.
  private static func holder(_ driver: String?) -> Sentence {
    driver.map { driver in
      Sentence(
        zhHans: "内核驱动 \(driver)，使用时暂时交出", zhHant: "核心驅動程式 \(driver)，使用時暫時交出",
        en: "the kernel's \(driver) steps aside meanwhile")
    }
      ?? Sentence(
        zhHans: "没有内核驱动", zhHant: "沒有核心驅動程式", en: "no driver of the kernel has it")
  }

  private static func told(_ name: String, _ status: PrinterStatus, holder: Sentence?) -> Finding {
    let aside = holder.map { holder in
      Sentence(
        zhHans: "（\(holder.simplifiedChinese)）", zhHant: "（\(holder.traditionalChinese)）",
        en: " (\(holder.english))")
    }
    let troubles = status.troubles
    guard status.isReady else {
      return Finding(
        part: part, state: .problem,
        message: Sentence(
          zhHans: "\(name)：\(troubles.map(\.simplifiedChinese).joined(separator: "、"))。",
          zhHant: "\(name)：\(troubles.map(\.traditionalChinese).joined(separator: "、"))。",
          en: "\(name): \(troubles.map(\.english).joined(separator: ", "))."),
        remedy: Sentence(
          zhHans: "请处理后再打印；等待中的小票不会丢失。",
          zhHant: "請處理後再列印；等待中的簽單不會遺失。",
          en: "Put it right; slips that wait for it are not lost."))
    }
    let low = status.paper == .nearEnd
    return Finding(
      part: part, state: low ? .notice : .good,
      message: Sentence(
        zhHans: "\(name)：可以使用\(aside?.simplifiedChinese ?? "")\(low ? "，纸快用完了" : "")。",
        zhHant: "\(name)：可以使用\(aside?.traditionalChinese ?? "")\(low ? "，紙快用完了" : "")。",
        en:
          "\(name): it can be used\(aside?.english ?? "")\(low ? "; its paper is nearly at its end" : "")."
      ))
  }

  /// The distribution's own rule gives printers to this group.
  private static let joinGroup = Sentence(
    zhHans: "请把当前用户加入 lp 组：sudo usermod -aG lp \(NSUserName())，然后重新登录。",
    zhHant: "請把目前的使用者加入 lp 群組：sudo usermod -aG lp \(NSUserName())，然後重新登入。",
    en: "Add this user to the group lp: sudo usermod -aG lp \(NSUserName()), then log in again.")
}
