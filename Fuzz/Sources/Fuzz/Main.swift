import CLibFuzzer
import Foundation

/// Runs libFuzzer over one parser, chosen by `FUZZ_TARGET`; without it, lists the parsers.
@main
enum Main {
  static func main() {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
      exit(name.isEmpty ? 0 : 2)
    }
    unsafe chosen = target
    // libFuzzer counts inputs; `scripts/fuzz --report` wants to know how many bytes they were.
    atexit {
      let text = unsafe "stat::executed_bytes: \(Main.byteCount)\n"
      FileHandle.standardError.write(Data(text.utf8))
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv
    let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      unsafe Main.byteCount += size
      unsafe Main.chosen.run([UInt8](UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
    exit(status)
  }

  /// Bytes of all inputs so far; libFuzzer calls on one thread.
  nonisolated(unsafe) static var byteCount = 0

  /// Set once, before libFuzzer calls back on the same thread.
  nonisolated(unsafe) static var chosen = FuzzTarget.allCases[0]
}
