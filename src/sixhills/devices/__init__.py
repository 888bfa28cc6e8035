"""Trainers and sensors, real and simulated, behind one interface."""
