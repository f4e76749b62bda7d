/// The place on a slip where the member signs, with the sentence that they sign under.
public struct SignatureBlock: Sendable, Hashable, Codable {
  /// What stands before the line, such as 会员签名.
  public var label: String
  /// What the member confirms by signing.
  public var statement: String
  /// How far the signature has come.
  public var state: SignatureState
  /// The drawn signature, when it was captured on a screen or pad.
  public var drawing: SignatureDrawing?

  /// Makes a signature block that still has to be printed.
  public init(
    label: String, statement: String, state: SignatureState = .required,
    drawing: SignatureDrawing? = nil
  ) {
    self.label = label
    self.statement = statement
    self.state = state
    self.drawing = drawing
  }
}

/// How far the member's signature has come. Raw values are stored and appear in JSON.
public enum SignatureState: String, Sendable, Hashable, CaseIterable, Codable {
  /// The slip has to be signed and has not been printed yet.
  case required
  /// The slip is printed and waits for the pen.
  case printed
  /// The cashier has seen the signature on paper.
  case signed
  /// The member signed on a screen or pad.
  case captured
  /// The member did not sign.
  case refused

  /// Whether nothing more is expected: signed, captured or refused.
  public var isFinal: Bool {
    switch self {
    case .required, .printed: false
    case .signed, .captured, .refused: true
    }
  }

  /// Whether the day's close has to list the slip: everything without a signature.
  public var isMissing: Bool { self != .signed && self != .captured }

  /// Whether this state may follow; the same state again is allowed and changes nothing.
  ///
  /// A signature can be captured before anything is printed; paper can only be signed once it exists. A
  /// refusal may still turn into a signature, a signature never goes away.
  public func mayBecome(_ next: SignatureState) -> Bool {
    if self == next { return true }
    switch (self, next) {
    case (.required, .printed), (.required, .captured), (.required, .refused): return true
    case (.printed, .signed), (.printed, .captured), (.printed, .refused): return true
    case (.refused, .signed), (.refused, .captured): return true
    default: return false
    }
  }
}

/// A drawn signature: strokes of points on a pad.
public struct SignatureDrawing: Sendable, Hashable, Codable {
  /// The pad's width in its own units, 1 or more.
  public let width: Int
  /// The pad's height in its own units, 1 or more.
  public let height: Int
  /// The strokes in the order in which they were drawn.
  public var strokes: [[Point]]

  /// Makes a drawing; `nil` unless width and height are 1 to 10,000.
  public init?(width: Int, height: Int, strokes: [[Point]]) {
    guard (1...10_000).contains(width), (1...10_000).contains(height) else { return nil }
    self.width = width
    self.height = height
    self.strokes = strokes
  }

  private enum CodingKeys: String, CodingKey { case width, height, strokes }

  /// Reads a drawing; a pad of an impossible size is refused.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let drawing = SignatureDrawing(
      width: try container.decode(Int.self, forKey: .width),
      height: try container.decode(Int.self, forKey: .height),
      strokes: try container.decode([[Point]].self, forKey: .strokes))
    guard let drawing else {
      throw DecodingError.dataCorruptedError(
        forKey: .width, in: container, debugDescription: "a pad is 1 to 10,000 units on each side")
    }
    self = drawing
  }

  /// A point on the pad; the origin is the upper left corner.
  public struct Point: Sendable, Hashable, Codable {
    /// Units from the left.
    public var x: Int
    /// Units from the top.
    public var y: Int

    /// Makes a point.
    public init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }
}

extension Receipt {
  /// How far the signature has come; `nil` when the slip asks for none.
  public var signatureState: SignatureState? {
    for case .signature(let block) in lines { return block.state }
    return nil
  }

  /// The same receipt with its signature in another state, or `nil` when that state may not follow.
  ///
  /// - Parameters:
  ///   - state: the state that follows.
  ///   - drawing: the strokes, for ``SignatureState/captured``.
  public func withSignature(
    _ state: SignatureState, drawing: SignatureDrawing? = nil
  ) -> Receipt? {
    var result = self
    for index in lines.indices {
      guard case .signature(var block) = lines[index] else { continue }
      guard block.state.mayBecome(state), (state == .captured) == (drawing != nil) else {
        return nil
      }
      block.state = state
      block.drawing = drawing
      result.lines[index] = .signature(block)
      return result
    }
    return nil
  }
}
