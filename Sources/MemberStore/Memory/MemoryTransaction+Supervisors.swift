extension MemoryTransaction {
  func supervisor(_ name: String) throws -> Supervisor? { tables.supervisors[name] }

  func supervisors() throws -> [Supervisor] {
    tables.supervisors.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  func put(_ supervisor: Supervisor) throws { tables.supervisors[supervisor.name] = supervisor }

  func removeSupervisor(_ name: String) throws { tables.supervisors[name] = nil }
}
