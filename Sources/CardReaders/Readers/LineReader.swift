public import CardCrypto
public import FoundationEssentials
public import MagneticStripe

/// A keyboard-wedge reader whose keys arrive as lines of bytes: a terminal, a pipe, a test.
///
/// ``FileLines`` gives the lines of a file descriptor.
public struct LineReader<Lines: AsyncSequence & Sendable>: CardReader
where Lines.Element == [UInt8] {
  /// The reader's name in its events.
  public let name: String
  private let lines: Lines
  private let decoder: WedgeTextDecoder
  private let now: @Sendable () -> Date

  /// Makes a reader of lines without their line ends; `swipeKeys` decrypt what encrypting heads type.
  public init(
    name: String, lines: Lines, filter: PaymentCardFilter = .standard,
    swipeKeys: (any SwipeKeyStore)? = nil, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.name = name
    self.lines = lines
    decoder = WedgeTextDecoder(filter: filter, swipeKeys: swipeKeys)
    self.now = now
  }

  /// Always ``ReaderKind/wedge``.
  public var kind: ReaderKind { .wedge }

  /// ``CardEvent/Happening/readerAdded``, a swipe for each line that is not empty, and
  /// ``CardEvent/Happening/readerRemoved`` when the lines end. If they end by an error, that comes
  /// before it. A line is overwritten when it has been read.
  public func events() -> AsyncStream<CardEvent> {
    let decoder = decoder
    return swipes(of: lines, name: name, kind: kind, now: now) { line in
      line.allSatisfy { $0 <= 0x20 } ? nil : decoder.decode(line.span)
    }
  }
}
