"""ANT+ over a USB stick (extra `ant`): a trainer's FE-C channel as a backend of bleak.

The driver knows FE-C already, from the Bluetooth service in which one maker wraps it. So a trainer
on a stick is shown as that service, and all that the driver does goes for it too.
"""
