import Glibc
import LinuxSystem

/// What the machine around pcscd looks like: programs, drivers, the socket, USB readers.
struct PCSCSurroundings: Sendable {
  var isServiceInstalled = false
  var isDriverInstalled = false
  var socketExists = false
  var isSocketOpenToUs = false
  /// Whether somebody accepts conversations at the socket.
  var isSocketServed = false
  /// USB devices that are card readers (class 0B), by product name.
  var usbReaders: [String] = []
  /// Driver files that a reader's configuration names and that are not there.
  var missingDriverFiles: [String] = []
  /// Kernel drivers that hold a reader which pcscd would need.
  var holders: [String] = []

  /// Looks around. Reads a few names in `/usr`, `/run` and `/sys`; blocks no longer than that.
  static func current() -> Self {
    var found = Self()
    let programs = ["/usr/sbin/pcscd", "/usr/local/sbin/pcscd", "/usr/bin/pcscd"]
    found.isServiceInstalled = programs.contains { unsafe access($0, X_OK) == 0 }
    let libraries = ["/usr/lib", "/usr/lib64", "/usr/local/lib"]
    found.isDriverInstalled = libraries.contains {
      unsafe access("\($0)/pcsc/drivers/ifd-ccid.bundle", F_OK) == 0
    }
    // A directory that we may not enter hides the socket, but it is there for others.
    found.socketExists = unsafe access(ServiceAddress.path, F_OK) == 0 || errno == EACCES
    found.isSocketOpenToUs = unsafe access(ServiceAddress.path, W_OK) == 0
    found.isSocketServed = ServiceAddress.isServed
    found.lookAtUSB("/sys/bus/usb/devices")
    found.lookAtConfiguration("/etc/reader.conf.d")
    return found
  }

  /// Serial and virtual readers are listed in files of `reader.conf.d`; `LIBPATH` names the driver.
  private mutating func lookAtConfiguration(_ folder: String) {
    for name in SystemFile.names(in: folder) where !name.hasPrefix(".") {
      for line in Self.lines(folder + "/" + name) {
        let words = line.split { $0 == " " || $0 == "\t" }
        guard words.count >= 2, words[0] == "LIBPATH" else { continue }
        let driver = String(words[1])
        if unsafe access(driver, R_OK) != 0 { missingDriverFiles.append(driver) }
      }
    }
  }

  private mutating func lookAtUSB(_ root: String) {
    for name in SystemFile.names(in: root) where name.contains(":") {
      let device = root + "/" + (name.split(separator: ":").first.map(String.init) ?? name)
      let driver = Self.linkTarget(root + "/" + name + "/driver")
      if Self.line(root + "/" + name + "/bInterfaceClass") == "0b" {
        usbReaders.append(Self.line(device + "/product") ?? name)
      }
      // Two kernel drivers for NFC chips that keep pcscd's driver from the device.
      if let driver, ["pn533_usb", "nfcsim", "port100"].contains(driver) { holders.append(driver) }
    }
  }

  /// What a failure to reach pcscd comes from.
  func problem(behind error: SmartCardError) -> PCSCProblem {
    switch error.reason {
    case .serviceNotRunning, .serviceLost:
      if !isServiceInstalled, !socketExists {
        PCSCProblem(.serviceNotInstalled)
      } else if socketExists, !isSocketOpenToUs {
        PCSCProblem(.socketClosedToUs, ServiceAddress.path)
      } else if isSocketServed {
        // It lets us in and turns us away at once: so does a pcscd that polkit tells to.
        PCSCProblem(.accessDenied)
      } else {
        PCSCProblem(.serviceNotRunning, ServiceAddress.path)
      }
    case .accessDenied: PCSCProblem(.accessDenied)
    case .versionMismatch: PCSCProblem(.versionMismatch)
    case .timedOut: PCSCProblem(.serviceHangs)
    default: PCSCProblem(.other, error.description)
    }
  }

  /// What is wrong around a pcscd, reachable or not.
  func problems(hasReaders: Bool) -> [PCSCProblem] {
    var problems: [PCSCProblem] = []
    for file in missingDriverFiles { problems.append(PCSCProblem(.driverFileMissing, file)) }
    for holder in holders { problems.append(PCSCProblem(.kernelDriverHolds, holder)) }
    if let reader = usbReaders.first, !isDriverInstalled {
      problems.append(PCSCProblem(.driverMissing, reader))
    } else if let reader = usbReaders.first, !hasReaders {
      problems.append(PCSCProblem(.readerNotTaken, reader))
    }
    return problems
  }

  private static func line(_ path: String) -> String? {
    lines(path).first.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The lines of a small file; of a larger one its first 64 KiB.
  private static func lines(_ path: String) -> [String] {
    guard let file = unsafe fopen(path, "re") else { return [] }
    defer { unsafe fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 1024)
    let count = unsafe readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let target = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return target.split(separator: "/").last.map(String.init)
  }
}
