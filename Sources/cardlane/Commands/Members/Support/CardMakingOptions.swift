import ArgumentParser
import CardCrypto
import Desk

/// What a card was made with, beside its number, year and sequence.
struct CardMakingOptions: ParsableArguments {
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

  /// What the card was made with.
  var making: CardMaking {
    CardMaking(chipUID: chip.flatMap(Hex.bytes), hasRollingCounter: rollingCounter)
  }
}
