public import ArgumentParser
public import Desk

extension SaleConfirmation: ExpressibleByArgument {}
