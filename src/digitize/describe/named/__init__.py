"""Who is named on a paper: names of people and organisations, and what announces them."""
