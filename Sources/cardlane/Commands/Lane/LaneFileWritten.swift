import Desk
import Foundation
import Wire
import Wording

/// What `lane init` has written, and what it found.
struct LaneFileWritten {
  let path: String
  let found: Surroundings

  var record: LaneInitRecord {
    LaneInitRecord(
      file: path, readers: found.readers.map(\.value), printers: found.printers.map(\.value),
      programs: found.programs.map(\.value), posters: found.posters.map(\.value),
      keys: found.keyFiles.map(\.value), stores: found.stores.map(\.value),
      timeZone: found.timeZone.identifier, language: found.language.rawValue)
  }

  func words(_ language: Language) -> String {
    func list(_ finds: [Surroundings.Find]) -> String {
      finds.isEmpty ? "–" : finds.map(\.value).joined(separator: ", ")
    }
    let (readers, printers) = (list(found.readers + found.stripeReaders), list(found.printers))
    let (programs, keys) = (list(found.programs), list(found.keyFiles))
    let zone = found.timeZone.identifier
    return Sentence(
      zhHans: """
        ✓ 已写好 \(path)。
          时区：\(zone)；规则：\(programs)；密钥：\(keys)；读卡器：\(readers)；打印机：\(printers)
          → 请核对标有“←”的行，然后执行 cardlane lane check 和 cardlane doctor。
        """,
      zhHant: """
        ✓ 已寫好 \(path)。
          時區：\(zone)；規則：\(programs)；金鑰：\(keys)；讀卡機：\(readers)；印表機：\(printers)
          → 請核對標有「←」的行，然後執行 cardlane lane check 和 cardlane doctor。
        """,
      en: """
        ✓ \(path) is written.
          Time zone \(zone); programs: \(programs); keys: \(keys); readers: \(readers); printers: \(printers)
          → Look at the lines marked "<-", then run cardlane lane check and cardlane doctor.
        """)[language]
  }
}
