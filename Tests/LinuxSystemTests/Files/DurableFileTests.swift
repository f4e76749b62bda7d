import Glibc
import LinuxSystem
import Testing

@Suite("A file is whole or not there at all")
struct DurableFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = "/tmp/cardlane-durable-\(getpid())-\(UInt64.random(in: .min ... .max))"
    try #require(unsafe mkdir(folder, 0o700) == 0)
    defer {
      for name in SystemFile.names(in: folder) { unsafe unlink("\(folder)/\(name)") }
      unsafe rmdir(folder)
    }
    try body(folder)
  }

  private func bytes(_ path: String) -> [UInt8]? { SystemFile.bytes(path, limit: 1 << 20) }

  @Test("It is the owner's alone, and nothing else is left in the folder")
  func written() throws {
    try withFolder { (folder) throws in
      let path = folder + "/file"
      let before = umask(0)
      defer { umask(before) }
      try DurableFile.write([1, 2, 3], to: path)
      try DurableFile.write([4], to: path)
      #expect(bytes(path) == [4])
      var status = stat()
      #expect(unsafe stat(path, &status) == 0 && status.st_mode & 0o7777 == 0o600)
      #expect(SystemFile.names(in: folder) == ["file"])
    }
  }

  @Test("One that may not be replaced stays, and the error says so")
  func kept() throws {
    try withFolder { (folder) throws in
      let path = folder + "/file"
      try DurableFile.write([1], to: path, replacing: false)
      let error = #expect(throws: SystemCallError.self) {
        try DurableFile.write([2], to: path, replacing: false)
      }
      #expect(error?.errno == EEXIST && bytes(path) == [1])
      #expect(SystemFile.names(in: folder) == ["file"])
    }
  }

  @Test("Made once: the same bytes again are the same file, others are told apart")
  func created() throws {
    try withFolder { (folder) throws in
      let path = folder + "/file"
      #expect(try DurableFile.create([1, 2], at: path))
      #expect(try DurableFile.create([1, 2], at: path))
      #expect(try !DurableFile.create([1, 3], at: path))
      #expect(bytes(path) == [1, 2])
    }
  }

  @Test(
    "A link leads to the file that is replaced, or is replaced itself; nothing is made over one")
  func links() throws {
    try withFolder { (folder) throws in
      let (own, link) = (folder + "/own", folder + "/link")
      try DurableFile.write([1], to: own)
      try #require(unsafe symlink(own, link) == 0)
      try DurableFile.write([2], to: link, followingLink: true)
      #expect(bytes(own) == [2] && SystemFile.linkTarget(link) == own)
      let error = #expect(throws: SystemCallError.self) {
        try DurableFile.create([2], at: link)
      }
      #expect(error?.errno == ELOOP)
      try DurableFile.write([3], to: link)
      #expect(bytes(own) == [2] && bytes(link) == [3] && SystemFile.linkTarget(link) == nil)
    }
  }
}
