import Foundation
import Testing
import USBDevices
import VirtualUSB

@Suite(
  "cardlane watch and doctor with USB readers on a real kernel", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"),
  .timeLimit(.minutes(5)))
struct WatchKernelTests {
  private let desk: Desk
  private let server: USBIPServer
  private let card = SwipedCard(two: .text(Desk.stripe))

  init() async throws {
    desk = try await Desk()
    server = try USBIPServer(port: 0)
  }

  /// Plugs a device in and attaches it to this kernel.
  private func attach<Function: VirtualUSBFunction>(
    _ function: Function
  ) async throws -> (PluggedDevice<Function>, USBDeviceDescription) {
    let before = Set(try await USBBus.devices().map(\.address))
    let plugged = try server.plug(function)
    let status = try await start(
      "usbip", "--tcp-port", "\(server.port)", "attach", "-r", "127.0.0.1", "-b", plugged.busID)
    #expect(status == 0)
    let found = try await eventually("the device is on the bus") {
      try await USBBus.devices().first {
        !before.contains($0.address) && $0.deviceClass != 9
          && $0.kernelDriver(of: 0) == "usbhid"
      }
    }
    return (plugged, found)
  }

  @discardableResult
  private func start(_ arguments: String...) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    return try await process.runToEnd()
  }

  private func eventually<Value>(
    _ what: Comment, _ find: () async throws -> Value?
  ) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      if let value = try await find() { return value }
      try #require(ContinuousClock.now < deadline, what)
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private func swipe<Function: VirtualStripeReader>(
    _ reader: PluggedDevice<Function>, _ watch: LiveRun
  ) async throws {
    try reader.swipe(card)
    let swipe = try await watch.event("swipe")
    #expect(swipe["verdict"]["check"].text == "ok", "\(swipe)")
    #expect(swipe["identity"]["number"].text == "9156880012345672")
  }

  @Test("All readers at once give the same VIP card, and the kernel has them back after Ctrl-C")
  func everyReader() async throws {
    let (sureSwipe, _) = try await attach(VirtualSureSwipe())
    let (idTech, _) = try await attach(VirtualIDTech(mode: .idTech))
    let (point, _) = try await attach(VirtualHIDPOSReader())
    var head = MagneSafeHead(key: try .standard())
    head.encrypts = false
    let (magneSafe, _) = try await attach(VirtualMagneSafe(head: head))
    let (wedge, _) = try await attach(VirtualWedge(.magTek))
    let (other, last) = try await attach(VirtualWedge(.idTech))
    let watch = try LiveRun(
      desk, ["watch", "--json", "--no-pcsc", "--keys", "keys.json", "--date", Desk.date])
    for _ in 0..<6 { try await watch.event("readerAdded") }
    try await swipe(sureSwipe, watch)
    try await swipe(idTech, watch)
    try await swipe(point, watch)
    try await swipe(magneSafe, watch)
    try await swipe(wedge, watch)
    try await swipe(other, watch)
    #expect(last.kernelDriver(of: 0) == "usbhid")
    #expect(try await watch.interrupt() == 130)
    for device in try await USBBus.devices() where device.hidInterface != nil {
      #expect(device.kernelDriver(of: 0) == "usbhid", "\(device)")
    }
  }

  @Test("Whom the rules do not let in is told which rule is missing, and gets in when it is there")
  func permissions() async throws {
    let (reader, found) = try await attach(VirtualSureSwipe())
    // The rules of this project are in force.
    try await eventuallyTrue("the node is as the rule says") {
      mode(of: found.node) == 0o660
    }
    let facts = try await output(
      "udevadm", "info", "--query=all", "/sys/bus/usb/devices/\(found.place)")
    #expect(facts.contains("TAGS=") && facts.contains(":uaccess:"))
    #expect(facts.contains("cardlane/magtek-sureswipe-usb-\(found.place)"))
    #expect(
      FileManager.default.fileExists(
        atPath: "/dev/cardlane/magtek-sureswipe-usb-\(found.place)"))

    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let watch = try LiveRun(desk, ["watch", "--json", "--no-pcsc"], by: nobody)
    let refused = try await watch.event("error")
    #expect(refused["code"].text == "usbAccess")
    #expect(refused["hint"].text?.contains("70-cardlane.rules") == true)
    let doctor = try LiveRun(desk, ["doctor", "--json"], by: nobody)
    let finding = try JSON(
      await doctor.line { $0.contains("\"stripe\"") && $0.contains("problem") })
    #expect(finding["remedy"].text?.contains("70-cardlane.rules") == true)

    // As the rule file advises for a service without a seat: a group. It goes on by itself.
    try Data(
      #"SUBSYSTEM=="usb", ATTR{idVendor}=="0801", ATTR{idProduct}=="0002", GROUP="65534""#.utf8
    ).write(to: URL(filePath: "/run/udev/rules.d/71-test.rules"))
    try await start("udevadm", "control", "--reload")
    try await start("udevadm", "trigger", "--action=add", "--subsystem-match=usb")
    try await watch.event("readerAdded")
    try reader.swipe(card)
    let swipe = try await watch.event("swipe")
    #expect(swipe["tracks"]["2"]["status"].text == "ok")
    #expect(try await watch.interrupt() == 130)
    try FileManager.default.removeItem(atPath: "/run/udev/rules.d/71-test.rules")
    try await start("udevadm", "control", "--reload")
  }

  @Test("The doctor finds the rules in force and every reader usable, and says who has it")
  func doctor() async throws {
    _ = try await attach(VirtualSureSwipe())
    _ = try await attach(VirtualHIDPOSReader())
    _ = try await attach(VirtualWedge(.magTek))
    let watch = try LiveRun(desk, ["watch", "--json", "--no-pcsc", "--no-keyboards"])
    for _ in 0..<2 { try await watch.event("readerAdded") }
    let busy = try await desk.run("doctor", "--json")
    // A reader that is known by its report descriptor alone is not known while a program has it.
    #expect(busy.lines.filter { $0.contains("a program is using it") }.count == 1)
    #expect(try await watch.interrupt() == 130)
    let free = try await desk.run("doctor", "--json")
    let part = { (name: String) in
      free.lines.filter { $0.contains("\"part\":\"\(name)\"") && $0.contains("\"good\"") }
    }
    #expect(part("udev").count == 1, "\(free.text)")
    #expect(part("stripe").count == 2)
    #expect(part("wedge").count == 1)
  }

  private func eventuallyTrue(_ what: Comment, _ condition: () -> Bool) async throws {
    _ = try await eventually(what) { condition() ? true : nil }
  }

  private func mode(of path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private func output(_ arguments: String...) async throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = pipe
    _ = try await process.runToEnd()
    return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}
