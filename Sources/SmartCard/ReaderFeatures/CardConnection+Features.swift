extension CardConnection {
  /// Sends a control command to the reader's driver (`SCardControl`).
  public func control(
    _ code: UInt32, _ data: [UInt8] = []
  ) async throws(SmartCardError) -> [UInt8] {
    try await perform(within: options.commandDeadline) { card throws(SmartCardError) in
      try card.control(code, data)
    }
  }

  /// The features that the reader offers, each with its control code (PC/SC part 10,
  /// `CM_IOCTL_GET_FEATURE_REQUEST`). Empty where the driver knows none.
  public func features() async throws(SmartCardError) -> [ReaderFeature: UInt32] {
    let answer: [UInt8]
    do throws(SmartCardError) {
      answer = try await control(ReaderFeature.featureRequest)
    } catch  where error.reason == .unsupportedFeature {
      return [:]
    }
    return try ReaderFeature.parse(answer)
  }

  /// Uses a feature of the reader.
  ///
  /// Throws ``SmartCardError/Reason/unsupportedFeature`` where the reader does not offer it.
  public func use(
    _ feature: ReaderFeature, _ data: [UInt8] = []
  ) async throws(SmartCardError) -> [UInt8] {
    guard let code = try await features()[feature] else {
      throw SmartCardError(.unsupportedFeature, reader: reader)
    }
    return try await control(code, data)
  }

  /// The reader's properties, where it tells them (``ReaderFeature/properties``).
  public func properties() async throws(SmartCardError) -> ReaderProperties? {
    guard let code = try await features()[.properties] else { return nil }
    return try ReaderProperties(parsing: try await control(code))
  }

  /// An attribute of the reader (`SCardGetAttrib`).
  public func attribute(
    _ attribute: ReaderAttribute
  ) async throws(SmartCardError) -> [UInt8] {
    try await perform(within: options.commandDeadline) { card throws(SmartCardError) in
      try card.attribute(attribute)
    }
  }
}
