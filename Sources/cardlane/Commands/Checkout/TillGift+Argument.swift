public import ArgumentParser
public import Loyalty

extension TillGift: ExpressibleByArgument {}
