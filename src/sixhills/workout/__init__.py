"""The workout: effort, posture, cadence, time or hills, for nobody in particular."""
