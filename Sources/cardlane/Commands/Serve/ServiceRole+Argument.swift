public import ArgumentParser
public import LaneService

extension ServiceRole: ExpressibleByArgument {}
