"""Files of the window: experiments and cells opened, saved and dropped, and pictures written."""
