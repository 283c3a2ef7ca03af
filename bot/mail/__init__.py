"""Mail to the experts, for what can never be told in Teams."""
