"""What the page of surveys is made of: the surveys, their links, what people answered."""
