public import USBDevices

/// A model of reader as data: how to recognise it and where in its reports the tracks lie.
///
/// A new model is a new value of this type, not new code.
public struct DeviceProfile: Sendable, Hashable, Identifiable {
  /// A stable name in lower case with hyphens, such as `magtek-sureswipe`; the udev rules make
  /// `/dev/cardlane/` links of it.
  public let id: String
  /// The model as its maker calls it.
  public let name: String
  /// How its swipes arrive.
  public let kind: ReaderKind
  /// The USB models; empty for one that is recognised by ``application`` alone.
  public let models: [USBModel]
  /// The usage of the top-level collection, for models that any maker may build.
  public let application: HIDUsage?
  /// The forms of report that it may send, the most particular first. None for a keyboard wedge.
  public let forms: [ReportForm]
  /// The manual or standard that this is taken from.
  public let source: String

  /// Makes a profile.
  public init(
    id: String, name: String, kind: ReaderKind, models: [USBModel], application: HIDUsage? = nil,
    forms: [ReportForm] = [], source: String
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.models = models
    self.application = application
    self.forms = forms
    self.source = source
  }

  /// The profile of a USB device, or `nil` if there is none for it.
  ///
  /// A model's own profile comes before one by the application of its descriptor.
  public static func matching(
    _ model: USBModel, descriptor: HIDReportDescriptor? = nil,
    in profiles: [DeviceProfile] = DeviceProfile.all
  ) -> DeviceProfile? {
    if let own = profiles.first(where: { $0.models.contains(model) }) { return own }
    guard let descriptor else { return nil }
    return profiles.first { profile in
      profile.application.map(descriptor.applications.contains) ?? false
    }
  }
}
