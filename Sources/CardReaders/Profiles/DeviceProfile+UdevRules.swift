extension DeviceProfile {
  /// The udev rules that let the person at the machine use the readers, as `70-cardlane.rules`.
  ///
  /// `uaccess` gives the nodes to whoever sits at the seat; it works only in a file that sorts before
  /// `73-seat-late.rules`. The links under `/dev/cardlane/` end in the reader's place on the bus, so
  /// that two readers of one model keep their names.
  public static func udevRules(for profiles: [DeviceProfile] = DeviceProfile.all) -> String {
    let head = """
      # Magnetic stripe readers that CardLane knows. Install as /etc/udev/rules.d/70-cardlane.rules, then:
      #   udevadm control --reload && udevadm trigger -s usb -s hidraw -s input
      # The file's number must stay below 73, where udev acts on "uaccess".
      # A reader of the USB-IF's point-of-sale class can be any maker's, and a rule on a USB device cannot
      # see what its interfaces report: `cardlane doctor` prints the line that such a reader needs.
      # Readers that type need their event node only; other keyboards are not touched.
      # A service that runs without a seat needs a group as well: append GROUP="…" to its lines.

      ACTION=="remove", GOTO="cardlane_end"

      """
    let rules = profiles.filter { !$0.models.isEmpty }.map(\.udevRules)
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
    return (["# \(name) (\(source))"] + lines + [""]).joined(separator: "\n")
  }
}
