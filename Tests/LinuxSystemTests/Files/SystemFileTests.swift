import Glibc
import LinuxSystem
import TestSupport
import Testing

@Suite("The kernel's small files")
struct SystemFileTests {
  // An entry of the C library ends with its name; a copy of the whole field reads beyond its list, which
  // ends the process when nothing is mapped there. Under the address sanitizer it always does.
  @Test("Every name in a folder is read, of any length, and nothing beyond the list")
  func names() throws {
    let folder = "/tmp/cardlane-names-\(getpid())"
    try #require(unsafe mkdir(folder, 0o700) == 0)
    var random = SplitMix64(seed: 7)
    let names = (1...1_500).map { number in
      "\(number)-" + String(repeating: "n", count: .random(in: 0...200, using: &random))
    }
    defer {
      for name in names { unsafe unlink("\(folder)/\(name)") }
      unsafe rmdir(folder)
    }
    for name in names {
      let file = unsafe open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      try #require(file >= 0)
      close(file)
    }
    for _ in 0..<20 { #expect(SystemFile.names(in: folder) == names.sorted()) }
  }

  @Test("A folder that is not there has no names")
  func missing() { #expect(SystemFile.names(in: "/proc/no/such/folder") == []) }
}
