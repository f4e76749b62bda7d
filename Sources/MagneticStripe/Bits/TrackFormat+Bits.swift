extension TrackFormat {
  /// Reads one track from raw bits: swiped in either direction, ones and zeros in either sense.
  ///
  /// Clocking bits (zeros) may lie before and behind. The first one must begin the start sentinel;
  /// the parity of each character, the end sentinel, the length and the LRC are checked. Bits
  /// without any change between them are an empty track.
  public func read(_ bits: TrackBits) -> TrackRead {
    bits.withBits { bits in
      if bits.indices.allSatisfy({ bits[$0] == bits[0] }) { return .empty }
      var furthest = BitReading(error: .noStartSentinel, progress: -1)
      for direction in BitDirection.all {
        let reading = BitReading(bits, direction, self)
        if let result = reading.result { return result }
        if reading.progress > furthest.progress { furthest = reading }
      }
      return .error(furthest.error)
    }
  }

  /// Writes a track as bits: clocking zeros, start sentinel, data, end sentinel, LRC, clocking
  /// zeros. Characters that the set does not have are written as its first.
  public func bits(of data: TrackData, leadingZeros: Int = 25, trailingZeros: Int = 25)
    -> TrackBits
  {
    data.withCharacters { characters in
      var bits = [Bool](repeating: false, count: max(0, leadingZeros))
      append(startSentinel, to: &bits)
      for index in characters.indices { append(characters[index], to: &bits) }
      append(endSentinel, to: &bits)
      append(redundancyCheck(over: characters), to: &bits)
      bits += [Bool](repeating: false, count: max(0, trailingZeros))
      return TrackBits(bits)
    }
  }

  private func append(_ character: UInt8, to bits: inout [Bool]) {
    let value = value(of: character) ?? 0
    for bit in 0..<UInt8(dataBits) { bits.append(value >> bit & 1 == 1) }
    bits.append(value.nonzeroBitCount % 2 == 0)
  }
}

/// One attempt to read bits in one direction.
private struct BitReading {
  /// What was read, if everything fitted.
  var result: TrackRead?
  /// Why it was not.
  var error: TrackError
  /// How many characters fitted before something did not.
  var progress: Int

  init(error: TrackError, progress: Int) {
    self.error = error
    self.progress = progress
  }

  init(_ bits: Span<UInt8>, _ direction: BitDirection, _ format: TrackFormat) {
    self.init(error: .noStartSentinel, progress: 0)
    let width = format.bitsPerCharacter
    guard let first = bits.indices.first(where: { direction.bit($0, of: bits) == 1 }) else {
      return
    }
    var characters: [UInt8] = []
    defer { wipe(&characters) }
    characters.reserveCapacity(format.maximumCharacters)
    var position = first
    while position + width <= bits.count {
      guard let character = Self.character(bits, direction, at: position, format) else {
        if progress > 0 { error = .parity(position: progress) }
        return
      }
      if progress == 0, character != format.startSentinel { return }
      progress += 1
      position += width
      if let last = characters.last, last == format.endSentinel {
        result = format.read(characters.span, character)
        if result == nil { error = .redundancy }
        return
      }
      guard progress < format.maximumCharacters else {
        error = .tooLong(maximum: format.maximumData)
        return
      }
      characters.append(character)
    }
    if let last = characters.last {
      error = last == format.endSentinel ? .redundancy : .noEndSentinel
    }
  }

  /// The character at a position, or `nil` if its parity is wrong.
  private static func character(
    _ bits: Span<UInt8>, _ direction: BitDirection, at position: Int, _ format: TrackFormat
  ) -> UInt8? {
    var value: UInt8 = 0
    for bit in 0..<format.dataBits {
      value |= direction.bit(position + bit, of: bits) << UInt8(bit)
    }
    let parity = direction.bit(position + format.dataBits, of: bits)
    guard (value.nonzeroBitCount + Int(parity)) % 2 == 1 else { return nil }
    return format.character(of: value)
  }
}

extension TrackFormat {
  /// Reads sentinels and data whose LRC is `check`; `nil` if the LRC does not fit.
  fileprivate func read(_ characters: Span<UInt8>, _ check: UInt8) -> TrackRead? {
    let data = 1..<max(1, characters.count - 1)
    guard redundancyCheck(over: characters, data) == check else { return nil }
    return readData(characters, data)
  }
}
