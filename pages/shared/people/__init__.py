"""What pages say of the people who deliver the programme."""
