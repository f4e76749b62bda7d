/// What a reader's head finds on a card: for tests, with made-up data only.
public struct SwipedCard: Sendable, Hashable {
  /// One track.
  public enum Track: Sendable, Hashable {
    /// Nothing is recorded.
    case empty
    /// Something is recorded that cannot be decoded.
    case undecodable
    /// Decoded characters from start to end sentinel, without LRC.
    case text(String)

    /// The characters; none if there are none.
    public var characters: [UInt8] {
      if case .text(let text) = self { Array(text.utf8) } else { [] }
    }

    /// Whether decoding failed.
    public var isUndecodable: Bool { self == .undecodable }
  }

  /// Track 1, 2 and 3.
  public var tracks: [Track]

  /// The tracks as heads take them: empty for an empty track, `nil` for one that cannot be decoded.
  /// What a stripe has no room for (ISO/IEC 7811, the LRC counted) is cut.
  var texts: [String?] {
    zip(tracks, [78, 39, 106]).map { track, room in
      switch track {
      case .empty: ""
      case .undecodable: nil
      case .text(let text): String(text.prefix(room))
      }
    }
  }

  /// Makes a card.
  public init(one: Track = .empty, two: Track = .empty, three: Track = .empty) {
    tracks = [one, two, three]
  }

  /// Reads a line such as `%B…?;…?+…?`: each track from its start sentinel to `?`.
  ///
  /// `%` begins track 1 and `;` track 2; a second `%` or `;`, or `+`, `#`, `&`, `!`, begins track 3.
  /// A track that is only `E`, as in `;E?`, cannot be decoded. Gives `nil` for anything else.
  public init?(line: String) {
    var found: [Track?] = [nil, nil, nil]
    var rest = Substring(line)
    while let sentinel = rest.first {
      guard let end = rest.firstIndex(of: "?") else { return nil }
      let text = rest[...end]
      guard text.utf8.allSatisfy({ (0x20...0x7E) ~= $0 }) else { return nil }
      let index: Int
      switch sentinel {
      case "%" where found[0] == nil && found[1] == nil && found[2] == nil: index = 0
      case ";" where found[1] == nil && found[2] == nil: index = 1
      case "%", ";", "+", "#", "&", "!": index = 2
      default: return nil
      }
      guard found[index] == nil else { return nil }
      found[index] = text.dropFirst() == "E?" ? .undecodable : .text(String(text))
      rest = rest[rest.index(after: end)...]
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    tracks = found.map { $0 ?? .empty }
  }
}

extension SwipedCard: CustomStringConvertible, CustomDebugStringConvertible {
  /// Never the tracks: a real card may be swiped by mistake.
  public var description: String { "••••" }
  /// Never the tracks.
  public var debugDescription: String { description }
}

extension SwipedCard.Track: CustomStringConvertible, CustomDebugStringConvertible {
  /// Never the characters.
  public var description: String { "••••" }
  /// Never the characters.
  public var debugDescription: String { description }
}
