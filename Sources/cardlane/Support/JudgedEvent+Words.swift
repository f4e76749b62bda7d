import CardReaders
import Desk
import Foundation
import VIPCard
import Wording

extension JudgedEvent {
  /// The event in words: time, reader, what happened, and below it the verdict or the error.
  func words(_ language: Language, zone: TimeZone) -> String {
    let time = event.time.formatted(
      .verbatim(
        "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits)",
        timeZone: zone, calendar: .init(identifier: .gregorian)))
    let reader = event.reader.map { VisibleText.of($0) + "  " } ?? ""
    var line = time + "  " + reader + happening[language]
    if let judgement {
      line += "\n          " + (judgement.isAccepted ? "✓ " : "✗ ")
      if let identity = judgement.identity { line += "\(identity)  " }
      line += judgement.message[language]
      if let next = judgement.nextStep { line += "\n            → " + next[language] }
    }
    if let error {
      line += "\n          ! " + error.message[language]
      if let hint = error.hint { line += "\n            → " + hint[language] }
    }
    return line
  }

  private var happening: Sentence {
    switch event.happening {
    case .readerAdded:
      Sentence(zhHans: "读卡器已接入", zhHant: "讀卡機已接入", en: "reader is there")
    case .readerRemoved:
      Sentence(zhHans: "读卡器已移除", zhHant: "讀卡機已移除", en: "reader is gone")
    case .cardInserted(_, let card):
      Sentence(
        zhHans: "已插卡：\(card.simplifiedChinese)", zhHant: "已插卡：\(card.traditionalChinese)",
        en: "card inserted: \(card.english)")
    case .cardRemoved: Sentence(zhHans: "已取卡", zhHant: "已取卡", en: "card taken out")
    case .swipe: Sentence(zhHans: "已刷卡", zhHant: "已刷卡", en: "card swiped")
    case .readerBusy:
      Sentence(
        zhHans: "读卡器正被一个程序独占", zhHant: "讀卡機正被一個程式獨佔",
        en: "a program has the reader for itself alone")
    case .readerFree:
      Sentence(zhHans: "读卡器不再被独占", zhHant: "讀卡機不再被獨佔", en: "the reader is free for everyone again")
    case .error: Sentence(zhHans: "出错", zhHant: "出錯", en: "failure")
    case .serviceLost:
      Sentence(
        zhHans: "PC/SC 服务中断，正在等待恢复", zhHant: "PC/SC 服務中斷，正在等待恢復",
        en: "the PC/SC service is gone; waiting for it")
    case .serviceRestored:
      Sentence(zhHans: "PC/SC 服务已恢复", zhHant: "PC/SC 服務已恢復", en: "the PC/SC service is back")
    }
  }
}
