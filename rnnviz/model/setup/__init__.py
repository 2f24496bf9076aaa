"""What the user chose, frozen: layers, sequence, weights, holds, and the curated openings."""
