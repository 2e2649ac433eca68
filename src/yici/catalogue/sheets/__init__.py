"""Items from spreadsheets: opened within bounds, read row by row, every fault at once with sheet and cell."""
