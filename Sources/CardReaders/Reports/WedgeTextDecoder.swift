public import CardCrypto
public import MagneticStripe

/// Makes swipes of what readers type, encrypting heads included.
///
/// A MagneSafe head in keyboard emulation types masked tracks, then the encrypted ones behind `|`
/// (manual 99875475): with its key the latter are decrypted, and the masked ones are never read. A SecureMag
/// head in keyboard emulation types the frame of its reports (``MagneticStripe/SecureFrameText``), which is
/// read as the reports are.
public struct WedgeTextDecoder: Sendable {
  private let desk: ReadingDesk

  /// Makes a decoder.
  ///
  /// - Parameters:
  ///   - filter: what counts as a payment card, whose tracks are dropped.
  ///   - swipeKeys: what decrypts the tracks; without it, or without a key for the head, they are
  ///     ``MagneticStripe/TrackError/encrypted(keySerialNumber:)``.
  public init(
    filter: PaymentCardFilter = .standard, swipeKeys: (any SwipeKeyStore)? = nil
  ) {
    desk = ReadingDesk(filter: filter, keys: swipeKeys)
  }

  /// Makes a swipe of one line, which the caller keeps and may overwrite.
  ///
  /// Never fails: whatever is wrong stands in the track that it concerns.
  public func decode(_ line: Span<UInt8>) -> StripeRead {
    if let frame = SecureFrameText(line) {
      guard !frame.isDamaged else { return .failed(.checksum, at: desk) }
      return frame.withBlock(of: line) { block in
        SecureBlockReading.read(block, block: 0..<block.count, at: desk)
      }
    }
    let typed = KeyboardWedgeText.readTracks(line, filter: desk.filter)
    guard let head = EncryptedHeadText(line), head.isEncrypting, !head.isDamaged,
      !head.isExhausted, case .card(let shown) = typed
    else { return typed }
    let decryption = TrackDecryption(desk, number: head.keySerialNumber ?? [])
    var standard: StripeStandard?
    let reads = TrackNumber.allCases.map { track -> TrackRead in
      // Without an encrypted track only what was shown of it can say why: `E`, or nothing at all.
      guard let encrypted = head.tracks[track] else { return shown[track] }
      let found = read(encrypted, track, decryption)
      standard = standard ?? found.standard
      return found.read
    }
    // With the right key the encrypted CRC can be checked, where there is one; another key has given no
    // track already.
    if reads.contains(where: { $0.data != nil }), !fits(head, line, decryption) {
      return .failed(.checksum, at: desk)
    }
    return StripeRead(
      one: reads[0], two: reads[1], three: reads[2], standard: standard, filter: desk.filter)
  }

  private func fits(
    _ head: EncryptedHeadText, _ line: Span<UInt8>, _ decryption: TrackDecryption
  ) -> Bool {
    guard let encrypted = head.encryptedChecksum else { return true }
    let clear = try? decryption.decrypt(encrypted.span, cipher: .tdes, variant: .pin)
    return clear.map { clear in
      unsafe clear.withBytes { bytes in
        head.fits(unsafe bytes.bindMemory(to: UInt8.self).span, of: line)
      }
    } ?? false
  }

  private func read(
    _ encrypted: [UInt8], _ track: TrackNumber, _ decryption: TrackDecryption
  ) -> (read: TrackRead, standard: StripeStandard?) {
    do throws(TrackError) {
      let clear = try decryption.decrypt(encrypted.span, cipher: .tdes, variant: .pin)
      return decryption.read(clear, 0..<clear.countWithoutPadding, track: track)
    } catch {
      return (.error(error), nil)
    }
  }
}
