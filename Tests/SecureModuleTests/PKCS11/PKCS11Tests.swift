import CardCrypto
import Foundation
import KeyStoreSuite
import SecureModule
import Testing

@Suite("A PKCS#11 token: SoftHSM", .enabled(if: TokenBench.isInstalled))
struct PKCS11Tests {
  @Test("The conformance suite, with the token's own AES-CMAC")
  func conformance() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench()
      try await KeyStoreConformance(
        subject: KeyStoreUnderTest(store: try await bench.store())
      ).check()
      bench.remove()
    }
  }

  @Test("The conformance suite on a token without AES-CMAC: the code is made of its AES-CBC")
  func conformanceWithoutCMAC() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench("slots.mechanisms = -CKM_AES_CMAC")
      try await KeyStoreConformance(
        subject: KeyStoreUnderTest(store: try await bench.store())
      ).check()
      bench.remove()
    }
  }

  @Test("A wrong PIN is said once and not sent again by the same store")
  func wrongPIN() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench()
      let store = try PKCS11KeyStore(TokenBench.uri(), pin: SecretBytes("9999".utf8))
      for _ in 0..<5 {
        let error = await #expect(throws: KeyStoreError.self) { try await store.years() }
        #expect(error?.code == "keyDeviceWrongPIN")
        #expect(!"\(error.debugDescription)".contains("9999"))
      }
      // Five sends would have marked the token's PIN as tried too often.
      let good = try PKCS11KeyStore(TokenBench.uri(), pin: TokenBench.pin)
      #expect(try await good.years().isEmpty)
      bench.remove()
    }
  }

  @Test("No module, no token, several tokens: each is a device failure with a name")
  func nothingThere() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench()
      for _ in 0..<2 {
        try await bench.run(
          "softhsm2-util", "--init-token", "--free", "--label", "TWIN", "--so-pin", "87654321",
          "--pin", "1234")
      }
      for (uri, code) in [
        ("pkcs11:token=NOBODY?module-path=\(TokenBench.module)", "keyDeviceGone"),
        ("pkcs11:token=CARDLANE?module-path=/nowhere/module.so", "keyDeviceGone"),
        ("pkcs11:?module-path=/lib/x86_64-linux-gnu/libm.so.6", "keyDeviceForeign"),
      ] {
        let store = try PKCS11KeyStore(TokenURI(uri), pin: TokenBench.pin)
        let error = await #expect(throws: KeyStoreError.self) {
          try await store.authenticationCode(year: 2026, message: [])
        }
        #expect(error?.code == code, "\(uri)")
      }
      let twins = try PKCS11KeyStore(TokenBench.uri("TWIN"), pin: TokenBench.pin)
      let error = await #expect(throws: KeyStoreError.self) { try await twins.years() }
      #expect(error?.code == "keyDeviceForeign")
      bench.remove()
    }
  }

  @Test("A key that the token would show is refused, and so is a year that stands twice")
  func exposedKeys() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench()
      let file = bench.directory.appendingPathComponent("key.bin")
      try Data((0..<16).map { UInt8($0) }).write(to: file)
      try await bench.run(
        "pkcs11-tool", "--module", TokenBench.module, "--login", "--pin", "1234", "--write-object",
        file.path, "--type", "secrkey", "--key-type", "AES:16", "--label", "cardlane-2026",
        "--extractable", "--usage-decrypt")
      let store = try PKCS11KeyStore(TokenBench.uri(), pin: TokenBench.pin)
      let error = await #expect(throws: KeyStoreError.self) { try await store.years() }
      #expect(error?.code == "keyDeviceRefused")
      bench.remove()
    }
  }

  @Test("A key that the token made itself works, cannot be loaded over, and is retired for good")
  func ownKey() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench()
      let desk = try PKCS11KeyStore(TokenBench.uri(), pin: TokenBench.pin, writes: true)
      try await desk.load(nil, year: 2027, right: .issue)
      let value = try await desk.checkValue(year: 2027)
      #expect(try await desk.entries().map(\.checkValue) == [value])
      #expect(try await desk.issuingYears() == [2027])
      await #expect(throws: KeyStoreError.self) {
        try await desk.load(.random(count: 16), year: 2027, right: .issue)
      }
      #expect(try await desk.checkValue(year: 2027) == value)
      try await desk.retire(year: 2027)
      await #expect(throws: KeyStoreError.unknownYear(2027)) {
        try await desk.checkValue(year: 2027)
      }
      bench.remove()
    }
  }

  @Test("Operations of many tasks at once all get their own answer")
  func concurrency() async {
    await #expect(processExitsWith: .success) {
      let bench = try await TokenBench()
      let store = try await bench.store()
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<64 {
          group.addTask {
            let message = [UInt8](repeating: 7, count: number)
            let code = try? await store.authenticationCode(year: 2026, message: message)
            #expect(code == (try? AESCMAC.code(of: message, key: KeyStoreUnderTest.key2026)))
          }
        }
      }
      bench.remove()
    }
  }
}
