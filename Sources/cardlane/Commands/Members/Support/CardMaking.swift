import ArgumentParser
import CardCrypto
import MemberStore

/// What a card was made with, beside its number, year and sequence.
struct CardMaking: ParsableArguments {
  @Option(
    help: "The UID of the chip that the card was issued on, in hex; taps by telephone need it.")
  var chip: String?
  @Flag(help: "The card carries a rolling counter on track 3, which begins at 0.")
  var rollingCounter = false

  func validate() throws {
    guard let chip else { return }
    guard let uid = Hex.bytes(chip), [4, 7, 10].contains(uid.count) else {
      throw ValidationError("--chip takes a UID of 4, 7 or 10 bytes in hex, not \(chip)")
    }
  }

  /// The card's entry with what it was made with.
  func made(_ card: CardRecord) -> CardRecord {
    var card = card
    card.chipUID = chip.flatMap(Hex.bytes).map(ChipUID.text)
    card.counterCommitted = rollingCounter ? 0 : nil
    return card
  }
}
