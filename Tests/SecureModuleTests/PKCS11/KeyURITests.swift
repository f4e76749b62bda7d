import SecureModule
import Testing
import Wording

@Suite("URIs of key stores")
struct KeyURITests {
  @Test("RFC 7512: attributes of the path, attributes of the query, percent-encoding")
  func token() throws {
    let uri = try TokenURI(
      "pkcs11:token=The%20Software%20PKCS%2311;serial=4142?module-path=/usr/lib/a%3Bb.so&pin-source=file:/etc/pin"
    )
    #expect(uri.token == "The Software PKCS#11" && uri.serial == "4142")
    #expect(uri.modulePath == "/usr/lib/a;b.so" && uri.pinFile == "/etc/pin")
    #expect(uri.device == "The Software PKCS#11" && uri.slot == nil)
  }

  @Test("The module may stand in front")
  func short() throws {
    let uri = try TokenURI("pkcs11:/usr/lib/x.so?token=A&slot-id=17&x-vendor=1")
    #expect(uri.modulePath == "/usr/lib/x.so" && uri.token == "A" && uri.slot == 17)
  }

  @Test(
    "What is no such URI is refused by kind, and no value is repeated",
    arguments: [
      ("pkcs12:token=A", KeyURIError.Problem.scheme), ("pkcs11:token=A", .missing),
      ("pkcs11:token=A?module-path=relative.so", .missing),
      ("pkcs11:/a.so?pin-value=1234", .pinInside),
      ("pkcs11:/a.so?token=A&token=B", .repeated), ("pkcs11:/a.so?module-path=/b.so", .repeated),
      ("pkcs11:object=k?module-path=/b.so", .unknownAttribute),
      ("pkcs11:/a.so?token=%4", .encoding), ("pkcs11:/a.so?token=%zz", .encoding),
      ("pkcs11:/a.so?token=%FF", .encoding), ("pkcs11:/a.so?token=%00", .encoding),
      ("pkcs11:/a.so?token=%+1", .encoding), ("pkcs11:/a.so?slot-id=x", .value),
      ("pkcs11:/a.so?=x", .value), ("pkcs11:/a.so?token", .value),
    ])
  func badToken(_ text: String, _ problem: KeyURIError.Problem) {
    let error = #expect(throws: KeyURIError.self) { try TokenURI(text) }
    #expect(error?.problem == problem && error?.code == "invalidKeyURI")
    for language in Language.allCases {
      #expect(error?.message[language].contains("1234") == false)
    }
  }

  @Test("A SAM: reader, pairing file and role")
  func sam() throws {
    let uri = try SAMURI("sam:Virtual PCD 00 01?pairing=a%20b.pair&role=issuer")
    #expect(
      uri.reader == "Virtual PCD 00 01" && uri.pairingFile == "a b.pair" && uri.role == .issuer)
    #expect(try SAMURI("sam:X?pairing=p").role == .till)
  }

  @Test(
    "What is no SAM's URI is refused by kind",
    arguments: [
      ("sam:?pairing=a", KeyURIError.Problem.missing), ("sam:X", .missing),
      ("sam:X?pairing=", .missing),
      ("sam:X?pairing=a&pin=1234", .pinInside), ("sam:X?pairing=a&role=king", .value),
      ("sam:X?pairing=a&other=1", .unknownAttribute), ("sam:X?pairing=a&pairing=b", .repeated),
      ("Sam:X?pairing=a", .scheme), ("sam:%GG?pairing=a", .encoding),
    ])
  func badSAM(_ text: String, _ problem: KeyURIError.Problem) {
    #expect((try? SAMURI(text)) == nil)
    do { _ = try SAMURI(text) } catch { #expect(error.problem == problem) }
  }
}
