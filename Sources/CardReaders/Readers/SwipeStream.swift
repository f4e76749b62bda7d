import CardCrypto
import FoundationEssentials
import MagneticStripe

/// The events of a reader that sends one run of bytes for each swipe.
///
/// `read` gives `nil` for bytes that are no swipe. The bytes are overwritten behind it.
func swipes<Source: AsyncSequence & Sendable>(
  of source: Source, name: String, kind: ReaderKind, now: @escaping @Sendable () -> Date,
  read: @escaping @Sendable ([UInt8]) -> StripeRead?
) -> AsyncStream<CardEvent> where Source.Element == [UInt8] {
  .reading { report in
    func tell(_ happening: CardEvent.Happening) {
      report(CardEvent(happening, reader: name, kind: kind, time: now()))
    }
    tell(.readerAdded)
    do {
      for try await var bytes in source {
        if let swipe = read(bytes) { tell(.swipe(swipe)) }
        SecretBytes.clear(&bytes)
      }
    } catch {
      tell(.error(.inputFailed(reader: name, error)))
    }
    tell(.readerRemoved)
  }
}
