package import CardReaders

/// A reader as the service shows it, after `docs/schemas/reader.schema.json`.
package struct ReaderForm: Encodable, Sendable {
  /// Who has claimed it, with the properties of UnifiedPOS.
  package struct Claim: Encodable, Sendable {
    let by: String
    let deviceEnabled: Bool
    let dataEventEnabled: Bool
    let autoDisable: Bool
    let errorReporting: String
    let tracksToRead: [Int]
    let dataCount: Int

    package init(
      by: String, deviceEnabled: Bool, dataEventEnabled: Bool, autoDisable: Bool,
      errorReporting: String, tracksToRead: [Int], dataCount: Int
    ) {
      self.by = by
      self.deviceEnabled = deviceEnabled
      self.dataEventEnabled = dataEventEnabled
      self.autoDisable = autoDisable
      self.errorReporting = errorReporting
      self.tracksToRead = tracksToRead
      self.dataCount = dataCount
    }
  }

  let name: String
  let kind: ReaderKind
  let hasCard: Bool
  let claim: Claim?
  let repeated: Bool?

  package init(
    name: String, kind: ReaderKind, hasCard: Bool, claim: Claim? = nil, repeated: Bool? = nil
  ) {
    self.name = name
    self.kind = kind
    self.hasCard = hasCard
    self.claim = claim
    self.repeated = repeated
  }
}
