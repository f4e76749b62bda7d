import CardCrypto
import SmartCard

extension KeyDeviceFailure {
  /// What a failure of reader or card means for a key store.
  init(_ error: SmartCardError, device: String) {
    let reason: Reason =
      switch error.reason {
      case .noCard, .cardRemoved, .readerGone, .unknownReader, .noReader, .cardUnpowered,
        .cardUnresponsive, .serviceNotRunning, .serviceLost, .connectionClosed, .cardReset,
        .communicationFailed:
        .gone
      case .readerInUse: .busy
      case .timedOut: .timedOut
      case .protocolMismatch, .malformedAnswer: .foreign
      default: .refused
      }
    self.init(reason, device: device, detail: error.description)
  }
}
