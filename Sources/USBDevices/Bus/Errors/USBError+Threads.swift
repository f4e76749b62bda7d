import LinuxSystem

extension USBError {
  /// Why a call was answered before the device did.
  init(interrupted interruption: CallInterruption, device: USBDeviceDescription) {
    switch interruption {
    case .late: self.init(.timeout, device: device, detail: "no answer")
    case .cancelled: self.init(.cancelled, device: device)
    case .noThread(let error): self.init(thread: error, device: device)
    }
  }

  /// The system has no thread to give.
  init(thread error: ThreadError, device: USBDeviceDescription) {
    self.init(.noMemory, device: device, detail: "thread, errno \(error.errno)")
  }
}
