import CardCrypto
import LinuxSystem

extension KeyDeviceFailure {
  /// Why a call was answered before the device did.
  init(interrupted interruption: CallInterruption, device: String) {
    switch interruption {
    case .late, .cancelled: self.init(.timedOut, device: device)
    case .noThread(let error):
      self.init(.refused, device: device, detail: "thread, errno \(error.errno)")
    }
  }
}
