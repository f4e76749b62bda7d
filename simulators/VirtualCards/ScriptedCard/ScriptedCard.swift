/// A card that does what it is told: for every command an answer, a delay, a fault.
///
/// ```swift
/// let card = ScriptedCard(rules: [
///   .on([0x00, 0xA4], .message([0x61, 0x10])),
///   .on([0x00, 0xC0], .delayed(.milliseconds(200), .message([0x90, 0x00]))),
///   .on([0x00, 0x88], .silence),
/// ])
/// ```
///
/// The first rule that fits a message answers it. A rule with several answers gives one after the
/// other and then stays with its last. What no rule fits is answered as a card without faults would:
/// with its answer-to-reset, or with ``otherwise``.
public struct ScriptedCard: FaultyVirtualCard {
  /// The answer-to-reset.
  public var atr: [UInt8]
  /// The answer to commands that no rule fits; `6D00`, "instruction not supported", by default.
  public var otherwise: [UInt8]
  /// What the reader has said.
  public let transcript: CardTranscript
  private var rules: [Rule]

  /// An answer-to-reset for T=1 with the historical bytes "VIP26".
  public static let t1: [UInt8] = [0x3B, 0x85, 0x80, 0x01, 0x56, 0x49, 0x50, 0x32, 0x36, 0x4F]
  /// An answer-to-reset for T=0 with the historical bytes "VIP26".
  public static let t0: [UInt8] = [0x3B, 0x05, 0x56, 0x49, 0x50, 0x32, 0x36]

  /// Makes a card.
  public init(
    atr: [UInt8] = ScriptedCard.t1, rules: [Rule] = [], otherwise: [UInt8] = [0x6D, 0x00],
    transcript: CardTranscript = CardTranscript()
  ) {
    self.atr = atr
    self.rules = rules
    self.otherwise = otherwise
    self.transcript = transcript
  }

  /// What a card says to messages of one kind.
  public struct Rule: Sendable {
    let fits: @Sendable (VPCDMessage) -> Bool
    let answers: @Sendable (VPCDMessage, Int) -> VPCDAnswer?
    var uses = 0

    /// Answers commands that begin with `prefix`, with one answer after the other.
    public static func on(_ prefix: [UInt8], _ answers: VPCDAnswer...) -> Rule {
      on(prefix, answers)
    }

    /// Answers commands that begin with `prefix`, with one answer after the other.
    public static func on(_ prefix: [UInt8], _ answers: [VPCDAnswer]) -> Rule {
      Rule(
        fits: { if case .command(let bytes) = $0 { bytes.starts(with: prefix) } else { false } },
        answers: { _, use in answers.isEmpty ? nil : answers[min(use, answers.count - 1)] })
    }

    /// Answers commands that begin with `prefix` as `body` says.
    public static func on(
      _ prefix: [UInt8], compute body: @escaping @Sendable ([UInt8]) -> VPCDAnswer
    ) -> Rule {
      Rule(
        fits: { if case .command(let bytes) = $0 { bytes.starts(with: prefix) } else { false } },
        answers: { message, _ in
          if case .command(let bytes) = message { body(bytes) } else { nil }
        })
    }

    /// Answers a control message, such as ``VPCDMessage/atr``, with one answer after the other.
    public static func on(control message: VPCDMessage, _ answers: VPCDAnswer...) -> Rule {
      Rule(
        fits: { $0 == message },
        answers: { _, use in answers.isEmpty ? nil : answers[min(use, answers.count - 1)] })
    }
  }

  /// Answers as the first rule that fits says.
  public mutating func answer(to message: VPCDMessage) -> VPCDAnswer {
    transcript.append(message)
    for index in rules.indices where rules[index].fits(message) {
      defer { rules[index].uses += 1 }
      if let answer = rules[index].answers(message, rules[index].uses) { return answer }
    }
    return switch message {
    case .atr: .message(atr)
    case .command: .message(otherwise)
    case .powerOn, .powerOff, .reset, .unknownControl: .silence
    }
  }

  /// Answers commands that no rule fits.
  public mutating func respond(to command: [UInt8]) -> [UInt8] { otherwise }
}

extension ScriptedCard {
  /// A card that is in the reader but does not answer a reset: present and mute.
  ///
  /// The reader's look for a card is answered; once powered, it answers with more bytes than an
  /// answer-to-reset can have, which the driver takes for a failure.
  public static func mute(transcript: CardTranscript = CardTranscript()) -> ScriptedCard {
    let tooLong = VPCDAnswer.message([UInt8](repeating: 0, count: 64))
    return ScriptedCard(
      rules: [.on(control: .atr, .message(t1), tooLong)], transcript: transcript)
  }
}
