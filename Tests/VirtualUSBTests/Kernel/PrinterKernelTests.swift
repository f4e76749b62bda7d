import Foundation
import LinuxSystem
import Testing

@testable import VirtualUSB

@Suite(
  "The virtual printer on a real kernel", .serialized, .enabled(if: GuestKernel.isHere),
  .timeLimit(.minutes(10)))
struct PrinterKernelTests {
  @Test("usblp tells its IEEE 1284 id and takes what is written to it")
  func prints() async throws {
    let server = try USBIPServer(port: 0)
    let printer = try server.plug(VirtualPrinter())
    let device = try await AttachedDevice(printer)
    let slip = [UInt8]((0..<50_000).map { UInt8($0 % 7 + 0x41) })
    let node = try DeviceNode(try await device.printer())
    #expect(device.interfaceText("ieee1284_id")?.hasPrefix("MFG:EPSON;CMD:ESC/POS;") == true)
    #expect(await node.write(slip))
    #expect(await printer.wait(within: GuestKernel.patience) { $0.printed == slip })
  }

  @Test("A question that is written is answered to be read")
  func answers() async throws {
    let server = try USBIPServer(port: 0)
    let printer = try server.plug(VirtualPrinter())
    try printer.perform(.printer(.paper(.nearEnd)))
    let device = try await AttachedDevice(printer)
    let node = try DeviceNode(try await device.printer())
    #expect(await node.write([0x10, 0x04, 4]))
    #expect(await node.read(64) == [0x1E])
  }

  @Test("LPGETSTATUS tells of missing paper")
  func portStatus() async throws {
    let server = try USBIPServer(port: 0)
    let printer = try server.plug(VirtualPrinter())
    let device = try await AttachedDevice(printer)
    let node = try DeviceNode(try await device.printer())
    func status() async throws -> Int32 {
      try await OwnedThread.run(name: "port-status") { () throws in
        var status: Int32 = 0
        // LPGETSTATUS of linux/lp.h.
        try #require(unsafe ioctl(node.descriptor, 0x060B, &status) == 0)
        return status
      }
    }
    #expect(try await status() & 0x38 == 0x18)
    try printer.perform(.printer(.paper(.out)))
    #expect(try await status() & 0x38 == 0x30)
  }

  @Test("Without paper, writing waits; with a new roll it goes on, and nothing is lost or doubled")
  func paperOut() async throws {
    let server = try USBIPServer(port: 0)
    let printer = try server.plug(VirtualPrinter(capacity: 1000))
    try printer.perform(.printer(.paper(.out)))
    let device = try await AttachedDevice(printer)
    let node = try DeviceNode(try await device.printer())
    let slip = [UInt8]((0..<30_000).map { UInt8($0 % 23 + 0x41) })
    async let isWritten = node.write(slip)
    #expect(await printer.wait(within: GuestKernel.patience) { $0.waitingCount == 1000 })
    #expect(await printer.wait(within: .zero) { $0.printed.isEmpty })
    try printer.perform(.printer(.paper(.enough)))
    #expect(await isWritten)
    #expect(await printer.wait(within: GuestKernel.patience) { $0.printed == slip })
  }

  @Test("Its cable pulled in the middle of a slip, the printer is gone for the writer too")
  func unplug() async throws {
    let server = try USBIPServer(port: 0)
    let printer = try server.plug(VirtualPrinter())
    try printer.perform(.printer(.unplug(atBytes: 5000)))
    let device = try await AttachedDevice(printer)
    let node = try DeviceNode(try await device.printer())
    #expect(await !node.write([UInt8](repeating: 0x41, count: 100_000)))
    #expect(await printer.wait(within: .zero) { $0.printed.count == 5000 })
    try await eventually("the kernel has forgotten the printer") { device.isPresent ? nil : () }
  }
}
