public import ArgumentParser
public import VirtualCards

extension CPUCardInterface: ExpressibleByArgument {}
