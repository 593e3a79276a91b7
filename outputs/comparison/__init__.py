"""Several plans side by side, for those who choose among them: one page and one workbook."""
