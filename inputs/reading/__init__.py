"""From the raw sheets of a workbook to the parts of a problem."""
