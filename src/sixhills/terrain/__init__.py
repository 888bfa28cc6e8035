"""The ground: hills that a rider knows, profiles, climbs."""
