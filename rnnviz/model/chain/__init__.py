"""The unrolled network: its boxes, its arrows, and what each passes on."""
