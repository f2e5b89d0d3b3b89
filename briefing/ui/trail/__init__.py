"""What the Trail page is made of."""
