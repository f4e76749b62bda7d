public import Wording

extension KeyDeviceFailure {
  public var message: Sentence {
    switch reason {
    case .gone:
      Sentence(
        zhHans: "密钥设备“\(device)”不在或已断开，没有验卡。", zhHant: "金鑰設備「\(device)」不在或已斷開，沒有驗卡。",
        en: "The key device \"\(device)\" is not there or went away; no card was judged.")
    case .foreign:
      Sentence(
        zhHans: "“\(device)”里的不是本系统的密钥设备。", zhHant: "「\(device)」裡的不是本系統的金鑰設備。",
        en: "What answers at \"\(device)\" is not a key device of ours.")
    case .busy:
      Sentence(
        zhHans: "密钥设备“\(device)”正被另一个程序独占。", zhHant: "金鑰設備「\(device)」正被另一個程式獨佔。",
        en: "Another program holds the key device \"\(device)\".")
    case .timedOut:
      Sentence(
        zhHans: "密钥设备“\(device)”没有按时应答，没有验卡。", zhHant: "金鑰設備「\(device)」沒有按時應答，沒有驗卡。",
        en: "The key device \"\(device)\" did not answer in time; no card was judged.")
    case .wrongPIN:
      Sentence(
        zhHans: "密钥设备“\(device)”的 PIN 不对\(left("，还可试", "次"))。",
        zhHant: "金鑰設備「\(device)」的 PIN 不對\(left("，還可試", "次"))。",
        en: "The PIN of the key device \"\(device)\" is wrong\(left(", tries left: ", "")).")
    case .lastTry:
      Sentence(
        zhHans: "密钥设备“\(device)”只剩一次试 PIN 的机会，没有使用。",
        zhHant: "金鑰設備「\(device)」只剩一次試 PIN 的機會，沒有使用。",
        en: "The key device \"\(device)\" has one PIN try left; it was not used up.")
    case .locked:
      Sentence(
        zhHans: "密钥设备“\(device)”已锁定。", zhHant: "金鑰設備「\(device)」已鎖定。",
        en: "The key device \"\(device)\" is locked.")
    case .pinMissing:
      Sentence(
        zhHans: "没有密钥设备“\(device)”的 PIN。", zhHant: "沒有金鑰設備「\(device)」的 PIN。",
        en: "There is no PIN for the key device \"\(device)\".")
    case .notPaired:
      Sentence(
        zhHans: "密钥设备“\(device)”与本收银台没有配对，或通信被改动。",
        zhHant: "金鑰設備「\(device)」與本收銀台沒有配對，或通訊被改動。",
        en:
          "The key device \"\(device)\" is not paired with this lane, or the exchange was altered.")
    case .keyStaysInside:
      Sentence(
        zhHans: "密钥设备“\(device)”不交出卡片密钥。", zhHant: "金鑰設備「\(device)」不交出卡片金鑰。",
        en: "The key device \"\(device)\" gives no card key out.")
    default:
      Sentence(
        zhHans: "密钥设备“\(device)”拒绝了操作\(technical)。", zhHant: "金鑰設備「\(device)」拒絕了操作\(technical)。",
        en: "The key device \"\(device)\" refused\(technical).")
    }
  }

  public var hint: Sentence? {
    switch reason {
    case .gone, .timedOut:
      Sentence(
        zhHans: "请插好密钥卡或接好加密设备，再请会员重新出示卡片。",
        zhHant: "請插好金鑰卡或接好加密設備，再請會員重新出示卡片。",
        en: "Put the SAM or token back, then ask for the member's card again.")
    case .foreign:
      Sentence(
        zhHans: "请核对读卡器名称或令牌名称（cardlane keys sam list）。",
        zhHant: "請核對讀卡機名稱或令牌名稱（cardlane keys sam list）。",
        en: "Check the name of the reader or token (cardlane keys sam list).")
    case .busy:
      Sentence(
        zhHans: "请关闭那个程序，或等它用完。", zhHant: "請關閉那個程式，或等它用完。",
        en: "Close that program, or wait until it has finished.")
    case .wrongPIN, .pinMissing:
      Sentence(
        zhHans: "请核对 PIN（CARDLANE_PIN 或 --pin-file）；程序不会自动重试。",
        zhHant: "請核對 PIN（CARDLANE_PIN 或 --pin-file）；程式不會自動重試。",
        en: "Check the PIN (CARDLANE_PIN or --pin-file); it is never tried again by itself.")
    case .lastTry:
      Sentence(
        zhHans: "请核对 PIN，再用 --last-try 使用最后一次机会。",
        zhHant: "請核對 PIN，再用 --last-try 使用最後一次機會。",
        en: "Make sure of the PIN, then use the last try with --last-try.")
    case .locked:
      Sentence(
        zhHans: "请把密钥设备交给发卡处解锁或更换。", zhHant: "請把金鑰設備交給發卡處解鎖或更換。",
        en: "Hand the device to the issuing desk, to be unlocked or replaced.")
    case .notPaired:
      Sentence(
        zhHans: "请核对配对文件；若设备被人换过，请停用并报告。",
        zhHant: "請核對配對檔案；若設備被人換過，請停用並報告。",
        en: "Check the pairing file; if somebody may have swapped the device, stop and report it.")
    case .keyStaysInside:
      Sentence(
        zhHans: "请用能在设备内写卡的方式制卡。", zhHant: "請用能在設備內寫卡的方式製卡。",
        en: "Make this kind of card at a desk whose key file has the right to issue.")
    default: nil
    }
  }

  private func left(_ before: String, _ after: String) -> String {
    triesLeft.map { "\(before)\($0)\(after)" } ?? ""
  }

  private var technical: String { detail.map { " (\($0))" } ?? "" }
}
