import Testing

@testable import USBDevices

@Suite("Devices that come and go")
struct USBDeviceTrackerTests {
  private let start = ContinuousClock.now

  private func device(
    _ address: UInt8, port: UInt8 = 1, isReady: Bool = true
  ) -> USBDeviceDescription {
    USBDeviceDescription(
      address: .init(bus: 1, device: address), portPath: [port], vendor: 0x0801, product: 2,
      interfaces: isReady ? [USBInterface(number: 0, interfaceClass: 3)] : [])
  }

  @Test("What is there is announced, in order; the same list again is no news")
  func announced() {
    var tracker = USBDeviceTracker()
    let devices = [device(9, port: 2), device(4)]
    #expect(
      tracker.update(devices, at: start) == [.attached(devices[1]), .attached(devices[0])])
    #expect(tracker.update(devices.reversed(), at: start) == [])
    #expect(tracker.update([devices[0]], at: start) == [.detached(devices[1])])
    #expect(tracker.update([], at: start) == [.detached(devices[0])])
  }

  @Test("Pulled and put back between two looks is a going and a coming")
  func replugged() {
    var tracker = USBDeviceTracker()
    _ = tracker.update([device(4)], at: start)
    #expect(
      tracker.update([device(5)], at: start)
        == [.detached(device(4)), .attached(device(5))])
  }

  @Test("Another device at a number that was given again is another device")
  func reused() {
    var tracker = USBDeviceTracker()
    _ = tracker.update([device(4, port: 1)], at: start)
    #expect(
      tracker.update([device(4, port: 2)], at: start)
        == [.detached(device(4, port: 1)), .attached(device(4, port: 2))])
  }

  @Test("A device that the kernel is setting up is told of when it is done, once")
  func settingUp() {
    var tracker = USBDeviceTracker()
    #expect(tracker.update([device(4, isReady: false)], at: start) == [])
    #expect(tracker.isWaiting)
    #expect(tracker.update([device(4)], at: start + .seconds(1)) == [.attached(device(4))])
    #expect(!tracker.isWaiting)
    #expect(tracker.update([device(4, isReady: false)], at: start + .seconds(2)) == [])
  }

  @Test("One that is never set up is told of in the end; one that leaves before that never was")
  func neverSetUp() {
    var tracker = USBDeviceTracker()
    let device = device(4, isReady: false)
    _ = tracker.update([device], at: start)
    #expect(
      tracker.update([device], at: start + USBDeviceTracker.setUp) == [.attached(device)])
    var other = USBDeviceTracker()
    _ = other.update([device], at: start)
    #expect(other.update([], at: start) == [])
    #expect(!other.isWaiting)
  }

  @Test("A device is named by numbers and place, as the kernel writes it")
  func named() {
    let device = USBDeviceDescription(
      address: .init(bus: 3, device: 17), portPath: [4, 2], vendor: 0x0ACD, product: 0x2010)
    #expect(device.description == "0acd:2010 (bus 3, device 17, port 3-4.2)")
    #expect(device.node == "/dev/bus/usb/003/017")
  }
}
