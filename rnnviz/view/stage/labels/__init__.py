"""Names, words and factors on the stage, and the free places where they stand."""
