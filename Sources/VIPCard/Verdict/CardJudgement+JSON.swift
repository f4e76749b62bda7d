import MagneticStripe

/// The JSON form: `tracks`, `kind`, `card` (or null), `verdict`, and `chip` where one was read.
///
/// Of a payment card nothing but the kind, the length of each track and the refusal is written; of any other
/// track that is not ours its length, in the place of its data.
extension CardJudgement: Encodable {
  private enum Key: CodingKey { case tracks, kind, card, verdict, chip }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(tracks, forKey: .tracks)
    try container.encode(kind, forKey: .kind)
    if let identity {
      try container.encode(identity, forKey: .card)
    } else {
      try container.encodeNil(forKey: .card)
    }
    try container.encode(verdict, forKey: .verdict)
    try container.encodeIfPresent(chip, forKey: .chip)
  }
}

extension ChipIdentity: Encodable {
  private enum Key: CodingKey { case kind, uid }

  /// Writes `kind` and `uid` (upper-case hex digits).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(uidText, forKey: .uid)
  }
}

extension TrackSummary: Encodable {
  private enum Key: String, CodingKey {
    case one = "1"
    case two = "2"
    case three = "3"
    case status, data, error, length

    init(_ track: TrackNumber) {
      switch track {
      case .one: self = .one
      case .two: self = .two
      case .three: self = .three
      }
    }
  }

  /// Writes `status` and `data`, `length` or `error` of each track; of a payment card its `length` only.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for track in TrackNumber.allCases {
      var one = container.nestedContainer(keyedBy: Key.self, forKey: Key(track))
      try encode(track, to: &one)
    }
  }

  private func encode(
    _ track: TrackNumber, to container: inout KeyedEncodingContainer<Key>
  ) throws {
    switch self {
    case .none: try container.encode("empty", forKey: .status)
    case .lengths(let lengths): try container.encode(lengths[track], forKey: .length)
    case .tracks(let shown):
      switch shown.tracks[track] {
      case .ok(let data):
        try container.encode("ok", forKey: .status)
        switch shown.content(of: data) {
        case .text(let text): try container.encode(text, forKey: .data)
        case .length(let length): try container.encode(length, forKey: .length)
        }
      case .empty:
        try container.encode("empty", forKey: .status)
      case .error(let error):
        try container.encode("error", forKey: .status)
        try container.encode(error.code, forKey: .error)
      }
    }
  }
}

extension Verdict: Encodable {
  private enum Key: CodingKey { case accepted, check, validity, trust }

  /// Writes `accepted` and `check`, and `validity` and `trust` where they are known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(isAccepted, forKey: .accepted)
    try container.encode(check, forKey: .check)
    try container.encodeIfPresent(validity, forKey: .validity)
    try container.encodeIfPresent(trust, forKey: .trust)
  }
}
