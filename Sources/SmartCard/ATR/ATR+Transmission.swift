extension ATR {
  /// How fast a contact card's bits can go after the reset (ISO/IEC 7816-3, 8.3), as TA1 says; `nil` for
  /// a TA1 that the standard reserves.
  ///
  /// Without TA1 it is the default: 372 clock cycles for one bit, factor 1.
  public var bitRate: BitRate? {
    let byte = self[.ta, 1] ?? 0x11
    guard let conversion = BitRate.conversions[Int(byte >> 4)],
      let adjustment = BitRate.adjustments[Int(byte & 0x0F)]
    else { return nil }
    return BitRate(conversion: conversion.0, adjustment: adjustment, highestClock: conversion.1)
  }

  /// TC1: how many bit times the reader waits between two of its characters beyond the usual twelve; 255
  /// stands for the least that the protocol allows.
  public var extraGuardTime: UInt8 { self[.tc, 1] ?? 0 }

  /// How many clock cycles a bit takes, and the highest clock.
  public struct BitRate: Sendable, Hashable {
    /// F, the clock rate conversion.
    public let conversion: Int
    /// D, the bit rate adjustment.
    public let adjustment: Int
    /// The highest clock in kHz.
    public let highestClock: Int

    /// The highest bit rate in bits a second.
    public var highestBitRate: Int { highestClock * 1_000 * adjustment / conversion }

    /// By the upper half of TA1: F and the highest clock in kHz (ISO/IEC 7816-3, table 7).
    fileprivate static let conversions: [(Int, Int)?] = [
      (372, 4_000), (372, 5_000), (558, 6_000), (744, 8_000), (1116, 12_000), (1488, 16_000),
      (1860, 20_000), nil, nil, (512, 5_000), (768, 7_500), (1024, 10_000), (1536, 15_000),
      (2048, 20_000), nil, nil,
    ]

    /// By the lower half of TA1: D (ISO/IEC 7816-3, table 8).
    fileprivate static let adjustments: [Int?] = [
      nil, 1, 2, 4, 8, 16, 32, 64, 12, 20, nil, nil, nil, nil, nil, nil,
    ]
  }
}
