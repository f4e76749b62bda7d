extension TrackFormat {
  /// Reads one track from the characters that a reader delivers: with both sentinels or without
  /// any, with the LRC behind the end sentinel or without it.
  ///
  /// Never fails: what is wrong is the ``TrackRead/error(_:)``. A lone `E` is a track that the reader
  /// could not decode. An LRC, where there is one, is verified.
  public func read(_ characters: Span<UInt8>) -> TrackRead {
    read(characters, 0..<characters.count, startSentinel: startSentinel)
  }

  /// Reads one track from text; see ``read(_:)-(Span<UInt8>)``.
  public func read(_ characters: String) -> TrackRead {
    var bytes = [UInt8](characters.utf8)
    defer { wipe(&bytes) }
    return read(bytes.span)
  }

  func read(_ bytes: Span<UInt8>, _ range: Range<Int>, startSentinel: UInt8) -> TrackRead {
    guard let first = range.first else { return .empty }
    let hasStart = bytes[first] == startSentinel
    let start = hasStart ? first + 1 : first
    let end = (start..<range.upperBound).first(where: { bytes[$0] == endSentinel })
    guard let end else {
      if !hasStart { return readData(bytes, range) }
      return .error(
        range.count - 1 > maximumData ? .tooLong(maximum: maximumData) : .noEndSentinel)
    }
    guard hasStart else { return .error(.noStartSentinel) }
    let behind = range.upperBound - end - 1
    if behind > 1 { return .error(.character(position: end + 2 - first)) }
    if behind == 1, folded(bytes[end + 1]) != redundancyCheck(over: bytes, start..<end) {
      return .error(.redundancy)
    }
    return readData(bytes, start..<end)
  }

  /// Reads the characters between the sentinels.
  func readData(_ bytes: Span<UInt8>, _ range: Range<Int>) -> TrackRead {
    guard let first = range.first else { return .empty }
    // The data of a readable track are never a lone E: readers use it as a mark.
    if range.count == 1, bytes[first] | 0x20 == UInt8(ascii: "e") { return .error(.undecodable) }
    do throws(TrackError) {
      try checkData(bytes, range)
    } catch {
      return .error(error)
    }
    return .ok(
      TrackData(track: track, storage: ZeroingBytes(bytes, range, transform: folded)))
  }
}

extension TrackData {
  /// The track as a reader sends it: start sentinel, data, end sentinel, and the LRC if wanted. An
  /// ordinary string, neither concealed nor overwritten.
  public func encoded(redundancyCheck: Bool = true) -> String {
    let format = TrackFormat.iso(track)
    return withCharacters { data in
      var text = ""
      func append(_ byte: UInt8) { text.unicodeScalars.append(Unicode.Scalar(byte)) }
      append(format.startSentinel)
      for index in data.indices { append(data[index]) }
      append(format.endSentinel)
      if redundancyCheck { append(format.redundancyCheck(over: data)) }
      return text
    }
  }
}
