import CardReaders
import FoundationEssentials
import LinuxSystem
import Testing
import USBDevices

@Suite("udev rules")
struct UdevRulesTests {
  private let path =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    + "/udev/70-cardlane.rules"

  @Test("udev/70-cardlane.rules is what the profiles say")
  func generated() throws {
    let file = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(file == DeviceProfile.udevRules())
  }

  @Test(
    "Every model has a rule for the nodes it is read by, and no other, with access, mode and link",
    arguments: DeviceProfile.all)
  func complete(_ profile: DeviceProfile) {
    let rules = DeviceProfile.udevRules().split(separator: "\n")
    let subsystems = profile.kind == .wedge ? ["input"] : ["usb", "hidraw"]
    for model in profile.models {
      let parts = model.description.split(separator: ":")
      let own = rules.filter {
        $0.contains("{idVendor}==\"\(parts[0])\"") && $0.contains("{idProduct}==\"\(parts[1])\"")
      }
      #expect(own.count == subsystems.count)
      for subsystem in subsystems {
        let rule = own.first { $0.hasPrefix("SUBSYSTEM==\"\(subsystem)\"") }
        #expect(rule?.contains("TAG+=\"uaccess\"") == true)
        #expect(rule?.contains("MODE=\"0660\"") == true)
        #expect(rule?.contains("SYMLINK+=\"cardlane/\(profile.id)") == true)
      }
    }
  }

  @Test("The file sorts before the one in which udev acts on the tag")
  func order() {
    #expect(path.split(separator: "/").last.map { $0 < "73-seat-late.rules" } == true)
  }

  @Test("Of a keyboard only the event node is given, so that no other keyboard can match")
  func keyboards() {
    for rule in DeviceProfile.udevRules().split(separator: "\n") where rule.contains("input") {
      guard rule.hasPrefix("SUBSYSTEM") else { continue }
      #expect(rule.contains("KERNEL==\"event*\""))
      #expect(rule.contains("ATTRS{idVendor}==") && rule.contains("ATTRS{idProduct}=="))
    }
  }

  @Test("Every line is a comment, empty, or a rule of key, operator and quoted value")
  func syntax() {
    for line in DeviceProfile.udevRules().split(separator: "\n") where !line.hasPrefix("#") {
      for part in line.split(separator: ", ") {
        let pieces = part.split(separator: "\"", omittingEmptySubsequences: false)
        // `e` before the quote: the value has escapes.
        let key = pieces[0].hasSuffix("e") ? pieces[0].dropLast() : pieces[0]
        #expect(pieces.count == 3 && key.hasSuffix("="), "\(part)")
      }
    }
  }

  @Test("A reader of any maker is told by how its report descriptor begins")
  func anyMaker() throws {
    let rules = DeviceProfile.udevRules(for: [.hidPOS])
    guard case .usages(let form) = try #require(DeviceProfile.hidPOS.forms.first) else { return }
    let beginning = form.descriptor.prefix(6).map { byte in
      #"\x"# + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    #expect(rules.contains(#"ATTRS{report_descriptor}==e"\#(beginning)*|\x06\x8e""#))
    // The usage page of keyboards, mice or security keys is not given away.
    #expect(rules.split(separator: "\n").filter { $0.contains("report_descriptor") }.count == 2)
  }

  /// Descriptors, and whether they are of a stripe reader of the class.
  static let descriptors: [(descriptor: [UInt8], isReader: Bool)] = {
    let consumer: [UInt8] = [
      0x05, 0x0C, 0x09, 0x01, 0xA1, 0x01, 0x85, 0x01, 0x15, 0x00, 0x25, 0x01, 0x09, 0xE9, 0x75,
      0x01,
      0x95, 0x08, 0x81, 0x02, 0xC0,
    ]
    let sizes: [UInt8] = [0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x01]
    let usage: [UInt8] = [0x09, 0x01, 0xA1, 0x01]
    return [
      ([0x05, 0x8E] + usage, true), ([0x06, 0x8E, 0x00] + usage, true),
      (consumer + [0x05, 0x8E] + usage, true), (consumer + [0x06, 0x8E, 0x00] + usage, true),
      (consumer + [0x05, 0x8E] + sizes + usage, true),
      (consumer + [0x05, 0x8E, 0x85, 0x02] + usage, true), (consumer, false),
      // A keyboard; a scanner of the class; the page inside another collection, and in a number.
      ([0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0], false),
      (consumer + [0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01], false),
      ([0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x8E, 0x09, 0x11, 0x81, 0x02, 0xC0], false),
      ([0x26, 0x05, 0x8E] + sizes + [0x05, 0x0C] + usage, false),
    ]
  }()

  @Test(
    "It is told as well where another collection comes first, by the program in the rule",
    arguments: 0..<11)
  func anyCollection(_ index: Int) throws {
    let (descriptor, isReader) = Self.descriptors[index]
    let file = try ScratchFile(descriptor)
    let rule = try #require(
      DeviceProfile.udevRules().split(separator: "\n").first { $0.contains("PROGRAM==") })
    let words = try #require(rule.split(separator: "PROGRAM==\"").last).split(separator: "\"")[0]
      .split(separator: " ")
    #expect(words.last == "%S%p/device/report_descriptor")
    let arguments = words.dropFirst().dropLast().map { String($0.replacing("'", with: "")) }
    // udev gives a program neither a language nor a path.
    let program = try ChildProcess(
      String(words[0]), arguments, environment: [:], descriptors: [0: file.descriptor])
    #expect(program.wait(atMost: .seconds(60)) == .exited(isReader ? 0 : 1))
    // The parser that recognises the reader afterwards sees the same.
    let parsed = try? HIDReportDescriptor(descriptor + [0xC0])
    let application = try #require(DeviceProfile.hidPOS.application)
    #expect(parsed.map { $0.applications.contains(application) } ?? isReader == isReader)
  }

  @Test("A profile without models and without an application has no rule")
  func none() {
    #expect(!DeviceProfile.udevRules(for: [.keyboardWedge]).contains("SUBSYSTEM=="))
  }
}
