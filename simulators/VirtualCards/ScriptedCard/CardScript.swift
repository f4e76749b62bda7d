import SmartCard
public import Wording

/// A card's behaviour as text, one rule a line, for people who test programs without writing Swift.
///
/// ```
/// # A slow card with a fault
/// atr 3B055649503236
/// 00A4 -> 6110
/// 00C0 -> wait 200 6F0A9000
/// 00B0 -> 6C10, 00112233445566778899AABBCCDDEEFF9000
/// 0088 -> hang
/// 0084 -> leave 0008AABB
/// 0082 -> raw 0000
/// otherwise 6D00
/// ```
///
/// Left of `->` stands the beginning of a command in hex, right of it the answers in order, separated
/// by commas; the last one stays. `wait` takes milliseconds, `hang` never answers, `leave` sends raw
/// bytes (or none) and takes the card out, `raw` sends bytes without a length. `#` begins a comment.
public enum CardScript {
  /// Reads a script. Throws ``CardScriptError`` with the line that it does not understand.
  public static func card(
    from text: String, transcript: CardTranscript = CardTranscript()
  ) throws(CardScriptError) -> ScriptedCard {
    var rules: [ScriptedCard.Rule] = []
    var card = ScriptedCard(transcript: transcript)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { continue }
      let number = index + 1
      switch (first, words.count) {
      case ("atr", 2): card.atr = try bytes(words[1], line: number)
      case ("otherwise", 2): card.otherwise = try bytes(words[1], line: number)
      default:
        guard words.count >= 3, words[1] == "->" else {
          throw CardScriptError(line: number, text: String(line))
        }
        let prefix = try bytes(first, line: number)
        rules.append(.on(prefix, try answers(words[2...], line: number)))
      }
    }
    return ScriptedCard(
      atr: card.atr, rules: rules, otherwise: card.otherwise, transcript: transcript)
  }

  private static func answers(
    _ words: ArraySlice<Substring>, line: Int
  ) throws(CardScriptError) -> [VPCDAnswer] {
    var answers: [VPCDAnswer] = []
    for part in words.joined(separator: " ").split(separator: ",", omittingEmptySubsequences: false)
    {
      var rest = part.split(separator: " ")[...]
      answers.append(try answer(&rest, line: line))
      if let extra = rest.first { throw CardScriptError(line: line, text: String(extra)) }
    }
    return answers
  }

  private static func answer(
    _ words: inout ArraySlice<Substring>, line: Int
  ) throws(CardScriptError) -> VPCDAnswer {
    switch words.popFirst() {
    case "hang": return .silence
    case "wait":
      guard let word = words.popFirst(), let time = Int(word), 0...86_400_000 ~= time else {
        throw CardScriptError(line: line, text: "wait")
      }
      return .delayed(.milliseconds(time), try answer(&words, line: line))
    case "leave":
      guard let word = words.popFirst() else { return .leave(after: []) }
      return .leave(after: try bytes(word, line: line))
    case "raw":
      guard let word = words.popFirst() else { throw CardScriptError(line: line, text: "raw") }
      return .raw(try bytes(word, line: line))
    case .some(let word): return .message(try bytes(word, line: line))
    case nil: throw CardScriptError(line: line, text: "")
    }
  }

  private static func bytes(_ word: Substring, line: Int) throws(CardScriptError) -> [UInt8] {
    guard let bytes = SmartCard.bytes(fromHexadecimal: String(word)), bytes.count <= 65_535 else {
      throw CardScriptError(line: line, text: String(word))
    }
    return bytes
  }
}

/// A line of a card script that cannot be understood.
public struct CardScriptError: ExplainedError, Sendable, Hashable {
  /// The line's number, from 1.
  public let line: Int
  /// The words that were not understood.
  public let text: String

  /// Always `cardScriptMalformed`.
  public var code: String { "cardScriptMalformed" }

  /// A matter of the script's author.
  public var nature: ErrorNature { .input }

  /// Which line, and what in it.
  public var message: Sentence {
    Sentence(
      zhHans: "卡片脚本第 \(line) 行无法识别：“\(text)”。", zhHant: "卡片腳本第 \(line) 行無法識別：「\(text)」。",
      en: "Line \(line) of the card script is not understood: \"\(text)\".")
  }

  /// What a line looks like.
  public var hint: Sentence? {
    Sentence(
      zhHans: "一行的格式是：命令开头的十六进制 -> 回应；例如 00A4 -> 9000",
      zhHant: "一行的格式是：命令開頭的十六進位 -> 回應；例如 00A4 -> 9000",
      en: "A line reads: the beginning of a command in hex -> answers, such as 00A4 -> 9000")
  }
}
