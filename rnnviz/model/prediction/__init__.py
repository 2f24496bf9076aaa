"""What a network writes behind what it was given: drawn word by word, or a series predicted ahead."""
