import CardReaders
import Documents
import MagneticStripe

/// `{"deviceEnabled":true,"dataEventEnabled":true}`: what an owner wants of a reader, by the names of UnifiedPOS; what is
/// left out stays as it is.
struct ReaderSettings: Sendable {
  var isEnabled: Bool?
  var isDataEventEnabled: Bool?
  var autoDisables: Bool?
  var errorReporting: ErrorReporting?
  var tracksToRead: Set<TrackNumber>?
  /// Whether what waits is dropped first.
  var clearsInput = false

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> ReaderSettings {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      var settings = ReaderSettings()
      settings.isEnabled = fields.optional("deviceEnabled")?.flag()
      settings.isDataEventEnabled = fields.optional("dataEventEnabled")?.flag()
      settings.autoDisables = fields.optional("autoDisable")?.flag()
      settings.errorReporting = fields.optional("errorReporting")?.choice(of: ["card", "track"])
        .map { $0 == "card" ? .card : .track }
      settings.tracksToRead = fields.optional("tracksToRead")?.set { value in
        value.whole(1...3).flatMap { TrackNumber(rawValue: Int($0)) }
      }
      settings.clearsInput = fields.optional("clearInput")?.flag() ?? false
      fields.finish()
      return settings
    }
  }
}
