import USBDevices

extension DeviceProfile {
  /// The udev rules that let the person at the machine use the readers, as a file of this name.
  ///
  /// `uaccess` gives the nodes to whoever sits at the seat; it works only in a file that sorts before
  /// `73-seat-late.rules`. The links under `/dev/cardlane/` end in the reader's place on the bus, so
  /// that two readers of one model keep their names.
  ///
  /// A model of any maker is told by its report descriptor, which the kernel shows beside the `hidraw` node.
  /// The USB device's rule comes too early to see it; so the `hidraw` node's rule has the kernel announce
  /// the USB device once more, with a word (`SYNTH_ARG_CARDLANE`) that the USB device's rule knows. udev itself
  /// sees a descriptor up to its first zero only; `grep` sees the rest, for readers that begin with another
  /// collection.
  public static func udevRules(
    for profiles: [DeviceProfile] = DeviceProfile.all, file: String = "70-cardlane.rules"
  ) -> String {
    let head = """
      # Magnetic stripe readers that CardLane knows. Install as /etc/udev/rules.d/\(file), then:
      #   udevadm control --reload && udevadm trigger -s usb -s hidraw -s input
      # The file's number must stay below 73, where udev acts on "uaccess".
      # A reader of the USB-IF's point-of-sale class can be any maker's: it is told by its report descriptor,
      # once the kernel has read it, and then the kernel is made to announce the USB device again. That
      # needs udev 247 or later; otherwise `cardlane doctor` prints the line that such a reader needs.
      # Readers that type need their event node only; other keyboards are not touched.
      # A service that runs without a seat needs a group as well: append GROUP="…" to its lines.

      ACTION=="remove", GOTO="cardlane_end"

      """
    let rules = profiles.filter { !$0.models.isEmpty || $0.application != nil }.map(\.udevRules)
    return ([head] + rules + ["LABEL=\"cardlane_end\"", ""]).joined(separator: "\n")
  }

  private var udevRules: String {
    let access = #"MODE="0660", TAG+="uaccess""#
    let lines = models.flatMap { model in
      let vendor = USBModel.digits(model.vendor)
      let product = USBModel.digits(model.product)
      let parent = #"ATTRS{idVendor}=="\#(vendor)", ATTRS{idProduct}=="\#(product)""#
      switch kind {
      case .wedge, .pcsc:
        return [
          #"SUBSYSTEM=="input", KERNEL=="event*", \#(parent), \#(access), "#
            + #"SYMLINK+="cardlane/\#(id)-%k""#
        ]
      case .msr:
        return [
          #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="\#(vendor)", "#
            + #"ATTR{idProduct}=="\#(product)", \#(access), SYMLINK+="cardlane/\#(id)-usb-%k""#,
          #"SUBSYSTEM=="hidraw", \#(parent), \#(access), SYMLINK+="cardlane/\#(id)-%b""#,
        ]
      }
    }
    return (["# \(name) (\(source))"] + anyMakersRules(access) + lines + [""]).joined(
      separator: "\n")
  }

  /// Rules for a model that is told by what it reports.
  private func anyMakersRules(_ access: String) -> [String] {
    guard let application, application.page <= 0xFF, application.id <= 0xFF else { return [] }
    func byte(_ value: UInt16) -> String {
      #"\x"# + (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    // Usage page, usage, application collection; or the page in two bytes, of which udev sees what
    // stands before the zero.
    let page = byte(application.page)
    let beginning = #"\x05\#(page)\x09\#(byte(application.id))\xa1\x01"#
    // The same anywhere in the descriptor, with sizes and limits before the usage. `grep` takes it by lines,
    // so that a usage in two bytes (0A) would not be found.
    let usage = #"\x09\#(byte(application.id))\xa1\x01"#
    let sizes = #"([\x15\x25\x75\x85\x95].|[\x14\x24]|[\x16\x26]..)*"#
    let collection = #"(\x05\#(page)|\x06\#(page)\x00)\#(sizes)\#(usage)"#
    let mark = "CARDLANE_\(id.uppercased().replacing("-", with: "_"))"
    // The kernel takes letters and digits in a word only.
    let word = id.filter(\.isLetter)
    let device = #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device""#
    let node = #"SUBSYSTEM=="hidraw""#
    return [
      #"\#(node), KERNELS=="0003:*", ATTRS{report_descriptor}==e"\#(beginning)*|\x06\#(page)", "#
        + #"ENV{\#(mark)}="1""#,
      #"\#(node), KERNELS=="0003:*", ENV{\#(mark)}!="1", "#
        + #"PROGRAM=="/bin/grep -qaP '\#(collection)' %S%p/device/report_descriptor", "#
        + #"ENV{\#(mark)}="1""#,
      #"\#(node), ENV{\#(mark)}=="1", \#(access), "#
        + #"ATTR{../../../../uevent}="change 7f6b0a54-55c2-4a4e-9d3c-0f1e8c8f5a8e CARDLANE=\#(word)""#,
      #"\#(node), ENV{\#(mark)}=="1", ATTRS{idVendor}=="?*", SYMLINK+="cardlane/\#(id)-%b""#,
      // What was found out is kept for the events that come later.
      #"\#(device), IMPORT{db}="\#(mark)""#,
      #"\#(device), ENV{SYNTH_ARG_CARDLANE}=="\#(word)", ENV{\#(mark)}="1""#,
      #"\#(device), ENV{\#(mark)}=="1", \#(access), SYMLINK+="cardlane/\#(id)-usb-%k""#,
    ]
  }
}
