import CardReaders
import Testing
import USBDevices

@Suite("Device profiles")
struct ProfileTests {
  @Test("Ids, and the models of all profiles, are different; every profile names its source")
  func unique() {
    #expect(Set(DeviceProfile.all.map(\.id)).count == DeviceProfile.all.count)
    let models = DeviceProfile.all.flatMap(\.models)
    #expect(Set(models).count == models.count)
    for profile in DeviceProfile.all {
      #expect(!profile.source.isEmpty)
      #expect(profile.id.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect((profile.kind == .wedge) == profile.forms.isEmpty)
    }
  }

  @Test("A model finds its profile", arguments: DeviceProfile.all)
  func matching(_ profile: DeviceProfile) {
    for model in profile.models { #expect(DeviceProfile.matching(model) == profile) }
  }

  @Test("Any maker's reader on the magnetic stripe page is known by its descriptor")
  func application() throws {
    guard case .usages(let form)? = DeviceProfile.hidPOS.forms.first else {
      Issue.record("no form")
      return
    }
    let descriptor = try HIDReportDescriptor(form.descriptor)
    let unknown = USBModel(vendor: 0x1234, product: 0x5678)
    #expect(DeviceProfile.matching(unknown, descriptor: descriptor) == .hidPOS)
    #expect(DeviceProfile.matching(unknown) == nil)
    #expect(unknown.description == "1234:5678")
  }

  @Test(
    "The descriptor of each profile names every field that the profile uses",
    arguments: reportProfiles)
  func descriptors(_ profile: DeviceProfile) throws {
    for case .usages(let form) in profile.forms {
      let descriptor = try HIDReportDescriptor(form.descriptor)
      let tracks = [form.one, form.two, form.three]
      var usages: [UInt16?] = [form.encodeType, form.encryptionStatus, form.keySerialNumber]
      for track in tracks { usages += [track.status, track.length, track.data] }
      for usage in usages.compactMap(\.self) {
        #expect(descriptor.field(.input, with: form.usage(usage)) != nil)
      }
    }
  }

  @Test(
    "The MagneSafe descriptor lies as the manual's table does",
    arguments: [
      (0x20, 0), (0x28, 3), (0x38, 6), (0x30, 7), (0x31, 119), (0x32, 231), (0x39, 343),
      (0x23, 344),
      (0x2B, 348), (0x33, 349), (0x40, 477), (0x42, 493), (0x46, 495), (0x47, 505), (0x4A, 508),
      (0x4B, 620), (0x4C, 732), (0x50, 844), (0x51, 852), (0x55, 856), (0x56, 859), (0x57, 867),
    ])
  func magneSafe(_ usage: Int, _ offset: Int) throws {
    guard case .usages(let form)? = DeviceProfile.magTekMagneSafe.forms.first else {
      Issue.record("no form")
      return
    }
    let descriptor = try HIDReportDescriptor(form.descriptor)
    #expect(descriptor.reportLength(.input) == 887)
    let field = descriptor.field(.input, with: form.usage(UInt16(usage)))
    #expect(field?.bitOffset == offset * 8)
  }

  @Test("A profile that types has no reports to decode")
  func keyboards() {
    for profile in DeviceProfile.all where profile.kind == .wedge {
      let error = #expect(throws: CardReaderError.self) {
        try StripeReportDecoder(profile: profile)
      }
      #expect(error?.code == "readerHasNoReports")
    }
  }

  @Test("A descriptor without the profile's tracks is refused")
  func lacking() throws {
    let empty = try HIDReportDescriptor([])
    let error = #expect(throws: CardReaderError.self) {
      try StripeReportDecoder(profile: .magTekSureSwipe, descriptor: empty)
    }
    #expect(error?.code == "readerDescriptor")
  }

  @Test("A profile whose own descriptor is malformed is refused")
  func malformed() {
    let track = UsageForm.Track(length: 1, data: 2)
    let form = UsageForm(page: 1, one: track, two: track, three: track, descriptor: [0xC0])
    let profile = DeviceProfile(
      id: "broken", name: "Broken", kind: .msr, models: [], forms: [.usages(form)], source: "none")
    let error = #expect(throws: CardReaderError.self) { try StripeReportDecoder(profile: profile) }
    #expect(error?.code == "readerDescriptor")
  }
}
