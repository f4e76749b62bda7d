import Foundation

extension ByteLink {
  /// Opens a device file; a regular file is none.
  ///
  /// - Parameter deadline: how long to wait for a line that another program has.
  init(_ line: DevicePrinter.Line, by deadline: ContinuousClock.Instant) throws(Failure) {
    var facts = stat()
    guard unsafe stat(line.path, &facts) == 0 else { throw .last }
    let kind = facts.st_mode & S_IFMT
    guard kind == S_IFCHR || kind == S_IFIFO else { throw Failure(reason: "not a device") }
    // A pipe that is read as well would give us our own bytes back.
    let mode = kind == S_IFIFO ? O_WRONLY : O_RDWR
    let descriptor = unsafe open(line.path, mode | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    do throws(Failure) {
      // Two programs on one line would mix their slips. A line that we have just closed may still be had for
      // a moment by a program that is being started.
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        guard ContinuousClock.now < deadline else {
          throw Failure(reason: "another program has it")
        }
        usleep(10_000)
      }
      if case .serial(let address) = line { try Self.set(descriptor, address) }
    } catch {
      close(descriptor)
      throw error
    }
    self.init(descriptor, isSocket: false, answers: kind == S_IFCHR)
  }

  /// Bytes as they are, eight bits each, at the line's speed.
  private static func set(_ descriptor: Int32, _ address: SerialAddress) throws(Failure) {
    var settings = termios()
    guard unsafe tcgetattr(descriptor, &settings) == 0 else { throw .last }
    unsafe cfmakeraw(&settings)
    settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
    settings.c_cflag &= ~tcflag_t(CSTOPB) & ~crtscts
    settings.c_iflag &= ~tcflag_t(IXON | IXOFF | IXANY)
    switch address.flow {
    case .none: break
    case .rtscts: settings.c_cflag |= crtscts
    case .xonxoff: settings.c_iflag |= tcflag_t(IXON)
    }
    switch address.parity {
    case .none: settings.c_cflag &= ~tcflag_t(PARENB)
    case .even: settings.c_cflag = settings.c_cflag & ~tcflag_t(PARODD) | tcflag_t(PARENB)
    case .odd: settings.c_cflag |= tcflag_t(PARENB | PARODD)
    }
    let speed = speed(address.baud)
    guard unsafe cfsetispeed(&settings, speed) == 0, unsafe cfsetospeed(&settings, speed) == 0,
      unsafe tcsetattr(descriptor, TCSANOW, &settings) == 0
    else { throw .last }
  }

  /// `CRTSCTS`, which is not in POSIX.
  private static let crtscts: tcflag_t = 0o20_000_000_000

  private static func speed(_ baud: Int) -> speed_t {
    let code =
      switch baud {
      case 1200: B1200
      case 2400: B2400
      case 4800: B4800
      case 19_200: B19200
      case 38_400: B38400
      case 57_600: B57600
      case 115_200: B115200
      default: B9600
      }
    return speed_t(code)
  }
}
