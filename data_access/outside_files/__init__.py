"""Files that other programs made, read as they are: attendance reports, survey answers, booking logs."""
