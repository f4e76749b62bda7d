package import Desk

/// What `lane init` wrote, and what it found by looking.
package struct LaneInitRecord: Encodable, Sendable {
  let file: String
  let readers: [String]
  let printers: [String]
  let programs: [String]
  let posters: [String]
  let keys: [String]
  let stores: [String]
  let timeZone: String
  let language: String

  package init(
    file: String, readers: [String], printers: [String], programs: [String], posters: [String],
    keys: [String], stores: [String], timeZone: String, language: String
  ) {
    self.file = file
    self.readers = readers
    self.printers = printers
    self.programs = programs
    self.posters = posters
    self.keys = keys
    self.stores = stores
    self.timeZone = timeZone
    self.language = language
  }
}

/// A lane file that is in order; what is wrong with one is an error with its mistakes.
package struct LaneCheckRecord: Encodable, Sendable {
  let file: String
  let ok = true

  package init(file: String) { self.file = file }

  private enum CodingKeys: String, CodingKey { case file, ok }
}

/// What is in force, and where it comes from.
package struct LaneShowRecord: Encodable, Sendable {
  /// The lane file; `null` where there is none.
  let file: String?
  let settings: [Entry]

  /// One value.
  package struct Entry: Encodable, Sendable {
    /// The field of the lane file that says it.
    let name: String
    /// The value as text; `null` where nothing is said.
    let value: String?
    /// `option`, `environment`, `file`, `machine` or `default`.
    let from: String
    /// Which option, variable, or line of the file.
    let at: String?

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(value, forKey: .value)
      try container.encode(from, forKey: .from)
      try container.encode(at, forKey: .at)
    }

    private enum CodingKeys: String, CodingKey { case name, value, from, at }
  }

  package init(file: String?, rows: [ShownSetting]) {
    self.file = file
    settings = rows.map {
      Entry(name: $0.name, value: $0.value, from: $0.origin.word, at: $0.origin.detail)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(settings, forKey: .settings)
  }

  private enum CodingKeys: String, CodingKey { case file, settings }
}
