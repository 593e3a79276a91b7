"""What leaves: workbooks, calendars, documents, pages."""
