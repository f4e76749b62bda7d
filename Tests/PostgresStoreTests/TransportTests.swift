import Testing

@testable import PostgresStore

@Suite("How a server is spoken to")
struct TransportTests {
  @Test(
    "A server that is not this machine is checked by its certificate and its name, unless it says otherwise",
    arguments: [
      ("postgres://lane@book.example/c", "verify-full"),
      ("postgres://lane@10.0.0.7,10.0.0.8/c", "verify-full"),
      ("postgres://lane@localhost,book.example/c", "verify-full"),
      ("postgres://lane@book.example/c?sslmode=require", "require"),
      ("postgres://lane@localhost/c", nil), ("postgres:///c?host=/run/postgresql", nil),
    ])
  func encryption(text: String, mode: String?) throws {
    #expect(try PostgresAddress(text).parameters["sslmode"] == mode)
  }

  @Test("Of several hosts the one that takes writes is used; one that does not answer is given up")
  func hosts() throws {
    let parameters = try PostgresAddress("postgres://lane@a.example,b.example/c").parameters
    #expect(parameters["host"] == "a.example,b.example")
    #expect(parameters["target_session_attrs"] == "read-write")
    #expect(parameters["connect_timeout"] == "5")
  }

  @Test("A mark for a value becomes PostgreSQL's; one in a text stays")
  func marks() {
    #expect(
      PostgresConnection.numbered("SELECT '?' WHERE a = ? AND b IN (?, ?) AND c <> 'it''s ?'")
        == "SELECT '?' WHERE a = $1 AND b IN ($2, $3) AND c <> 'it''s ?'")
  }

  @Test("Pauses between tries grow to a bound")
  func pauses() async {
    var pause = GrowingPause()
    #expect(pause.isFirst)
    await pause.wait()
    #expect(!pause.isFirst)
  }
}
