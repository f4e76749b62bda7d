import Foundation
import LinuxSystem
import Synchronization

/// This machine's kernel. Blocks; for a thread of our own.
enum KernelBus {
  /// One at a time: which device is new shows in what was there before.
  private static let turn = Mutex(())

  /// The place of the device once a driver has it, or `nil` if none has after so long.
  ///
  /// What stands in the way of attaching it at all has until the deadline.
  static func attach(
    _ busID: String, _ port: UInt16, until deadline: ContinuousClock.Instant, patience: Duration
  ) throws(VirtualUSBError) -> String? {
    try turn.withLock { _ throws(VirtualUSBError) in
      try waitForLeavers(deadline)
      let before = places
      try attach(["--tcp-port", String(port), "attach", "-r", "127.0.0.1", "-b", busID], deadline)
      // However long that took: a driver is given its time.
      let tried = ContinuousClock.now + patience
      while ContinuousClock.now < tried {
        let new = places.first { place, number in before[place] != number && hasDriver(place) }
        if let new { return new.key }
        usleep(5_000)
      }
      return nil
    }
  }

  /// Waits until the devices whose cable has been pulled are gone.
  ///
  /// A port is free before the kernel has taken its device away. A like device that comes to it in that
  /// moment is taken for the one that was there, with what that one had been set to: no driver is told.
  private static func waitForLeavers(
    _ deadline: ContinuousClock.Instant
  ) throws(VirtualUSBError) {
    while true {
      let leaving = places.keys.filter { VirtualHostPort(of: $0)?.isFree == true }
      guard let first = leaving.min() else { return }
      guard ContinuousClock.now < deadline else {
        throw VirtualUSBError(
          .attachFailed, "the kernel keeps \(first), whose cable has been pulled")
      }
      usleep(5_000)
    }
  }

  /// Runs the tool, again where it fails because the kernel is setting up another device meanwhile, or has
  /// not taken one of eight away yet whose cable has been pulled.
  private static func attach(
    _ arguments: [String], _ deadline: ContinuousClock.Instant
  ) throws(VirtualUSBError) {
    while true {
      do throws(VirtualUSBError) {
        return try runTool(arguments)
      } catch {
        let isBusy =
          error.detail.contains("open vhci_driver") || error.detail.contains("no free port")
        guard isBusy, hasController, ContinuousClock.now < deadline else { throw error }
      }
      usleep(200_000)
    }
  }

  private static var hasController: Bool {
    !SystemFile.names(in: VirtualHostPort.controllers + ".0").isEmpty
  }

  /// The devices on the buses, without the host controllers' hubs and without interfaces, each with its
  /// number: a place is used again, a number is not.
  private static var places: [String: String] {
    let folder = "/sys/bus/usb/devices"
    let names = SystemFile.names(in: folder).filter { !$0.hasPrefix("usb") && !$0.contains(":") }
    return names.reduce(into: [:]) { $0[$1] = SystemFile.text("\(folder)/\($1)/devnum") }
  }

  private static func hasDriver(_ place: String) -> Bool {
    SystemFile.linkTarget("/sys/bus/usb/devices/\(place)/\(place):1.0/driver") != nil
  }

  private static func runTool(_ arguments: [String]) throws(VirtualUSBError) {
    let said: [UInt8]
    let ending: ChildProcess.Ending?
    do {
      let errors = try ScratchFile()
      let tool = try ChildProcess(
        "/usr/bin/env", ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "usbip"] + arguments,
        descriptors: [2: errors.descriptor])
      ending = tool.wait(atMost: .seconds(30))
      if ending == nil { tool.end() }
      said = errors.contents
    } catch { throw VirtualUSBError(.attachFailed, "\(error)") }
    guard ending == .exited(0) else {
      let text = String(decoding: said, as: UTF8.self)
      throw VirtualUSBError(.attachFailed, text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}
