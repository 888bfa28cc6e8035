"""Care for rider and bike: technique cues, screening, stop rules."""
