import ArgumentParser
import BusinessCalendar
import CardCrypto
import CardReaders
import Desk
import Foundation
import MemberStore
import SmartCard
import Wire
import Wording

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at this machine and say what is missing, with the remedy.",
    discussion: """
      One line each for the PC/SC service, its readers, the udev rules, the stripe readers and the \
      printers on USB, the clock, and for everything that the lane file names: programs, key file, store, \
      reader, printers, disk space. A key file or store that an option names is looked at instead. Exit \
      status 3 if anything is wrong.

      Example: cardlane doctor --keys keys.json --store shop.db
      """)

  @Option(name: .customLong("keys"), help: "Also look at this key file.")
  var keyFile: String?
  @Option(help: "Also look at this store.")
  var store: String?
  @Option(
    name: .customLong("udev-rule"),
    help: ArgumentHelp(
      "Write udev rules for a reader that no profile knows, and do nothing else.",
      valueName: "vendor:product"), transform: USBModel.read)
  var udevRule: USBModel?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    if let udevRule {
      StandardOutput.write(UdevRulesFile.rules(for: udevRule))
      return
    }
    var findings = Self.laneFile()
    let health = await PCSCHealth.check()
    findings += Self.pcsc(health)
    findings += Self.laneReader(among: health.readers.map(\.name))
    findings += await Self.stripeReaders()
    findings += await Self.printers()
    findings += await Self.lanePrinters()
    findings.append(clock())
    findings += Self.programs(on: day.businessDate)
    if let keys = LaneInForce.settings.keys(keyFile)?.value {
      findings.append(await Self.keys(keys, year: day.businessDate.year))
    }
    findings += await stores()
    findings += Self.disk(store: store)
    for finding in findings {
      try speech.say(finding.record(speech.language), words: finding.words(speech.language))
    }
    if findings.contains(where: { $0.state == .problem }) {
      throw ExitCode(ErrorNature.device.rawValue)
    }
  }

  private static func pcsc(_ health: PCSCHealth) -> [Finding] {
    var findings: [Finding] = []
    if health.isReachable {
      findings.append(
        .good(
          "pcscd",
          Sentence(
            zhHans: "智能卡服务正常应答。", zhHant: "智慧卡服務正常應答。", en: "The smart card service answers.")))
    }
    for reader in health.readers {
      let card = reader.card?.explanation ?? Sentence(zhHans: "无卡", zhHant: "無卡", en: "no card")
      findings.append(
        .good(
          "reader",
          Sentence(
            zhHans: "\(reader.name)：\(card.simplifiedChinese)",
            zhHant: "\(reader.name)：\(card.traditionalChinese)",
            en: "\(reader.name): \(card.english)")))
    }
    return findings
      + health.problems.map { .problem($0.kind == .noReader ? "reader" : "pcscd", $0) }
  }

  /// The store that an option names has to be there; that of the lane file is made with the first sale.
  private func stores() async -> [Finding] {
    guard let path = LaneInForce.settings.store(store)?.value else { return [] }
    if store == nil, (try? StorePlace(path))?.isMissingFile == true {
      return [
        Finding(
          part: "store", state: .notice,
          message: Sentence(
            zhHans: "会员库“\(path)”还没有，首次销售时新建。", zhHant: "會員庫「\(path)」還沒有，首次銷售時新建。",
            en: "The store \"\(path)\" is not there yet; the first sale makes it."))
      ]
    }
    return [await Self.store(path)]
  }

  private func clock() -> Finding {
    let (date, zone) = (day.businessDate, day.timeZone.identifier)
    let machine = TimeZone.current
    guard day.timeZone.secondsFromGMT() == machine.secondsFromGMT() else {
      return Finding(
        part: "clock", state: .notice,
        message: Sentence(
          zhHans: "业务日期 \(date)（\(zone)）；本机时区是 \(machine.identifier)。",
          zhHant: "業務日期 \(date)（\(zone)）；本機時區是 \(machine.identifier)。",
          en:
            "The business date is \(date) (\(zone)); the machine's own zone is \(machine.identifier)."
        ),
        remedy: Sentence(
          zhHans: "若有误，请改正款台文件的 timeZone，或执行 timedatectl set-timezone \(zone)。",
          zhHant: "若有誤，請改正款台檔案的 timeZone，或執行 timedatectl set-timezone \(zone)。",
          en:
            "If that is not meant, correct timeZone in the lane file, or run timedatectl set-timezone \(zone)."
        ))
    }
    return .good(
      "clock",
      Sentence(
        zhHans: "业务日期 \(date)（\(zone)）。", zhHant: "業務日期 \(date)（\(zone)）。",
        en: "The business date is \(date) (\(zone))."))
  }

  private static func keys(_ path: String, year: Int) async -> Finding {
    if let device = await KeyDevice.finding(path) { return device }
    do throws(KeyFileError) {
      let years = try KeyFile.read(at: path).listing.map(\.year)
      let list = years.map(String.init).joined(separator: ", ")
      guard years.contains(year) else {
        return .problem("keys", KeyStoreError.unknownYear(year))
      }
      return .good(
        "keys",
        Sentence(zhHans: "密钥年份：\(list)。", zhHant: "金鑰年份：\(list)。", en: "Keys for \(list)."))
    } catch {
      return .problem("keys", error)
    }
  }

  private static func store(_ path: String) async -> Finding {
    do throws(StoreError) {
      let place = try StorePlace(path)
      guard !place.isMissingFile else {
        return .problem("store", PlainError.unreadable(path, "no such file"))
      }
      let store = try place.open()
      try await store.check()
      try await store.close()
      return .good(
        "store",
        Sentence(
          zhHans: "会员库“\(path)”可用。", zhHant: "會員庫「\(path)」可用。",
          en: "The store \"\(path)\" is in order."))
    } catch {
      return .problem("store", error)
    }
  }
}
