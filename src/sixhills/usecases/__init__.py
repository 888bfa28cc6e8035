"""What a person can ask for, one function each; the only place that joins domain and edges."""
