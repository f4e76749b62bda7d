import CPKCS11
import CardCrypto
import Glibc
import Synchronization

/// A PKCS#11 module: a library that is loaded when the program runs, and stays loaded.
@safe final class PKCS11Module: @unchecked Sendable {
  let path: String
  private let list: UnsafePointer<CK_FUNCTION_LIST>

  /// The functions of the module; they may be called from any thread (`CKF_OS_LOCKING_OK`).
  var functions: CK_FUNCTION_LIST { unsafe list.pointee }

  private static let loaded = Mutex<[String: PKCS11Module]>([:])

  /// Loads a module, once in a process.
  ///
  /// Throws ``KeyDeviceFailure``: `gone` where there is no such library.
  static func load(_ path: String) throws(KeyDeviceFailure) -> PKCS11Module {
    try loaded.withLock { modules throws(KeyDeviceFailure) in
      if let module = modules[path] { return module }
      let module = try PKCS11Module(path)
      modules[path] = module
      return module
    }
  }

  private init(_ path: String) throws(KeyDeviceFailure) {
    guard path.hasPrefix("/") else {
      throw KeyDeviceFailure(.gone, device: path, detail: "a module needs its whole path")
    }
    guard let handle = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = unsafe dlerror().map { unsafe String(cString: $0) }
      throw KeyDeviceFailure(.gone, device: path, detail: reason)
    }
    typealias GetList =
      @convention(c) (UnsafeMutablePointer<UnsafeMutablePointer<CK_FUNCTION_LIST>?>?) -> CK_RV
    guard let symbol = unsafe dlsym(handle, "C_GetFunctionList") else {
      throw KeyDeviceFailure(.foreign, device: path, detail: "not a PKCS#11 module")
    }
    let getList = unsafe unsafeBitCast(symbol, to: GetList.self)
    var found: UnsafeMutablePointer<CK_FUNCTION_LIST>?
    let answer = unsafe CKReturn(rawValue: getList(&found))
    guard answer == .ok, let found = unsafe found else {
      throw KeyDeviceFailure(.foreign, device: path, detail: answer.description)
    }
    self.path = path
    unsafe list = UnsafePointer(found)
    var arguments = unsafe CK_C_INITIALIZE_ARGS()
    unsafe arguments.flags = UInt(CKF_OS_LOCKING_OK)
    let started = unsafe CKReturn(
      rawValue: found.pointee.C_Initialize.map { unsafe $0(&arguments) }
        ?? CKR_FUNCTION_NOT_SUPPORTED)
    guard started == .ok || started == .alreadyInitialized else {
      throw KeyDeviceFailure(.refused, device: path, detail: started.description)
    }
  }
}
