/// Finds the tracks in one line of keyboard-wedge text.
struct WedgeScanner {
  private var reads: [TrackNumber: TrackRead] = [:]
  private var standard: StripeStandard?
  private var sawText = false
  private var sawStart = false
  private var sawAnotherCard = false

  init(_ line: Span<UInt8>) {
    let end = line.indices.first(where: { line[$0] == Self.fieldMark }) ?? line.count
    var position = 0
    var isBoundary = true
    while position < end {
      let byte = line[position]
      if byte == Self.japaneseSentinel {
        position = skipJapanese(line, position, end)
        isBoundary = true
      } else if isBoundary ? WedgeStart.isPossible(byte) : WedgeStart.isCertain(byte),
        let start = WedgeStart(byte, taken: Set(reads.keys))
      {
        position = track(line, start, position, end)
        isBoundary = true
      } else {
        isBoundary = byte < 0x20
        if byte > 0x20 { sawText = true }
        position += 1
      }
    }
    if let head = EncryptedHeadText(line) { conceal(head) }
  }

  /// The swipe that was found.
  func swipe(filter: PaymentCardFilter) -> StripeRead {
    if sawAnotherCard {
      let repeated = TrackRead.error(.repeated)
      return StripeRead(one: repeated, two: repeated, three: repeated, filter: filter)
    }
    let missing: TrackRead = sawText && !sawStart ? .error(.noStartSentinel) : .empty
    return StripeRead(
      one: reads[.one] ?? missing, two: reads[.two] ?? missing, three: reads[.three] ?? missing,
      standard: standard, filter: filter)
  }

  /// Separates the masked tracks of an encrypting head from what it encrypted.
  private static let fieldMark = UInt8(ascii: "|")
  /// DEL begins and ends a track of JIS X 6302 type II.
  private static let japaneseSentinel: UInt8 = 0x7F

  /// A JIS track: named, and not kept, because Japanese cash cards use it.
  private mutating func skipJapanese(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    sawStart = true
    standard = .jis
    let close = (start + 1..<end).first(where: { line[$0] == Self.japaneseSentinel })
    return close.map { $0 + 1 } ?? end
  }

  /// Reads the track that begins at `first`, and gives the place behind it.
  private mutating func track(
    _ line: Span<UInt8>, _ start: WedgeStart, _ first: Int, _ end: Int
  ) -> Int {
    sawStart = true
    let format = start.format
    var position = first + 1
    while position < end, line[position] != format.endSentinel {
      // The next track, or the end of the line, came before this one's end.
      if WedgeStart.isCertain(line[position]) || line[position] == 0x0D || line[position] == 0x0A {
        break
      }
      position += 1
    }
    let data = first + 1..<position
    guard position < end, line[position] == format.endSentinel else {
      let isLong = data.count > format.maximumData
      note(.error(isLong ? .tooLong(maximum: format.maximumData) : .noEndSentinel), start)
      return position
    }
    let check = Check(line, format, data, behind: position + 1, end)
    note(check == .wrong ? .error(.redundancy) : format.readData(line, data), start)
    return position + (check == .absent ? 1 : 2)
  }

  /// Keeps what became of a track. The same card swiped twice in one line counts once; two
  /// different ones are never taken for one card.
  private mutating func note(_ read: TrackRead, _ start: WedgeStart) {
    let track = start.format.track
    if let first = start.repeats.flatMap({ reads[$0]?.data }), let data = read.data,
      data.storage.holdsSame(as: first.storage)
    {
      return
    }
    if let earlier = reads[track] {
      if earlier != read { sawAnotherCard = true }
      return
    }
    reads[track] = read
    if let standard = start.standard { self.standard = standard }
  }

  /// Of what stands before the fields of an encrypting head only errors are believed.
  private mutating func conceal(_ head: EncryptedHeadText) {
    let all: TrackError? =
      head.isDamaged ? .checksum : head.isExhausted ? .keysExhausted : nil
    if let all {
      for track in TrackNumber.allCases { reads[track] = .error(all) }
    } else if head.isEncrypting {
      let locked = TrackRead.error(.encrypted(keySerialNumber: head.keySerialNumberText))
      for (track, read) in reads where read.data != nil { reads[track] = locked }
      for track in head.tracks.keys { reads[track] = locked }
    }
  }
}

/// What stands behind an end sentinel.
private enum Check {
  /// No LRC.
  case absent
  /// The track's LRC.
  case right
  /// A character that should be the LRC and is not.
  case wrong

  init(
    _ line: Span<UInt8>, _ format: TrackFormat, _ data: Range<Int>, behind: Int, _ end: Int
  ) {
    // What is not in the character set cannot be an LRC: a line end, or another key.
    guard behind < end, format.value(of: line[behind]) != nil else {
      self = .absent
      return
    }
    let isRight =
      format.folded(line[behind]) == format.redundancyCheck(over: line, data)
    let next = behind + 1
    let isLast = next == end || line[next] < 0x20
    if WedgeStart.isPossible(line[behind]), !isLast, !WedgeStart.isPossible(line[next]) {
      // A start sentinel with something behind it begins the next track.
      self = .absent
    } else {
      self = isRight ? .right : .wrong
    }
  }
}
