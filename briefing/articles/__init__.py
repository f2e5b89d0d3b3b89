"""What is known of one article: its address, its text, its date, its language."""
