"""Map and elevation files, as arrays for roads/."""
