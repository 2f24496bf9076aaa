"""What the system gives the window: screens to stand on, with nothing out of reach, and files it asks for."""
