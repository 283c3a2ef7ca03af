"""What a person types in answer to a question, as a value of the contract or nothing."""
