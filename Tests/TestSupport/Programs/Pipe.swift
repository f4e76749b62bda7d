import Glibc

/// Both ends of a pipe that no child gets unless it is given to it.
struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(PipeError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw PipeError(errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func close() {
    Glibc.close(readEnd)
    Glibc.close(writeEnd)
  }
}

/// The system has no pipe to give.
struct PipeError: Error {
  let errno: Int32
}
