"""What a ride really was, and how it compares with its prescription."""
