"""What a year's plan is, and how one is found."""
