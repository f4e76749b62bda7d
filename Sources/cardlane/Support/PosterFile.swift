import Loyalty

/// The poster of gifts named on the command line.
enum PosterFile {
  /// Loads a poster as YAML or JSON. Throws ``PosterError`` with every mistake in the file.
  static func load(_ path: String) throws -> Poster {
    try Poster.load(InputFile.bytes(path, limit: 4 << 20), file: path)
  }
}
