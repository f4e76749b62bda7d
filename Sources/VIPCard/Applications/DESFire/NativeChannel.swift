import CardCrypto
import SmartCard

extension CardChannel {
  /// Sends a native command in ISO/IEC 7816-4 wrapping.
  func native(
    _ instruction: NativeInstruction, _ step: IncompleteAnswer, data: [UInt8] = []
  ) async throws(ChipFailure) -> ResponseAPDU {
    try await exchange(
      CommandAPDU(
        cla: 0x90, ins: instruction.rawValue, p1: 0x00, p2: 0x00, data: data,
        expectedLength: 256),
      step)
  }
}

extension ResponseAPDU {
  /// The data of an answer that must have this status and one of these lengths.
  ///
  /// The length comes first: the tail of a torn answer can look like the status that was expected.
  /// A status without data that says no is a refusal, which stands for `refusal`.
  func data(
    _ status: NativeStatus, counts: ClosedRange<Int>, _ step: IncompleteAnswer,
    refusal: ChipFailure
  ) throws(ChipFailure) -> [UInt8] {
    if self.status == status.statusWord, counts.contains(data.count) { return data }
    let isNative =
      self.status.sw1 == 0x91 && self.status != NativeStatus.done.statusWord
      && self.status != NativeStatus.additionalFrame.statusWord
    if data.isEmpty, isNative || (0x67...0x6F).contains(self.status.sw1) { throw refusal }
    throw .incomplete(step)
  }

  /// The same for one length.
  func data(
    _ status: NativeStatus, count: Int, _ step: IncompleteAnswer, refusal: ChipFailure
  ) throws(ChipFailure) -> [UInt8] {
    try data(status, counts: count...count, step, refusal: refusal)
  }
}

extension ChipFailure {
  /// What a failure within a session means for the card.
  init(_ error: SessionError, _ step: IncompleteAnswer) {
    self =
      switch error {
      case .length: .incomplete(step)
      case .notAuthentic, .exhausted: .notProven
      case .keys(let error): .keys(error)
      }
  }
}

/// A step of a session whose failure is a failure of the chip.
func inSession<Result>(
  _ step: IncompleteAnswer, _ body: () throws(SessionError) -> Result
) throws(ChipFailure) -> Result {
  do {
    return try body()
  } catch {
    throw ChipFailure(error, step)
  }
}

extension MemberFile {
  /// Reads a member file that came from a chip.
  init(fromChip bytes: [UInt8]) throws(ChipFailure) {
    do {
      try self.init(parsing: bytes)
    } catch {
      throw .memberFile(error)
    }
  }
}
