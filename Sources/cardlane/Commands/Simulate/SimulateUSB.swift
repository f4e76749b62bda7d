import ArgumentParser
import Desk
import Foundation
import LinuxSystem
import VirtualUSB
import Wording

struct SimulateUSB: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usb",
    abstract: "Offer virtual USB devices over USB/IP: stripe readers, a keyboard wedge, a printer.",
    discussion: """
      A Linux kernel attaches them with usbip (package usbip, module vhci-hcd), and then every program \
      takes them for real. Several --device give several devices, 1-1, 1-2 and so on.
      Lines of standard input are swipes (%…?;…?) or commands: unplug, unplug after BYTES, replug, \
      stall, stall-request, garbage, short BYTES, slow MILLISECONDS, early, report HEX; for a printer \
      paper enough|near-end|out, cover open|closed, online, offline, cutter jammed|clear, silent, \
      talking, paper out at BYTES, unplug at BYTES; for scripts wait configured|listening|fetched, pause MILLISECONDS. A \
      line for another device than the first begins with its bus id, as in 1-2: unplug.
      Ends with standard input, or when interrupted. Encrypting readers have the key of the examples in \
      ANSI X9.24-1.

      Example: cardlane simulate usb --device magtek --device printer --paper slips.bin
      """)

  @Option(
    help: ArgumentHelp(
      "What to plug in: \(SimulatedUSBKind.allCases.map(\.rawValue).joined(separator: ", "))."))
  var device: [SimulatedUSBKind] = []
  @Option(help: "The bus id of each device in turn, such as 1-1.")
  var busid: [String] = []
  @Option(help: "The TCP port on 127.0.0.1; 0 for a free one.")
  var port = USBIPServer.standardPort
  @Option(help: "A command for every device at the start, such as early or \"slow 10\".")
  var faults: [String] = []
  @Option(help: "The file to which printers add what they print.")
  var paper: String?
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard !device.isEmpty else { throw ValidationError("--device says what to plug in") }
    guard busid.count <= device.count else {
      throw ValidationError("there are more --busid than --device")
    }
    for fault in faults where DeviceCommand(line: fault) == nil {
      throw ValidationError("--faults does not know \"\(fault)\"")
    }
  }

  func run() async throws {
    let server = try USBIPServer(port: port)
    var paper: VirtualPrinter.Paper?
    if let path = self.paper {
      let file = try PaperFile(path)
      paper = { bytes in file.add(bytes) }
    }
    var devices: [any ScriptedDevice] = []
    for (index, kind) in device.enumerated() {
      let place = index < busid.count ? busid[index] : nil
      devices.append(try kind.plug(into: server, at: place, paper: paper))
    }
    for device in devices {
      for fault in faults.compactMap({ DeviceCommand(line: $0) }) { try device.perform(fault) }
      StandardOutput.write(Self.waiting(device, server.port)[speech.language])
    }
    await withTaskGroup { group in
      for device in devices { group.addTask { await report(device) } }
      await follow(devices)
      group.cancelAll()
    }
    // What was sent last is still to be fetched.
    for device in devices { _ = try await device.perform(.wait(.fetched), within: .seconds(2)) }
    server.stop()
  }

  /// Does what the lines of standard input say, until it ends.
  private func follow(_ devices: [any ScriptedDevice]) async {
    while let line = await OwnedThread.run(name: "script", { readLine() }) {
      let words = line.trimmingCharacters(in: .whitespaces)
      guard !words.isEmpty, !words.hasPrefix("#") else { continue }
      let named = devices.first { words.hasPrefix($0.busID + ":") }
      let text = named.map { String(words.dropFirst($0.busID.utf8.count + 1)) } ?? words
      do {
        guard let command = DeviceCommand(line: text) else { throw Self.unknown }
        let isDone = try await (named ?? devices[0]).perform(command, within: .seconds(60))
        if !isDone { throw Self.notInTime }
      } catch {
        say(error)
      }
    }
  }

  /// Tells when a host takes a device and when it is gone.
  private func report(_ device: any ScriptedDevice) async {
    while !Task.isCancelled {
      guard await device.waitUntilConfigured(within: .seconds(3600)) else { continue }
      StandardOutput.write(Self.attached(device.busID)[speech.language])
      while !Task.isCancelled, await !device.waitUntilDetached(within: .seconds(3600)) {}
      if Task.isCancelled { return }
      StandardOutput.write(Self.detached(device.busID)[speech.language])
    }
  }

  private func say(_ error: any Error) {
    let explained = error as? any ExplainedError ?? PlainError(error)
    StandardError.write("cardlane: " + explained.message[speech.language])
    if let hint = explained.hint { StandardError.write("  → " + hint[speech.language]) }
  }
}

extension SimulateUSB {
  private static func waiting(_ device: any ScriptedDevice, _ port: UInt16) -> Sentence {
    let name = device.description.productName ?? ""
    let numbers = [device.description.vendor, device.description.product]
      .map { String(format: "%04x", $0) }.joined(separator: ":")
    let option = port == USBIPServer.standardPort ? "" : "--tcp-port \(port) "
    let command = "usbip \(option)attach -r 127.0.0.1 -b \(device.busID)"
    return Sentence(
      zhHans: "\(device.busID)：\(name)（\(numbers)）正在等待。请以 root 运行：\(command)",
      zhHant: "\(device.busID)：\(name)（\(numbers)）正在等待。請以 root 執行：\(command)",
      en: "\(device.busID): \(name) (\(numbers)) is waiting. As root: \(command)")
  }

  private static func attached(_ busID: String) -> Sentence {
    Sentence(
      zhHans: "\(busID)：已连接。", zhHant: "\(busID)：已連接。", en: "\(busID): attached.")
  }

  private static func detached(_ busID: String) -> Sentence {
    Sentence(
      zhHans: "\(busID)：已断开。", zhHant: "\(busID)：已中斷。", en: "\(busID): detached.")
  }

  /// The line itself is never repeated: it may hold tracks.
  private static var unknown: PlainError {
    PlainError(
      code: "unknownDeviceCommand",
      Sentence(
        zhHans: "这一行既不是刷卡数据，也不是命令。", zhHant: "這一行既不是刷卡資料，也不是命令。",
        en: "This line is neither a swipe nor a command."),
      hint: Sentence(
        zhHans: "命令列表见 cardlane simulate usb --help。",
        zhHant: "命令列表見 cardlane simulate usb --help。",
        en: "cardlane simulate usb --help lists the commands."))
  }

  private static var notInTime: PlainError {
    PlainError(
      code: "waitTimedOut",
      Sentence(
        zhHans: "等待超过 60 秒。", zhHant: "等待超過 60 秒。",
        en: "What was waited for did not come within 60 seconds."), nature: .device)
  }
}

/// The file to which a printer's paper goes; written by the server's thread only.
private final class PaperFile: Sendable {
  private let handle: FileHandle

  init(_ path: String) throws {
    if !FileManager.default.fileExists(atPath: path) {
      try Data().write(to: URL(filePath: path))
    }
    handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
  }

  func add(_ bytes: [UInt8]) { try? handle.write(contentsOf: Data(bytes)) }
}
