public import Wording

/// Why a slip could not be drawn, encoded or read.
public struct RenderingError: ExplainedError, Hashable {
  /// A stable name; unknown ones survive.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String
    /// Takes any name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The system cannot convert to the printer's character set.
    public static let encodingUnavailable = Code(rawValue: "encodingUnavailable")
    /// The drawing library refused.
    public static let drawingFailed = Code(rawValue: "drawingFailed")
    /// A stored receipt or profile does not have its form.
    public static let badDocument = Code(rawValue: "badDocument")
    /// The text does not fit into the largest QR code.
    public static let qrCodeTooLong = Code(rawValue: "qrCodeTooLong")
    /// A slip has more lines than can be kept and printed.
    public static let slipTooLong = Code(rawValue: "slipTooLong")
    /// A picture would be longer than a roll of paper.
    public static let paperTooLong = Code(rawValue: "paperTooLong")
  }

  /// Which error it is.
  public let kind: Code
  public let message: Sentence
  public let hint: Sentence?
  public let nature: ErrorNature

  public var code: String { kind.rawValue }

  public static func == (left: Self, right: Self) -> Bool {
    left.kind == right.kind && left.message == right.message
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(message)
  }

  static func encodingUnavailable(_ encoding: PrinterEncoding) -> Self {
    Self(
      kind: .encodingUnavailable,
      message: Sentence(
        zhHans: "系统不支持打印机字符集 \(encoding.rawValue)，小票尚未打印。",
        zhHant: "系統不支援印表機字元集 \(encoding.rawValue)，簽單尚未列印。",
        en: "This system cannot convert to the printer's character set \(encoding.rawValue); "
          + "the slip was not printed."),
      hint: Sentence(
        zhHans: "请检查打印机配置中的 encoding，例如 GB18030 或 BIG5。",
        zhHant: "請檢查印表機設定中的 encoding，例如 GB18030 或 BIG5。",
        en: "Check `encoding` in the printer profile: GB18030 or BIG5, for example."),
      nature: .input)
  }

  static func drawingFailed(_ detail: String) -> Self {
    Self(
      kind: .drawingFailed,
      message: Sentence(
        zhHans: "无法绘制小票图片（\(detail)）。", zhHant: "無法繪製簽單圖片（\(detail)）。",
        en: "The picture of the slip could not be drawn (\(detail))."),
      hint: Sentence(
        zhHans: "请安装中文字体（fonts-noto-cjk）并检查内存。",
        zhHant: "請安裝中文字型（fonts-noto-cjk）並檢查記憶體。",
        en: "Install a Chinese font (fonts-noto-cjk) and check the free memory."),
      nature: .device)
  }

  static func qrCodeTooLong(_ bytes: Int) -> Self {
    Self(
      kind: .qrCodeTooLong,
      message: Sentence(
        zhHans: "二维码内容过长（\(bytes) 字节）。", zhHant: "二維碼內容過長（\(bytes) 位元組）。",
        en: "The text of the QR code is too long (\(bytes) bytes)."),
      hint: Sentence(
        zhHans: "最多 \(QRCode.capacity) 字节。", zhHant: "最多 \(QRCode.capacity) 位元組。",
        en: "At most \(QRCode.capacity) bytes fit."),
      nature: .input)
  }

  static func slipTooLong(lines: Int) -> Self {
    Self(
      kind: .slipTooLong,
      message: Sentence(
        zhHans: "小票有 \(lines) 行，太长而不能保存和打印，没有入账。",
        zhHant: "簽單有 \(lines) 行，太長而不能保存和列印，沒有入帳。",
        en:
          "The slip would have \(lines) lines, too many to be kept and printed; nothing was booked."
      ),
      hint: Sentence(
        zhHans: "请把这笔业务分成几笔。", zhHant: "請把這筆業務分成幾筆。", en: "Split it into several."),
      nature: .input)
  }

  static func paperTooLong() -> Self {
    let metres = SlipPicture.longest / 8000
    return Self(
      kind: .paperTooLong,
      message: Sentence(
        zhHans: "图片长度超过 \(metres) 米纸。", zhHant: "圖片長度超過 \(metres) 公尺紙。",
        en: "The picture would be longer than \(metres) metres of paper."),
      hint: Sentence(
        zhHans: "请改用文本格式，或分段处理。", zhHant: "請改用文字格式，或分段處理。",
        en: "Use the text form, or take it in parts."),
      nature: .input)
  }

  static func badDocument(what: String, detail: String) -> Self {
    Self(
      kind: .badDocument,
      message: Sentence(
        zhHans: "文件格式有误（\(what)）：\(detail)", zhHant: "檔案格式有誤（\(what)）：\(detail)",
        en: "Not a valid \(what): \(detail)"),
      hint: nil, nature: .input)
  }

  static func badDocument(what: String, _ error: DecodingError) -> Self {
    func path(_ context: DecodingError.Context) -> String {
      let keys = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return keys.isEmpty ? "" : keys.joined(separator: ".") + ": "
    }
    let detail =
      switch error {
      case .keyNotFound(let key, let context): "\(path(context))missing \"\(key.stringValue)\""
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        path(context) + context.debugDescription
      @unknown default: String(describing: error)
      }
    return badDocument(what: what, detail: detail)
  }
}
