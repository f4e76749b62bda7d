extension ReadCommand {
  /// Commands that put dots on paper, or keep them for later.
  static let pictures: [ReadCommand] = [
    // ESC * m nL nH: columns of 8 or 24 dots, on the row.
    ReadCommand(
      .esc, "*", .data(after: 3) { $0.word(1) * ($0.byte(0) >= 32 ? 3 : 1) }
    ) { tape, data in
      tape.put(band: PrintedPicture.band(mode: data.byte(0), data.behind(3), width: data.word(1)))
    },
    // GS v 0 m xL xH yL yH: a raster.
    ReadCommand(.gs, "v0", .data(after: 5) { $0.word(1) * $0.word(3) }) { tape, data in
      let mode = data.byte(0)
      tape.put(
        PrintedPicture.raster(data.behind(5), stride: data.word(1), height: data.word(3))
          .stretched(x: mode & 1 + 1, y: mode >> 1 & 1 + 1))
    },
    // GS * x y: a picture of 8x by 8y dots, printed by GS /.
    ReadCommand(.gs, "*", .data(after: 2) { 8 * $0.byte(0) * $0.byte(1) }) { tape, data in
      tape.keep(
        PrintedPicture.columns(
          data.behind(2), width: 8 * data.byte(0), height: 8 * data.byte(1)), as: "GS *")
    },
    ReadCommand(.gs, "/", .bytes(1)) { tape, data in
      let mode = data.byte(0)
      tape.putKept("GS *", x: mode & 1 + 1, y: mode >> 1 & 1 + 1)
    },
    // FS q n: n pictures, each with its size in front, printed by FS p.
    ReadCommand(.fs, "q", ParameterLength { PrintedPicture.storedSizes($0).end }) { tape, data in
      for (number, picture) in PrintedPicture.storedSizes(data).pictures.enumerated() {
        tape.keep(
          PrintedPicture.columns(
            data.behind(picture.start + 4), width: picture.width, height: picture.height),
          as: "FS q \(number + 1)")
      }
    },
    ReadCommand(.fs, "p", .bytes(2)) { tape, data in
      let mode = data.byte(1)
      tape.putKept("FS q \(data.byte(0))", x: mode & 1 + 1, y: mode >> 1 & 1 + 1)
    },
    ReadCommand(.gs, "(L", .word(after: 0)) { tape, data in tape.graphics(data.behind(2)) },
    ReadCommand(.gs, "8L", .doubleWord(after: 0)) { tape, data in tape.graphics(data.behind(4)) },
    // GS Q 0 m xL xH yL yH: columns of any height.
    ReadCommand(.gs, "Q0", .data(after: 5) { $0.word(1) * $0.word(3) }) { tape, data in
      tape.put(
        PrintedPicture.columns(data.behind(5), width: data.word(1), height: 8 * data.word(3)))
    },
  ]

  /// Bar codes and symbols.
  static let symbols: [ReadCommand] = [
    // GS k m: ended by zero (m up to 6), or with its length in front (m from 65).
    ReadCommand(
      .gs, "k",
      ParameterLength { bytes in
        guard bytes.byte(0) < 65 else { return 2 + bytes.byte(1) }
        return 1 + ParameterLength.untilZero.count(bytes.behind(1))
      }
    ) { tape, data in
      let isCounted = data.byte(0) >= 65
      tape.put(barcode: data.behind(isCounted ? 2 : 1).filter { isCounted || $0 != 0 })
    },
    ReadCommand(.gs, "(k", .word(after: 0)) { tape, data in tape.symbol(data.behind(2)) },
    // ESC Z m n k dL dH: a QR code, on many Chinese printers.
    ReadCommand(.esc, "Z", .word(after: 3)) { tape, data in tape.put(qrCode: data.behind(5)) },
  ]
}
