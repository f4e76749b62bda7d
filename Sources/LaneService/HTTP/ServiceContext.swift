import Hummingbird
import Logging

/// What is known of a request besides what it says.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// What the caller may do; `nil` for nobody in particular.
  var role: ServiceRole?
  /// The name of the caller's token; empty for nobody in particular.
  var client = ""

  init(source: Source) { coreContext = .init(source: source) }

  /// The largest document that is read, in bytes: a sale of ten thousand lines has fewer.
  static let documentLimit = 4 << 20
}
