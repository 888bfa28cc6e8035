"""What the muscles of a leg do while it pedals."""
