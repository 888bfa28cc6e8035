"""The ride: the player that guides it and the recording of what happened."""
