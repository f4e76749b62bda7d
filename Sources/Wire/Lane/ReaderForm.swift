package import CardReaders

/// A reader as the service shows it, after `docs/schemas/readers.schema.json`.
package struct ReaderForm: Encodable, Sendable {
  let name: String
  let kind: ReaderKind
  let hasCard: Bool

  package init(name: String, kind: ReaderKind, hasCard: Bool) {
    self.name = name
    self.kind = kind
    self.hasCard = hasCard
  }
}
