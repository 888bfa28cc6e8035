"""How a trainer is told what to do: the machine that gives one command at a time, and its dialects.

No I/O and no clock: frames and seconds come in, frames to be written come out.
"""
