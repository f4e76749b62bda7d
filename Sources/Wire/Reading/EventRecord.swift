import CardCrypto
import CardReaders
public import Desk
public import Foundation
import Lane
import VIPCard
public import Wording

/// An event as one JSON object: `event`, `time`, `reader`, `kind`, and what the event brings.
public struct EventRecord: Encodable, Sendable {
  private let judged: JudgedEvent
  private let language: Language
  private let zone: TimeZone
  private let masksNumbers: Bool

  /// An event in the words of a language.
  ///
  /// - Parameters:
  ///   - judged: the event with the verdict on its card.
  ///   - language: the language of its words.
  ///   - zone: the zone in which the time is told, with its offset.
  ///   - masksNumbers: whether the tracks are left out and the card's number is masked, for what is kept or goes
  ///     to many.
  public init(
    _ judged: JudgedEvent, _ language: Language, zone: TimeZone, masksNumbers: Bool = false
  ) {
    self.masksNumbers = masksNumbers
    self.judged = judged
    self.language = language
    self.zone = zone
  }

  private enum Key: CodingKey {
    case event, time, reader, kind, atr, card, tracks, cardKind, identity, verdict, chip
    case message, nextStep, needsSupervisor, nextCounter, error, code, hint
  }

  public func encode(to encoder: any Encoder) throws {
    let event = judged.event
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(event.name, forKey: .event)
    try container.encode(event.time.formatted(Self.stamp(in: zone)), forKey: .time)
    try container.encodeIfPresent(event.reader, forKey: .reader)
    try container.encode(event.kind, forKey: .kind)
    if case .cardInserted(let atr, let card) = event.happening {
      try container.encode(Hex.text(atr).uppercased(), forKey: .atr)
      try container.encode(card[language], forKey: .card)
    }
    if let judgement = judged.judgement { try encode(judgement, to: &container) }
    if let error = judged.error {
      // An error event is about its error; any other event carries it along.
      if event.name == "error" {
        try encode(error, to: &container)
      } else {
        var nested = container.nestedContainer(keyedBy: Key.self, forKey: .error)
        try encode(error, to: &nested)
      }
    }
  }

  /// RFC 3339 to the millisecond, with the offset of a zone.
  private static func stamp(in zone: TimeZone) -> Date.ISO8601FormatStyle {
    Date.ISO8601FormatStyle(
      timeZoneSeparator: .colon, includingFractionalSeconds: true, timeZone: zone)
  }

  private func encode(
    _ judgement: CardJudgement, to container: inout KeyedEncodingContainer<Key>
  ) throws {
    if judged.event.name == "swipe", !masksNumbers {
      try container.encode(judgement.tracks, forKey: .tracks)
    }
    try container.encode(judgement.kind, forKey: .cardKind)
    if masksNumbers {
      try container.encodeIfPresent(
        judgement.identity.map(MaskedIdentity.init), forKey: .identity)
    } else {
      try container.encodeIfPresent(judgement.identity, forKey: .identity)
    }
    try container.encode(judgement.verdict, forKey: .verdict)
    try container.encodeIfPresent(judgement.chip, forKey: .chip)
    try container.encode(judgement.message[language], forKey: .message)
    try container.encodeIfPresent(judgement.nextStep?[language], forKey: .nextStep)
    if judged.outcome?.needsSupervisor == true {
      try container.encode(true, forKey: .needsSupervisor)
    }
    try container.encodeIfPresent(judged.outcome?.nextCounter?.rawValue, forKey: .nextCounter)
  }

  private func encode(
    _ error: any ExplainedError, to container: inout KeyedEncodingContainer<Key>
  ) throws {
    try container.encode(error.code, forKey: .code)
    try container.encode(error.message[language], forKey: .message)
    try container.encodeIfPresent(error.hint?[language], forKey: .hint)
  }
}
