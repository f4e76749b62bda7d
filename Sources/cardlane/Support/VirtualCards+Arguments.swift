public import ArgumentParser
public import VIPCard
public import VirtualCards

extension CPUCardInterface: ExpressibleByArgument {}
extension DESFireGeneration: ExpressibleByArgument {}
extension ChipKind: ExpressibleByArgument {}
