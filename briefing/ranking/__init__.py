"""What an executive reads, and why. Pure: no clock, file, network or database in here."""
