"""File formats, a module each: bytes to values and back."""
