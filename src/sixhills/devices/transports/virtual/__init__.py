"""A radio in software (bumble, extra `virtual`): a real Bluetooth stack on both ends, no hardware.

It has no interval, no loss and no range: what it shows is the protocol, not the time that a radio
takes.
"""
