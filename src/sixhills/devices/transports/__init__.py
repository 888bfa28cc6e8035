"""How bytes get to a device and back: each carrier is a backend of bleak, so that all are alike."""
