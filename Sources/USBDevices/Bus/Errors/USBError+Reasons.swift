import CLibUSB

extension USBError.Reason {
  /// The transfer or call failed on the wire. The C constant is `LIBUSB_ERROR_IO`.
  public static let io = Self(rawValue: "usbIO")
  /// The call makes no sense for the device. The C constant is `LIBUSB_ERROR_INVALID_PARAM`.
  public static let invalidParameter = Self(rawValue: "usbInvalidParameter")
  /// This user may not open the device. The C constant is `LIBUSB_ERROR_ACCESS`.
  public static let access = Self(rawValue: "usbAccess")
  /// The device was unplugged. The C constant is `LIBUSB_ERROR_NO_DEVICE`.
  public static let noDevice = Self(rawValue: "usbNoDevice")
  /// There is no such device, interface or endpoint. The C constant is `LIBUSB_ERROR_NOT_FOUND`.
  public static let notFound = Self(rawValue: "usbNotFound")
  /// Another program or driver has claimed the interface. The C constant is `LIBUSB_ERROR_BUSY`.
  public static let busy = Self(rawValue: "usbBusy")
  /// The deadline passed before the device answered. The C constant is `LIBUSB_ERROR_TIMEOUT`.
  public static let timeout = Self(rawValue: "usbTimeout")
  /// The device sent more than was asked for. The C constant is `LIBUSB_ERROR_OVERFLOW`.
  public static let overflow = Self(rawValue: "usbOverflow")
  /// The device refused a request, or halted the endpoint. The C constant is `LIBUSB_ERROR_PIPE`.
  public static let pipe = Self(rawValue: "usbPipe")
  /// A signal interrupted the call. The C constant is `LIBUSB_ERROR_INTERRUPTED`.
  public static let interrupted = Self(rawValue: "usbInterrupted")
  /// There is no memory left. The C constant is `LIBUSB_ERROR_NO_MEM`.
  public static let noMemory = Self(rawValue: "usbNoMemory")
  /// The system cannot do this. The C constant is `LIBUSB_ERROR_NOT_SUPPORTED`.
  public static let notSupported = Self(rawValue: "usbNotSupported")
  /// libusb names no reason. The C constant is `LIBUSB_ERROR_OTHER`.
  public static let other = Self(rawValue: "usbOther")
  /// The task was cancelled. The C constant is `LIBUSB_TRANSFER_CANCELLED`.
  public static let cancelled = Self(rawValue: "usbCancelled")
  /// The device was closed by this program.
  public static let closed = Self(rawValue: "usbClosed")

  /// The reason behind a libusb code; an unknown code keeps its number.
  init(libusb code: Int32) {
    self =
      switch libusb_error(code) {
      case LIBUSB_ERROR_IO: .io
      case LIBUSB_ERROR_INVALID_PARAM: .invalidParameter
      case LIBUSB_ERROR_ACCESS: .access
      case LIBUSB_ERROR_NO_DEVICE: .noDevice
      case LIBUSB_ERROR_NOT_FOUND: .notFound
      case LIBUSB_ERROR_BUSY: .busy
      case LIBUSB_ERROR_TIMEOUT: .timeout
      case LIBUSB_ERROR_OVERFLOW: .overflow
      case LIBUSB_ERROR_PIPE: .pipe
      case LIBUSB_ERROR_INTERRUPTED: .interrupted
      case LIBUSB_ERROR_NO_MEM: .noMemory
      case LIBUSB_ERROR_NOT_SUPPORTED: .notSupported
      case LIBUSB_ERROR_OTHER: .other
      default: Self(rawValue: "usb\(code)")
      }
  }
}
