import Documents

/// A factor on a price in ten-thousandths: 8.8折 is 0.88, which is 8,800 ten-thousandths.
public struct Rate: Sendable, Hashable, Comparable {
  /// Ten-thousandths, 1 to 10,000.
  public let tenThousandths: Int32

  /// Makes a rate; `nil` unless it is above 0 and at most 1.
  public init?(tenThousandths: Int32) {
    guard (1...10_000).contains(tenThousandths) else { return nil }
    self.tenThousandths = tenThousandths
  }

  /// Makes a rate that is written in the source: above 0 and at most 10,000.
  init(within tenThousandths: Int32) {
    precondition((1...10_000).contains(tenThousandths))
    self.tenThousandths = tenThousandths
  }

  /// Reads a decimal above 0 and at most 1 with up to four places, such as `"0.88"`.
  public init?(_ text: some StringProtocol) {
    guard let scaled = DecimalText.parse(text, places: 4, digits: 1), scaled <= 10_000 else {
      return nil
    }
    self.init(tenThousandths: Int32(scaled))
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.tenThousandths < right.tenThousandths
  }
}

extension Rate: CustomStringConvertible {
  /// A decimal with at least two places, such as `0.80` or `0.885`.
  public var description: String {
    let places = tenThousandths % 100 == 0 ? 2 : tenThousandths % 10 == 0 ? 3 : 4
    let scale: Int32 = places == 2 ? 100 : places == 3 ? 10 : 1
    return DecimalText.format(Int64(tenThousandths / scale), places: places, keepingZeros: true)
  }

  /// The Chinese discount term: 0.88 is `8.8折`, 0.80 is `8折`.
  public var zhe: String {
    DecimalText.format(Int64(tenThousandths), places: 3, keepingZeros: false) + "折"
  }
}
