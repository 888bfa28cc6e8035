"""Who may ask for what: hosts and origins, the launch token, phones, accounts, limits."""
