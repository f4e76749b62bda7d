import BusinessCalendar
import Desk
import Documents
import Foundation
import Loyalty
import RulesService
import Wording

/// What the lane file names, looked at.
extension Doctor {
  /// The lane file itself: one line for each mistake, with its place.
  static func laneFile() -> [Finding] {
    let file: LaneFile
    do {
      guard let found = try LaneInForce.file() else { return [noLaneFile] }
      file = found
    } catch {
      return findings(of: error)
    }
    let mistakes = file.mistakesOfFiles() + file.mistakesInside()
    guard mistakes.isEmpty else {
      return findings(of: LaneFileError(file: file.path, mistakes: mistakes))
    }
    let (shop, lane) = (file.shop.id.value, file.lane.value)
    return [
      .good(
        "lane",
        Sentence(
          zhHans: "\(file.path)：门店 \(shop)，款台 \(lane)。",
          zhHant: "\(file.path)：門店 \(shop)，款台 \(lane)。",
          en: "\(file.path): shop \(shop), lane \(lane)."))
    ]
  }

  private static func findings(of error: any Error) -> [Finding] {
    guard let error = error as? LaneFileError else {
      return [.problem("lane", error as? any ExplainedError ?? PlainError(error))]
    }
    return error.mistakes.map { mistake in
      var bare = mistake
      bare.suggestion = nil
      return Finding(
        part: "lane", state: .problem,
        message: LaneFileError(file: error.file, mistakes: [bare]).message,
        remedy: mistake.suggestion)
    }
  }

  private static let noLaneFile = Finding(
    part: "lane", state: .notice,
    message: Sentence(
      zhHans: "没有款台文件：每条命令都要写明选项。", zhHant: "沒有款台檔案：每條命令都要寫明選項。",
      en: "There is no lane file: every command needs its options."),
    remedy: Sentence(
      zhHans: "cardlane lane init", zhHant: "cardlane lane init", en: "cardlane lane init"))

  /// The programs of the lane: which one decides on a day.
  static func programs(on date: BusinessDate) -> [Finding] {
    let files = LaneInForce.settings.programs([]).map(\.value)
    guard !files.isEmpty else { return [] }
    do {
      let program = try ProgramChoice(files.map { ($0, try ProgramFile.load($0)) }).program(
        on: date)
      let name = "\(program.identity.id) \(program.identity.version)"
      let isOver = program.until.map { $0 < date } ?? false
      guard program.effective <= date, !isOver else {
        return [outOfForce(name, date)]
      }
      return [
        .good(
          "program",
          Sentence(
            zhHans: "\(date) 按 \(name) 定价。", zhHant: "\(date) 按 \(name) 定價。",
            en: "On \(date) \(name) decides prices."))
      ]
    } catch {
      // A mistake inside a program is told with the lane file.
      return error is any ListsMistakes
        ? [] : [.problem("program", error as? any ExplainedError ?? PlainError(error))]
    }
  }

  private static func outOfForce(_ name: String, _ date: BusinessDate) -> Finding {
    Finding(
      part: "program", state: .problem,
      message: Sentence(
        zhHans: "\(date) \(name) 不在有效期内。", zhHant: "\(date) \(name) 不在有效期內。",
        en: "\(name) is not in force on \(date)."),
      remedy: Sentence(
        zhHans: "请在款台文件的 programs 中列出当日有效的规则文件。", zhHant: "請在款台檔案的 programs 中列出當日有效的規則檔案。",
        en: "List the program file that is in force under \"programs\" in the lane file."))
  }

  /// The reader where members present their cards.
  static func laneReader(among names: [String]) -> [Finding] {
    guard let wanted = LaneInForce.settings.reader(nil)?.value, wanted != "any" else { return [] }
    if names.contains(where: { $0.contains(wanted) }) { return [] }
    let there = names.isEmpty ? "–" : names.joined(separator: ", ")
    return [
      Finding(
        part: "reader", state: .problem,
        message: Sentence(
          zhHans: "没有款台文件所写的读卡器“\(wanted)”。", zhHant: "沒有款台檔案所寫的讀卡機「\(wanted)」。",
          en: "The reader \"\(wanted)\" of the lane file is not there."),
        remedy: Sentence(
          zhHans: "请接好读卡器，或改写 readers.card。现有：\(there)。",
          zhHant: "請接好讀卡機，或改寫 readers.card。現有：\(there)。",
          en: "Plug it in, or correct readers.card. There is: \(there)."))
    ]
  }

  /// The space where the lane writes.
  static func disk(store: String?) -> [Finding] {
    let places = [
      store ?? LaneInForce.settings.store(nil)?.value, LaneInForce.settings.slips(nil)?.value,
    ]
    var seen: Set<String> = []
    return places.compactMap(\.self).filter { !$0.contains("://") }.map(DiskSpace.folder(of:))
      .filter { seen.insert($0).inserted }.compactMap(DiskSpace.finding(in:))
  }
}

/// How much a folder can still take.
enum DiskSpace {
  /// The folder of a file, or the nearest one that is there.
  static func folder(of path: String) -> String {
    var url = URL(filePath: path).standardizedFileURL
    repeat {
      url.deleteLastPathComponent()
    } while url.path != "/" && !FileManager.default.fileExists(atPath: url.path)
    return url.path
  }

  static func finding(in folder: String) -> Finding? {
    guard
      let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder))?[
        .systemFreeSize]
        as? NSNumber
    else { return nil }
    let mebibytes = free.int64Value >> 20
    let amount = mebibytes >= 2048 ? "\(mebibytes >> 10) GiB" : "\(mebibytes) MiB"
    let said = Sentence(
      zhHans: "\(folder)：剩余 \(amount)。", zhHant: "\(folder)：剩餘 \(amount)。",
      en: "\(folder): \(amount) free.")
    // A year of a busy lane's sales is some hundred megabytes.
    guard mebibytes < 512 else { return .good("disk", said) }
    return Finding(
      part: "disk", state: mebibytes < 64 ? .problem : .notice, message: said,
      remedy: Sentence(
        zhHans: "请清理磁盘：空间用完时销售无法入账。", zhHant: "請清理磁碟：空間用完時銷售無法入帳。",
        en: "Make room: with a full disk no sale can be booked."))
  }
}
