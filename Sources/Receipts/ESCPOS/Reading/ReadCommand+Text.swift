extension ReadCommand {
  /// Commands that say how characters look and which ones they are.
  static let text: [ReadCommand] = [
    ReadCommand(.esc, "@", .none) { tape, _ in tape.initialize() },
    ReadCommand(.esc, "!", .bytes(1)) { tape, data in
      let mode = data.byte(0)
      tape.look.isNarrow = mode & 0x01 != 0
      tape.look.isBold = mode & 0x08 != 0
      tape.look.size = CharacterSize(wide: mode & 0x20 != 0 ? 2 : 1, high: mode & 0x10 != 0 ? 2 : 1)
      tape.look.twoByteSize = tape.look.size
    },
    ReadCommand(.gs, "!", .bytes(1)) { tape, data in
      tape.look.size = CharacterSize(
        wide: data.byte(0) >> 4 & 7 + 1, high: data.byte(0) & 7 + 1)
      tape.look.twoByteSize = tape.look.size
    },
    ReadCommand(.fs, "!", .bytes(1)) { tape, data in
      tape.look.twoByteSize = CharacterSize(
        wide: data.byte(0) & 0x04 != 0 ? 2 : 1, high: data.byte(0) & 0x08 != 0 ? 2 : 1)
    },
    ReadCommand(.fs, "W", .bytes(1)) { tape, data in
      let times = data.byte(0) & 1 + 1
      tape.look.twoByteSize = CharacterSize(wide: times, high: times)
    },
    ReadCommand(.esc, "E", .bytes(1)) { tape, data in tape.look.isBold = data.byte(0) & 1 == 1 },
    ReadCommand(.esc, "G", .bytes(1)) { tape, data in tape.look.isBold = data.byte(0) & 1 == 1 },
    ReadCommand(.esc, "M", .bytes(1)) { tape, data in
      tape.look.isNarrow = data.byte(0) & 1 == 1
    },
    ReadCommand(.esc, " ", .bytes(1)) { tape, data in tape.look.spacing = data.byte(0) },
    ReadCommand(.fs, "S", .bytes(2)) { tape, data in
      tape.look.twoByteSpacing = data.byte(0) + data.byte(1)
    },
    ReadCommand(.esc, "t", .bytes(1)) { tape, data in
      tape.characters.page = UInt8(data.byte(0))
    },
    ReadCommand(.esc, "R", .bytes(1)) { tape, data in
      tape.characters.nation = data.byte(0)
    },
    ReadCommand(.fs, "&", .none) { tape, _ in tape.characters.isTwoByte = true },
    ReadCommand(.fs, ".", .none) { tape, _ in tape.characters.isTwoByte = false },
    ReadCommand(.esc, "=", .bytes(1)) { tape, data in
      tape.isSelected = data.byte(0) & 1 == 1 || data.isEmpty
    },
  ]

  /// Commands that say where things are printed, and those that move the paper.
  static let placing: [ReadCommand] = [
    ReadCommand(
      .esc, "D",
      ParameterLength { bytes in
        // Up to 32 stops, each further right; what does not grow ends them, and belongs to the text
        // unless it is the zero.
        var last = 0
        for (index, byte) in bytes.prefix(33).enumerated() {
          if byte == 0 { return index + 1 }
          if Int(byte) <= last || index == 32 { return index }
          last = Int(byte)
        }
        return bytes.prefix(33).count
      }
    ) { tape, data in
      tape.setTabs(data.filter { $0 != 0 }.map(Int.init))
    },
    ReadCommand(.esc, "$", .bytes(2)) { tape, data in tape.move(to: data.word(0)) },
    ReadCommand(.esc, "\\", .bytes(2)) { tape, data in tape.move(by: data.signedWord(0)) },
    ReadCommand(.esc, "a", .bytes(1)) { tape, data in tape.align(data.byte(0) & 0x0F) },
    ReadCommand(.gs, "L", .bytes(2)) { tape, data in tape.setLeftMargin(data.word(0)) },
    ReadCommand(.gs, "W", .bytes(2)) { tape, data in tape.setWidth(data.word(0)) },
    ReadCommand(.gs, "P", .bytes(2)) { tape, data in
      tape.place.unitsPerInch = data.byte(0)
    },
    ReadCommand(.esc, "2", .none) { tape, _ in tape.place.lineSpacing = Dots.row },
    ReadCommand(.esc, "3", .bytes(1)) { tape, data in tape.place.lineSpacing = data.byte(0) },
    ReadCommand(.esc, "d", .bytes(1)) { tape, data in tape.feed(lines: data.byte(0)) },
    ReadCommand(.esc, "J", .bytes(1)) { tape, data in tape.feed(dots: data.byte(0)) },
    ReadCommand(.esc, "L", .none) { tape, _ in tape.isPage = true },
    ReadCommand(.esc, "S", .none) { tape, _ in tape.endPage() },
    ReadCommand(.esc, 0x0C, .none) { tape, _ in tape.finishRow() },
    ReadCommand(.esc, "W", .bytes(8)) { tape, _ in tape.finishRow() },
    ReadCommand(.gs, "$", .bytes(2)) { tape, _ in tape.movePage() },
    ReadCommand(.gs, "\\", .bytes(2)) { tape, _ in tape.movePage() },
    ReadCommand(.esc, "i", .none) { tape, _ in tape.cut() },
    ReadCommand(.esc, "m", .none) { tape, _ in tape.cut() },
    ReadCommand(
      .gs, "V",
      .byFirst([65: 2, 66: 2, 97: 2, 98: 2, 103: 2, 104: 2])
    ) { tape, _ in tape.cut() },
  ]
}
