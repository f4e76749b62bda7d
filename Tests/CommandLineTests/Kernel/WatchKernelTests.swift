import Foundation
import TestSupport
import Testing
import USBDevices
import VirtualUSB

@Suite(
  "cardlane watch and doctor with USB readers on a real kernel", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"),
  .timeLimit(.minutes(10)))
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
    let plugged = try server.plug(function)
    let place = try await plugged.attach(within: .seconds(60))
    let found = try await eventually("the device is on the bus") {
      try await USBBus.devices().first { $0.place == place }
    }
    return (plugged, found)
  }

  @discardableResult
  private func start(_ arguments: String...) async throws -> Int32 {
    try await Program("/usr/bin/env", arguments).run().status
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
    let swipe = try await watch.swipe(card, at: reader) { $0["verdict"]["check"].text == "ok" }
    #expect(swipe["identity"]["number"].text == "9156880012345672")
  }

  @Test("All readers at once give the same VIP card, and the kernel has them back after Ctrl-C")
  func everyReader() async throws {
    try await desk.takeReaderKeys()
    // As many as the kernel's controller has room for.
    let (sureSwipe, _) = try await attach(VirtualSureSwipe())
    let (idTech, _) = try await attach(VirtualIDTech(mode: .idTech))
    let (secure, _) = try await attach(
      VirtualIDTech(mode: .secure(SecureMagHead(key: try .standard()))))
    let (point, _) = try await attach(VirtualHIDPOSReader())
    let (magneSafe, _) = try await attach(
      VirtualMagneSafe(head: MagneSafeHead(key: try .standard())))
    let (keyboard, _) = try await attach(
      VirtualMagneSafeKeyboard(head: MagneSafeHead(key: try .standard())))
    let (wedge, _) = try await attach(VirtualWedge(.magTek))
    let (other, _) = try await attach(VirtualWedge(.idTech))
    let watch = try LiveRun(
      desk, ["watch", "--json", "--no-pcsc", "--keys", "keys.json", "--date", Desk.date])
    for _ in 0..<8 { try await watch.event("readerAdded") }
    try await swipe(sureSwipe, watch)
    try await swipe(idTech, watch)
    try await swipe(secure, watch)
    try await swipe(point, watch)
    try await swipe(magneSafe, watch)
    // So many keys: no faster than a busy machine fetches them.
    for typing in [keyboard, wedge, other] as [any ScriptedDevice] {
      try typing.perform(.fault(.slow(.milliseconds(20))))
    }
    try await swipe(keyboard, watch)
    try await swipe(wedge, watch)
    try await swipe(other, watch)
    // There is no room for a ninth before one is gone.
    other.unplug()
    try await watch.event("readerRemoved")
    let (typing, last) = try await attach(
      VirtualSecureMagKeyboard(head: SecureMagHead(key: try .standard())))
    try await watch.event("readerAdded")
    typing.inject(.slow(.milliseconds(20)))
    try await swipe(typing, watch)
    #expect(last.kernelDriver(of: 0) == "usbhid")
    #expect(try await watch.interrupt() == 130)
    for device in try await USBBus.devices() where device.hidInterface != nil {
      #expect(device.kernelDriver(of: 0) == "usbhid", "\(device)")
    }
  }

  @Test("After a program was killed the doctor says so and gives the readers back")
  func killedThenDoctor() async throws {
    let (_, first) = try await attach(VirtualSureSwipe())
    let (_, second) = try await attach(VirtualHIDPOSReader())
    let watch = try LiveRun(desk, ["watch", "--json", "--no-pcsc", "--no-keyboards"])
    for _ in 0..<2 { try await watch.event("readerAdded") }
    try await watch.kill()
    for found in [first, second] { #expect(found.kernelDriver(of: 0) == nil) }
    let doctor = try await desk.run("doctor", "--json")
    #expect(
      doctor.lines.filter { $0.contains("a program was killed") }.count == 2, "\(doctor.text)")
    for found in [first, second] { #expect(found.kernelDriver(of: 0) == "usbhid") }
    let again = try await desk.run("doctor", "--json")
    #expect(again.lines.filter { $0.contains("usbhid steps aside") }.count == 2, "\(again.text)")
  }

  @Test(
    "After a program was killed the next one reads on, and the kernel has the reader at its end")
  func killedThenWatch() async throws {
    try await desk.takeReaderKeys()
    let (reader, found) = try await attach(VirtualHIDPOSReader())
    let (wedge, _) = try await attach(VirtualWedge(.magTek))
    let arguments = ["watch", "--json", "--no-pcsc", "--keys", "keys.json", "--date", Desk.date]
    let first = try LiveRun(desk, arguments)
    for _ in 0..<2 { try await first.event("readerAdded") }
    try await first.kill()
    #expect(found.kernelDriver(of: 0) == nil)
    let next = try LiveRun(desk, arguments)
    for _ in 0..<2 { try await next.event("readerAdded") }
    try await swipe(reader, next)
    try await swipe(wedge, next)
    #expect(try await next.interrupt() == 130)
    #expect(found.kernelDriver(of: 0) == "usbhid")
  }

  @Test("The doctor tells how a printer is, whether it may be used, and who has it")
  func printers() async throws {
    let (printer, found) = try await attach(VirtualPrinter())
    func finding(_ run: Run) throws -> JSON {
      try JSON(try #require(run.lines.first { $0.contains("\"part\":\"printer\"") }, "\(run.text)"))
    }
    let good = try finding(try await desk.run("doctor", "--json"))
    #expect(good["state"].text == "good")
    #expect(good["message"].text?.contains("usblp") == true)
    #expect(found.kernelDriver(of: 0) == "usblp")
    for (line, words) in [
      ("paper near-end", "nearly at its end"), ("paper out", "out of paper"),
      ("cover open", "cover is open"), ("cutter jammed", "cutter is jammed"),
      ("offline", "off line"),
    ] {
      try printer.perform(try #require(DeviceCommand(line: line)))
      let told = try finding(try await desk.run("doctor", "--json"))
      #expect(told["message"].text?.contains(words) == true, "\(told)")
      #expect(told["state"].text == (line == "paper near-end" ? "notice" : "problem"))
      for calm in ["paper enough", "cover closed", "cutter clear", "online"] {
        try printer.perform(try #require(DeviceCommand(line: calm)))
      }
    }
    // Nothing of the questions is on paper.
    #expect(try printer.change { printer, _ in printer.printed } == [])

    let doctor = try LiveRun(desk, ["doctor", "--json"], by: Self.nobody)
    let refused = try JSON(await doctor.line { $0.contains("\"part\":\"printer\"") })
    #expect(refused["state"].text == "problem")
    #expect(refused["remedy"].text?.contains("group lp") == true)
    // The group of the remedy is the one that the distribution's rule gives.
    let member = ["setpriv", "--reuid=65534", "--regid=lp", "--clear-groups"]
    let allowed = try LiveRun(desk, ["doctor", "--json"], by: member)
    let told = try JSON(await allowed.line { $0.contains("\"part\":\"printer\"") })
    #expect(told["state"].text == "good", "\(told)")
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

    let watch = try LiveRun(desk, ["watch", "--json", "--no-pcsc"], by: Self.nobody)
    let refused = try await watch.event("error")
    #expect(refused["code"].text == "usbAccess")
    #expect(refused["hint"].text?.contains("70-cardlane.rules") == true)
    let doctor = try LiveRun(desk, ["doctor", "--json"], by: Self.nobody)
    let finding = try JSON(
      await doctor.line { $0.contains("\"stripe\"") && $0.contains("problem") })
    #expect(finding["remedy"].text?.contains("70-cardlane.rules") == true)

    // As the rule file advises for a service without a seat: a group. It goes on by itself.
    try await addRule(
      #"SUBSYSTEM=="usb", ATTR{idVendor}=="0801", ATTR{idProduct}=="0002", GROUP="65534""#)
    try await watch.event("readerAdded")
    try reader.swipe(card)
    let swipe = try await watch.event("swipe")
    #expect(swipe["tracks"]["2"]["status"].text == "ok")
    #expect(try await watch.interrupt() == 130)
    try await removeRule()
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

  @Test(
    "The rules know a reader of any maker by its report descriptor, wherever in it, and no other device by theirs",
    arguments: [false, true])
  func anyMakersReader(_ isCombined: Bool) async throws {
    let (reader, found) = try await attach(VirtualHIDPOSReader(isCombined: isCombined))
    let (_, other) = try await attach(VirtualWedge(.magTek))
    try await eventuallyTrue("the node is as the rule says") { mode(of: found.node) == 0o660 }
    #expect(mode(of: other.node) == 0o664)
    let link = "/dev/cardlane/hid-pos-\(found.place)"
    try await eventuallyTrue("the link is there") { FileManager.default.fileExists(atPath: link) }
    // What was found out outlasts events that come later.
    for action in ["change", "add"] {
      try await start(
        "udevadm", "trigger", "--settle", "--action=\(action)", "--subsystem-match=usb")
      let facts = try await output(
        "udevadm", "info", "--query=all", "/sys/bus/usb/devices/\(found.place)")
      #expect(facts.contains("TAGS=") && facts.contains(":uaccess:"), "\(facts)")
      #expect(facts.contains("cardlane/hid-pos-usb-\(found.place)"), "\(facts)")
      #expect(mode(of: found.node) == 0o660)
    }
    // A group as for a service; the reader is read by somebody who is not root.
    try await addRule(
      #"SUBSYSTEM=="usb", ENV{CARDLANE_HID_POS}=="1", GROUP="65534""#)
    let watch = try LiveRun(desk, ["watch", "--json", "--no-pcsc"], by: Self.nobody)
    try await watch.event("readerAdded")
    try reader.swipe(card)
    let swipe = try await watch.event("swipe")
    #expect(swipe["tracks"]["2"]["status"].text == "ok")
    #expect(try await watch.interrupt() == 130)
    try await removeRule()
  }

  private static let ownRule = "/run/udev/rules.d/71-test.rules"

  /// Puts a rule into force, for the devices that are there, too.
  private func addRule(_ rule: String) async throws {
    try Data(rule.utf8).write(to: URL(filePath: Self.ownRule))
    try await start("udevadm", "control", "--reload")
    try await start("udevadm", "trigger", "--action=add", "--subsystem-match=usb")
  }

  private func removeRule() async throws {
    try FileManager.default.removeItem(atPath: Self.ownRule)
    try await start("udevadm", "control", "--reload")
  }

  private static let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

  private func eventuallyTrue(_ what: Comment, _ condition: () -> Bool) async throws {
    _ = try await eventually(what) { condition() ? true : nil }
  }

  private func mode(of path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private func output(_ arguments: String...) async throws -> String {
    try await Program("/usr/bin/env", arguments).run().text
  }
}
