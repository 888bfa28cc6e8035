"""What comes next: learning from reports and choosing the next workout."""
