import Foundation
import Testing
import USBDevices
import VirtualUSB

extension USBKernelTests {
  @Test("Unplugged in the middle of a report, reading ends with what happened")
  func unplugged() async throws {
    let bench = try KernelBench()
    let (plugged, found) = try await bench.attach(VirtualSureSwipe())
    var reading = try await Reading(found)
    _ = try await reading.ready()
    plugged.inject(.unplug(afterBytes: 100))
    try plugged.swipe(card)
    let error = await #expect(throws: USBError.self) {
      while let event = try await reading.events.next(isolation: #isolation) {
        if case .report = event { Issue.record("half a report counted as one") }
      }
    }
    #expect(error?.reason == .noDevice)
    #expect(error?.device == found)
    await reading.device.close()
    // What is gone is refused at once.
    await #expect(throws: USBError(.noDevice)) { try await USBDevice.open(found) }
  }

  @Test("What is plugged in is announced, and each coming and going is told once")
  func hotPlug() async throws {
    for mode in [USBMonitor.Mode.hotPlug, .polling] {
      let bench = try KernelBench()
      let (plugged, found) = try await bench.attach(VirtualSureSwipe())
      var events = USBMonitor(mode: mode).events()
        .filter { event in
          switch event {
          case .attached(let device), .detached(let device): device.vendor == 0x0801
          }
        }.makeAsyncIterator()
      #expect(await events.next(isolation: #isolation) == .attached(found))
      for _ in 0..<3 {
        plugged.unplug()
        guard case .detached? = await events.next(isolation: #isolation) else {
          Issue.record("not told of its going")
          return
        }
        plugged.replug()
        let again = try await bench.attach(plugged)
        #expect(await events.next(isolation: #isolation) == .attached(again))
        #expect(again.place != "" && again.address != found.address)
      }
    }
  }

  @Test("The kernel's driver has the device again after release, close, and the last reference")
  func givenBack() async throws {
    let bench = try KernelBench()
    let (_, found) = try await bench.attach(VirtualSureSwipe())
    try await eventually("usbhid has it") { found.kernelDriver(of: 0) == "usbhid" }
    do {
      let device = try await USBDevice.open(found)
      try await device.claim(0)
      #expect(found.kernelDriver(of: 0) == "usbfs")
      try await device.release(0)
      #expect(found.kernelDriver(of: 0) == "usbhid")
      try await device.claim(0)
      await device.close()
      #expect(found.kernelDriver(of: 0) == "usbhid")
      await #expect(throws: USBError(.closed)) { try await device.claim(0) }
    }
    do {
      let device = try await USBDevice.open(found)
      try await device.claim(0)
      withExtendedLifetime(device) {}
    }
    try await eventually("usbhid has it") { found.kernelDriver(of: 0) == "usbhid" }
  }

  @Test("A process that ends gives the device back")
  func processEnds() async throws {
    let bench = try KernelBench()
    let (_, found) = try await bench.attach(VirtualSureSwipe())
    try await eventually("usbhid has it") { found.kernelDriver(of: 0) == "usbhid" }
    await #expect(processExitsWith: .exitCode(7)) {
      guard let found = try await USBBus.devices().first(where: { $0.vendor == 0x0801 })
      else { exit(1) }
      let device = try await USBDevice.open(found)
      guard try await device.claim(0) == "usbhid" else { exit(2) }
      guard found.kernelDriver(of: 0) == "usbfs" else { exit(3) }
      exit(7)
    }
    #expect(found.kernelDriver(of: 0) == "usbhid")
  }

  @Test("Waiting ends at the deadline, and at once when its task is cancelled or the device closed")
  func bounded() async throws {
    let bench = try KernelBench()
    let (_, found) = try await bench.attach(VirtualSureSwipe())
    let reading = try await Reading(found)
    let endpoint = try #require(reading.interface.interruptIn)
    let device = reading.device
    await #expect(throws: USBError(.timeout)) {
      try await device.read(337, from: endpoint, within: .milliseconds(200))
    }
    let cancelled = Task { try await device.read(337, from: endpoint, within: .seconds(600)) }
    cancelled.cancel()
    await #expect(throws: USBError(.cancelled)) { try await cancelled.value }
    let waiting = Task { try await device.read(337, from: endpoint, within: .seconds(600)) }
    try await Task.sleep(for: .milliseconds(50))
    await device.close()
    await #expect(throws: USBError.self) { try await waiting.value }
  }

  @Test("An interface that a program has claimed is busy for the next")
  func busy() async throws {
    let bench = try KernelBench()
    let (_, found) = try await bench.attach(VirtualSureSwipe())
    let first = try await USBDevice.open(found)
    let second = try await USBDevice.open(found)
    try await first.claim(0)
    await #expect(throws: USBError(.busy)) { try await second.claim(0) }
    await #expect(throws: USBError(.notFound)) { try await second.claim(5) }
    try await first.release(0)
    try await second.claim(0)
    await first.close()
    await second.close()
  }

  @Test("A halted endpoint goes on after it has been cleared")
  func stalled() async throws {
    let bench = try KernelBench()
    let (plugged, found) = try await bench.attach(VirtualSureSwipe())
    var reading = try await Reading(found)
    _ = try await reading.ready()
    plugged.inject(.stall)
    try plugged.swipe(card)
    #expect(try await reading.report().count == 337)
    plugged.inject(.stallRequest)
    let device = reading.device
    await #expect(throws: USBError(.pipe)) {
      try await device.control(.getReport(.feature, interface: 0, length: 24))
    }
    await reading.device.close()
  }

  @Test("A printer takes bulk data and answers a question")
  func bulk() async throws {
    let bench = try KernelBench()
    let (plugged, found) = try await bench.attach(VirtualPrinter())
    let interface = try #require(found.interfaces.first { $0.isPrinter })
    let output = try #require(interface.bulkOut)
    let input = try #require(interface.bulkIn)
    let device = try await USBDevice.open(found)
    let displaced = try await device.claim(interface.number)
    #expect(displaced == "usblp" || displaced == nil)
    try await device.write(Array("VIP\n".utf8), to: output)
    #expect(await plugged.wait(within: Kernel.patience) { $0.printed == Array("VIP\n".utf8) })
    try await device.write([0x10, 0x04, 0x01], to: output)
    #expect(try await device.read(64, from: input).count == 1)
    await #expect(throws: USBError(.invalidParameter)) {
      try await device.write([1], to: input)
    }
    await device.close()
  }
}
