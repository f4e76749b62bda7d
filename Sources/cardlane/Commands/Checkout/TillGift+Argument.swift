public import ArgumentParser
public import Lane

extension TillGift: ExpressibleByArgument {}
