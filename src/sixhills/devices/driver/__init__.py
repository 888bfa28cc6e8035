"""What drives trainers and sensors: links that come back, what is heard on them, commands.

Rig                     the Device of a live ride: all that is on one bike, as one
├── Connection          one trainer or sensor: connected, watched, connected anew
│   ├── Link            GATT over any backend of bleak, with errors that a person can read
│   ├── ears            frames of one characteristic into channels
│   └── ControlPoint    (devices/control) one command at a time
├── Channels            the best source of each channel, while it speaks
└── PowerMatch          a power meter steers the trainer's ERG
"""
