"""A trainer as other apps see it: services and characteristics, with a simulated bike behind."""
