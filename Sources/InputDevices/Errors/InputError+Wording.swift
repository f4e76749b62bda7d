public import Wording

extension InputError {
  /// What happened, to which device.
  public var message: Sentence {
    let said = said
    return Sentence(
      zhHans: "键盘设备「\(device.name)」（\(device.node)）：\(said.simplifiedChinese)",
      zhHant: "鍵盤裝置「\(device.name)」（\(device.node)）：\(said.traditionalChinese)",
      en: "Keyboard device \"\(device.name)\" (\(device.node)): \(said.english)")
  }

  private var said: Sentence {
    switch reason {
    case .access:
      Sentence(
        zhHans: "当前用户没有权限读取。", zhHant: "目前的使用者沒有權限讀取。",
        en: "this user may not read it.")
    case .noDevice:
      Sentence(zhHans: "已被拔下。", zhHant: "已被拔下。", en: "it was unplugged.")
    case .busy:
      Sentence(
        zhHans: "另一个程序正在独占使用。", zhHant: "另一個程式正在獨佔使用。",
        en: "another program has it for itself.")
    case .overrun:
      Sentence(
        zhHans: "来不及读取，丢失了按键；这次刷卡作废。",
        zhHant: "來不及讀取，遺失了按鍵；這次刷卡作廢。",
        en: "keys were lost because they were not read in time; this swipe does not count.")
    case .keyHeld:
      Sentence(
        zhHans: "有一个键一直按着，无法独占。", zhHant: "有一個鍵一直按著，無法獨佔。",
        en: "a key is held down, so it cannot be taken over.")
    default:
      Sentence(
        zhHans: "系统拒绝访问（errno \(errno ?? 0)）。", zhHant: "系統拒絕存取（errno \(errno ?? 0)）。",
        en: "the system refuses access (errno \(errno ?? 0)).")
    }
  }

  /// What the person in front of it can do.
  public var hint: Sentence? {
    switch reason {
    case .access:
      Sentence(
        zhHans: "请把 udev/70-cardlane.rules 复制到 /etc/udev/rules.d/，"
          + "再执行 udevadm control --reload 和 udevadm trigger。",
        zhHant: "請把 udev/70-cardlane.rules 複製到 /etc/udev/rules.d/，"
          + "再執行 udevadm control --reload 和 udevadm trigger。",
        en: "Copy udev/70-cardlane.rules to /etc/udev/rules.d/, then run udevadm control --reload "
          + "and udevadm trigger.")
    case .noDevice:
      Sentence(
        zhHans: "请插好数据线；插回后会自动继续。刷到一半的卡请重刷。",
        zhHant: "請插好傳輸線；插回後會自動繼續。刷到一半的卡請重刷。",
        en: "Plug it in again; it goes on by itself. Swipe again a card that was half way.")
    case .busy:
      Sentence(
        zhHans: "请关闭另一个程序，然后重试。", zhHant: "請關閉另一個程式，然後重試。",
        en: "Close the other program, then try again.")
    case .overrun:
      Sentence(zhHans: "请再刷一次。", zhHant: "請再刷一次。", en: "Swipe again.")
    case .keyHeld:
      Sentence(
        zhHans: "请松开按键，或拔下读卡器再插上。", zhHant: "請放開按鍵，或拔下讀卡機再插上。",
        en: "Let go of the key, or unplug the reader and plug it in again.")
    default: nil
    }
  }
}
