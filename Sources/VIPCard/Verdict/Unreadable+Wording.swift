import MagneticStripe
public import Wording

extension CardRefusal.Unreadable {
  /// What could not be read.
  public var message: Sentence {
    switch self {
    case .blank:
      Sentence(
        zhHans: "没有读到任何内容。", zhHant: "沒有讀到任何內容。", en: "Nothing was read from the card.")
    case .track(let track, _):
      Sentence(
        zhHans: "磁条第\(track.rawValue)道没有读清。",
        zhHant: "磁條第\(track.rawValue)軌沒有讀清。",
        en: "Track \(track.rawValue) could not be read.")
    case .layout(let track):
      Sentence(
        zhHans: "磁条第\(track.rawValue)道的内容不完整。",
        zhHant: "磁條第\(track.rawValue)軌的內容不完整。",
        en: "What track \(track.rawValue) holds is not complete.")
    case .counterMissing:
      Sentence(
        zhHans: "没有读到这张卡的计数（磁条第3道）。",
        zhHant: "沒有讀到這張卡的計數（磁條第3軌）。",
        en: "The counter of this card (track 3) was not read.")
    case .chip:
      Sentence(
        zhHans: "芯片的应答不完整。", zhHant: "晶片的回應不完整。",
        en: "The chip's answer is incomplete.")
    case .memberFile:
      Sentence(
        zhHans: "芯片中的会员数据无法识别。", zhHant: "晶片中的會員資料無法識別。",
        en: "The member data in the chip cannot be understood.")
    }
  }

  /// What the cashier can do.
  public var hint: Sentence {
    switch self {
    case .blank, .track, .layout, .counterMissing:
      Sentence(
        zhHans: "请再刷一次；仍读不出请到服务台换卡。",
        zhHant: "請再刷一次；仍讀不出請到服務台換卡。",
        en: "Please swipe again; if it still fails, exchange the card at the service desk.")
    case .chip, .memberFile:
      Sentence(
        zhHans: "请重新插卡或贴卡，等提示后再取走；仍读不出请到服务台换卡。",
        zhHant: "請重新插卡或靠卡，等提示後再取走；仍讀不出請到服務台換卡。",
        en:
          "Please present the card again and leave it until told; if it still fails, exchange it at the service desk."
      )
    }
  }
}
