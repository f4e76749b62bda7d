import Glibc
import LinuxSystem
import SmartCard
import Testing
import Wording

/// A pcscd that polkit forbids to serve us accepts the conversation and ends it without reading what we
/// ask. The pcscd of Debian 12 was built without polkit, so the end is made here.
@Suite("A service that turns us away")
struct RefusalBehaviour {
  @Test("A refusal by polkit is told apart from a service that does not run, and its rule is named")
  func refused() async {
    await #expect(processExitsWith: .success) {
      let path = "/tmp/refusing-\(getpid()).sock"
      try refuse(at: path)
      unsafe setenv("PCSCLITE_CSOCK_NAME", path, 1)
      let health = await PCSCHealth.check(within: .seconds(30))
      #expect(!health.isReachable)
      #expect(health.problems.first?.kind == .accessDenied)
      let hint = health.problems.first?.hint?.english
      #expect(hint?.contains("org.debian.pcsc-lite.access_pcsc") == true)
      // A monitor waits for better times.
      for await event in ReaderMonitor().events() {
        #expect(event == .serviceLost)
        break
      }
      let error = await #expect(throws: SmartCardError.self) {
        try await CardConnection.connect(to: "Any reader 00 00")
      }
      #expect([.accessDenied, .serviceNotRunning].contains(error?.reason))
      _ = unsafe unlink(path)
    }
  }
}

struct SocketFailure: Error {}

/// Accepts every conversation at a path, and ends it, on a thread of its own.
func refuse(at path: String) throws {
  let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  unsafe withUnsafeMutableBytes(of: &address.sun_path) {
    unsafe $0.copyBytes(from: Array(path.utf8))
  }
  let isBound = unsafe withUnsafePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
  }
  guard isBound, listen(listener, 16) == 0 else { throw SocketFailure() }
  try OwnedThread(name: "refusing") {
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { return }
      // It goes once a question is there, unread.
      var question = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&question, 1, 1_000)
      close(client)
    }
  }.detach()
}
