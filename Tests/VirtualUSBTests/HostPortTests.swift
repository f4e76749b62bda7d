import Testing

@testable import VirtualUSB

@Suite("Ports of the kernel's virtual host controller")
struct HostPortTests {
  /// As Linux 6.1 writes it.
  static let status = """
    hub port sta spd dev      sockfd local_busid
    hs  0000 006 002 00010002 000003 1-1
    hs  0001 004 000 00000000 000000 0-0
    hs  0002 005 002 00010003 000004 0-0
    ss  0003 004 000 00000000 000000 0-0
    ss  0004 006 005 00010004 000005 2-2
    """

  @Test(
    "A port is free when its state is 4; each hub counts its own ports from 1",
    arguments: [
      (1, false, false), (2, false, true), (3, false, false), (1, true, true), (2, true, false),
    ])
  func state(_ number: Int, isSuperSpeed: Bool, isFree: Bool) {
    let port = VirtualHostPort(number, isSuperSpeed: isSuperSpeed, status: Self.status)
    #expect(port?.isFree == isFree)
  }

  @Test("A port that the hub does not have is none", arguments: [-1, 0, 4])
  func missing(_ number: Int) {
    #expect(VirtualHostPort(number, isSuperSpeed: false, status: Self.status) == nil)
    #expect(VirtualHostPort(1, isSuperSpeed: false, status: "") == nil)
  }
}
