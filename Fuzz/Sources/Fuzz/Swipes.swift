import CardCrypto
import CardReaders
import Glibc
import MagneticStripe

/// Swipes of encrypting heads made of fuzzer bytes, read with keys for every head.
enum Swipes {
  /// A key serial number: what was read is written the same, and a number that a device can have sent
  /// has a key and a next one with a greater counter.
  static func serialNumber(_ bytes: [UInt8]) {
    guard let number = try? KeySerialNumber(bytes) else { return }
    precondition(number.bytes == bytes)
    precondition((try? KeySerialNumber(number.bytes)) == number)
    let key = SecretBytes([UInt8](repeating: 7, count: 16))
    switch number {
    case .tdes(let number):
      let isPossible = (try? number.checkCounter()) != nil
      let hasKey = (try? TDESDUKPT.transactionKey(from: key, for: number)) != nil
      precondition(hasKey == isPossible)
      if let next = try? number.next() { precondition(next.counter > number.counter) }
    case .aes(let number):
      let isPossible = (try? number.checkCounter()) != nil
      let hasKey = (try? AESDUKPT.transactionKey(from: key, for: number)) != nil
      precondition(hasKey == isPossible)
      if let next = try? number.next() { precondition(next.counter > number.counter) }
    }
  }

  /// A MagneSafe report with a sound header, the fuzzer's bytes behind it.
  static func magneSafe(_ bytes: [UInt8]) {
    guard let decoder else { preconditionFailure("a shipped profile") }
    _ = decoder.magTek.decode(bytes)
    var report = bytes.prefix(887) + [UInt8](repeating: 0, count: max(0, 887 - bytes.count))
    report[494] = 6
    report.replaceSubrange(495..<500, with: [0xFF, 0xFF, 0x98, 0x76, 0x54])
    _ = decoder.magTek.decode(Array(report))
  }

  /// What a MagneSafe head types: the fuzzer's bytes as they are, and in hexadecimal as its tracks behind
  /// a sound status and key serial number.
  static func magneSafeText(_ bytes: [UInt8]) {
    guard let decoder else { preconditionFailure("a shipped profile") }
    _ = decoder.wedge.decode(bytes.span)
    let head = Array("|0600|".utf8)
    let tail = Array("|||||||FFFF9876540000000001|||".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    let third = bytes.count / 3
    var line = bytes.prefix(third) + head
    for (index, byte) in bytes.dropFirst(third).enumerated() {
      if index == third { line.append(UInt8(ascii: "|")) }
      line += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    _ = decoder.wedge.decode(Array(line + tail).span)
  }

  /// A secure frame whose length and checks fit, around the fuzzer's bytes.
  static func secureFrame(_ bytes: [UInt8]) {
    guard let decoder else { preconditionFailure("a shipped profile") }
    _ = decoder.idTech.decode(bytes)
    let block = Array(bytes.prefix(1000))
    let frame =
      [2, UInt8(block.count & 0xFF), UInt8(block.count >> 8)] + block
      + [block.reduce(0, ^), block.reduce(0, &+), 3]
    _ = decoder.idTech.decode(frame)
  }

  /// What a SecureMag head types: the fuzzer's bytes as they are, and in hexadecimal, with tracks as
  /// characters between, in a frame whose length and checks fit.
  static func secureText(_ bytes: [UInt8]) {
    guard let decoder else { preconditionFailure("a shipped profile") }
    _ = decoder.wedge.decode(bytes.span)
    let digits = Array("0123456789ABCDEF".utf8)
    func hexadecimal(_ bytes: some Sequence<UInt8>) -> [UInt8] {
      bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
    let header = bytes.prefix(bytes.first.map { $0 & 0x80 != 0 } == true ? 7 : 5)
    let shown = bytes.dropFirst(header.count).prefix(
      header.dropFirst(2).prefix(3).reduce(0) { $0 + Int($1) })
    let rest = bytes.dropFirst(header.count + shown.count).prefix(1000)
    let body = hexadecimal(header) + shown + hexadecimal(rest)
    let line =
      hexadecimal([2, UInt8(body.count & 0xFF), UInt8(body.count >> 8)]) + body
      + hexadecimal([body.reduce(0, ^), body.reduce(0, &+), 3])
    _ = decoder.wedge.decode(line.span)
  }

  /// A key file of the fuzzer's making is read, or refused with a reason.
  static func keyFile(_ bytes: [UInt8]) {
    let path = "/tmp/cardlane-fuzz-\(getpid()).json"
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { return }
    unsafe write(file, bytes, bytes.count)
    close(file)
    if let read = try? KeyFile.read(at: path) { _ = read.readerKeySets.map(\.prefix.description) }
    unsafe unlink(path)
  }

  private static let decoder:
    (magTek: StripeReportDecoder, idTech: StripeReportDecoder, wedge: WedgeTextDecoder)? = {
      var keys = MemorySwipeKeyStore()
      let key = SecretBytes((0..<16).map { UInt8($0) })
      guard let magTekSet = try? KeySetPrefix([0xFF, 0xFF, 0x98, 0x76, 0x54]),
        let everySet = try? KeySetPrefix([0, 0, 0]),
        (try? keys.add(baseKey: key, prefix: magTekSet)) != nil,
        (try? keys.add(baseKey: key, prefix: everySet)) != nil,
        (try? keys.add(baseKey: key, prefix: everySet, algorithm: .aes)) != nil,
        let magTek = try? StripeReportDecoder(profile: .magTekMagneSafe, swipeKeys: keys),
        let idTech = try? StripeReportDecoder(profile: .idTech, swipeKeys: keys)
      else { return nil }
      return (magTek, idTech, WedgeTextDecoder(swipeKeys: keys))
    }()
}
