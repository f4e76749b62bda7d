import Foundation
import Testing
import VirtualUSB

@Suite(
  "A bank card at a USB reader leaves no trace, on a real kernel", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"),
  .timeLimit(.minutes(10)))
struct BankCardKernelTests {
  /// Numbers that stand nowhere else, of the range that payment schemes keep for tests.
  private static let number = "4929083174650218"
  private static let mark = "8305617249940138"
  private static let card = SwipedCard(
    one: .text("%B\(number)^DOE/JOHN^2612101000000000?"), two: .text(";\(number)=2612101000000000?")
  )

  /// A reader at which the card is swiped.
  private struct Reader: Sendable, CustomTestStringConvertible {
    let name: String
    let plug: @Sendable (USBIPServer) async throws -> any ScriptedDevice

    var testDescription: String { name }

    init<Function: VirtualStripeReader>(
      _ name: String, _ make: @escaping @Sendable () throws -> Function
    ) {
      self.name = name
      plug = { server in
        let plugged = try server.plug(try make())
        try await plugged.attach(within: .seconds(60))
        return plugged
      }
    }

    static let all = [
      Reader("SureSwipe") { VirtualSureSwipe() },
      Reader("HID POS") { VirtualHIDPOSReader() },
      Reader("ID TECH mode") { VirtualIDTech(mode: .idTech) },
      Reader("MagneSafe, decrypted") {
        VirtualMagneSafe(head: MagneSafeHead(key: try .standard()))
      },
      Reader("SecureMag, decrypted") {
        VirtualIDTech(mode: .secure(SecureMagHead(key: try .standard())))
      },
      Reader("wedge") { VirtualWedge(.magTek) },
      Reader("MagneSafe wedge, decrypted") {
        VirtualMagneSafeKeyboard(head: MagneSafeHead(key: try .standard()))
      },
      Reader("SecureMag wedge, decrypted") {
        VirtualSecureMagKeyboard(head: SecureMagHead(key: try .standard()))
      },
    ]
  }

  @Test(
    "Nowhere in the program's memory, output or files, in any form, while the reader goes on",
    arguments: Reader.all)
  private func nowhere(_ reader: Reader) async throws {
    let desk = try await Desk()
    try await desk.takeReaderKeys()
    let server = try USBIPServer(port: 0)
    defer { server.stop() }
    let device = try await reader.plug(server)
    // So many keys: no faster than a busy machine fetches them.
    if reader.name.contains("wedge") { try device.perform(.fault(.slow(.milliseconds(20)))) }
    let watch = try LiveRun(
      desk, ["watch", "--json", "--no-pcsc", "--keys", "keys.json", "--date", Desk.date],
      environment: ["CARDLANE_TEST_MARK": Self.mark])
    try await watch.event("readerAdded")
    try await watch.swipe(Self.card, at: device) { $0["verdict"]["check"].text == "bankCard" }

    let traces = NumberTraces(Self.number)
    let mark = traces.patterns.count
    let memory = ProcessMemory(processID: watch.processID)
    var seen: Set<Int> = []
    let deadline = ContinuousClock.now + .seconds(60)
    // The report is overwritten right after the answer to it. What the search finds of the environment
    // shows that it would find the number as well.
    repeat {
      seen = try memory.found(traces.patterns + [Array(Self.mark.utf8)])
    } while seen != [mark] && ContinuousClock.now < deadline
    #expect(seen.contains(mark))
    #expect(seen.subtracting([mark]).map { traces.names[$0] } == [])

    // It goes on, and the next card is the member's.
    try await watch.swipe(SwipedCard(two: .text(Desk.stripe)), at: device) {
      $0["verdict"]["check"].text == "ok"
    }
    #expect(try await watch.interrupt() == 130)
    #expect(traces.found(in: Data(watch.output.utf8)) == [])
    for name in try FileManager.default.subpathsOfDirectory(atPath: desk.directory.path) {
      guard let content = FileManager.default.contents(atPath: desk.path(name)) else { continue }
      #expect(traces.found(in: content) == [], "\(name)")
    }
  }
}
