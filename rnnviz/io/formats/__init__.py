"""What a document holds, format by format: tables with their types, and the limits of every field."""
