"""The body on the bike: its legs, its saddle, and what its muscles do."""
