/// Text as a scalar of YAML that reads back as that very text.
enum YAMLScalar {
  static func of(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "._/-".unicodeScalars.contains($0)
    }
    let isWord = text.unicodeScalars.first.map {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "/"
    }
    if isPlain, isWord == true,
      !["null", "true", "false", "yes", "no", "on", "off"]
        .contains(text.lowercased())
    {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
