import MemberStore
import MemberStoreSuite
import PostgresStore
import Testing

@Suite("The address of a store in PostgreSQL")
struct AddressTests {
  @Test(
    "A password never stands in an address: every list of processes would show it",
    arguments: [
      "postgres://lane:secret@book.example/cardlane", "postgresql://book.example/c?password=x",
    ])
  func password(text: String) {
    #expect(throws: StoreError.error(.passwordInAddress)) { try PostgresAddress(text) }
  }

  @Test(
    "What libpq does not understand is refused before anything is opened",
    arguments: [
      "mysql://book.example/cardlane", "postgres://book.example:port/cardlane",
      "postgres://[::1/cardlane", "postgres://book.example/c?colour=red", "postgres://a\0b/c",
    ])
  func nonsense(text: String) {
    #expect(throws: StoreError.error(.badStoreAddress)) { try PostgresAddress(text) }
  }

  @Test("Only what begins with its name is an address; all else is a file")
  func meant() {
    #expect(PostgresAddress.isMeant("postgres://book.example/cardlane"))
    #expect(PostgresAddress.isMeant("postgresql:///cardlane"))
    #expect(!PostgresAddress.isMeant("members.db"))
    #expect(!PostgresAddress.isMeant("./postgres:/members.db"))
  }
}
