extension ReadCommand {
  /// Commands that leave no mark; their parameters must not be taken for text.
  static let silent: [ReadCommand] =
    [
      // Answered or done at once.
      ReadCommand(.dle, 0x04, .byFirst([7: 2, 8: 2, 18: 2])),
      ReadCommand(.dle, 0x05, .bytes(1)),
      ReadCommand(.dle, 0x14, .byFirst([1: 3, 2: 3, 3: 6, 7: 2, 8: 8])),
      // Families with their length in front.
      ReadCommand(.esc, "(", .word(after: 1)),
      ReadCommand(.fs, "(", .word(after: 1)),
      ReadCommand(.gs, "(", .word(after: 1)),
      ReadCommand(.gs, "8", .doubleWord(after: 1)),
      // ESC & y c1 c2: each character has its width, and y bytes for each of its dot columns.
      ReadCommand(
        .esc, "&",
        ParameterLength { bytes in
          let (height, first, last) = (bytes.byte(0), bytes.byte(1), bytes.byte(2))
          guard first <= last else { return 3 }
          var count = 3
          for _ in first...last where count < bytes.count {
            count += 1 + height * bytes.byte(count)
          }
          return count
        }),
      // FS 2 c1 c2: a character of 24 by 24 dots.
      ReadCommand(.fs, "2", .bytes(2 + 72)),
      // FS g 1|2 m a1…a4 nL nH: the user's memory, written or read.
      ReadCommand(.fs, "g", ParameterLength { 8 + ($0.byte(0) & 0x0F == 1 ? $0.word(6) : 0) }),
      // GS C: counters, in binary or as text between semicolons.
      ReadCommand(
        .gs, "C",
        ParameterLength { bytes in
          switch bytes.byte(0) {
          case 0x30: return 3
          case 0x31: return 7
          case 0x32: return 3
          case 0x3B:
            let ends = bytes.indices.filter { bytes[$0] == 0x3B }.dropFirst(5)
            return ends.first.map { $0 - bytes.startIndex + 1 } ?? 1
          default: return 1
          }
        }),
      // GS D m fn a kc1 kc2 b c: a Windows BMP, which has its size in its third to sixth byte.
      ReadCommand(
        .gs, "D",
        ParameterLength { bytes in
          bytes.word(7) == 0x4D42 ? 7 + max(6, bytes.word(9) + bytes.word(11) << 16) : 7
        }),
      ReadCommand(.gs, "g", .bytes(4)),
    ]
    // Everything else, by how many parameters it has.
    + [
      (.esc, "<v", 0), (.esc, "%-?KTUV{erulQ9", 1), (.esc, "fBc", 2), (.esc, "pC", 3),
      (.fs, "-C", 1), (.fs, "?", 2),
      (.gs, ":c", 0), (.gs, "BHIETabfhjrw", 1), (.gs, "A", 2), (.gs, "^z", 3),
    ].flatMap { (prefix: Prefix, names: String, count: Int) in
      names.utf8.map { ReadCommand(prefix, $0, .bytes(count)) }
    }
}
