"""What is kept on disk: rider, bikes, settings, workouts, routes, rides, each with a module."""
