public import CardCrypto
public import CardReaders

/// The readers that a lane listens to.
public enum LaneReaders {
  /// Readers of every kind; a kind is left out where it is not wanted.
  ///
  /// - Parameters:
  ///   - keys: what decrypts the swipes of encrypting heads, whatever kind of reader they sit in.
  ///   - pcsc: chip and contactless readers behind PC/SC.
  ///   - usb: stripe readers on USB; the kernel's driver has them back at the end.
  ///   - keyboards: known stripe readers that type; nobody else gets their keys meanwhile.
  ///   - named: keyboards that are stripe readers as well, by node, vendor:product or name.
  public static func all(
    keys: any SwipeKeyStore, pcsc: Bool = true, usb: Bool = true, keyboards: Bool = true,
    named: [String] = []
  ) -> [any CardReader] {
    var readers: [any CardReader] = []
    if pcsc { readers.append(PCSCReaders()) }
    if usb {
      readers.append(
        USBStripeReaders(
          makeDecoder: { profile, descriptor throws(CardReaderError) in
            try StripeReportDecoder(profile: profile, descriptor: descriptor, swipeKeys: keys)
          }))
    }
    if keyboards || !named.isEmpty {
      readers.append(
        WedgeReaders(
          profiles: keyboards ? DeviceProfile.all : [], named: named, swipeKeys: keys))
    }
    return readers
  }
}
