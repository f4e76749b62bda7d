import Glibc

/// Where pcscd and vpcd's driver lie on this machine.
struct PCSCDInstallation: Sendable {
  let daemon: String
  let driver: String

  init() throws(PrivatePCSCDError) {
    guard let daemon = Self.daemons.first(where: { unsafe access($0, X_OK) == 0 }) else {
      throw PrivatePCSCDError(.daemonMissing)
    }
    guard let driver = Self.drivers.first(where: { unsafe access($0, R_OK) == 0 }) else {
      throw PrivatePCSCDError(.driverMissing)
    }
    self.daemon = daemon
    self.driver = driver
  }

  /// The name that pcscd makes of a reader's friendly name: two hex numbers, reader and slot.
  static func readerName(number: Int, slot: Int) -> String {
    "\(friendlyName(number)) 00 0\(slot)"
  }

  /// One entry of reader.conf.
  static func configuration(number: Int, driver: String, port: UInt16) -> String {
    """
    FRIENDLYNAME "\(friendlyName(number))"
    DEVICENAME /dev/null:0x\(String(port, radix: 16, uppercase: true))
    LIBPATH \(driver)
    CHANNELID 0x\(String(port, radix: 16, uppercase: true))

    """
  }

  private static func friendlyName(_ number: Int) -> String {
    number == 0 ? "Virtual PCD" : "Virtual PCD \(number + 1)"
  }

  private static var daemons: [String] {
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"]
    return folders.map { "\($0)/pcscd" }
  }

  /// Where the package's own configuration says, then where distributions put serial drivers.
  private static var drivers: [String] {
    var found: [String] = []
    for line in PCSCDFiles.read("/etc/reader.conf.d/vpcd").split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.count == 2, words[0] == "LIBPATH" { found.append(String(words[1])) }
    }
    for folder in ["/usr/lib/pcsc", "/usr/lib64/pcsc", "/usr/local/lib/pcsc"] {
      found.append("\(folder)/drivers/serial/libifdvpcd.so")
    }
    return found
  }
}
