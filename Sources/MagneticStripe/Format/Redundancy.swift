extension TrackFormat {
  /// The longitudinal redundancy check of ISO/IEC 7811: the ASCII character that makes the sum of
  /// each data bit even over the start sentinel, the data, the end sentinel and itself.
  ///
  /// `data` are the characters between the sentinels; those outside the set count as 0.
  public func redundancyCheck(over data: Span<UInt8>) -> UInt8 {
    redundancyCheck(over: data, 0..<data.count)
  }

  func redundancyCheck(over bytes: Span<UInt8>, _ range: Range<Int>) -> UInt8 {
    var sum = (value(of: startSentinel) ?? 0) ^ (value(of: endSentinel) ?? 0)
    for index in range { sum ^= value(of: bytes[index]) ?? 0 }
    return character(of: sum)
  }
}
