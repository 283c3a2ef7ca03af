"""What is wrong with content, or worth another look, though each file is right."""
