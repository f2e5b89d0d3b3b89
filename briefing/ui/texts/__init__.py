"""What the Texts page is made of."""
