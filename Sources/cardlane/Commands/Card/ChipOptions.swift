import ArgumentParser
import Desk
import VIPCard

/// How a chip is made into a card.
struct ChipOptions: ParsableArguments {
  @Option(help: "The kind of chip that has to be there: cpu, desfire, ntag424 or classic.")
  var kind: ChipKind?
  @Flag(help: "Write a card of ours anew, such as last year's.")
  var overwrite = false
  @Option(
    help: "Where an NTAG 424 DNA leads a telephone, https://…; its NDEF file is left alone without."
  )
  var url: String?
  @Option(help: "Seconds to wait for the card, and then for its answers.")
  var timeout: Double = 30

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds above 0, not \(timeout)")
    }
  }

  /// The chip in a reader.
  func place(_ reader: String, _ keys: KeyOptions) -> ChipPlace {
    ChipPlace(
      reader: reader, samReader: keys.samReader, kind: kind, overwrites: overwrite, address: url,
      patience: .seconds(timeout))
  }
}
