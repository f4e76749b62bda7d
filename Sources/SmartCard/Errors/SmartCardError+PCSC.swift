extension SmartCardError {
  /// Where in a conversation with pcscd a status came up; it decides what some codes mean.
  enum Stage {
    case opening
    case connecting
    case talking
  }

  /// Reads a PC/SC status as a reason.
  init(_ status: PCSCStatus, stage: Stage = .talking, reader: String? = nil, call: String) {
    self.init(Self.reason(of: status, stage), status: status, reader: reader, detail: call)
  }

  private static func reason(of status: PCSCStatus, _ stage: Stage) -> Reason {
    switch status {
    case .noService: stage == .opening ? .serviceNotRunning : .serviceLost
    case .serviceStopped: stage == .opening ? .versionMismatch : .serviceLost
    case .communicationError, .shutdown, .invalidHandle: .serviceLost
    // libpcsclite says so too of a pcscd that ended before it read what was asked; who is refused is
    // refused before.
    case .securityViolation: stage == .talking ? .serviceLost : .accessDenied
    case .noReadersAvailable: .noReader
    case .unknownReader: .unknownReader
    case .readerUnavailable: .readerGone
    case .noSmartCard: .noCard
    case .removedCard: .cardRemoved
    case .resetCard: .cardReset
    case .unresponsiveCard: .cardUnresponsive
    case .unpoweredCard: .cardUnpowered
    case .sharingViolation: .readerInUse
    case .protocolMismatch, .unsupportedCard: .protocolMismatch
    case .timeout: .timedOut
    case .cancelled, .systemCancelled: .cancelled
    case .notTransacted, .dataLost, .notReady: .communicationFailed
    case .insufficientBuffer: .malformedAnswer
    case .unsupportedFeature: .unsupportedFeature
    case .noMemory, .serverTooBusy: .serviceTooBusy
    default: .other
    }
  }

  /// Whether it says that pcscd is gone, so that only a new context helps.
  var endsTheService: Bool {
    [.serviceNotRunning, .serviceLost, .versionMismatch, .accessDenied].contains(reason)
  }
}
