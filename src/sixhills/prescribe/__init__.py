"""The prescription: a workout for one rider and one bike; a module for each kind of bike."""
