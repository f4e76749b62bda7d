import Printers
import Testing

@Suite("A file is named by what others chose, and stays in its folder")
struct FileNameTests {
  @Test(
    "What would lead out of the folder is written in another way; different texts stay different",
    arguments: [
      ("L1-20261122-0007", "L1-20261122-0007"), ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
      (".hidden", "%2Ehidden"), ("a/b", "a%2Fb"), ("a%2Fb", "a%252Fb"), ("a\u{0}b", "a%00b"),
      ("小票 7", "小票 7"), ("..", "%2E."),
    ])
  func name(text: String, name: String) { #expect(FileName.of(text) == name) }
}
