"""What the office gives: workbook, rule profiles, working days."""
