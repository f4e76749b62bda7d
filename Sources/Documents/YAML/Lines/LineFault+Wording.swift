import Wording

extension LineFault {
  /// What is wrong, in words of the house.
  var sentence: Sentence {
    switch self {
    case .colonMissing(let key):
      .init(
        zhHans: "“\(key)”后面缺少冒号。", zhHant: "「\(key)」後面缺少冒號。",
        en: "\"\(key)\" lacks its colon.")
    case .colonFullWidth:
      .init(
        zhHans: "这里用了全角冒号“：”。", zhHant: "這裡用了全形冒號「：」。",
        en: "This is a full-width colon (：).")
    case .colonWithoutSpace(let key):
      .init(
        zhHans: "“\(key)”的冒号后面缺少空格。", zhHant: "「\(key)」的冒號後面缺少空格。",
        en: "The colon of \"\(key)\" lacks the space behind it.")
    case .colonTwice:
      .init(
        zhHans: "此处多了一个冒号。", zhHant: "此處多了一個冒號。", en: "There is a colon too many here.")
    case .strayText:
      .init(
        zhHans: "此处的文字不属于任何字段。", zhHant: "此處的文字不屬於任何欄位。",
        en: "This text belongs to no field.")
    case .strayDash:
      .init(
        zhHans: "此处多了一个“-”：这里不是列表。", zhHant: "此處多了一個「-」：這裡不是清單。",
        en: "There is a dash too many here: this is no list.")
    case .dashMissing:
      .init(
        zhHans: "此行前面缺少列表的“- ”。", zhHant: "此行前面缺少清單的「- 」。",
        en: "This entry of a list lacks its dash.")
    case .dashFullWidth:
      .init(
        zhHans: "列表的“-”用了别的横线符号。", zhHant: "清單的「-」用了別的橫線符號。",
        en: "The dash of this entry is another sign than -.")
    case .quoteOpen:
      .init(
        zhHans: "这里的引号没有成对：文字没有用引号结束。", zhHant: "這裡的引號沒有成對：文字沒有用引號結束。",
        en: "A text here is not closed with its quote, or not opened with one.")
    case .quoteFullWidth:
      .init(
        zhHans: "这里用了中文引号。", zhHant: "這裡用了中文引號。",
        en: "These are not the straight quotes of YAML.")
    case .bracketOpen:
      .init(
        zhHans: "这里开始的 [ 或 { 没有结束。", zhHant: "這裡開始的 [ 或 { 沒有結束。",
        en: "What begins here with [ or { is not closed.")
    case .bracketFullWidth:
      .init(
        zhHans: "这里用了全角括号。", zhHant: "這裡用了全形括號。", en: "This is a full-width bracket.")
    case .textAfterValue:
      .init(
        zhHans: "值已经结束，后面还有文字。", zhHant: "值已經結束，後面還有文字。",
        en: "The value has ended, but more text follows it.")
    case .commaMissing:
      .init(
        zhHans: "两项之间缺少逗号。", zhHant: "兩項之間缺少逗號。", en: "A comma is missing between two entries.")
    case .commaFullWidth:
      .init(
        zhHans: "这里用了全角逗号“，”。", zhHant: "這裡用了全形逗號「，」。",
        en: "This is a full-width comma (，).")
    case .tab:
      .init(
        zhHans: "这里用了制表符（Tab）。", zhHant: "這裡用了定位字元（Tab）。", en: "A tab stands here.")
    case .oddBlank:
      .init(
        zhHans: "这里有不是普通空格的空白（如全角空格）。", zhHant: "這裡有不是普通空格的空白（如全形空格）。",
        en: "A blank stands here that is no ordinary space, such as a no-break space.")
    case .indentation:
      .init(
        zhHans: "此行的缩进与同组各行不一致。", zhHant: "此行的縮排與同組各行不一致。",
        en: "This line is not indented like the others of its group.")
    }
  }

  /// What would be right.
  var advice: Sentence {
    switch self {
    case .colonMissing(let key), .colonWithoutSpace(let key):
      .init(
        zhHans: "请写成“\(key): ”，冒号后留一个空格。", zhHant: "請寫成「\(key): 」，冒號後留一個空格。",
        en: "Write \"\(key): \", with a space behind the colon.")
    case .colonFullWidth:
      .init(
        zhHans: "请改用半角冒号，后面留一个空格。", zhHant: "請改用半形冒號，後面留一個空格。",
        en: "Write : and a space.")
    case .colonTwice:
      .init(
        zhHans: "含冒号的文字请加引号。", zhHant: "含冒號的文字請加引號。", en: "Put a text with a colon in quotes.")
    case .strayText:
      .init(
        zhHans: "请写成“字段: 值”，或删去；多行文字请合成一行。",
        zhHant: "請寫成「欄位: 值」，或刪去；多行文字請合成一行。",
        en: "Write \"field: value\" or delete it; put a text of several lines on one.")
    case .strayDash:
      .init(zhHans: "请删去“-”。", zhHant: "請刪去「-」。", en: "Delete the dash.")
    case .dashMissing, .dashFullWidth:
      .init(
        zhHans: "列表的每一项请以“- ”开头。", zhHant: "清單的每一項請以「- 」開頭。",
        en: "Begin each entry of a list with \"- \".")
    case .quoteOpen:
      .init(
        zhHans: "请在文字前后各写一个引号。", zhHant: "請在文字前後各寫一個引號。",
        en: "Write one quote before the text and one behind it.")
    case .quoteFullWidth:
      .init(zhHans: "请改用半角引号。", zhHant: "請改用半形引號。", en: "Write \" instead.")
    case .bracketOpen:
      .init(
        zhHans: "请补上 ] 或 }。", zhHant: "請補上 ] 或 }。", en: "Close it with ] or }.")
    case .bracketFullWidth:
      .init(
        zhHans: "请改用半角括号 [ ] { }。", zhHant: "請改用半形括號 [ ] { }。", en: "Write [ ] or { }.")
    case .textAfterValue:
      .init(
        zhHans: "请删去多余的文字；注释请以 # 开头。", zhHant: "請刪去多餘的文字；註解請以 # 開頭。",
        en: "Delete it; a comment begins with #.")
    case .commaMissing, .commaFullWidth:
      .init(
        zhHans: "请用半角逗号分隔。", zhHant: "請用半形逗號分隔。", en: "Write , between two entries.")
    case .tab, .oddBlank, .indentation:
      .init(
        zhHans: "请用普通空格；同组各行缩进相同。", zhHant: "請用普通空格；同組各行縮排相同。",
        en: "Use spaces, the same number for all lines of a group.")
    }
  }
}
