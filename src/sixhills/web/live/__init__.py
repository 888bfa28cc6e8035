"""The ride that lives in the server, and the screens that watch it."""
