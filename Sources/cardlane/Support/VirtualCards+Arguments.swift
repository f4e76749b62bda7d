public import ArgumentParser
public import VirtualCards

extension CPUCardInterface: ExpressibleByArgument {}
extension DESFireGeneration: ExpressibleByArgument {}
