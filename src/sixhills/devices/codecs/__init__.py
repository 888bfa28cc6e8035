"""What trainers and sensors say and are told, as bytes: values in, values out, no I/O.

One module for each service. A frame that is cut short or odd raises FrameError and is never read as
zeros; what a frame does not hold, or marks as not available, is None. Bytes after the last known
field are passed over, because firmwares add some; numbers are little-endian.
"""
