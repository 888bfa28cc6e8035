"""sixhills: train the glutes on a bike, whatever bike it is.

One pipeline: workout -> prescribe -> ride -> verify -> progress.
"""

__version__ = "0.1.0"
