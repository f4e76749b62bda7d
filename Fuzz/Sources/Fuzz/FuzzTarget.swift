import CardCrypto
import CardReaders
import Desk
import Loyalty
import MagneticStripe
import Printers
import Receipts
import SecureModule
import SmartCard
import USBDevices
import VIPCard
import VirtualCards
import VirtualUSB

/// A parser under the fuzzer, by name: give it any bytes, and it must neither crash nor hang.
enum FuzzTarget: String, CaseIterable, Sendable {
  case atr, commandAPDU, responseAPDU, tlv, memberFile, vpcdFraming, virtualCard, chipAnswers
  case cardScript
  case wedge, keyEvents, trackBits, rawTrack, hidDescriptor, hidReport, sureSwipe, idTech, hidPOS
  case keySerialNumber, magneSafeKeys, magneSafeText, secureFrame, secureText, readerKeyFile
  case usbipParser, usbipServer, deviceCommand
  case sale, program, laneFile, receipt, escpos, printerAddress, printerProfile
  case poster, quote, returnRequest, rulesFile
  case samCommands, samAnswers, keyURI, cardState

  func run(_ bytes: [UInt8]) {
    switch self {
    case .atr: _ = ATR(bytes).explanation
    case .commandAPDU:
      // What was read is written as it was, or in a shorter form that reads the same.
      if let command = try? CommandAPDU(parsing: bytes) {
        precondition((try? CommandAPDU(parsing: command.encoded())) == command)
      }
    case .responseAPDU: _ = try? ResponseAPDU(parsing: bytes)
    case .tlv:
      _ = try? TLV.parse(bytes, rules: .strict)
      _ = try? TLV.parse(bytes, rules: .lenient)
    case .memberFile:
      if let file = try? MemberFile(parsing: bytes) { precondition(file.bytes == bytes) }
    case .vpcdFraming:
      var framing = VPCDFraming()
      framing.append(bytes)
      while framing.next() != nil {}
    case .virtualCard: Script.commands(bytes)
    case .chipAnswers: Script.answers(bytes)
    case .cardScript:
      var card = try? CardScript.card(from: String(decoding: bytes, as: UTF8.self))
      for command: [UInt8] in [[0x00, 0xA4, 0x04, 0x00], [0x00, 0xB0, 0x00, 0x00, 0x00], []] {
        _ = card?.answer(to: .command(command))
      }
    case .wedge: _ = KeyboardWedgeText.read(bytes.span)
    case .keyEvents: Script.keys(bytes)
    case .trackBits:
      let bits = TrackBits(packed: bytes.span, count: bytes.count * 8)
      for track in TrackNumber.allCases { _ = TrackFormat.iso(track).read(bits) }
    case .rawTrack:
      for track in TrackNumber.allCases { _ = TrackRead.inRawReport(bytes.span, track: track) }
    case .keySerialNumber: Swipes.serialNumber(bytes)
    case .magneSafeKeys: Swipes.magneSafe(bytes)
    case .magneSafeText: Swipes.magneSafeText(bytes)
    case .secureFrame: Swipes.secureFrame(bytes)
    case .secureText: Swipes.secureText(bytes)
    case .readerKeyFile: Swipes.keyFile(bytes)
    case .hidDescriptor: _ = try? HIDReportDescriptor(bytes)
    case .hidReport: Script.report(bytes)
    case .sureSwipe: Self.report(bytes, .magTekSureSwipe)
    case .idTech: Self.report(bytes, .idTech)
    case .hidPOS: Self.report(bytes, .hidPOS)
    case .usbipParser:
      var parser = USBIPParser()
      if bytes.first.map({ $0 & 1 == 1 }) == true { parser.attach() }
      parser.append(bytes.dropFirst())
      while (try? parser.next()) != nil {}
    case .usbipServer: Script.attach(bytes)
    case .deviceCommand: _ = DeviceCommand(line: String(decoding: bytes, as: UTF8.self))
    case .samCommands: SAMScript.commands(bytes)
    case .samAnswers: SAMScript.answers(bytes)
    case .keyURI:
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? TokenURI(text)
      _ = try? SAMURI(text)
      _ = try? TokenURI(TokenURI.scheme + text)
      _ = try? SAMURI(SAMURI.scheme + text)
    case .cardState: StateScript.run(bytes)
    case .sale: _ = try? Sale.read(json: bytes)
    case .program: _ = try? LoyaltyProgram.load(yaml: bytes, file: "fuzz.yaml")
    case .laneFile: _ = try? LaneFile.read(bytes, path: "fuzz/lane.yaml")
    case .poster: _ = try? Poster.load(bytes, file: "fuzz.yaml")
    case .quote: _ = try? Quote.read(json: bytes)
    case .returnRequest: _ = try? ReturnRequest.read(json: bytes)
    case .rulesFile:
      _ = try? RulesConfiguration.read(String(decoding: bytes, as: UTF8.self), file: "fuzz.yaml")
    case .receipt:
      if let receipt = try? ReceiptDocument.decode(bytes) {
        _ = PlainText.render(Layout(receipt, columns: 32))
      }
    case .escpos: _ = try? ESCPOSReader.text(bytes)
    case .printerProfile: _ = try? PrinterProfile.read(bytes)
    case .printerAddress:
      let text = String(decoding: bytes, as: UTF8.self)
      // What was read is written as it reads; what is refused never means something that is refused too.
      if let address = try? PrinterAddress(text) {
        precondition((try? PrinterAddress(address.description)) == address)
      }
    }
  }

  private static func report(_ bytes: [UInt8], _ profile: DeviceProfile) {
    _ = try? StripeReportDecoder(profile: profile).decode(bytes)
  }
}
