import Testing

@testable import VirtualUSB

@Suite("Lines of a script")
struct ScriptTests {
  @Test(
    "Every command is understood",
    arguments: [
      ("%A?;1?", .swipe(SwipedCard(one: .text("%A?"), two: .text(";1?")))),
      ("  ;1?  ", .swipe(SwipedCard(two: .text(";1?")))),
      ("report 00 a1FF", .report([0, 0xA1, 0xFF])), ("unplug", .unplug), ("replug", .replug),
      ("unplug after 100", .fault(.unplug(afterBytes: 100))), ("stall", .fault(.stall)),
      ("stall-request", .fault(.stallRequest)), ("garbage", .fault(.garbage(seed: 1))),
      ("garbage 7", .fault(.garbage(seed: 7))), ("short 21", .fault(.short(bytes: 21))),
      ("slow 10", .fault(.slow(.milliseconds(10)))), ("early", .fault(.early)),
      ("paper near-end", .printer(.paper(.nearEnd))), ("paper  out", .printer(.paper(.out))),
      ("cover open", .printer(.cover(isOpen: true))), ("offline", .printer(.line(isOn: false))),
      ("paper out at 9", .printer(.runOut(atBytes: 9))),
      ("unplug at 64", .printer(.unplug(atBytes: 64))), ("silent", .printer(.silence(true))),
      ("wait listening", .wait(.listening)), ("pause 5", .pause(.milliseconds(5))),
    ] as [(String, DeviceCommand)])
  func understood(_ line: String, _ command: DeviceCommand) {
    #expect(DeviceCommand(line: line) == command)
  }

  @Test(
    "Anything else is not",
    arguments: [
      "", "unplugged", "unplug now", "unplug after", "unplug after -1", "short", "short x",
      "slow 99999999999999999999", "report", "report 0", "report zz", "report +1", "paper",
      "paper maybe", "%A", "wait", "garbage 1 2",
    ])
  func refused(_ line: String) { #expect(DeviceCommand(line: line) == nil) }

  @Test("A device that cannot do something says so")
  func otherKind() throws {
    let server = try USBIPServer(port: 0)
    let devices: [(any ScriptedDevice, DeviceCommand)] = [
      (try server.plug(VirtualPrinter()), .swipe(.member)),
      (try server.plug(VirtualSureSwipe()), .printer(.paper(.out))),
    ]
    for (device, command) in devices {
      #expect {
        try device.perform(command)
      } throws: { ($0 as? VirtualUSBError)?.reason == .otherKind }
    }
  }

  @Test("What a script changes about a printer is changed")
  func printer() async throws {
    let server = try USBIPServer(port: 0)
    let printer = try server.plug(VirtualPrinter())
    for line in ["paper out", "cover open", "cutter jammed", "silent", "offline"] {
      try printer.perform(try #require(DeviceCommand(line: line)))
    }
    #expect(
      await printer.wait(within: .zero) { printer in
        let condition = printer.condition
        return condition.paper == .out && condition.isCoverOpen && condition.hasCutterError
          && condition.isSilent && condition.isSwitchedOffLine
      })
  }
}
