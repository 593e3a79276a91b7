"""The official holiday notice, from the text as it was pasted to days off and days worked."""
