"""Wahoo Direct Connect: a trainer's Bluetooth services over TCP, in the home network.

Not published by its maker. What is known stands in public programs that agree with each other:
elfrances/wahoo-fitness-tnp, qdomyos-zwift (`src/devices/dircon`), incyclist (`src/direct-connect`).
"""
