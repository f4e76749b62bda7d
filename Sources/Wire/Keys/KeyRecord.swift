package import CardCrypto

/// The keys of a key file or a device as their years, rights and check values, after
/// `docs/schemas/keys.schema.json`; never a key.
package struct KeyRecord: Encodable, Sendable {
  /// The key of a card year.
  package struct Key: Encodable, Sendable {
    package let year: Int
    package let right: KeyRight
    package let checkValue: String

    package init(year: Int, right: KeyRight, checkValue: String) {
      self.year = year
      self.right = right
      self.checkValue = checkValue
    }
  }

  /// A key of encrypting readers.
  private struct ReaderKey: Encodable, Sendable {
    let ksnPrefix: String
    let algorithm: DUKPTAlgorithm
    let kind: SwipeKeySet.Kind
    let variant: SwipeKeyVariant
    let checkValue: String

    init(_ set: SwipeKeySet) {
      ksnPrefix = set.prefix.description
      algorithm = set.algorithm
      kind = set.kind
      variant = set.variant
      checkValue = set.checkValue.description
    }
  }

  private let store: String?
  private let device: String?
  private let keys: [Key]
  private let readerKeys: [ReaderKey]?

  /// The keys of a key file.
  package init(_ file: KeyFile) {
    store = file.path
    device = nil
    keys = file.listing.map {
      Key(year: $0.year, right: $0.right, checkValue: $0.checkValue.description)
    }
    let readers = file.readerKeySets.map(ReaderKey.init)
    readerKeys = readers.isEmpty ? nil : readers
  }

  /// The keys of a device.
  package init(device: String, keys: [Key]) {
    store = nil
    self.device = device
    self.keys = keys
    readerKeys = nil
  }
}
