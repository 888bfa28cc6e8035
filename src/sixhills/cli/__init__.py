"""The command line: thin commands that show what use cases return."""
