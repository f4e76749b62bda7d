package import LinuxSystem

extension SmartCardError {
  /// Why a call was answered before the card did.
  init(interrupted interruption: CallInterruption, reader: String?) {
    switch interruption {
    case .late: self.init(.timedOut, reader: reader)
    case .cancelled: self.init(.cancelled, reader: reader)
    case .noThread(let error): self.init(thread: error, reader: reader)
    }
  }

  /// The system has no thread to give.
  package init(thread error: ThreadError, reader: String? = nil) {
    self.init(.other, reader: reader, detail: "pthread_create failed with errno \(error.errno)")
  }

  /// Runs what needs a thread.
  package static func threaded<Value>(
    _ body: () throws(ThreadError) -> Value
  ) throws(SmartCardError) -> Value {
    do throws(ThreadError) { return try body() } catch { throw SmartCardError(thread: error) }
  }
}
